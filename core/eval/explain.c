#include "eval/explain.h"

#include "kube/selector.h"

#define MAX_NAMED 3u /* policies named in one line; more are counted */

/* ---- the trail ---- */

static pw_status explain_peer(const pw_asked *q, const pw_peer *peer, pw_peer_trail *trail)
{
    *trail = (pw_peer_trail){.peer = peer, .ok = true};
    PW_TRY(pw_peer_conditions(q, peer, trail->conditions, &trail->count));
    for (uint32_t i = 0; i < trail->count; i++) {
        trail->shown += trail->ok ? 1 : 0;
        trail->ok = trail->ok && trail->conditions[i].ok;
        trail->missing += trail->conditions[i].missing;
    }
    return PW_OK;
}

static pw_status explain_rule(const pw_asked *q, const pw_rule *rule, pw_rule_trail *trail)
{
    bool someone = rule->peers.count == 0;
    *trail = (pw_rule_trail){.rule = rule, .peer_count = rule->peers.count};
    PW_TRY(pw_ports_condition(q, rule, &trail->ports));
    PW_NEED(trail->peers = pw_new_array(q->arena, pw_peer_trail, rule->peers.count + 1));
    for (uint32_t i = 0; i < rule->peers.count; i++) {
        PW_TRY(explain_peer(q, &pw_list_items(rule->peers, pw_peer)[i], &trail->peers[i]));
        someone = someone || trail->peers[i].ok;
    }
    trail->admits = someone && trail->ports.ok;
    return PW_OK;
}

static pw_status explain_policy(const pw_asked *q, pw_policy_trail *trail)
{
    const pw_list *rules = &q->policy->policy->rules[q->direction];
    *trail = (pw_policy_trail){.ref = q->policy, .rule_count = rules->count};
    PW_NEED(trail->rules = pw_new_array(q->arena, pw_rule_trail, rules->count + 1));
    for (uint32_t i = 0; i < rules->count; i++) {
        PW_TRY(explain_rule(q, &pw_list_items(*rules, pw_rule)[i], &trail->rules[i]));
        trail->admits = trail->admits || trail->rules[i].admits;
    }
    return PW_OK;
}

static bool selects(const pw_policy_ref *ref, pw_direction direction, const pw_member *pod)
{
    return ref->policy->isolates[direction] && ref->ns == pod->ns &&
           pw_selector_fits(&ref->policy->pods, pod->labels);
}

static pw_status explain_policies(pw_asked *q, pw_direction_trail *trail)
{
    const pw_cluster *c = &q->s->cluster;
    const pw_policy_ref *policies = pw_items(c->policies, const pw_policy_ref);
    const pw_member *pod = pw_cluster_member(c, trail->at.pod);
    uint32_t count = 0;
    for (uint32_t i = 0; i < c->policies.count; i++)
        count += selects(&policies[i], q->direction, pod) ? 1 : 0;
    PW_NEED(trail->policies = pw_new_array(q->arena, pw_policy_trail, count + 1));
    for (uint32_t i = 0; i < c->policies.count; i++) {
        if (!selects(&policies[i], q->direction, pod))
            continue;
        q->policy = &policies[i];
        PW_TRY(explain_policy(q, &trail->policies[trail->policy_count++]));
    }
    return PW_OK;
}

/* ---- the nearest miss ---- */

typedef struct nearest {
    uint32_t missing;
    pw_rule_trail *rule;
    pw_peer_trail *peer; /* NULL: only the ports of the rule */
} nearest;

static void offer(nearest *n, uint32_t missing, pw_rule_trail *rule, pw_peer_trail *peer)
{
    /* From four on it is no near miss: another address, or no pod at all. */
    if (missing < n->missing && missing < 4)
        *n = (nearest){missing, rule, peer};
}

