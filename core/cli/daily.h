/*
 * cli/daily.h - suites and manifests for core/suite: which files they name, and which are written.
 */
#ifndef PW_CLI_DAILY_H
#define PW_CLI_DAILY_H

#include "cli/options.h"
#include "cli/progress.h"

/* Does what test, snapshot and verify-script are asked; returns the exit code. Ends `progress`
 * before it prints. */
int pw_daily(const pw_options *o, pw_progress *progress);

#endif
