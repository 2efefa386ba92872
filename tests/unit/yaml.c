#include "tree.h"

#include "base/limits.h"
#include "text/yaml.h"

static pw_status read_yaml(tree *t)
{
    return pw_yaml_read(&t->source, 0, &t->arena, &t->arena, &t->d, &t->root);
}

#define TREE(t, text) \
    tree t;           \
    tree_open(&t, PW_STR(text), read_yaml)

#define assert_span(t, node, text) assert_text(tree_text(&(t), (node)->span), text)

static void spans_are_exact(void **state)
{
    (void)state;
    TREE(t, "a: plain # no\nb: \"x\\ty\"\nc: 'it''s'\nlist:\n- 1\n- two: 2\nflow: {k: [v, w]}\n");
    assert_span(t, tree_get(&t, "a", NULL), "plain");
    assert_span(t, tree_get(&t, "b", NULL), "\"x\\ty\"");
    assert_text(tree_get(&t, "b", NULL)->text, "x\ty");
    assert_text(tree_get(&t, "c", NULL)->text, "it's");
    assert_text(tree_text(&t, tree_get(&t, "c", NULL)->key_span), "c");
    assert_span(t, tree_get(&t, "list", "[0]", NULL), "1");
    assert_span(t, tree_get(&t, "list", "[1]", NULL), "two: 2");
    assert_span(t, tree_get(&t, "list", NULL), "- 1\n- two: 2");
    assert_span(t, tree_get(&t, "flow", NULL), "{k: [v, w]}");
    assert_span(t, tree_get(&t, "flow", "k", NULL), "[v, w]");
    assert_int_equal(t.d.list.count, 0);
    tree_close(&t);
}

static void spans_are_bytes_behind_other_letters(void **state)
{
    (void)state;
    TREE(t, "\xd0\xb6: \xf0\x9f\x98\x80\nb: x\n");
    assert_span(t, tree_get(&t, "\xd0\xb6", NULL), "\xf0\x9f\x98\x80");
    assert_span(t, tree_get(&t, "b", NULL), "x");
    assert_text(tree_text(&t, tree_get(&t, "b", NULL)->key_span), "b");
    tree_close(&t);
}

static void kinds_and_quotes(void **state)
{
    (void)state;
    TREE(t, "num: 80\nq: '80'\nb: yes\ne:\nt: !!str 80\nblock: |\n  80\n");
    assert_int_equal(tree_get(&t, "num", NULL)->kind, PW_INT);
    assert_int_equal(tree_get(&t, "q", NULL)->kind, PW_TEXT);
    assert_true(tree_get(&t, "q", NULL)->quoted);
    assert_int_equal(tree_get(&t, "b", NULL)->kind, PW_BOOL);
    assert_int_equal(tree_get(&t, "e", NULL)->kind, PW_NULL);
    assert_int_equal(tree_get(&t, "t", NULL)->kind, PW_TEXT);
    assert_int_equal(tree_get(&t, "block", NULL)->kind, PW_TEXT);
    assert_text(tree_get(&t, "block", NULL)->text, "80\n");
    tree_close(&t);
}

static void keys_become_text(void **state)
{
    (void)state;
    TREE(t, "0x10: a\nyes: b\n-5: c\n1_000: d\n");
    assert_text(tree_get(&t, "16", NULL)->text, "a");
    assert_text(tree_get(&t, "true", NULL)->text, "b");
    assert_text(tree_get(&t, "-5", NULL)->text, "c");
    assert_text(tree_get(&t, "1000", NULL)->text, "d");
    tree_close(&t);
}

static void aliases_share_their_anchor(void **state)
{
    (void)state;
    TREE(t, "a: &x {k: v}\nb: *x\nc: &s text\nd: *s\n*s : key\n");
    assert_text(tree_get(&t, "b", "k", NULL)->text, "v");
    assert_ptr_equal(tree_get(&t, "a", NULL)->first, tree_get(&t, "b", NULL)->first);
    assert_span(t, tree_get(&t, "b", NULL), "*x");
    assert_text(tree_get(&t, "d", NULL)->text, "text");
    assert_text(tree_get(&t, "text", NULL)->text, "key");
    tree_close(&t);
}

static void a_later_anchor_of_the_same_name_counts(void **state)
{
    (void)state;
    TREE(t, "a: &x 1\nb: &x 2\nc: *x\n");
    assert_text(tree_get(&t, "c", NULL)->text, "2");
    tree_close(&t);
}

