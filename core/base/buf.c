#include "base/buf.h"

#include "base/limits.h"
#include "base/utf8.h"

#include <string.h>

pw_buf pw_buf_make(uint32_t max)
{
    pw_buf b = {0};
    b.max = max;
    return b;
}

void pw_buf_free(pw_buf *b)
{
    pw_block_free(b->at);
    *b = pw_buf_make(b->max);
}

void pw_buf_clear(pw_buf *b)
{
    b->len = 0;
    b->status = PW_OK;
}

static bool make_room(pw_buf *b, uint32_t more)
{
    if (b->status != PW_OK)
        return false;
    if (more > b->max - b->len) {
        b->status = PW_E_LIMIT;
        return false;
    }
    uint64_t need = (uint64_t)b->len + more + 1;
    if (need <= b->room)
        return true;
    uint64_t room = b->room < 128 ? 256 : (uint64_t)b->room * 2;
    if (room < need)
        room = need;
    if (room > (uint64_t)b->max + 1)
        room = (uint64_t)b->max + 1;
    char *at = pw_block_resize(b->at, (size_t)room);
    if (at == NULL) {
        b->status = PW_E_NOMEM;
        return false;
    }
    b->at = at;
    b->room = (uint32_t)room;
    return true;
}

void pw_buf_put(pw_buf *b, pw_str s)
{
    if (s.len == 0 || !make_room(b, s.len))
        return;
    memcpy(b->at + b->len, s.at, s.len);
    b->len += s.len;
    b->at[b->len] = '\0';
}

void pw_buf_puts(pw_buf *b, const char *text)
{
    pw_buf_put(b, pw_str_of(text));
}

void pw_buf_putc(pw_buf *b, char c)
{
    pw_buf_put(b, (pw_str){&c, 1});
}

void pw_buf_repeat(pw_buf *b, char c, uint32_t times)
{
    for (uint32_t i = 0; i < times; i++)
        pw_buf_putc(b, c);
}

void pw_buf_number(pw_buf *b, uint64_t number)
{
    char digits[20];
    uint32_t at = sizeof digits;
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    pw_buf_put(b, (pw_str){digits + at, (uint32_t)sizeof digits - at});
}

static void put_hex(pw_buf *b, const char *prefix, uint32_t value, int digits)
{
    pw_buf_puts(b, prefix);
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4)
        pw_buf_putc(b, "0123456789abcdef"[value >> shift & 15]);
}

/* Characters that a terminal or a bidirectional text would act on instead of showing. */
static bool is_hidden(uint32_t p)
{
    return p < 0x20 || (p >= 0x7f && p < 0xa0) || (p >= 0x200b && p <= 0x200f) ||
           (p >= 0x2028 && p <= 0x202e) || (p >= 0x2060 && p <= 0x206f) || p == 0xfeff;
}

static void put_hidden(pw_buf *b, uint32_t point)
{
    if (point == '\n')
        pw_buf_puts(b, "\\n");
    else if (point == '\t')
        pw_buf_puts(b, "\\t");
    else if (point < 0x100)
        put_hex(b, "\\x", point, 2);
    else
        put_hex(b, "\\u", point, 4);
}

void pw_buf_visible(pw_buf *b, pw_str s)
{
    pw_buf_visible_to(b, s, PW_MAX_QUOTE);
}

void pw_buf_visible_to(pw_buf *b, pw_str s, uint32_t most)
{
    uint32_t shown = 0;
    for (uint32_t at = 0; at < s.len; shown++) {
        uint32_t point = 0;
        if (shown == most) {
            pw_buf_puts(b, "\xe2\x80\xa6");
            return;
        }
        uint32_t len = pw_utf8_at(s, at, &point);
        if (len == 0)
            put_hex(b, "\\x", (unsigned char)s.at[at], 2);
        else if (is_hidden(point))
            put_hidden(b, point);
        else
            pw_buf_put(b, pw_str_part(s, at, at + len));
        at += len == 0 ? 1 : len;
    }
}

