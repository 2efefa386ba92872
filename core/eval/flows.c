#include "eval/flows.h"

#include "base/limits.h"
#include "eval/ranges.h"

typedef struct painter {
    pw_snapshot *s;
    pw_arena *arena;
    const pw_tiles *tiles;
    pw_flows *out;
    pw_table rule_table;
} painter;

pw_status pw_port_text(pw_arena *arena, pw_protocol protocol, uint32_t port, pw_str *text)
{
    return pw_print_text(arena, text, "%u/%s", port, pw_protocol_name(protocol));
}

pw_decision pw_decision_of(const pw_trail *trail)
{
    pw_decision decision = {0};
    if (!pw_decided(trail, &decision.doc, &decision.span))
        decision.doc = NULL;
    return decision;
}

/* ---- the rules that admit ---- */

typedef struct rule_search {
    const pw_vec *rules;
    const pw_admission *wanted;
} rule_search;

static bool same_rule(const void *context, uint32_t number)
{
    const rule_search *search = context;
    const pw_admission *a = &pw_items(*search->rules, const pw_admission)[number];
    const pw_admission *b = search->wanted;
    return a->policy == b->policy && a->direction == b->direction && a->rule == b->rule &&
           a->peer == b->peer;
}

/* The number of a rule that admits, given when it is new. */
static pw_status number_rule(painter *p, const pw_admission *rule, uint32_t *number)
{
    rule_search search = {&p->out->rules, rule};
    uint32_t policy = (uint32_t)(rule->policy -
                                 pw_items(p->s->cluster.policies, const pw_policy_ref));
    uint32_t hash = pw_hash_mix(pw_hash_mix(policy, rule->rule * 2 + (uint32_t)rule->direction),
                                rule->peer);
    *number = pw_table_find(&p->rule_table, hash, same_rule, &search);
    if (*number != PW_NONE)
        return PW_OK;
    *number = p->out->rules.count;
    PW_TRY(pw_table_add(&p->rule_table, p->arena, hash, *number));
    pw_admission *slot = pw_push(&p->out->rules, p->arena, pw_admission);
    PW_NEED(slot);
    *slot = *rule;
    return PW_OK;
}

static pw_status add_by(painter *p, pw_vec *by, const pw_admission *rule)
{
    uint32_t number;
    PW_TRY(number_rule(p, rule, &number));
    for (uint32_t i = 0; i < by->count; i++)
        if (pw_items(*by, const uint32_t)[i] == number)
            return PW_OK;
    uint32_t *slot = pw_push(by, p->arena, uint32_t);
    PW_NEED(slot);
    *slot = number;
    return PW_OK;
}

static pw_status add_rule(painter *p, pw_vec *by, pw_admission at, const pw_rule_trail *rule)
{
    at.span = at.whole = rule->rule->head.span;
    if (rule->admits && rule->peer_count == 0)
        return add_by(p, by, &at);
    for (uint32_t i = 0; rule->admits && i < rule->peer_count; i++) {
        at.peer = i + 1;
        at.span = rule->peers[i].peer->head.span;
        if (rule->peers[i].ok)
            PW_TRY(add_by(p, by, &at));
    }
    return PW_OK;
}

static pw_status add_admitting(painter *p, pw_vec *by, const pw_trail *trail)
{
    for (int d = PW_DIRECTIONS - 1; d >= 0; d--) {
        const pw_direction_trail *side = &trail->directions[d];
        for (uint32_t i = 0; i < side->policy_count; i++)
            for (uint32_t r = 0; r < side->policies[i].rule_count; r++) {
                pw_admission at = {side->policies[i].ref, (pw_direction)d, r + 1, 0, {0}, {0}};
                PW_TRY(add_rule(p, by, at, &side->policies[i].rules[r]));
            }
    }
    return PW_OK;
}

/* ---- one flow ---- */

/* What the pairs of two tiles say about one port. */
typedef struct tally {
    uint32_t counts[2]; /* denied, allowed */
    pw_flow first[2];
    pw_vec passing;     /* of pw_flow: at most PW_MAX_FLOWS */
} tally;

