#include "base/bits.h"

#include <string.h>

void pw_bits_add_range(pw_word *set, uint32_t from, uint32_t to)
{
    if (from >= to)
        return;
    uint32_t first = from / 64, last = (to - 1) / 64;
    pw_word head = ~(pw_word)0 << (from % 64);
    pw_word tail = ~(pw_word)0 >> (63 - (to - 1) % 64);
    if (first == last) {
        set[first] |= head & tail;
        return;
    }
    set[first] |= head;
    for (uint32_t i = first + 1; i < last; i++)
        set[i] = ~(pw_word)0;
    set[last] |= tail;
}

void pw_bits_copy(pw_word *to, const pw_word *from, uint32_t words)
{
    memcpy(to, from, words * sizeof *to);
}

void pw_bits_or(pw_word *to, const pw_word *with, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++)
        to[i] |= with[i];
}

void pw_bits_and(pw_word *to, const pw_word *with, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++)
        to[i] &= with[i];
}

void pw_bits_without(pw_word *to, const pw_word *with, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++)
        to[i] &= ~with[i];
}

bool pw_bits_same(const pw_word *a, const pw_word *b, uint32_t words)
{
    return memcmp(a, b, words * sizeof *a) == 0;
}

bool pw_bits_meet(const pw_word *a, const pw_word *b, uint32_t words)
{
    for (uint32_t i = 0; i < words; i++)
        if ((a[i] & b[i]) != 0)
            return true;
    return false;
}

uint32_t pw_bits_hash(const pw_word *set, uint32_t words)
{
    uint64_t hash = 0x9e3779b97f4a7c15u;
    for (uint32_t i = 0; i < words; i++) {
        hash = (hash ^ set[i]) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    return (uint32_t)hash;
}

uint32_t pw_bits_count(const pw_word *set, uint32_t words)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < words; i++)
        count += (uint32_t)__builtin_popcountll(set[i]);
    return count;
}

uint32_t pw_bits_next(const pw_word *set, uint32_t words, uint32_t from)
{
    uint32_t i = from / 64;
    if (i >= words)
        return PW_NONE;
    pw_word word = set[i] & ~(pw_word)0 << (from % 64);
    while (word == 0)
        if (++i == words)
            return PW_NONE;
        else
            word = set[i];
    return i * 64 + (uint32_t)__builtin_ctzll(word);
}
