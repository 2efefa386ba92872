#include "lab.h"

static uint32_t distance(const char *a, const char *b)
{
    return pw_str_distance(pw_str_of(a), pw_str_of(b));
}

static bool is_near(const char *a, const char *b)
{
    uint32_t ignored;
    return pw_str_near(pw_str_of(a), pw_str_of(b), &ignored);
}

static void distance_counts_half_letters(void **state)
{
    (void)state;
    assert_int_equal(distance("app", "app"), 0);
    assert_int_equal(distance("app", "App"), 1);
    assert_int_equal(distance("app", "apt"), 2);
    assert_int_equal(distance("app", "ap"), 2);
    assert_int_equal(distance("", "app"), 6);
    assert_int_equal(distance("", ""), 0);
    assert_int_equal(distance("databse", "database"), 2);
    assert_int_equal(distance("kitten", "sitting"), 6);
}

static void swapped_neighbours_count_once(void **state)
{
    (void)state;
    assert_int_equal(distance("form", "from"), 2);
    assert_int_equal(distance("ab", "ba"), 2);
    assert_int_equal(distance("prot", "port"), 2);
}

static void distance_is_symmetric(void **state)
{
    (void)state;
    static const char *const words[] = {"", "a", "app", "App", "podSelector", "podselector",
                                        "namespaceSelector", "ipBlock", "ports", "prots"};
    for (size_t i = 0; i < COUNT(words); i++)
        for (size_t k = 0; k < COUNT(words); k++)
            assert_int_equal(distance(words[i], words[k]), distance(words[k], words[i]));
}

static void long_texts_have_no_distance(void **state)
{
    (void)state;
    char text[65];
    memset(text, 'x', sizeof text);
    pw_str most = {text, 63}, over = {text, 64};
    assert_int_equal(pw_str_distance(most, most), 0);
    assert_int_equal(pw_str_distance(over, most), PW_NONE);
    assert_int_equal(pw_str_distance(most, over), PW_NONE);
}

static void near_names_are_offered_and_far_ones_are_not(void **state)
{
    (void)state;
    assert_true(is_near("podselector", "podSelector"));
    assert_true(is_near("form", "from"));
    assert_true(is_near("databse", "database"));
    assert_true(is_near("PODSELECTOR", "podselector"));
    assert_false(is_near("web", "database"));
    assert_false(is_near("ab", "xy"));
    assert_false(is_near("to", "from"));
}

static void long_names_differ_too_much_to_be_near(void **state)
{
    (void)state;
    char a[100], b[100];
    memset(a, 'a', sizeof a);
    memset(b, 'b', sizeof b);
    uint32_t ignored;
    assert_false(pw_str_near((pw_str){a, 100}, (pw_str){b, 100}, &ignored));
}

static bool number(const char *text, uint32_t max, uint32_t *value)
{
    return pw_str_number(pw_str_of(text), max, value);
}

static void numbers_are_decimal_digits_up_to_a_maximum(void **state)
{
    (void)state;
    uint32_t value = 7;
    assert_true(number("0", 10, &value));
    assert_int_equal(value, 0);
    assert_true(number("65535", 65535, &value));
    assert_int_equal(value, 65535);
    assert_true(number("007", 10, &value));
    assert_int_equal(value, 7);
    assert_true(number("4294967295", UINT32_MAX, &value));
    assert_int_equal(value, UINT32_MAX);
}

static void what_is_no_number_leaves_the_value_alone(void **state)
{
    (void)state;
    static const char *const none[] = {"", "-1", "+1", " 1", "1 ", "1a", "65536", "0x1",
                                       "4294967296", "99999999999", "1.0"};
    uint32_t value = 7;
    for (size_t i = 0; i < COUNT(none); i++)
        assert_false(number(none[i], 65535, &value));
    assert_int_equal(value, 7);
}

static void trim_takes_blanks_off_both_ends(void **state)
{
    (void)state;
    assert_text(pw_str_trim(PW_STR(" \t\r\n a b \n")), "a b");
    assert_text(pw_str_trim(PW_STR(" \t ")), "");
    assert_text(pw_str_trim(PW_STR("")), "");
    assert_text(pw_str_trim(PW_STR("x")), "x");
}

