#include "text/compact.h"

#include "base/utf8.h"
#include "text/scalar.h"

/* The children of a map in order, each key once. They are sorted in a block of their own: a map
 * may be as large as the document. */
typedef struct members {
    const pw_node **list;
    uint32_t count;
    pw_arena arena;
} members;

/* Keeps the order of equal keys. */
static void merge_halves(const pw_node **to, const pw_node **a, uint32_t na, const pw_node **b,
                         uint32_t nb)
{
    while (na > 0 || nb > 0) {
        bool first = nb == 0 || (na > 0 && pw_str_order((*a)->key, (*b)->key) <= 0);
        *to++ = first ? *a++ : *b++;
        na -= first ? 1 : 0;
        nb -= first ? 0 : 1;
    }
}

/* Sorts `from` with the help of `room`; the result is where it returns. */
static const pw_node **sort(const pw_node **from, const pw_node **room, uint32_t count)
{
    for (uint32_t size = 1; size < count; size *= 2) {
        for (uint32_t at = 0; at < count; at += 2 * size) {
            uint32_t rest = count - at;
            uint32_t na = rest < size ? rest : size;
            uint32_t nb = rest - na < size ? rest - na : size;
            merge_halves(room + at, from + at, na, from + at + na, nb);
        }
        const pw_node **sorted = room;
        room = from;
        from = sorted;
    }
    return from;
}

static pw_status open_members(const pw_node *map, members *m)
{
    *m = (members){.arena = pw_arena_make(map->count * 2 * sizeof *m->list + 64)};
    const pw_node **list = pw_new_array(&m->arena, const pw_node *, map->count + 1);
    const pw_node **room = pw_new_array(&m->arena, const pw_node *, map->count + 1);
    uint32_t count = 0;
    PW_NEED(list);
    PW_NEED(room);
    for (const pw_node *child = map->first; child != NULL; child = child->next)
        list[count++] = child;
    m->list = sort(list, room, count);
    for (uint32_t i = 0; i < count; i++)
        if (i + 1 == count || !pw_str_same(m->list[i]->key, m->list[i + 1]->key))
            m->list[m->count++] = m->list[i];
    return PW_OK;
}

static void close_members(members *m)
{
    pw_arena_free(&m->arena);
}

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
    members m;
    if (node->kind == PW_LIST) {
        put_list(b, node);
        return;
    }
    if (node->kind != PW_MAP) {
        put_scalar(b, node);
        return;
    }
    if (open_members(node, &m) != PW_OK)
        b->status = PW_E_NOMEM;
    pw_buf_putc(b, '{');
    for (uint32_t i = 0; i < m.count && b->status == PW_OK; i++) {
        if (i > 0)
            pw_buf_putc(b, ',');
        put_text(b, m.list[i]->key);
        pw_buf_putc(b, ':');
        pw_compact_put(b, m.list[i]);
    }
    pw_buf_putc(b, '}');
    close_members(&m);
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
    members m;
    bool first = true;
    if (open_members(map, &m) != PW_OK)
        b->status = PW_E_NOMEM;
    pw_buf_puts(b, "map[interface {}]interface {}{");
    for (uint32_t turn = 0; turn < 5; turn++)
        for (uint32_t i = 0; i < m.count && b->status == PW_OK; i++) {
            if (rank(m.list[i]) != turn)
                continue;
            pw_buf_puts(b, first ? "" : ", ");
            first = false;
            put_go_key(b, m.list[i]);
            pw_buf_putc(b, ':');
            pw_compact_put_go(b, m.list[i]);
        }
    pw_buf_putc(b, '}');
    close_members(&m);
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
    members m;
    if (open_members(map, &m) == PW_OK)
        for (uint32_t i = 0; i < m.count && found == NULL; i++)
            found = pw_compact_special(m.list[i]);
    close_members(&m);
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
