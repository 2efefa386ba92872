/*
 * cli/shells.h - the table of verbs as shells and man read it, on standard output.
 */
#ifndef PW_CLI_SHELLS_H
#define PW_CLI_SHELLS_H

#include <stdbool.h>

/* Prints the completions for bash, zsh or fish; false for another shell, and nothing is printed. */
bool pw_shells_completion(const char *shell);

/* Prints the man page podwall(1). */
void pw_shells_man(void);

#endif
