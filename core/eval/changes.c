#include "eval/changes.h"

#include "base/limits.h"
#include "eval/ranges.h"

#define MAX_NAMED 3u /* changes named in the summary; more are counted */

/* What two masks, one of each snapshot, differ in. */
typedef struct difference {
    uint32_t then;               /* the masks */
    uint32_t now;
    pw_ranges ranges[PW_TURNS];
    bool every[PW_TURNS];        /* before, or now, every port passes */
} difference;

typedef struct differ {
    pw_snapshot *now;
    pw_snapshot *then;
    pw_arena *arena;
    pw_changes *out;
    pw_vec differences;          /* of difference; 0 = none */
    pw_table table;
    uint32_t *of_kinds;          /* kinds x kinds: the difference of their pods, + 1 */
} differ;

/* ---- pairs of pods ---- */

typedef struct difference_search {
    const pw_vec *list;
    uint32_t then;
    uint32_t now;
} difference_search;

static bool same_difference(const void *context, uint32_t number)
{
    const difference_search *search = context;
    const difference *d = &pw_items(*search->list, const difference)[number];
    return d->then == search->then && d->now == search->now;
}

static pw_status subtract_masks(differ *d, difference *x)
{
    pw_ranges then, now;
    PW_TRY(pw_ranges_of(&d->then->index.ports, d->arena, x->then, &then));
    PW_TRY(pw_ranges_of(&d->now->index.ports, d->arena, x->now, &now));
    PW_TRY(pw_ranges_without(d->arena, now, then, &x->ranges[PW_OPENED]));
    PW_TRY(pw_ranges_without(d->arena, then, now, &x->ranges[PW_CLOSED]));
    x->every[PW_OPENED] = x->now == PW_MASK_ALL;
    x->every[PW_CLOSED] = x->then == PW_MASK_ALL;
    return PW_OK;
}

/* The number of the difference of two masks. Nothing and everything are the same number in both
 * models, so the commonest pairs need no look-up. */
static pw_status share_difference(differ *d, uint32_t then, uint32_t now, uint32_t *number)
{
    difference_search search = {&d->differences, then, now};
    uint32_t hash = pw_hash_mix(then, now);
    *number = 0;
    if (then == now && then <= PW_MASK_ALL)
        return PW_OK;
    *number = pw_table_find(&d->table, hash, same_difference, &search);
    if (*number != PW_NONE)
        return PW_OK;
    *number = d->differences.count;
    PW_TRY(pw_table_add(&d->table, d->arena, hash, *number));
    difference *slot = pw_push(&d->differences, d->arena, difference);
    PW_NEED(slot);
    *slot = (difference){.then = then, .now = now};
    return subtract_masks(d, slot);
}

static pw_status judge_pair(differ *d, const pw_seat *from, const pw_seat *to, uint32_t *number)
{
    uint32_t then, now;
    PW_TRY(pw_judge_ports(d->then, from->then, to->then, &then));
    PW_TRY(pw_judge_ports(d->now, from->now, to->now, &now));
    return share_difference(d, then, now, number);
}

/* The same, judged once for each pair of kinds. */
static pw_status compare_pair(differ *d, const pw_seat *from, const pw_seat *to, bool address,
                              uint32_t *number)
{
    if (address)
        return judge_pair(d, from, to, number);
    uint32_t *known = &d->of_kinds[(size_t)from->kind * d->out->tiles.kinds + to->kind];
    if (*known == 0) {
        PW_TRY(judge_pair(d, from, to, known));
        (*known)++;
    }
    *number = *known - 1;
    return PW_OK;
}

/* ---- pairs of tiles ---- */

/* The ports on which some pair turned, and whether all those that turned had every port open
 * on the other side of it. */
typedef struct turned {
    pw_ranges ranges;
    bool every;
} turned;

static pw_status gather(differ *d, uint32_t number, turned t[PW_TURNS])
{
    const difference *x = &pw_items(d->differences, const difference)[number];
    for (int i = 0; i < PW_TURNS; i++) {
        if (x->ranges[i].count == 0)
            continue;
        bool first = t[i].ranges.count == 0;
        t[i].every = x->every[i] && (first || t[i].every);
        if (first)
            t[i].ranges = x->ranges[i];
        else
            PW_TRY(pw_ranges_join(d->arena, t[i].ranges, x->ranges[i], &t[i].ranges));
    }
    return PW_OK;
}

