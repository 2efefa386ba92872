#include "base/str.h"

#include <string.h>

#define DISTANCE_MAX 63u

pw_str pw_str_of(const char *text)
{
    return (pw_str){text, (uint32_t)strlen(text)};
}

pw_str pw_str_part(pw_str s, uint32_t from, uint32_t to)
{
    return (pw_str){s.at + from, to - from};
}

bool pw_str_same(pw_str a, pw_str b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool pw_str_is(pw_str s, const char *text)
{
    return pw_str_same(s, pw_str_of(text));
}

bool pw_str_starts(pw_str s, const char *prefix)
{
    size_t len = strlen(prefix);
    return s.len >= len && memcmp(s.at, prefix, len) == 0;
}

bool pw_str_ends(pw_str s, const char *suffix)
{
    size_t len = strlen(suffix);
    return s.len >= len && memcmp(s.at + s.len - len, suffix, len) == 0;
}

int pw_str_order(pw_str a, pw_str b)
{
    uint32_t len = a.len < b.len ? a.len : b.len;
    int order = len == 0 ? 0 : memcmp(a.at, b.at, len);
    if (order != 0)
        return order;
    return a.len < b.len ? -1 : a.len > b.len;
}

uint32_t pw_str_find(pw_str s, char byte)
{
    const char *at = s.len == 0 ? NULL : memchr(s.at, byte, s.len);
    return at == NULL ? PW_NONE : (uint32_t)(at - s.at);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

uint32_t pw_str_line(pw_str s, uint32_t at)
{
    while (at > 0 && s.at[at - 1] != '\n')
        at--;
    return at;
}

uint32_t pw_str_line_after(pw_str s, uint32_t at)
{
    while (at < s.len && s.at[at] != '\n')
        at++;
    return at < s.len ? at + 1 : at;
}

uint32_t pw_str_past_blanks(pw_str s, uint32_t from)
{
    while (from < s.len && s.at[from] == ' ')
        from++;
    return from;
}

pw_str pw_str_trim(pw_str s)
{
    while (s.len > 0 && is_blank(s.at[0])) {
        s.at++;
        s.len--;
    }
    while (s.len > 0 && is_blank(s.at[s.len - 1]))
        s.len--;
    return s;
}

pw_str pw_str_copy(pw_arena *a, pw_str s)
{
    char *at = pw_arena_take(a, (size_t)s.len + 1);
    if (at == NULL)
        return (pw_str){NULL, 0};
    if (s.len > 0)
        memcpy(at, s.at, s.len);
    return (pw_str){at, s.len};
}

uint32_t pw_str_hash(pw_str s)
{
    uint64_t hash = 0x9e3779b97f4a7c15u ^ s.len;
    uint32_t i = 0;
    for (; i + 8 <= s.len; i += 8) {
        uint64_t word;
        memcpy(&word, s.at + i, 8);
        hash = (hash ^ word) * 0xff51afd7ed558ccdu;
        hash ^= hash >> 32;
    }
    uint64_t tail = 0;
    for (; i < s.len; i++)
        tail = tail << 8 | (unsigned char)s.at[i];
    hash = (hash ^ tail) * 0xc4ceb9fe1a85ec53u;
    return (uint32_t)(hash ^ hash >> 29);
}

bool pw_str_number(pw_str s, uint32_t max, uint32_t *number)
{
    uint64_t value = 0;
    if (s.len == 0 || s.len > 10)
        return false;
    for (uint32_t i = 0; i < s.len; i++) {
        if (s.at[i] < '0' || s.at[i] > '9')
            return false;
        value = value * 10 + (uint64_t)(s.at[i] - '0');
    }
    if (value > max)
        return false;
    *number = (uint32_t)value;
    return true;
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static uint32_t least(uint32_t a, uint32_t b)
{
    return a < b ? a : b;
}

static uint32_t swap_cost(char a, char b)
{
    if (a == b)
        return 0;
    return lower(a) == lower(b) ? 1 : 2;
}

uint32_t pw_str_distance(pw_str a, pw_str b)
{
    uint32_t row[3][DISTANCE_MAX + 1];
    if (a.len > DISTANCE_MAX || b.len > DISTANCE_MAX)
        return PW_NONE;
    for (uint32_t j = 0; j <= b.len; j++)
        row[0][j] = 2 * j;
    for (uint32_t i = 1; i <= a.len; i++) {
        uint32_t *now = row[i % 3], *last = row[(i + 2) % 3], *before = row[(i + 1) % 3];
        now[0] = 2 * i;
        for (uint32_t j = 1; j <= b.len; j++) {
            uint32_t best = last[j - 1] + swap_cost(a.at[i - 1], b.at[j - 1]);
            best = least(best, least(last[j], now[j - 1]) + 2);
            if (i > 1 && j > 1 && a.at[i - 1] == b.at[j - 2] && a.at[i - 2] == b.at[j - 1])
                best = least(best, before[j - 2] + 2);
            now[j] = best;
        }
    }
    return row[a.len % 3][b.len];
}

bool pw_str_near(pw_str a, pw_str b, uint32_t *distance)
{
    uint32_t longer = a.len > b.len ? a.len : b.len;
    uint32_t allowed = longer <= 3 ? 2 : longer <= 8 ? 4 : 6;
    *distance = pw_str_distance(a, b);
    /* A difference of nothing but case is always near. */
    return *distance <= allowed || (a.len == b.len && *distance <= a.len);
}
