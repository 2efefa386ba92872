#include "suite/units.h"

#include "base/limits.h"

static pw_status add_number(pw_arena *arena, pw_vec *list, uint32_t number)
{
    uint32_t *slot = pw_push(list, arena, uint32_t);
    PW_NEED(slot);
    *slot = number;
    return PW_OK;
}

static pw_status add_seat(pw_arena *arena, pw_vec *list, const pw_seat *seat)
{
    pw_seat *slot = pw_push(list, arena, pw_seat);
    PW_NEED(slot);
    *slot = *seat;
    return PW_OK;
}

pw_status pw_units_open(pw_units *u, pw_snapshot *s, pw_arena *arena)
{
    *u = (pw_units){.s = s, .arena = arena};
    return pw_tiles_build_by(s, PW_BY_FAMILY, arena, &u->tiles);
}

/* ---- patterns ---- */

typedef struct pattern_search {
    const pw_units *u;
    pw_str text;
} pattern_search;

static bool same_pattern(const void *context, uint32_t number)
{
    const pattern_search *search = context;
    return pw_str_same(pw_pattern_at(search->u, number)->text, search->text);
}

static pw_status say(pw_units *u, pw_nobody *nobody, bool gone, const char *what, pw_str about)
{
    pw_buf b = pw_buf_make(4096);
    pw_buf_print(&b, what, about);
    PW_TRY(pw_buf_keep(&b, u->arena, &nobody->why));
    nobody->gone = gone;
    return PW_E_REQUEST;
}

static pw_status find_end(pw_units *u, pw_pattern *p, pw_nobody *nobody)
{
    pw_end_problem why;
    pw_vec pods = {0};
    PW_TRY(pw_end_find(u->s, u->arena, p->text, &p->end, &why));
    if (why.error != PW_END_FOUND) {
        *nobody = (pw_nobody){why.message, why.error == PW_END_UNKNOWN};
        return PW_E_REQUEST;
    }
    if (p->end.kind == PW_END_WORKLOAD)
        PW_TRY(pw_workload_pods(u->s, u->arena, p->end.number, &pods));
    return p->end.kind == PW_END_WORKLOAD && pods.count == 0
               ? say(u, nobody, false, "%R has no running pods", p->end.name)
               : PW_OK;
}

static bool begins(const pw_units *u, const pw_pattern *p, uint32_t pod)
{
    pw_str name = pw_cluster_member(&u->s->cluster, pod)->name;
    return name.len >= p->prefix.len && pw_str_same(pw_str_part(name, 0, p->prefix.len), p->prefix);
}

static pw_status read_stars(pw_units *u, pw_pattern *p, pw_nobody *nobody)
{
    uint32_t slash = pw_str_find(p->text, '/');
    if (slash == PW_NONE || pw_str_find(p->text, '*') != p->text.len - 1)
        return say(u, nobody, false, "%q is no pattern: there are *, outside, namespace/* and "
                   "namespace/name-*", p->text);
    pw_str ns = pw_str_part(p->text, 0, slash);
    p->prefix = pw_str_part(p->text, slash + 1, p->text.len - 1);
    p->kind = p->prefix.len == 0 ? PW_PATTERN_NAMESPACE : PW_PATTERN_PREFIX;
    p->ns = pw_cluster_namespace(&u->s->cluster, ns);
    if (p->ns == PW_NONE)
        return say(u, nobody, true, "there is no namespace %R", ns);
    const pw_namespace *n = pw_cluster_ns(&u->s->cluster, p->ns);
    bool found = p->kind == PW_PATTERN_NAMESPACE;
    for (uint32_t i = n->from_pod; i < n->to_pod && !found; i++)
        found = begins(u, p, i);
    return found ? PW_OK : say(u, nobody, true, "no pod is called %R", p->text);
}

