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
    SPLITS("---\n---\n---", "---\n", "---\n", "---");
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
    tree *t = read_text(PW_STR("---\n{\"a\": 1}\n{\"b\": 2}{\"c\": 3}\n"));
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

static void a_stream_that_breaks_is_told_once(void **state)
{
    (void)state;
    tree *t = read_text(PW_STR("{\"a\": 1}\n{\"b\": }}\n"));
    assert_int_equal(reading.roots.count, 0);
    assert_int_equal(t->d.list.count, 1);
    tree_close(t);
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
        cmocka_unit_test(a_stream_that_breaks_is_told_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
