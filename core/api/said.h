/*
 * api/said.h - what a server says of an object at one step, in the order in which it says it.
 */
#ifndef PW_API_SAID_H
#define PW_API_SAID_H

#include "text/diag.h"

/* Those that are said at this step, as const pw_diag *, in the order in which Go meets the paths:
 * keys by bytes, items by number. */
pw_status pw_said_at(const pw_diags *d, pw_arena *arena, pw_says says, pw_vec *list);

/* The first of them, and of what is said at the other step; NULL for none. */
const pw_diag *pw_said_first(const pw_diags *d, pw_says says, pw_says other);

/* The lines of what is said at this step, as pw_str, each once, as they were said. */
pw_status pw_said_lines(const pw_diags *d, pw_arena *arena, pw_says says, pw_vec *lines);

#endif
