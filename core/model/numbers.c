#include "model/numbers.h"

#include <string.h>

typedef struct search {
    const pw_number_lists *lists;
    pw_numbers items;
} search;

static bool same(const void *context, uint32_t number)
{
    const search *s = context;
    const pw_numbers *list = pw_numbers_at(s->lists, number);
    return list->count == s->items.count &&
           (list->count == 0 ||
            memcmp(list->at, s->items.at, list->count * sizeof *list->at) == 0);
}

pw_status pw_numbers_share(pw_number_lists *lists, pw_arena *arena, pw_numbers items,
                           uint32_t *number)
{
    search s = {lists, items};
    uint32_t hash = items.count;
    for (uint32_t i = 0; i < items.count; i++)
        hash = pw_hash_mix(hash, items.at[i]);
    *number = pw_table_find(&lists->table, hash, same, &s);
    if (*number != PW_NONE)
        return PW_OK;
    uint32_t *copy = pw_new_array(arena, uint32_t, items.count + 1);
    PW_NEED(copy);
    if (items.count > 0)
        memcpy(copy, items.at, items.count * sizeof *copy);
    *number = lists->all.count;
    PW_TRY(pw_table_add(&lists->table, arena, hash, *number));
    pw_numbers *slot = pw_push(&lists->all, arena, pw_numbers);
    PW_NEED(slot);
    *slot = (pw_numbers){copy, items.count};
    return PW_OK;
}
