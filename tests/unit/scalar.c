#include "lab.h"

#include "text/scalar.h"

static void all_are(pw_kind kind, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (pw_scalar_kind(pw_str_of(texts[i])) != kind)
            fail_msg("%s is not %s", texts[i], pw_kind_name(kind));
}

#define ALL_ARE(kind, ...)                                  \
    do {                                                    \
        static const char *const texts[] = {__VA_ARGS__};   \
        all_are((kind), texts, COUNT(texts));               \
    } while (0)

static void nulls(void **state)
{
    (void)state;
    ALL_ARE(PW_NULL, "", "~", "null", "Null", "NULL");
}

static void booleans_of_yaml_1_1(void **state)
{
    (void)state;
    ALL_ARE(PW_BOOL, "y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
    ALL_ARE(PW_BOOL, "n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");
    assert_true(pw_scalar_bool(PW_STR("on")));
    assert_true(pw_scalar_bool(PW_STR("Y")));
    assert_false(pw_scalar_bool(PW_STR("off")));
    assert_false(pw_scalar_bool(PW_STR("No")));
}

static void words_that_only_look_like_them_are_text(void **state)
{
    (void)state;
    ALL_ARE(PW_TEXT, "nULL", "yES", "oN", "tRue", "yes ", "nope", "trues", "null0", "~~", "o");
}

static void whole_numbers(void **state)
{
    (void)state;
    ALL_ARE(PW_INT, "0", "8080", "-1", "+1", "0x1F", "0X1f", "0o17", "017", "0b101", "1_000",
            "-0x10", "9223372036854775807", "-9223372036854775808");
}

static void broken_numbers_are_text(void **state)
{
    (void)state;
    ALL_ARE(PW_TEXT, "0x", "0xg", "0o", "0b2", "-", "+", "1a", "10.0.0.1", "1:30", "--1", "1e",
            "1e+", ".", "0x1.5", "1.2.3", "-.", "2021-01-01");
}

static void fractions(void **state)
{
    (void)state;
    ALL_ARE(PW_FLOAT, "1.5", "1e3", "1E-3", ".5", "5.", "-1.5e+10", "+.5", "8e1", "1_0.5");
    ALL_ARE(PW_FLOAT, ".inf", "-.Inf", "+.INF", ".nan", ".NaN");
    ALL_ARE(PW_TEXT, ".iNF", "inf", "NaN", "-.nan", "+.nan");
}

static void an_octal_that_is_none_is_a_decimal_fraction(void **state)
{
    (void)state;
    ALL_ARE(PW_FLOAT, "08", "019", "18446744073709551616");
}

#define assert_value(text, expected)                                  \
    do {                                                              \
        int64_t value;                                                \
        assert_true(pw_scalar_int(pw_str_of(text), &value));          \
        assert_true(value == (expected));                             \
    } while (0)

static void values_of_whole_numbers(void **state)
{
    (void)state;
    assert_value("0", 0);
    assert_value("-0", 0);
    assert_value("0x1F", 31);
    assert_value("0o17", 15);
    assert_value("017", 15);
    assert_value("0b101", 5);
    assert_value("1_000", 1000);
    assert_value("-0x10", -16);
    assert_value("9223372036854775807", INT64_MAX);
    assert_value("-9223372036854775808", INT64_MIN);
}

static void values_of_fractions_without_a_fraction(void **state)
{
    (void)state;
    assert_value("80.0", 80);
    assert_value("8e1", 80);
    assert_value("800e-1", 80);
    assert_value("-1.5e1", -15);
    assert_value("0.0", 0);
    assert_value("0e999999", 0);
}

static void what_does_not_fit_has_no_value(void **state)
{
    (void)state;
    static const char *const none[] = {"1.5", "1e300", "1e-1", "", "abc", "0x", "1e30",
                                       "9223372036854775808000", "0xffffffffffffffffff", ".inf"};
    int64_t value;
    for (size_t i = 0; i < COUNT(none); i++)
        if (pw_scalar_int(pw_str_of(none[i]), &value))
            fail_msg("%s has a value", none[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nulls),
        cmocka_unit_test(booleans_of_yaml_1_1),
        cmocka_unit_test(words_that_only_look_like_them_are_text),
        cmocka_unit_test(whole_numbers),
        cmocka_unit_test(broken_numbers_are_text),
        cmocka_unit_test(fractions),
        cmocka_unit_test(an_octal_that_is_none_is_a_decimal_fraction),
        cmocka_unit_test(values_of_whole_numbers),
        cmocka_unit_test(values_of_fractions_without_a_fraction),
        cmocka_unit_test(what_does_not_fit_has_no_value),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
