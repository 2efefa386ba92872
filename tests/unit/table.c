#include "lab.h"

#include "base/table.h"
#include "base/vec.h"

typedef struct search {
    const uint32_t *items;
    uint32_t wanted;
} search;

static bool same(const void *context, uint32_t number)
{
    const search *s = context;
    return s->items[number] == s->wanted;
}

static void fill(pw_table *t, pw_arena *a, const uint32_t *items, uint32_t count, uint32_t mask)
{
    for (uint32_t i = 0; i < count; i++)
        assert_ok(pw_table_add(t, a, items[i] & mask, i));
}

static void finds_each_item(uint32_t mask)
{
    enum { ITEMS = 500 };
    static uint32_t items[ITEMS];
    pw_arena a = pw_arena_make(256);
    pw_table t = {0};
    for (uint32_t i = 0; i < ITEMS; i++)
        items[i] = i * 2654435761u;
    fill(&t, &a, items, ITEMS, mask);
    for (uint32_t i = 0; i < ITEMS; i++) {
        search s = {items, items[i]};
        assert_int_equal(pw_table_find(&t, items[i] & mask, same, &s), i);
    }
    search none = {items, 1};
    assert_int_equal(pw_table_find(&t, 1 & mask, same, &none), PW_NONE);
    pw_arena_free(&a);
}

static void every_item_is_found(void **state)
{
    (void)state;
    finds_each_item(UINT32_MAX);
}

static void items_of_one_hash_are_told_apart(void **state)
{
    (void)state;
    finds_each_item(0);
    finds_each_item(3);
}

static void an_empty_table_finds_nothing(void **state)
{
    (void)state;
    pw_table t = {0};
    assert_int_equal(pw_table_find(&t, 5, same, NULL), PW_NONE);
}

static void a_list_keeps_its_items_while_it_grows(void **state)
{
    (void)state;
    pw_arena a = pw_arena_make(64);
    pw_vec v = {0};
    for (uint32_t i = 0; i < 1000; i++) {
        uint32_t *slot = pw_push(&v, &a, uint32_t);
        assert_non_null(slot);
        assert_int_equal(*slot, 0);
        *slot = i;
    }
    assert_int_equal(v.count, 1000);
    for (uint32_t i = 0; i < 1000; i++)
        assert_int_equal(pw_items(v, uint32_t)[i], i);
    pw_arena_free(&a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_item_is_found),
        cmocka_unit_test(items_of_one_hash_are_told_apart),
        cmocka_unit_test(an_empty_table_finds_nothing),
        cmocka_unit_test(a_list_keeps_its_items_while_it_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
