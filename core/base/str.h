/*
 * base/str.h - borrowed text: a pointer and a length, never assumed to end in a zero byte.
 */
#ifndef PW_BASE_STR_H
#define PW_BASE_STR_H

#include "base/arena.h"

typedef struct pw_str {
    const char *at;
    uint32_t len;
} pw_str;

/* A string literal as pw_str. */
#define PW_STR(literal) ((pw_str){(literal), (uint32_t)(sizeof(literal) - 1)})

/* A zero-terminated text as pw_str. */
pw_str pw_str_of(const char *text);

/* The part [from, to) of `s`; the caller keeps to its length. */
pw_str pw_str_part(pw_str s, uint32_t from, uint32_t to);

bool pw_str_same(pw_str a, pw_str b);
bool pw_str_is(pw_str s, const char *text);
bool pw_str_starts(pw_str s, const char *prefix);
bool pw_str_ends(pw_str s, const char *suffix);

/* Byte order; a prefix comes first. */
int pw_str_order(pw_str a, pw_str b);

/* Position of the first `byte`, or PW_NONE. */
uint32_t pw_str_find(pw_str s, char byte);

/* Where the line of `at` begins. */
uint32_t pw_str_line(pw_str s, uint32_t at);

/* Where the line after the one of `at` begins; the end of `s` where there is none. */
uint32_t pw_str_line_after(pw_str s, uint32_t at);

/* The first place from `from` on that holds no space. */
uint32_t pw_str_past_blanks(pw_str s, uint32_t from);

/* `s` without spaces, tabs and line ends at both ends. */
pw_str pw_str_trim(pw_str s);

/* A copy that lives in `a`; at == NULL when memory is short. */
pw_str pw_str_copy(pw_arena *a, pw_str s);

/* A hash that is the same on every machine. */
uint32_t pw_str_hash(pw_str s);

/* Reads a decimal number without sign, at most `max`. */
bool pw_str_number(pw_str s, uint32_t max, uint32_t *number);

/*
 * How many letters must be typed differently to make `b` of `a` (swapped neighbours count once,
 * case counts half a letter's worth less: "App" is nearer to "app" than "apt"), in half letters.
 * PW_NONE for texts over 63 bytes.
 */
uint32_t pw_str_distance(pw_str a, pw_str b);

/* Whether `b` is near enough to `a` to be offered as "did you mean". */
bool pw_str_near(pw_str a, pw_str b, uint32_t *distance);

#endif
