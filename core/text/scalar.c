#include "text/scalar.h"

#include "text/number.h"

#include <string.h>

#define MAX_NUMBER 1024 /* characters of a number with _ in it */

static bool is_one_of(pw_str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (text.len > 0 && text.at[0] == words[i][0] && pw_str_is(text, words[i]))
            return true;
    return false;
}

#define IS_ONE_OF(text, words) is_one_of((text), (words), sizeof(words) / sizeof *(words))

static const char *const nulls[] = {"~", "null", "Null", "NULL"};
static const char *const trues[] = {"y",  "Y",  "yes", "Yes", "YES", "true",
                                    "True", "TRUE", "on", "On", "ON"};
static const char *const falses[] = {"n",  "N",  "no", "No", "NO", "false",
                                     "False", "FALSE", "off", "Off", "OFF"};
static const char *const specials[] = {".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf",
                                       "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"};

static bool is_digit(char c, uint32_t base)
{
    uint32_t digit = c >= '0' && c <= '9'   ? (uint32_t)(c - '0')
                     : c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a') + 10
                     : c >= 'A' && c <= 'F' ? (uint32_t)(c - 'A') + 10
                                            : 99;
    return digit < base;
}

/* Takes the sign and the base prefix off; what is left are digits. */
static uint32_t strip_prefix(pw_str *text, bool *negative)
{
    *negative = text->len > 0 && text->at[0] == '-';
    if (text->len > 0 && (text->at[0] == '-' || text->at[0] == '+'))
        *text = pw_str_part(*text, 1, text->len);
    if (text->len < 2 || text->at[0] != '0')
        return 10;
    char mark = text->at[1];
    uint32_t base = mark == 'x' || mark == 'X'   ? 16
                    : mark == 'b' || mark == 'B' ? 2
                    : mark == 'o' || mark == 'O' ? 8
                                                 : 0;
    if (base == 0) {
        *text = pw_str_part(*text, 1, text->len);
        return 8;
    }
    *text = pw_str_part(*text, 2, text->len);
    return base;
}

static uint32_t digit_of(char c)
{
    return c <= '9' ? (uint32_t)(c - '0') : (uint32_t)((c | 0x20) - 'a') + 10;
}

/* The digits as a number of at most `limit`. */
static bool read_digits(pw_str text, uint32_t base, uint64_t limit, uint64_t *sum)
{
    *sum = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        if (!is_digit(text.at[i], base))
            return false;
        uint32_t digit = digit_of(text.at[i]);
        if (*sum > (limit - digit) / base)
            return false;
        *sum = *sum * base + digit;
    }
    return text.len > 0;
}

/* go-yaml takes every _ out of what may be a number. False when the text is too long for one
 * that anybody writes. */
static bool strip_lines(pw_str text, char *room, uint32_t size, pw_str *plain)
{
    *plain = text;
    if (pw_str_find(text, '_') == PW_NONE)
        return true;
    uint32_t len = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        if (text.at[i] == '_')
            continue;
        if (len == size)
            return false;
        room[len++] = text.at[i];
    }
    *plain = (pw_str){room, len};
    return true;
}

/* 0b-1 and 0b+1 are numbers to go-yaml: it reads the sign behind the prefix. */
static bool read_odd_binary(pw_str plain, int64_t *value)
{
    uint64_t sum;
    if (!pw_str_starts(plain, "0b") || plain.len < 4 ||
        (plain.at[2] != '-' && plain.at[2] != '+'))
        return false;
    if (!read_digits(pw_str_part(plain, 3, plain.len), 2, (uint64_t)INT64_MAX + 1, &sum) ||
        (sum > INT64_MAX && plain.at[2] == '+'))
        return false;
    *value = plain.at[2] == '-' ? (int64_t)(0 - sum) : (int64_t)sum;
    return true;
}

static bool read_int(pw_str plain, int64_t *value)
{
    bool negative;
    uint64_t sum;
    pw_str digits = plain;
    uint32_t base = strip_prefix(&digits, &negative);
    if (!read_digits(digits, base, (uint64_t)INT64_MAX + negative, &sum))
        return read_odd_binary(plain, value);
    *value = negative ? (int64_t)(0 - sum) : (int64_t)sum;
    return true;
}

/* What needs all 64 bits; it has no sign. */
static bool read_large(pw_str plain, uint64_t *value)
{
    bool negative;
    if (plain.len == 0 || plain.at[0] == '-' || plain.at[0] == '+')
        return false;
    uint32_t base = strip_prefix(&plain, &negative);
    return read_digits(plain, base, UINT64_MAX, value) && *value > INT64_MAX;
}

