/*
 * emrun/page.c - the unit tests and the corpus sample as one program, to be run in a browser.
 *
 * Arguments name what is run; without any it is all but what is planted. Prints TAP, a line
 * "# NAME" before each program, and last "done: N programs, N failed": a run that does not end
 * with that line has failed, whatever its exit status.
 *
 * Each main of tests/unit is compiled under the name unit_NAME; programs.h, made by the Makefile,
 * has a line PROGRAM(NAME) for each.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "page.h"

#define PROGRAM(name) int unit_##name(void);
#include "programs.h"
#undef PROGRAM

static int run_corpus(void)
{
    return corpus(false);
}

static int planted_flip(void)
{
    return corpus(true);
}

typedef struct program {
    const char *name;
    int (*run)(void);
    bool planted;
} program;

static const program programs[] = {
#define PROGRAM(name) {#name, unit_##name, false},
#include "programs.h"
#undef PROGRAM
    {"corpus", run_corpus, false},
    {"planted-flip", planted_flip, true},
    {"planted-fails", planted_fails, true},
    {"planted-aborts", planted_aborts, true},
    {"planted-leaves", planted_leaves, true},
};

static bool is_asked_for(const program *p, int argc, char **argv)
{
    for (int i = 1; i < argc; i++)
        if (strcmp(p->name, argv[i]) == 0)
            return true;
    return argc < 2 && !p->planted;
}

int main(int argc, char **argv)
{
    int run = 0, failed = 0;
    cmocka_set_message_output(CM_OUTPUT_TAP);
    for (size_t i = 0; i < sizeof programs / sizeof *programs; i++) {
        if (!is_asked_for(&programs[i], argc, argv))
            continue;
        printf("# %s\n", programs[i].name);
        failed += programs[i].run() != 0;
        run++;
    }
    printf("done: %d programs, %d failed\n", run, failed);
    return run == 0 || failed > 0;
}
