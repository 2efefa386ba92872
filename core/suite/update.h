/*
 * suite/update.h - a suite rewritten to what is true now, line by line.
 *
 * Lines that hold stay as they are, and so do comments. A line between names is written over;
 * below one with a pattern, the exceptions are added. A line goes away when an end of it does.
 */
#ifndef PW_SUITE_UPDATE_H
#define PW_SUITE_UPDATE_H

#include "api/reply.h"
#include "suite/trial.h"

/* Makes the new text in the arena of the reply, and says what changed; *updated.at is NULL when
 * every line holds. */
pw_status pw_update_suite(pw_reply_to *r, pw_str name, pw_str text, const pw_trial *trial,
                          pw_str *updated);

#endif
