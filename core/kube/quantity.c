#include "kube/quantity.h"

#define WRONG_FORMAT                                                                               \
    "quantities must match the regular expression "                                                \
    "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
#define WRONG_SUFFIX "unable to parse quantity's suffix"
#define WRONG_NUMBER "unable to parse numeric part of quantity"

static const struct {
    const char *name;
    double factor;
} suffixes[] = {
    {"", 1},           {"n", 1e-9},          {"u", 1e-6},       {"m", 1e-3},
    {"k", 1e3},        {"M", 1e6},           {"G", 1e9},        {"T", 1e12},
    {"P", 1e15},       {"E", 1e18},          {"Ki", 1024},      {"Mi", 1048576},
    {"Gi", 1073741824}, {"Ti", 1099511627776}, {"Pi", 1125899906842624},
    {"Ei", 1152921504606846976},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c != '\0' && pw_str_find(PW_STR("eEinumkKMGTP"), c) != PW_NONE;
}

static uint32_t skip_digits(pw_str text, uint32_t at)
{
    while (at < text.len && is_digit(text.at[at]))
        at++;
    return at;
}

static double number_of(pw_str digits)
{
    double number = 0, scale = 1;
    bool behind = false;
    for (uint32_t i = 0; i < digits.len; i++) {
        if (digits.at[i] == '.') {
            behind = true;
            continue;
        }
        if (!is_digit(digits.at[i]))
            continue;
        number = number * 10 + (digits.at[i] - '0');
        scale *= behind ? 10 : 1;
    }
    return number / scale;
}

/* e3, E-3: how often it is multiplied by ten. False when it is no exponent. */
static bool read_exponent(pw_str suffix, double *factor)
{
    bool minus = suffix.len > 1 && suffix.at[1] == '-';
    uint32_t from = minus || (suffix.len > 1 && suffix.at[1] == '+') ? 2 : 1, times;
    if (suffix.len < 2 || (suffix.at[0] | 0x20) != 'e' ||
        !pw_str_number(pw_str_part(suffix, from, suffix.len), 1000, &times))
        return false;
    for (*factor = 1; times > 0; times--)
        *factor = minus ? *factor / 10 : *factor * 10;
    return true;
}

static bool read_suffix(pw_str suffix, double *factor)
{
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (pw_str_is(suffix, suffixes[i].name)) {
            *factor = suffixes[i].factor;
            return true;
        }
    return read_exponent(suffix, factor);
}

const char *pw_quantity_read(pw_str text, double *amount)
{
    uint32_t from = text.len > 0 && (text.at[0] == '-' || text.at[0] == '+') ? 1 : 0;
    uint32_t digits = skip_digits(text, from), end = digits;
    double factor;
    if (text.len == 0)
        return WRONG_FORMAT;
    if (end < text.len && text.at[end] == '.')
        end = skip_digits(text, end + 1);
    uint32_t suffix = end;
    while (suffix < text.len && is_letter(text.at[suffix]))
        suffix++;
    if (suffix < text.len && (text.at[suffix] == '-' || text.at[suffix] == '+'))
        suffix++;
    if (skip_digits(text, suffix) != text.len)
        return WRONG_FORMAT;
    if (!read_suffix(pw_str_part(text, end, text.len), &factor))
        return WRONG_SUFFIX;
    if (end == from || (end == from + 1 && text.at[from] == '.'))
        return WRONG_NUMBER;
    *amount = number_of(pw_str_part(text, from, end)) * factor;
    *amount = text.at[0] == '-' ? -*amount : *amount;
    return NULL;
}
