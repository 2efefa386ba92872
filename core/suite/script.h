/*
 * suite/script.h - a suite as a POSIX shell script that asks a real cluster.
 */
#ifndef PW_SUITE_SCRIPT_H
#define PW_SUITE_SCRIPT_H

#include "api/reply.h"
#include "suite/trial.h"

/* Writes the script as the answer. */
pw_status pw_script_write(pw_reply_to *r, pw_str name, const pw_suite *suite,
                          const pw_trial *trial);

#endif
