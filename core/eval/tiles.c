#include "eval/tiles.h"

#include "base/limits.h"

#include <stdlib.h>

typedef struct builder {
    pw_tiles *t;
    pw_arena *arena;
    pw_number_lists kinds;
} builder;

static pw_status add_tile(builder *b, pw_tile tile)
{
    uint64_t count = (uint64_t)b->t->list.count + 1;
    if (count * count > PW_MAX_CELLS)
        return PW_E_LIMIT;
    pw_tile *slot = pw_push(&b->t->list, b->arena, pw_tile);
    PW_NEED(slot);
    *slot = tile;
    return PW_OK;
}

static pw_status add_seat(builder *b, pw_vec *list, pw_seat seat)
{
    pw_seat *slot = pw_push(list, b->arena, pw_seat);
    PW_NEED(slot);
    *slot = seat;
    return PW_OK;
}

/* ---- ports ---- */

static pw_status collect_ports(builder *b, const pw_pod_spec *spec, pw_vec *ports)
{
    for (uint32_t c = 0; c < spec->containers.count; c++) {
        const pw_list *list = &pw_list_items(spec->containers, pw_container)[c].ports;
        for (uint32_t i = 0; i < list->count; i++) {
            const pw_container_port *port = &pw_list_items(*list, pw_container_port)[i];
            pw_tile_port *slot = pw_push(ports, b->arena, pw_tile_port);
            PW_NEED(slot);
            *slot = (pw_tile_port){(uint32_t)port->number.value, port->protocol, port->name};
        }
    }
    return PW_OK;
}

/* By number and protocol; a port with a name before the same one without, then by name. */
static int port_order(const void *a, const void *b)
{
    const pw_tile_port *x = a, *y = b;
    bool named = x->name.s.at != NULL, also = y->name.s.at != NULL;
    if (x->port != y->port)
        return x->port < y->port ? -1 : 1;
    if (x->protocol != y->protocol)
        return x->protocol < y->protocol ? -1 : 1;
    if (named != also)
        return named ? -1 : 1;
    return named ? pw_str_order(x->name.s, y->name.s) : 0;
}

static bool same_port(const pw_tile_port *a, const pw_tile_port *b)
{
    return a->port == b->port && a->protocol == b->protocol;
}

static pw_status find_ports(builder *b, const pw_tile *tile, pw_vec *ports)
{
    const pw_pod_spec *before = NULL;
    uint32_t kept = 0;
    for (uint32_t i = tile->all.from; i < tile->all.to; i++) {
        pw_spot spot = pw_items(b->t->seats, const pw_seat)[i].now;
        const pw_pod_spec *spec = pw_cluster_member(&b->t->now->cluster, spot.pod)->spec;
        if (spec != before)
            PW_TRY(collect_ports(b, spec, ports));
        before = spec;
    }
    pw_tile_port *at = pw_items(*ports, pw_tile_port);
    if (ports->count > 0)
        qsort(at, ports->count, sizeof *at, port_order);
    for (uint32_t i = 0; i < ports->count; i++)
        if (kept == 0 || !same_port(&at[kept - 1], &at[i]))
            at[kept++] = at[i];
    ports->count = kept;
    return PW_OK;
}

/* ---- pods ---- */

/* What decides all verdicts of a pod with pods that are no addresses. */
static uint32_t write_key(const pw_snapshot *s, uint32_t pod, uint32_t *key)
{
    const pw_member *member = pw_cluster_member(&s->cluster, pod);
    for (int f = 0; f < PW_FAMILIES; f++)
        key[f] = pw_class_of_pod(&s->classes, pod, (pw_family)f);
    key[PW_FAMILIES] = (uint32_t)member->first;
    /* A class without namespace is that of addresses outside too: they are no pods. */
    key[PW_FAMILIES + 1] = member->host_network ? 1 : 0;
    return PW_FAMILIES + 2;
}

static pw_status find_kind(builder *b, pw_seat *seat)
{
    uint32_t key[2 * (PW_FAMILIES + 2)], count = write_key(b->t->now, seat->now.pod, key);
    if (b->t->then != NULL)
        count += write_key(b->t->then, seat->then.pod, key + count);
    return pw_numbers_share(&b->kinds, b->arena, (pw_numbers){key, count}, &seat->kind);
}

/* The pod of the older snapshot with the same name; itself where there is only one snapshot. */
static uint32_t pod_then(const pw_tiles *t, uint32_t pod)
{
    const pw_member *member = pw_cluster_member(&t->now->cluster, pod);
    if (t->then == NULL)
        return pod;
    uint32_t ns = pw_cluster_namespace(&t->then->cluster,
                                       pw_cluster_ns(&t->now->cluster, member->ns)->name);
    return ns == PW_NONE ? PW_NONE : pw_cluster_pod(&t->then->cluster, ns, member->name);
}

