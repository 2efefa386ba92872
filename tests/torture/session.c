/*
 * torture/session.c - no memory is an answer.
 *
 * A conversation of every kind of request is held again and again; the n-th allocation of it
 * fails, n = 1, 2, 3 ..., once for that allocation alone and once for all that follow, until the
 * conversation ends without meeting the failure. Each time the session has to survive: it gives
 * a reply, closes, and afterwards answers the same conversation with the same bytes as ever.
 *
 * malloc, calloc and realloc are wrapped by the linker, so libyaml and cJSON fail too. Where the C
 * library lets a program have its own free, blocks are counted: closing leaves none.
 */
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/podwall.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);

static const char *const conversation[] = {
    "{\"do\":\"load\",\"files\":[{\"name\":\"lab.yaml\",\"text\":"
    "\"apiVersion: v1\\nkind: Namespace\\nmetadata: {name: dev, labels: {env: dev}}\\n"
    "---\\napiVersion: v1\\nkind: Pod\\nmetadata: {name: a, namespace: dev, labels: {app: a}}\\n"
    "spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 80}]}]}\\n"
    "---\\napiVersion: apps/v1\\nkind: Deployment\\nmetadata: {name: b, namespace: dev}\\n"
    "spec: {replicas: 2, selector: {matchLabels: {app: b}}, template: {metadata: {labels: "
    "{app: b}}, spec: {containers: [{name: c, image: i}]}}}\\n"
    "---\\napiVersion: v1\\nkind: Service\\nmetadata: {name: s, namespace: dev}\\n"
    "spec: {selector: {app: a}, ports: [{port: 8080, targetPort: http}]}\\n"
    "---\\nkind: [broken\\n"
    "---\\napiVersion: networking.k8s.io/v1\\nkind: NetworkPolicy\\n"
    "metadata: {name: p, namespace: dev}\\nspec:\\n  podSelector: {}\\n  ingress:\\n  - from:\\n"
    "    - podSelector: {matchExpressions: [{key: app, operator: NotIn, values: [x, y]}]}\\n"
    "      namespaceSelector: {matchLabels: {env: dev}}\\n"
    "    - ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}\\n"
    "    ports: [{port: http}, {port: 80, endPort: 90}, {protocol: UDP}]\\n\"},"
    "{\"name\":\"one.json\",\"text\":\"{\\\"apiVersion\\\":\\\"v1\\\",\\\"kind\\\":\\\"Pod\\\","
    "\\\"metadata\\\":{\\\"name\\\":\\\"j\\\"}}\"}]}",
    "{\"do\":\"check\",\"as\":\"text\"}",
    "{\"do\":\"ends\"}",
    "{\"do\":\"can\",\"from\":\"dev/b\",\"to\":\"dev/a\",\"port\":80}",
    "{\"do\":\"can\",\"from\":\"ip:10.1.2.3\",\"to\":\"svc:dev/s\",\"port\":8080,\"as\":\"text\"}",
    "{\"do\":\"can\",\"from\":\"dev/nobody\",\"to\":\"dev/a\",\"port\":80}",
    "{\"do\":\"verdicts\",\"probes\":[[\"dev/b\",\"dev/a\",80,\"TCP\"]]}",
    "{\"do\":\"grade\",\"expect\":"
    "\"allow dev/b -> dev/a 80 # why\\nask default/j -> dev/a 53/udp\"}",
    "{\"do\":\"grade\",\"expect\":"
    "\"allow dev/b -> dev/a\"}",
    "{\"do\":\"words\"}",
    "{\"do\":\"stored\"}",
    "{\"do\":\"stored\",\"as\":\"text\",\"file\":\"lab.yaml\"}",
    "{\"do\":\"words\",\"as\":\"text\"}",
    "{\"do\":\"matrix\",\"by\":\"pod\"}",
    "{\"do\":\"matrix\",\"by\":\"namespace\",\"port\":80,\"as\":\"md\"}",
    "{\"do\":\"flows\"}",
    "{\"do\":\"flows\",\"from\":\"ip:10.1.2.3\",\"to\":\"dev/b\"}",
    "{\"do\":\"load\",\"snapshot\":\"before\",\"files\":[{\"name\":\"one.yaml\",\"text\":"
    "\"apiVersion: v1\\nkind: Pod\\nmetadata: {name: a, namespace: dev, labels: {app: a}}\\n"
    "---\\napiVersion: v1\\nkind: Pod\\nmetadata: {name: b-0, namespace: dev, labels: {app: b}}\\n"
    "---\\napiVersion: v1\\nkind: Pod\\nmetadata: {name: gone, namespace: dev}\\n\"}]}",
    "{\"do\":\"changes\",\"since\":\"before\"}",
    "{\"do\":\"changes\",\"since\":\"never\"}",
    "{\"do\":\"check\",\"edit\":{\"file\":\"lab.yaml\",\"document\":4,\"text\":\"kind: Pod\\n\"}}",
    "{\"do\":\"dump\",\"stage\":\"index\"}",
    "{\"do\":\"dashes\"}",
    "{\"do\":\"complete\",\"file\":\"lab.yaml\",\"at\":0}",
    "{\"do\":\"complete\",\"file\":\"new.yaml\",\"at\":88,\"keep\":true,\"files\":[{\"name\":"
    "\"new.yaml\",\"text\":\"kind: NetworkPolicy\\nmetadata: {namespace: dev}\\nspec:\\n"
    "  podSelector: {matchLabels: {app: \"}]}",
    "{\"do\":\"hover\",\"file\":\"new.yaml\",\"at\":58}",
    "{\"do\":\"hover\",\"file\":\"lab.yaml\",\"at\":149}",
    "{\"do\":\"format\",\"file\":\"wide.yaml\",\"keep\":true,\"files\":[{\"name\":\"wide.yaml\","
    "\"text\":\"# x\\nkind:  Pod  \\nspec:\\n    containers:\\n      -   name: c\\n\"}]}",
    "not json",
    "{\"do\":\"check\",\"files\":[{\"name\":\"flawed.yaml\",\"text\":\""
    "apiVersion: v1\\n"
    "kind: Namespace\\n"
    "metadata: {name: dev}\\n"
    "---\\n"
    "apiVersion: v1\\n"
    "kind: Pod\\n"
    "metadata: {name: a, namespace: dev, labels: {app: a}}\\n"
    "spec: {containers: [{name: c, image: i, ports: [{containerPort: 80}]}]}\\n"
    "---\\n"
    "apiVersion: v1\\n"
    "kind: Pod\\n"
    "metadata: {name: b, namespace: ops, labels: {app: b}}\\n"
    "---\\n"
    "apiVersion: networking.k8s.io/v1\\n"
    "kind: NetworkPolicy\\n"
    "metadata: {name: deny-egress, namespace: dev}\\n"
    "spec: {podSelector: {matchLabels: {app: A}}, policyTypes: [Ingress]}\\n"
    "---\\n"
    "apiVersion: networking.k8s.io/v1\\n"
    "kind: NetworkPolicy\\n"
    "metadata: {name: p, namespace: dev}\\n"
    "spec:\\n"
    "  podSelector: {matchLabels: {app: a}}\\n"
    "  policyTypes: [Ingress]\\n"
    "  ingress:\\n"
    "  - from:\\n"
    "    - podSelector: {matchLabels: {app: b}} # podwall: ignore any-address no\\n"
    "    - podSelector: {matchExpressions: [{key: x, operator: NotIn, values: [y]}]}\\n"
    "    - podSelector: {}\\n"
    "    ports: [{port: 81}]\\n"
    "  - from:\\n"
    "  egress:\\n"
    "  - to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}, {"
    "ipBlock: {cidr: 10.1.0.0/16}}]\\n"
    "---\\n"
    "apiVersion: networking.k8s.io/v1\\n"
    "kind: NetworkPolicy\\n"
    "metadata: {name: q, namespace: dev}\\n"
    "spec:\\n"
    "  podSelector: {}\\n"
    "  egress:\\n"
    "  - to: [{podSelector: {}}]\\n"
    "  - to: [{podSelector: {matchLabels: {app: a}}}]\\n"
    "\"}]}",
    "{\"do\":\"fix\"}",
};
enum { REQUESTS = sizeof conversation / sizeof conversation[0], MOST_STEPS = 2000000 };

