#include "text/compact.h"

#include "base/utf8.h"
#include "text/members.h"
#include "text/scalar.h"

static void put_unit(pw_buf *b, uint32_t unit)
{
    pw_buf_puts(b, "\\u");
    for (int shift = 12; shift >= 0; shift -= 4)
        pw_buf_putc(b, "0123456789abcdef"[unit >> shift & 15]);
}

static void put_escaped(pw_buf *b, uint32_t c)
{
    static const char letters[] = "\b\f\n\r\t", names[] = "bfnrt";
    for (uint32_t i = 0; i < 5; i++)
        if (c == (uint32_t)letters[i]) {
            pw_buf_putc(b, '\\');
            pw_buf_putc(b, names[i]);
            return;
        }
    put_unit(b, c);
}

static void put_text(pw_buf *b, pw_str text)
{
    pw_buf_putc(b, '"');
    for (uint32_t at = 0, len; at < text.len; at += len == 0 ? 1 : len) {
        uint32_t point = 0xfffd;
        len = pw_utf8_at(text, at, &point);
        if (len == 0)
            pw_buf_puts(b, "\\ufffd");
        else if (point == '"' || point == '\\')
            pw_buf_print(b, "\\%R", pw_str_part(text, at, at + 1));
        else if (point < 0x20 || point == '<' || point == '>' || point == '&' ||
                 point == 0x2028 || point == 0x2029)
            put_escaped(b, point);
        else
            pw_buf_put(b, pw_str_part(text, at, at + len));
    }
    pw_buf_putc(b, '"');
}

static void put_scalar(pw_buf *b, const pw_node *node)
{
    if (node->kind == PW_NULL)
        pw_buf_puts(b, "null");
    else if (node->kind == PW_BOOL)
        pw_buf_puts(b, pw_scalar_bool(node->text) ? "true" : "false");
    else if (node->kind == PW_TEXT)
        put_text(b, node->text);
    else
        pw_scalar_put(b, node->text);
}

static void put_list(pw_buf *b, const pw_node *list)
{
    pw_buf_putc(b, '[');
    for (const pw_node *item = list->first; item != NULL; item = item->next) {
        if (item != list->first)
            pw_buf_putc(b, ',');
        pw_compact_put(b, item);
    }
    pw_buf_putc(b, ']');
}

void pw_compact_put(pw_buf *b, const pw_node *node)
{
    pw_members m;
    if (node->kind == PW_LIST) {
        put_list(b, node);
        return;
    }
    if (node->kind != PW_MAP) {
        put_scalar(b, node);
        return;
    }
    if (pw_members_open(node, &m) != PW_OK)
        b->status = PW_E_NOMEM;
    pw_buf_putc(b, '{');
    for (uint32_t i = 0; i < m.count && b->status == PW_OK; i++) {
        if (i > 0)
            pw_buf_putc(b, ',');
        put_text(b, m.list[i].node->key);
        pw_buf_putc(b, ':');
        pw_compact_put(b, m.list[i].node);
    }
    pw_buf_putc(b, '}');
    pw_members_close(&m);
}

static void put_go_key(pw_buf *b, const pw_node *member)
{
    if (member->key_kind == PW_NULL)
        pw_buf_puts(b, "interface {}(nil)");
    else if (member->key_kind == PW_TEXT)
        pw_buf_print(b, "%Q", member->key);
    else
        pw_scalar_put_go(b, (pw_kind)member->key_kind, member->key);
}

/* Go prints the keys of one type together. */
static uint32_t rank(const pw_node *member)
{
    static const uint8_t ranks[] = {[PW_NULL] = 0, [PW_TEXT] = 1, [PW_INT] = 2, [PW_FLOAT] = 3,
                                    [PW_BOOL] = 4};
    return ranks[member->key_kind];
}

static void put_go_map(pw_buf *b, const pw_node *map)
{
    pw_members m;
    bool first = true;
    if (pw_members_open(map, &m) != PW_OK)
        b->status = PW_E_NOMEM;
    pw_buf_puts(b, "map[interface {}]interface {}{");
    for (uint32_t turn = 0; turn < 5; turn++)
        for (uint32_t i = 0; i < m.count && b->status == PW_OK; i++) {
            if (rank(m.list[i].node) != turn)
                continue;
            pw_buf_puts(b, first ? "" : ", ");
            first = false;
            put_go_key(b, m.list[i].node);
            pw_buf_putc(b, ':');
            pw_compact_put_go(b, m.list[i].node);
        }
    pw_buf_putc(b, '}');
    pw_members_close(&m);
}

void pw_compact_put_go(pw_buf *b, const pw_node *node)
{
    if (node->kind == PW_MAP) {
        put_go_map(b, node);
    } else if (node->kind == PW_LIST) {
        pw_buf_puts(b, "[]interface {}{");
        for (const pw_node *item = node->first; item != NULL; item = item->next) {
            pw_buf_puts(b, item == node->first ? "" : ", ");
            pw_compact_put_go(b, item);
        }
        pw_buf_putc(b, '}');
    } else if (node->kind == PW_NULL) {
        pw_buf_puts(b, "interface {}(nil)");
    } else if (node->kind == PW_TEXT) {
        pw_buf_print(b, "%Q", node->text);
    } else {
        pw_scalar_put_go(b, (pw_kind)node->kind, node->text);
    }
}

static const pw_node *special_member(const pw_node *map)
{
    const pw_node *found = NULL;
    pw_members m;
    if (pw_members_open(map, &m) == PW_OK)
        for (uint32_t i = 0; i < m.count && found == NULL; i++)
            found = pw_compact_special(m.list[i].node);
    pw_members_close(&m);
    return found;
}

const pw_node *pw_compact_special(const pw_node *node)
{
    if (node->kind == PW_FLOAT)
        return pw_scalar_is_special(node->text) ? node : NULL;
    if (node->kind == PW_MAP)
        return special_member(node);
    const pw_node *found = NULL;
    for (const pw_node *item = node->first; item != NULL && found == NULL; item = item->next)
        found = pw_compact_special(item);
    return found;
}
