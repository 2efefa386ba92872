/*
 * cli/bench.h - how long each stage takes, beside libyaml's bare scan of the same bytes.
 */
#ifndef PW_CLI_BENCH_H
#define PW_CLI_BENCH_H

#include "cli/options.h"

/* Times the stages over all input files and prints them; 0, or 2 when something failed. */
int pw_bench(const pw_options *o);

#endif
