#include "tree.h"

#include "text/reader.h"

static void assert_split(const char *text, const char *const *pieces, uint32_t count)
{
    pw_str piece;
    uint32_t at = 0, found = 0;
    while (pw_reader_next(pw_str_of(text), false, &at, &piece)) {
        assert_true(found < count);
        assert_text(piece, pieces[found++]);
    }
    assert_int_equal(found, count);
    assert_int_equal(at, strlen(text));
}

#define SPLITS(text, ...)                                   \
    do {                                                    \
        static const char *const pieces[] = {__VA_ARGS__};  \
        assert_split((text), pieces, COUNT(pieces));        \
    } while (0)

static void files_are_cut_at_lines_of_three_dashes(void **state)
{
    (void)state;
    SPLITS("a\n---\nb\n", "a\n", "---\nb\n");
    SPLITS("---\na\n---\nb", "---\na\n", "---\nb");
    SPLITS("a\r\n---\r\nb\r\n", "a\r\n", "---\r\nb\r\n");
    SPLITS("---\n---\n---", "---\n", "---\n---");
    SPLITS("a\n---\n---\n---\nb\n", "a\n", "---\n---\n", "---\nb\n");
    SPLITS("a", "a");
}

static void dashes_elsewhere_cut_nothing(void **state)
{
    (void)state;
    SPLITS("a\n ---\nb --- c\n--\n", "a\n ---\nb --- c\n--\n");
}

static void even_a_quoted_text_is_cut(void **state)
{
    (void)state;
    SPLITS("a: \"\n---\n\"\n", "a: \"\n", "---\n\"\n");
}

static void an_empty_file_has_no_document(void **state)
{
    (void)state;
    assert_split("", NULL, 0);
}

/* ---- reading ---- */

typedef struct read_one {
    tree t;
    pw_vec roots;
} read_one;

static read_one reading;

static pw_status read_document(tree *t)
{
    reading.roots = (pw_vec){0};
    pw_status status = pw_reader_read(&t->source, &t->arena, &t->arena, &t->d, &reading.roots);
    t->root = reading.roots.count == 0 ? NULL : pw_items(reading.roots, pw_node *)[0];
    return status;
}

static tree *read_text(pw_str text)
{
    tree_open(&reading.t, text, read_document);
    return &reading.t;
}

static void a_separator_may_have_a_comment(void **state)
{
    (void)state;
    tree *t = read_text(PW_STR("--- # next\na: 1\n"));
    assert_int_equal(t->d.list.count, 0);
    assert_int_equal(reading.roots.count, 1);
    assert_text(tree_text(t, tree_get(t, "a", NULL)->span), "1");
    tree_close(t);
}

static void text_behind_a_separator_is_an_error(void **state)
{
    (void)state;
    tree *t = read_text(PW_STR("--- a: 1 \nb: 2\n"));
    assert_found(t, PW_BAD_SEPARATOR, "a: 1");
    assert_int_equal(reading.roots.count, 0);
    tree_close(t);
}

static void empty_documents_have_no_value(void **state)
{
    (void)state;
    static const char *const empty[] = {"", "---", "---\n", "---\n# nothing\n", "~\n"};
    for (size_t i = 0; i < COUNT(empty); i++) {
        tree *t = read_text(pw_str_of(empty[i]));
        assert_int_equal(t->d.errors ? reading.roots.count : 0, 0);
        assert_int_equal(reading.roots.count, 0);
        tree_close(t);
    }
}

static void json_may_be_a_stream(void **state)
{
    (void)state;
    tree *t = read_text(PW_STR("{\"a\": 1}\n{\"b\": 2}{\"c\": 3}\n"));
    assert_int_equal(reading.roots.count, 3);
    assert_int_equal(t->d.list.count, 0);
    assert_text(pw_items(reading.roots, pw_node *)[2]->first->key, "c");
    tree_close(t);
}

