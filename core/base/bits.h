/*
 * base/bits.h - sets of small numbers, 64 to a word. All sets of one operation have equal length.
 */
#ifndef PW_BASE_BITS_H
#define PW_BASE_BITS_H

#include "base/arena.h"

typedef uint64_t pw_word;

/* Words that hold `count` bits. */
static inline uint32_t pw_bits_words(uint32_t count)
{
    return (count + 63) / 64;
}

static inline bool pw_bits_has(const pw_word *set, uint32_t i)
{
    return set[i / 64] >> (i % 64) & 1;
}

static inline void pw_bits_add(pw_word *set, uint32_t i)
{
    set[i / 64] |= (pw_word)1 << (i % 64);
}

/* Adds all of [from, to). */
void pw_bits_add_range(pw_word *set, uint32_t from, uint32_t to);

void pw_bits_copy(pw_word *to, const pw_word *from, uint32_t words);
void pw_bits_or(pw_word *to, const pw_word *with, uint32_t words);
void pw_bits_and(pw_word *to, const pw_word *with, uint32_t words);
void pw_bits_without(pw_word *to, const pw_word *with, uint32_t words);
bool pw_bits_same(const pw_word *a, const pw_word *b, uint32_t words);
bool pw_bits_meet(const pw_word *a, const pw_word *b, uint32_t words);
uint32_t pw_bits_hash(const pw_word *set, uint32_t words);
uint32_t pw_bits_count(const pw_word *set, uint32_t words);

/* The first member at or after `from`, or PW_NONE. */
uint32_t pw_bits_next(const pw_word *set, uint32_t words, uint32_t from);

#endif
