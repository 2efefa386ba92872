#include "text/scalar.h"

#include <string.h>

static bool is_one_of(pw_str text, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (pw_str_is(text, words[i]))
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

static bool read_int(pw_str text, int64_t *value)
{
    bool negative;
    uint32_t base = strip_prefix(&text, &negative), digits = 0;
    uint64_t sum = 0, limit = (uint64_t)INT64_MAX + negative;
    for (uint32_t i = 0; i < text.len; i++) {
        if (text.at[i] == '_')
            continue;
        if (!is_digit(text.at[i], base))
            return false;
        uint32_t digit = text.at[i] <= '9' ? (uint32_t)(text.at[i] - '0')
                                           : (uint32_t)((text.at[i] | 0x20) - 'a') + 10;
        if (sum > (limit - digit) / base)
            return false;
        sum = sum * base + digit;
        digits++;
    }
    *value = negative ? (int64_t)(0 - sum) : (int64_t)sum;
    return digits > 0;
}

static uint32_t skip_digits(pw_str text, uint32_t at)
{
    while (at < text.len && (is_digit(text.at[at], 10) || text.at[at] == '_'))
        at++;
    return at;
}

/* [-+]? (digits [. digits] | . digits) ([eE] [-+]? digits)? */
static bool is_float(pw_str text)
{
    uint32_t at = 0;
    if (at < text.len && (text.at[at] == '-' || text.at[at] == '+'))
        at++;
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
        at++;
        if (at < text.len && (text.at[at] == '-' || text.at[at] == '+'))
            at++;
        uint32_t exponent = at;
        at = skip_digits(text, at);
        if (at == exponent)
            return false;
    }
    return at == text.len;
}

pw_kind pw_scalar_kind(pw_str text)
{
    int64_t ignored;
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
    if (read_int(text, &ignored))
        return PW_INT;
    return is_float(text) || IS_ONE_OF(text, specials) ? PW_FLOAT : PW_TEXT;
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

bool pw_scalar_int(pw_str text, int64_t *value)
{
    return read_int(text, value) || (is_float(text) && read_whole_float(text, value));
}
