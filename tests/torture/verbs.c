/*
 * torture/verbs.c - every verb of the API, each request by itself.
 *
 * A session has a cluster loaded; then one request is asked again and again, while the n-th
 * allocation fails, be it malloc's or an object of the arena. The session has to survive: it gives
 * a reply, and asked once more it answers with the same bytes as ever. The first argument is the
 * file with the cluster. A verb without a request here is a failure.
 */
#include "failing.h"
#include "api/request.h"
#include "include/podwall.h"

enum { MOST_TEXT = 1 << 16 };

/* "%" stands for the files of the cluster. */
static const char *const requests[] = {
    "{\"do\":\"load\",%}",
    "{\"do\":\"load\",\"snapshot\":\"other\",\"files\":[]}",
    "{\"do\":\"check\",%}",
    "{\"do\":\"check\",\"as\":\"text\",\"color\":true,\"failOn\":\"info\"}",
    "{\"do\":\"check\",\"asKubectl\":true}",
    "{\"do\":\"check\",\"asKubectl\":true,\"as\":\"text\"}",
    "{\"do\":\"check\",\"edit\":{\"file\":\"world.yaml\",\"document\":3,"
    "\"text\":\"---\\nkind: Pod\\n\"}}",
    "{\"do\":\"check\",\"keep\":true,\"files\":[{\"name\":\"none.yaml\",\"text\":null}]}",
    "{\"do\":\"can\",\"from\":\"dev/b\",\"to\":\"dev/a\",\"port\":80}",
    "{\"do\":\"can\",\"from\":\"dev/b\",\"to\":\"dev/a\",\"port\":\"http\",\"as\":\"text\","
    "\"color\":true,\"assume\":{}}",
    "{\"do\":\"can\",\"from\":\"ip:10.1.2.3\",\"to\":\"svc:dev/s\",\"port\":8080,\"as\":\"text\"}",
    "{\"do\":\"can\",\"from\":\"dev/a\",\"to\":\"10.2.0.1\",\"port\":53,\"protocol\":\"UDP\"}",
    "{\"do\":\"can\",\"from\":\"dev/aa\",\"to\":\"dev/a\",\"port\":80}",
    "{\"do\":\"can\",\"from\":\"dev/nobody\",\"to\":\"dev/a\",\"port\":80}",
    "{\"do\":\"verdicts\",\"probes\":[[\"dev/b\",\"dev/a\",80,\"TCP\"],[\"x\",\"y\",1]]}",
    "{\"do\":\"verdicts\",\"as\":\"text\",\"tsv\":\"from\\tto\\tport\\ndev/b\\tdev/a\\t80\\n\"}",
    "{\"do\":\"matrix\",\"by\":\"pod\"}",
    "{\"do\":\"matrix\",\"by\":\"workload\",\"as\":\"csv\",\"connections\":true}",
    "{\"do\":\"matrix\",\"by\":\"namespace\",\"port\":80,\"as\":\"md\"}",
    "{\"do\":\"matrix\",\"as\":\"text\"}",
    "{\"do\":\"ends\"}",
    "{\"do\":\"dump\",\"stage\":\"tree\"}",
    "{\"do\":\"dump\",\"stage\":\"objects\",\"as\":\"text\"}",
    "{\"do\":\"dump\",\"stage\":\"classes\"}",
    "{\"do\":\"dump\",\"stage\":\"index\",\"file\":\"world.yaml\"}",
    "{\"do\":\"about\"}",
    "{\"do\":\"dashes\"}",
    "{\"do\":\"grade\",\"expect\":\"allow dev/b -> dev/a 80 # why\\nask dev/a -> dev/b 53/udp\"}",
    "{\"do\":\"grade\",\"expect\":\"allow dev/b -> dev/a\"}",
    "{\"do\":\"flows\"}",
    "{\"do\":\"flows\",\"from\":\"ip:10.1.2.3\",\"to\":\"dev/b\"}",
    "{\"do\":\"changes\",\"since\":\"before\"}",
    "{\"do\":\"changes\",\"since\":\"never\"}",
    "{\"do\":\"words\"}",
    "{\"do\":\"words\",\"as\":\"text\"}",
    "{\"do\":\"stored\"}",
    "{\"do\":\"stored\",\"as\":\"text\",\"file\":\"world.yaml\"}",
    "{\"do\":\"complete\",\"file\":\"world.yaml\",\"at\":700}",
    "{\"do\":\"complete\",\"file\":\"new.yaml\",\"at\":88,\"keep\":true,\"files\":[{\"name\":"
    "\"new.yaml\",\"text\":\"kind: NetworkPolicy\\nmetadata: {namespace: dev}\\nspec:\\n"
    "  podSelector: {matchLabels: {app: \"}]}",
    "{\"do\":\"hover\",\"file\":\"world.yaml\",\"at\":3000}",
    "{\"do\":\"hover\",\"file\":\"world.yaml\",\"at\":87}",
    "{\"do\":\"format\",\"file\":\"world.yaml\"}",
    "{\"do\":\"fix\",\"snapshot\":\"flawed\"}",
    "{\"do\":\"fix\",\"snapshot\":\"flawed\",\"as\":\"text\",\"color\":true}",
    "{\"do\":\"fix\",\"code\":\"PW2103\"}",
    "{\"do\":\"nothing\"}",
    "not json",
};
enum { REQUESTS = sizeof requests / sizeof requests[0] };

