/*
 * suite/freeze.h - today's reachability as a suite: all of it, folded.
 *
 * Coarse lines come first, what differs from them below: the last line that speaks of a
 * connection counts (suite/trial.h). Where pods of a workload differ they are named one by one, or,
 * where they are many or differ by their node, said to be `partly` open.
 */
#ifndef PW_SUITE_FREEZE_H
#define PW_SUITE_FREEZE_H

#include "api/reply.h"

/* Writes the suite of the snapshot as the answer: text, or JSON with the text in it. */
pw_status pw_freeze_write(pw_reply_to *r);

#endif
