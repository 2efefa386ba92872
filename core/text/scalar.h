/*
 * text/scalar.h - what an unquoted YAML scalar is, as Kubernetes reads it (YAML 1.1, go-yaml v2):
 * y, on and no are booleans, 0x1f, 0o17 and 017 are numbers, ~ is null.
 */
#ifndef PW_TEXT_SCALAR_H
#define PW_TEXT_SCALAR_H

#include "base/buf.h"
#include "text/node.h"

/* The kind of a plain scalar. A number too large for 64 bits, or for 63 with a sign, is a float;
 * one too large for a float is text. */
pw_kind pw_scalar_kind(pw_str text);

/* The float is .nan or .inf, which JSON cannot hold. */
bool pw_scalar_is_special(pw_str text);

/* The float is a whole number that needs all 64 bits, an int to YAML. */
bool pw_scalar_is_large(pw_str text);

/* The value of a PW_BOOL scalar. */
bool pw_scalar_bool(pw_str text);

/* The value of a PW_INT scalar, or of a float without fraction; false when it does not fit. */
bool pw_scalar_int(pw_str text, int64_t *value);

/* Writes a PW_INT or PW_FLOAT as the JSON that a server gets of it has it: 0x10 is 16, 80.50 is
 * 80.5, 1e3 is 1000. */
void pw_scalar_put(pw_buf *b, pw_str text);

/* The same as Go's %#v of the value that go-yaml makes of it: 1000000.0 is 1e+06. */
void pw_scalar_put_go(pw_buf *b, pw_kind kind, pw_str text);

/* Writes the key that a PW_INT, PW_FLOAT or PW_BOOL becomes; false when it cannot be a key,
 * because it needs all 64 bits. */
bool pw_scalar_put_key(pw_buf *b, pw_kind kind, pw_str text);

#endif
