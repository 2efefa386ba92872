#include "tree.h"

#include "text/compact.h"
#include "text/scalar.h"

static void assert_compact(const char *yaml, const char *json)
{
    tree t = {.arena = pw_arena_make(1024)};
    pw_vec roots = {0};
    pw_buf b = pw_buf_make(4096);
    t.d = pw_diags_make(&t.arena, 9);
    assert_ok(pw_source_make(&t.arena, pw_str_of(yaml), &t.source));
    assert_ok(pw_reader_read(&t.source, &t.arena, &t.arena, &t.d, &roots));
    assert_int_equal(roots.count, 1);
    pw_compact_put(&b, pw_items(roots, pw_node *)[0]);
    assert_text(pw_buf_str(&b), json);
    pw_buf_free(&b);
    tree_close(&t);
}

static void keys_are_sorted_and_the_last_one_counts(void **state)
{
    (void)state;
    assert_compact("b: 1\na: {d: [], c: {}}\nb: ~\n", "{\"a\":{\"c\":{},\"d\":[]},\"b\":null}");
    assert_compact("{\"b\":1,\"a\":2,\"b\":3}", "{\"a\":2,\"b\":3}");
    assert_compact("a: &x {k: 1}\nb: {<<: *x, l: 2}\n",
                   "{\"a\":{\"k\":1},\"b\":{\"k\":1,\"l\":2}}");
}

static void texts_are_escaped_as_go_does(void **state)
{
    (void)state;
    assert_compact("a: \"<&>\\\\\\\"\\t\\x01\\L\"\n",
                   "{\"a\":\"\\u003c\\u0026\\u003e\\\\\\\"\\t\\u0001\\u2028\"}");
    assert_compact("{\"a\":\"\\ud800x\\u0000\"}", "{\"a\":\"\xef\xbf\xbdx\\u0000\"}");
}

static void keys_become_text(void **state)
{
    (void)state;
    assert_compact("yes: 1\n0x10: 2\n1.50: 3\n1e6: 4\n-.inf: 5\n1677721.5: 6\n1e39: 7\n",
                   "{\"-.inf\":5,\".inf\":7,\"1.5\":3,\"1.6777215e+06\":6,\"16\":2,\"1e+06\":4,"
                   "\"true\":1}");
}

typedef struct written {
    const char *text;
    const char *json;
} written;

static void numbers_are_written_as_go_writes_them(void **state)
{
    (void)state;
    static const written all[] = {
        {"1_000", "1000"}, {"0x1F", "31"}, {"017", "15"}, {"08", "8"}, {"-0b11", "-3"},
        {"0b-11", "-3"}, {"+12", "12"}, {"1e3", "1000"}, {"80.50", "80.5"}, {"-0.0", "0"},
        {"1e20", "100000000000000000000"}, {"1e21", "1e+21"}, {"0.000001", "0.000001"},
        {"0.0000001", "1e-7"}, {"4.35", "4.35"}, {"5e-324", "5e-324"},
        {"1.7976931348623157e308", "1.7976931348623157e+308"},
        {"18446744073709551615", "18446744073709552000"},
        {"9223372036854775807", "9223372036854775807"},
        {"123456789.123456789", "123456789.12345679"},
        {".1_0", "0.1"},
    };
    for (size_t i = 0; i < COUNT(all); i++) {
        pw_buf b = pw_buf_make(64);
        pw_scalar_put(&b, pw_str_of(all[i].text));
        assert_text(pw_buf_str(&b), all[i].json);
        pw_buf_free(&b);
    }
}

static void what_is_no_number_is_text(void **state)
{
    (void)state;
    static const char *const texts[] = {"1e400", "._5", "0x", "0x-1", "12:30:45", "2001-12-14",
                                        "-", "1.7976931348623159e308", "<<", "="};
    for (size_t i = 0; i < COUNT(texts); i++)
        assert_int_equal(pw_scalar_kind(pw_str_of(texts[i])), PW_TEXT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_are_sorted_and_the_last_one_counts),
        cmocka_unit_test(texts_are_escaped_as_go_does),
        cmocka_unit_test(keys_become_text),
        cmocka_unit_test(numbers_are_written_as_go_writes_them),
        cmocka_unit_test(what_is_no_number_is_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
