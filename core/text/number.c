#include "text/number.h"

#include <string.h>

/* Digits that are kept: those of the longest 64 bit integer, and those that tell a double, or a
 * single float as keys have it, from its neighbours. */
#define MAX_DIGITS 24
#define OF_DOUBLE 17
#define OF_SINGLE 8

/* 0.d1d2d3... times 10^point, without zeros at either end. */
typedef struct decimal {
    char digit[MAX_DIGITS]; /* '0' to '9' */
    uint32_t count;
    int32_t point;
    bool negative;
} decimal;

static void trim(decimal *d)
{
    while (d->count > 0 && d->digit[d->count - 1] == '0')
        d->count--;
    if (d->count == 0)
        d->point = 0;
}

static int32_t read_exponent(pw_str text, uint32_t at)
{
    int32_t exponent = 0;
    bool negative = at < text.len && text.at[at] == '-';
    for (; at < text.len; at++)
        if (text.at[at] >= '0' && text.at[at] <= '9' && exponent < 1000000)
            exponent = exponent * 10 + (text.at[at] - '0');
    return negative ? -exponent : exponent;
}

static void read_decimal(pw_str text, decimal *d)
{
    bool fraction = false;
    uint32_t at = 0;
    d->count = 0;
    d->point = 0;
    d->negative = text.len > 0 && text.at[0] == '-';
    for (; at < text.len && (text.at[at] | 0x20) != 'e'; at++) {
        char c = text.at[at];
        fraction = fraction || c == '.';
        if (c < '0' || c > '9')
            continue;
        if (d->count == 0 && c == '0') {
            d->point -= fraction;
            continue;
        }
        d->point += !fraction;
        if (d->count < MAX_DIGITS)
            d->digit[d->count++] = c;
    }
    int32_t exponent = at < text.len ? read_exponent(text, at + 1) : 0;
    trim(d);
    d->point = d->count == 0 ? 0 : d->point + exponent;
}

/* Half a step past the largest double is where Go stops. */
static bool fits(const decimal *d)
{
    static const char end[] = "17976931348623158079372897140530341507993413271003782693617377898";
    if (d->count == 0 || d->point != 309)
        return d->point < 309;
    uint32_t len = d->count < sizeof end - 1 ? d->count : (uint32_t)sizeof end - 1;
    int order = memcmp(d->digit, end, len);
    return order < 0 || (order == 0 && d->count < sizeof end - 1);
}

bool pw_number_fits(pw_str text)
{
    decimal d;
    read_decimal(text, &d);
    return fits(&d);
}

/* Keeps `count` digits, the nearest, the even one of two. */
static void round_to(decimal *d, uint32_t count)
{
    if (d->count <= count)
        return;
    bool tie = d->digit[count] == '5' && d->count == count + 1;
    bool odd = count > 0 && (d->digit[count - 1] & 1) != 0;
    bool up = tie ? odd : d->digit[count] >= '5';
    d->count = count;
    for (uint32_t i = count; up && i-- > 0;) {
        up = d->digit[i] == '9';
        d->digit[i] = up ? '0' : (char)(d->digit[i] + 1);
    }
    if (up) {
        d->digit[0] = '1';
        d->count = 1;
        d->point++;
    }
    trim(d);
}

static void put_exponent(pw_buf *b, int32_t exponent, bool two)
{
    pw_buf_puts(b, exponent < 0 ? "e-" : "e+");
    uint32_t size = (uint32_t)(exponent < 0 ? -exponent : exponent);
    if (two && size < 10)
        pw_buf_putc(b, '0');
    pw_buf_number(b, size);
}

static void put_plain(pw_buf *b, const decimal *d)
{
    if (d->point <= 0) {
        pw_buf_puts(b, "0.");
        pw_buf_repeat(b, '0', (uint32_t)-d->point);
        pw_buf_put(b, (pw_str){d->digit, d->count});
        return;
    }
    uint32_t whole = (uint32_t)d->point;
    pw_buf_put(b, (pw_str){d->digit, d->count < whole ? d->count : whole});
    if (d->count < whole)
        pw_buf_repeat(b, '0', whole - d->count);
    if (d->count <= whole)
        return;
    pw_buf_putc(b, '.');
    pw_buf_put(b, (pw_str){d->digit + whole, d->count - whole});
}

void pw_number_put(pw_buf *b, pw_str text, pw_style style)
{
    decimal d;
    read_decimal(text, &d);
    if (!fits(&d)) {
        pw_buf_put(b, text);
        return;
    }
    round_to(&d, style == PW_STYLE_KEY ? OF_SINGLE : OF_DOUBLE);
    bool json = style == PW_STYLE_JSON;
    if (d.negative && (d.count > 0 || !json))
        pw_buf_putc(b, '-');
    if (d.count == 0) {
        pw_buf_putc(b, '0');
        return;
    }
    int32_t exponent = d.point - 1;
    if (style == PW_STYLE_KEY && exponent > 38) {
        pw_buf_puts(b, ".inf");
        return;
    }
    if (json ? exponent >= -6 && exponent < 21 : exponent >= -4 && exponent < 6) {
        put_plain(b, &d);
        return;
    }
    pw_buf_putc(b, d.digit[0]);
    if (d.count > 1) {
        pw_buf_putc(b, '.');
        pw_buf_put(b, (pw_str){d.digit + 1, d.count - 1});
    }
    put_exponent(b, exponent, !json || exponent > 0);
}
