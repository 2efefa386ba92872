/*
 * cli/progress.h - a word on standard error when something takes more than a second, if that is a
 * terminal.
 *
 * A child process does the waiting and the talking: nothing here interrupts the work, and the core
 * needs no clock. On wasm there is no such process, and silence.
 */
#ifndef PW_CLI_PROGRESS_H
#define PW_CLI_PROGRESS_H

typedef struct pw_progress {
    int pipe;  /* to the child; -1: nobody is told */
    int child;
} pw_progress;

/* Begins; `what` is a short word of the table in progress.c. */
pw_progress pw_progress_begin(const char *what);

/* What is done from now on. */
void pw_progress_say(const pw_progress *p, const char *what);

/* Wipes the line away, before anything else is printed. May be called twice. */
void pw_progress_end(pw_progress *p);

#endif
