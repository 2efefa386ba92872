#include "suite/update.h"

#include "base/limits.h"

/* One line of the file with what takes its place. */
typedef struct writer {
    pw_reply_to *r;
    const pw_trial *trial;
    pw_arena *arena;
    const pw_ran *ran;
    pw_str indent;
    pw_str note;     /* " # ..." as it stands; only the first new line has it */
    pw_buf lines;    /* the new lines */
    bool kept;       /* the line stays, and the others are its exceptions */
    uint32_t changed;
    uint32_t by_hand; /* lines that do not hold, and that nothing can be written for */
} writer;

/* ---- new lines ---- */

static void put_line(writer *w, pw_expected expected, pw_str from, pw_str to, pw_ranges ports)
{
    const char *verb = pw_expected_name(expected);
    pw_buf_put(&w->lines, w->indent);
    pw_buf_puts(&w->lines, verb);
    pw_buf_repeat(&w->lines, ' ', expected == PW_EXPECT_PARTLY ? 1 : expected == PW_EXPECT_ALLOW
                                                                         ? 2 : 3);
    pw_buf_print(&w->lines, "%R -> %R  ", from, to);
    pw_expect_write_ports(&w->lines, ports);
    pw_buf_put(&w->lines, w->note);
    pw_buf_putc(&w->lines, '\n');
    w->note = PW_STR("");
}

/* Of these ports, what passes for all pods, for none, for some. */
static pw_status put_ports(writer *w, pw_str from, pw_str to, pw_ranges ports,
                           const pw_miss *now)
{
    pw_ranges allowed, denied, partly;
    PW_TRY(pw_trial_meet(w->arena, ports, now->all, &allowed));
    PW_TRY(pw_ranges_without(w->arena, ports, now->some, &denied));
    PW_TRY(pw_ranges_without(w->arena, now->some, now->all, &partly));
    PW_TRY(pw_trial_meet(w->arena, ports, partly, &partly));
    if (allowed.count > 0)
        put_line(w, PW_EXPECT_ALLOW, from, to, allowed);
    if (denied.count > 0)
        put_line(w, PW_EXPECT_DENY, from, to, denied);
    if (partly.count > 0)
        put_line(w, PW_EXPECT_PARTLY, from, to, partly);
    return PW_OK;
}

/* A line that speaks of every port is one again. */
static pw_status put_every(writer *w, pw_str from, pw_str to, const pw_miss *now)
{
    pw_ranges partly;
    PW_TRY(pw_ranges_without(w->arena, now->some, now->all, &partly));
    if (pw_expect_every(now->all))
        put_line(w, PW_EXPECT_ALLOW, from, to, now->all);
    else if (now->all.count > 0)
        put_line(w, PW_EXPECT_ONLY, from, to, now->all);
    else if (!pw_expect_every(partly))
        put_line(w, PW_EXPECT_DENY, from, to, pw_expect_all());
    if (partly.count > 0)
        put_line(w, PW_EXPECT_PARTLY, from, to, partly);
    return PW_OK;
}

/* ---- one line ---- */

static bool same_set(pw_ranges a, pw_ranges b)
{
    bool same = a.count == b.count;
    for (uint32_t i = 0; same && i < a.count; i++)
        same = a.at[i].from == b.at[i].from && a.at[i].to == b.at[i].to;
    return same;
}

/* Whether all that the line speaks of fails, and in the same way: then it is written over. */
static bool fails_as_one(const pw_ran *ran)
{
    const pw_miss *miss = pw_items(ran->misses, const pw_miss);
    bool one = ran->misses.count == ran->asked;
    for (uint32_t i = 1; one && i < ran->misses.count; i++)
        one = same_set(miss[i].some, miss[0].some) && same_set(miss[i].all, miss[0].all) &&
              same_set(miss[i].bad, miss[0].bad);
    return one;
}

static pw_status put_over(writer *w)
{
    const pw_expectation *e = w->ran->line;
    const pw_miss *first = pw_items(w->ran->misses, const pw_miss);
    if (e->expected == PW_EXPECT_ONLY || pw_expect_every(e->ports))
        return put_every(w, e->from, e->to, first);
    return put_ports(w, e->from, e->to, e->ports, first);
}

