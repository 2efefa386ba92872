#include "lint/edits.h"

uint32_t pw_dash_before(pw_str text, uint32_t at)
{
    uint32_t line = pw_str_line(text, at), dash = pw_str_past_blanks(text, line);
    bool alone = dash < at && text.at[dash] == '-' && pw_str_past_blanks(text, dash + 1) == at;
    return alone ? dash : PW_NONE;
}

/* ---- words ---- */

static bool is_plain(pw_str text)
{
    static const char *const others[] = {"true", "false", "yes", "no", "on", "off", "y", "n",
                                         "null"};
    unsigned char first = text.len > 0 ? (unsigned char)text.at[0] : '0';
    if (first >= '0' && first <= '9')
        return false;
    for (uint32_t i = 0; i < sizeof others / sizeof *others; i++)
        if (pw_str_is(text, others[i]))
            return false;
    return true;
}

pw_status pw_mend_word(pw_lint *l, pw_span span, pw_str text)
{
    if (is_plain(text))
        return pw_diags_repair(&l->diags, span, text);
    PW_TRY(pw_print_text(l->arena, &text, "\"%R\"", text));
    return pw_diags_repair(&l->diags, span, text);
}

/* ---- items ---- */

pw_status pw_mend_join(pw_lint *l, const pw_document *doc, pw_span first, pw_span second)
{
    pw_str text = doc->source.text;
    uint32_t one = pw_dash_before(text, first.from), other = pw_dash_before(text, second.from);
    if (one == PW_NONE || other == PW_NONE || first.from - one != second.from - other ||
        one - pw_str_line(text, one) != other - pw_str_line(text, other) ||
        text.at[first.from] == '{' ||
        text.at[second.from] == '{')
        return PW_OK;
    return pw_diags_repair(&l->diags, (pw_span){other, other + 1}, PW_STR(" "));
}

static pw_status remove_from_brackets(pw_lint *l, pw_str text, pw_span item)
{
    uint32_t from = item.from, to = item.to;
    while (to < text.len && (text.at[to] == ' ' || text.at[to] == '\n'))
        to++;
    if (to < text.len && text.at[to] == ',')
        return pw_diags_repair(&l->diags, (pw_span){from, pw_str_past_blanks(text, to + 1)},
                               PW_STR(""));
    while (from > 0 && (text.at[from - 1] == ' ' || text.at[from - 1] == '\n'))
        from--;
    if (from == 0 || text.at[from - 1] != ',')
        return PW_OK;
    return pw_diags_repair(&l->diags, (pw_span){from - 1, item.to}, PW_STR(""));
}

pw_status pw_mend_remove(pw_lint *l, const pw_document *doc, pw_span item)
{
    pw_str text = doc->source.text;
    uint32_t dash = pw_dash_before(text, item.from);
    if (dash == PW_NONE)
        return text.at[item.from] == '{' ? remove_from_brackets(l, text, item) : PW_OK;
    uint32_t line = pw_str_line(text, dash);
    uint32_t end = pw_str_line_after(text, item.to > 0 ? item.to - 1 : 0);
    return pw_diags_repair(&l->diags, (pw_span){line, end}, PW_STR(""));
}

/* Has a text put in, and frees it; one that is too long is none. */
static pw_status put_in(pw_lint *l, uint32_t at, pw_buf *b)
{
    pw_status status = b->status == PW_E_NOMEM ? PW_E_NOMEM : PW_OK;
    if (b->status == PW_OK)
        status = pw_diags_repair(&l->diags, (pw_span){at, at}, pw_buf_str(b));
    pw_buf_free(b);
    return status;
}

pw_status pw_mend_member(pw_lint *l, const pw_document *doc, uint32_t key, pw_str member)
{
    pw_str text = doc->source.text;
    uint32_t line = pw_str_line(text, key), first = pw_str_past_blanks(text, line);
    bool lines = first == key || pw_dash_before(text, key) != PW_NONE;
    uint32_t before = key;
    while (before > line && text.at[before - 1] == ' ')
        before--;
    bool brackets = before > line && (text.at[before - 1] == '{' || text.at[before - 1] == ',');
    if (!lines && !brackets)
        return PW_OK;
    pw_buf b = pw_buf_make(4096);
    pw_buf_print(&b, lines ? "%R\n" : "%R, ", member);
    pw_buf_repeat(&b, ' ', lines ? key - line : 0);
    return put_in(l, key, &b);
}

pw_status pw_mend_append(pw_lint *l, const pw_document *doc, pw_span list, pw_str lines)
{
    pw_str text = doc->source.text;
    uint32_t line = pw_str_line(text, list.from), end = pw_str_line_after(text, list.to - 1);
    if (text.at[list.from] != '-' || pw_str_past_blanks(text, line) != list.from)
        return PW_OK;
    pw_buf b = pw_buf_make(4096);
    pw_buf_puts(&b, text.at[end - 1] == '\n' ? "" : "\n");
    for (uint32_t at = 0; at < lines.len; at = pw_str_line_after(lines, at)) {
        pw_buf_repeat(&b, ' ', list.from - line);
        pw_buf_put(&b, pw_str_part(lines, at, pw_str_line_after(lines, at)));
    }
    return put_in(l, end, &b);
}