static pw_status count_pairs(painter *p, const pw_drawn *d, pw_protocol protocol, uint32_t port,
                             tally *t)
{
    pw_pairs pairs = pw_tiles_pairs(p->tiles, d->from, d->to);
    for (uint32_t i = 0; i < pairs.sources; i++)
        for (uint32_t k = 0; k < pairs.targets; k++) {
            pw_flow flow = {pairs.from[i].now, pairs.to[k].now, protocol, port};
            int allowed = pw_judge(p->s, &flow).allowed ? 1 : 0;
            if (t->counts[allowed]++ == 0)
                t->first[allowed] = flow;
            if (allowed == 0 || t->passing.count == PW_MAX_FLOWS)
                continue;
            pw_flow *slot = pw_push(&t->passing, p->arena, pw_flow);
            PW_NEED(slot);
            *slot = flow;
        }
    return PW_OK;
}

static pw_status write_sentence(painter *p, pw_drawn *d, const pw_trail *trail)
{
    PW_TRY(pw_sentence(p->s, p->arena, trail, &d->sentence));
    if (d->outcome != PW_PARTLY)
        return PW_OK;
    return pw_print_text(p->arena, &d->sentence, "Partly: %R -> %R does not pass. %R", trail->from,
                         trail->to, d->sentence);
}

/* Judges and explains a flow by what is true of one port. */
static pw_status explain(painter *p, pw_drawn *d, pw_protocol protocol, uint32_t port)
{
    tally t = {0};
    pw_trail trail;
    PW_TRY(count_pairs(p, d, protocol, port, &t));
    bool denied = t.counts[0] > 0;
    d->outcome = !denied ? PW_ALLOW : t.counts[1] == 0 ? PW_DENY : PW_PARTLY;
    PW_TRY(pw_explain(p->s, p->arena, &t.first[denied ? 0 : 1], &trail));
    PW_TRY(write_sentence(p, d, &trail));
    d->decided = pw_decision_of(&trail);
    d->stop = "";
    if (denied)
        d->stop = pw_direction_name(trail.verdict.allows[PW_EGRESS] ? PW_INGRESS : PW_EGRESS);
    for (uint32_t i = 0; i < t.passing.count; i++) {
        PW_TRY(pw_explain(p->s, p->arena, &pw_items(t.passing, const pw_flow)[i], &trail));
        PW_TRY(add_admitting(p, &d->by, &trail));
    }
    return PW_OK;
}

static pw_status add_drawn(painter *p, const pw_drawn *d)
{
    pw_drawn *slot = pw_push(&p->out->list, p->arena, pw_drawn);
    PW_NEED(slot);
    *slot = *d;
    return PW_OK;
}

static bool is_full(painter *p)
{
    if (p->out->list.count < PW_MAX_DRAWN)
        return false;
    p->out->more++;
    return true;
}

static pw_status draw_port(painter *p, pw_drawn d, const pw_tile_port *port)
{
    if (is_full(p))
        return PW_OK;
    d.port = port->port;
    d.protocol = port->protocol;
    PW_TRY(pw_port_text(p->arena, d.protocol, d.port, &d.ports));
    PW_TRY(explain(p, &d, d.protocol, d.port));
    return add_drawn(p, &d);
}

/* ---- a flow of no single port ---- */

/* The ports that pass for some pair, and those that pass for all. */
static pw_status find_masks(painter *p, const pw_drawn *d, uint32_t *some, uint32_t *all)
{
    pw_pairs pairs = pw_tiles_pairs(p->tiles, d->from, d->to);
    pw_ports *ports = &p->s->index.ports;
    *some = PW_MASK_NONE;
    *all = PW_MASK_ALL;
    for (uint32_t i = 0; i < pairs.sources; i++)
        for (uint32_t k = 0; k < pairs.targets; k++) {
            uint32_t mask;
            PW_TRY(pw_judge_ports(p->s, pairs.from[i].now, pairs.to[k].now, &mask));
            PW_TRY(pw_ports_union(ports, *some, mask, some));
            PW_TRY(pw_ports_meet(ports, *all, mask, all));
        }
    return PW_OK;
}

/* Of a flow that is denied on every port: one that gets out, where there is one, so that it is
 * said to stop where the last of its ports does. */