static bool uses_node(const pw_tiles *t, const pw_seat *seat)
{
    return pw_cluster_member(&t->now->cluster, seat->now.pod)->host_network ||
           (t->then != NULL &&
            pw_cluster_member(&t->then->cluster, seat->then.pod)->host_network);
}

/* Where a kind was met last, and how often there. */
typedef struct met {
    uint32_t tile; /* + 1 */
    uint32_t times;
} met;

static pw_status seat_pods(builder *b, uint32_t number, met *kinds, pw_tile *tile)
{
    pw_tiles *t = b->t;
    tile->all.from = t->seats.count;
    tile->few.from = t->samples.count;
    for (uint32_t i = t->groups.from[number]; i < t->groups.from[number + 1]; i++) {
        pw_seat seat = {.now = {.pod = t->groups.pods[i]}};
        seat.then.pod = pod_then(t, seat.now.pod);
        if (seat.then.pod == PW_NONE)
            continue;
        PW_TRY(find_kind(b, &seat));
        PW_TRY(add_seat(b, &t->seats, seat));
        tile->address = tile->address || uses_node(t, &seat);
        met *m = &kinds[seat.kind];
        *m = (met){number + 1, m->tile == number + 1 ? m->times + 1 : 1};
        if (m->times <= 2)
            PW_TRY(add_seat(b, &t->samples, seat));
    }
    tile->all.to = t->seats.count;
    tile->few.to = t->samples.count;
    return PW_OK;
}

static pw_str last_part(pw_str name)
{
    uint32_t at = name.len;
    while (at > 0 && name.at[at - 1] != '/')
        at--;
    return pw_str_part(name, at, name.len);
}

static pw_status add_groups(builder *b)
{
    pw_tiles *t = b->t;
    const pw_cluster *c = &t->now->cluster;
    met *kinds = pw_new_array(b->arena, met, c->pods.count + 1);
    PW_NEED(kinds);
    for (uint32_t i = 0; i < t->groups.list.count; i++) {
        const pw_group *group = pw_group_at(&t->groups, i);
        const pw_member *first = pw_cluster_member(c, t->groups.pods[t->groups.from[i]]);
        pw_tile tile = {.name = group->name, .label = last_part(group->name), .ns = group->ns};
        tile.kind = first->workload == PW_NONE ? PW_TILE_POD : PW_TILE_WORKLOAD;
        PW_TRY(seat_pods(b, i, kinds, &tile));
        PW_TRY(find_ports(b, &tile, &tile.ports));
        PW_TRY(add_tile(b, tile));
    }
    return PW_OK;
}

/* ---- addresses outside ---- */

/* Addresses that neither snapshot tells apart. */
typedef struct region {
    pw_str label;
    pw_ip ip;      /* one that no pod owns */
    bool found;    /* there is such an address */
    bool familiar; /* one that manuals use */
} region;

typedef struct outside {
    builder *b;
    pw_ip *starts;     /* of the intervals, ascending */
    uint32_t count;
    pw_number_lists keys;
    region *regions;   /* by key */
} outside;

/* The smallest block or exception around an address. */
typedef struct around {
    const pw_cidr *cidr; /* NULL: none */
    bool hole;
} around;

static void look_around(const pw_blocks *blocks, pw_ip ip, around *a)
{
    for (uint32_t i = 0; i < blocks->list.count; i++) {
        const pw_ip_block *block = pw_items(blocks->list, const pw_ip_block *)[i];
        if (!pw_cidr_has(&block->block, ip))
            continue;
        bool inside = pw_block_has(block, ip);
        /* A block that holds the address wins over an exception of the same size. */
        if (inside && (a->cidr == NULL || block->block.bits >= a->cidr->bits))
            *a = (around){&block->block, false};
        for (uint32_t k = 0; !inside && k < block->except.count; k++)
            if (pw_cidr_has(&block->holes[k], ip) &&
                (a->cidr == NULL || block->holes[k].bits > a->cidr->bits))
                *a = (around){&block->holes[k], true};
    }
}

static around around_of(const pw_tiles *t, pw_ip ip)
{
    around a = {0};
    look_around(&t->now->blocks, ip, &a);
    if (t->then != NULL)
        look_around(&t->then->blocks, ip, &a);
    return a;
}

/* Addresses in the same blocks are one region, but an exception is one of its own: a picture
 * should show the hole. */
