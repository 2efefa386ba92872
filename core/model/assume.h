/*
 * model/assume.h - what network plugins decide differently, as switches of a request.
 *
 * Every verdict is made under one set of assumptions; the defaults are those of SEMANTICS.
 * A switch is a member here, a line in the table of assume.c, and a row of docs/semantics.md.
 */
#ifndef PW_MODEL_ASSUME_H
#define PW_MODEL_ASSUME_H

#include "base/str.h"

typedef struct pw_assume {
    bool ip_block_matches_pods; /* S9: an ipBlock also matches the addresses of pods */
} pw_assume;

pw_assume pw_assume_default(void);

/* Sets the switch called `name`; false when there is none of that name. */
bool pw_assume_set(pw_assume *assume, pw_str name, bool value);

/* The names of the switches, for messages: the i-th, or NULL. */
const char *pw_assume_name(uint32_t i);

bool pw_assume_same(const pw_assume *a, const pw_assume *b);

#endif
