/*
 * kube/stored.h - an object as the API server stores it: what was not given is filled in, keys
 * are in its order, which is that of the alphabet.
 *
 * It is made of the tree of the document, so that no field is lost, whether podwall reads it or
 * not. kube/defaults fills in what a server does; what it draws, counts or keeps for itself (uids,
 * addresses, times, status) is left out.
 */
#ifndef PW_KUBE_STORED_H
#define PW_KUBE_STORED_H

#include "kube/document.h"

typedef struct pw_stored_line {
    uint32_t line;   /* of the stored text, from 1 */
    const char *why; /* it was added; NULL: it comes from the manifest ... */
    pw_span span;    /* ... from here */
} pw_stored_line;

typedef struct pw_stored {
    const pw_object *object;
    pw_str text;
    pw_vec lines; /* of pw_stored_line */
} pw_stored;

/* The objects of a document as stored: `list` of pw_stored, all of it in `arena`. */
pw_status pw_stored_objects(const pw_document *doc, pw_arena *arena, pw_vec *list);

#endif
