/*
 * torture/session.c - no memory is an answer.
 *
 * A conversation is held again and again while the n-th allocation of it fails. Each time the
 * session has to survive: it gives a reply, closes, and afterwards answers the same conversation
 * with the same bytes as ever. What torture/verbs.c asks one by one is here asked in a row.
 */
#include "failing.h"
#include "include/podwall.h"

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
enum { REQUESTS = sizeof conversation / sizeof conversation[0] };

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

/* One conversation with the failure, then one without in the same session. */
static const char *hold(void *subject, unsigned long step, bool and_after, bool *reached)
{
    unsigned long sum, expected = *(const unsigned long *)subject;
    long blocks_before = blocks;
    fail_at(step, and_after);
    pw_session *s = pw_open();
    bool answered = converse(s, &sum);
    *reached = fail_no_more();
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
    unsigned long expected;
    pw_session *s = pw_open();
    if (!s || !converse(s, &expected))
        return 1;
    pw_close(s);
    torture("conversation", &expected, hold);
    return torture_end();
}
