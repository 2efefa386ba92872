/*
 * kube/decode.h - the tree into typed objects, after the table in kube/schema.
 *
 * A value of the wrong type, a key the API does not have: each is told with its span and path, and
 * the object is not handed out. Null is "not given" (SEMANTICS S21).
 */
#ifndef PW_KUBE_DECODE_H
#define PW_KUBE_DECODE_H

#include "kube/judge.h"
#include "kube/symbols.h"
#include "text/diag.h"
#include "text/node.h"

typedef struct pw_decoder {
    pw_arena *arena;
    pw_symbols *symbols;
    pw_diags *d;
    bool lenient; /* what is wrong in fields that are not read is said, and harms nothing */
    bool unread;  /* it is in such a field */
} pw_decoder;

/* Fills `out`, zeroed memory of shape->size bytes, from the mapping `map`; with NULL for `out`
 * it only looks whether that could be done. */
pw_status pw_decode(pw_decoder *dec, const pw_node *map, const pw_shape *shape,
                    const pw_path *path, void *out);

#endif
