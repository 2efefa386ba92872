/*
 * eval/expect.h - what a set of policies is expected to do, line by line.
 *
 *     allow prod/backend -> prod/database 8080/TCP  # peer 1
 *     deny  dev/frontend -> prod/database 8080
 *     ask   dev/backend -> prod/database 8080
 *
 * `ask` expects nothing: only the verdict is wanted. The arrow may be a real one; what follows #
 * is a note. Empty lines and lines with nothing but a note are passed over.
 */
#ifndef PW_EVAL_EXPECT_H
#define PW_EVAL_EXPECT_H

#include "eval/answer.h"

typedef enum pw_expected { PW_EXPECT_ALLOW, PW_EXPECT_DENY, PW_EXPECT_NOTHING } pw_expected;

typedef struct pw_expectation {
    uint32_t line; /* from 1 */
    pw_expected expected;
    pw_str from;
    pw_str to;
    pw_asked_port port;
    pw_str note;
} pw_expectation;

/*
 * Reads the lines of `text` into `list` (of pw_expectation); texts point into `text`.
 * PW_E_REQUEST with *problem in words, naming the line, for a line that cannot be read; PW_E_LIMIT
 * for more than PW_MAX_PROBES.
 */
pw_status pw_expect_read(pw_arena *arena, pw_str text, pw_vec *list, pw_str *problem);

/* Whether a verdict is what was expected. What passes only partly, or reaches nothing because no
 * endpoint is there, is neither allowed nor denied. */
bool pw_expect_met(pw_expected expected, pw_outcome outcome);

/* "allow", "deny", "ask" */
const char *pw_expected_name(pw_expected expected);

#endif
