#include "suite/freeze.h"

#include "base/limits.h"
#include "suite/trial.h"

#include <string.h>

/* A workload of more pods than this is not taken apart when its pods differ. */
#define MAX_SPLIT 32u
#define MAX_PAD 44u /* names longer than this stick out of their column */

/* What passes between two units; two of the same masks are one value. */
typedef struct value {
    uint32_t some;
    uint32_t all;
} value;

/* Units [from, to) that one pattern means: those of a namespace, or outside, or of a workload
 * that was taken apart. */
typedef struct group {
    pw_str pattern;
    uint32_t from;
    uint32_t to;
    bool named; /* it is called by a name: lines with it are as exact as their exceptions */
} group;

typedef struct line {
    uint32_t section; /* the group whose doors it speaks of, + 1 */
    uint32_t value;
    pw_str from;
    pw_str to;
    pw_str note;
} line;

typedef struct freezer {
    pw_reply_to *r;
    pw_units units;
    pw_trial trial;     /* only for its ranges by mask */
    uint32_t count;     /* of units */
    uint32_t *cells;    /* count x count: values; PW_NONE where there is nothing to ask */
    uint32_t *said;     /* what the lines so far say of each cell */
    pw_vec values;      /* of value */
    pw_table table;
    uint32_t *tally;    /* by value, of one block */
    uint32_t tally_room;
    pw_vec groups;      /* of group: namespaces, outside */
    pw_vec parted;      /* of group: workloads of several units */
    pw_vec lines;       /* of line */
} freezer;

/* ---- the cells ---- */

typedef struct value_search {
    const pw_vec *values;
    value wanted;
} value_search;

static bool same_value(const void *context, uint32_t number)
{
    const value_search *search = context;
    const value *v = &pw_items(*search->values, const value)[number];
    return v->some == search->wanted.some && v->all == search->wanted.all;
}

static pw_status number_value(freezer *f, value v, uint32_t *number)
{
    value_search search = {&f->values, v};
    uint32_t hash = pw_hash_mix(v.some, v.all);
    *number = pw_table_find(&f->table, hash, same_value, &search);
    if (*number != PW_NONE)
        return PW_OK;
    *number = f->values.count;
    value *slot = pw_push(&f->values, f->r->arena, value);
    PW_NEED(slot);
    *slot = v;
    return pw_table_add(&f->table, f->r->arena, hash, *number);
}

static pw_status judge_cells(freezer *f)
{
    uint32_t n = f->count = f->units.list.count;
    PW_NEED(f->cells = pw_new_array(f->r->arena, uint32_t, (size_t)n * n + 1));
    PW_NEED(f->said = pw_new_array(f->r->arena, uint32_t, (size_t)n * n + 1));
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < n; k++) {
            size_t at = (size_t)i * n + k;
            value v;
            bool asked;
            PW_TRY(pw_units_judge(&f->units, i, k, &v.some, &v.all, &asked));
            f->cells[at] = f->said[at] = PW_NONE;
            if (asked)
                PW_TRY(number_value(f, v, &f->cells[at]));
        }
    f->tally_room = f->values.count;
    PW_NEED(f->tally = pw_new_array(f->r->arena, uint32_t, (size_t)f->tally_room + 1));
    return PW_OK;
}

/* ---- whom to tell apart ---- */

static bool has_kinds(const pw_unit *unit)
{
    const pw_seat *seats = pw_items(unit->few, const pw_seat);
    for (uint32_t i = 1; i < unit->few.count; i++)
        if (seats[i].kind != seats[0].kind)
            return true;
    return false;
}