static void keys_behind_a_merge_win_over_merged_ones(void **state)
{
    (void)state;
    TREE(t, "base: &b {k: old, other: 1}\nm:\n  <<: *b\n  k: new\n");
    assert_text(tree_get(&t, "m", "k", NULL)->text, "new");
    assert_text(tree_get(&t, "m", "other", NULL)->text, "1");
    assert_int_equal(t.d.list.count, 0);
    tree_close(&t);
}

static void keys_before_a_merge_lose(void **state)
{
    (void)state;
    TREE(t, "base: &b {k: old, other: 1}\nm:\n  k: new\n  <<: *b\n");
    assert_text(tree_get(&t, "m", "k", NULL)->text, "old");
    assert_int_equal(t.d.list.count, 0);
    tree_close(&t);
}

static void a_merge_in_a_list_of_merges_goes_to_one_of_them(void **state)
{
    (void)state;
    TREE(t, "a: &a {k: 1, x: 1}\nb: &b {k: 2, z: 2}\nm: {<<: [*a, *b]}\n");
    assert_int_equal(tree_get(&t, "m", NULL)->kind, PW_MAP);
    assert_text(tree_get(&t, "m", "x", NULL)->text, "1");
    assert_text(tree_get(&t, "m", "z", NULL)->text, "2");
    assert_non_null(pw_node_get(tree_get(&t, "m", NULL), "k"));
    tree_close(&t);
}

static void a_quoted_merge_key_is_a_key(void **state)
{
    (void)state;
    TREE(t, "a: &a {k: 1}\nm: {\"<<\": *a}\n");
    assert_text(tree_get(&t, "m", "<<", "k", NULL)->text, "1");
    tree_close(&t);
}

static void a_merge_of_text_is_a_bad_key(void **state)
{
    (void)state;
    TREE(t, "m:\n  <<: text\n");
    assert_found(&t, PW_BAD_KEY, "text");
    assert_null(t.root);
    tree_close(&t);
}

static void repeated_keys_warn_at_the_last_one(void **state)
{
    (void)state;
    TREE(t, "a: 1\nb: 2\na: 3\n");
    assert_found(&t, PW_REPEATED_KEY, "a");
    assert_int_equal(tree_diag(&t, 0)->span.from, 10);
    assert_text(tree_get(&t, "a", NULL)->text, "3");
    tree_close(&t);
}

static void repeated_keys_of_large_maps_warn_too(void **state)
{
    (void)state;
    TREE(t, "{a: 1, b: 1, c: 1, d: 1, e: 1, f: 1, g: 1, h: 1, i: 1, j: 1, k: 1, l: 1, m: 1, "
            "o: 1, p: 1, q: 1, r: 1, s: 1, c: 2}\n");
    assert_found(&t, PW_REPEATED_KEY, "c");
    tree_close(&t);
}

static void keys_must_be_text(void **state)
{
    (void)state;
    TREE(t, "a:\n  ~: 1\n");
    assert_found(&t, PW_BAD_KEY, "~");
    tree_close(&t);
    TREE(u, "a: {{ value }}\n");
    assert_int_equal(tree_diag(&u, 0)->code, PW_BAD_KEY);
    assert_null(u.root);
    tree_close(&u);
}

/* ---- what kubectl says ---- */

typedef struct said {
    const char *text;
    const char *words;
} said;

