#include "edit/format.h"

#include "base/limits.h"
#include "edit/outline.h"
#include "text/reader.h"

#include <string.h>

typedef struct formatter {
    pw_arena *arena;   /* of the changes */
    pw_arena *scratch; /* of all else */
    pw_str text;
    pw_outline outline;
    uint32_t *columns; /* of each entry, as it shall be */
    uint32_t next;     /* the next entry outside brackets */
    uint32_t last;     /* the one before it */
    pw_vec *changes;
} formatter;

static pw_status change(formatter *f, uint32_t from, uint32_t to, uint32_t blanks, bool line_end)
{
    if (from == to && blanks == 0 && !line_end)
        return PW_OK;
    pw_change *slot = pw_push(f->changes, f->arena, pw_change);
    PW_NEED(slot);
    *slot = (pw_change){{from, to}, blanks, line_end};
    return PW_OK;
}

/* ---- columns ---- */

static pw_status find_columns(formatter *f)
{
    uint32_t count = f->outline.entries.count;
    PW_NEED(f->columns = pw_new_array(f->scratch, uint32_t, count));
    for (uint32_t i = 1; i < count; i++) {
        const pw_entry *e = pw_outline_at(&f->outline, i);
        const pw_entry *parent = pw_outline_at(&f->outline, e->parent);
        bool list = pw_entry_is_item(e) && !pw_entry_is_item(parent);
        f->columns[i] = e->parent == 0 ? 0 : f->columns[e->parent] + (list ? 0 : 2);
    }
    return PW_OK;
}

static const pw_entry *next_entry(const formatter *f)
{
    return f->next < f->outline.entries.count ? pw_outline_at(&f->outline, f->next) : NULL;
}

static void advance(formatter *f)
{
    f->last = f->next++;
    while (next_entry(f) != NULL && next_entry(f)->flow)
        f->next++;
}

/* ---- lines ---- */

/* A line: where it begins, its first byte that is no blank, and where its blanks at the end begin
 * and end. */
typedef struct line {
    uint32_t from;
    uint32_t first;
    uint32_t trimmed;
    uint32_t to;
} line;

static uint32_t skip_spaces(pw_str text, uint32_t at)
{
    while (at < text.len && text.at[at] == ' ')
        at++;
    return at;
}

static line line_at(pw_str text, uint32_t from)
{
    uint32_t len = pw_str_find(pw_str_part(text, from, text.len), '\n');
    line l = {.from = from, .to = len == PW_NONE ? text.len : from + len};
    if (l.to > from && text.at[l.to - 1] == '\r')
        l.to--;
    for (l.trimmed = l.to; l.trimmed > from && (text.at[l.trimmed - 1] == ' ' ||
                                                text.at[l.trimmed - 1] == '\t');)
        l.trimmed--;
    l.first = skip_spaces(text, from);
    l.first = l.first < l.to ? l.first : l.to;
    return l;
}

static uint32_t next_line(pw_str text, const line *l)
{
    uint32_t len = pw_str_find(pw_str_part(text, l->to, text.len), '\n');
    return len == PW_NONE ? text.len : l->to + len + 1;
}

/* Moves a line to `column`: blanks come or go at its beginning. */
static pw_status indent(formatter *f, const line *l, uint32_t column)
{
    uint32_t now = l->first - l->from;
    if (column >= now)
        return change(f, l->from, l->from, column - now, false);
    return change(f, l->from, l->from + (now - column), 0, false);
}

static pw_status trim(formatter *f, const line *l)
{
    return change(f, l->trimmed, l->to, 0, false);
}

/* The column of a line that goes on with the value of the last entry: it moves as that does. */
static uint32_t moved(const formatter *f, const line *l)
{
    uint32_t now = l->first - l->from;
    if (f->last == 0)
        return now;
    uint32_t was = pw_outline_at(&f->outline, f->last)->column, is = f->columns[f->last];
    return is >= was ? now + (is - was) : now > was - is ? now - (was - is) : 0;
}

/* Whether the line is part of a block of text, where blanks count. */
static bool is_block_text(const formatter *f, const line *l)
{
    const pw_entry *e = pw_outline_at(&f->outline, f->last);
    return e->form == PW_BLOCK_TEXT && l->from > e->value.from && l->from <= e->value.to;
}

/* One blank between a dash and what follows it on its line. */
static pw_status format_dash(formatter *f, const pw_entry *item)
{
    uint32_t end = skip_spaces(f->text, item->span.to);
    if (item->form == PW_NO_VALUE || end <= item->span.to + 1)
        return PW_OK;
    return change(f, item->span.to + 1, end, 0, false);
}

/* A line that begins with an entry: all that begin in it. */
static pw_status format_entries(formatter *f, const line *l)
{
    PW_TRY(indent(f, l, f->columns[f->next]));
    while (next_entry(f) != NULL && next_entry(f)->span.from < l->to) {
        advance(f);
        if (pw_entry_is_item(pw_outline_at(&f->outline, f->last)))
            PW_TRY(format_dash(f, pw_outline_at(&f->outline, f->last)));
    }
    return PW_OK;
}

/* A comment goes with the entry that follows; at the end with the one before. */
static uint32_t comment_column(const formatter *f, const line *l)
{
    return next_entry(f) != NULL ? f->columns[f->next] : moved(f, l);
}