/* The name of a pod, with its kind where a workload has the same. */
static pw_status pod_name(freezer *f, uint32_t pod, pw_str *name)
{
    const pw_member *member = pw_cluster_member(&f->units.s->cluster, pod);
    pw_end end;
    pw_end_problem problem;
    PW_TRY(pw_spot_name(f->units.s, f->r->arena, (pw_spot){.pod = pod}, name));
    PW_TRY(pw_end_find(f->units.s, f->r->arena, *name, &end, &problem));
    if (problem.error == PW_END_FOUND)
        return PW_OK;
    pw_buf b = pw_buf_make(1024);
    pw_buf_print(&b, "%R/pod/%R", pw_cluster_ns(&f->units.s->cluster, member->ns)->name,
                 member->name);
    return pw_buf_keep(&b, f->r->arena, name);
}

/* Marks the units whose pods differ in what they reach or in who reaches them. */
static pw_status find_parted(pw_units *u, bool *parted)
{
    for (uint32_t i = 0; i < u->list.count; i++)
        for (uint32_t k = 0; k < u->list.count; k++) {
            uint32_t some, all;
            bool asked;
            PW_TRY(pw_units_judge(u, i, k, &some, &all, &asked));
            if (!asked || some == all)
                continue;
            parted[i] = parted[i] || has_kinds(pw_unit_at(u, i));
            parted[k] = parted[k] || has_kinds(pw_unit_at(u, k));
        }
    return PW_OK;
}

/* Names each pod of workloads whose pods differ, so that each becomes a unit. */
static pw_status split(freezer *f)
{
    pw_units first = f->units;
    bool *parted = pw_new_array(f->r->arena, bool, (size_t)first.list.count + 1);
    PW_NEED(parted);
    PW_TRY(find_parted(&first, parted));
    PW_TRY(pw_units_open(&f->units, first.s, f->r->arena));
    for (uint32_t i = 0; i < first.list.count; i++) {
        const pw_unit *unit = pw_unit_at(&first, i);
        bool few = unit->all.count <= MAX_SPLIT;
        if (unit->ns == PW_NONE || (!(few && parted[i]) && !pw_units_is_vague(&first, unit->tile)))
            continue;
        for (uint32_t k = 0; k < unit->all.count; k++) {
            pw_str name;
            pw_nobody nobody;
            uint32_t number;
            PW_TRY(pod_name(f, pw_items(unit->all, const pw_seat)[k].now.pod, &name));
            pw_status status = pw_units_pattern(&f->units, name, &number, &nobody);
            PW_TRY(status == PW_E_REQUEST ? PW_E_BUG : status);
        }
    }
    return pw_units_make(&f->units);
}

/* A pod by itself is called by its own name, and so is a workload of one pod without one. */
static pw_status rename_units(freezer *f)
{
    for (uint32_t i = 0; i < f->units.list.count; i++) {
        pw_unit *unit = &pw_items(f->units.list, pw_unit)[i];
        bool alone = unit->ns != PW_NONE && unit->all.count == 1;
        uint32_t pod = pw_items(unit->all, const pw_seat)[0].now.pod;
        bool tile_is_pod = alone && pw_tile_at(&f->units.tiles, unit->tile)->kind == PW_TILE_POD &&
                           !pw_str_ends(unit->name, "*");
        if (unit->patterns.count > 0)
            unit->name = pw_pattern_at(&f->units, *pw_items(unit->patterns, const uint32_t))->text;
        else if (tile_is_pod)
            PW_TRY(pod_name(f, pod, &unit->name));
    }
    return PW_OK;
}

/* The units of one tile stand together. Where the pattern of a family means others, it is none. */
static pw_status find_tiles(freezer *f)
{
    for (uint32_t i = 0, end; i < f->count; i = end) {
        const pw_unit *unit = pw_unit_at(&f->units, i);
        for (end = i + 1; end < f->count && pw_unit_at(&f->units, end)->tile == unit->tile;)
            end++;
        if (end == i + 1 || unit->ns == PW_NONE)
            continue;
        const pw_tile *tile = pw_tile_at(&f->units.tiles, unit->tile);
        if (pw_units_is_vague(&f->units, unit->tile))
            continue;
        group *slot = pw_push(&f->parted, f->r->arena, group);
        PW_NEED(slot);
        *slot = (group){tile->name, i, end, !pw_str_ends(tile->name, "*")};
    }
    return PW_OK;
}

