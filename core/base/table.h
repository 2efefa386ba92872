/*
 * base/table.h - find an item's number by its content.
 *
 * The table holds hashes and numbers only; the items stay in the caller's own list, and the
 * caller's `same` says whether item `number` is the one looked for.
 */
#ifndef PW_BASE_TABLE_H
#define PW_BASE_TABLE_H

#include "base/arena.h"

typedef struct pw_slot {
    uint32_t hash;
    uint32_t number; /* + 1; 0 = free */
} pw_slot;

typedef struct pw_table {
    pw_slot *slots;
    uint32_t room; /* a power of two, or 0 */
    uint32_t count;
} pw_table;

typedef bool pw_same_fn(const void *context, uint32_t number);

/* The number of the item that `same` accepts among those with this hash, or PW_NONE. */
uint32_t pw_table_find(const pw_table *t, uint32_t hash, pw_same_fn *same, const void *context);

/* Adds `number` under `hash`; the caller has made sure that it is not there. */
pw_status pw_table_add(pw_table *t, pw_arena *a, uint32_t hash, uint32_t number);

/* Mixes `value` into `hash`; for keys made of several numbers. */
static inline uint32_t pw_hash_mix(uint32_t hash, uint32_t value)
{
    uint64_t x = ((uint64_t)hash << 32 | value) * 0x9e3779b97f4a7c15u;
    return (uint32_t)(x ^ x >> 32);
}

#endif