/* Whether Go writes the character as it is: graphic ones and the plain space. */
static bool is_graphic(uint32_t point)
{
    static const uint32_t hidden[][2] = {
        {0x00, 0x1f},       {0x7f, 0xa0},       {0xad, 0xad},       {0x600, 0x605},
        {0x61c, 0x61c},     {0x1680, 0x1680},   {0x180e, 0x180e},   {0x2000, 0x200f},
        {0x2028, 0x202f},   {0x205f, 0x206f},   {0x3000, 0x3000},   {0xd800, 0xf8ff},
        {0xfeff, 0xfeff},   {0xfff0, 0xfffb},   {0xfffe, 0xffff},   {0xe0000, 0xe00ff},
        {0xe01f0, 0x10ffff}};
    for (size_t i = 0; i < sizeof hidden / sizeof *hidden; i++)
        if (point >= hidden[i][0] && point <= hidden[i][1])
            return false;
    return true;
}

static void put_escape(pw_buf *b, uint32_t point)
{
    static const char letters[] = "abtnvfr"; /* of 7 to 13 */
    if (point >= 7 && point <= 13) {
        pw_buf_putc(b, '\\');
        pw_buf_putc(b, letters[point - 7]);
    } else if (point < 0x20 || point == 0x7f) {
        put_hex(b, "\\x", point, 2);
    } else {
        put_hex(b, point < 0x10000 ? "\\u" : "\\U", point, point < 0x10000 ? 4 : 8);
    }
}

void pw_buf_quoted(pw_buf *b, pw_str s)
{
    for (uint32_t at = 0, len; at < s.len; at += len == 0 ? 1 : len) {
        uint32_t point = 0;
        len = pw_utf8_at(s, at, &point);
        if (len == 0)
            put_hex(b, "\\x", (unsigned char)s.at[at], 2);
        else if (point == '"' || point == '\\')
            pw_buf_print(b, "\\%R", pw_str_part(s, at, at + 1));
        else if (is_graphic(point))
            pw_buf_put(b, pw_str_part(s, at, at + len));
        else
            put_escape(b, point);
    }
}

void pw_buf_print_args(pw_buf *b, const char *format, va_list args)
{
    for (const char *at = format; *at != '\0'; at++) {
        if (*at != '%') {
            pw_buf_putc(b, *at);
            continue;
        }
        switch (*++at) {
        case 's': pw_buf_puts(b, va_arg(args, const char *)); break;
        case 'S': pw_buf_visible(b, va_arg(args, pw_str)); break;
        case 'R': pw_buf_put(b, va_arg(args, pw_str)); break;
        case 'u': pw_buf_number(b, va_arg(args, uint32_t)); break;
        case 'q':
            pw_buf_putc(b, '"');
            pw_buf_visible(b, va_arg(args, pw_str));
            pw_buf_putc(b, '"');
            break;
        case 'Q':
            pw_buf_putc(b, '"');
            pw_buf_quoted(b, va_arg(args, pw_str));
            pw_buf_putc(b, '"');
            break;
        default: pw_buf_putc(b, *at); break;
        }
    }
}

void pw_buf_print(pw_buf *b, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    pw_buf_print_args(b, format, args);
    va_end(args);
}

pw_status pw_buf_keep(pw_buf *b, pw_arena *arena, pw_str *text)
{
    pw_status status = b->status == PW_E_NOMEM ? PW_E_NOMEM : PW_OK;
    *text = pw_str_copy(arena, pw_buf_str(b));
    pw_buf_free(b);
    return text->at == NULL ? PW_E_NOMEM : status;
}

pw_status pw_print_text(pw_arena *arena, pw_str *text, const char *format, ...)
{
    pw_buf b = pw_buf_make(UINT32_MAX);
    va_list args;
    va_start(args, format);
    pw_buf_print_args(&b, format, args);
    va_end(args);
    return pw_buf_keep(&b, arena, text);
}

void pw_buf_drop(pw_buf *part, pw_buf *into)
{
    if (part->status == PW_E_NOMEM && into->status == PW_OK)
        into->status = PW_E_NOMEM;
    pw_buf_free(part);
}

pw_str pw_buf_str(const pw_buf *b)
{
    return b->len == 0 ? PW_STR("") : (pw_str){b->at, b->len};
}

uint32_t pw_text_width(pw_str s)
{
    uint32_t width = 0;
    for (uint32_t i = 0; i < s.len; i++)
        width += ((unsigned char)s.at[i] & 0xc0) != 0x80;
    return width;
}
