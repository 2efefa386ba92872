#include "edit/dashes.h"

#include "eval/condition.h"
#include "kube/selector.h"
#include "lint/edits.h"

typedef struct finder {
    const pw_snapshot *s;
    pw_arena *arena;
    pw_vec *dashes;
    const pw_policy_ref *policy;
    pw_direction direction;
    uint32_t rule;
} finder;

/* ---- where things stand ---- */

static bool is_inside(pw_span outer, pw_span inner)
{
    return outer.from <= inner.from && inner.to <= outer.to;
}

/* ---- in words ---- */

static void write_namespaces(pw_buf *b, const pw_selector *namespaces)
{
    pw_buf_puts(b, pw_selector_is_empty(namespaces) ? "any namespace" : "namespaces with ");
    pw_selector_write(b, namespaces, "");
}

static pw_str own_namespace(const finder *f)
{
    return pw_cluster_ns(&f->s->cluster, f->policy->ns)->name;
}

/* What a peer with one selector lets in. */
static void write_alone(const finder *f, pw_buf *b, const pw_peer *peer, bool pods)
{
    pw_buf_puts(b, "any pod of ");
    if (!pods) {
        write_namespaces(b, &peer->namespaces);
        return;
    }
    pw_buf_print(b, "%R", own_namespace(f));
    if (!pw_selector_is_empty(&peer->pods))
        pw_buf_puts(b, " with ");
    pw_selector_write(b, &peer->pods, "");
}

static void write_together(pw_buf *b, const pw_selector *pods, const pw_selector *namespaces)
{
    pw_buf_puts(b, pw_selector_is_empty(pods) ? "any pod" : "only pods with ");
    pw_selector_write(b, pods, "");
    pw_buf_puts(b, " in ");
    write_namespaces(b, namespaces);
}

static pw_status add(finder *f, pw_dash dash, pw_buf *text)
{
    PW_TRY(pw_buf_keep(text, f->arena, &dash.text));
    pw_dash *slot = pw_push(f->dashes, f->arena, pw_dash);
    PW_NEED(slot);
    dash.policy = f->policy;
    dash.direction = f->direction;
    dash.rule = f->rule;
    *slot = dash;
    return PW_OK;
}

/* ---- split ---- */

/* A key of the peer's own, and not one that an alias or a merge brings from elsewhere. */
static bool owns(const pw_peer *peer, const pw_selector *selector)
{
    return selector->head.given && is_inside(peer->head.span, selector->head.key);
}

static pw_status find_split(finder *f, const pw_peer *peer, uint32_t number)
{
    pw_str text = f->policy->doc->source.text;
    if (!owns(peer, &peer->pods) || !owns(peer, &peer->namespaces))
        return PW_OK;
    bool pods_first = peer->pods.head.key.from < peer->namespaces.head.key.from;
    uint32_t first = (pods_first ? peer->pods : peer->namespaces).head.key.from;
    uint32_t second = (pods_first ? peer->namespaces : peer->pods).head.key.from;
    uint32_t dash = pw_dash_before(text, first), line = pw_str_line(text, second);
    if (dash == PW_NONE || pw_str_past_blanks(text, line) < second)
        return PW_OK;
    pw_buf b = pw_buf_make(4096);
    pw_buf_print(&b, "Split peer %u: ", number + 1);
    write_alone(f, &b, peer, pods_first);
    pw_buf_puts(&b, ", or ");
    write_alone(f, &b, peer, !pods_first);
    return add(f, (pw_dash){.action = PW_SPLIT, .peer = number, .span = peer->head.span,
                            .at = line + (dash - pw_str_line(text, first))}, &b);
}

/* ---- join ---- */

/* The only selector of a peer; NULL when it has both, none, or a block. */
static const pw_selector *only_selector(const pw_peer *peer)
{
    if (peer->block.head.given || peer->pods.head.given == peer->namespaces.head.given)
        return NULL;
    const pw_selector *only = peer->pods.head.given ? &peer->pods : &peer->namespaces;
    return owns(peer, only) ? only : NULL;
}

/* Whether the keys stand behind dashes, in the same columns. */
static bool are_aligned(pw_str text, uint32_t first, uint32_t second)
{
    uint32_t one = pw_dash_before(text, first), other = pw_dash_before(text, second);
    if (one == PW_NONE || other == PW_NONE)
        return false;
    return one - pw_str_line(text, first) == other - pw_str_line(text, second) &&
           first - one == second - other;
}

static pw_status find_join(finder *f, const pw_peer *peer, uint32_t number)
{
    pw_str text = f->policy->doc->source.text;
    const pw_selector *first = only_selector(&peer[0]), *second = only_selector(&peer[1]);
    if (first == NULL || second == NULL || peer[0].pods.head.given == peer[1].pods.head.given ||
        !are_aligned(text, first->head.key.from, second->head.key.from))
        return PW_OK;
    const pw_selector *pods = peer[0].pods.head.given ? first : second;
    pw_buf b = pw_buf_make(4096);
    pw_buf_print(&b, "Join peers %u and %u: ", number + 1, number + 2);
    write_together(&b, pods, pods == first ? second : first);
    return add(f, (pw_dash){.action = PW_JOIN, .peer = number,
                            .span = {peer[0].head.span.from, peer[1].head.span.to},
                            .at = pw_dash_before(text, second->head.key.from)}, &b);
}

/* ---- all places ---- */

static pw_status find_in_rule(finder *f, const pw_rule *rule)
{
    const pw_peer *peers = pw_list_items(rule->peers, pw_peer);
    for (uint32_t i = 0; i < rule->peers.count; i++) {
        /* Peers that an alias brings stand in another rule: their dashes are that rule's. */
        if (!is_inside(rule->head.span, peers[i].head.span))
            continue;
        PW_TRY(find_split(f, &peers[i], i));
        if (i + 1 < rule->peers.count)
            PW_TRY(find_join(f, &peers[i], i));
    }
    return PW_OK;
}

static pw_status find_in_policy(finder *f)
{
    for (int d = 0; d < PW_DIRECTIONS; d++) {
        const pw_list *rules = &f->policy->policy->rules[d];
        f->direction = (pw_direction)d;
        for (f->rule = 0; f->rule < rules->count; f->rule++)
            PW_TRY(find_in_rule(f, &pw_list_items(*rules, pw_rule)[f->rule]));
    }
    return PW_OK;
}

pw_status pw_dashes(const pw_snapshot *s, pw_arena *arena, pw_vec *dashes)
{
    *dashes = (pw_vec){0};
    for (uint32_t i = 0; i < s->cluster.policies.count; i++) {
        const pw_policy_ref *policy = &pw_items(s->cluster.policies, const pw_policy_ref)[i];
        finder f = {.s = s, .arena = arena, .dashes = dashes, .policy = policy};
        PW_TRY(find_in_policy(&f));
    }
    return PW_OK;
}