static pw_status find_groups(freezer *f)
{
    for (uint32_t i = 0; i < f->count; i++) {
        uint32_t ns = pw_unit_at(&f->units, i)->ns;
        group *last = f->groups.count == 0
                          ? NULL
                          : &pw_items(f->groups, group)[f->groups.count - 1];
        if (last != NULL && pw_unit_at(&f->units, last->from)->ns == ns) {
            last->to = i + 1;
            continue;
        }
        group *fresh = pw_push(&f->groups, f->r->arena, group);
        pw_buf b = pw_buf_make(1024);
        PW_NEED(fresh);
        *fresh = (group){.from = i, .to = i + 1};
        if (ns == PW_NONE)
            pw_buf_puts(&b, "outside");
        else
            pw_buf_print(&b, "%R/*", pw_cluster_ns(&f->units.s->cluster, ns)->name);
        PW_TRY(pw_buf_keep(&b, f->r->arena, &fresh->pattern));
    }
    return PW_OK;
}

/* ---- lines ---- */

/* Whether a line may say this of a block. `partly` with its ports said is more exact than all else
 * that names both ends, so below it there could be no exception. */
static bool may_say(const freezer *f, const group *from, const group *to, uint32_t number)
{
    const value *v = &pw_items(f->values, const value)[number];
    return v->some == v->all || !(from->named || to->named);
}

/* The commonest value of a block, and how many cells it would put right that are not yet. Of two
 * equally common ones the first one met. */
static uint32_t choose(freezer *f, const group *from, const group *to, int64_t *gain)
{
    uint32_t best = PW_NONE;
    int64_t right = 0;
    memset(f->tally, 0, ((size_t)f->tally_room + 1) * sizeof *f->tally);
    for (uint32_t i = from->from; i < from->to; i++)
        for (uint32_t k = to->from; k < to->to; k++) {
            size_t at = (size_t)i * f->count + k;
            if (f->cells[at] == PW_NONE)
                continue;
            f->tally[f->cells[at]]++;
            right += f->cells[at] == f->said[at] ? 1 : 0;
        }
    for (uint32_t v = 0; v < f->tally_room; v++)
        if (f->tally[v] > (best == PW_NONE ? 0 : f->tally[best]) && may_say(f, from, to, v))
            best = v;
    *gain = best == PW_NONE ? 0 : (int64_t)f->tally[best] - right;
    return best;
}

static void write_note(pw_buf *b, const freezer *f, const group *units)
{
    const pw_unit *unit = pw_unit_at(&f->units, units->from);
    if (units->to != units->from + 1 || unit->ns != PW_NONE || unit->tile == PW_NONE ||
        pw_str_is(units->pattern, "outside"))
        return;
    pw_buf_print(b, "%s%R", b->len == 0 ? "" : ", ",
                 pw_tile_at(&f->units.tiles, unit->tile)->label);
}

static pw_status say(freezer *f, uint32_t section, const group *from, const group *to,
                     uint32_t number)
{
    line *slot = pw_push(&f->lines, f->r->arena, line);
    pw_buf note = pw_buf_make(1024);
    PW_NEED(slot);
    *slot = (line){section, number, from->pattern, to->pattern, PW_STR("")};
    write_note(&note, f, from);
    write_note(&note, f, to);
    for (uint32_t i = from->from; i < from->to; i++)
        for (uint32_t k = to->from; k < to->to; k++)
            f->said[(size_t)i * f->count + k] = number;
    return pw_buf_keep(&note, f->r->arena, &slot->note);
}

