#include "lab.h"

#include "base/limits.h"

static pw_store open_store(void)
{
    return pw_store_make();
}

static void put(pw_store *s, const char *name, const char *text)
{
    assert_ok(pw_store_put(s, pw_str_of(name), pw_str_of(text)));
}

static void edit(pw_store *s, uint32_t number, const char *text)
{
    assert_ok(pw_store_edit(s, PW_STR("f"), number, pw_str_of(text)));
}

/* The text of a file, from its documents. */
static void assert_file(const pw_store *s, const char *name, uint32_t documents, const char *text)
{
    const pw_file *file = pw_store_file(s, pw_str_of(name));
    pw_buf b = pw_buf_make(1 << 20);
    assert_non_null(file);
    for (uint32_t i = 0; i < file->count; i++)
        pw_buf_put(&b, file->docs[i]->source.text);
    assert_text(pw_buf_str(&b), text);
    assert_int_equal(file->count, documents);
    pw_buf_free(&b);
}

static const char three[] = "a: 1\n---\nb: 2\n---\nc: 3\n";

static void documents_that_did_not_change_are_kept(void **state)
{
    (void)state;
    pw_store s = open_store();
    put(&s, "f", three);
    assert_int_equal(s.read, 3);
    const pw_document *first = s.files[0].docs[0];
    put(&s, "f", three);
    assert_int_equal(s.read, 0);
    assert_ptr_equal(s.files[0].docs[0], first);
    put(&s, "f", "a: 1\n---\nb: 22\n---\nc: 3\n");
    assert_int_equal(s.read, 1);
    assert_file(&s, "f", 3, "a: 1\n---\nb: 22\n---\nc: 3\n");
    pw_store_free(&s);
}

static void moved_documents_are_kept_too(void **state)
{
    (void)state;
    pw_store s = open_store();
    put(&s, "f", "---\na: 1\n---\nb: 2\n---\nc: 3\n");
    put(&s, "f", "---\na: 1\n---\nc: 3\n---\nb: 2\n");
    assert_int_equal(s.read, 0);
    /* The --- line of a first document is part of it, as kubectl counts its lines. */
    put(&s, "f", "---\nc: 3\n---\na: 1\n---\nb: 2\n");
    assert_int_equal(s.read, 2);
    put(&s, "f", "---\nb: 2\n---\nb: 2\n");
    assert_int_equal(s.read, 1);
    put(&s, "f", "");
    assert_file(&s, "f", 0, "");
    pw_store_free(&s);
}

static void an_edit_reads_one_document(void **state)
{
    (void)state;
    pw_store s = open_store();
    put(&s, "f", three);
    edit(&s, 1, "---\nb: 22\n");
    assert_int_equal(s.read, 1);
    assert_file(&s, "f", 3, "a: 1\n---\nb: 22\n---\nc: 3\n");
    edit(&s, 1, "---\nb: 1\n---\nbb: 1\n");
    assert_file(&s, "f", 4, "a: 1\n---\nb: 1\n---\nbb: 1\n---\nc: 3\n");
    pw_store_free(&s);
}

static void an_edit_may_join_neighbours(void **state)
{
    (void)state;
    pw_store s = open_store();
    put(&s, "f", three);
    edit(&s, 1, "b: 2\n");
    assert_file(&s, "f", 2, "a: 1\nb: 2\n---\nc: 3\n");
    put(&s, "f", three);
    edit(&s, 1, "---\nb: 2");
    assert_file(&s, "f", 2, "a: 1\n---\nb: 2---\nc: 3\n");
    put(&s, "f", three);
    edit(&s, 1, "");
    assert_file(&s, "f", 2, "a: 1\n---\nc: 3\n");
    edit(&s, 1, "");
    edit(&s, 0, "");
    assert_file(&s, "f", 0, "");
    pw_store_free(&s);
}

