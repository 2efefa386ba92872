/*
 * kube/schema.h - the table of fields: each field of the API that podwall reads stands once.
 *
 * A shape is a mapping with its fields; kube/decode fills structs after it, kube/judge holds an
 * object against it, kube/stored fills in what was left out, and editors show what it says. The
 * tables are in fields_*.c, rules that concern several fields in rules_*.c.
 *
 * A field says what it means to a person who learns it, which values it may have, and what of the
 * cluster it speaks of: editors show that.
 */
#ifndef PW_KUBE_SCHEMA_H
#define PW_KUBE_SCHEMA_H

#include "kube/object.h"
#include "kube/syntax.h"

typedef enum pw_type {
    PW_T_TEXT,        /* pw_text */
    PW_T_INT,         /* pw_int */
    PW_T_LONG,        /* a whole number of 64 bits; never read into a struct */
    PW_T_FLAG,        /* pw_flag */
    PW_T_INT_OR_TEXT, /* pw_int_or_text */
    PW_T_QUANTITY,    /* like 100m or 2Gi; never read into a struct */
    PW_T_TIME,        /* like 2026-01-31T12:00:00Z, a text; pw_text */
    PW_T_LABELS,      /* pw_list of pw_label, from a mapping of texts */
    PW_T_QUANTITIES,  /* a mapping of quantities; never read into a struct */
    PW_T_TEXTS,       /* pw_list of pw_text */
    PW_T_LONGS,       /* a list of whole numbers; never read into a struct */
    PW_T_SHAPE,       /* a struct that begins with pw_head */
    PW_T_SHAPES,      /* pw_list of such structs */
    PW_T_ANY          /* known to the API, neither read nor judged */
} pw_type;

#define PW_UNREAD UINT16_MAX /* the offset of a field that podwall judges but does not read */

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

/* How a value must be written, where one glance at it tells; the words are in kube/format. */
typedef enum pw_spelling {
    PW_ANY_SPELLING,
    PW_A_LABEL,        /* a DNS label of RFC 1123: a namespace, a container */
    PW_A_SUBDOMAIN,    /* a DNS subdomain of RFC 1123 */
    PW_A_PORT_NAME,
    PW_A_PORT_NUMBER,  /* 1 to 65535 */
    PW_NOT_NEGATIVE,
    PW_POSITIVE,
    PW_A_FILE_MODE,    /* 0 to 0777 */
    PW_AN_ID,          /* of a user or a group: 0 to 2147483647 */
    PW_A_KEY,          /* of a label: a name, perhaps after a DNS name and a slash */
    PW_NOT_EMPTY       /* "" is as if it were missing */
} pw_spelling;

typedef struct pw_shape pw_shape;

typedef struct pw_field {
    const char *name;
    uint8_t type;           /* pw_type */
    uint8_t spelling;        /* pw_spelling */
    bool needed;            /* "Required value" where it is missing */
    bool blank;             /* "" is as if it were not given */
    bool inlined;           /* of the inner struct that the shape names */
    uint8_t topic;          /* pw_topic */
    uint16_t offset;        /* in the struct of its shape, or PW_UNREAD */
    const char *doc;        /* NULL: editors do not offer it */
    const pw_shape *shape;  /* of PW_T_SHAPE and PW_T_SHAPES; of PW_T_ANY when it is known */
    const pw_value *values; /* those it may have, up to one without name; NULL: any */
    const char *go;         /* the server's name of the type of a scalar (or of a list's items)
                               when it has one of its own, like "Protocol" */
    const char *fill;       /* what the server fills in, as JSON; NULL: nothing */
} pw_field;

/* Where a value stands and which one it is: see kube/judge. */
typedef struct pw_path pw_path;
typedef struct pw_checker pw_checker;

/* The rules of one shape: looks at the mapping at `at`. */
typedef pw_status pw_check(pw_checker *c, const pw_path *at);

/* The order of the fields is that in which the server validates them. */
struct pw_shape {
    const char *go; /* the server's name of the struct, which it tells to users */
    const pw_field *fields;
    uint16_t count;
    uint16_t size;   /* of the struct it is read into; 0: it is not read */
    bool open;       /* only what is read stands here; other keys are let pass */
    const char *demands; /* the fields that kubectl misses in an item of a list; NULL: none */
    pw_check *check; /* its rules; NULL: those of its fields, one after the other */
    const char *inlined; /* the server's name of the inner struct that some fields belong to: the
                            decoder tells it as a step of its own */
};

typedef struct pw_kind_info {
    const char *api_version;
    const char *kind;
    const char *plural;
    const pw_shape *body;
    bool namespaced;
    pw_faults (*name)(pw_str name); /* what is wrong with the name of an object */
    const char *doc;
} pw_kind_info;

/* The operators of label selectors, in the order of pw_operator. */
extern const pw_value pw_operators[];

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
