#include "text/members.h"

#include <stdlib.h>

static int by_key(const void *a, const void *b)
{
    const pw_member *one = a, *other = b;
    int order = pw_str_order(one->node->key, other->node->key);
    return order != 0 ? order : one->at < other->at ? -1 : 1;
}

pw_status pw_members_open(const pw_node *map, pw_members *m)
{
    uint32_t count = 0;
    *m = (pw_members){.arena = pw_arena_make(map->count * sizeof *m->list + 64)};
    pw_member *list = m->list = pw_new_array(&m->arena, pw_member, map->count + 1);
    PW_NEED(list);
    for (const pw_node *child = map->first; child != NULL; child = child->next, count++)
        list[count] = (pw_member){child, count};
    qsort(list, count, sizeof *list, by_key);
    for (uint32_t i = 0; i < count; i++)
        if (i + 1 == count || !pw_str_same(list[i].node->key, list[i + 1].node->key))
            list[m->count++] = list[i];
    return PW_OK;
}

void pw_members_close(pw_members *m)
{
    pw_arena_free(&m->arena);
}
