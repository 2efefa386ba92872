#include "eval/sentence.h"

/* A place in a direction's trail. Rule and peer are NULL where there is none. */
typedef struct spot_in_trail {
    const pw_policy_trail *policy;
    const pw_rule_trail *rule;
    const pw_peer_trail *peer;
} spot_in_trail;

/* ---- finding what decided ---- */

static bool is_decisive(const pw_direction_trail *d, const pw_rule_trail *rule,
                        const pw_peer_trail *peer)
{
    if (d->allows)
        return rule->admits && (peer == NULL || peer->ok);
    return peer == NULL ? rule->nearest : peer->nearest;
}

/* The rule and peer that admit, or the nearest miss. */
static spot_in_trail find_decisive(const pw_direction_trail *d)
{
    for (uint32_t i = 0; i < d->policy_count; i++)
        for (uint32_t r = 0; r < d->policies[i].rule_count; r++) {
            const pw_rule_trail *rule = &d->policies[i].rules[r];
            for (uint32_t p = 0; p < rule->peer_count; p++)
                if (is_decisive(d, rule, &rule->peers[p]))
                    return (spot_in_trail){&d->policies[i], rule, &rule->peers[p]};
            bool whole = d->allows ? rule->peer_count == 0 : true;
            if (whole && is_decisive(d, rule, NULL))
                return (spot_in_trail){&d->policies[i], rule, NULL};
        }
    return (spot_in_trail){d->policy_count > 0 ? d->policies : NULL, NULL, NULL};
}

static const pw_condition *first_failed(const pw_peer_trail *peer)
{
    for (uint32_t i = 0; i < peer->count; i++)
        if (!peer->conditions[i].ok)
            return &peer->conditions[i];
    return NULL;
}

static void write_line(pw_buf *b, const pw_policy_trail *policy, pw_span span)
{
    pw_place place = pw_source_place(&policy->ref->doc->source, span.from);
    pw_buf_print(b, " (line %u)", place.line);
}

/* "peer 2", "rule 1, peer 2", with the policy where several select the end. */
static void write_where(pw_buf *b, const pw_direction_trail *d, const spot_in_trail *at)
{
    uint32_t rule = (uint32_t)(at->rule - at->policy->rules) + 1;
    if (at->policy->rule_count > 1 || at->peer == NULL)
        pw_buf_print(b, "rule %u%s", rule, at->peer == NULL ? "" : ", ");
    if (at->peer != NULL)
        pw_buf_print(b, "peer %u", (uint32_t)(at->peer - at->rule->peers) + 1);
    if (d->policy_count > 1)
        pw_buf_print(b, " of %R", at->policy->ref->object->meta.name.s);
}

/* The line of the decisive spot of one direction. */
static pw_span decisive_span(const pw_direction_trail *d, const spot_in_trail *at)
{
    const pw_policy_ref *ref = at->policy->ref;
    if (at->peer != NULL)
        return d->allows ? at->peer->peer->head.span : first_failed(at->peer)->wanted;
    if (at->rule != NULL)
        return d->allows ? at->rule->rule->head.span : at->rule->ports.wanted;
    return ref->policy->pods.head.given ? ref->policy->pods.head.key : ref->object->span;
}

bool pw_decided(const pw_trail *trail, const pw_document **doc, pw_span *span)
{
    for (int d = PW_DIRECTIONS - 1; d >= 0; d--) {
        const pw_direction_trail *side = &trail->directions[d];
        if (side->policy_count == 0 || side->allows != trail->verdict.allowed)
            continue;
        spot_in_trail at = find_decisive(side);
        *doc = at.policy->ref->doc;
        *span = decisive_span(side, &at);
        return true;
    }
    return false;
}

/* ---- denied ---- */

static void write_failed(pw_buf *b, const pw_snapshot *s, const spot_in_trail *at)
{
    const pw_condition *c = first_failed(at->peer);
    switch (c->lack) {
    case PW_LACKS_NAMESPACE:
        pw_buf_print(b, " admits only pods of %R, ",
                     pw_cluster_ns(&s->cluster, at->policy->ref->ns)->name);
        pw_buf_print(b, "%R", c->why);
        break;
    case PW_LACKS_NAMESPACE_LABEL:
        pw_buf_print(b, " wants a namespace with %R, %R", c->wants, c->why);
        break;
    default: pw_buf_print(b, " wants %R, this pod has %R", c->wants, c->got); break;
    }
    write_line(b, at->policy, c->wanted);
}

static bool has_rules(const pw_direction_trail *d)
{
    for (uint32_t i = 0; i < d->policy_count; i++)
        if (d->policies[i].rule_count > 0)
            return true;
    return false;
}

