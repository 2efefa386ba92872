/*
 * fuzz/target.c - any bytes as a manifest: loaded, listed, asked, judged, tabled, dumped,
 * edited.
 *
 * Under a fuzzer: clang -fsanitize=fuzzer,address,undefined with this file and the core.
 * Under any compiler: with driver.c, which replays saved inputs.
 */
#include "ask.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

enum { MOST_BYTES = 1 << 16, MOST_ENDS = 40, MOST_CARETS = 24 };

/* The bytes as the inside of a JSON text; the core has to cope with what is no UTF-8. */
static char *load_request(const unsigned char *data, size_t size, const char *before,
                          const char *after, size_t *len)
{
    char *text = malloc(strlen(before) + size * 6 + strlen(after) + 1);
    if (text == NULL)
        return NULL;
    size_t at = strlen(before);
    memcpy(text, before, at);
    for (size_t i = 0; i < size; i++) {
        if (data[i] < 0x20 || data[i] == '"' || data[i] == '\\')
            at += (size_t)sprintf(text + at, "\\u%04x", data[i]);
        else
            text[at++] = (char)data[i];
    }
    strcpy(text + at, after);
    *len = at + strlen(after);
    return text;
}

static cJSON *run_with(pw_session *s, const unsigned char *data, size_t size, const char *before,
                       const char *after)
{
    size_t len;
    char *request = load_request(data, size, before, after, &len);
    cJSON *reply = request == NULL ? NULL : fuzz_run(s, request, len);
    free(request);
    return reply;
}

static const char *name_of(const cJSON *end)
{
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(end, "name"));
    return name == NULL ? "" : name;
}

static cJSON *can(const char *from, const char *to, const char *as)
{
    cJSON *request = fuzz_request("can");
    cJSON_AddStringToObject(request, "from", from);
    cJSON_AddStringToObject(request, "to", to);
    cJSON_AddNumberToObject(request, "port", 80);
    cJSON_AddStringToObject(request, "as", as);
    return request;
}

static cJSON *with(cJSON *request, const char *key, const char *value)
{
    cJSON_AddStringToObject(request, key, value);
    return request;
}

/* What is asked of ends that the core itself listed. */
static void ask_about(pw_session *s, const cJSON *first, const cJSON *last)
{
    cJSON_Delete(fuzz_ask(s, can(name_of(first), name_of(last), "json")));
    cJSON_Delete(fuzz_ask(s, can(name_of(last), name_of(first), "text")));
    cJSON_Delete(fuzz_ask(s, can("ip:203.0.113.9", name_of(first), "json")));
    cJSON_Delete(fuzz_ask(s, can(name_of(first), "2001:db8::1", "json")));
}

static void ask_tables(pw_session *s)
{
    cJSON_Delete(fuzz_ask(s, with(fuzz_request("matrix"), "by", "pod")));
    cJSON_Delete(fuzz_ask(s, with(with(fuzz_request("matrix"), "by", "namespace"), "as", "text")));
}

static void ask_dumps(pw_session *s)
{
    static const char *const stages[] = {"tree", "objects", "classes", "index"};
    for (size_t i = 0; i < sizeof stages / sizeof stages[0]; i++)
        cJSON_Delete(fuzz_ask(s, with(fuzz_request("dump"), "stage", stages[i])));
}

static cJSON *at_caret(const char *verb, size_t at)
{
    cJSON *request = with(fuzz_request(verb), "file", "f");
    cJSON_AddNumberToObject(request, "at", (double)at);
    return request;
}

/* What an editor asks, with a caret at some places. */
static void ask_editing(pw_session *s, size_t size)
{
    cJSON_Delete(fuzz_ask(s, fuzz_request("dashes")));
    cJSON_Delete(fuzz_ask(s, with(fuzz_request("format"), "file", "f")));
    for (size_t i = 0; i <= MOST_CARETS; i++) {
        cJSON_Delete(fuzz_ask(s, at_caret("complete", size * i / MOST_CARETS)));
        cJSON_Delete(fuzz_ask(s, at_caret("hover", size * i / MOST_CARETS)));
    }
}

/* As a server would judge and store it. */
static void ask_server(pw_session *s)
{
    cJSON *request = fuzz_request("check");
    cJSON_AddTrueToObject(request, "asKubectl");
    cJSON_Delete(fuzz_ask(s, request));
    cJSON_Delete(fuzz_ask(s, with(fuzz_request("stored"), "file", "f")));
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size > MOST_BYTES)
        return 0;
    pw_session *s = pw_open();
    if (s == NULL)
        return 0;
    cJSON_Delete(run_with(s, data, size, "{\"do\":\"load\",\"files\":[{\"name\":\"f\",\"text\":\"",
                          "\"}]}"));
    cJSON *ends = fuzz_ask(s, fuzz_request("ends"));
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(ends, "ends");
    int count = cJSON_GetArraySize(list);
    if (count > 0)
        ask_about(s, cJSON_GetArrayItem(list, 0), cJSON_GetArrayItem(list, count - 1));
    ask_server(s);
    if (count <= MOST_ENDS)
        ask_tables(s);
    cJSON_Delete(ends);
    ask_dumps(s);
    ask_editing(s, size);
    cJSON_Delete(run_with(s, data + size / 2, size - size / 2,
                          "{\"do\":\"check\",\"edit\":{\"file\":\"f\",\"document\":0,\"text\":\"",
                          "\"}}"));
    pw_close(s);
    return 0;
}