static void look_in_rule(nearest *n, pw_rule_trail *rule)
{
    if (rule->peer_count == 0)
        offer(n, 1, rule, NULL);
    for (uint32_t i = 0; i < rule->peer_count; i++) {
        pw_peer_trail *peer = &rule->peers[i];
        offer(n, peer->missing + (rule->ports.ok ? 0 : 1), rule, peer->ok ? NULL : peer);
    }
}

static void mark_nearest(pw_direction_trail *trail)
{
    nearest n = {.missing = PW_NONE};
    for (uint32_t i = 0; i < trail->policy_count; i++)
        for (uint32_t r = 0; r < trail->policies[i].rule_count; r++)
            look_in_rule(&n, &trail->policies[i].rules[r]);
    if (n.rule != NULL && n.peer == NULL)
        n.rule->nearest = true;
    if (n.peer != NULL)
        n.peer->nearest = true;
}

/* ---- words ---- */

static void write_selecting(pw_buf *b, const pw_direction_trail *trail)
{
    pw_buf_puts(b, "selected by ");
    if (trail->policy_count > MAX_NAMED) {
        pw_buf_print(b, "%u policies", trail->policy_count);
        return;
    }
    for (uint32_t i = 0; i < trail->policy_count; i++) {
        const pw_policy_ref *ref = trail->policies[i].ref;
        const pw_policy *policy = ref->policy;
        pw_span span = policy->pods.head.given ? policy->pods.head.key : ref->object->span;
        pw_place place = pw_source_place(&ref->doc->source, span.from);
        pw_buf_print(b, "%s%R (%S:%u)", i == 0 ? "" : ", ", ref->object->meta.name.s,
                     ref->doc->file, place.line);
    }
}

static pw_status write_text(const pw_asked *q, pw_direction_trail *trail)
{
    pw_buf b = pw_buf_make(4096);
    switch (trail->reason) {
    case PW_OPEN:
        pw_buf_print(&b, "no policy selects it for %s", pw_direction_name(q->direction));
        break;
    case PW_OUTSIDE: pw_buf_puts(&b, "not policed: an address outside the cluster"); break;
    case PW_HOST: pw_buf_puts(&b, "not policed: it uses its node's network"); break;
    case PW_SELF: pw_buf_puts(&b, "a pod always reaches itself"); break;
    case PW_OWN_NODE: pw_buf_puts(&b, "a pod and its own node always reach each other"); break;
    default: write_selecting(&b, trail); break;
    }
    return pw_buf_keep(&b, q->arena, &trail->text);
}

static pw_status explain_direction(pw_asked *q, const pw_verdict *verdict,
                                   pw_direction_trail *trail)
{
    bool admits = false;
    trail->at = pw_asked_at(q);
    trail->allows = verdict->allows[q->direction];
    trail->reason = verdict->reasons[q->direction];
    PW_TRY(pw_spot_name(q->s, q->arena, trail->at, &trail->name));
    if (trail->reason == PW_ADMITTED || trail->reason == PW_DENIED) {
        PW_TRY(explain_policies(q, trail));
        for (uint32_t i = 0; i < trail->policy_count; i++)
            admits = admits || trail->policies[i].admits;
        if (admits != trail->allows || trail->policy_count == 0)
            return PW_E_BUG;
        if (!admits)
            mark_nearest(trail);
    }
    return write_text(q, trail);
}

pw_status pw_explain(const pw_snapshot *s, pw_arena *arena, const pw_flow *flow, pw_trail *trail)
{
    pw_asked q = {.s = s, .arena = arena, .flow = *flow};
    *trail = (pw_trail){.flow = *flow, .verdict = pw_judge(s, flow)};
    PW_TRY(pw_spot_name(s, arena, flow->from, &trail->from));
    PW_TRY(pw_spot_name(s, arena, flow->to, &trail->to));
    for (int d = 0; d < PW_DIRECTIONS; d++) {
        q.direction = (pw_direction)d;
        PW_TRY(explain_direction(&q, &trail->verdict, &trail->directions[d]));
    }
    return PW_OK;
}
