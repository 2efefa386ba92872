/*
 * base/vec.h - a list that grows in an arena.
 *
 * Items are read through the typed pointer that pw_items gives; it is valid until the next push.
 */
#ifndef PW_BASE_VEC_H
#define PW_BASE_VEC_H

#include "base/arena.h"

typedef struct pw_vec {
    void *at;
    uint32_t count;
    uint32_t room;
} pw_vec;

/* A new, zeroed item of `size` bytes at the end; NULL when memory is short. */
void *pw_vec_push(pw_vec *v, pw_arena *a, size_t size);

#define pw_push(vec, arena, type) ((type *)pw_vec_push((vec), (arena), sizeof(type)))
#define pw_items(vec, type) ((type *)(vec).at)

#endif