static void kubectl_says_what_go_yaml_says(void **state)
{
    (void)state;
    static const said all[] = {
        {"a: 1\nb: @x\n", "line 2: found character that cannot start any token"},
        {"a: [\n", "line 1: did not find expected node content"},
        {"a: {{ x }}\n", "invalid map key: map[interface {}]interface {}{\"x\":interface {}(nil)}"},
        {"? [1, 0x10, yes, 1.50]\n: 1\n", "invalid map key: []interface {}{1, 16, true, 1.5}"},
        {"a: {{ x }}\nb: [\n", "line 2: did not find expected node content"},
        {"a: &s {x: *s}\n", "anchor 's' value contains itself"},
        {"a: &s 1\nb: &s [*s]\n", "anchor 's' value contains itself"},
        {"a: *none\n", "unknown anchor 'none' referenced"},
        {"a:\n  <<: 5\n", "map merge requires map or sequence of maps as the value"},
        {"l: &l [{a: 1}]\nm: {<<: *l}\n",
         "map merge requires map or sequence of maps as the value"},
        {"a: !!int x\n", "cannot decode !!str `x` as a !!int"},
        {"a: !!float 0xffffffffffffffff\n",
         "cannot decode !!int `0xffffffffffffffff` as a !!float"},
        {"a: !!binary a\n", "!!binary value contains invalid base64 data"},
        {"a: 1\nb: \x01\n", "control characters are not allowed"},
        {"%YAML 1.2\n", "found incompatible YAML document"},
        {"a: \"\\/\"\n", "found unknown escape character"},
        {"a: [x,\n  b?c]\n", "line 1: did not find expected ',' or ']'"},
        {"a: 1\r\rb: @\r", "line 3: found character that cannot start any token"},
        {"a: 1\r\r\nb: @\r\r\n", "line 2: found character that cannot start any token"},
    };
    for (size_t i = 0; i < COUNT(all); i++) {
        tree t;
        char words[256];
        tree_open(&t, pw_str_of(all[i].text), read_yaml);
        assert_true(t.d.list.count > 0);
        const pw_diag *diag = tree_diag(&t, 0);
        if (diag->says == PW_SAYS_NOTHING)
            diag = tree_diag(&t, 1);
        sprintf(words, "error converting YAML to JSON: yaml: %s", all[i].words);
        assert_text(diag->server, words);
        assert_int_equal(diag->says, PW_SAYS_UNREAD);
        assert_null(t.root);
        tree_close(&t);
    }
}

static void what_json_cannot_hold_is_told(void **state)
{
    (void)state;
    TREE(t, "a: 1\n~: [x, {b: ~}]\n");
    assert_found(&t, PW_BAD_KEY, "~");
    assert_text(tree_diag(&t, 0)->server,
                "error converting YAML to JSON: unsupported map key of type: %!s(<nil>), "
                "key: <nil>, value: []interface {}{\"x\", "
                "map[interface {}]interface {}{\"b\":interface {}(nil)}}");
    tree_close(&t);
    TREE(u, "z: .nan\nb: -.Inf\n");
    assert_found(&u, PW_YAML_SYNTAX, "-.Inf");
    assert_text(tree_diag(&u, 0)->server,
                "error converting YAML to JSON: json: unsupported value: -Inf");
    tree_close(&u);
}

static void what_is_no_mapping_is_told_last(void **state)
{
    (void)state;
    TREE(t, "- a\n");
    assert_int_equal(tree_diag(&t, 0)->says, PW_SAYS_UNTYPED);
    assert_text(tree_diag(&t, 0)->server, "invalid object to validate");
    tree_close(&t);
    TREE(u, "text\nand: more\n");
    assert_int_equal(tree_diag(&u, 0)->says, PW_SAYS_UNREAD);
    tree_close(&u);
}

static void kubectl_has_a_limit_of_its_own(void **state)
{
    (void)state;
    static char text[10010] = "x: 1\na: ";
    memset(text + 8, '[', 10001);
    TREE(t, text);
    assert_found(&t, PW_TOO_DEEP, "[");
    assert_text(tree_diag(&t, 0)->server,
                "error converting YAML to JSON: yaml: line 2: exceeded max depth of 10000");
    tree_close(&t);
    text[10008] = '\0';
    TREE(u, text);
    assert_int_equal(tree_diag(&u, 0)->says, PW_SAYS_NOTHING);
    tree_close(&u);
}

static void tags_make_kinds(void **state)
{
    (void)state;
    TREE(t, "a: !!str 5\nb: !!int \"5\"\nc: ! \"6\"\nd: !!binary aGk=\ne: !mine 7\n");
    assert_int_equal(tree_get(&t, "a", NULL)->kind, PW_TEXT);
    assert_int_equal(tree_get(&t, "b", NULL)->kind, PW_INT);
    assert_int_equal(tree_get(&t, "c", NULL)->kind, PW_TEXT);
    assert_text(tree_get(&t, "d", NULL)->text, "hi");
    assert_int_equal(tree_get(&t, "e", NULL)->kind, PW_TEXT);
    tree_close(&t);
}

static void a_mark_within_a_text_is_text(void **state)
{
    (void)state;
    TREE(t, "\xef\xbb\xbf" "a: 1\n\xef\xbb\xbf" "b: x\n");
    assert_text(tree_get(&t, "a", NULL)->text, "1");
    assert_text(tree_get(&t, "\xef\xbb\xbf" "b", NULL)->text, "x");
    assert_text(tree_text(&t, tree_get(&t, "a", NULL)->span), "1");
    tree_close(&t);
}