static uint32_t skip_digits(pw_str text, uint32_t at)
{
    while (at < text.len && is_digit(text.at[at], 10))
        at++;
    return at;
}

static uint32_t skip_sign(pw_str text, uint32_t at)
{
    return at < text.len && (text.at[at] == '-' || text.at[at] == '+') ? at + 1 : at;
}

/* [-+]? (digits [. digits] | . digits) ([eE] [-+]? digits)? */
static bool is_float(pw_str text)
{
    uint32_t at = skip_sign(text, 0);
    uint32_t whole = at;
    at = skip_digits(text, at);
    bool digits = at > whole;
    if (at < text.len && text.at[at] == '.') {
        uint32_t after = ++at;
        at = skip_digits(text, at);
        digits = digits || at > after;
    }
    if (!digits)
        return false;
    if (at < text.len && (text.at[at] == 'e' || text.at[at] == 'E')) {
        uint32_t exponent = skip_sign(text, at + 1);
        at = skip_digits(text, exponent);
        if (at == exponent)
            return false;
    }
    return at == text.len && pw_number_fits(text);
}

/* Behind a leading point, Go itself reads the number: a _ must stand between digits. */
static bool lines_between_digits(pw_str text)
{
    for (uint32_t i = 0; i < text.len; i++)
        if (text.at[i] == '_' && (i == 0 || i + 1 == text.len || !is_digit(text.at[i - 1], 10) ||
                                  !is_digit(text.at[i + 1], 10)))
            return false;
    return true;
}

/* What a text of a number holds; the shortest form of a whole float is an int to the server. */
typedef struct number {
    pw_kind kind; /* PW_TEXT: it is none */
    bool large;   /* PW_FLOAT because it needs all 64 bits */
    int64_t value;
    uint64_t bits;
    pw_str plain;
    char room[MAX_NUMBER];
} number;

static void read_number(pw_str text, number *n)
{
    n->kind = PW_TEXT;
    n->large = false;
    if (!strip_lines(text, n->room, sizeof n->room, &n->plain))
        return;
    if (read_int(n->plain, &n->value))
        n->kind = PW_INT;
    else if (read_large(n->plain, &n->bits))
        n->large = true;
    else if (is_float(n->plain) && (n->plain.at[0] != '.' || lines_between_digits(text)))
        n->kind = PW_FLOAT;
    if (n->large)
        n->kind = PW_FLOAT;
}

pw_kind pw_scalar_kind(pw_str text)
{
    if (text.len == 0)
        return PW_NULL;
    /* Most scalars are settled by their first letter or their length. */
    if (memchr("+-.0123456789", text.at[0], 13) == NULL) {
        if (text.len > 5 || memchr("yYnNtTfFoO~", text.at[0], 11) == NULL)
            return PW_TEXT;
        if (IS_ONE_OF(text, nulls))
            return PW_NULL;
        return IS_ONE_OF(text, trues) || IS_ONE_OF(text, falses) ? PW_BOOL : PW_TEXT;
    }
    if (pw_scalar_is_special(text))
        return PW_FLOAT;
    number n;
    read_number(text, &n);
    return n.kind;
}

bool pw_scalar_is_special(pw_str text)
{
    return text.len >= 4 && text.len <= 5 && IS_ONE_OF(text, specials);
}

bool pw_scalar_is_large(pw_str text)
{
    number n;
    read_number(text, &n);
    return n.large;
}

bool pw_scalar_bool(pw_str text)
{
    return IS_ONE_OF(text, trues);
}

/* The digits of a float as one number, and how many stand behind the point; false when there are
 * too many. *at is where the exponent begins. */
static bool read_mantissa(pw_str text, uint32_t *at, int64_t *sum, int64_t *behind)
{
    bool fraction = false;
    for (; *at < text.len && (text.at[*at] | 0x20) != 'e'; (*at)++) {
        fraction = fraction || text.at[*at] == '.';
        if (!is_digit(text.at[*at], 10))
            continue;
        if (*sum > INT64_MAX / 10 - 10)
            return false;
        *sum = *sum * 10 + (text.at[*at] - '0');
        *behind += fraction ? 1 : 0;
    }
    return true;
}