static pw_status region_of(outside *o, pw_ip ip, const around *a, uint32_t *number)
{
    const pw_tiles *t = o->b->t;
    uint32_t key[] = {pw_blocks_set_of(&t->now->blocks, ip),
                      t->then == NULL ? 0 : pw_blocks_set_of(&t->then->blocks, ip), 0, 0, 0};
    if (a->hole) {
        key[2] = a->cidr->bits + 1;
        key[3] = pw_ip_hash(a->cidr->first);
        key[4] = pw_ip_hash(a->cidr->last);
    }
    return pw_numbers_share(&o->keys, o->b->arena, (pw_numbers){key, 5}, number);
}

static bool in_interval(const outside *o, uint32_t i, pw_ip ip)
{
    return ip.family == o->starts[i].family && pw_ip_order(o->starts[i], ip) <= 0 &&
           (i + 1 == o->count || pw_ip_order(ip, o->starts[i + 1]) < 0);
}

static bool is_free(const pw_tiles *t, pw_ip ip)
{
    return pw_cluster_owner(&t->now->cluster, ip) == PW_NONE &&
           (t->then == NULL || pw_cluster_owner(&t->then->cluster, ip) == PW_NONE);
}

/* An address of the interval that no pod owns: one that manuals use, else one after the first,
 * which would read like the block itself, else the first. */
static void choose_ip(const outside *o, uint32_t i, region *r)
{
    const pw_tiles *t = o->b->t;
    static const pw_ip familiar[] = {{0, 0xcb007101, PW_IPV4}, /* 203.0.113.1, 2001:db8::1 */
                                     {0x20010db800000000, 1, PW_IPV6}};
    pw_ip ip = familiar[o->starts[i].family];
    if (in_interval(o, i, ip) && is_free(t, ip)) {
        r->familiar = r->found = true;
        r->ip = ip;
        return;
    }
    ip = o->starts[i];
    while (!r->found && pw_ip_next(ip, &ip) && in_interval(o, i, ip))
        if (is_free(t, ip)) {
            r->found = true;
            r->ip = ip;
        }
    if (!r->found && is_free(t, o->starts[i])) {
        r->found = true;
        r->ip = o->starts[i];
    }
}

static pw_status write_label(outside *o, const around *a, pw_str *label)
{
    pw_buf text = pw_buf_make(128);
    if (a->cidr == NULL)
        pw_buf_puts(&text, "anywhere else");
    else
        pw_cidr_write(&text, a->cidr);
    pw_buf_puts(&text, a->hole ? " (except)" : "");
    return pw_buf_keep(&text, o->b->arena, label);
}

static pw_status add_interval(outside *o, uint32_t i)
{
    around a = around_of(o->b->t, o->starts[i]);
    uint32_t number;
    PW_TRY(region_of(o, o->starts[i], &a, &number));
    region *r = &o->regions[number];
    if (r->label.at == NULL)
        PW_TRY(write_label(o, &a, &r->label));
    if (!r->familiar)
        choose_ip(o, i, r);
    return PW_OK;
}

static bool uses_family(const pw_snapshot *s, pw_family family)
{
    bool used = false;
    for (uint32_t i = 0; s != NULL && i < s->cluster.pods.count && !used; i++)
        used = pw_cluster_member(&s->cluster, i)->has_ip[family];
    for (uint32_t i = 0; s != NULL && i < s->blocks.list.count && !used; i++)
        used = pw_items(s->blocks.list, const pw_ip_block *)[i]->block.first.family == family;
    return used;
}

static int by_address(const void *a, const void *b)
{
    return pw_ip_order(*(const pw_ip *)a, *(const pw_ip *)b);
}

/* The borders of the blocks of both snapshots, each once. */
static pw_status cut(outside *o)
{
    const pw_tiles *t = o->b->t;
    const pw_blocks *now = &t->now->blocks, *then = t->then == NULL ? NULL : &t->then->blocks;
    uint64_t room = (uint64_t)now->intervals + (then == NULL ? 0 : then->intervals);
    uint32_t all = 0;
    /* A block has two borders, so that many make more tiles than can be paired anyway. */
    if (room * room > 16 * (uint64_t)PW_MAX_CELLS)
        return PW_E_LIMIT;
    PW_NEED(o->starts = pw_new_array(o->b->arena, pw_ip, room));
    for (uint32_t i = 0; i < now->intervals; i++)
        o->starts[all++] = now->starts[i];
    for (uint32_t i = 0; then != NULL && i < then->intervals; i++)
        o->starts[all++] = then->starts[i];
    qsort(o->starts, all, sizeof *o->starts, by_address);
    for (uint32_t i = 0; i < all; i++)
        if (o->count == 0 || !pw_ip_same(o->starts[o->count - 1], o->starts[i]))
            o->starts[o->count++] = o->starts[i];
    PW_NEED(o->regions = pw_new_array(o->b->arena, region, o->count + 1));
    return PW_OK;
}

