#include "api/table.h"

static const pw_group *group_at(const pw_matrix *m, uint32_t i)
{
    return &pw_items(m->groups, const pw_group)[i];
}

static pw_str cell_text(const pw_matrix *m, uint32_t from, uint32_t to)
{
    uint32_t kind = m->cells[(size_t)from * m->groups.count + to];
    return pw_items(m->kinds, const pw_cell)[kind].text;
}

static bool is_none(const pw_matrix *m, uint32_t from, uint32_t to)
{
    uint32_t kind = m->cells[(size_t)from * m->groups.count + to];
    return pw_items(m->kinds, const pw_cell)[kind].mask == PW_MASK_NONE;
}

/* ---- JSON ---- */

static void write_ends(pw_reply_to *r, const pw_matrix *m)
{
    pw_json *j = &r->json;
    pw_json_open_as(j, "ends", '[');
    for (uint32_t i = 0; i < m->groups.count; i++) {
        const pw_group *group = group_at(m, i);
        pw_json_open(j, '{');
        pw_json_put(j, "name", group->name);
        pw_json_put(j, "namespace", pw_cluster_ns(&r->snapshot->cluster, group->ns)->name);
        pw_json_putn(j, "pods", group->pods);
        pw_json_close(j, '}');
    }
    pw_json_close(j, ']');
}

static void write_matrix(pw_reply_to *r, const pw_matrix *m)
{
    pw_json *j = &r->json;
    pw_reply_ok(r);
    pw_json_puts(j, "by", pw_by_name(m->by));
    write_ends(r, m);
    pw_json_open_as(j, "sets", '[');
    for (uint32_t i = 0; i < m->kinds.count; i++)
        pw_json_text(j, pw_items(m->kinds, const pw_cell)[i].text);
    pw_json_close(j, ']');
    pw_json_open_as(j, "cells", '[');
    for (uint32_t from = 0; from < m->groups.count; from++) {
        pw_json_open(j, '[');
        for (uint32_t to = 0; to < m->groups.count; to++)
            pw_json_number(j, m->cells[(size_t)from * m->groups.count + to]);
        pw_json_close(j, ']');
    }
    pw_json_close(j, ']');
}

/* ---- text ---- */

static void pad(pw_buf *b, uint32_t own, uint32_t width)
{
    pw_buf_repeat(b, ' ', own < width ? width - own : 0);
}

static uint32_t widest(const pw_matrix *m)
{
    uint32_t width = 0;
    for (uint32_t i = 0; i < m->groups.count; i++) {
        uint32_t own = pw_text_width(group_at(m, i)->name);
        width = own > width ? own : width;
    }
    return width;
}

/* Cells of the grid are signs, explained below it: '#' all, '.' none, '~' partly, letters for
 * other sets. */
static void write_sign(pw_buf *b, const pw_matrix *m, uint32_t kind)
{
    const pw_cell *cell = &pw_items(m->kinds, const pw_cell)[kind];
    uint32_t letter = 0;
    if (!cell->differs && cell->mask == PW_MASK_ALL)
        pw_buf_putc(b, '#');
    else if (!cell->differs && cell->mask == PW_MASK_NONE)
        pw_buf_putc(b, '.');
    else if (pw_str_is(cell->text, "partly"))
        pw_buf_putc(b, '~');
    else {
        for (uint32_t i = 0; i < kind; i++) {
            const pw_cell *before = &pw_items(m->kinds, const pw_cell)[i];
            letter += before->differs ||
                              (before->mask != PW_MASK_ALL && before->mask != PW_MASK_NONE)
                          ? 1
                          : 0;
        }
        pw_buf_putc(b, (char)('a' + letter % 26));
        if (letter >= 26)
            pw_buf_number(b, letter / 26);
    }
}

static void print_number(pw_buf *b, uint32_t number, uint32_t width)
{
    pw_buf text = pw_buf_make(16);
    pw_buf_number(&text, number);
    pad(b, text.len, width);
    pw_buf_put(b, pw_buf_str(&text));
    pw_buf_drop(&text, b);
}

static void print_sign(pw_buf *b, const pw_matrix *m, uint32_t from, uint32_t to, uint32_t width)
{
    pw_buf sign = pw_buf_make(32);
    write_sign(&sign, m, m->cells[(size_t)from * m->groups.count + to]);
    pad(b, sign.len, width);
    pw_buf_put(b, pw_buf_str(&sign));
    pw_buf_drop(&sign, b);
}

static void print_legend(pw_buf *b, const pw_matrix *m)
{
    pw_buf_puts(b, "\nrow reaches column:");
    for (uint32_t i = 0; i < m->kinds.count; i++) {
        pw_buf_puts(b, i == 0 ? "  " : "   ");
        write_sign(b, m, i);
        pw_buf_print(b, " %R", pw_items(m->kinds, const pw_cell)[i].text);
    }
    pw_buf_putc(b, '\n');
}