static void order_is_by_bytes_and_prefixes_come_first(void **state)
{
    (void)state;
    assert_true(pw_str_order(PW_STR("a"), PW_STR("b")) < 0);
    assert_true(pw_str_order(PW_STR("ab"), PW_STR("a")) > 0);
    assert_true(pw_str_order(PW_STR(""), PW_STR("a")) < 0);
    assert_int_equal(pw_str_order(PW_STR("a"), PW_STR("a")), 0);
    assert_true(pw_str_order(PW_STR("\xff"), PW_STR("a")) > 0);
}

static void find_starts_and_ends(void **state)
{
    (void)state;
    assert_int_equal(pw_str_find(PW_STR("a/b/c"), '/'), 1);
    assert_int_equal(pw_str_find(PW_STR("abc"), '/'), PW_NONE);
    assert_int_equal(pw_str_find((pw_str){NULL, 0}, '/'), PW_NONE);
    assert_true(pw_str_starts(PW_STR("svc:a"), "svc:"));
    assert_false(pw_str_starts(PW_STR("sv"), "svc:"));
    assert_true(pw_str_ends(PW_STR("NetworkPolicy"), "Policy"));
    assert_false(pw_str_ends(PW_STR("y"), "Policy"));
}

static void empty_texts_are_the_same_wherever_they_point(void **state)
{
    (void)state;
    assert_true(pw_str_same((pw_str){NULL, 0}, PW_STR("")));
    assert_false(pw_str_same(PW_STR("a"), PW_STR("")));
    assert_true(pw_str_is((pw_str){"abc", 2}, "ab"));
}

static void equal_texts_have_equal_hashes(void **state)
{
    (void)state;
    char one[] = "kubernetes.io/metadata.name", two[] = "kubernetes.io/metadata.name";
    assert_int_equal(pw_str_hash(pw_str_of(one)), pw_str_hash(pw_str_of(two)));
    assert_int_not_equal(pw_str_hash(PW_STR("a")), pw_str_hash(PW_STR("b")));
    assert_int_not_equal(pw_str_hash(PW_STR("a\0")), pw_str_hash(PW_STR("a")));
}

static void copies_are_independent_and_zero_terminated(void **state)
{
    (void)state;
    pw_arena a = pw_arena_make(64);
    char text[] = "abc";
    pw_str copy = pw_str_copy(&a, pw_str_of(text));
    text[0] = 'X';
    assert_text(copy, "abc");
    assert_int_equal(copy.at[3], 0);
    assert_text(pw_str_copy(&a, (pw_str){NULL, 0}), "");
    pw_arena_free(&a);
}

static void lines_begin_after_line_ends(void **state)
{
    (void)state;
    pw_str s = PW_STR("ab\n  c\n\nd");
    assert_int_equal(pw_str_line(s, 0), 0);
    assert_int_equal(pw_str_line(s, 2), 0);
    assert_int_equal(pw_str_line(s, 5), 3);
    assert_int_equal(pw_str_line(s, 7), 7);
    assert_int_equal(pw_str_line(s, s.len), 8);
    assert_int_equal(pw_str_line_after(s, 0), 3);
    assert_int_equal(pw_str_line_after(s, 7), 8);
    assert_int_equal(pw_str_line_after(s, 8), s.len);
    assert_int_equal(pw_str_past_blanks(s, 3), 5);
    assert_int_equal(pw_str_past_blanks(s, 0), 0);
    assert_int_equal(pw_str_past_blanks(PW_STR("  "), 1), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(distance_counts_half_letters),
        cmocka_unit_test(swapped_neighbours_count_once),
        cmocka_unit_test(distance_is_symmetric),
        cmocka_unit_test(long_texts_have_no_distance),
        cmocka_unit_test(near_names_are_offered_and_far_ones_are_not),
        cmocka_unit_test(long_names_differ_too_much_to_be_near),
        cmocka_unit_test(numbers_are_decimal_digits_up_to_a_maximum),
        cmocka_unit_test(what_is_no_number_leaves_the_value_alone),
        cmocka_unit_test(trim_takes_blanks_off_both_ends),
        cmocka_unit_test(order_is_by_bytes_and_prefixes_come_first),
        cmocka_unit_test(find_starts_and_ends),
        cmocka_unit_test(empty_texts_are_the_same_wherever_they_point),
        cmocka_unit_test(equal_texts_have_equal_hashes),
        cmocka_unit_test(lines_begin_after_line_ends),
        cmocka_unit_test(copies_are_independent_and_zero_terminated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