/* Allocations left until one fails (0: none will), and whether all after it fail too. */
static unsigned long countdown;
static bool for_good;
static bool met;

static bool fails(void)
{
    if (met && for_good)
        return true;
    if (countdown == 0 || --countdown > 0)
        return false;
    met = true;
    return true;
}

/* Blocks that were handed out and not given back; without a free of our own it stays 0. */
static long blocks;

static void *counted(void *block)
{
#ifdef __GLIBC__
    blocks += block == NULL ? 0 : 1;
#endif
    return block;
}

#ifdef __GLIBC__
void __libc_free(void *block);

void free(void *block)
{
    blocks -= block == NULL ? 0 : 1;
    __libc_free(block);
}

/* That of the C library would take its block where the linker does not see it. */
char *strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}
#endif

void *__wrap_malloc(size_t size) { return fails() ? NULL : counted(__real_malloc(size)); }

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    if (fails())
        return NULL;
    void *block = __real_realloc(old, size);
    return old == NULL ? counted(block) : block;
}

static void fail_at(unsigned long step, bool and_after)
{
    countdown = step;
    for_good = and_after;
    met = false;
}

/* A running sum over reply bytes: equal conversations have equal sums. */
static unsigned long mix(unsigned long sum, const char *bytes, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        sum = sum * 31 + (unsigned char)bytes[i];
    return sum;
}

