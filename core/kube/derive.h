/*
 * kube/derive.h - what follows from a good object: defaults, numbers of labels, parsed
 * addresses and protocols.
 */
#ifndef PW_KUBE_DERIVE_H
#define PW_KUBE_DERIVE_H

#include "kube/decode.h"

/* Derives all that from an object that was decoded and judged without an error. The addresses of
 * a status, which no server checks, may still be wrong: that is told. */
pw_status pw_derive(pw_decoder *dec, pw_object *object, void *body);

#endif
