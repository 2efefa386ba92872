#include "kube/quantity.h"

#include <string.h>

#define WRONG_FORMAT                                                                               \
    "quantities must match the regular expression "                                                \
    "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
#define WRONG_SUFFIX "unable to parse quantity's suffix"
#define WRONG_NUMBER "unable to parse numeric part of quantity"

#define MOST ((uint64_t)INT64_MAX)
#define MAX_EXPONENT 1000

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return c != '\0' && strchr("eEinumkKMGTP", c) != NULL;
}

static uint32_t skip_digits(pw_str text, uint32_t at)
{
    while (at < text.len && is_digit(text.at[at]))
        at++;
    return at;
}

/* ---- the suffix */

/* What an amount is multiplied by: 10^ten, or 2^two. */
typedef struct factor {
    int ten;
    uint32_t two;
    pw_quantity_form form;
} factor;

/* e3, E-3. False when it is no exponent. */
static bool read_exponent(pw_str suffix, factor *by)
{
    bool minus = suffix.len > 1 && suffix.at[1] == '-';
    uint32_t from = minus || (suffix.len > 1 && suffix.at[1] == '+') ? 2 : 1, times;
    if (suffix.len < 2 || (suffix.at[0] | 0x20) != 'e' ||
        !pw_str_number(pw_str_part(suffix, from, suffix.len), MAX_EXPONENT, &times))
        return false;
    *by = (factor){.ten = minus ? -(int)times : (int)times, .form = PW_BY_EXPONENT};
    return true;
}

static bool read_suffix(pw_str suffix, factor *by)
{
    static const char decimal[] = "num kMGTPE", binary[] = "KMGTPE";
    const char *at;
    *by = (factor){0};
    if (suffix.len == 0)
        return true;
    if (suffix.len == 1 && (at = strchr(decimal, suffix.at[0])) != NULL) {
        by->ten = 3 * ((int)(at - decimal) - 3);
        return true;
    }
    if (suffix.len == 2 && suffix.at[1] == 'i' && (at = strchr(binary, suffix.at[0])) != NULL) {
        *by = (factor){.two = 10 * ((uint32_t)(at - binary) + 1), .form = PW_BY_1024};
        return true;
    }
    return read_exponent(suffix, by);
}

/* ---- the number */

static uint64_t times(uint64_t number, uint32_t by, uint32_t more)
{
    return number > (MOST - more) / by ? MOST : number * by + more;
}

/* The digit of `digits` (with or without a point) that stands for 10^place, or 0. */
static uint32_t digit_of(pw_str digits, int place)
{
    uint32_t point = pw_str_find(digits, '.');
    int before = (int)(point == PW_NONE ? digits.len : point);
    int at = place >= 0 ? before - 1 - place : before - place;
    return at < 0 || at >= (int)digits.len ? 0 : (uint32_t)(digits.at[at] - '0');
}

#define FRACTION 1000000000000000000u /* 18 digits behind the point are enough */

static void multiply(pw_quantity *to, uint64_t fraction, bool rest, factor by)
{
    for (uint32_t i = 0; i < by.two; i++) {
        fraction *= 2;
        to->whole = times(to->whole, 2, fraction >= FRACTION ? 1 : 0);
        fraction -= fraction >= FRACTION ? FRACTION : 0;
    }
    for (int i = 0; i < 3; i++) {
        fraction *= 10;
        to->milli = to->milli * 10 + (uint32_t)(fraction / FRACTION);
        fraction %= FRACTION;
    }
    to->milli += fraction > 0 || rest ? 1 : 0;
    if (to->milli == 1000) {
        to->milli = 0;
        to->whole = times(to->whole, 1, 1);
    }
}

static pw_quantity quantity_of(pw_str digits, factor by)
{
    pw_quantity made = {.form = (uint8_t)by.form};
    uint64_t fraction = 0;
    bool rest = false;
    int len = (int)digits.len;
    for (int place = len + by.ten; place >= 0; place--)
        made.whole = times(made.whole, 10, digit_of(digits, place - by.ten));
    for (int place = -1; place >= -18; place--)
        fraction = fraction * 10 + digit_of(digits, place - by.ten);
    for (int place = -19; place >= by.ten - len && !rest; place--)
        rest = digit_of(digits, place - by.ten) != 0;
    multiply(&made, fraction, rest, by);
    if (made.whole == MOST)
        made.milli = 0;
    return made;
}

static uint32_t skip_sign(pw_str text, uint32_t at)
{
    return at < text.len && (text.at[at] == '-' || text.at[at] == '+') ? at + 1 : at;
}

const char *pw_quantity_read(pw_str text, pw_quantity *amount)
{
    text = pw_str_trim(text);
    uint32_t from = skip_sign(text, 0), end = skip_digits(text, from);
    factor by;
    if (end < text.len && text.at[end] == '.')
        end = skip_digits(text, end + 1);
    uint32_t suffix = end;
    while (suffix < text.len && is_letter(text.at[suffix]))
        suffix++;
    if (text.len == 0 || skip_digits(text, skip_sign(text, suffix)) != text.len)
        return WRONG_FORMAT;
    if (!read_suffix(pw_str_part(text, end, text.len), &by))
        return WRONG_SUFFIX;
    if (end == from || (end == from + 1 && text.at[from] == '.'))
        return WRONG_NUMBER;
    *amount = quantity_of(pw_str_part(text, from, end), by);
    amount->minus = text.at[0] == '-' && (amount->whole > 0 || amount->milli > 0);
    return NULL;
}

/* ---- what is done with it */

int pw_quantity_order(pw_quantity a, pw_quantity b)
{
    int sign = a.minus ? -1 : 1;
    if (a.minus != b.minus)
        return sign;
    if (a.whole != b.whole)
        return a.whole < b.whole ? -sign : sign;
    return a.milli == b.milli ? 0 : a.milli < b.milli ? -sign : sign;
}

pw_quantity pw_quantity_add(pw_quantity a, pw_quantity b)
{
    uint32_t milli = a.milli + b.milli;
    uint64_t whole = b.whole > MOST - a.whole ? MOST : a.whole + b.whole;
    a.whole = times(whole, 1, milli / 1000);
    a.milli = milli % 1000;
    return a;
}

/* k, Mi, e9: by `power` times a thousand or 1024. */
static void write_suffix(pw_buf *b, pw_quantity amount, uint32_t power, bool binary)
{
    if (amount.milli > 0)
        pw_buf_puts(b, amount.form == PW_BY_EXPONENT ? "e-3" : "m");
    if (power == 0)
        return;
    if (amount.form == PW_BY_EXPONENT)
        pw_buf_print(b, "e%u", power * 3);
    else
        pw_buf_putc(b, power == 1 && !binary ? 'k' : "KMGTPE"[power - 1]);
    if (binary)
        pw_buf_putc(b, 'i');
}

void pw_quantity_write(pw_buf *b, pw_quantity amount)
{
    bool binary = amount.form == PW_BY_1024 && amount.milli == 0 && amount.whole >= 1024;
    uint32_t step = binary ? 1024 : 1000, power = 0;
    uint64_t number = amount.milli == 0 ? amount.whole : times(amount.whole, 1000, amount.milli);
    for (; number > 0 && number % step == 0 && amount.milli == 0; power++)
        number /= step;
    if (amount.minus)
        pw_buf_putc(b, '-');
    pw_buf_number(b, number);
    write_suffix(b, amount, power, binary);
}
