#include "lint/repair.h"

#include "eval/changes.h"

#include <stdlib.h>
#include <string.h>

#define CONTEXT 3u /* lines of a diff around what changes */

/* An edit in bytes of its whole file. */
typedef struct edit {
    uint32_t from;
    uint32_t to;
    pw_str text;
} edit;

/* ---- choosing ---- */

static const pw_repair *repairs_of(const pw_finding *f)
{
    return pw_items(f->diag->repairs, const pw_repair);
}

static bool touch(const pw_finding *a, const pw_finding *b)
{
    if (a->doc != b->doc)
        return false;
    for (uint32_t i = 0; i < a->diag->repairs.count; i++)
        for (uint32_t k = 0; k < b->diag->repairs.count; k++) {
            pw_span x = repairs_of(a)[i].span, y = repairs_of(b)[k].span;
            if (x.from <= y.to && y.from <= x.to)
                return true;
        }
    return false;
}

/* Findings come in the order of the text, so only late ones can touch; look back a little. */
static bool is_free(const pw_repairs *repairs, const pw_finding *f)
{
    for (uint32_t i = repairs->list.count; i-- > 0;) {
        const pw_finding *other = pw_items(repairs->list, const pw_finding *)[i];
        if (other->doc != f->doc)
            return true;
        if (touch(other, f))
            return false;
    }
    return true;
}

pw_status pw_repairs_choose(const pw_findings *findings, pw_arena *arena, pw_code code,
                            pw_repairs *repairs)
{
    *repairs = (pw_repairs){0};
    for (uint32_t i = 0; i < findings->list.count; i++) {
        const pw_finding *f = &pw_items(findings->list, const pw_finding)[i];
        if (f->diag->repairs.count == 0 || (code != PW_CODE_COUNT && f->diag->code != code) ||
            !is_free(repairs, f))
            continue;
        const pw_finding **slot = pw_push(&repairs->list, arena, const pw_finding *);
        PW_NEED(slot);
        *slot = f;
    }
    return PW_OK;
}

/* ---- applying ---- */

static int by_place(const void *a, const void *b)
{
    const edit *x = a, *y = b;
    return x->from != y->from ? (x->from < y->from ? -1 : 1) : x->to < y->to ? -1 : x->to > y->to;
}

static pw_status collect(const pw_repairs *repairs, pw_arena *arena, const pw_file *file,
                         pw_vec *edits)
{
    uint32_t start = 0;
    for (uint32_t d = 0; d < file->count; start += file->docs[d++]->source.text.len)
        for (uint32_t i = 0; i < repairs->list.count; i++) {
            const pw_finding *f = pw_items(repairs->list, const pw_finding *)[i];
            for (uint32_t k = 0; f->doc == file->docs[d] && k < f->diag->repairs.count; k++) {
                edit *e = pw_push(edits, arena, edit);
                PW_NEED(e);
                *e = (edit){start + repairs_of(f)[k].span.from, start + repairs_of(f)[k].span.to,
                            repairs_of(f)[k].text};
            }
        }
    if (edits->count > 0)
        qsort(edits->at, edits->count, sizeof(edit), by_place);
    return PW_OK;
}

static pw_status file_text(const pw_file *file, pw_arena *arena, pw_str *text)
{
    size_t size = 0;
    for (uint32_t d = 0; d < file->count; d++)
        size += file->docs[d]->source.text.len;
    char *at = pw_arena_take(arena, size + 1);
    PW_NEED(at);
    *text = (pw_str){at, (uint32_t)size};
    for (uint32_t d = 0; d < file->count; d++) {
        pw_str part = file->docs[d]->source.text;
        if (part.len > 0)
            memcpy(at, part.at, part.len);
        at += part.len;
    }
    return PW_OK;
}

/* Bytes [from, to) of the text with edits [first, last) in them. */
static void put_edited(pw_buf *b, pw_str text, uint32_t from, uint32_t to, const edit *first,
                       const edit *last)
{
    for (; first < last; from = first->to, first++) {
        pw_buf_put(b, pw_str_part(text, from, first->from));
        pw_buf_put(b, first->text);
    }
    pw_buf_put(b, pw_str_part(text, from, to));
}

pw_status pw_repairs_text(const pw_repairs *repairs, pw_arena *arena, const pw_file *file,
                          pw_str *text, bool *changed)
{
    pw_vec edits = {0};
    pw_str old;
    PW_TRY(collect(repairs, arena, file, &edits));
    PW_TRY(file_text(file, arena, &old));
    *changed = edits.count > 0;
    *text = old;
    if (edits.count == 0)
        return PW_OK;
    pw_buf b = pw_buf_make(UINT32_MAX);
    const edit *first = pw_items(edits, const edit);
    put_edited(&b, old, 0, old.len, first, first + edits.count);
    return pw_buf_keep(&b, arena, text);
}

/* ---- diff ---- */

/* Lines that change together: bytes [from, to) of the old text, and their edits. */
typedef struct change {
    uint32_t from;
    uint32_t to;
    const edit *first;
    const edit *last;
} change;

static uint32_t change_end(pw_str text, const edit *e)
{
    bool whole = pw_str_line(text, e->to) == e->to &&
                 (e->to > e->from || (e->text.len > 0 && e->text.at[e->text.len - 1] == '\n'));
    return whole ? e->to : pw_str_line_after(text, e->to);
}

