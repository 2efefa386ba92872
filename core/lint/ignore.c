#include "lint/ignore.h"

#include "base/limits.h"

#include <string.h>

#define MARK "# podwall: ignore"

/* A comment: what it ignores, and the bytes of the line that it speaks of. */
typedef struct remark {
    const pw_document *doc;
    pw_span span;
    pw_str word;
    pw_code code;
    bool known;
    bool used;
    uint32_t from;
    uint32_t to;
} remark;

static uint32_t line_end(pw_str text, uint32_t at)
{
    const char *end = memchr(text.at + at, '\n', text.len - at);
    return end == NULL ? text.len : (uint32_t)(end - text.at);
}

/* The line a comment speaks of: its own, or the next that is no comment. */
static void find_line(pw_str text, remark *r)
{
    r->from = pw_str_line(text, r->span.from);
    r->to = line_end(text, r->span.from);
    if (pw_str_past_blanks(text, r->from) < r->span.from)
        return;
    while (r->to < text.len) {
        r->from = r->to + 1;
        r->to = line_end(text, r->from);
        uint32_t first = pw_str_past_blanks(text, r->from);
        if (first < r->to && text.at[first] != '#')
            return;
    }
}

static void read_word(pw_str text, remark *r)
{
    uint32_t from = r->span.from + (uint32_t)strlen(MARK), to;
    while (from < r->span.to && text.at[from] == ' ')
        from++;
    for (to = from; to < r->span.to && text.at[to] > ' '; to++)
        ;
    r->word = pw_str_part(text, from, to);
    r->known = pw_code_read(r->word, &r->code);
}

static pw_status find_remarks(const pw_document *doc, pw_arena *arena, pw_vec *remarks)
{
    pw_str text = doc->source.text;
    uint32_t size = (uint32_t)strlen(MARK);
    for (uint32_t at = 0; at + size <= text.len; at++) {
        const char *hash = memchr(text.at + at, '#', text.len - at);
        if (hash == NULL)
            return PW_OK;
        at = (uint32_t)(hash - text.at);
        if (at + size > text.len || memcmp(hash, MARK, size) != 0)
            continue;
        remark *r = pw_push(remarks, arena, remark);
        PW_NEED(r);
        *r = (remark){.doc = doc, .span = {at, line_end(text, at)}};
        read_word(text, r);
        find_line(text, r);
        at = r->span.to;
    }
    return PW_OK;
}

/* Whether a comment ignores the finding; a finding may be ignored more than once. */
static bool is_ignored(const pw_vec *remarks, const pw_finding *f)
{
    bool ignored = false;
    for (uint32_t i = 0; i < remarks->count; i++) {
        remark *r = &pw_items(*remarks, remark)[i];
        if (r->doc == f->doc && r->known && r->code == f->diag->code &&
            f->diag->severity != PW_ERROR && f->diag->span.from >= r->from &&
            f->diag->span.from <= r->to)
            ignored = r->used = true;
    }
    return ignored;
}

static void take_out(const pw_vec *remarks, pw_findings *findings)
{
    pw_finding *list = pw_items(findings->list, pw_finding);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < findings->list.count; i++) {
        if (is_ignored(remarks, &list[i])) {
            findings->ignored++;
            findings->counts[list[i].diag->severity]--;
        } else {
            list[kept++] = list[i];
        }
    }
    findings->list.count = kept;
}

static pw_status say_unused(pw_diags *d, const remark *r)
{
    if (r->known)
        pw_buf_print(&d->message, "nothing is ignored here: there is no %s on that line",
                     pw_code_slug(r->code));
    else
        pw_buf_print(&d->message, "%q is no finding", r->word);
    pw_buf_puts(&d->hint, "write # podwall: ignore CODE REASON at the end of a finding's line, or "
                "before it");
    return pw_diags_add(d, PW_UNUSED_IGNORE, r->span, PW_STR(""));
}

static pw_status add_unused(pw_diags *d, const pw_vec *remarks, pw_arena *arena,
                            pw_findings *findings)
{
    const remark *r = pw_items(*remarks, const remark);
    for (uint32_t i = 0; i < remarks->count; i++)
        if (!r[i].used)
            PW_TRY(say_unused(d, &r[i]));
    for (uint32_t i = 0, k = 0; i < remarks->count && k < d->list.count; i++)
        if (!r[i].used)
            PW_TRY(pw_findings_add(findings, arena, r[i].doc,
                                   &pw_items(d->list, const pw_diag)[k++]));
    return PW_OK;
}

pw_status pw_ignore_apply(const pw_snapshot *s, pw_arena *arena, pw_findings *findings)
{
    pw_vec remarks = {0};
    for (uint32_t i = 0; i < s->doc_count; i++)
        PW_TRY(find_remarks(s->docs[i], arena, &remarks));
    if (remarks.count == 0)
        return PW_OK;
    take_out(&remarks, findings);
    pw_diags d = pw_diags_make(arena, PW_MAX_FINDINGS);
    pw_status status = add_unused(&d, &remarks, arena, findings);
    return pw_diags_done(&d, status);
}
