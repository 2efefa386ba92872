#include "base/vec.h"

#include <string.h>

void *pw_vec_push(pw_vec *v, pw_arena *a, size_t size)
{
    if (v->count == v->room) {
        uint32_t room = v->room == 0 ? 4 : v->room * 2;
        char *at = pw_arena_take(a, (size_t)room * size);
        if (at == NULL)
            return NULL;
        if (v->count > 0)
            memcpy(at, v->at, (size_t)v->count * size);
        v->at = at;
        v->room = room;
    }
    return (char *)v->at + size * v->count++;
}
