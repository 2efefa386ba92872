#include "lab.h"

#include "base/buf.h"
#include "base/limits.h"

#define assert_visible(text, expected) \
    assert_visible_at((text), (expected), __FILE__, __LINE__)

static void assert_visible_at(pw_str text, const char *expected, const char *file, int line)
{
    pw_buf b = pw_buf_make(4096);
    pw_buf_visible(&b, text);
    assert_text_at(pw_buf_str(&b), expected, file, line);
    pw_buf_free(&b);
}

static void ordinary_text_stays_as_it_is(void **state)
{
    (void)state;
    assert_visible(PW_STR("prod/database"), "prod/database");
    assert_visible(PW_STR("\xd0\xb1\xd0\xb0\xd0\xb7\xd0\xb0"), "\xd0\xb1\xd0\xb0\xd0\xb7\xd0\xb0");
    assert_visible(PW_STR("\xf0\x9f\x98\x80"), "\xf0\x9f\x98\x80");
    assert_visible(PW_STR(""), "");
}

static void control_characters_become_visible(void **state)
{
    (void)state;
    assert_visible(PW_STR("a\x1b[31m"), "a\\x1b[31m");
    assert_visible(PW_STR("a\nb\tc\rd"), "a\\nb\\tc\\x0d" "d");
    assert_visible(((pw_str){"\0", 1}), "\\x00");
    assert_visible(PW_STR("\x7f"), "\\x7f");
    assert_visible(PW_STR("\xc2\x9b" "31m"), "\\x9b" "31m");
}

static void bidirectional_and_invisible_characters_become_visible(void **state)
{
    (void)state;
    assert_visible(PW_STR("a\xe2\x80\xae" "b"), "a\\u202eb");
    assert_visible(PW_STR("\xe2\x81\xa6"), "\\u2066");
    assert_visible(PW_STR("\xe2\x80\x8b"), "\\u200b");
    assert_visible(PW_STR("\xef\xbb\xbf"), "\\ufeff");
}

static void bytes_that_are_no_utf8_become_hex(void **state)
{
    (void)state;
    assert_visible(PW_STR("\xff"), "\\xff");
    assert_visible(PW_STR("a\xd0"), "a\\xd0");
    assert_visible(PW_STR("\xc0\x80"), "\\xc0\\x80");
    assert_visible(PW_STR("\xf5\x80\x80\x80"), "\\xf5\\x80\\x80\\x80");
    assert_visible(PW_STR("\xe2\x28\xa1"), "\\xe2(\\xa1");
}

static void overlong_and_surrogate_sequences_are_no_utf8(void **state)
{
    (void)state;
    assert_visible(PW_STR("\xe0\x80\x8a"), "\\xe0\\x80\\x8a");
    assert_visible(PW_STR("\xed\xa0\x80"), "\\xed\\xa0\\x80");
    assert_visible(PW_STR("\xf0\x80\x80\x8a"), "\\xf0\\x80\\x80\\x8a");
    assert_visible(PW_STR("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");
}

static void long_text_ends_in_an_ellipsis(void **state)
{
    (void)state;
    char text[PW_MAX_QUOTE + 2];
    memset(text, 'x', sizeof text);
    pw_buf b = pw_buf_make(4096);
    pw_buf_visible(&b, (pw_str){text, PW_MAX_QUOTE});
    assert_int_equal(b.len, PW_MAX_QUOTE);
    pw_buf_clear(&b);
    pw_buf_visible(&b, (pw_str){text, PW_MAX_QUOTE + 1});
    assert_int_equal(b.len, PW_MAX_QUOTE + 3);
    assert_true(pw_str_ends(pw_buf_str(&b), "x\xe2\x80\xa6"));
    pw_buf_free(&b);
}

static void the_limit_is_a_status_that_stays(void **state)
{
    (void)state;
    pw_buf b = pw_buf_make(5);
    pw_buf_puts(&b, "abcde");
    assert_int_equal(b.status, PW_OK);
    pw_buf_putc(&b, 'f');
    assert_int_equal(b.status, PW_E_LIMIT);
    pw_buf_puts(&b, "");
    assert_text(pw_buf_str(&b), "abcde");
    pw_buf_clear(&b);
    assert_int_equal(b.status, PW_OK);
    pw_buf_puts(&b, "abcdef");
    assert_text(pw_buf_str(&b), "");
    assert_int_equal(b.status, PW_E_LIMIT);
    pw_buf_free(&b);
}

static void a_zero_byte_follows_the_text(void **state)
{
    (void)state;
    pw_buf b = pw_buf_make(1 << 20);
    for (uint32_t i = 1; i < 2000; i++) {
        pw_buf_putc(&b, 'x');
        assert_int_equal(b.at[i], 0);
    }
    pw_buf_free(&b);
    assert_text(pw_buf_str(&b), "");
}

static void print_knows_its_directives(void **state)
{
    (void)state;
    pw_buf b = pw_buf_make(4096);
    pw_buf_print(&b, "%s|%S|%R|%q|%u|%%", "s", PW_STR("a\n"), PW_STR("b\n"), PW_STR("c\x01"), 42u);
    assert_text(pw_buf_str(&b), "s|a\\n|b\n|\"c\\x01\"|42|%");
    pw_buf_free(&b);
}

static void numbers_are_written_to_the_last_digit(void **state)
{
    (void)state;
    pw_buf b = pw_buf_make(4096);
    pw_buf_number(&b, 0);
    pw_buf_putc(&b, ' ');
    pw_buf_number(&b, UINT64_MAX);
    assert_text(pw_buf_str(&b), "0 18446744073709551615");
    pw_buf_clear(&b);
    pw_buf_repeat(&b, '-', 3);
    pw_buf_repeat(&b, '-', 0);
    assert_text(pw_buf_str(&b), "---");
    pw_buf_free(&b);
}

static void width_counts_code_points(void **state)
{
    (void)state;
    assert_int_equal(pw_text_width(PW_STR("abc")), 3);
    assert_int_equal(pw_text_width(PW_STR("\xd0\xb1\xf0\x9f\x98\x80")), 2);
    assert_int_equal(pw_text_width(PW_STR("")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ordinary_text_stays_as_it_is),
        cmocka_unit_test(control_characters_become_visible),
        cmocka_unit_test(bidirectional_and_invisible_characters_become_visible),
        cmocka_unit_test(bytes_that_are_no_utf8_become_hex),
        cmocka_unit_test(overlong_and_surrogate_sequences_are_no_utf8),
        cmocka_unit_test(long_text_ends_in_an_ellipsis),
        cmocka_unit_test(the_limit_is_a_status_that_stays),
        cmocka_unit_test(a_zero_byte_follows_the_text),
        cmocka_unit_test(print_knows_its_directives),
        cmocka_unit_test(numbers_are_written_to_the_last_digit),
        cmocka_unit_test(width_counts_code_points),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
