/*
 * kube/validate.h - the rules that go beyond types, and what follows from a good object:
 * defaults, symbols of selectors, parsed addresses.
 */
#ifndef PW_KUBE_VALIDATE_H
#define PW_KUBE_VALIDATE_H

#include "kube/decode.h"

/* Checks and completes a decoded object whose body is `body`. */
pw_status pw_validate(pw_decoder *dec, pw_object *object, void *body);

#endif
