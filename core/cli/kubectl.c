#include "cli/kubectl.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define NAME "kubectl-podwall"
#define KINDS                                                                                      \
    "namespaces,pods,services,deployments,statefulsets,daemonsets,replicasets,"                    \
    "replicationcontrollers,jobs,cronjobs,networkpolicies,nodes"

bool pw_kubectl_calls(const char *program)
{
    const char *slash = program == NULL ? NULL : strrchr(program, '/');
    const char *name = slash == NULL ? program : slash + 1;
    return name != NULL && strncmp(name, NAME, strlen(NAME)) == 0;
}

#ifdef __EMSCRIPTEN__

bool pw_kubectl_read(const pw_kubectl *k, pw_inputs *inputs)
{
    (void)k;
    (void)inputs;
    fprintf(stderr, "podwall: this is podwall on WebAssembly, which cannot run kubectl; let "
            "kubectl write, and podwall read:\n"
            "  kubectl get " KINDS " -A -o json | podwall VERB -f -\n");
    return false;
}

#else

enum { MAX_ARGUMENTS = 16 };

static void write_arguments(const pw_kubectl *k, char **at)
{
    const char *list[MAX_ARGUMENTS] = {"kubectl", "get", KINDS, "-o", "json"};
    int count = 5;
    list[count++] = k->ns == NULL ? "-A" : "-n";
    if (k->ns != NULL)
        list[count++] = k->ns;
    if (k->context != NULL) {
        list[count++] = "--context";
        list[count++] = k->context;
    }
    if (k->config != NULL) {
        list[count++] = "--kubeconfig";
        list[count++] = k->config;
    }
    for (int i = 0; i <= count; i++)
        at[i] = (char *)(uintptr_t)list[i];
}

static pid_t start(const pw_kubectl *k, int output[2])
{
    char *arguments[MAX_ARGUMENTS + 1];
    pid_t child = fork();
    if (child != 0)
        return child;
    write_arguments(k, arguments);
    dup2(output[1], STDOUT_FILENO);
    close(output[0]);
    close(output[1]);
    execvp(arguments[0], arguments);
    fprintf(stderr, "podwall: kubectl cannot be run: %s\n", strerror(errno));
    _exit(127);
}

/* 127 was said where it happened. */
static bool ended_well(pid_t child)
{
    int status = 0;
    if (waitpid(child, &status, 0) < 0 || !WIFEXITED(status))
        fprintf(stderr, "podwall: kubectl did not end\n");
    else if (WEXITSTATUS(status) != 0 && WEXITSTATUS(status) != 127)
        fprintf(stderr, "podwall: kubectl ended with %d, so the cluster is not known\n",
                WEXITSTATUS(status));
    return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

bool pw_kubectl_read(const pw_kubectl *k, pw_inputs *inputs)
{
    int output[2];
    if (pipe(output) != 0) {
        fprintf(stderr, "podwall: kubectl cannot be run: %s\n", strerror(errno));
        return false;
    }
    pid_t child = start(k, output);
    close(output[1]);
    FILE *stream = child < 0 ? NULL : fdopen(output[0], "rb");
    if (stream == NULL) {
        fprintf(stderr, "podwall: kubectl cannot be run: %s\n", strerror(errno));
        close(output[0]);
        return false;
    }
    bool read = pw_inputs_read_stream(inputs, "cluster.json", stream);
    fclose(stream);
    return ended_well(child) && read;
}

#endif