static void pick_denied(const painter *p, const pw_drawn *d, pw_protocol *protocol,
                        uint32_t *port)
{
    const pw_ports *ports = &p->s->index.ports;
    pw_pairs pairs = pw_tiles_pairs(p->tiles, d->from, d->to);
    pw_flow flow = {pairs.from[0].now, pairs.to[0].now, PW_TCP, 80};
    *protocol = PW_TCP;
    *port = 80;
    if (pw_judge(p->s, &flow).allows[PW_EGRESS])
        return;
    for (int i = 0; i < PW_PROTOCOLS; i++)
        for (uint32_t k = ports->base[i]; k < ports->base[i + 1]; k++) {
            flow.protocol = (pw_protocol)i;
            flow.port = ports->starts[k];
            if (!pw_judge(p->s, &flow).allows[PW_EGRESS])
                continue;
            *protocol = flow.protocol;
            *port = flow.port;
            return;
        }
}

static pw_status write_set(painter *p, pw_drawn *d, uint32_t mask, pw_ranges ranges)
{
    pw_buf b = pw_buf_make(1 << 20);
    if (mask == PW_MASK_ALL)
        pw_buf_puts(&b, "every port");
    else if (mask == PW_MASK_NONE)
        pw_buf_puts(&b, "none");
    else
        pw_ranges_write(&b, ranges);
    return pw_buf_keep(&b, p->arena, &d->ports);
}

static pw_status draw_set(painter *p, pw_drawn d)
{
    uint32_t some, all, port;
    pw_protocol protocol;
    pw_ranges ranges, shared;
    if (is_full(p))
        return PW_OK;
    PW_TRY(find_masks(p, &d, &some, &all));
    PW_TRY(pw_ranges_of(&p->s->index.ports, p->arena, some, &ranges));
    PW_TRY(write_set(p, &d, some, ranges));
    bool outside = pw_tile_at(p->tiles, d.to)->kind == PW_TILE_OUTSIDE;
    bool single = ranges.count == 1 && ranges.at[0].from == ranges.at[0].to;
    if (some == PW_MASK_NONE) {
        pick_denied(p, &d, &protocol, &port);
    } else if (some == all) {
        pw_ranges_pick(ranges, &protocol, &port);
    } else {
        /* Pods differ: speak of a port on which they do. */
        PW_TRY(pw_ranges_of(&p->s->index.ports, p->arena, all, &shared));
        PW_TRY(pw_ranges_without(p->arena, ranges, shared, &shared));
        pw_ranges_pick(shared, &protocol, &port);
    }
    if (outside && single) {
        d.port = port;
        d.protocol = protocol;
        PW_TRY(pw_port_text(p->arena, protocol, port, &d.ports));
    }
    PW_TRY(explain(p, &d, protocol, port));
    return add_drawn(p, &d);
}

/* ---- all flows ---- */

static pw_status draw_pair(painter *p, uint32_t from, uint32_t to)
{
    const pw_tile *source = pw_tile_at(p->tiles, from), *target = pw_tile_at(p->tiles, to);
    pw_drawn d = {.from = from, .to = to};
    bool outside = target->kind == PW_TILE_OUTSIDE;
    if (from == to || (outside && source->kind == PW_TILE_OUTSIDE))
        return PW_OK;
    if (target->ports.count == 0)
        return draw_set(p, d);
    for (uint32_t i = 0; i < target->ports.count; i++)
        PW_TRY(draw_port(p, d, &pw_items(target->ports, const pw_tile_port)[i]));
    return PW_OK;
}

pw_status pw_flows_build(pw_snapshot *s, pw_arena *arena, const pw_tiles *tiles, uint32_t from,
                         uint32_t to, pw_flows *flows)
{
    painter p = {.s = s, .arena = arena, .tiles = tiles, .out = flows};
    *flows = (pw_flows){0};
    for (uint32_t i = 0; i < tiles->list.count; i++)
        for (uint32_t k = 0; k < tiles->list.count; k++)
            if ((from == PW_NONE || i == from) && (to == PW_NONE || k == to))
                PW_TRY(draw_pair(&p, i, k));
    return PW_OK;
}