static pw_status read_pattern(pw_units *u, pw_pattern *p, pw_nobody *nobody)
{
    if (pw_str_is(p->text, "*")) {
        p->kind = PW_PATTERN_ALL;
    } else if (pw_str_is(p->text, "outside")) {
        p->kind = PW_PATTERN_OUTSIDE;
    } else if (pw_str_find(p->text, '*') == PW_NONE) {
        p->kind = PW_PATTERN_NAME;
        return find_end(u, p, nobody);
    } else {
        return read_stars(u, p, nobody);
    }
    return PW_OK;
}

pw_status pw_units_pattern(pw_units *u, pw_str text, uint32_t *number, pw_nobody *nobody)
{
    pattern_search search = {u, text};
    uint32_t hash = pw_str_hash(text);
    *number = pw_table_find(&u->pattern_table, hash, same_pattern, &search);
    if (*number != PW_NONE)
        return PW_OK;
    pw_pattern p = {.text = text};
    PW_TRY(read_pattern(u, &p, nobody));
    *number = u->patterns.count;
    pw_pattern *slot = pw_push(&u->patterns, u->arena, pw_pattern);
    PW_NEED(slot);
    *slot = p;
    return pw_table_add(&u->pattern_table, u->arena, hash, *number);
}

/* ---- pods ---- */

typedef struct maker {
    pw_units *u;
    pw_vec *names;         /* of each pod: the patterns that name it, of uint32_t */
    pw_number_lists lists; /* pods with equal names share a number */
} maker;

static pw_status find_by_prefix(const pw_units *u, const pw_pattern *p, pw_vec *pods)
{
    const pw_namespace *ns = pw_cluster_ns(&u->s->cluster, p->ns);
    for (uint32_t i = ns->from_pod; i < ns->to_pod; i++)
        if (begins(u, p, i))
            PW_TRY(add_number(u->arena, pods, i));
    return PW_OK;
}

static pw_status name_pods(maker *m)
{
    pw_units *u = m->u;
    for (uint32_t i = 0; i < u->patterns.count; i++) {
        const pw_pattern *p = pw_pattern_at(u, i);
        pw_vec pods = {0};
        bool name = p->kind == PW_PATTERN_NAME && p->end.kind != PW_END_SERVICE;
        if (p->kind == PW_PATTERN_PREFIX)
            PW_TRY(find_by_prefix(u, p, &pods));
        else if (!name)
            continue;
        else if (p->end.kind == PW_END_WORKLOAD)
            PW_TRY(pw_workload_pods(u->s, u->arena, p->end.number, &pods));
        else if (p->end.spot.pod != PW_NONE)
            PW_TRY(add_number(u->arena, &pods, p->end.spot.pod));
        for (uint32_t k = 0; k < pods.count; k++)
            PW_TRY(add_number(u->arena, &m->names[pw_items(pods, const uint32_t)[k]], i));
    }
    return PW_OK;
}

/* The patterns that mean every unit of a namespace, or outside. */
static pw_status add_wide(pw_units *u, pw_unit *unit)
{
    for (uint32_t i = 0; i < u->patterns.count; i++) {
        const pw_pattern *p = pw_pattern_at(u, i);
        if (p->kind == PW_PATTERN_ALL ||
            (p->kind == PW_PATTERN_OUTSIDE && unit->ns == PW_NONE) ||
            (p->kind == PW_PATTERN_NAMESPACE && unit->ns == p->ns))
            PW_TRY(add_number(u->arena, &unit->patterns, i));
    }
    return PW_OK;
}

static pw_status add_unit(pw_units *u, pw_unit unit)
{
    uint64_t count = (uint64_t)u->list.count + 1;
    if (count * count > PW_MAX_CELLS)
        return PW_E_LIMIT;
    PW_TRY(add_wide(u, &unit));
    pw_unit *slot = pw_push(&u->list, u->arena, pw_unit);
    PW_NEED(slot);
    *slot = unit;
    return PW_OK;
}

/* Where a kind was met last, and how often in a row of the same unit. */
typedef struct met {
    uint32_t unit;
    uint32_t times;
} met;

