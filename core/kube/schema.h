/*
 * kube/schema.h - the table of fields: each field of the API that podwall reads stands once.
 *
 * A shape is a mapping with its fields; kube/decode fills structs after it. A closed shape lists
 * all fields the API has, so that another key is a mistake; an open one lists only those read.
 *
 * A field says what it means to a person who learns it, which values it may have, and what of the
 * cluster it speaks of: editors show that. A field without such words is the server's business.
 */
#ifndef PW_KUBE_SCHEMA_H
#define PW_KUBE_SCHEMA_H

#include "kube/object.h"

typedef enum pw_type {
    PW_T_TEXT,        /* pw_text */
    PW_T_INT,         /* pw_int */
    PW_T_FLAG,        /* pw_flag */
    PW_T_INT_OR_TEXT, /* pw_int_or_text */
    PW_T_LABELS,      /* pw_list of pw_label, from a mapping of texts */
    PW_T_TEXTS,       /* pw_list of pw_text */
    PW_T_SHAPE,       /* a struct that begins with pw_head */
    PW_T_SHAPES,      /* pw_list of such structs */
    PW_T_ANY          /* known to the API, not read */
} pw_type;

/* What of the cluster a value speaks of; the first three say whose labels stand inside. */
typedef enum pw_topic {
    PW_NO_TOPIC,
    PW_OF_PODS,
    PW_OF_NAMESPACES,
    PW_OF_NODES,
    PW_A_NAMESPACE,
    PW_A_PORT,
    PW_A_LABEL_KEY,
    PW_A_LABEL_VALUE,
    PW_A_KIND,
    PW_A_VERSION
} pw_topic;

/* One of the few texts a field may hold. */
typedef struct pw_value {
    const char *name;
    const char *doc;
} pw_value;

typedef struct pw_shape pw_shape;

typedef struct pw_field {
    const char *name;
    pw_type type;
    uint16_t offset;
    uint8_t topic;          /* pw_topic */
    const pw_shape *shape;  /* of PW_T_SHAPE and PW_T_SHAPES; of PW_T_ANY when it is known */
    const char *doc;        /* NULL: the server writes it */
    const pw_value *values; /* those it may have, up to one without name; NULL: any */
} pw_field;

struct pw_shape {
    const pw_field *fields;
    uint16_t count;
    uint16_t size;
    bool closed;
};

typedef struct pw_kind_info {
    const char *api_version;
    const char *kind;
    const pw_shape *body;
    bool namespaced;
    const char *doc;
} pw_kind_info;

/* What every object has: pw_meta under "metadata". */
extern const pw_shape pw_meta_shape;

const pw_kind_info *pw_kind_of(pw_object_kind kind);

/* "a list", "text": what a field of this type holds, for messages. */
const char *pw_type_name(pw_type type);

/* The field of this name; NULL when there is none. */
const pw_field *pw_shape_field(const pw_shape *shape, pw_str name);

/* The field whose name is nearest to a mistyped one; NULL when none is near. */
const pw_field *pw_shape_nearest(const pw_shape *shape, pw_str name);

#endif
