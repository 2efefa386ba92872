/*
 * cli/verbs.h - the one table of verbs and options: help, completions and the man page show it.
 */
#ifndef PW_CLI_VERBS_H
#define PW_CLI_VERBS_H

/* The options of a verb, as bits. Above every character: getopt says a short option as itself. */
enum {
    PW_OPT_F = 1 << 8,
    PW_OPT_O = 1 << 9,
    PW_OPT_TABLE = 1 << 10, /* -o of the verb that also knows tables of text */
    PW_OPT_COLOR = 1 << 11,
    PW_OPT_PROBES = 1 << 12,
    PW_OPT_PORT = 1 << 13,
    PW_OPT_BY = 1 << 14,
    PW_OPT_CONNECTIONS = 1 << 15,
    PW_OPT_ROUNDS = 1 << 16,
    PW_OPT_ASSUME = 1 << 17,
    PW_OPT_AS_KUBECTL = 1 << 18,
    PW_OPT_HELP = 1 << 19,  /* every verb has it */
    PW_OPT_REPORT = 1 << 20, /* -o of the verb that other programs listen to */
    PW_OPT_FAIL_ON = 1 << 21,
    PW_OPT_CODE = 1 << 22,
    PW_OPT_WRITE = 1 << 23,
    PW_OPT_SUITE = 1 << 24, /* -o of the verb that tests */
    PW_OPT_UPDATE = 1 << 25,
    PW_OPT_F_MAYBE = 1 << 26, /* no option: -f may be left out */
    PW_OPT_CONTEXT = 1 << 27, /* these three as a plugin of kubectl only */
    PW_OPT_KUBECONFIG = 1 << 28,
    PW_OPT_NAMESPACE = 1 << 29
};

typedef struct pw_cli_verb {
    const char *name;
    const char *arguments;
    const char *summary;
    const char *example;
    int options;
    int operands; /* how many stand after the options; -1: one or more */
} pw_cli_verb;

/* `usage` is the option, then its value: words in small letters are to be taken as they stand. */
typedef struct pw_cli_option {
    int option;
    const char *usage;
    const char *summary;
} pw_cli_option;

/* Both end with a row without a name. */
extern const pw_cli_verb pw_cli_verbs[];
extern const pw_cli_option pw_cli_options[];

/* What the program is for, what an end of a connection may be, and what it exits with. */
extern const char *const pw_cli_purpose;
extern const char *const pw_cli_ends;
extern const char *const pw_cli_exits;

/* The lines of a suite, a form on each line. */
extern const char *const pw_cli_lines;

#endif
