#include "base/table.h"

uint32_t pw_table_find(const pw_table *t, uint32_t hash, pw_same_fn *same, const void *context)
{
    if (t->room == 0)
        return PW_NONE;
    for (uint32_t i = hash & (t->room - 1); t->slots[i].number != 0; i = (i + 1) & (t->room - 1))
        if (t->slots[i].hash == hash && same(context, t->slots[i].number - 1))
            return t->slots[i].number - 1;
    return PW_NONE;
}

static void put(pw_table *t, pw_slot slot)
{
    uint32_t i = slot.hash & (t->room - 1);
    while (t->slots[i].number != 0)
        i = (i + 1) & (t->room - 1);
    t->slots[i] = slot;
    t->count++;
}

static pw_status grow(pw_table *t, pw_arena *a)
{
    pw_table wider = {.room = t->room == 0 ? 16 : t->room * 2};
    PW_NEED(wider.slots = pw_new_array(a, pw_slot, wider.room));
    for (uint32_t i = 0; i < t->room; i++)
        if (t->slots[i].number != 0)
            put(&wider, t->slots[i]);
    *t = wider;
    return PW_OK;
}

pw_status pw_table_add(pw_table *t, pw_arena *a, uint32_t hash, uint32_t number)
{
    if (t->count * 2 >= t->room)
        PW_TRY(grow(t, a));
    put(t, (pw_slot){hash, number + 1});
    return PW_OK;
}
