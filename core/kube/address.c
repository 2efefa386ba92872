#include "kube/address.h"

#define V4_BITS 32u
#define V6_BITS 128u
#define MAPPED_HIGH 0u
#define MAPPED_LOW 0xffff00000000u

/* Four decimal parts; leading zeros are allowed and counted. */
static bool read_v4(pw_str text, uint32_t *value, bool *zeros)
{
    *value = 0;
    for (int part = 0; part < 4; part++) {
        uint32_t dot = pw_str_find(text, '.'), number;
        if ((dot == PW_NONE) != (part == 3))
            return false;
        pw_str digits = part == 3 ? text : pw_str_part(text, 0, dot);
        if (!pw_str_number(digits, 255, &number))
            return false;
        *zeros = *zeros || (digits.len > 1 && digits.at[0] == '0');
        *value = *value << 8 | number;
        if (part < 3)
            text = pw_str_part(text, dot + 1, text.len);
    }
    return true;
}

static int hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One group of up to four hexadecimal digits; its length, 0 when there is none. */
static uint32_t read_group(pw_str text, uint32_t *value)
{
    uint32_t len = 0;
    *value = 0;
    while (len < text.len && len < 5 && hex_digit(text.at[len]) >= 0)
        *value = *value << 4 | (uint32_t)hex_digit(text.at[len++]);
    return len;
}

/* An IPv4 address in the place of the last two groups. */
static bool read_v4_tail(pw_str *text, uint32_t *groups, uint32_t *count, bool *zeros)
{
    uint32_t v4;
    if (*count > 6 || !read_v4(*text, &v4, zeros))
        return false;
    groups[(*count)++] = v4 >> 16;
    groups[(*count)++] = v4 & 0xffff;
    text->len = 0;
    return true;
}

/* Groups of an IPv6 address, up to its end or "::"; the last may be an IPv4 address. */
static bool read_groups(pw_str *text, uint32_t *groups, uint32_t *count, bool *zeros)
{
    while (text->len > 0 && *count < 8) {
        uint32_t value, len = read_group(*text, &value);
        if (len < text->len && text->at[len] == '.')
            return read_v4_tail(text, groups, count, zeros);
        if (len == 0 || len > 4)
            return false;
        groups[(*count)++] = value;
        *text = pw_str_part(*text, len, text->len);
        if (text->len == 0 || pw_str_starts(*text, "::"))
            return true;
        if (text->at[0] != ':' || text->len == 1)
            return false;
        *text = pw_str_part(*text, 1, text->len);
    }
    return text->len == 0;
}

static bool read_v6(pw_str text, pw_ip *ip, bool *zeros)
{
    uint32_t head[8], tail[8], heads = 0, tails = 0, groups[8] = {0};
    bool gap = pw_str_starts(text, "::");
    if (!gap && !read_groups(&text, head, &heads, zeros))
        return false;
    gap = pw_str_starts(text, "::");
    if (gap) {
        text = pw_str_part(text, 2, text.len);
        if (text.len > 0 && !read_groups(&text, tail, &tails, zeros))
            return false;
    }
    if (text.len > 0 || heads + tails > 8 || (!gap && heads != 8) || (gap && heads + tails == 8))
        return false;
    for (uint32_t i = 0; i < heads; i++)
        groups[i] = head[i];
    for (uint32_t i = 0; i < tails; i++)
        groups[8 - tails + i] = tail[i];
    *ip = (pw_ip){.family = PW_IPV6};
    for (uint32_t i = 0; i < 4; i++) {
        ip->high = ip->high << 16 | groups[i];
        ip->low = ip->low << 16 | groups[4 + i];
    }
    return true;
}

static bool read_any(pw_str text, pw_ip *ip, bool *zeros)
{
    uint32_t v4;
    if (pw_str_find(text, ':') != PW_NONE)
        return read_v6(text, ip, zeros);
    if (!read_v4(text, &v4, zeros))
        return false;
    *ip = (pw_ip){0, v4, PW_IPV4};
    return true;
}

static bool is_mapped(pw_ip ip)
{
    return ip.family == PW_IPV6 && ip.high == MAPPED_HIGH && ip.low >> 32 == MAPPED_LOW >> 32;
}

static pw_ip unmap(pw_ip ip)
{
    return (pw_ip){0, ip.low & 0xffffffffu, PW_IPV4};
}

bool pw_ip_read(pw_str text, pw_ip *ip)
{
    bool zeros = false;
    if (!read_any(text, ip, &zeros))
        return false;
    if (is_mapped(*ip))
        *ip = unmap(*ip);
    return true;
}

