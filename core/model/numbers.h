/*
 * model/numbers.h - lists of numbers, each content once, known by its own number.
 */
#ifndef PW_MODEL_NUMBERS_H
#define PW_MODEL_NUMBERS_H

#include "base/table.h"
#include "base/vec.h"

typedef struct pw_numbers {
    const uint32_t *at;
    uint32_t count;
} pw_numbers;

/* Lists in an arena, without repetition. Zeroed memory is an empty collection. */
typedef struct pw_number_lists {
    pw_vec all; /* of pw_numbers */
    pw_table table;
} pw_number_lists;

/* The number of a list with this content; a copy is kept in `arena` when it is new. */
pw_status pw_numbers_share(pw_number_lists *lists, pw_arena *arena, pw_numbers items,
                           uint32_t *number);

static inline const pw_numbers *pw_numbers_at(const pw_number_lists *lists, uint32_t number)
{
    return &pw_items(lists->all, const pw_numbers)[number];
}

#endif