/* A line for a block, where it saves more lines than one. */
static pw_status fold(freezer *f, uint32_t section, const group *from, const group *to)
{
    int64_t gain;
    uint32_t number = choose(f, from, to, &gain);
    return gain >= 2 ? say(f, section, from, to, number) : PW_OK;
}

static group unit_group(const freezer *f, uint32_t unit)
{
    return (group){pw_unit_at(&f->units, unit)->name, unit, unit + 1, false};
}

static pw_status fold_everywhere(freezer *f, const group *all)
{
    PW_TRY(fold(f, 0, all, all));
    for (uint32_t n = 0; n < f->groups.count; n++)
        PW_TRY(fold(f, 0, &pw_items(f->groups, const group)[n], all));
    for (uint32_t i = 0; i < f->count; i++) {
        group from = unit_group(f, i);
        PW_TRY(fold(f, 0, &from, all));
    }
    return PW_OK;
}

/* From everybody, namespaces, parted workloads. */
static pw_status fold_to(freezer *f, uint32_t section, const group *all, const group *to)
{
    PW_TRY(fold(f, section, all, to));
    for (uint32_t n = 0; n < f->groups.count; n++)
        PW_TRY(fold(f, section, &pw_items(f->groups, const group)[n], to));
    for (uint32_t n = 0; n < f->parted.count; n++)
        PW_TRY(fold(f, section, &pw_items(f->parted, const group)[n], to));
    return PW_OK;
}

/* The same, then from single units where the target is several. */
static pw_status fold_to_several(freezer *f, uint32_t section, const group *all, const group *to)
{
    PW_TRY(fold_to(f, section, all, to));
    for (uint32_t i = 0; i < f->count; i++) {
        group from = unit_group(f, i);
        PW_TRY(fold(f, section, &from, to));
    }
    return PW_OK;
}

/* The doors of one unit: patterns, then each that is still not right. */
static pw_status fold_unit(freezer *f, uint32_t section, uint32_t unit, const group *all)
{
    group to = unit_group(f, unit);
    PW_TRY(fold_to(f, section, all, &to));
    for (uint32_t i = 0; i < f->count; i++) {
        size_t at = (size_t)i * f->count + unit;
        group from = unit_group(f, i);
        if (f->cells[at] != PW_NONE && f->cells[at] != f->said[at])
            PW_TRY(say(f, section, &from, &to, f->cells[at]));
    }
    return PW_OK;
}

static pw_status fold_all(freezer *f)
{
    group all = {PW_STR("*"), 0, f->count, false};
    PW_TRY(fold_everywhere(f, &all));
    for (uint32_t m = 0; m < f->groups.count; m++) {
        const group to = pw_items(f->groups, const group)[m];
        PW_TRY(fold_to_several(f, m + 1, &all, &to));
        for (uint32_t n = 0; n < f->parted.count; n++) {
            const group *parted = &pw_items(f->parted, const group)[n];
            if (parted->from >= to.from && parted->to <= to.to)
                PW_TRY(fold_to_several(f, m + 1, &all, parted));
        }
        for (uint32_t i = to.from; i < to.to; i++)
            PW_TRY(fold_unit(f, m + 1, i, &all));
    }
    return PW_OK;
}

/* ---- writing ---- */

static uint32_t wider(uint32_t width, pw_str text)
{
    uint32_t own = pw_text_width(text);
    return own > width && own <= MAX_PAD ? own : width;
}

static void put_padded(pw_buf *b, pw_str text, uint32_t width)
{
    uint32_t own = pw_text_width(text);
    pw_buf_put(b, text);
    pw_buf_repeat(b, ' ', own < width ? width - own : 0);
}

static void put_line(pw_buf *b, const line *l, const char *verb, pw_ranges ports,
                     const uint32_t widths[2])
{
    put_padded(b, pw_str_of(verb), 6);
    pw_buf_putc(b, ' ');
    put_padded(b, l->from, widths[0]);
    pw_buf_puts(b, " -> ");
    put_padded(b, l->to, widths[1]);
    pw_buf_puts(b, "  ");
    pw_expect_write_ports(b, ports);
    pw_buf_print(b, l->note.len > 0 ? "  # %R\n" : "%R\n", l->note);
}