/* `at[list]` is the unit of this tile that has the names of that list, + 1. */
static pw_status seat_tile(maker *m, uint32_t number, uint32_t *at, met *kinds)
{
    pw_units *u = m->u;
    const pw_tile *tile = pw_tile_at(&u->tiles, number);
    for (uint32_t i = tile->all.from; i < tile->all.to; i++) {
        const pw_seat *seat = &pw_items(u->tiles.seats, const pw_seat)[i];
        const pw_vec *names = &m->names[seat->now.pod];
        uint32_t list;
        PW_TRY(pw_numbers_share(&m->lists, u->arena,
                                (pw_numbers){names->at, names->count}, &list));
        if (at[list] == 0 || pw_unit_at(u, at[list] - 1)->tile != number) {
            pw_unit unit = {.name = tile->name, .tile = number, .ns = tile->ns,
                            .address = tile->address};
            for (uint32_t k = 0; k < names->count; k++)
                PW_TRY(add_number(u->arena, &unit.patterns,
                                  pw_items(*names, const uint32_t)[k]));
            PW_TRY(add_unit(u, unit));
            at[list] = u->list.count;
        }
        pw_unit *unit = &pw_items(u->list, pw_unit)[at[list] - 1];
        met *k = &kinds[seat->kind];
        *k = (met){at[list], k->unit == at[list] ? k->times + 1 : 1};
        PW_TRY(add_seat(u->arena, &unit->all, seat));
        if (k->times <= 2)
            PW_TRY(add_seat(u->arena, &unit->few, seat));
    }
    return PW_OK;
}

/* A pod that was taken out of its tile is called by its own name. */
static pw_status name_single(pw_units *u)
{
    for (uint32_t i = 0; i < u->list.count; i++) {
        pw_unit *unit = &pw_items(u->list, pw_unit)[i];
        const pw_tile *tile = pw_tile_at(&u->tiles, unit->tile);
        if (unit->all.count == 1 && tile->all.to - tile->all.from > 1)
            PW_TRY(pw_spot_name(u->s, u->arena, pw_items(unit->all, const pw_seat)->now,
                                &unit->name));
    }
    return PW_OK;
}

static pw_status make_pods(maker *m)
{
    pw_units *u = m->u;
    uint32_t pods = u->s->cluster.pods.count;
    uint32_t *at = pw_new_array(u->arena, uint32_t, (size_t)pods + 1);
    met *kinds = pw_new_array(u->arena, met, (size_t)pods + 1);
    PW_NEED(at);
    PW_NEED(kinds);
    PW_NEED(m->names = pw_new_array(u->arena, pw_vec, (size_t)pods + 1));
    PW_TRY(name_pods(m));
    for (uint32_t i = 0; i < u->tiles.groups.list.count; i++)
        PW_TRY(seat_tile(m, i, at, kinds));
    return name_single(u);
}

/* ---- addresses ---- */

static pw_status write_address(pw_arena *arena, pw_ip ip, pw_str *text)
{
    pw_buf b = pw_buf_make(64);
    pw_buf_puts(&b, "ip:");
    pw_ip_write(&b, ip);
    return pw_buf_keep(&b, arena, text);
}

static pw_status add_address(pw_units *u, uint32_t tile, pw_spot spot, uint32_t pattern)
{
    pw_unit unit = {.tile = tile, .ns = PW_NONE, .address = true};
    pw_seat seat = {spot, spot, PW_NONE};
    PW_TRY(write_address(u->arena, spot.ip, &unit.name));
    PW_TRY(add_seat(u->arena, &unit.all, &seat));
    PW_TRY(add_seat(u->arena, &unit.few, &seat));
    if (pattern != PW_NONE)
        PW_TRY(add_number(u->arena, &unit.patterns, pattern));
    return add_unit(u, unit);
}

/* What goes for one address of a region goes for all, but not for nodes: S17. */
static bool is_node(const pw_units *u, pw_ip ip)
{
    const pw_cluster *c = &u->s->cluster;
    for (uint32_t i = 0; i < c->pods.count; i++) {
        const pw_member *pod = pw_cluster_member(c, i);
        for (uint32_t k = 0; k < pod->node_ip_count; k++)
            if (pw_ip_same(pod->node_ips[k], ip))
                return true;
    }
    return false;
}

