/*
 * text/scalar.h - what an unquoted YAML scalar is, as Kubernetes reads it (YAML 1.1, go-yaml v2):
 * y, on and no are booleans, 0x1f, 0o17 and 017 are numbers, ~ is null.
 */
#ifndef PW_TEXT_SCALAR_H
#define PW_TEXT_SCALAR_H

#include "text/node.h"

/* The kind of a plain scalar. */
pw_kind pw_scalar_kind(pw_str text);

/* The value of a PW_BOOL scalar. */
bool pw_scalar_bool(pw_str text);

/* The value of a PW_INT scalar, or of a float without fraction; false when it does not fit. */
bool pw_scalar_int(pw_str text, int64_t *value);

#endif