static bool ask(pw_session *s, const char *request, unsigned long *sum)
{
    uint32_t size = (uint32_t)strlen(request);
    char *room = pw_request_buffer(s, size);
    if (!room)
        return true; /* no room is an answer */
    memcpy(room, request, size);
    pw_status status = pw_run(s, size);
    const char *reply = pw_reply(s);
    if (status != PW_OK && status != PW_E_NOMEM && status != PW_E_REQUEST)
        return false;
    if (!reply || reply[0] != '{' || reply[pw_reply_size(s)] != '\0')
        return false;
    *sum = mix(*sum, reply, pw_reply_size(s));
    return true;
}

/* Holds the conversation; false when a reply was none. */
static bool converse(pw_session *s, unsigned long *sum)
{
    *sum = 0;
    for (size_t i = 0; s && i < REQUESTS; i++)
        if (!ask(s, conversation[i], sum))
            return false;
    return true;
}

/* One conversation with the failure, then one without in the same session. NULL when it went well,
 * else what did not. */
static const char *what_broke(unsigned long step, bool and_after, unsigned long expected)
{
    unsigned long sum;
    long blocks_before = blocks;
    fail_at(step, and_after);
    pw_session *s = pw_open();
    bool answered = converse(s, &sum), was_met = met;
    fail_at(0, false);
    met = was_met;
    bool again = s == NULL || (answered && converse(s, &sum));
    pw_close(s);
    if (!again)
        return answered ? "there was no reply afterwards" : "there was no reply";
    if (blocks != blocks_before)
        return "memory was lost";
    if (s == NULL)
        return NULL; /* no session is an answer too */
    return sum == expected ? NULL : "afterwards the session answers differently";
}

int main(void)
{
    unsigned long expected, passed = 0, failed = 0;
    pw_session *s = pw_open();
    if (!s || !converse(s, &expected))
        return 1;
    pw_close(s);
    for (int and_after = 0; and_after <= 1; and_after++) {
        for (unsigned long step = 1; step < MOST_STEPS; step++) {
            const char *broke = what_broke(step, and_after, expected);
            if (!met)
                break;
            passed += broke == NULL;
            failed += broke != NULL;
            if (broke)
                printf("allocation %lu failing%s: %s\n", step, and_after ? " for good" : "", broke);
        }
    }
    printf("%lu passed, %lu failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