/* One value may take two lines: what passes for all pods, then what passes for some. */
static pw_status write_line(freezer *f, pw_buf *b, const line *l, const uint32_t widths[2])
{
    const value *v = &pw_items(f->values, const value)[l->value];
    pw_ranges some, all, partly;
    PW_TRY(pw_trial_ranges(&f->trial, v->some, &some));
    PW_TRY(pw_trial_ranges(&f->trial, v->all, &all));
    PW_TRY(pw_ranges_without(f->r->arena, some, all, &partly));
    if (v->all == PW_MASK_NONE && !pw_expect_every(partly))
        put_line(b, l, "deny", pw_expect_all(), widths);
    else if (v->all == PW_MASK_ALL)
        put_line(b, l, "allow", pw_expect_all(), widths);
    else if (v->all != PW_MASK_NONE)
        put_line(b, l, "only", all, widths);
    if (partly.count > 0)
        put_line(b, l, "partly", partly, widths);
    return PW_OK;
}

static void write_head(const freezer *f, pw_buf *b)
{
    const pw_cluster *c = &f->units.s->cluster;
    pw_buf_print(b,
        "# Who reaches whom: %u pod%s, and the addresses outside; written by podwall snapshot.\n"
        "# `podwall test` tells which door opened or closed since, `podwall test --update` writes\n"
        "# down what is true now. Comments may be added anywhere.\n"
        "#\n"
        "#   allow, deny  all of these ports pass, or none   only    these pass, and no others\n"
        "#   partly       pods of the two ends differ        all     every port of every protocol\n"
        "#   *            everybody                          outside every address that is no pod\n"
        "#\n"
        "# A line that names both ends counts more than one with a pattern (*, outside); of two\n"
        "# with a pattern the lower one counts.\n", c->pods.count, c->pods.count == 1 ? "" : "s");
}

static pw_status write_lines(freezer *f, pw_buf *b)
{
    uint32_t widths[2] = {0, 0}, section = PW_NONE;
    for (uint32_t i = 0; i < f->lines.count; i++) {
        const line *l = &pw_items(f->lines, const line)[i];
        widths[0] = wider(widths[0], l->from);
        widths[1] = wider(widths[1], l->to);
    }
    write_head(f, b);
    for (uint32_t i = 0; i < f->lines.count; i++) {
        const line *l = &pw_items(f->lines, const line)[i];
        if (l->section != section)
            pw_buf_print(b, "\n# to %R\n", l->section == 0
                             ? PW_STR("everybody")
                             : pw_items(f->groups, const group)[l->section - 1].pattern);
        section = l->section;
        PW_TRY(write_line(f, b, l, widths));
    }
    return PW_OK;
}

pw_status pw_freeze_write(pw_reply_to *r)
{
    freezer f = {.r = r};
    pw_buf text = pw_buf_make(PW_MAX_REPLY);
    PW_TRY(pw_units_open(&f.units, r->snapshot, r->arena));
    PW_TRY(pw_units_make(&f.units));
    PW_TRY(split(&f));
    PW_TRY(rename_units(&f));
    f.trial.arena = r->arena;
    f.trial.units.s = r->snapshot;
    PW_TRY(judge_cells(&f));
    PW_TRY(find_groups(&f));
    PW_TRY(find_tiles(&f));
    PW_TRY(fold_all(&f));
    pw_status status = write_lines(&f, pw_wants_json(r) ? &text : r->out);
    if (pw_wants_json(r)) {
        pw_json_putn(&r->json, "lines", f.lines.count);
        pw_json_put(&r->json, "text", pw_buf_str(&text));
    }
    pw_buf_drop(&text, r->out);
    return status;
}
