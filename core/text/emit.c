#include "text/emit.h"

#include "base/utf8.h"
#include "text/scalar.h"

#include <string.h>

typedef struct emitter {
    pw_buf *b;
    pw_arena *arena;
    pw_vec *lines;
} emitter;

/* ---- scalars ---- */

/* Characters that only stand in double quotes: they would not be printed, or end a line. */
static bool is_hidden(uint32_t point)
{
    return point < 0x20 || (point >= 0x7f && point <= 0x9f) || point == 0xad ||
           (point >= 0x200b && point <= 0x200f) || (point >= 0x2028 && point <= 0x202e) ||
           point == 0xfeff || point == 0xfffe || point == 0xffff;
}

static bool has_hidden(pw_str text)
{
    uint32_t point, len;
    for (uint32_t at = 0; at < text.len; at += len) {
        len = pw_utf8_at(text, at, &point);
        if (len == 0 || is_hidden(point))
            return true;
    }
    return false;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Whether the ends of a text would be taken for something else without quotes. */
static bool has_odd_ends(pw_str text)
{
    char first = text.at[0], last = text.at[text.len - 1];
    bool mark = strchr("-?:", first) != NULL && (text.len == 1 || is_blank(text.at[1]));
    return mark || strchr(",[]{}#&*!|>'\"%@`", first) != NULL || is_blank(first) ||
           is_blank(last) || last == ':' || pw_str_starts(text, "---") ||
           pw_str_starts(text, "...");
}

/* Whether a text of visible characters may stand without quotes and is a text then. */
static bool is_plain(pw_str text)
{
    if (pw_scalar_kind(text) != PW_TEXT || pw_str_is(text, "<<") || pw_str_is(text, "=") ||
        has_odd_ends(text))
        return false;
    for (uint32_t i = 1; i < text.len; i++)
        if ((text.at[i] == '#' && is_blank(text.at[i - 1])) ||
            (is_blank(text.at[i]) && text.at[i - 1] == ':'))
            return false;
    return true;
}

static void put_hex(pw_buf *b, uint32_t number, uint32_t digits)
{
    while (digits-- > 0)
        pw_buf_putc(b, "0123456789abcdef"[number >> (4 * digits) & 15]);
}

static void put_character(pw_buf *b, pw_str text, uint32_t at, uint32_t len, uint32_t point)
{
    if (point == '\n')
        pw_buf_puts(b, "\\n");
    else if (point == '\t')
        pw_buf_puts(b, "\\t");
    else if (point == '"' || point == '\\')
        pw_buf_print(b, "\\%R", pw_str_part(text, at, at + len));
    else if (!is_hidden(point))
        pw_buf_put(b, pw_str_part(text, at, at + len));
    else {
        pw_buf_puts(b, point < 0x100 ? "\\x" : "\\u");
        put_hex(b, point, point < 0x100 ? 2 : 4);
    }
}

static void put_double_quoted(pw_buf *b, pw_str text)
{
    uint32_t point, len;
    pw_buf_putc(b, '"');
    for (uint32_t at = 0; at < text.len; at += len) {
        len = pw_utf8_at(text, at, &point);
        if (len == 0) {
            /* No reader lets such bytes in; a lone one is shown by its number. */
            point = (uint8_t)text.at[at];
            len = 1;
        }
        put_character(b, text, at, len, point);
    }
    pw_buf_putc(b, '"');
}

static void put_single_quoted(pw_buf *b, pw_str text)
{
    pw_buf_putc(b, '\'');
    for (uint32_t i = 0; i < text.len; i++) {
        pw_buf_putc(b, text.at[i]);
        if (text.at[i] == '\'')
            pw_buf_putc(b, '\'');
    }
    pw_buf_putc(b, '\'');
}

static void put_text(pw_buf *b, pw_str text)
{
    if (has_hidden(text) || pw_scalar_kind(text) != PW_TEXT)
        put_double_quoted(b, text);
    else if (is_plain(text))
        pw_buf_put(b, text);
    else
        put_single_quoted(b, text);
}

/* Numbers are kept as they are read: 0x50 is the number 80. */
static void put_number(pw_buf *b, pw_str text)
{
    int64_t value;
    if (!pw_scalar_int(text, &value)) {
        pw_buf_put(b, text);
        return;
    }
    pw_buf_puts(b, value < 0 ? "-" : "");
    pw_buf_number(b, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

static void put_leaf(pw_buf *b, const pw_node *node)
{
    switch (node->kind) {
    case PW_NULL: pw_buf_puts(b, "null"); break;
    case PW_BOOL: pw_buf_puts(b, pw_scalar_bool(node->text) ? "true" : "false"); break;
    case PW_INT:
    case PW_FLOAT: put_number(b, node->text); break;
    case PW_LIST: pw_buf_puts(b, "[]"); break;
    case PW_MAP: pw_buf_puts(b, "{}"); break;
    default: put_text(b, node->text); break;
    }
}

/* ---- blocks ---- */

/* Ends the line, which began with `node`. */
static pw_status end_line(const emitter *e, const pw_node *node)
{
    const pw_node **slot = pw_push(e->lines, e->arena, const pw_node *);
    PW_NEED(slot);
    *slot = node;
    pw_buf_putc(e->b, '\n');
    return PW_OK;
}

/* Whether a value reads best as lines of its own: its first line has to show how far they are set
 * in, and all but the line ends has to be visible. */
static bool is_lines(const pw_node *node)
{
    pw_str text = node->text;
    if (node->kind != PW_TEXT || pw_str_find(text, '\n') == PW_NONE || text.at[0] == '\n' ||
        is_blank(text.at[0]))
        return false;
    while (text.len > 0) {
        uint32_t end = pw_str_find(text, '\n');
        if (has_hidden(pw_str_part(text, 0, end == PW_NONE ? text.len : end)))
            return false;
        text = pw_str_part(text, end == PW_NONE ? text.len : end + 1, text.len);
    }
    return true;
}

static pw_status emit_lines(const emitter *e, const pw_node *node, uint32_t column)
{
    pw_str text = node->text;
    bool ends = pw_str_ends(text, "\n"), keeps = pw_str_ends(text, "\n\n");
    pw_buf_puts(e->b, keeps ? "|+" : ends ? "|" : "|-");
    PW_TRY(end_line(e, node));
    while (text.len > 0) {
        uint32_t end = pw_str_find(text, '\n');
        pw_str line = pw_str_part(text, 0, end == PW_NONE ? text.len : end);
        pw_buf_repeat(e->b, ' ', line.len > 0 ? column : 0);
        pw_buf_put(e->b, line);
        PW_TRY(end_line(e, node));
        text = pw_str_part(text, end == PW_NONE ? text.len : end + 1, text.len);
    }
    return PW_OK;
}

/* A value without members, to the end of its line or lines. */
static pw_status emit_leaf(const emitter *e, const pw_node *node, uint32_t column)
{
    if (is_lines(node))
        return emit_lines(e, node, column);
    put_leaf(e->b, node);
    return end_line(e, node);
}

static pw_status emit_map(const emitter *e, const pw_node *map, uint32_t column, bool begun);

/* The items of a list, each from its dash. */
static pw_status emit_list(const emitter *e, const pw_node *list, uint32_t column, bool begun)
{
    for (const pw_node *item = list->first; item != NULL; item = item->next, begun = false) {
        pw_buf_repeat(e->b, ' ', begun ? 0 : column);
        pw_buf_puts(e->b, "- ");
        if (item->first != NULL && item->kind == PW_MAP) {
            PW_TRY(emit_map(e, item, column + 2, true));
        } else if (item->first != NULL) {
            PW_TRY(emit_list(e, item, column + 2, true));
        } else {
            PW_TRY(emit_leaf(e, item, column + 2));
        }
    }
    return PW_OK;
}

/* The members of a mapping; the first one goes on in a line that is begun. */
static pw_status emit_map(const emitter *e, const pw_node *map, uint32_t column, bool begun)
{
    for (const pw_node *child = map->first; child != NULL; child = child->next, begun = false) {
        pw_buf_repeat(e->b, ' ', begun ? 0 : column);
        put_text(e->b, child->key);
        pw_buf_putc(e->b, ':');
        if (child->first == NULL) {
            pw_buf_putc(e->b, ' ');
            PW_TRY(emit_leaf(e, child, column + 2));
            continue;
        }
        PW_TRY(end_line(e, child));
        PW_TRY(child->kind == PW_MAP ? emit_map(e, child, column + 2, false)
                                     : emit_list(e, child, column, false));
    }
    return PW_OK;
}

pw_status pw_emit(pw_buf *b, pw_arena *arena, const pw_node *root, pw_vec *lines)
{
    const emitter e = {b, arena, lines};
    return emit_map(&e, root, 0, false);
}
