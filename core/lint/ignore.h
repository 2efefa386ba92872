/*
 * lint/ignore.h - comments that say which findings are meant to be there:
 *
 *     # podwall: ignore any-address the site is public
 *
 * at the end of the line on which the finding starts, or on a line of its own before it. A comment
 * that nothing answers to is itself a finding. Errors cannot be ignored.
 */
#ifndef PW_LINT_IGNORE_H
#define PW_LINT_IGNORE_H

#include "model/snapshot.h"

/* Takes out of the list what comments ignore, and adds those that ignore nothing. */
pw_status pw_ignore_apply(const pw_snapshot *s, pw_arena *arena, pw_findings *findings);

#endif