static int64_t read_exponent(pw_str text, uint32_t at)
{
    int64_t exponent = 0, sign = 1;
    for (; at < text.len; at++) {
        if (text.at[at] == '-')
            sign = -1;
        else if (is_digit(text.at[at], 10) && exponent < 1000)
            exponent = exponent * 10 + (text.at[at] - '0');
    }
    return sign * exponent;
}

/* 80.0 and 8e1 are whole numbers to the API server. */
static bool read_whole_float(pw_str text, int64_t *value)
{
    bool negative = text.at[0] == '-';
    uint32_t at = negative || text.at[0] == '+' ? 1 : 0;
    int64_t sum = 0, behind = 0;
    if (!read_mantissa(text, &at, &sum, &behind))
        return false;
    int64_t scale = read_exponent(text, at + 1) - behind;
    for (; scale < 0 && sum % 10 == 0 && sum != 0; scale++)
        sum /= 10;
    for (; scale > 0 && sum != 0 && sum <= INT64_MAX / 10; scale--)
        sum *= 10;
    *value = negative ? -sum : sum;
    return scale == 0 || sum == 0;
}

/* Most numbers are a few digits. */
static bool read_plain(pw_str text, int64_t *value)
{
    *value = 0;
    if (text.len == 0 || text.len > 9 || (text.at[0] == '0' && text.len > 1))
        return false;
    for (uint32_t i = 0; i < text.len; i++) {
        if (text.at[i] < '0' || text.at[i] > '9')
            return false;
        *value = *value * 10 + (text.at[i] - '0');
    }
    return true;
}

bool pw_scalar_int(pw_str text, int64_t *value)
{
    number n;
    if (read_plain(text, value))
        return true;
    if (pw_scalar_is_special(text))
        return false;
    read_number(text, &n);
    *value = n.value;
    return n.kind == PW_INT ||
           (n.kind == PW_FLOAT && !n.large && read_whole_float(n.plain, value));
}

static void put_int(pw_buf *b, int64_t value)
{
    if (value < 0)
        pw_buf_putc(b, '-');
    pw_buf_number(b, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

/* What needs all 64 bits is a float from here on, with the digits that a float has. */
static void put_large(pw_buf *b, uint64_t value)
{
    pw_buf digits = pw_buf_make(32);
    pw_buf_number(&digits, value);
    pw_number_put(b, pw_buf_str(&digits), PW_STYLE_JSON);
    pw_buf_drop(&digits, b);
}

void pw_scalar_put(pw_buf *b, pw_str text)
{
    number n;
    if (pw_scalar_is_special(text)) {
        pw_buf_put(b, text);
        return;
    }
    read_number(text, &n);
    if (n.kind == PW_INT)
        put_int(b, n.value);
    else if (n.large)
        put_large(b, n.bits);
    else
        pw_number_put(b, n.plain, PW_STYLE_JSON);
}

static void put_special(pw_buf *b, pw_str text)
{
    bool nan = (text.at[1] | 0x20) == 'n';
    pw_buf_puts(b, nan ? "NaN" : text.at[0] == '-' ? "-Inf" : "+Inf");
}

static void put_hex(pw_buf *b, uint64_t bits)
{
    pw_buf_puts(b, "0x");
    for (int shift = 60; shift >= 0; shift -= 4)
        pw_buf_putc(b, "0123456789abcdef"[bits >> shift & 15]);
}

void pw_scalar_put_go(pw_buf *b, pw_kind kind, pw_str text)
{
    number n;
    if (kind == PW_BOOL) {
        pw_buf_puts(b, pw_scalar_bool(text) ? "true" : "false");
        return;
    }
    if (pw_scalar_is_special(text)) {
        put_special(b, text);
        return;
    }
    read_number(text, &n);
    if (n.kind == PW_INT)
        put_int(b, n.value);
    else if (n.large)
        put_hex(b, n.bits);
    else
        pw_number_put(b, n.plain, PW_STYLE_GO);
}

bool pw_scalar_put_key(pw_buf *b, pw_kind kind, pw_str text)
{
    number n;
    if (kind == PW_BOOL) {
        pw_buf_puts(b, pw_scalar_bool(text) ? "true" : "false");
        return true;
    }
    if (pw_scalar_is_special(text)) {
        bool nan = (text.at[1] | 0x20) == 'n';
        pw_buf_puts(b, nan ? ".nan" : text.at[0] == '-' ? "-.inf" : ".inf");
        return true;
    }
    read_number(text, &n);
    if (n.kind == PW_INT)
        put_int(b, n.value);
    else if (!n.large)
        pw_number_put(b, n.plain, PW_STYLE_KEY);
    return !n.large;
}