static bool means(const pw_unit *unit, const pw_vec *patterns)
{
    for (uint32_t i = 0; i < unit->patterns.count; i++)
        for (uint32_t k = 0; k < patterns->count; k++)
            if (pw_items(unit->patterns, const uint32_t)[i] ==
                pw_items(*patterns, const uint32_t)[k])
                return true;
    return false;
}

static const pw_miss *miss_of(const pw_ran *ran, uint32_t from, uint32_t to)
{
    for (uint32_t i = 0; i < ran->misses.count; i++) {
        const pw_miss *miss = &pw_items(ran->misses, const pw_miss)[i];
        if (miss->from == from && miss->to == to)
            return miss;
    }
    return NULL;
}

/* What is true between two units, for each pair of names that they need. Of a line that holds
 * between them *miss is NULL. */
static pw_status put_pair(writer *w, uint32_t from, uint32_t to, const pw_miss *miss,
                          pw_ranges ports)
{
    const pw_expectation *e = w->ran->line;
    const pw_units *units = &w->trial->units;
    pw_vec sources = {0}, targets = {0};
    PW_TRY(pw_unit_names(units, w->arena, from, &sources));
    PW_TRY(pw_unit_names(units, w->arena, to, &targets));
    for (uint32_t i = 0; i < sources.count; i++)
        for (uint32_t k = 0; k < targets.count; k++) {
            pw_str a = pw_items(sources, const pw_str)[i], b = pw_items(targets, const pw_str)[k];
            bool every = e->expected == PW_EXPECT_ONLY || pw_expect_every(e->ports);
            if (sources.count * targets.count > 1 && pw_str_same(a, b))
                continue;
            if (miss == NULL)
                put_line(w, e->expected, a, b, e->ports);
            else if (every && w->ran->rank > 0)
                PW_TRY(put_every(w, a, b, miss));
            else
                PW_TRY(put_ports(w, a, b, ports, miss));
        }
    return PW_OK;
}

/* A line of several names that fails for some of them: one for each pair. */
static pw_status put_apart(writer *w)
{
    const pw_units *units = &w->trial->units;
    for (uint32_t i = 0; i < units->list.count; i++)
        for (uint32_t k = 0; k < units->list.count; k++)
            if (means(pw_unit_at(units, i), &w->ran->from) &&
                means(pw_unit_at(units, k), &w->ran->to))
                PW_TRY(put_pair(w, i, k, miss_of(w->ran, i, k), w->ran->line->ports));
    return PW_OK;
}

/* Below a line with a pattern: its exceptions. */
static pw_status put_exceptions(writer *w, pw_str line)
{
    pw_buf_put(&w->lines, line);
    pw_buf_putc(&w->lines, '\n');
    w->note = PW_STR("");
    w->kept = true;
    for (uint32_t i = 0; i < w->ran->misses.count; i++) {
        const pw_miss *miss = &pw_items(w->ran->misses, const pw_miss)[i];
        PW_TRY(put_pair(w, miss->from, miss->to, miss, miss->bad));
    }
    return PW_OK;
}

/* A line about a Service with one port says what is true, unless pods behind it differ. */
static void put_direct(writer *w)
{
    const pw_expectation *e = w->ran->line;
    bool plain = w->ran->outcome == PW_ALLOW || w->ran->outcome == PW_DENY;
    if (plain && e->ports.count == 1 && e->ports.at[0].from == e->ports.at[0].to)
        put_line(w, w->ran->outcome == PW_ALLOW ? PW_EXPECT_ALLOW : PW_EXPECT_DENY, e->from,
                 e->to, e->ports);
}

static pw_status rewrite(writer *w, pw_str line)
{
    if (w->ran->problem.why.len > 0)
        return PW_OK;
    if (w->ran->direct) {
        put_direct(w);
        return PW_OK;
    }
    if (fails_as_one(w->ran))
        return put_over(w);
    return w->ran->rank == 0 ? put_exceptions(w, line) : put_apart(w);
}

/* ---- the file ---- */

/* The row of a line of the file, if it does not hold; *next is the first row not yet passed. */
static const pw_ran *failing(const pw_trial *trial, uint32_t line, uint32_t *next)
{
    const pw_ran *rows = pw_items(trial->rows, const pw_ran);
    while (*next < trial->rows.count && rows[*next].line->line < line)
        (*next)++;
    bool there = *next < trial->rows.count && rows[*next].line->line == line;
    return there && !rows[*next].ok ? &rows[*next] : NULL;
}

