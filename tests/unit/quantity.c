#include "lab.h"

#include "kube/quantity.h"

static pw_quantity amount(const char *text)
{
    pw_quantity q;
    assert_null(pw_quantity_read(pw_str_of(text), &q));
    return q;
}

static void assert_written(const char *given, const char *written)
{
    pw_buf b = pw_buf_make(128);
    pw_quantity_write(&b, amount(given));
    assert_text(pw_buf_str(&b), written);
    pw_buf_free(&b);
}

static void amounts_are_written_as_the_server_does(void **state)
{
    static const char *const pairs[][2] = {
        {"0.5", "500m"},   {"1", "1"},         {"1000m", "1"},     {"1500m", "1500m"},
        {"2000", "2k"},    {"1500000", "1500k"}, {"2048Mi", "2Gi"}, {"1.5Gi", "1536Mi"},
        {"1000Ki", "1000Ki"}, {"512", "512"},  {"1e3", "1e3"},     {"1500e-3", "1500e-3"},
        {"-1", "-1"},      {"-0", "0"},        {"0.0001", "1m"},   {"0.5Ki", "512"},
        {"100n", "1m"},    {" 64Mi ", "64Mi"}, {"+3", "3"},        {"1E", "1E"}};
    (void)state;
    for (size_t i = 0; i < COUNT(pairs); i++)
        assert_written(pairs[i][0], pairs[i][1]);
}

static void amounts_are_compared_and_added(void **state)
{
    (void)state;
    assert_true(pw_quantity_order(amount("1Gi"), amount("1G")) > 0);
    assert_true(pw_quantity_order(amount("1000m"), amount("1")) == 0);
    assert_true(pw_quantity_order(amount("-2"), amount("-1")) < 0);
    assert_true(pw_quantity_order(amount("-1"), amount("1m")) < 0);
    pw_quantity sum = pw_quantity_add(amount("600m"), amount("1.5"));
    assert_true(pw_quantity_order(sum, amount("2100m")) == 0);
}

static void what_is_no_amount_is_told(void **state)
{
    static const char *const bad[] = {"", "1.2.3", "64 Mi", "64MB", "abc", "1x", "1ki", ".", "-"};
    (void)state;
    for (size_t i = 0; i < COUNT(bad); i++) {
        pw_quantity q;
        assert_non_null(pw_quantity_read(pw_str_of(bad[i]), &q));
    }
}

static void amounts_without_end_stay_finite(void **state)
{
    (void)state;
    assert_true(amount("1e1000").whole == INT64_MAX);
    assert_true(amount("99999999999999999999Ei").whole == INT64_MAX);
    assert_true(amount("1e-1000").milli == 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(amounts_are_written_as_the_server_does),
        cmocka_unit_test(amounts_are_compared_and_added),
        cmocka_unit_test(what_is_no_amount_is_told),
        cmocka_unit_test(amounts_without_end_stay_finite),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
