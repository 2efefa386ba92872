#include "text/number.h"

#include <string.h>

#define MAX_DIGITS 800 /* no double needs more to be told from its neighbours */
#define LIMBS 256

/* 0.d1d2d3... times 10^point, without zeros at either end. */
typedef struct decimal {
    char digit[MAX_DIGITS]; /* '0' to '9' */
    uint32_t count;
    int32_t point;
    bool negative;
} decimal;

/* A whole number, the lowest 32 bits first. */
typedef struct big {
    uint32_t limb[LIMBS];
    uint32_t count;
} big;

static void big_scale(big *n, uint32_t factor, uint32_t plus)
{
    uint64_t carry = plus;
    for (uint32_t i = 0; i < n->count; i++) {
        carry += (uint64_t)n->limb[i] * factor;
        n->limb[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry > 0 && n->count < LIMBS)
        n->limb[n->count++] = (uint32_t)carry;
}

static void big_power(big *n, uint32_t base, uint32_t times)
{
    for (; times > 0; times--)
        big_scale(n, base, 0);
}

static void big_shift(big *n, uint32_t bits)
{
    for (; bits >= 31; bits -= 31)
        big_scale(n, 1u << 31, 0);
    big_scale(n, 1u << bits, 0);
}

/* Divides by 10^9; the remainder. */
static uint32_t big_cut(big *n)
{
    uint64_t rest = 0;
    for (uint32_t i = n->count; i-- > 0;) {
        rest = rest << 32 | n->limb[i];
        n->limb[i] = (uint32_t)(rest / 1000000000u);
        rest %= 1000000000u;
    }
    while (n->count > 0 && n->limb[n->count - 1] == 0)
        n->count--;
    return (uint32_t)rest;
}

static int big_order(const big *a, const big *b)
{
    if (a->count != b->count)
        return a->count < b->count ? -1 : 1;
    for (uint32_t i = a->count; i-- > 0;)
        if (a->limb[i] != b->limb[i])
            return a->limb[i] < b->limb[i] ? -1 : 1;
    return 0;
}

static void big_take(big *a, const big *b)
{
    uint64_t borrow = 0;
    for (uint32_t i = 0; i < a->count; i++) {
        uint64_t less = (i < b->count ? b->limb[i] : 0) + borrow;
        borrow = a->limb[i] < less;
        a->limb[i] = (uint32_t)(a->limb[i] - less);
    }
    while (a->count > 0 && a->limb[a->count - 1] == 0)
        a->count--;
}

static uint32_t big_bits(const big *n)
{
    return n->count == 0 ? 0 : n->count * 32 - (uint32_t)__builtin_clz(n->limb[n->count - 1]);
}

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

/* The quotient of top / bottom, below 2^63; *rest tells whether something is left. */
static uint64_t divide(big *top, big *bottom, bool *rest)
{
    uint64_t quotient = 0;
    uint32_t shift = big_bits(top) > big_bits(bottom) ? big_bits(top) - big_bits(bottom) : 0;
    big_shift(bottom, shift);
    for (uint32_t i = 0; i <= shift; i++) {
        quotient <<= 1;
        if (big_order(top, bottom) >= 0) {
            big_take(top, bottom);
            quotient |= 1;
        }
        big_scale(top, 2, 0);
    }
    *rest = top->count > 0;
    return quotient;
}

/* The nearest double, as mantissa times 2^exponent; mantissa 0 for what is next to nothing. */
static uint64_t nearest(const decimal *d, int32_t *exponent)
{
    big top = {{0}, 0}, bottom = {{1}, 1};
    bool rest;
    *exponent = 0;
    if (d->count == 0 || d->point < -330)
        return 0;
    for (uint32_t i = 0; i < d->count; i++)
        big_scale(&top, 10, (uint32_t)(d->digit[i] - '0'));
    int32_t tens = d->point - (int32_t)d->count;
    big_power(tens > 0 ? &top : &bottom, 10, (uint32_t)(tens > 0 ? tens : -tens));
    /* 55 to 56 bits of quotient: 53, one to round by, one or two to spare. */
    int32_t shift = 55 - ((int32_t)big_bits(&top) - (int32_t)big_bits(&bottom));
    big_shift(shift > 0 ? &top : &bottom, (uint32_t)(shift > 0 ? shift : -shift));
    uint64_t q = divide(&top, &bottom, &rest);
    *exponent = -shift;
    uint32_t drop = (uint32_t)(64 - __builtin_clzll(q)) - 53;
    while (*exponent + (int32_t)drop < -1074)
        drop++;
    if (drop > 60) {
        *exponent = 0;
        return 0;
    }
    uint64_t half = 1ull << (drop - 1), low = q & ((half << 1) - 1);
    q >>= drop;
    *exponent += (int32_t)drop;
    if (low > half || (low == half && (rest || (q & 1) != 0)))
        q++;
    if (q == 1ull << 53) {
        q >>= 1;
        ++*exponent;
    }
    return q;
}

/* All digits of mantissa times 2^exponent. */
static void expand(uint64_t mantissa, int32_t exponent, decimal *d)
{
    big n = {{(uint32_t)mantissa, (uint32_t)(mantissa >> 32)}, mantissa >> 32 > 0 ? 2 : 1};
    char digits[LIMBS * 10];
    uint32_t at = sizeof digits;
    if (exponent > 0)
        big_shift(&n, (uint32_t)exponent);
    else
        big_power(&n, 5, (uint32_t)-exponent);
    while (n.count > 0) {
        uint32_t nine = big_cut(&n);
        for (uint32_t i = 0; i < 9; i++, nine /= 10)
            digits[--at] = (char)('0' + nine % 10);
    }
    while (at < sizeof digits && digits[at] == '0')
        at++;
    uint32_t len = (uint32_t)sizeof digits - at;
    d->point = (int32_t)len + (exponent < 0 ? exponent : 0);
    d->count = len < MAX_DIGITS ? len : MAX_DIGITS;
    memcpy(d->digit, digits + at, d->count);
    trim(d);
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

static double value_of(uint64_t mantissa, int32_t exponent)
{
    double value;
    uint64_t bits = mantissa;
    if (mantissa >= 1ull << 52)
        bits = (mantissa & ((1ull << 52) - 1)) | (uint64_t)(exponent + 1075) << 52;
    memcpy(&value, &bits, sizeof value);
    return value;
}

static double double_of(const decimal *d)
{
    int32_t exponent;
    uint64_t mantissa = nearest(d, &exponent);
    return value_of(mantissa, exponent);
}

static void split(double value, uint64_t *mantissa, int32_t *exponent)
{
    uint64_t bits;
    memcpy(&bits, &value, sizeof bits);
    *mantissa = bits & ((1ull << 52) - 1);
    *exponent = (int32_t)(bits >> 52 & 2047);
    if (*exponent > 0)
        *mantissa |= 1ull << 52;
    *exponent = *exponent > 0 ? *exponent - 1075 : -1074;
}

/* Past half a step above the largest 32 bit float. */
static bool is_infinite(const decimal *d)
{
    return double_of(d) >= 340282356779733661637539395458142568448.0;
}

static bool is_same(double again, double value, bool single)
{
    return (single ? (double)(float)again : again) == value;
}

/* Makes `d` the shortest number that is nearer to its double than to any other. */
static void shorten(decimal *d, bool single)
{
    uint32_t safe = single ? 6 : 15;
    int32_t room = single ? 30 : 290;
    if (d->count <= safe && d->point < room && d->point > -room)
        return;
    if (single && is_infinite(d))
        return;
    double value = double_of(d);
    if (single)
        value = (double)(float)value;
    uint64_t mantissa;
    int32_t exponent;
    split(value, &mantissa, &exponent);
    decimal all = {.negative = d->negative}, some;
    expand(mantissa, exponent, &all);
    for (uint32_t count = mantissa < 1ull << 52 || single ? 1 : safe;; count++) {
        some = all;
        round_to(&some, count);
        if (count == 17 || is_same(double_of(&some), value, single))
            break;
    }
    *d = some;
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
    shorten(&d, style == PW_STYLE_KEY);
    bool json = style == PW_STYLE_JSON;
    if (d.negative && (d.count > 0 || !json))
        pw_buf_putc(b, '-');
    if (d.count == 0) {
        pw_buf_putc(b, '0');
        return;
    }
    int32_t exponent = d.point - 1;
    if (style == PW_STYLE_KEY && exponent > 37 && is_infinite(&d)) {
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
