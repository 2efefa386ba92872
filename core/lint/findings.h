/*
 * lint/findings.h - all that is to be told of a snapshot: what is wrong with its text and its
 * objects, and what valid policies do that they hardly were meant to.
 */
#ifndef PW_LINT_FINDINGS_H
#define PW_LINT_FINDINGS_H

#include "model/snapshot.h"

/* All findings in the order of the text; the list lives in `arena`. */
pw_status pw_findings_all(pw_snapshot *s, pw_arena *arena, pw_findings *findings);

#endif