static void a_colon_before_a_bracket_is_text(void **state)
{
    (void)state;
    TREE(t, "a: {x:}\n");
    assert_int_equal(tree_get(&t, "a", "x:", NULL)->kind, PW_NULL);
    tree_close(&t);
}

/* ---- limits ---- */

/* "a: [[[...]]]" of `depth` lists, inside the one mapping. */
static char *nested(uint32_t depth)
{
    char *text = malloc(2 * depth + 8), *at = text;
    assert_non_null(text);
    at += sprintf(at, "a: ");
    memset(at, '[', depth);
    memset(at + depth, ']', depth);
    strcpy(at + 2 * depth, "\n");
    return text;
}

static void nesting_is_limited_exactly(void **state)
{
    (void)state;
    for (uint32_t depth = PW_MAX_NESTING - 2; depth <= PW_MAX_NESTING + 1; depth++) {
        char *text = nested(depth);
        tree t;
        tree_open(&t, pw_str_of(text), read_yaml);
        if (depth + 1 <= PW_MAX_NESTING) {
            assert_int_equal(t.d.list.count, 0);
            assert_non_null(t.root);
        } else {
            assert_found(&t, PW_TOO_DEEP, "[");
            assert_int_equal(tree_diag(&t, 0)->span.from, 3 + PW_MAX_NESTING - 1);
            assert_null(t.root);
        }
        tree_close(&t);
        free(text);
    }
}

/* Each level holds ten of the one before. */
static void read_bomb(tree *t, int levels)
{
    static char text[4096];
    char *at = text + sprintf(text, "l0: &l0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n");
    for (int i = 1; i < levels; i++) {
        at += sprintf(at, "l%d: &l%d [", i, i);
        for (int k = 0; k < 10; k++)
            at += sprintf(at, "%s*l%d", k == 0 ? "" : ", ", i - 1);
        at += sprintf(at, "]\n");
    }
    tree_open(t, pw_str_of(text), read_yaml);
}

static void an_alias_counts_as_all_it_stands_for(void **state)
{
    (void)state;
    tree t;
    read_bomb(&t, 2);
    assert_int_equal(t.d.list.count, 0);
    assert_non_null(t.root);
    tree_close(&t);
    read_bomb(&t, 9);
    assert_text(tree_diag(&t, 0)->server,
                "error converting YAML to JSON: yaml: document contains excessive aliasing");
    assert_int_equal(t.d.list.count, 1);
    assert_int_equal(tree_diag(&t, 0)->code, PW_TOO_LARGE);
    assert_null(t.root);
    tree_close(&t);
}

static void an_endless_line_is_too_large(void **state)
{
    (void)state;
    char *text = malloc(PW_MAX_LINE + 10);
    assert_non_null(text);
    memset(text, 'x', PW_MAX_LINE + 9);
    text[PW_MAX_LINE + 9] = '\0';
    tree t;
    tree_open(&t, pw_str_of(text), read_yaml);
    assert_int_equal(t.d.list.count, 1);
    assert_int_equal(tree_diag(&t, 0)->code, PW_TOO_LARGE);
    tree_close(&t);
    free(text);
}

/* ---- messages ---- */

static void a_tab_is_said_to_be_one(void **state)
{
    (void)state;
    TREE(t, "a:\n\tb: 1\n");
    assert_found(&t, PW_YAML_SYNTAX, "\t");
    assert_non_null(strstr(tree_diag(&t, 0)->message.at, "tab"));
    assert_non_null(strstr(tree_diag(&t, 0)->hint.at, "spaces"));
    tree_close(&t);
}

static void syntax_errors_have_a_place_and_words(void **state)
{
    (void)state;
    static const char *const broken[] = {"a: b: c\n",        "a: [1, 2\nb: 3\n", "a: 'open\n",
                                         "a: 1\n  b: 2\n",   "a: {b: 1\n",       "- a\nb: 1\n",
                                         "a: \"\\q\"\n",     "a\nb\n c: d\n",   "%X\na: 1\n"};
    for (size_t i = 0; i < COUNT(broken); i++) {
        tree t;
        tree_open(&t, pw_str_of(broken[i]), read_yaml);
        assert_int_equal(t.d.list.count, 1);
        assert_true(t.d.errors);
        assert_true(tree_diag(&t, 0)->message.len > 0);
        assert_true(tree_diag(&t, 0)->span.to <= t.source.text.len);
        assert_null(t.root);
        tree_close(&t);
    }
}