static bool in_brackets(const formatter *f, const line *l)
{
    const pw_entry *e = pw_outline_at(&f->outline, f->last);
    return (e->form == PW_FLOW_MAP || e->form == PW_FLOW_LIST) && l->from > e->value.from &&
           l->from < e->value.to;
}

static pw_status format_line(formatter *f, const line *l)
{
    bool marker = l->from == 0 && pw_str_starts(f->text, "---");
    if (is_block_text(f, l))
        return indent(f, l, l->to > l->from ? moved(f, l) : 0);
    if (l->first >= l->trimmed || marker)
        return trim(f, l);
    if (next_entry(f) != NULL && next_entry(f)->span.from < l->to)
        PW_TRY(format_entries(f, l));
    else if (f->text.at[l->first] == '#' && !in_brackets(f, l))
        PW_TRY(indent(f, l, comment_column(f, l)));
    else
        PW_TRY(indent(f, l, moved(f, l)));
    return trim(f, l);
}

/* Where the last line that is not blank ends. */
static uint32_t end_of_lines(pw_str text)
{
    uint32_t end = text.len;
    while (end > 0 && strchr(" \t\r\n", text.at[end - 1]) != NULL && text.at[end - 1] != '\0')
        end--;
    return end;
}

static pw_status format_lines(formatter *f, bool last)
{
    uint32_t end = last ? end_of_lines(f->text) : f->text.len;
    line l;
    for (uint32_t at = 0; at < end; at = next_line(f->text, &l)) {
        l = line_at(f->text, at);
        /* Blanks at the end of the last line go with the lines after it. */
        if (l.to > end)
            l.to = end > l.trimmed ? end : l.trimmed;
        PW_TRY(format_line(f, &l));
    }
    bool ends = last && end > 0 && f->text.len == end + 1 && f->text.at[end] == '\n';
    bool ends_windows = last && end > 0 && f->text.len == end + 2 && f->text.at[end] == '\r';
    if (!last || end == 0 || ends || ends_windows)
        return PW_OK;
    return change(f, end, f->text.len, 0, true);
}

/* ---- reading again ---- */

static bool same_tree(const pw_node *a, const pw_node *b)
{
    if (a->kind != b->kind || a->quoted != b->quoted || a->count != b->count ||
        !pw_str_same(a->key, b->key) || !pw_str_same(a->text, b->text))
        return false;
    const pw_node *one = a->first, *other = b->first;
    for (; one != NULL && other != NULL; one = one->next, other = other->next)
        if (!same_tree(one, other))
            return false;
    return one == other;
}

/* The trees of a text; *readable is false when something is wrong with it. */
static pw_status read_trees(pw_arena *scratch, const pw_source *source, pw_vec *roots,
                            bool *readable)
{
    pw_diags d = pw_diags_make(scratch, 1);
    *roots = (pw_vec){0};
    pw_status status = pw_reader_read(source, scratch, scratch, &d, roots);
    *readable = !d.errors;
    return pw_diags_done(&d, status);
}

static pw_status apply(formatter *f, pw_str *text)
{
    pw_buf b = pw_buf_make(PW_MAX_FILE);
    uint32_t at = 0;
    for (uint32_t i = 0; i < f->changes->count; i++) {
        const pw_change *c = &pw_items(*f->changes, const pw_change)[i];
        pw_buf_put(&b, pw_str_part(f->text, at, c->span.from));
        pw_buf_repeat(&b, ' ', c->blanks);
        pw_buf_puts(&b, c->line_end ? "\n" : "");
        at = c->span.to;
    }
    pw_buf_put(&b, pw_str_part(f->text, at, f->text.len));
    return pw_buf_keep(&b, f->scratch, text);
}

/* Whether the document says the same after the changes as before. */
static pw_status check(formatter *f, const pw_vec *before, bool *same)
{
    pw_str text;
    pw_source source;
    pw_vec after;
    PW_TRY(apply(f, &text));
    PW_TRY(pw_source_make(f->scratch, text, &source));
    PW_TRY(read_trees(f->scratch, &source, &after, same));
    *same = *same && after.count == before->count;
    for (uint32_t i = 0; *same && i < after.count; i++)
        *same = same_tree(pw_items(*before, pw_node *const)[i],
                          pw_items(after, pw_node *const)[i]);
    return PW_OK;
}

pw_status pw_format_document(pw_arena *arena, pw_arena *scratch, const pw_source *source, bool last,
                             pw_vec *changes)
{
    formatter f = {.arena = arena, .scratch = scratch, .text = source->text, .changes = changes};
    pw_vec before;
    bool good;
    *changes = (pw_vec){0};
    pw_arena_reset(scratch);
    PW_TRY(read_trees(scratch, source, &before, &good));
    if (!good)
        return PW_OK;
    PW_TRY(pw_outline_read(scratch, f.text, &f.outline));
    PW_TRY(find_columns(&f));
    advance(&f);
    bool json = pw_outline_at(&f.outline, 0)->form != PW_NO_VALUE;
    if (!json)
        PW_TRY(format_lines(&f, last));
    if (changes->count > 0)
        PW_TRY(check(&f, &before, &good));
    if (!good)
        *changes = (pw_vec){0};
    return PW_OK;
}