static void print_grid(pw_reply_to *r, const pw_matrix *m)
{
    uint32_t count = m->groups.count, names = widest(m), digits = count > 99 ? 4 : 3;
    if (count == 0) {
        pw_buf_puts(r->out, "no pods\n");
        return;
    }
    pad(r->out, 0, names + digits + 1);
    for (uint32_t i = 0; i < count; i++)
        print_number(r->out, i + 1, digits);
    pw_buf_putc(r->out, '\n');
    for (uint32_t from = 0; from < count; from++) {
        pw_str name = group_at(m, from)->name;
        print_number(r->out, from + 1, digits);
        pw_buf_putc(r->out, ' ');
        pw_buf_put(r->out, name);
        pad(r->out, pw_text_width(name), names);
        for (uint32_t to = 0; to < count; to++)
            print_sign(r->out, m, from, to, digits);
        pw_buf_putc(r->out, '\n');
    }
    print_legend(r->out, m);
}

/* A line for each pair that is connected. */
static void print_connections(pw_reply_to *r, const pw_matrix *m)
{
    uint32_t names = widest(m);
    for (uint32_t from = 0; from < m->groups.count; from++)
        for (uint32_t to = 0; to < m->groups.count; to++) {
            pw_str source = group_at(m, from)->name, target = group_at(m, to)->name;
            if (is_none(m, from, to))
                continue;
            pw_buf_put(r->out, source);
            pad(r->out, pw_text_width(source), names);
            pw_buf_puts(r->out, " -> ");
            pw_buf_put(r->out, target);
            pad(r->out, pw_text_width(target), names);
            pw_buf_print(r->out, "  %R\n", cell_text(m, from, to));
        }
}

static void put_field(pw_buf *b, pw_str text)
{
    bool quote = pw_str_find(text, ',') != PW_NONE;
    pw_buf_puts(b, quote ? "\"" : "");
    pw_buf_put(b, text);
    pw_buf_puts(b, quote ? "\"" : "");
}

/* CSV: a line for each pair; with --connections only for connected ones. */
static void print_csv(pw_reply_to *r, const pw_matrix *m)
{
    pw_buf_puts(r->out, r->request->port.given ? "from,to,verdict\n" : "from,to,connections\n");
    for (uint32_t from = 0; from < m->groups.count; from++)
        for (uint32_t to = 0; to < m->groups.count; to++) {
            if (r->request->connections && is_none(m, from, to))
                continue;
            put_field(r->out, group_at(m, from)->name);
            pw_buf_putc(r->out, ',');
            put_field(r->out, group_at(m, to)->name);
            pw_buf_putc(r->out, ',');
            put_field(r->out, cell_text(m, from, to));
            pw_buf_putc(r->out, '\n');
        }
}

static void print_md_list(pw_reply_to *r, const pw_matrix *m)
{
    pw_buf_print(r->out, "| from | to | %s |\n| --- | --- | --- |\n",
                 r->request->port.given ? "verdict" : "connections");
    for (uint32_t from = 0; from < m->groups.count; from++)
        for (uint32_t to = 0; to < m->groups.count; to++)
            if (!is_none(m, from, to))
                pw_buf_print(r->out, "| %R | %R | %R |\n", group_at(m, from)->name,
                             group_at(m, to)->name, cell_text(m, from, to));
}

static void print_md(pw_reply_to *r, const pw_matrix *m)
{
    pw_buf_puts(r->out, "| from \\ to |");
    for (uint32_t i = 0; i < m->groups.count; i++)
        pw_buf_print(r->out, " %R |", group_at(m, i)->name);
    pw_buf_puts(r->out, "\n| --- |");
    for (uint32_t i = 0; i < m->groups.count; i++)
        pw_buf_puts(r->out, " --- |");
    pw_buf_putc(r->out, '\n');
    for (uint32_t from = 0; from < m->groups.count; from++) {
        pw_buf_print(r->out, "| **%R** |", group_at(m, from)->name);
        for (uint32_t to = 0; to < m->groups.count; to++)
            pw_buf_print(r->out, " %R |", cell_text(m, from, to));
        pw_buf_putc(r->out, '\n');
    }
}

pw_status pw_reply_matrix(pw_reply_to *r)
{
    pw_matrix m;
    pw_status status = pw_matrix_build(r->snapshot, r->arena, r->request->by, r->request->port,
                                       &m);
    if (status == PW_E_LIMIT) {
        pw_reply_error(r, "too-large", PW_STR("this table would have more than 4000000 cells; "
                       "ask by workload or by namespace"), NULL);
        return PW_OK;
    }
    PW_TRY(status);
    if (pw_wants_json(r))
        write_matrix(r, &m);
    else if (r->request->format == PW_AS_CSV)
        print_csv(r, &m);
    else if (r->request->format == PW_AS_MD && r->request->connections)
        print_md_list(r, &m);
    else if (r->request->format == PW_AS_MD)
        print_md(r, &m);
    else if (r->request->connections)
        print_connections(r, &m);
    else
        print_grid(r, &m);
    return PW_OK;
}
