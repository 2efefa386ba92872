/*
 * cli/kubectl.h - as a plugin of kubectl: the live cluster instead of files.
 */
#ifndef PW_CLI_KUBECTL_H
#define PW_CLI_KUBECTL_H

#include "cli/files.h"

/* Whether podwall was called as a plugin, and what is handed on to kubectl; NULL: nothing. */
typedef struct pw_kubectl {
    bool plugin;
    const char *context;
    const char *config;
    const char *ns; /* NULL: all namespaces */
} pw_kubectl;

/* Whether this name of the program is that of the plugin. */
bool pw_kubectl_calls(const char *program);

/* Reads what `kubectl get` prints as a file. What kubectl complains of goes to standard error as
 * it is; false when it ended badly, or cannot be run. */
bool pw_kubectl_read(const pw_kubectl *k, pw_inputs *inputs);

#endif