/* The unit that an address belongs to; PW_NONE: it needs one of its own. */
static uint32_t unit_of_ip(const pw_units *u, pw_ip ip)
{
    uint32_t tile = pw_tiles_of_ip(&u->tiles, ip);
    for (uint32_t i = u->list.count; i-- > 0 && pw_unit_at(u, i)->ns == PW_NONE;) {
        const pw_unit *unit = pw_unit_at(u, i);
        pw_ip own = pw_items(unit->all, const pw_seat)[0].now.ip;
        if (pw_ip_same(own, ip) || (tile != PW_NONE && unit->tile == tile &&
                                    own.family == ip.family && !is_node(u, ip)))
            return i;
    }
    return PW_NONE;
}

/* A region is called by the first of its addresses that the suite names. */
static pw_status call_region(pw_units *u, pw_unit *unit, pw_ip ip)
{
    if (unit->tile == PW_NONE || !pw_str_same(unit->name, pw_tile_at(&u->tiles, unit->tile)->name))
        return PW_OK;
    pw_items(unit->all, pw_seat)->now.ip = ip;
    pw_items(unit->few, pw_seat)->now.ip = ip;
    return write_address(u->arena, ip, &unit->name);
}

static pw_status name_address(pw_units *u, uint32_t pattern)
{
    const pw_pattern *p = pw_pattern_at(u, pattern);
    if (p->kind != PW_PATTERN_NAME || p->end.kind != PW_END_SPOT || p->end.spot.pod != PW_NONE)
        return PW_OK;
    uint32_t unit = unit_of_ip(u, p->end.spot.ip);
    if (unit == PW_NONE)
        return add_address(u, PW_NONE, p->end.spot, pattern);
    PW_TRY(call_region(u, &pw_items(u->list, pw_unit)[unit], p->end.spot.ip));
    return add_number(u->arena, &pw_items(u->list, pw_unit)[unit].patterns, pattern);
}

/* Where no policy speaks of addresses, one stands for all of them. */
static pw_status add_anywhere(pw_units *u)
{
    static const pw_ip known[] = {{0, 0xcb007101, PW_IPV4}, /* 203.0.113.1, 2001:db8::1 */
                                  {0x20010db800000000, 1, PW_IPV6}};
    const pw_cluster *c = &u->s->cluster;
    for (int f = 0; f < PW_FAMILIES; f++) {
        bool used = false;
        for (uint32_t i = 0; i < c->pods.count && !used; i++)
            used = pw_cluster_member(c, i)->has_ip[f];
        if (used && pw_cluster_owner(c, known[f]) == PW_NONE)
            PW_TRY(add_address(u, PW_NONE, (pw_spot){PW_NONE, known[f]}, PW_NONE));
    }
    return PW_OK;
}

static pw_status make_addresses(pw_units *u)
{
    const pw_tiles *t = &u->tiles;
    for (uint32_t i = t->groups.list.count; i < t->list.count; i++) {
        const pw_seat *seat = &pw_items(t->seats, const pw_seat)[pw_tile_at(t, i)->all.from];
        PW_TRY(add_address(u, i, seat->now, PW_NONE));
    }
    if (t->list.count == t->groups.list.count)
        PW_TRY(add_anywhere(u));
    for (uint32_t i = 0; i < u->patterns.count; i++)
        PW_TRY(name_address(u, i));
    return PW_OK;
}

pw_status pw_units_make(pw_units *u)
{
    maker m = {.u = u};
    uint64_t kinds = u->tiles.kinds;
    PW_TRY(make_pods(&m));
    PW_TRY(make_addresses(u));
    if (kinds * kinds <= PW_MAX_CELLS)
        PW_NEED(u->known = pw_new_array(u->arena, uint32_t, kinds * kinds + 1));
    return PW_OK;
}

/* ---- names ---- */