static void mask(pw_cidr *cidr)
{
    uint32_t width = cidr->first.family == PW_IPV4 ? V4_BITS : V6_BITS;
    uint32_t free_bits = width - cidr->bits;
    uint64_t low = free_bits >= 64 ? UINT64_MAX : ((uint64_t)1 << free_bits) - 1;
    uint64_t high = free_bits <= 64     ? 0
                    : free_bits == 128 ? UINT64_MAX
                                       : ((uint64_t)1 << (free_bits - 64)) - 1;
    cidr->last = cidr->first;
    cidr->first.low &= ~low;
    cidr->first.high &= ~high;
    cidr->last.low |= low;
    cidr->last.high |= high;
}

bool pw_cidr_read(pw_str text, pw_cidr *cidr, pw_cidr_form *form)
{
    uint32_t slash = pw_str_find(text, '/');
    bool zeros = false;
    if (slash == PW_NONE)
        return false;
    pw_str bits = pw_str_part(text, slash + 1, text.len);
    if (!read_any(pw_str_part(text, 0, slash), &cidr->first, &zeros))
        return false;
    uint32_t width = cidr->first.family == PW_IPV4 ? V4_BITS : V6_BITS;
    if (!pw_str_number(bits, width, &cidr->bits))
        return false;
    bool mapped = is_mapped(cidr->first) && cidr->bits >= V6_BITS - V4_BITS;
    if (mapped) {
        cidr->first = unmap(cidr->first);
        cidr->bits -= V6_BITS - V4_BITS;
    }
    form->address = cidr->first;
    mask(cidr);
    form->host_bits = !pw_ip_same(form->address, cidr->first);
    form->mapped = mapped;
    form->odd = zeros || mapped || (bits.len > 1 && bits.at[0] == '0');
    return true;
}

int pw_ip_order(pw_ip a, pw_ip b)
{
    if (a.family != b.family)
        return a.family < b.family ? -1 : 1;
    if (a.high != b.high)
        return a.high < b.high ? -1 : 1;
    return a.low < b.low ? -1 : a.low > b.low;
}

bool pw_ip_same(pw_ip a, pw_ip b)
{
    return pw_ip_order(a, b) == 0;
}

bool pw_ip_next(pw_ip ip, pw_ip *next)
{
    *next = ip;
    if (ip.family == PW_IPV4 && ip.low == UINT32_MAX)
        return false;
    next->low++;
    if (next->low == 0)
        next->high++;
    return next->low != 0 || next->high != 0;
}

bool pw_cidr_has(const pw_cidr *cidr, pw_ip ip)
{
    return ip.family == cidr->first.family && pw_ip_order(cidr->first, ip) <= 0 &&
           pw_ip_order(ip, cidr->last) <= 0;
}

bool pw_cidr_strictly_in(const pw_cidr *inner, const pw_cidr *outer)
{
    return pw_cidr_has(outer, inner->first) && pw_cidr_has(outer, inner->last) &&
           inner->bits > outer->bits;
}

static void write_v4(pw_buf *b, uint64_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8) {
        pw_buf_number(b, value >> shift & 255);
        if (shift > 0)
            pw_buf_putc(b, '.');
    }
}

static uint32_t group(pw_ip ip, uint32_t i)
{
    return (uint32_t)((i < 4 ? ip.high : ip.low) >> (48 - 16 * (i % 4))) & 0xffff;
}

static void write_group(pw_buf *b, uint32_t value)
{
    bool started = false;
    for (int shift = 12; shift >= 0; shift -= 4) {
        uint32_t digit = value >> shift & 15;
        started = started || digit != 0 || shift == 0;
        if (started)
            pw_buf_putc(b, "0123456789abcdef"[digit]);
    }
}

/* The longest run of two or more zero groups is written as "::". */
static uint32_t longest_gap(pw_ip ip, uint32_t *len)
{
    uint32_t best = 8;
    *len = 1;
    for (uint32_t i = 0; i < 8; i++) {
        uint32_t run = 0;
        while (i + run < 8 && group(ip, i + run) == 0)
            run++;
        if (run > *len) {
            best = i;
            *len = run;
        }
    }
    return best;
}

void pw_ip_write(pw_buf *b, pw_ip ip)
{
    if (ip.family == PW_IPV4) {
        write_v4(b, ip.low);
        return;
    }
    uint32_t len, gap = longest_gap(ip, &len);
    for (uint32_t i = 0; i < 8; i++) {
        if (i == gap) {
            pw_buf_puts(b, "::");
            i += len - 1;
            continue;
        }
        if (i > 0 && i != gap + len)
            pw_buf_putc(b, ':');
        write_group(b, group(ip, i));
    }
}

void pw_cidr_write(pw_buf *b, const pw_cidr *cidr)
{
    pw_ip_write(b, cidr->first);
    pw_buf_putc(b, '/');
    pw_buf_number(b, cidr->bits);
}