static pw_status add_region(builder *b, const region *r)
{
    pw_buf name = pw_buf_make(64);
    pw_tile tile = {.label = r->label, .kind = PW_TILE_OUTSIDE, .ns = PW_NONE, .address = true};
    pw_spot spot = {PW_NONE, r->ip};
    tile.all = (pw_stretch){b->t->seats.count, b->t->seats.count + 1};
    tile.few = (pw_stretch){b->t->samples.count, b->t->samples.count + 1};
    PW_TRY(add_seat(b, &b->t->seats, (pw_seat){spot, spot, PW_NONE}));
    PW_TRY(add_seat(b, &b->t->samples, (pw_seat){spot, spot, PW_NONE}));
    pw_buf_puts(&name, "ip:");
    pw_ip_write(&name, r->ip);
    PW_TRY(pw_buf_keep(&name, b->arena, &tile.name));
    return add_tile(b, tile);
}

static pw_status add_outside(builder *b)
{
    const pw_tiles *t = b->t;
    outside o = {.b = b};
    if (t->now->blocks.list.count == 0 && (t->then == NULL || t->then->blocks.list.count == 0))
        return PW_OK;
    bool used[PW_FAMILIES];
    for (int f = 0; f < PW_FAMILIES; f++)
        used[f] = uses_family(t->now, (pw_family)f) || uses_family(t->then, (pw_family)f);
    PW_TRY(cut(&o));
    for (uint32_t i = 0; i < o.count; i++)
        if (used[o.starts[i].family])
            PW_TRY(add_interval(&o, i));
    for (uint32_t i = 0; i < o.keys.all.count; i++)
        if (o.regions[i].found)
            PW_TRY(add_region(b, &o.regions[i]));
    return PW_OK;
}

static pw_status build(const pw_snapshot *now, const pw_snapshot *then, pw_by by,
                       pw_arena *arena, pw_tiles *tiles)
{
    builder b = {.t = tiles, .arena = arena};
    *tiles = (pw_tiles){.now = now, .then = then};
    PW_TRY(pw_groups_build(now, arena, by, &tiles->groups));
    PW_TRY(add_groups(&b));
    PW_TRY(add_outside(&b));
    tiles->kinds = b.kinds.all.count;
    return PW_OK;
}

pw_status pw_tiles_build(const pw_snapshot *now, const pw_snapshot *then, pw_arena *arena,
                         pw_tiles *tiles)
{
    return build(now, then, PW_BY_WORKLOAD, arena, tiles);
}

pw_status pw_tiles_build_by(const pw_snapshot *s, pw_by by, pw_arena *arena, pw_tiles *tiles)
{
    return build(s, NULL, by, arena, tiles);
}

/* ---- looking ---- */

static const pw_seat *seats_of(const pw_tiles *t, uint32_t tile, bool each, uint32_t *count)
{
    const pw_tile *at = pw_tile_at(t, tile);
    pw_stretch run = each ? at->all : at->few;
    const pw_seat *list = pw_items(each ? t->seats : t->samples, const pw_seat);
    *count = run.to - run.from;
    return *count == 0 ? NULL : list + run.from;
}

pw_pairs pw_tiles_pairs(const pw_tiles *tiles, uint32_t from, uint32_t to)
{
    bool each = pw_tile_at(tiles, from)->address || pw_tile_at(tiles, to)->address;
    pw_pairs pairs;
    pairs.from = seats_of(tiles, from, each, &pairs.sources);
    pairs.to = seats_of(tiles, to, each, &pairs.targets);
    return pairs;
}

uint32_t pw_tiles_of_ip(const pw_tiles *tiles, pw_ip ip)
{
    const pw_classes *classes = &tiles->now->classes;
    uint32_t wanted = pw_class_of_ip(classes, ip), found = PW_NONE;
    for (uint32_t i = tiles->groups.list.count; i < tiles->list.count; i++) {
        pw_spot spot = pw_items(tiles->seats, const pw_seat)[pw_tile_at(tiles, i)->all.from].now;
        if (pw_ip_same(spot.ip, ip))
            return i;
        if (found == PW_NONE && pw_class_of_ip(classes, spot.ip) == wanted)
            found = i;
    }
    return found;
}
