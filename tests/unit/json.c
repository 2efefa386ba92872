#include "tree.h"

#include "base/limits.h"
#include "text/json.h"

static pw_status read_json(tree *t)
{
    uint32_t at = 0;
    return pw_json_read(&t->source, &at, &t->arena, &t->arena, &t->d, &t->root);
}

#define TREE(t, text) \
    tree t;           \
    tree_open(&t, PW_STR(text), read_json)

static void spans_are_exact(void **state)
{
    (void)state;
    TREE(t, " {\"a\" : 80, \"b\":[true , null],\"c\":{\"d\":\"x\\ny\"} } ");
    assert_non_null(t.root);
    assert_text(tree_text(&t, tree_get(&t, "a", NULL)->key_span), "\"a\"");
    assert_text(tree_text(&t, tree_get(&t, "a", NULL)->span), "80");
    assert_text(tree_text(&t, tree_get(&t, "b", NULL)->span), "[true , null]");
    assert_text(tree_text(&t, tree_get(&t, "b", "[0]", NULL)->span), "true");
    assert_text(tree_text(&t, tree_get(&t, "b", "[1]", NULL)->span), "null");
    assert_text(tree_text(&t, tree_get(&t, "c", "d", NULL)->span), "\"x\\ny\"");
    assert_text(tree_get(&t, "c", "d", NULL)->text, "x\ny");
    assert_int_equal(t.root->span.from, 1);
    tree_close(&t);
}

static void kinds(void **state)
{
    (void)state;
    TREE(t, "[1, 1.5, 1e2, \"1\", true, null, [], {}]");
    static const pw_kind wanted[] = {PW_INT, PW_FLOAT, PW_FLOAT, PW_TEXT, PW_BOOL, PW_NULL, PW_LIST,
                                     PW_MAP};
    const pw_node *item = t.root->first;
    for (size_t i = 0; i < COUNT(wanted); i++, item = item->next)
        assert_int_equal(item->kind, wanted[i]);
    assert_null(item);
    assert_int_equal(t.root->count, COUNT(wanted));
    tree_close(&t);
}

static void escapes_are_decoded(void **state)
{
    (void)state;
    TREE(t, "{\"\\u0061\\\\\": \"\\u0436\\u20ac\\ud83d\\ude00\\\"\\/\\t\"}");
    assert_text(t.root->first->key, "a\\");
    assert_text(t.root->first->text, "\xd0\xb6\xe2\x82\xac\xf0\x9f\x98\x80\"/\t");
    tree_close(&t);
}

static void a_zero_byte_is_kept_inside_a_text(void **state)
{
    (void)state;
    TREE(t, "{\"a\": \"x\\u0000y\"}");
    pw_str text = tree_get(&t, "a", NULL)->text;
    assert_int_equal(text.len, 3);
    assert_memory_equal(text.at, "x\0y", 3);
    tree_close(&t);
}

static void half_a_surrogate_is_no_json(void **state)
{
    (void)state;
    static const char *const broken[] = {"[\"\\ud83d\"]", "[\"\\ude00\"]", "[\"\\ud83d\\u0061\"]",
                                         "[\"\\u12\"]", "[\"\\x\"]"};
    for (size_t i = 0; i < COUNT(broken); i++) {
        tree t;
        tree_open(&t, pw_str_of(broken[i]), read_json);
        assert_null(t.root);
        assert_int_equal(t.d.list.count, 0);
        tree_close(&t);
    }
}

static void what_is_no_json_is_left_to_others(void **state)
{
    (void)state;
    static const char *const broken[] = {"", "{", "{a: 1}", "[1,]", "{\"a\":}", "'x'", "\"open"};
    for (size_t i = 0; i < COUNT(broken); i++) {
        tree t;
        tree_open(&t, pw_str_of(broken[i]), read_json);
        assert_null(t.root);
        assert_false(t.d.errors);
        tree_close(&t);
    }
}

/* The second walk takes only the white space of JSON; cJSON alone takes more. */
static void control_characters_are_no_white_space(void **state)
{
    (void)state;
    static const char *const broken[] = {
        "{\x01\"a\":\"b\"}", "{\"a\"\x02:\"b\"}", "{\"a\":\x03\"b\"}", "[1\x04,2]", "[1,\x05 2]",
        "{\x01\"a\\\\                                                            x\":\"y\"}",
        "\xef\xbb\xbf{\"a\":\"b\"}"};
    for (size_t i = 0; i < COUNT(broken); i++) {
        tree t;
        tree_open(&t, pw_str_of(broken[i]), read_json);
        if (t.root != NULL)
            fail_msg("case %u was read", (unsigned)i);
        tree_close(&t);
    }
}

/* `depth` lists inside each other. */
static void read_nested(tree *t, uint32_t depth)
{
    static char text[4 * PW_MAX_NESTING];
    memset(text, '[', depth);
    memset(text + depth, ']', depth);
    text[2 * depth] = '\0';
    tree_open(t, pw_str_of(text), read_json);
}

static void nesting_is_limited_exactly(void **state)
{
    (void)state;
    tree t;
    read_nested(&t, PW_MAX_NESTING);
    assert_non_null(t.root);
    assert_int_equal(t.d.list.count, 0);
    tree_close(&t);
    read_nested(&t, PW_MAX_NESTING + 1);
    assert_null(t.root);
    assert_found(&t, PW_TOO_DEEP, "[");
    assert_int_equal(tree_diag(&t, 0)->span.from, PW_MAX_NESTING);
    tree_close(&t);
}

static void values_of_a_stream_follow_each_other(void **state)
{
    (void)state;
    pw_arena a = pw_arena_make(1024);
    pw_diags d = pw_diags_make(&a, 10);
    pw_source source;
    uint32_t at = 0;
    pw_node *root;
    assert_ok(pw_source_make(&a, PW_STR("{\"a\":1} {\"b\":2}\n"), &source));
    assert_ok(pw_json_read(&source, &at, &a, &a, &d, &root));
    assert_text(root->first->key, "a");
    assert_int_equal(at, 7);
    assert_ok(pw_json_read(&source, &at, &a, &a, &d, &root));
    assert_text(root->first->key, "b");
    assert_int_equal(pw_json_skip(source.text, at), source.text.len);
    assert_int_equal(pw_diags_done(&d, PW_OK), PW_OK);
    pw_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_exact),
        cmocka_unit_test(kinds),
        cmocka_unit_test(escapes_are_decoded),
        cmocka_unit_test(a_zero_byte_is_kept_inside_a_text),
        cmocka_unit_test(half_a_surrogate_is_no_json),
        cmocka_unit_test(what_is_no_json_is_left_to_others),
        cmocka_unit_test(control_characters_are_no_white_space),
        cmocka_unit_test(nesting_is_limited_exactly),
        cmocka_unit_test(values_of_a_stream_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