static pw_status compare_tiles(differ *d, uint32_t from, uint32_t to, turned t[PW_TURNS])
{
    const pw_tiles *tiles = &d->out->tiles;
    pw_pairs pairs = pw_tiles_pairs(tiles, from, to);
    bool address = pw_tile_at(tiles, from)->address || pw_tile_at(tiles, to)->address;
    uint32_t number, before = 0;
    for (uint32_t i = 0; i < pairs.sources; i++)
        for (uint32_t k = 0; k < pairs.targets; k++) {
            if (!pw_seats_differ(&pairs.from[i], &pairs.to[k]))
                continue;
            PW_TRY(compare_pair(d, &pairs.from[i], &pairs.to[k], address, &number));
            if (number != before)
                PW_TRY(gather(d, number, t));
            before = number;
        }
    return PW_OK;
}

/* ---- saying it ---- */

/* Explains, as it is now, the first pair that turned on this port. */
static pw_status explain(differ *d, pw_turn turn, pw_change *c, pw_protocol protocol,
                         uint32_t port)
{
    pw_pairs pairs = pw_tiles_pairs(&d->out->tiles, c->from, c->to);
    for (uint32_t i = 0; i < pairs.sources; i++)
        for (uint32_t k = 0; k < pairs.targets; k++) {
            const pw_seat *from = &pairs.from[i], *to = &pairs.to[k];
            pw_flow now = {from->now, to->now, protocol, port};
            pw_flow then = {from->then, to->then, protocol, port};
            bool allowed = pw_judge(d->now, &now).allowed;
            if (!pw_seats_differ(from, to) || allowed != (turn == PW_OPENED) ||
                pw_judge(d->then, &then).allowed == allowed)
                continue;
            pw_trail trail;
            PW_TRY(pw_explain(d->now, d->arena, &now, &trail));
            c->decided = pw_decision_of(&trail);
            return pw_sentence(d->now, d->arena, &trail, &c->sentence);
        }
    return PW_E_BUG;
}

/* People say what an address stands for. */
static pw_str name_of(const pw_tile *tile)
{
    return tile->kind == PW_TILE_OUTSIDE ? tile->label : tile->name;
}

static pw_status add(differ *d, pw_turn turn, pw_change c, pw_protocol protocol, uint32_t port)
{
    const pw_tile *from = pw_tile_at(&d->out->tiles, c.from);
    const pw_tile *to = pw_tile_at(&d->out->tiles, c.to);
    PW_TRY(explain(d, turn, &c, protocol, port));
    PW_TRY(pw_print_text(d->arena, &c.text, "%R %s %R to %R", name_of(from),
                         turn == PW_OPENED ? "gained" : "lost", c.ports, name_of(to)));
    pw_change *slot = pw_push(&d->out->lists[turn], d->arena, pw_change);
    PW_NEED(slot);
    *slot = c;
    return PW_OK;
}

static bool is_full(const differ *d)
{
    return d->out->lists[PW_OPENED].count + d->out->lists[PW_CLOSED].count >= PW_MAX_DRAWN;
}

/* Those of the ports the destination listens on that turned. */
static pw_status add_declared(differ *d, pw_turn turn, pw_change c, pw_ranges ranges, bool *any)
{
    const pw_vec *ports = &pw_tile_at(&d->out->tiles, c.to)->ports;
    *any = false;
    for (uint32_t i = 0; i < ports->count; i++) {
        const pw_tile_port *port = &pw_items(*ports, const pw_tile_port)[i];
        if (!pw_ranges_has(ranges, port->protocol, port->port))
            continue;
        *any = true;
        d->out->counts[turn]++;
        if (is_full(d))
            continue;
        c.port = port->port;
        c.protocol = port->protocol;
        PW_TRY(pw_port_text(d->arena, c.protocol, c.port, &c.ports));
        PW_TRY(add(d, turn, c, c.protocol, c.port));
    }
    return PW_OK;
}

static bool is_every_port(pw_ranges r)
{
    if (r.count != PW_PROTOCOLS)
        return false;
    for (uint32_t i = 0; i < r.count; i++)
        if (r.at[i].to - r.at[i].from != PW_MAX_PORT - 1)
            return false;
    return true;
}

static pw_status add_set(differ *d, pw_turn turn, pw_change c, const turned *t)
{
    pw_protocol protocol;
    uint32_t port;
    pw_buf b = pw_buf_make(1 << 20);
    d->out->counts[turn]++;
    if (is_full(d))
        return PW_OK;
    if (is_every_port(t->ranges))
        pw_buf_puts(&b, "every port");
    else if (t->every)
        pw_buf_puts(&b, "every other port");
    else
        pw_ranges_write(&b, t->ranges);
    PW_TRY(pw_buf_keep(&b, d->arena, &c.ports));
    pw_ranges_pick(t->ranges, &protocol, &port);
    return add(d, turn, c, protocol, port);
}