static const char before[] =
    "{\"do\":\"load\",\"snapshot\":\"before\",\"files\":[{\"name\":\"one.yaml\",\"text\":"
    "\"apiVersion: v1\\nkind: Pod\\nmetadata: {name: a, namespace: dev, labels: {app: a}}\\n"
    "---\\napiVersion: v1\\nkind: Pod\\nmetadata: {name: b-0, namespace: dev, labels: {app: b}}\\n"
    "---\\napiVersion: v1\\nkind: Pod\\nmetadata: {name: gone, namespace: dev}\\n\"}]}";

static const char flawed[] =
    "{\"do\":\"load\",\"snapshot\":\"flawed\",\"files\":[{\"name\":\"two.yaml\",\"text\":"
    "\"apiVersion: v1\\nkind: Pod\\nmetadata: {name: a, labels: {app: a}}\\n"
    "---\\napiVersion: v1\\nkind: Pod\\nmetadata: {name: b, labels: {app: b, on: 1}}\\n"
    "---\\napiVersion: networking.k8s.io/v1\\nkind: NetworkPolicy\\nmetadata: {name: p}\\n"
    "spec:\\n  podSelector: {matchLabels: {app: A}}\\n  policyTypes: [Ingress]\\n"
    "  ingress:\\n  - from:\\n  - from: [{podSelector: {matchLabels: {app: b}}}]\\n"
    "  egress:\\n  - to: [{podSelector: {}}]\\n\"}]}";

/* "files":[...] of the cluster, as requests have it. */
static char files[MOST_TEXT];

static bool read_files(const char *path)
{
    FILE *stream = fopen(path, "rb");
    size_t at = (size_t)sprintf(files, "\"files\":[{\"name\":\"world.yaml\",\"text\":\"");
    if (stream == NULL)
        return false;
    for (int c; (c = fgetc(stream)) != EOF && at < MOST_TEXT - 16;) {
        if (c == '\n' || c == '"' || c == '\\')
            files[at++] = '\\';
        files[at++] = (char)(c == '\n' ? 'n' : c);
    }
    strcpy(files + at, "\"}]");
    fclose(stream);
    return true;
}

static void write_request(char *text, const char *request)
{
    const char *mark = strchr(request, '%');
    if (mark == NULL)
        strcpy(text, request);
    else
        sprintf(text, "%.*s%s%s", (int)(mark - request), request, files, mark + 1);
}

static pw_status ask(pw_session *s, const char *request, unsigned long *sum)
{
    uint32_t size = (uint32_t)strlen(request);
    char *room = pw_request_buffer(s, size);
    *sum = 0;
    if (room == NULL)
        return PW_E_NOMEM; /* no room is an answer */
    memcpy(room, request, size);
    pw_status status = pw_run(s, size);
    const char *reply = pw_reply(s);
    if (reply == NULL || reply[0] != '{' || reply[pw_reply_size(s)] != '\0')
        return PW_E_BUG;
    *sum = mix((unsigned long)status, reply, pw_reply_size(s));
    return status;
}

static bool is_answer(pw_status status)
{
    return status == PW_OK || status == PW_E_NOMEM || status == PW_E_REQUEST;
}

typedef struct asked {
    pw_session *s;
    char text[MOST_TEXT + 1024];
    unsigned long expected;
} asked;

static const char *ask_once(void *subject, unsigned long step, bool and_after, bool *reached)
{
    asked *a = subject;
    unsigned long sum;
    fail_at(step, and_after);
    pw_status status = ask(a->s, a->text, &sum);
    *reached = fail_no_more();
    if (!is_answer(status))
        return "there was no reply";
    if (!*reached && sum != a->expected)
        return "without the failure it answers differently";
    /* cJSON does not say that memory ran short: then the request is taken for none. */
    bool unread = status == PW_E_REQUEST && !and_after;
    if (*reached && !unread && status != PW_E_NOMEM && sum != a->expected)
        return "memory ran short, and it was not said";
    if (!is_answer(ask(a->s, a->text, &sum)))
        return "there was no reply afterwards";
    return sum == a->expected ? NULL : "afterwards the session answers differently";
}

static void ask_all(const char *request)
{
    static asked a;
    unsigned long sum;
    long blocks_before = blocks;
    bool ready = (a.s = pw_open()) != NULL && ask(a.s, before, &sum) == PW_OK &&
                 ask(a.s, flawed, &sum) == PW_OK;
    write_request(a.text, "{\"do\":\"load\",%}");
    ready = ready && ask(a.s, a.text, &sum) == PW_OK;
    write_request(a.text, request);
    ready = ready && is_answer(ask(a.s, a.text, &a.expected));
    ready = ready && is_answer(ask(a.s, a.text, &a.expected));
    if (ready)
        torture(request, &a, ask_once);
    pw_close(a.s);
    if (!ready || blocks != blocks_before)
        printf("%s: %s\n", request, ready ? "memory was lost" : "it is not answered at all");
    failed += !ready || blocks != blocks_before;
}

static void check_that_all_are_asked(void)
{
    char start[32];
    for (int verb = 0; verb < PW_VERBS; verb++) {
        size_t i = 0;
        snprintf(start, sizeof start, "{\"do\":\"%s\"", pw_verb_name((pw_verb)verb));
        while (i < REQUESTS && strncmp(requests[i], start, strlen(start)) != 0)
            i++;
        if (i == REQUESTS)
            printf("%s is not asked\n", pw_verb_name((pw_verb)verb));
        failed += i == REQUESTS;
    }
}

int main(int count, char **arguments)
{
    if (count != 2 || !read_files(arguments[1]))
        return 1;
    arena_too = true;
    check_that_all_are_asked();
    for (size_t i = 0; i < REQUESTS; i++)
        ask_all(requests[i]);
    return torture_end();
}