static void braces_that_are_no_json_are_yaml(void **state)
{
    (void)state;
    tree *t = read_text(PW_STR("{a: 1, b: [x]}\n"));
    assert_int_equal(reading.roots.count, 1);
    assert_text(tree_text(t, tree_get(t, "b", NULL)->span), "[x]");
    assert_int_equal(t->d.list.count, 0);
    tree_close(t);
}

static void a_stream_goes_on_as_yaml(void **state)
{
    (void)state;
    tree *t = read_text(PW_STR("{\"a\": 1}\n{\"b\": ,}\n"));
    assert_int_equal(reading.roots.count, 2);
    assert_int_equal(t->d.list.count, 0);
    tree_close(t);
}

static void assert_words(const char *text, uint32_t roots, const char *words)
{
    tree *t = read_text(pw_str_of(text));
    assert_int_equal(t->d.list.count, 1);
    assert_int_equal(tree_diag(t, 0)->says, PW_SAYS_UNREAD);
    assert_text(tree_diag(t, 0)->server, words);
    assert_int_equal(reading.roots.count, roots);
    tree_close(t);
}

static void what_is_neither_json_nor_yaml_is_told_as_json(void **state)
{
    (void)state;
    assert_words("{\n  // no\n  \"a\": 1\n}\n", 0,
                 "json: offset 5: invalid character '/' looking for beginning of object key "
                 "string");
    assert_words("{\"a\": [1}", 0, "json: offset 9: invalid character '}' after array element");
    assert_words("{\"a\": ", 0, "unexpected EOF");
    assert_words("{}{\"a\": 1}x", 2, "invalid character 'x' looking for beginning of value");
    assert_words("{}\n{\"a\": tru\xc3\xa9]", 1,
                 "json: offset 13: invalid character '\xc3\x83' in literal true (expecting 'e')");
}

static void a_number_over_all_doubles_is_told(void **state)
{
    (void)state;
    tree *t = read_text(PW_STR("{\"a\": 1e400}"));
    assert_found(t, PW_BAD_VALUE, "1e400");
    assert_int_equal(tree_diag(t, 0)->says, PW_SAYS_UNTYPED);
    assert_text(tree_diag(t, 0)->server,
                "json: cannot unmarshal number 1e400 into Go value of type float64");
    tree_close(t);
}

static void a_separator_counts_in_the_first_document_only(void **state)
{
    (void)state;
    assert_words("---\na: @\n", 0,
                 "error converting YAML to JSON: yaml: line 2: found character that cannot start "
                 "any token");
    assert_words("--- x \n", 0, "invalid Yaml document separator: x");
    static const char later[] = "---\na: 1\nb: @\n";
    pw_vec roots = {0};
    tree t = {.arena = pw_arena_make(1024)};
    t.d = pw_diags_make(&t.arena, 9);
    assert_ok(pw_source_make(&t.arena, pw_str_of(later), &t.source));
    t.source.later = true;
    assert_ok(pw_reader_read(&t.source, &t.arena, &t.arena, &t.d, &roots));
    assert_found(&t, PW_YAML_SYNTAX, "@");
    assert_text(tree_diag(&t, 0)->server, "error converting YAML to JSON: yaml: line 2: found "
                                          "character that cannot start any token");
    tree_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(files_are_cut_at_lines_of_three_dashes),
        cmocka_unit_test(dashes_elsewhere_cut_nothing),
        cmocka_unit_test(even_a_quoted_text_is_cut),
        cmocka_unit_test(an_empty_file_has_no_document),
        cmocka_unit_test(a_separator_may_have_a_comment),
        cmocka_unit_test(text_behind_a_separator_is_an_error),
        cmocka_unit_test(empty_documents_have_no_value),
        cmocka_unit_test(json_may_be_a_stream),
        cmocka_unit_test(braces_that_are_no_json_are_yaml),
        cmocka_unit_test(a_stream_goes_on_as_yaml),
        cmocka_unit_test(what_is_neither_json_nor_yaml_is_told_as_json),
        cmocka_unit_test(a_number_over_all_doubles_is_told),
        cmocka_unit_test(a_separator_counts_in_the_first_document_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