static pw_status say_tiles(differ *d, uint32_t from, uint32_t to)
{
    turned t[PW_TURNS] = {0};
    pw_change c = {.from = from, .to = to};
    PW_TRY(compare_tiles(d, from, to, t));
    for (int i = 0; i < PW_TURNS; i++) {
        bool any = true;
        if (t[i].ranges.count > 0)
            PW_TRY(add_declared(d, (pw_turn)i, c, t[i].ranges, &any));
        if (!any)
            PW_TRY(add_set(d, (pw_turn)i, c, &t[i]));
    }
    return PW_OK;
}

/* ---- pods that are only in one ---- */

static pw_status add_pods(pw_arena *arena, const pw_snapshot *s, const pw_snapshot *other,
                          pw_vec *names)
{
    for (uint32_t i = 0; i < s->cluster.pods.count; i++) {
        const pw_member *pod = pw_cluster_member(&s->cluster, i);
        pw_str ns_name = pw_cluster_ns(&s->cluster, pod->ns)->name;
        uint32_t ns = pw_cluster_namespace(&other->cluster, ns_name);
        if (ns != PW_NONE && pw_cluster_pod(&other->cluster, ns, pod->name) != PW_NONE)
            continue;
        pw_str *slot = pw_push(names, arena, pw_str);
        PW_NEED(slot);
        PW_TRY(pw_spot_name(s, arena, (pw_spot){.pod = i}, slot));
    }
    return PW_OK;
}

/* ---- the whole ---- */

static void write_turn(pw_buf *b, const differ *d, pw_turn turn)
{
    uint32_t count = d->out->counts[turn], named = d->out->lists[turn].count;
    if (count == 0)
        return;
    named = named > MAX_NAMED ? MAX_NAMED : named;
    pw_buf_print(b, "%s%u connection%s %s: ", b->len > 0 ? " " : "", count, count == 1 ? "" : "s",
                 turn == PW_OPENED ? "opened" : "closed");
    for (uint32_t i = 0; i < named; i++) {
        const pw_change *c = &pw_items(d->out->lists[turn], const pw_change)[i];
        pw_buf_print(b, "%s%R -> %R %R", i == 0 ? "" : ", ",
                     name_of(pw_tile_at(&d->out->tiles, c->from)),
                     name_of(pw_tile_at(&d->out->tiles, c->to)), c->ports);
    }
    if (count > named)
        pw_buf_print(b, "%s%u more", named == 0 ? "" : " and ", count - named);
    pw_buf_putc(b, '.');
}

static void write_pods(pw_buf *b, const pw_vec *names, const char *what)
{
    if (names->count > 0)
        pw_buf_print(b, "%s%u pod%s %s.", b->len > 0 ? " " : "", names->count,
                     names->count == 1 ? "" : "s", what);
}

static pw_status summarise(differ *d)
{
    pw_buf b = pw_buf_make(1 << 20);
    write_turn(&b, d, PW_OPENED);
    write_turn(&b, d, PW_CLOSED);
    write_pods(&b, &d->out->added, "added");
    write_pods(&b, &d->out->removed, "removed");
    return pw_buf_keep(&b, d->arena, &d->out->text);
}

static pw_status prepare(differ *d)
{
    difference *none = pw_push(&d->differences, d->arena, difference);
    uint32_t kinds;
    PW_NEED(none);
    PW_TRY(pw_tiles_build(d->now, d->then, d->arena, &d->out->tiles));
    kinds = d->out->tiles.kinds;
    if ((uint64_t)kinds * kinds > PW_MAX_CELLS)
        return PW_E_LIMIT;
    PW_NEED(d->of_kinds = pw_new_array(d->arena, uint32_t, (size_t)kinds * kinds + 1));
    return PW_OK;
}

pw_status pw_changes_build(pw_snapshot *now, pw_snapshot *then, pw_arena *arena,
                           pw_changes *changes)
{
    differ d = {.now = now, .then = then, .arena = arena, .out = changes};
    *changes = (pw_changes){0};
    PW_TRY(prepare(&d));
    for (uint32_t i = 0; i < changes->tiles.list.count; i++)
        for (uint32_t k = 0; k < changes->tiles.list.count; k++)
            PW_TRY(say_tiles(&d, i, k));
    PW_TRY(add_pods(arena, now, then, &changes->added));
    PW_TRY(add_pods(arena, then, now, &changes->removed));
    return summarise(&d);
}