static void take_line(writer *w, pw_str line)
{
    uint32_t indent = 0, hash = pw_str_find(line, '#');
    while (indent < line.len && (line.at[indent] == ' ' || line.at[indent] == '\t'))
        indent++;
    w->indent = pw_str_part(line, 0, indent);
    w->note = PW_STR("");
    while (hash != PW_NONE && hash > 0 && line.at[hash - 1] == ' ')
        hash--;
    if (hash != PW_NONE)
        w->note = pw_str_part(line, hash, line.len);
    if (w->note.len > 0 && w->note.at[w->note.len - 1] == '\r')
        w->note.len--;
}

static void put_marked(pw_buf *out, const char *mark, pw_str text)
{
    while (text.len > 0) {
        uint32_t end = pw_str_find(text, '\n');
        pw_str line = pw_str_part(text, 0, end == PW_NONE ? text.len : end);
        text = pw_str_part(text, end == PW_NONE ? text.len : end + 1, text.len);
        pw_buf_print(out, "  %s %R\n", mark, pw_str_trim(line));
    }
}

/* Whether a line goes away: all it speaks of is gone. */
static bool is_gone(const pw_ran *ran)
{
    return ran->problem.gone && pw_str_find(ran->line->from, ',') == PW_NONE &&
           pw_str_find(ran->line->to, ',') == PW_NONE;
}

/* Says what changed, and adds it to the new text. */
static void tell(writer *w, pw_str name, uint32_t number, pw_str line, pw_buf *text)
{
    pw_buf *out = w->r->out;
    pw_str why = w->ran->problem.why;
    if (is_gone(w->ran)) {
        w->changed++;
        pw_buf_print(out, "%S:%u  %R\n", name, number, why);
        put_marked(out, "-", line);
        return;
    }
    if (w->lines.len == 0) {
        w->by_hand++;
        pw_buf_print(out, "%S:%u  must be changed by hand: %R\n", name, number,
                     why.len > 0 ? why : w->ran->sentence);
        pw_buf_print(text, "%R\n", line);
        return;
    }
    w->changed++;
    pw_buf_print(out, "%S:%u\n", name, number);
    pw_str fresh = pw_buf_str(&w->lines);
    put_marked(out, w->kept ? " " : "-", line);
    put_marked(out, "+", w->kept ? pw_str_part(fresh, line.len + 1, fresh.len) : fresh);
    pw_buf_put(text, fresh);
    pw_buf_clear(&w->lines);
}

static pw_status write_text(writer *w, pw_str name, pw_str rest, pw_buf *text)
{
    uint32_t next = 0;
    for (uint32_t number = 1; rest.len > 0; number++) {
        uint32_t end = pw_str_find(rest, '\n');
        pw_str line = pw_str_part(rest, 0, end == PW_NONE ? rest.len : end);
        bool last = end == PW_NONE;
        rest = pw_str_part(rest, last ? rest.len : end + 1, rest.len);
        w->ran = failing(w->trial, number, &next);
        if (w->ran == NULL) {
            pw_buf_print(text, last ? "%R" : "%R\n", line);
            continue;
        }
        take_line(w, line);
        w->kept = false;
        PW_TRY(rewrite(w, line));
        tell(w, name, number, line, text);
    }
    return PW_OK;
}

pw_status pw_update_suite(pw_reply_to *r, pw_str name, pw_str text, const pw_trial *trial,
                          pw_str *updated)
{
    writer w = {.r = r, .trial = trial, .arena = r->arena, .lines = pw_buf_make(PW_MAX_FILE)};
    pw_buf fresh = pw_buf_make(PW_MAX_FILE);
    *updated = (pw_str){NULL, 0};
    pw_status status = write_text(&w, name, text, &fresh);
    if (status == PW_OK && (w.lines.status != PW_OK || fresh.status != PW_OK))
        status = w.lines.status != PW_OK ? w.lines.status : fresh.status;
    if (status == PW_OK && w.changed > 0)
        status = pw_buf_keep(&fresh, r->arena, updated);
    pw_buf_free(&fresh);
    pw_buf_free(&w.lines);
    pw_buf_print(r->out, "%S: %u line%s changed\n", name, w.changed, w.changed == 1 ? "" : "s");
    if (w.by_hand > 0)
        r->exit = 1;
    return status;
}