bool pw_units_is_vague(const pw_units *u, uint32_t tile)
{
    const pw_cluster *c = &u->s->cluster;
    const pw_tile *t = pw_tile_at(&u->tiles, tile);
    uint32_t first = pw_items(u->tiles.seats, const pw_seat)[t->all.from].now.pod, fit = 0;
    const pw_namespace *ns = pw_cluster_ns(c, t->ns);
    pw_pattern p = {.prefix = pw_family_stem(pw_cluster_member(c, first))};
    if (!pw_str_ends(t->name, "*"))
        return false;
    for (uint32_t i = ns->from_pod; i < ns->to_pod; i++)
        fit += begins(u, &p, i) ? 1 : 0;
    return fit != t->all.to - t->all.from;
}

static pw_status add_name(pw_arena *arena, pw_vec *names, pw_str name)
{
    pw_str *slot = pw_push(names, arena, pw_str);
    PW_NEED(slot);
    *slot = name;
    return PW_OK;
}

pw_status pw_unit_names(const pw_units *u, pw_arena *arena, uint32_t number, pw_vec *names)
{
    const pw_unit *unit = pw_unit_at(u, number);
    const pw_tile *tile = unit->tile == PW_NONE ? NULL : pw_tile_at(&u->tiles, unit->tile);
    bool whole = tile == NULL || unit->all.count == tile->all.to - tile->all.from;
    if (unit->ns == PW_NONE || unit->all.count == 1 ||
        (whole && !pw_units_is_vague(u, unit->tile)))
        return add_name(arena, names, unit->name);
    for (uint32_t i = 0; i < unit->all.count; i++) {
        pw_str name;
        PW_TRY(pw_spot_name(u->s, arena, pw_items(unit->all, const pw_seat)[i].now, &name));
        PW_TRY(add_name(arena, names, name));
    }
    return PW_OK;
}

/* ---- verdicts ---- */

pw_pairs pw_units_pairs(const pw_units *u, uint32_t from, uint32_t to)
{
    const pw_unit *source = pw_unit_at(u, from), *target = pw_unit_at(u, to);
    bool each = source->address || target->address;
    const pw_vec *a = each ? &source->all : &source->few, *b = each ? &target->all : &target->few;
    return (pw_pairs){pw_items(*a, const pw_seat), pw_items(*b, const pw_seat), a->count,
                      b->count};
}

static pw_status judge_pair(pw_units *u, const pw_seat *from, const pw_seat *to, bool address,
                            uint32_t *mask)
{
    if (address || u->known == NULL)
        return pw_judge_ports(u->s, from->now, to->now, mask);
    uint32_t *known = &u->known[(size_t)from->kind * u->tiles.kinds + to->kind];
    if (*known == 0) {
        PW_TRY(pw_judge_ports(u->s, from->now, to->now, known));
        (*known)++;
    }
    *mask = *known - 1;
    return PW_OK;
}

pw_status pw_units_judge(pw_units *u, uint32_t from, uint32_t to, uint32_t *some, uint32_t *all,
                         bool *asked)
{
    pw_pairs pairs = pw_units_pairs(u, from, to);
    pw_ports *ports = &u->s->index.ports;
    bool address = pw_unit_at(u, from)->address || pw_unit_at(u, to)->address;
    uint32_t mask, before = PW_NONE;
    *some = PW_MASK_NONE;
    *all = PW_MASK_ALL;
    *asked = false;
    for (uint32_t i = 0; i < pairs.sources; i++)
        for (uint32_t k = 0; k < pairs.targets; k++) {
            if (!pw_seats_differ(&pairs.from[i], &pairs.to[k]))
                continue;
            PW_TRY(judge_pair(u, &pairs.from[i], &pairs.to[k], address, &mask));
            *asked = true;
            if (mask == before)
                continue;
            PW_TRY(pw_ports_union(ports, *some, mask, some));
            PW_TRY(pw_ports_meet(ports, *all, mask, all));
            before = mask;
        }
    *asked = *asked && (pw_unit_at(u, from)->ns != PW_NONE || pw_unit_at(u, to)->ns != PW_NONE);
    return PW_OK;
}