static void an_unknown_alias_is_named(void **state)
{
    (void)state;
    TREE(t, "a: *nobody\n");
    assert_found(&t, PW_YAML_SYNTAX, "*nobody");
    tree_close(&t);
}

static void an_anchor_that_holds_itself_is_refused(void **state)
{
    (void)state;
    TREE(t, "a: &x [*x]\n");
    assert_found(&t, PW_YAML_SYNTAX, "*x");
    tree_close(&t);
}

static void bytes_that_are_no_text_are_pointed_at(void **state)
{
    (void)state;
    TREE(t, "a: b\nc: \xff\n");
    assert_found(&t, PW_NOT_TEXT, "\xff");
    tree_close(&t);
    TREE(u, "a: \x01\n");
    assert_found(&u, PW_NOT_TEXT, "\x01");
    tree_close(&u);
}

static void what_is_no_mapping_is_no_manifest(void **state)
{
    (void)state;
    TREE(t, "just words\n");
    assert_found(&t, PW_NOT_A_MANIFEST, "just words");
    tree_close(&t);
    TREE(u, "- a\n");
    assert_int_equal(tree_diag(&u, 0)->code, PW_NOT_A_MANIFEST);
    tree_close(&u);
}

static void text_after_the_end_warns(void **state)
{
    (void)state;
    TREE(t, "a: 1\n...\nb: 2\n");
    assert_int_equal(t.d.list.count, 1);
    assert_int_equal(tree_diag(&t, 0)->code, PW_TEXT_AFTER);
    assert_non_null(t.root);
    tree_close(&t);
}

static void nothing_is_nothing(void **state)
{
    (void)state;
    static const char *const empty[] = {"", "\n\n", "# a comment\n", "   \n"};
    for (size_t i = 0; i < COUNT(empty); i++) {
        tree t;
        tree_open(&t, pw_str_of(empty[i]), read_yaml);
        assert_int_equal(t.d.list.count, 0);
        assert_true(t.root == NULL || t.root->kind == PW_NULL);
        tree_close(&t);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(spans_are_exact),
        cmocka_unit_test(spans_are_bytes_behind_other_letters),
        cmocka_unit_test(kinds_and_quotes),
        cmocka_unit_test(keys_become_text),
        cmocka_unit_test(aliases_share_their_anchor),
        cmocka_unit_test(a_later_anchor_of_the_same_name_counts),
        cmocka_unit_test(keys_behind_a_merge_win_over_merged_ones),
        cmocka_unit_test(kubectl_says_what_go_yaml_says),
        cmocka_unit_test(what_json_cannot_hold_is_told),
        cmocka_unit_test(what_is_no_mapping_is_told_last),
        cmocka_unit_test(kubectl_has_a_limit_of_its_own),
        cmocka_unit_test(tags_make_kinds),
        cmocka_unit_test(a_mark_within_a_text_is_text),
        cmocka_unit_test(a_colon_before_a_bracket_is_text),
        cmocka_unit_test(keys_before_a_merge_lose),
        cmocka_unit_test(a_merge_in_a_list_of_merges_goes_to_one_of_them),
        cmocka_unit_test(a_quoted_merge_key_is_a_key),
        cmocka_unit_test(a_merge_of_text_is_a_bad_key),
        cmocka_unit_test(repeated_keys_warn_at_the_last_one),
        cmocka_unit_test(repeated_keys_of_large_maps_warn_too),
        cmocka_unit_test(keys_must_be_text),
        cmocka_unit_test(nesting_is_limited_exactly),
        cmocka_unit_test(an_alias_counts_as_all_it_stands_for),
        cmocka_unit_test(an_endless_line_is_too_large),
        cmocka_unit_test(a_tab_is_said_to_be_one),
        cmocka_unit_test(syntax_errors_have_a_place_and_words),
        cmocka_unit_test(an_unknown_alias_is_named),
        cmocka_unit_test(an_anchor_that_holds_itself_is_refused),
        cmocka_unit_test(bytes_that_are_no_text_are_pointed_at),
        cmocka_unit_test(what_is_no_mapping_is_no_manifest),
        cmocka_unit_test(text_after_the_end_warns),
        cmocka_unit_test(nothing_is_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
