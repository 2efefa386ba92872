/*
 * cli/files.h - files and directories into memory.
 */
#ifndef PW_CLI_FILES_H
#define PW_CLI_FILES_H

#include "base/buf.h"
#include "base/vec.h"

#include <stdio.h>

typedef struct pw_input {
    char *name;
    char *bytes;
    uint32_t size;
} pw_input;

/* The inputs of a command; freed as a whole. */
typedef struct pw_inputs {
    pw_arena arena;
    pw_vec list; /* of pw_input */
} pw_inputs;

/*
 * Reads a file, standard input ("-"), or every .yaml, .yml and .json under a directory, in the
 * order of their names. Says on standard error what could not be read, and returns false.
 */
bool pw_inputs_read(pw_inputs *inputs, const char *path);

/* The same for what is to be one file: a directory is said to be none. */
bool pw_inputs_read_file(pw_inputs *inputs, const char *path);

/* Reads the rest of a stream as a file of this name. */
bool pw_inputs_read_stream(pw_inputs *inputs, const char *name, FILE *stream);

void pw_inputs_free(pw_inputs *inputs);

#endif
