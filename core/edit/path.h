/*
 * edit/path.h - where in a half-written document a caret stands, and what the API expects there.
 */
#ifndef PW_EDIT_PATH_H
#define PW_EDIT_PATH_H

#include "base/buf.h"
#include "edit/outline.h"
#include "kube/schema.h"

typedef enum pw_caret_slot {
    PW_AT_NOTHING, /* in a comment, in a block of text */
    PW_AT_KEY,     /* on the key of `entry` */
    PW_AT_VALUE,   /* on the value of `entry`, or where it would go */
    PW_AT_ROOM     /* where a new key or item of `entry` may stand */
} pw_caret_slot;

typedef struct pw_caret {
    pw_caret_slot slot;
    uint32_t entry;
    pw_span word; /* what is being written: empty before the first letter */
} pw_caret;

/* Where byte `at` stands. On an empty line its indentation decides. */
pw_caret pw_caret_find(const pw_outline *o, uint32_t at);

/* What the API expects as the value of an entry. */
typedef struct pw_expected {
    bool known;             /* false: nothing that podwall knows */
    bool list;              /* a list of what follows, not one of it */
    bool labels;            /* a mapping of labels */
    uint8_t topic;          /* PW_OF_PODS, ...: whose labels */
    const pw_field *field;  /* the field it is the value of; NULL for a whole object */
    const pw_shape *shape;  /* its fields, when it is a mapping that has some */
    pw_str label;           /* the key, when it is the value of a label; else at is NULL */
    uint32_t object;        /* the entry of the object that it is part of */
    pw_object_kind kind;    /* of that object; PW_OBJECT_KINDS: not known */
} pw_expected;

/* The path of the entry, "spec.ingress[].from[]", is added to `path` unless that is NULL. */
pw_expected pw_expected_of(const pw_outline *o, uint32_t entry, pw_buf *path);

/* The label key of the requirement among whose values the entry stands; else empty. */
pw_str pw_requirement_key(const pw_outline *o, uint32_t entry);

#endif
