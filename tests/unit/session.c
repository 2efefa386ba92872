#include "lab.h"

#include "base/limits.h"
#include "text/json.h"

/* Asks and gives back the status; the reply must be one JSON object with schema and ok. */
static pw_status ask_bytes(pw_session *s, const char *request, uint32_t size)
{
    char *room = pw_request_buffer(s, size);
    assert_non_null(room);
    memcpy(room, request, size);
    pw_status status = pw_run(s, size);
    pw_str reply = {pw_reply(s), pw_reply_size(s)};
    pw_arena a = pw_arena_make(4096);
    pw_diags d = pw_diags_make(&a, 1);
    pw_source source;
    pw_node *root;
    uint32_t at = 0;
    assert_ok(pw_source_make(&a, reply, &source));
    assert_ok(pw_json_read(&source, &at, &a, &a, &d, &root));
    if (root == NULL || at != reply.len || reply.at[reply.len] != '\0')
        fail_msg("no reply: %s", reply.at);
    assert_non_null(pw_node_get(root, "schema"));
    assert_non_null(pw_node_get(root, "ok"));
    assert_int_equal(pw_diags_done(&d, PW_OK), PW_OK);
    pw_arena_free(&a);
    return status;
}

static pw_status ask(pw_session *s, const char *request)
{
    return ask_bytes(s, request, (uint32_t)strlen(request));
}

static void assert_says(pw_session *s, const char *request, const char *part)
{
    assert_ok(ask(s, request));
    if (strstr(pw_reply(s), part) == NULL)
        fail_msg("%s\nsays no %s:\n%s", request, part, pw_reply(s));
}

static void assert_silent(pw_session *s, const char *request, const char *part)
{
    assert_ok(ask(s, request));
    if (strstr(pw_reply(s), part) != NULL)
        fail_msg("%s\nsays %s:\n%s", request, part, pw_reply(s));
}

#define POD_FILE(file, pod)                                                                      \
    "{\"name\":\"" file "\",\"text\":\"{apiVersion: v1, kind: Pod, metadata: {name: " pod "}}\"}"
#define LOAD(snapshot, files) \
    "{\"do\":\"load\",\"snapshot\":\"" snapshot "\",\"files\":[" files "]}"
#define KEEP(files) "{\"do\":\"load\",\"keep\":true,\"files\":[" files "]}"
#define ENDS "{\"do\":\"ends\"}"

static void the_contract_of_the_header(void **state)
{
    (void)state;
    pw_close(NULL);
    assert_int_equal(pw_abi(), PW_ABI);
    pw_session *s = pw_open();
    assert_non_null(s);
    assert_non_null(pw_reply(s));
    assert_int_equal(pw_reply_size(s), 0);
    assert_null(pw_request_buffer(s, PW_MAX_REQUEST + 1u));
    assert_null(pw_request_buffer(s, UINT32_MAX));
    assert_says(s, "{\"do\":\"about\"}", "\"version\"");
    pw_close(s);
}

static void a_request_larger_than_its_buffer_is_refused(void **state)
{
    (void)state;
    pw_session *s = pw_open();
    assert_int_equal(pw_run(s, 10), PW_E_REQUEST);
    assert_non_null(pw_request_buffer(s, 4));
    assert_int_equal(pw_run(s, 5), PW_E_REQUEST);
    assert_non_null(strstr(pw_reply(s), "bad-request"));
    pw_close(s);
}

static void what_was_loaded_survives_a_buffer_that_is_refused(void **state)
{
    (void)state;
    pw_session *s = pw_open();
    assert_ok(ask(s, LOAD("main", POD_FILE("f", "kept"))));
    assert_null(pw_request_buffer(s, UINT32_MAX));
    assert_says(s, ENDS, "default/kept");
    pw_close(s);
}

