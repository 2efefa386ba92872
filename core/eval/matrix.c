#include "eval/matrix.h"

#include "base/limits.h"
#include "eval/ranges.h"

/* ---- masks in words ---- */

pw_status pw_mask_text(const pw_ports *ports, pw_arena *arena, uint32_t mask, pw_str *text)
{
    pw_buf b = pw_buf_make(1 << 20);
    pw_ranges ranges;
    if (mask == PW_MASK_NONE || mask == PW_MASK_ALL) {
        *text = mask == PW_MASK_NONE ? PW_STR("none") : PW_STR("all");
        return PW_OK;
    }
    PW_TRY(pw_ranges_of(ports, arena, mask, &ranges));
    pw_ranges_write(&b, ranges);
    return pw_buf_keep(&b, arena, text);
}

/* ---- cells ---- */

typedef struct builder {
    pw_snapshot *s;
    pw_arena *arena;
    pw_matrix *m;
    pw_asked_port port;
    pw_groups groups;
    pw_table kind_table; /* of the matrix's kinds */
} builder;

/* The ports that pass for some pair of two groups, and whether the pairs differ. A pod is not
 * asked about itself, unless it is alone in its group. */
static pw_status pair_groups(builder *b, uint32_t from, uint32_t to, pw_cell *cell)
{
    bool first = true;
    *cell = (pw_cell){0};
    for (uint32_t i = b->groups.from[from]; i < b->groups.from[from + 1]; i++)
        for (uint32_t k = b->groups.from[to]; k < b->groups.from[to + 1]; k++) {
            uint32_t mask;
            if (i == k && b->groups.from[from + 1] - b->groups.from[from] > 1)
                continue;
            PW_TRY(pw_judge_ports(b->s, (pw_spot){.pod = b->groups.pods[i]},
                                  (pw_spot){.pod = b->groups.pods[k]}, &mask));
            cell->differs = cell->differs || (!first && mask != cell->mask);
            PW_TRY(pw_ports_union(&b->s->index.ports, first ? PW_MASK_NONE : cell->mask, mask,
                                  &cell->mask));
            first = false;
        }
    return PW_OK;
}

static bool port_in(const builder *b, uint32_t mask)
{
    const pw_ports *ports = &b->s->index.ports;
    return pw_bits_has(pw_ports_bits(ports, mask),
                       pw_ports_column(ports, b->port.protocol, b->port.port));
}

/* With one port asked for, only that port matters. */
static pw_status narrow_to_port(builder *b, uint32_t from, uint32_t to, pw_cell *cell)
{
    bool any = port_in(b, cell->mask), all = any;
    for (uint32_t i = b->groups.from[from]; cell->differs && i < b->groups.from[from + 1]; i++)
        for (uint32_t k = b->groups.from[to]; k < b->groups.from[to + 1]; k++) {
            uint32_t mask;
            if (i == k && b->groups.from[from + 1] - b->groups.from[from] > 1)
                continue;
            PW_TRY(pw_judge_ports(b->s, (pw_spot){.pod = b->groups.pods[i]},
                                  (pw_spot){.pod = b->groups.pods[k]}, &mask));
            all = all && port_in(b, mask);
        }
    cell->mask = any ? PW_MASK_ALL : PW_MASK_NONE;
    cell->differs = any && !all;
    return PW_OK;
}

static pw_status name_cell(builder *b, pw_cell *cell)
{
    if (b->port.given) {
        cell->text = cell->differs                   ? PW_STR("partly")
                     : cell->mask == PW_MASK_ALL ? PW_STR("allow")
                                                     : PW_STR("deny");
        return PW_OK;
    }
    PW_TRY(pw_mask_text(&b->s->index.ports, b->arena, cell->mask, &cell->text));
    if (!cell->differs)
        return PW_OK;
    pw_buf text = pw_buf_make(1 << 20);
    pw_buf_print(&text, "partly ");
    pw_buf_put(&text, cell->text);
    return pw_buf_keep(&text, b->arena, &cell->text);
}

typedef struct cell_search {
    const pw_matrix *m;
    const pw_cell *cell;
} cell_search;

static bool same_cell(const void *context, uint32_t number)
{
    const cell_search *search = context;
    const pw_cell *kind = &pw_items(search->m->kinds, const pw_cell)[number];
    return kind->mask == search->cell->mask && kind->differs == search->cell->differs;
}

static pw_status share_cell(builder *b, pw_cell cell, uint32_t *number)
{
    cell_search search = {b->m, &cell};
    uint32_t hash = pw_hash_mix(cell.mask, cell.differs ? 1 : 0);
    *number = pw_table_find(&b->kind_table, hash, same_cell, &search);
    if (*number != PW_NONE)
        return PW_OK;
    *number = b->m->kinds.count;
    PW_TRY(pw_table_add(&b->kind_table, b->arena, hash, *number));
    PW_TRY(name_cell(b, &cell));
    pw_cell *slot = pw_push(&b->m->kinds, b->arena, pw_cell);
    PW_NEED(slot);
    *slot = cell;
    return PW_OK;
}

static pw_status fill(builder *b)
{
    uint32_t count = b->groups.list.count;
    if ((uint64_t)count * count > PW_MAX_CELLS)
        return PW_E_LIMIT;
    PW_NEED(b->m->cells = pw_new_array(b->arena, uint32_t, (size_t)count * count + 1));
    for (uint32_t from = 0; from < count; from++)
        for (uint32_t to = 0; to < count; to++) {
            pw_cell cell;
            PW_TRY(pair_groups(b, from, to, &cell));
            if (b->port.given)
                PW_TRY(narrow_to_port(b, from, to, &cell));
            PW_TRY(share_cell(b, cell, &b->m->cells[(size_t)from * count + to]));
        }
    return PW_OK;
}

pw_status pw_matrix_build(pw_snapshot *s, pw_arena *arena, pw_by by, pw_asked_port port,
                          pw_matrix *matrix)
{
    builder b = {.s = s, .arena = arena, .m = matrix, .port = port};
    *matrix = (pw_matrix){.by = by};
    PW_TRY(pw_groups_build(s, arena, by, &b.groups));
    matrix->groups = b.groups.list;
    return fill(&b);
}