/* However it is edited, a file is cut as if its whole text had been put. */
static void edits_and_puts_come_to_the_same(void **state)
{
    (void)state;
    static const char *const texts[] = {"", "x", "x\n", "---", "---\n", "--", "-", "---\nx", "\n",
                                        "x\n---", "x\n---\ny\n", "\n---\n---\n"};
    for (uint32_t number = 0; number < 3; number++)
        for (size_t i = 0; i < COUNT(texts); i++) {
            pw_store s = open_store(), t = open_store();
            pw_buf whole = pw_buf_make(4096);
            put(&s, "f", three);
            edit(&s, number, texts[i]);
            const pw_file *file = pw_store_file(&s, PW_STR("f"));
            for (uint32_t k = 0; k < file->count; k++)
                pw_buf_put(&whole, file->docs[k]->source.text);
            assert_ok(pw_store_put(&t, PW_STR("f"), pw_buf_str(&whole)));
            const pw_file *other = pw_store_file(&t, PW_STR("f"));
            if (file->count != other->count)
                print_error("edit of %u to \"%s\"\n", number, texts[i]);
            assert_int_equal(file->count, other->count);
            for (uint32_t k = 0; k < file->count; k++)
                assert_true(pw_str_same(file->docs[k]->source.text, other->docs[k]->source.text));
            pw_buf_free(&whole);
            pw_store_free(&s);
            pw_store_free(&t);
        }
}

static void positions_follow_an_edit(void **state)
{
    (void)state;
    pw_store s = open_store();
    put(&s, "f", three);
    edit(&s, 0, "a: 1\n\n\n# \xf0\x9f\x98\x80\n");
    pw_place place = pw_source_place(&s.files[0].docs[2]->source, 4);
    assert_int_equal(place.line, 8);
    assert_int_equal(place.column, 1);
    assert_int_equal(place.unit, 12 + 9 + 4);
    pw_store_free(&s);
}

static void an_edit_of_nothing_is_refused(void **state)
{
    (void)state;
    pw_store s = open_store();
    put(&s, "f", three);
    assert_int_equal(pw_store_edit(&s, PW_STR("f"), 3, PW_STR("")), PW_E_REQUEST);
    assert_int_equal(pw_store_edit(&s, PW_STR("g"), 0, PW_STR("")), PW_E_REQUEST);
    assert_file(&s, "f", 3, three);
    pw_store_free(&s);
}

static void files_keep_their_place(void **state)
{
    (void)state;
    pw_store s = open_store();
    put(&s, "f", "a: 1\n");
    put(&s, "g", "b: 2\n");
    put(&s, "f", "a: 3\n");
    assert_text(s.files[0].name, "f");
    assert_int_equal(s.count, 2);
    pw_store_remove(&s, PW_STR("f"));
    pw_store_remove(&s, PW_STR("nobody"));
    assert_int_equal(s.count, 1);
    assert_null(pw_store_file(&s, PW_STR("f")));
    pw_store_clear(&s);
    assert_int_equal(s.count, 0);
    pw_store_free(&s);
}

static void utf16_files_are_recoded(void **state)
{
    (void)state;
    pw_store s = open_store();
    assert_ok(pw_store_put(&s, PW_STR("f"), PW_STR("\xff\xfe" "a\0:\0 \0\x36\x04\n\0")));
    assert_file(&s, "f", 1, "a: \xd0\xb6\n");
    pw_store_free(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(documents_that_did_not_change_are_kept),
        cmocka_unit_test(moved_documents_are_kept_too),
        cmocka_unit_test(an_edit_reads_one_document),
        cmocka_unit_test(an_edit_may_join_neighbours),
        cmocka_unit_test(edits_and_puts_come_to_the_same),
        cmocka_unit_test(positions_follow_an_edit),
        cmocka_unit_test(an_edit_of_nothing_is_refused),
        cmocka_unit_test(files_keep_their_place),
        cmocka_unit_test(utf16_files_are_recoded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
