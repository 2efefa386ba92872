#include "lab.h"

#include "base/limits.h"

#ifdef PW_ASAN_GAPS
#include <sanitizer/asan_interface.h>
#endif

static void is_zeroed_and_aligned(void **state)
{
    (void)state;
    pw_arena a = pw_arena_make(64);
    for (size_t size = 1; size < 200; size += 7) {
        unsigned char *at = pw_arena_take(&a, size);
        assert_non_null(at);
        assert_int_equal((uintptr_t)at % 8, 0);
        for (size_t i = 0; i < size; i++)
            assert_int_equal(at[i], 0);
        memset(at, 0xaa, size);
    }
    pw_arena_free(&a);
}

static void takes_no_memory_before_it_is_used(void **state)
{
    (void)state;
    pw_arena a = pw_arena_make(1 << 20);
    assert_int_equal(pw_arena_held(&a), 0);
    pw_arena_free(&a);
}

static void objects_do_not_overlap(void **state)
{
    (void)state;
    pw_arena a = pw_arena_make(32);
    unsigned char *at[100];
    for (size_t i = 0; i < COUNT(at); i++) {
        assert_non_null(at[i] = pw_arena_take(&a, 13));
        memset(at[i], (int)i, 13);
    }
    for (size_t i = 0; i < COUNT(at); i++)
        for (size_t k = 0; k < 13; k++)
            assert_int_equal(at[i][k], i);
    pw_arena_free(&a);
}

static void a_reset_arena_holds_no_more_for_the_same_work(void **state)
{
    (void)state;
    pw_arena a = pw_arena_make(64);
    size_t held = 0;
    for (int round = 0; round < 8; round++) {
        pw_arena_reset(&a);
        for (int i = 0; i < 50; i++) {
            unsigned char *at = pw_arena_take(&a, 40);
            assert_non_null(at);
            assert_int_equal(at[39], 0);
            memset(at, 0xff, 40);
        }
        if (round == 3)
            held = pw_arena_held(&a);
    }
    assert_int_equal(pw_arena_held(&a), held);
    pw_arena_free(&a);
    assert_int_equal(pw_arena_held(&a), 0);
}

static void is_usable_again_after_free(void **state)
{
    (void)state;
    pw_arena a = pw_arena_make(64);
    assert_non_null(pw_arena_take(&a, 1000));
    pw_arena_free(&a);
    assert_non_null(pw_arena_take(&a, 1000));
    pw_arena_free(&a);
}

static void an_absurd_size_is_refused(void **state)
{
    (void)state;
    pw_arena a = pw_arena_make(64);
    assert_null(pw_arena_take(&a, SIZE_MAX));
    assert_null(pw_arena_take(&a, SIZE_MAX - 3));
    assert_non_null(pw_arena_take(&a, 8));
    pw_arena_free(&a);
}

/* Without the gap an overrun would land in the neighbour, and no sanitizer would say a word. */
static void the_byte_behind_an_object_is_poisoned(void **state)
{
    (void)state;
#ifdef PW_ASAN_GAPS
    pw_arena a = pw_arena_make(4096);
    static const size_t sizes[] = {1, 7, 8, 13, 16, 100};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        char *at = pw_arena_take(&a, sizes[i]);
        assert_null(__asan_region_is_poisoned(at, sizes[i]));
        assert_ptr_equal(__asan_region_is_poisoned(at, sizes[i] + 1), at + sizes[i]);
    }
    pw_arena_free(&a);
#else
    print_message("only sanitizer builds leave gaps\n");
    skip();
#endif
}

static void what_was_reset_is_poisoned(void **state)
{
    (void)state;
#ifdef PW_ASAN_GAPS
    pw_arena a = pw_arena_make(4096);
    char *at = pw_arena_take(&a, 24);
    pw_arena_reset(&a);
    assert_int_equal(__asan_address_is_poisoned(at), 1);
    assert_ptr_equal(pw_arena_take(&a, 8), at);
    assert_int_equal(__asan_address_is_poisoned(at + 7), 0);
    assert_int_equal(__asan_address_is_poisoned(at + 8), 1);
    pw_arena_free(&a);
#else
    print_message("only sanitizer builds leave gaps\n");
    skip();
#endif
}

static void blocks_grow_and_keep_their_content(void **state)
{
    (void)state;
    char *block = pw_block_resize(NULL, 4);
    assert_non_null(block);
    memcpy(block, "abc", 4);
    assert_non_null(block = pw_block_resize(block, 100000));
    assert_string_equal(block, "abc");
    pw_block_free(block);
    pw_block_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_zeroed_and_aligned),
        cmocka_unit_test(takes_no_memory_before_it_is_used),
        cmocka_unit_test(objects_do_not_overlap),
        cmocka_unit_test(a_reset_arena_holds_no_more_for_the_same_work),
        cmocka_unit_test(is_usable_again_after_free),
        cmocka_unit_test(an_absurd_size_is_refused),
        cmocka_unit_test(the_byte_behind_an_object_is_poisoned),
        cmocka_unit_test(what_was_reset_is_poisoned),
        cmocka_unit_test(blocks_grow_and_keep_their_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
