/*
 * cli/options.h - the command line: its verbs, their options, their help.
 */
#ifndef PW_CLI_OPTIONS_H
#define PW_CLI_OPTIONS_H

#include "api/request.h"
#include "cli/kubectl.h"
#include "suite/job.h"

/* What the command line does; most verbs are those of a request. */
typedef enum pw_command {
    PW_DO_REQUEST,
    PW_DO_ASK,
    PW_DO_BENCH,
    PW_DO_FIX,     /* a request whose reply is written into files */
    PW_DO_EXPLAIN, /* what a code means */
    PW_DO_DAILY,   /* what core/suite does */
    PW_DO_NOTHING, /* help or version was printed */
    PW_DO_FAIL     /* the command line was wrong, and that was said */
} pw_command;

typedef struct pw_options {
    pw_command command;
    pw_request request; /* its texts live in inputs.arena or argv */
    pw_inputs inputs;
    uint32_t rounds;    /* of the benchmark */
    bool write;         /* fix */
    pw_code code;       /* explain-code */
    pw_task task;       /* of PW_DO_DAILY */
    pw_report_form form;
    char **operands;    /* suites */
    int operand_count;
    pw_kubectl kubectl; /* as its plugin: what it is told */
} pw_options;

/* Reads the command line and its files. */
pw_options pw_options_read(int argc, char **argv);

void pw_options_free(pw_options *o);

/* What a failure is called. */
const char *pw_status_text(pw_status status);

#endif
