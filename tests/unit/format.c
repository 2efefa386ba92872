#include "lab.h"

#include "edit/format.h"

static pw_str applied(lab *l, pw_str text, const pw_vec *changes)
{
    pw_buf b = pw_buf_make(10000);
    uint32_t at = 0;
    for (uint32_t i = 0; i < changes->count; i++) {
        const pw_change *c = &pw_items(*changes, const pw_change)[i];
        assert_true(c->span.from >= at);
        pw_buf_put(&b, pw_str_part(text, at, c->span.from));
        pw_buf_repeat(&b, ' ', c->blanks);
        pw_buf_puts(&b, c->line_end ? "\n" : "");
        at = c->span.to;
    }
    pw_buf_put(&b, pw_str_part(text, at, text.len));
    return lab_keep(l, &b);
}

static pw_str formatted(lab *l, const char *before, bool last)
{
    pw_source source;
    pw_vec changes;
    assert_ok(pw_source_make(&l->arena, pw_str_of(before), &source));
    assert_ok(pw_format_document(&l->arena, &l->s.scratch, &source, last, &changes));
    return applied(l, pw_str_of(before), &changes);
}

/* What comes of a text, and that it stays so. */
static void assert_formats(lab *l, const char *before, const char *after)
{
    assert_text(formatted(l, before, true), after);
    assert_text(formatted(l, after, true), after);
}

static void open_empty(lab *l)
{
    pw_snapshot_open(&l->s);
    l->arena = pw_arena_make(4096);
}

static void levels_are_two_blanks_and_lists_stand_below_their_key(void **state)
{
    (void)state;
    lab l;
    open_empty(&l);
    assert_formats(&l, "spec:\n    ingress:\n      -   from:\n            - a: b\n"
                   "              c: d\n          ports: []\n",
                   "spec:\n  ingress:\n  - from:\n    - a: b\n      c: d\n    ports: []\n");
    assert_formats(&l, "a:\n-   -  b\n    -  c\n", "a:\n- - b\n  - c\n");
    assert_formats(&l, "a:\n-\n    b: c\n", "a:\n-\n  b: c\n");
    assert_formats(&l, "a: b   # why\n", "a: b   # why\n");
    lab_close(&l);
}

static void comments_go_with_what_follows(void **state)
{
    (void)state;
    lab l;
    open_empty(&l);
    assert_formats(&l, "# top\na:\n      # of b\n\n    b:\n    # of the item\n      - c\n"
                   "  # of d\nd: e\n# end\n",
                   "# top\na:\n  # of b\n\n  b:\n  # of the item\n  - c\n# of d\nd: e\n# end\n");
    assert_formats(&l, "a:\n    b: c\n    # the last\n", "a:\n  b: c\n  # the last\n");
    lab_close(&l);
}

static void texts_over_several_lines_keep_their_inside(void **state)
{
    (void)state;
    lab l;
    open_empty(&l);
    assert_formats(&l, "a:\n    b: |\n        one\n          two  \n\n        three\n    c: d\n",
                   "a:\n  b: |\n      one\n        two  \n\n      three\n  c: d\n");
    assert_formats(&l, "a:\n-   |\n    b\n     c\n", "a:\n- |\n    b\n     c\n");
    assert_formats(&l, "a:\n    b: {c: d,\n      e: f,  \n      # g\n      h: [\n    ]}\n",
                   "a:\n  b: {c: d,\n    e: f,\n    # g\n    h: [\n  ]}\n");
    assert_formats(&l, "a:\n    b: \"one\n      two\"\n    c: three\n      four\n",
                   "a:\n  b: \"one\n    two\"\n  c: three\n    four\n");
    lab_close(&l);
}

static void lines_end_where_their_text_ends(void **state)
{
    (void)state;
    lab l;
    open_empty(&l);
    assert_formats(&l, "---  \na: b  \n \t\nc: d\t\n\n\n", "---\na: b\n\nc: d\n");
    assert_formats(&l, "a: b", "a: b\n");
    assert_formats(&l, "a: b \r\nc: d\r\n", "a: b\r\nc: d\r\n");
    assert_text(formatted(&l, "a: b \n\n\n", false), "a: b\n\n\n");
    assert_formats(&l, "", "");
    lab_close(&l);
}

static void what_cannot_be_read_or_would_change_stays(void **state)
{
    static const char *const texts[] = {
        "a: [b  \nc:\n    d: e\n",
        "  {\"a\":\n      1}  \n",
        "a:\n    b: |+\n      c\n\n\n",
        "a: b: c \n",
    };
    (void)state;
    lab l;
    open_empty(&l);
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_text(formatted(&l, texts[i], true), texts[i]);
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_are_two_blanks_and_lists_stand_below_their_key),
        cmocka_unit_test(comments_go_with_what_follows),
        cmocka_unit_test(texts_over_several_lines_keep_their_inside),
        cmocka_unit_test(lines_end_where_their_text_ends),
        cmocka_unit_test(what_cannot_be_read_or_would_change_stays),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
