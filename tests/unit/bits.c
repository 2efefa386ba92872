#include "lab.h"

#include "base/bits.h"

enum { SIZE = 200, WORDS = 4 };

static void words_round_up(void **state)
{
    (void)state;
    assert_int_equal(pw_bits_words(0), 0);
    assert_int_equal(pw_bits_words(1), 1);
    assert_int_equal(pw_bits_words(64), 1);
    assert_int_equal(pw_bits_words(65), 2);
}

static void ranges_hold_what_is_between_their_borders(void **state)
{
    (void)state;
    static const uint32_t borders[] = {0, 1, 5, 63, 64, 65, 127, 128, 129, 191, 192, SIZE};
    for (size_t a = 0; a < COUNT(borders); a++)
        for (size_t b = a; b < COUNT(borders); b++) {
            pw_word set[WORDS] = {0};
            pw_bits_add_range(set, borders[a], borders[b]);
            assert_int_equal(pw_bits_count(set, WORDS), borders[b] - borders[a]);
            for (uint32_t i = 0; i < SIZE; i++)
                assert_int_equal(pw_bits_has(set, i), i >= borders[a] && i < borders[b]);
        }
}

static void a_backward_range_is_empty(void **state)
{
    (void)state;
    pw_word set[WORDS] = {0};
    pw_bits_add_range(set, 70, 3);
    assert_int_equal(pw_bits_count(set, WORDS), 0);
}

static void next_walks_the_members(void **state)
{
    (void)state;
    static const uint32_t members[] = {0, 63, 64, 130, 199};
    pw_word set[WORDS] = {0};
    uint32_t at = 0;
    for (size_t i = 0; i < COUNT(members); i++)
        pw_bits_add(set, members[i]);
    for (size_t i = 0; i < COUNT(members); i++, at++)
        assert_int_equal(at = pw_bits_next(set, WORDS, at), members[i]);
    assert_int_equal(pw_bits_next(set, WORDS, at), PW_NONE);
    assert_int_equal(pw_bits_next(set, WORDS, 10000), PW_NONE);
    assert_int_equal(pw_bits_next(set, 0, 0), PW_NONE);
}

static void sets_are_combined(void **state)
{
    (void)state;
    pw_word a[WORDS] = {0}, b[WORDS] = {0}, c[WORDS];
    pw_bits_add_range(a, 0, 100);
    pw_bits_add_range(b, 90, 190);
    pw_bits_copy(c, a, WORDS);
    pw_bits_or(c, b, WORDS);
    assert_int_equal(pw_bits_count(c, WORDS), 190);
    pw_bits_copy(c, a, WORDS);
    pw_bits_and(c, b, WORDS);
    assert_int_equal(pw_bits_count(c, WORDS), 10);
    pw_bits_copy(c, a, WORDS);
    pw_bits_without(c, b, WORDS);
    assert_int_equal(pw_bits_count(c, WORDS), 90);
    assert_true(pw_bits_meet(a, b, WORDS));
    assert_false(pw_bits_meet(c, b, WORDS));
}

static void equal_sets_are_the_same_and_hash_alike(void **state)
{
    (void)state;
    pw_word a[WORDS] = {0}, b[WORDS] = {0};
    pw_bits_add(a, 77);
    assert_false(pw_bits_same(a, b, WORDS));
    assert_true(pw_bits_same(a, b, 1));
    pw_bits_add(b, 77);
    assert_true(pw_bits_same(a, b, WORDS));
    assert_int_equal(pw_bits_hash(a, WORDS), pw_bits_hash(b, WORDS));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_round_up),
        cmocka_unit_test(ranges_hold_what_is_between_their_borders),
        cmocka_unit_test(a_backward_range_is_empty),
        cmocka_unit_test(next_walks_the_members),
        cmocka_unit_test(sets_are_combined),
        cmocka_unit_test(equal_sets_are_the_same_and_hash_alike),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
