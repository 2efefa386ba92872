#include "text/source.h"

#include "base/utf8.h"

#include <string.h>

#define STEP 2048u

static bool is_lead(char byte)
{
    return ((unsigned char)byte & 0xc0) != 0x80;
}

/* Line ends, eight bytes at a time: a text may be nothing else. */
static uint32_t count_lines(const char *byte, const char *end)
{
    const uint64_t low = 0x7f7f7f7f7f7f7f7fu, line = 0x0a0a0a0a0a0a0a0au;
    uint32_t lines = 0;
    for (; end - byte >= 8; byte += 8) {
        uint64_t word;
        memcpy(&word, byte, 8);
        word ^= line;
        /* The high bit of each byte that was a line end. */
        lines += (uint32_t)__builtin_popcountll(~(((word & low) + low) | word | low));
    }
    for (; byte < end; byte++)
        lines += *byte == '\n' ? 1 : 0;
    return lines;
}

/* Adds what stands in [from, to) to `at`. */
static void count(pw_str text, uint32_t from, uint32_t to, bool ascii, pw_checkpoint *at)
{
    const char *byte = text.at + from, *end = text.at + to;
    if (ascii) {
        at->points += to - from;
        at->units += to - from;
        at->lines += count_lines(byte, end);
        return;
    }
    for (; byte < end; byte++) {
        at->lines += *byte == '\n' ? 1 : 0;
        at->points += is_lead(*byte) ? 1 : 0;
        at->units += (unsigned char)*byte >= 0xf0 ? 2 : is_lead(*byte) ? 1 : 0;
    }
}

static bool all_ascii(pw_str text)
{
    uint32_t i = 0;
    for (; i + 8 <= text.len; i += 8) {
        uint64_t word;
        memcpy(&word, text.at + i, 8);
        if ((word & 0x8080808080808080u) != 0)
            return false;
    }
    for (; i < text.len; i++)
        if ((unsigned char)text.at[i] >= 0x80)
            return false;
    return true;
}

pw_status pw_source_make(pw_arena *a, pw_str text, pw_source *source)
{
    *source = (pw_source){.text = text, .ascii = all_ascii(text)};
    uint32_t steps = text.len / STEP;
    if (steps > 0)
        PW_NEED(source->marks = pw_new_array(a, pw_checkpoint, steps + 1));
    for (uint32_t i = 0; i < steps; i++) {
        source->marks[i] = source->whole;
        count(text, i * STEP, (i + 1) * STEP, source->ascii, &source->whole);
    }
    if (steps > 0)
        source->marks[steps] = source->whole;
    count(text, steps * STEP, text.len, source->ascii, &source->whole);
    return PW_OK;
}

static pw_checkpoint checkpoint_at(const pw_source *source, uint32_t offset)
{
    uint32_t step = offset / STEP;
    pw_checkpoint at = {0};
    if (source->marks != NULL)
        at = source->marks[step];
    count(source->text, step * STEP, offset, source->ascii, &at);
    return at;
}

pw_place pw_source_place(const pw_source *source, uint32_t offset)
{
    if (offset > source->text.len)
        offset = source->text.len;
    pw_checkpoint at = checkpoint_at(source, offset), line = {0};
    count(source->text, pw_str_line(source->text, offset), offset, source->ascii, &line);
    return (pw_place){source->before.lines + at.lines + 1, line.points + 1,
                      source->before.units + at.units};
}