static void a_request_of_no_bytes_is_refused_too(void **state)
{
    (void)state;
    pw_session *s = pw_open();
    assert_int_equal(ask(s, ""), PW_E_REQUEST);
    pw_close(s);
}

static void what_is_no_request_is_said_in_words(void **state)
{
    (void)state;
    static const char *const requests[] = {
        " ", "null", "[]", "{}", "{", "{\"do\":5}", "{\"do\":\"dance\"}", "{\"do\":null}",
        "{\"do\":\"load\",\"files\":5}", "{\"do\":\"load\",\"files\":[5]}",
        "{\"do\":\"load\",\"files\":[{\"name\":5,\"text\":\"\"}]}", "{\"do\":\"ends\",\"more\":1}",
        "{\"do\":\"ends\"} x", "{\"do\":\"ends\",\"schema\":2}", "{\"do\":\"ends\",\"as\":\"pdf\"}",
        "{\"do\":\"ends\",\"assume\":{\"x\":true}}", "{\"do\":\"matrix\",\"by\":\"node\"}",
        "{\"do\":\"matrix\",\"port\":0}", "{\"do\":\"matrix\",\"port\":65536}",
        "{\"do\":\"ends\",\"keep\":\"yes\"}", "{\"do\":\"verdicts\",\"probes\":[[1]]}",
        "{\"do\":\"dump\",\"stage\":\"x\"}", "{\"do\":\"check\",\"edit\":{}}", "\xff\xfe"};
    pw_session *s = pw_open();
    for (size_t i = 0; i < COUNT(requests); i++) {
        if (ask(s, requests[i]) != PW_E_REQUEST)
            fail_msg("%s is a request", requests[i]);
        assert_non_null(strstr(pw_reply(s), "\"bad-request\""));
    }
    assert_says(s, "{\"do\":\"about\"}", "\"ok\":true");
    pw_close(s);
}

static void other_bytes_never_make_the_reply_invalid(void **state)
{
    (void)state;
    static const char load[] = "{\"do\":\"load\",\"files\":[{\"name\":\"f\xff\\u0000\",\"text\":"
                               "\"kind: \xff\\u0000\\ud83d\\ude00 \\\"\"}]}";
    pw_session *s = pw_open();
    assert_ok(ask_bytes(s, load, sizeof load - 1));
    assert_ok(ask(s, "{\"do\":\"can\",\"from\":\"\xff\\u202e\",\"to\":\"\\u0001\",\"port\":80}"));
    assert_ok(ask(s, "{\"do\":\"check\",\"as\":\"text\"}"));
    assert_ok(ask(s, "{\"do\":\"dump\",\"stage\":\"tree\"}"));
    pw_close(s);
}

static void snapshots_are_independent(void **state)
{
    (void)state;
    pw_session *s = pw_open();
    assert_ok(ask(s, LOAD("one", POD_FILE("f", "first"))));
    assert_ok(ask(s, LOAD("two", POD_FILE("f", "second"))));
    assert_says(s, "{\"do\":\"ends\",\"snapshot\":\"one\"}", "default/first");
    assert_silent(s, "{\"do\":\"ends\",\"snapshot\":\"one\"}", "default/second");
    assert_says(s, "{\"do\":\"ends\",\"snapshot\":\"two\"}", "default/second");
    assert_silent(s, ENDS, "default/");
    pw_close(s);
}

static void there_are_as_many_snapshots_as_the_limit_says(void **state)
{
    (void)state;
    pw_session *s = pw_open();
    char request[64];
    for (int i = 0; i < PW_MAX_SNAPSHOTS; i++) {
        sprintf(request, "{\"do\":\"ends\",\"snapshot\":\"s%d\"}", i);
        assert_says(s, request, "\"ok\":true");
    }
    ask(s, "{\"do\":\"ends\",\"snapshot\":\"one more\"}");
    assert_non_null(strstr(pw_reply(s), "\"too-large\""));
    assert_says(s, "{\"do\":\"ends\",\"snapshot\":\"s15\"}", "\"ok\":true");
    pw_close(s);
}

