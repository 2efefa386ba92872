/*
 * suite/suite.h - a file of expectations: a suite of lines, or a case with its cluster.
 *
 * A suite is text, with the lines of eval/expect.h; a line `use PATH` names manifests, relative to
 * the suite. A case is YAML: a document of kind PodwallCase holds the lines under `expect` as a
 * block text, perhaps paths under `use`; its other documents are manifests.
 */
#ifndef PW_SUITE_SUITE_H
#define PW_SUITE_SUITE_H

#include "eval/expect.h"

typedef struct pw_suite {
    pw_vec lines;   /* of pw_expectation; their lines are those of the file */
    pw_vec uses;    /* of pw_str: paths of manifests */
    pw_str inside;  /* the manifests of a case, each on its line; empty in a suite */
} pw_suite;

/*
 * Reads a file; texts are in `arena` or in `text`. PW_E_REQUEST with *problem in words, naming the
 * line, when it cannot be read.
 */
pw_status pw_suite_read(pw_arena *arena, pw_str text, pw_suite *suite, pw_str *problem);

/* Writes a document of the file over with blank lines, so that all others keep their lines. */
void pw_suite_blank(pw_buf *b, pw_str document);

#endif
