#include "eval/matrix.h"

#include "base/limits.h"
#include "eval/condition.h"
#include "model/workloads.h"

static const char *const by_names[] = {"pod", "workload", "namespace"};

const char *pw_by_name(pw_by by)
{
    return by_names[by];
}

bool pw_by_read(pw_str text, pw_by *by)
{
    for (int i = 0; i < 3; i++)
        if (pw_str_is(text, by_names[i])) {
            *by = (pw_by)i;
            return true;
        }
    return false;
}

/* ---- masks in words ---- */

/* The next run of columns at or after `at`; `end` when there is none. */
static uint32_t next_run(const pw_word *bits, uint32_t at, uint32_t end, uint32_t *last)
{
    while (at < end && !pw_bits_has(bits, at))
        at++;
    *last = at;
    while (*last + 1 < end && pw_bits_has(bits, *last + 1))
        (*last)++;
    return at;
}

static void write_protocol(pw_buf *b, const pw_ports *p, const pw_word *bits, int protocol)
{
    uint32_t end = p->base[protocol + 1], last;
    bool first = true;
    for (uint32_t at = next_run(bits, p->base[protocol], end, &last); at < end;
         at = next_run(bits, last + 1, end, &last)) {
        uint32_t from = p->starts[at], to = pw_ports_end(p, last);
        if (first)
            pw_buf_print(b, "%s%s ", b->len > 0 ? "; " : "",
                         pw_protocol_name((pw_protocol)protocol));
        pw_buf_puts(b, first ? "" : ", ");
        first = false;
        if (from == 1 && to == PW_MAX_PORT)
            pw_buf_puts(b, "all");
        else if (from == to)
            pw_buf_print(b, "%u", from);
        else
            pw_buf_print(b, "%u-%u", from, to);
    }
}

pw_status pw_mask_text(const pw_ports *ports, pw_arena *arena, uint32_t mask, pw_str *text)
{
    pw_buf b = pw_buf_make(1 << 20);
    if (mask == PW_MASK_NONE)
        pw_buf_puts(&b, "none");
    else if (mask == PW_MASK_ALL)
        pw_buf_puts(&b, "all");
    else
        for (int i = 0; i < PW_PROTOCOLS; i++)
            write_protocol(&b, ports, pw_ports_bits(ports, mask), i);
    return pw_buf_keep(&b, arena, text);
}

/* ---- groups ---- */

typedef struct builder {
    pw_snapshot *s;
    pw_arena *arena;
    pw_matrix *m;
    pw_asked_port port;
    uint32_t *group_of; /* of each pod */
    uint32_t *pods;     /* sorted by group */
    uint32_t *from;     /* pods of group i are [from[i], from[i + 1]) */
    pw_table kind_table; /* of the matrix's kinds */
} builder;

static pw_status add_group(builder *b, pw_str name, uint32_t ns, uint32_t *number)
{
    pw_group *group = pw_push(&b->m->groups, b->arena, pw_group);
    PW_NEED(group);
    *group = (pw_group){name, ns, 0};
    *number = b->m->groups.count - 1;
    return PW_OK;
}

static pw_status group_pod(builder *b, uint32_t pod, uint32_t *of_workload, uint32_t *of_ns,
                           uint32_t *group)
{
    const pw_cluster *c = &b->s->cluster;
    const pw_member *member = pw_cluster_member(c, pod);
    uint32_t *known = NULL, top = PW_NONE;
    pw_str name;
    if (b->m->by == PW_BY_NAMESPACE)
        known = &of_ns[member->ns];
    if (b->m->by == PW_BY_WORKLOAD && member->workload != PW_NONE) {
        top = pw_workload_top(c, member->workload);
        known = &of_workload[top];
    }
    if (known != NULL && *known != 0) {
        *group = *known - 1;
        return PW_OK;
    }
    if (b->m->by == PW_BY_NAMESPACE)
        name = pw_cluster_ns(c, member->ns)->name;
    else if (top != PW_NONE)
        PW_TRY(pw_workload_name(b->s, b->arena, top, &name));
    else
        PW_TRY(pw_spot_name(b->s, b->arena, (pw_spot){.pod = pod}, &name));
    PW_TRY(add_group(b, name, member->ns, group));
    if (known != NULL)
        *known = *group + 1;
    return PW_OK;
}

static pw_status make_groups(builder *b)
{
    const pw_cluster *c = &b->s->cluster;
    uint32_t *of_workload = pw_new_array(b->arena, uint32_t, c->workloads.count + 1);
    uint32_t *of_ns = pw_new_array(b->arena, uint32_t, c->namespaces.count + 1);
    PW_NEED(of_workload);
    PW_NEED(of_ns);
    PW_NEED(b->group_of = pw_new_array(b->arena, uint32_t, c->pods.count + 1));
    PW_NEED(b->pods = pw_new_array(b->arena, uint32_t, c->pods.count + 1));
    for (uint32_t i = 0; i < c->pods.count; i++) {
        PW_TRY(group_pod(b, i, of_workload, of_ns, &b->group_of[i]));
        pw_items(b->m->groups, pw_group)[b->group_of[i]].pods++;
    }
    uint32_t count = b->m->groups.count;
    uint32_t *next = pw_new_array(b->arena, uint32_t, count + 1);
    PW_NEED(next);
    PW_NEED(b->from = pw_new_array(b->arena, uint32_t, count + 1));
    for (uint32_t i = 0; i < count; i++) {
        next[i] = b->from[i];
        b->from[i + 1] = b->from[i] + pw_items(b->m->groups, const pw_group)[i].pods;
    }
    for (uint32_t i = 0; i < c->pods.count; i++)
        b->pods[next[b->group_of[i]]++] = i;
    return PW_OK;
}

/* ---- cells ---- */

/* The ports that pass for some pair of two groups, and whether the pairs differ. A pod is not
 * asked about itself, unless it is alone in its group. */
static pw_status pair_groups(builder *b, uint32_t from, uint32_t to, pw_cell *cell)
{
    bool first = true;
    *cell = (pw_cell){0};
    for (uint32_t i = b->from[from]; i < b->from[from + 1]; i++)
        for (uint32_t k = b->from[to]; k < b->from[to + 1]; k++) {
            uint32_t mask;
            if (i == k && b->from[from + 1] - b->from[from] > 1)
                continue;
            PW_TRY(pw_judge_ports(b->s, (pw_spot){.pod = b->pods[i]},
                                  (pw_spot){.pod = b->pods[k]}, &mask));
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
    for (uint32_t i = b->from[from]; cell->differs && i < b->from[from + 1]; i++)
        for (uint32_t k = b->from[to]; k < b->from[to + 1]; k++) {
            uint32_t mask;
            if (i == k && b->from[from + 1] - b->from[from] > 1)
                continue;
            PW_TRY(pw_judge_ports(b->s, (pw_spot){.pod = b->pods[i]},
                                  (pw_spot){.pod = b->pods[k]}, &mask));
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
    uint32_t count = b->m->groups.count;
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
    PW_TRY(make_groups(&b));
    return fill(&b);
}