static void files_are_replaced_kept_and_removed(void **state)
{
    (void)state;
    pw_session *s = pw_open();
    assert_ok(ask(s, LOAD("main", POD_FILE("f", "one") "," POD_FILE("g", "two"))));
    assert_ok(ask(s, KEEP(POD_FILE("h", "three"))));
    assert_says(s, ENDS, "default/one");
    assert_says(s, ENDS, "default/three");
    assert_ok(ask(s, KEEP("{\"name\":\"g\",\"text\":null}")));
    assert_silent(s, ENDS, "default/two");
    assert_says(s, ENDS, "default/one");
    assert_ok(ask(s, LOAD("main", POD_FILE("g", "four"))));
    assert_silent(s, ENDS, "default/one");
    assert_says(s, ENDS, "default/four");
    pw_close(s);
}

static void one_document_is_edited(void **state)
{
    (void)state;
    pw_session *s = pw_open();
    assert_ok(ask(s, LOAD("main", POD_FILE("f", "one"))));
    assert_ok(ask(s, "{\"do\":\"check\",\"edit\":{\"file\":\"f\",\"document\":0,\"text\":"
                     "\"{apiVersion: v1, kind: Pod, metadata: {name: two}}\"}}"));
    assert_says(s, ENDS, "default/two");
    assert_silent(s, ENDS, "default/one");
    ask(s, "{\"do\":\"check\",\"edit\":{\"file\":\"f\",\"document\":1,\"text\":\"\"}}");
    assert_non_null(strstr(pw_reply(s), "\"bad-request\""));
    assert_says(s, ENDS, "default/two");
    pw_close(s);
}

static void the_same_question_has_the_same_answer(void **state)
{
    (void)state;
    pw_session *s = pw_open();
    assert_ok(ask(s, LOAD("main", POD_FILE("f", "one") "," POD_FILE("g", "two"))));
    const char *request = "{\"do\":\"can\",\"from\":\"one\",\"to\":\"two\",\"port\":80}";
    assert_ok(ask(s, request));
    char *first = malloc(pw_reply_size(s) + 1);
    assert_non_null(first);
    strcpy(first, pw_reply(s));
    assert_ok(ask(s, "{\"do\":\"matrix\",\"by\":\"pod\"}"));
    assert_ok(ask(s, request));
    assert_string_equal(pw_reply(s), first);
    free(first);
    pw_close(s);
}

static void errors_name_candidates(void **state)
{
    (void)state;
    pw_session *s = pw_open();
    assert_ok(ask(s, LOAD("main", POD_FILE("f", "database"))));
    ask(s, "{\"do\":\"can\",\"from\":\"databse\",\"to\":\"database\",\"port\":80}");
    assert_non_null(strstr(pw_reply(s), "\"no-such-end\""));
    assert_non_null(strstr(pw_reply(s), "\"candidates\":[\"default/database\"]"));
    assert_non_null(strstr(pw_reply(s), "\"exit\":2"));
    pw_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_contract_of_the_header),
        cmocka_unit_test(a_request_larger_than_its_buffer_is_refused),
        cmocka_unit_test(what_was_loaded_survives_a_buffer_that_is_refused),
        cmocka_unit_test(a_request_of_no_bytes_is_refused_too),
        cmocka_unit_test(what_is_no_request_is_said_in_words),
        cmocka_unit_test(other_bytes_never_make_the_reply_invalid),
        cmocka_unit_test(snapshots_are_independent),
        cmocka_unit_test(there_are_as_many_snapshots_as_the_limit_says),
        cmocka_unit_test(files_are_replaced_kept_and_removed),
        cmocka_unit_test(one_document_is_edited),
        cmocka_unit_test(the_same_question_has_the_same_answer),
        cmocka_unit_test(errors_name_candidates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