static void write_denied(pw_buf *b, const pw_snapshot *s, pw_direction direction,
                         const pw_direction_trail *d)
{
    spot_in_trail at = find_decisive(d);
    const pw_policy_ref *ref = at.policy->ref;
    const char *name = pw_direction_name(direction);
    pw_buf_print(b, "Denied at %R: ", d->name);
    if (at.peer != NULL) {
        write_where(b, d, &at);
        write_failed(b, s, &at);
    } else if (at.rule != NULL) {
        write_where(b, d, &at);
        pw_buf_print(b, " is for %R only, %R", at.rule->ports.wants, at.rule->ports.why);
        write_line(b, at.policy, decisive_span(d, &at));
    } else if (!has_rules(d)) {
        pw_buf_print(b, "%R selects it for %s and has no %s rule", ref->object->meta.name.s,
                     name, name);
        write_line(b, at.policy, decisive_span(d, &at));
    } else {
        pw_buf_print(b, "no %s rule of %s admits the other end", name,
                     d->policy_count == 1 ? "the policy that selects it"
                                          : "the policies that select it");
    }
    pw_buf_putc(b, '.');
}

/* ---- allowed ---- */

static void write_admitted(pw_buf *b, const pw_direction_trail *d)
{
    spot_in_trail at = find_decisive(d);
    write_where(b, d, &at);
    if (d->policy_count == 1)
        pw_buf_print(b, " of %R", at.policy->ref->object->meta.name.s);
    bool everything = at.peer == NULL && at.rule->rule->ports.count == 0;
    pw_buf_puts(b, everything ? " admits everything" : " admits it");
    write_line(b, at.policy, decisive_span(d, &at));
}

static void write_allowed(pw_buf *b, const pw_trail *trail)
{
    const pw_direction_trail *out = &trail->directions[PW_EGRESS];
    const pw_direction_trail *in = &trail->directions[PW_INGRESS];
    pw_buf_puts(b, "Allowed: ");
    if (out->reason == PW_SELF) {
        pw_buf_puts(b, "a pod always reaches itself.");
    } else if (out->reason == PW_OWN_NODE || in->reason == PW_OWN_NODE) {
        pw_buf_puts(b, "a pod and its own node always reach each other.");
    } else if (out->reason == PW_ADMITTED && in->reason == PW_ADMITTED) {
        pw_buf_puts(b, "egress, ");
        write_admitted(b, out);
        pw_buf_puts(b, "; ingress, ");
        write_admitted(b, in);
        pw_buf_putc(b, '.');
    } else if (out->reason == PW_ADMITTED || in->reason == PW_ADMITTED) {
        write_admitted(b, out->reason == PW_ADMITTED ? out : in);
        pw_buf_putc(b, '.');
    } else {
        pw_buf_puts(b, "no policy stands between them.");
    }
}

pw_status pw_sentence(const pw_snapshot *s, pw_arena *arena, const pw_trail *trail,
                      pw_str *sentence)
{
    pw_buf b = pw_buf_make(8192);
    bool both = !trail->verdict.allows[PW_EGRESS] && !trail->verdict.allows[PW_INGRESS];
    if (trail->verdict.allowed)
        write_allowed(&b, trail);
    for (int d = PW_DIRECTIONS - 1; d >= 0; d--) {
        if (trail->verdict.allows[d])
            continue;
        pw_buf_puts(&b, both && d == PW_INGRESS ? " " : "");
        write_denied(&b, s, (pw_direction)d, &trail->directions[d]);
    }
    return pw_buf_keep(&b, arena, sentence);
}

/* ---- how little was missing ---- */

static void write_label_hint(pw_buf *b, const pw_snapshot *s, const pw_trail *trail,
                             pw_direction direction, const pw_condition *c)
{
    pw_spot other = direction == PW_INGRESS ? trail->flow.from : trail->flow.to;
    const pw_member *pod = pw_cluster_member(&s->cluster, other.pod);
    const char *end = direction == PW_INGRESS ? "get in" : "can be reached";
    if (c->lack == PW_LACKS_POD_LABEL)
        pw_buf_print(b, "One label away: %R pods with %R %s.",
                     pw_cluster_ns(&s->cluster, pod->ns)->name, c->wants, end);
    else
        pw_buf_print(b, "One label away: such pods of a namespace with %R %s.", c->wants, end);
}

static void write_hint(pw_buf *b, const pw_snapshot *s, const pw_trail *trail,
                       pw_direction direction)
{
    spot_in_trail at = find_decisive(&trail->directions[direction]);
    if (at.rule != NULL && at.peer == NULL) {
        pw_buf_print(b, "Only the port is in the way: %R would pass.", at.rule->ports.wants);
        return;
    }
    if (at.peer == NULL || at.peer->missing != 1 || !at.rule->ports.ok)
        return;
    const pw_condition *c = first_failed(at.peer);
    if (c->lack == PW_LACKS_NAMESPACE)
        pw_buf_print(b, "One namespace away: the same pod in %R would pass.",
                     pw_cluster_ns(&s->cluster, at.policy->ref->ns)->name);
    else
        write_label_hint(b, s, trail, direction, c);
}

pw_status pw_hint(const pw_snapshot *s, pw_arena *arena, const pw_trail *trail, pw_str *hint)
{
    pw_buf b = pw_buf_make(4096);
    bool in = trail->verdict.allows[PW_INGRESS], out = trail->verdict.allows[PW_EGRESS];
    if (!in && !out)
        pw_buf_puts(&b, "Both ends must allow a connection; here both deny it.");
    else if (!in || !out)
        write_hint(&b, s, trail, in ? PW_EGRESS : PW_INGRESS);
    return pw_buf_keep(&b, arena, hint);
}
