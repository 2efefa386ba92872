/*
 * eval/expect.h - what a set of policies is expected to do, line by line.
 *
 *     allow prod/backend -> prod/database 8080/TCP  # peer 1
 *     deny  dev/frontend -> prod/database 8080
 *     ask   dev/backend -> prod/database 8080
 *
 * `ask` expects nothing: only the verdict is wanted. The arrow may be a real one; what follows #
 * is a note. Empty lines and lines with nothing but a note are passed over.
 *
 * Suites (core/suite) also know wide lines:
 *
 *     deny   * -> prod/database all
 *     only   prod/web,dev/web -> prod/database 8080/TCP 9000-9100/TCP
 *     partly prod/agent -> prod/database all/UDP
 *
 * Ends may be several names with commas between them, or a pattern: `*`, `outside`, or a namespace
 * with a star after its slash. Ports may be several, ranges, or `all`. `only` expects that these
 * ports pass and no other, `partly` that pods of the two ends differ.
 */
#ifndef PW_EVAL_EXPECT_H
#define PW_EVAL_EXPECT_H

#include "eval/answer.h"
#include "eval/ranges.h"

typedef enum pw_expected {
    PW_EXPECT_ALLOW,
    PW_EXPECT_DENY,
    PW_EXPECT_NOTHING,
    PW_EXPECT_ONLY,
    PW_EXPECT_PARTLY
} pw_expected;

typedef struct pw_expectation {
    uint32_t line; /* from 1 */
    pw_expected expected;
    pw_str from;
    pw_str to;
    pw_asked_port port; /* the first one; of `all` none is given */
    pw_ranges ports;    /* all of them */
    bool wide;          /* not one port between two names: only suites know what to do with it */
    pw_str note;
} pw_expectation;

/*
 * Reads the lines of `text` into `list` (of pw_expectation); texts point into `text`.
 * PW_E_REQUEST with *problem in words, naming the line, for a line that cannot be read; PW_E_LIMIT
 * for more than PW_MAX_PROBES.
 */
pw_status pw_expect_read(pw_arena *arena, pw_str text, pw_vec *list, pw_str *problem);

/* Writes ports as lines have them: "80/TCP 8000-8999/TCP all/UDP", "all". */
void pw_expect_write_ports(pw_buf *b, pw_ranges ports);

/* Whether a set holds every port of every protocol. */
bool pw_expect_every(pw_ranges ports);

/* The set of all ports. */
pw_ranges pw_expect_all(void);

/* The next word of a line, empty at its end. */
pw_str pw_expect_word(pw_str *rest);

/* Whether a verdict is what was expected; of lines that are not wide. What passes only partly, or
 * reaches nothing because no endpoint is there, is neither allowed nor denied. */
bool pw_expect_met(pw_expected expected, pw_outcome outcome);

/* "allow", "deny", "ask", "only", "partly" */
const char *pw_expected_name(pw_expected expected);

#endif
