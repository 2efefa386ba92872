/*
 * cli/codes.h - what each finding means, for `podwall explain-code`.
 */
#ifndef PW_CLI_CODES_H
#define PW_CLI_CODES_H

#include "text/diag.h"

/* A sentence or two: what it says, and what to do about it. */
const char *pw_code_meaning(pw_code code);

#endif
