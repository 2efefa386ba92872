/*
 * fuzz/request.c - any bytes as requests: one a line, all to one session.
 *
 * The session has a small cluster loaded, so that good requests have something to be about.
 */
#include "ask.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

enum { MOST_LINES = 8 };

static const char load[] =
    "{\"do\":\"load\",\"files\":[{\"name\":\"lab.yaml\",\"text\":"
    "\"kind: Pod\\napiVersion: v1\\nmetadata: {name: a}\\nstatus: {podIP: 10.0.0.1}\\n"
    "---\\nkind: Pod\\napiVersion: v1\\nmetadata: {name: b, labels: {app: b}}\\n"
    "---\\nkind: Service\\napiVersion: v1\\nmetadata: {name: s}\\n"
    "spec: {selector: {app: b}, ports: [{port: 80}]}\\n"
    "---\\nkind: NetworkPolicy\\napiVersion: networking.k8s.io/v1\\nmetadata: {name: p}\\n"
    "spec: {podSelector: {}, ingress: [{ports: [{port: 80}]}]}\\n\"}]}";

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    pw_session *s = pw_open();
    if (s == NULL)
        return 0;
    cJSON_Delete(fuzz_run(s, load, sizeof load - 1));
    const char *at = (const char *)data, *end = at + size;
    for (int i = 0; i < MOST_LINES && at < end; i++) {
        const char *line = memchr(at, '\n', (size_t)(end - at));
        const char *stop = line == NULL || i == MOST_LINES - 1 ? end : line;
        cJSON_Delete(fuzz_run(s, at, (size_t)(stop - at)));
        at = stop + 1;
    }
    pw_close(s);
    return 0;
}
