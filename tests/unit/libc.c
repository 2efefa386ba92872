#include "lab.h"

#include <stdlib.h>
#include <string.h>

/* What the builds for the browser have of their own (wasm/libc.c) is held to what the C library of
 * this machine does: the same tests run in both. */

enum { MANY = 257 };

typedef struct item {
    char before; /* an odd size, of which each byte has to move along */
    uint16_t key;
    char name[9];
} item;

static int by_key(const void *a, const void *b)
{
    const item *one = a, *other = b;
    return one->key < other->key ? -1 : one->key > other->key;
}

static item item_of(uint32_t number)
{
    item made = {.before = (char)number, .key = (uint16_t)(number * 40503u % 101)};
    memset(made.name, (int)(made.key & 0x7f), sizeof made.name);
    return made;
}

static void any_number_of_items_is_sorted(void **state)
{
    (void)state;
    for (uint32_t count = 0; count < MANY; count++) {
        item items[MANY];
        uint32_t sum = 0, keys[101] = {0};
        for (uint32_t i = 0; i < count; i++)
            keys[(items[i] = item_of(i)).key]++;
        items[count] = item_of(MANY);
        qsort(items, count, sizeof *items, by_key);
        for (uint32_t i = 0; i < count; i++) {
            assert_true(i == 0 || items[i - 1].key <= items[i].key);
            assert_int_equal(items[i].name[8], items[i].key & 0x7f);
            keys[items[i].key]--;
        }
        for (uint32_t i = 0; i < COUNT(keys); i++)
            sum += keys[i];
        assert_int_equal(sum, 0);
        assert_int_equal(items[count].key, item_of(MANY).key);
    }
}

static void a_sorted_list_stays_as_it_is(void **state)
{
    (void)state;
    item items[MANY];
    for (uint32_t i = 0; i < MANY; i++)
        items[i] = (item){.key = (uint16_t)i};
    qsort(items, MANY, sizeof *items, by_key);
    for (uint32_t i = 0; i < MANY; i++)
        assert_int_equal(items[i].key, i);
}

static void bytes_move_over_themselves(void **state)
{
    (void)state;
    char text[] = "0123456789";
    memmove(text + 2, text, 8);
    assert_string_equal(text, "0101234567");
    memmove(text, text + 1, 9);
    assert_string_equal(text, "1012345677");
    memset(text + 3, 'x', 4);
    assert_string_equal(text, "101xxxx677");
    memcpy(text, "ab", 2);
    assert_string_equal(text, "ab1xxxx677");
}

static void a_letter_is_found_at_its_first_place_and_the_end_too(void **state)
{
    (void)state;
    const char *text = "a-b-\xe9";
    assert_ptr_equal(strchr(text, '-'), text + 1);
    assert_ptr_equal(strchr(text, '\xe9'), text + 4);
    assert_ptr_equal(strchr(text, '\0'), text + 5);
    assert_null(strchr(text, 'c'));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(any_number_of_items_is_sorted),
        cmocka_unit_test(a_sorted_list_stays_as_it_is),
        cmocka_unit_test(bytes_move_over_themselves),
        cmocka_unit_test(a_letter_is_found_at_its_first_place_and_the_end_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
