/*
 * kube/decode.h - the tree into typed objects, after the table in kube/schema.
 *
 * A value of the wrong type, a key the API does not have: each is told with its span and path,
 * and the object is not handed out. Null is "not given" (SEMANTICS S21).
 */
#ifndef PW_KUBE_DECODE_H
#define PW_KUBE_DECODE_H

#include "kube/schema.h"
#include "kube/symbols.h"
#include "text/diag.h"
#include "text/node.h"

/* Where in an object the decoder is, linked from the inside out; its text is made on demand. */
typedef struct pw_path {
    const struct pw_path *up;
    const char *name; /* NULL: an index, or a key */
    pw_str key;
    uint32_t index;
} pw_path;

/* "spec.ingress[0].from[1]", written into `a`. */
pw_status pw_path_text(pw_arena *a, const pw_path *path, pw_str *text);

typedef struct pw_decoder {
    pw_arena *arena;
    pw_symbols *symbols;
    pw_diags *d;
} pw_decoder;

/* Fills `out`, zeroed memory of shape->size bytes, from `node`. */
pw_status pw_decode(pw_decoder *dec, const pw_node *node, const pw_shape *shape,
                    const pw_path *path, void *out);

#endif