static change next_change(pw_str text, const edit *first, const edit *end)
{
    change c = {pw_str_line(text, first->from), change_end(text, first), first, first + 1};
    while (c.last < end && pw_str_line(text, c.last->from) < c.to) {
        uint32_t to = change_end(text, c.last++);
        c.to = to > c.to ? to : c.to;
    }
    return c;
}

static uint32_t count_lines(pw_str text, uint32_t from, uint32_t to)
{
    uint32_t lines = 0;
    for (; from < to; lines++)
        from = pw_str_line_after(text, from);
    return lines;
}

static void put_lines(pw_buf *out, char sign, pw_str text, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t end = pw_str_line_after(text, from);
        pw_buf_putc(out, sign);
        pw_buf_put(out, pw_str_part(text, from, end));
        if (text.at[end - 1] != '\n')
            pw_buf_puts(out, "\n\\ No newline at end of file\n");
        from = end;
    }
}

static uint32_t before(pw_str text, uint32_t at, uint32_t least)
{
    for (uint32_t i = 0; i < CONTEXT && at > least; i++)
        at = pw_str_line(text, at - 1);
    return at;
}

static uint32_t after(pw_str text, uint32_t at)
{
    for (uint32_t i = 0; i < CONTEXT; i++)
        at = pw_str_line_after(text, at);
    return at;
}

/* "-7,3": a range that is empty stands after the line before it. */
static void put_range(pw_buf *out, char sign, uint32_t line, uint32_t count)
{
    pw_buf_print(out, " ");
    pw_buf_putc(out, sign);
    pw_buf_print(out, "%u,%u", count == 0 ? line - 1 : line, count);
}

/* Writes one hunk, from edit *at on; `shift` is how many lines came in before. */
static void put_hunk(pw_buf *out, pw_str text, const edit **at, const edit *end, int32_t *shift)
{
    pw_buf body = pw_buf_make(UINT32_MAX);
    change c = next_change(text, *at, end);
    uint32_t from = before(text, c.from, 0), added = 0, shown = from;
    for (;;) {
        pw_buf fresh = pw_buf_make(UINT32_MAX);
        put_lines(&body, ' ', text, shown, c.from);
        put_lines(&body, '-', text, c.from, c.to);
        put_edited(&fresh, text, c.from, c.to, c.first, c.last);
        pw_str lines = pw_buf_str(&fresh);
        put_lines(&body, '+', lines, 0, lines.len);
        added += count_lines(lines, 0, lines.len) - count_lines(text, c.from, c.to);
        pw_buf_drop(&fresh, out);
        shown = c.to;
        *at = c.last;
        if (*at == end || pw_str_line(text, (*at)->from) > after(text, after(text, c.to)))
            break;
        c = next_change(text, *at, end);
    }
    uint32_t to = after(text, shown), line = count_lines(text, 0, from) + 1;
    uint32_t count = count_lines(text, from, to);
    put_lines(&body, ' ', text, shown, to);
    pw_buf_puts(out, "@@");
    put_range(out, '-', line, count);
    put_range(out, '+', line + (uint32_t)*shift, count + added);
    pw_buf_puts(out, " @@\n");
    pw_buf_put(out, pw_buf_str(&body));
    *shift += (int32_t)added;
    pw_buf_drop(&body, out);
}

pw_status pw_repairs_diff(const pw_repairs *repairs, pw_arena *arena, const pw_file *file,
                          pw_buf *out)
{
    pw_vec edits = {0};
    int32_t shift = 0;
    pw_str text;
    PW_TRY(collect(repairs, arena, file, &edits));
    if (edits.count == 0)
        return PW_OK;
    PW_TRY(file_text(file, arena, &text));
    pw_buf_print(out, "--- %S\n+++ %S\n", file->name, file->name);
    const edit *at = pw_items(edits, const edit), *end = at + edits.count;
    while (at < end)
        put_hunk(out, text, &at, end, &shift);
    return PW_OK;
}

/* ---- what it changes ---- */

static pw_status put_files(const pw_repairs *repairs, pw_arena *arena, const pw_snapshot *s,
                           pw_snapshot *mended)
{
    for (uint32_t i = 0; i < s->store.count; i++) {
        pw_str text;
        bool changed;
        PW_TRY(pw_repairs_text(repairs, arena, &s->store.files[i], &text, &changed));
        PW_TRY(pw_store_put(&mended->store, s->store.files[i].name, text));
    }
    return pw_snapshot_build(mended, &s->assume);
}

pw_status pw_repairs_effect(const pw_repairs *repairs, pw_arena *arena, pw_snapshot *s,
                            pw_str *text)
{
    pw_snapshot mended;
    pw_changes changes;
    *text = PW_STR("");
    pw_snapshot_open(&mended);
    pw_status status = put_files(repairs, arena, s, &mended);
    if (status == PW_OK)
        status = pw_changes_build(&mended, s, arena, &changes);
    /* Names in it may be of the snapshot that goes now. */
    if (status == PW_OK) {
        *text = pw_str_copy(arena, changes.text);
        status = text->at == NULL ? PW_E_NOMEM : PW_OK;
    }
    pw_snapshot_close(&mended);
    return status == PW_E_LIMIT ? PW_OK : status;
}
