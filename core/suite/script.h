/*
 * suite/script.h - a suite as a POSIX shell script that asks a real cluster.
 *
 * It runs nc in a pod of each source by `kubectl exec`; pods of workloads are found when it
 * runs, by their labels. What nc cannot tell stands in its table as not asked.
 */
#ifndef PW_SUITE_SCRIPT_H
#define PW_SUITE_SCRIPT_H

#include "api/reply.h"
#include "suite/trial.h"

/* Writes the script as the answer. */
pw_status pw_script_write(pw_reply_to *r, pw_str name, pw_trial *trial);

#endif