/* The last checkpoint that is not past code point `point`. */
static uint32_t step_before(const pw_source *source, uint32_t point)
{
    uint32_t low = 0, high = source->text.len / STEP + 1;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (source->marks[middle].points <= point)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t pw_source_byte(const pw_source *source, uint32_t point)
{
    if (source->ascii || point >= source->whole.points)
        return source->ascii && point < source->text.len ? point : source->text.len;
    uint32_t step = source->marks == NULL ? 0 : step_before(source, point);
    uint32_t points = source->marks == NULL ? 0 : source->marks[step].points;
    uint32_t at = step * STEP;
    /* A step may start inside a character: its remaining bytes belong to the point before. */
    while (at < source->text.len && !is_lead(source->text.at[at]))
        at++;
    while (points < point && at < source->text.len) {
        at++;
        while (at < source->text.len && !is_lead(source->text.at[at]))
            at++;
        points++;
    }
    return at;
}

uint32_t pw_source_at(const pw_source *source, uint32_t unit)
{
    uint32_t at = 0, units = source->before.units;
    while (at < source->text.len && units < unit) {
        units += (unsigned char)source->text.at[at] >= 0xf0 ? 2 : 1;
        do
            at++;
        while (at < source->text.len && !is_lead(source->text.at[at]));
    }
    return at;
}

pw_str pw_source_line(const pw_source *source, uint32_t offset)
{
    pw_str text = source->text;
    if (offset > text.len)
        offset = text.len;
    uint32_t from = pw_str_line(text, offset);
    pw_str rest = pw_str_part(text, from, text.len);
    uint32_t len = pw_str_find(rest, '\n');
    rest.len = len == PW_NONE ? rest.len : len;
    if (rest.len > 0 && rest.at[rest.len - 1] == '\r')
        rest.len--;
    return rest;
}

static uint32_t put_utf8(char *to, uint32_t point)
{
    if (point < 0x80) {
        to[0] = (char)point;
        return 1;
    }
    uint32_t len = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (uint32_t i = len - 1; i > 0; i--, point >>= 6)
        to[i] = (char)(0x80 | (point & 0x3f));
    to[0] = (char)((0xf00u >> len & 0xff) | point);
    return len;
}

static uint32_t unit_at(pw_str bytes, uint32_t at, bool big)
{
    uint32_t first = (unsigned char)bytes.at[at], second = (unsigned char)bytes.at[at + 1];
    return big ? first << 8 | second : second << 8 | first;
}

static pw_status decode_utf16(pw_arena *a, pw_str bytes, bool big, pw_str *text)
{
    char *to = pw_arena_take(a, (size_t)bytes.len * 2 + 8);
    uint32_t len = 0;
    PW_NEED(to);
    for (uint32_t at = 2; at + 1 < bytes.len; at += 2) {
        uint32_t point = unit_at(bytes, at, big);
        if (point >= 0xd800 && point < 0xdc00 && at + 3 < bytes.len) {
            uint32_t low = unit_at(bytes, at + 2, big);
            if (low >= 0xdc00 && low < 0xe000) {
                point = 0x10000 + ((point - 0xd800) << 10) + (low - 0xdc00);
                at += 2;
            }
        }
        /* A lone half of a pair is no character. */
        if (point >= 0xd800 && point < 0xe000)
            point = 0xfffd;
        len += put_utf8(to + len, point);
    }
    /* A byte too many is told by a character that is none, not lost. */
    if (bytes.len % 2 != 0)
        len += put_utf8(to + len, 0xfffd);
    *text = (pw_str){to, len};
    return PW_OK;
}

/* The bytes at `at` that begin a character and are not carried on: they are one mistake. */
static uint32_t broken_length(pw_str bytes, uint32_t at)
{
    const unsigned char *byte = (const unsigned char *)bytes.at + at;
    uint32_t rest = bytes.len - at, size = byte[0] >= 0xf0 ? 4 : byte[0] >= 0xe0 ? 3 : 2;
    if (byte[0] < 0xc2 || byte[0] > 0xf4 || rest < 2)
        return 1;
    unsigned char low = byte[0] == 0xe0 ? 0xa0 : byte[0] == 0xf0 ? 0x90 : 0x80;
    unsigned char high = byte[0] == 0xed ? 0x9f : byte[0] == 0xf4 ? 0x8f : 0xbf;
    if (byte[1] < low || byte[1] > high)
        return 1;
    uint32_t len = 2;
    while (len < size && len < rest && !is_lead((char)byte[len]))
        len++;
    return len;
}

static uint32_t count_broken(pw_str bytes)
{
    uint32_t broken = 0, point;
    for (uint32_t at = 0, len; at < bytes.len; at += len == 0 ? broken_length(bytes, at) : len) {
        len = (unsigned char)bytes.at[at] < 0x80 ? 1 : pw_utf8_at(bytes, at, &point);
        broken += len == 0;
    }
    return broken;
}

pw_status pw_source_mend(pw_arena *a, pw_str bytes, pw_str *text)
{
    *text = bytes;
    uint32_t broken = all_ascii(bytes) ? 0 : count_broken(bytes), point, to = 0;
    if (broken == 0)
        return PW_OK;
    char *mended = pw_arena_take(a, (size_t)bytes.len + (size_t)broken * 2);
    PW_NEED(mended);
    for (uint32_t at = 0, len; at < bytes.len;
         at += len == 0 ? broken_length(bytes, at) : len) {
        len = pw_utf8_at(bytes, at, &point);
        if (len > 0)
            memcpy(mended + to, bytes.at + at, len);
        to += len > 0 ? len : put_utf8(mended + to, 0xfffd);
    }
    *text = (pw_str){mended, to};
    return PW_OK;
}

pw_status pw_source_decode(pw_arena *a, pw_str bytes, pw_str *text)
{
    if (pw_str_starts(bytes, "\xff\xfe") || pw_str_starts(bytes, "\xfe\xff"))
        return decode_utf16(a, bytes, bytes.at[0] == '\xfe', text);
    if (pw_str_starts(bytes, "\xef\xbb\xbf"))
        *text = pw_str_part(bytes, 3, bytes.len);
    else
        return pw_source_mend(a, bytes, text);
    return PW_OK;
}
