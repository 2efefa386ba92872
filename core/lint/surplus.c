#include "kube/selector.h"
#include "lint/checks.h"
#include "lint/edits.h"
#include "lint/facts.h"
#include "lint/within.h"

/* A rule or peer that admits all that another one does. */
typedef struct cover {
    uint32_t policy;
    const pw_rule *rule;
    const pw_peer *peer; /* NULL: the rule has no peers */
    bool elsewhere;      /* of another policy */
} cover;

/* What may cover a peer: the other peers of its rule, other rules, other policies. */
typedef struct search {
    pw_lint *l;
    const pw_at *at;    /* the rule, and the peer unless the rule has none */
    bool in_rule;       /* its own rule counts */
    bool in_policy;     /* its own policy counts */
    bool turned;        /* the peer is none of the text: no question of which of two equals stays */
} search;

static bool is_earlier(const search *s, uint32_t policy, const pw_rule *rule, const pw_peer *peer)
{
    const pw_at *at = s->at;
    if (policy != at->policy)
        return policy < at->policy;
    return rule != at->rule ? rule < at->rule : peer < at->peer;
}

/* Lists the other policies that act on every pod that this one guards. */
static pw_status list_wider(pw_lint *l, const pw_at *at)
{
    uint32_t ns = at->ref->ns;
    if (l->wider_of == at->policy + 1)
        return PW_OK;
    if (l->wider == NULL)
        PW_NEED(l->wider = pw_new_array(l->arena, uint32_t, l->s->cluster.policies.count + 1));
    l->wider_of = at->policy + 1;
    l->wider_count = 0;
    for (uint32_t i = l->ns_from[ns]; i < l->ns_from[ns + 1]; i++)
        if (l->of_ns[i] != at->policy &&
            pw_selector_within(&at->ref->policy->pods, &pw_lint_ref(l, l->of_ns[i])->policy->pods))
            l->wider[l->wider_count++] = l->of_ns[i];
    return PW_OK;
}

/* Policy `i` of that list, in the direction that is looked at; NULL when it leaves that open. */
static const pw_policy_ref *wider_at(const search *s, uint32_t i)
{
    const pw_policy_ref *ref = pw_lint_ref(s->l, s->l->wider[i]);
    return ref->policy->isolates[s->at->direction] ? ref : NULL;
}

static bool are_mutual(const search *s, uint32_t policy, const pw_rule *rule)
{
    const pw_policy *own = s->at->ref->policy, *other = pw_lint_ref(s->l, policy)->policy;
    return pw_ports_within(&rule->ports, &s->at->rule->ports) &&
           (policy == s->at->policy || pw_selector_within(&other->pods, &own->pods));
}

static bool rule_covers(const search *s, uint32_t policy, const pw_rule *rule, cover *found)
{
    const pw_at *at = s->at;
    bool mutual = are_mutual(s, policy, rule);
    *found = (cover){policy, rule, NULL, policy != at->policy};
    if (rule->peers.count == 0)
        return rule != at->rule &&
               !(mutual && at->rule->peers.count == 0 && !is_earlier(s, policy, rule, NULL));
    for (uint32_t i = 0; at->peer != NULL && i < rule->peers.count; i++) {
        const pw_peer *peer = &pw_list_items(rule->peers, pw_peer)[i];
        if (peer == at->peer || pw_lint_claimed(s->l, peer) ||
            !pw_peer_within(s->l, at->ref->ns, at->peer, peer))
            continue;
        found->peer = peer;
        if (s->turned || !mutual || !pw_peer_within(s->l, at->ref->ns, peer, at->peer) ||
            is_earlier(s, policy, rule, peer))
            return true;
    }
    return false;
}

static bool policy_covers(const search *s, uint32_t policy, cover *found)
{
    const pw_list *rules = &pw_lint_ref(s->l, policy)->policy->rules[s->at->direction];
    for (uint32_t i = 0; i < rules->count; i++) {
        const pw_rule *rule = &pw_list_items(*rules, pw_rule)[i];
        if ((rule == s->at->rule && !s->in_rule) || pw_lint_claimed(s->l, rule) ||
            !pw_ports_within(&s->at->rule->ports, &rule->ports))
            continue;
        if (rule_covers(s, policy, rule, found))
            return true;
    }
    return false;
}

/* Own rules first. That several policies allow DNS is ordinary care, not surplus. */
static bool find_cover(const search *s, cover *found)
{
    if (s->in_policy && policy_covers(s, s->at->policy, found))
        return true;
    for (uint32_t i = 0; i < s->l->wider_count && !pw_rule_is_dns(s->at->rule); i++) {
        const pw_policy_ref *wider = wider_at(s, i);
        if (wider != NULL && !pw_lint_claimed(s->l, wider) &&
            policy_covers(s, s->l->wider[i], found))
            return true;
    }
    return false;
}

static bool is_wildcard(const cover *c)
{
    return c->peer == NULL || pw_peer_is_wildcard(c->peer);
}

static bool any_claimed(const pw_lint *l, const pw_rule *rule)
{
    bool claimed = pw_lint_claimed(l, rule);
    for (uint32_t i = 0; i < rule->peers.count; i++)
        claimed = claimed || pw_lint_claimed(l, &pw_list_items(rule->peers, pw_peer)[i]);
    return claimed;
}

/* Whether every peer of a rule is covered; *first is what covers the first, *wild all of them. */
static bool covers_rule(search *s, cover *first, bool *wild, bool *elsewhere)
{
    pw_at at = *s->at;
    search one = {s->l, &at, false, s->in_policy, false};
    cover found;
    uint32_t count = at.rule->peers.count;
    *wild = true;
    *elsewhere = false;
    for (uint32_t i = 0; i < (count == 0 ? 1 : count); i++) {
        at.peer = count == 0 ? NULL : &pw_list_items(at.rule->peers, pw_peer)[i];
        if (!find_cover(&one, &found))
            return false;
        *wild = *wild && is_wildcard(&found);
        *elsewhere = *elsewhere || found.elsewhere;
        if (i == 0)
            *first = found;
    }
    return true;
}

/* ---- in words ---- */

static void write_cover(const pw_lint *l, pw_buf *b, const pw_at *at, const cover *c)
{
    const pw_policy_ref *ref = pw_lint_ref(l, c->policy);
    pw_span span = c->peer != NULL ? c->peer->head.span : c->rule->head.span;
    bool in = at->direction == PW_INGRESS;
    if (c->peer == NULL)
        pw_buf_puts(b, in ? "a rule that admits everyone" : "a rule that leads everywhere");
    else if (!pw_peer_is_wildcard(c->peer))
        pw_buf_puts(b, "a wider one");
    else if (c->peer->block.head.given)
        pw_buf_puts(b, "a block of every address");
    else if (c->peer->namespaces.head.given)
        pw_buf_puts(b, "namespaceSelector: {}, every pod of every namespace");
    else
        pw_buf_print(b, "podSelector: {}, every pod of %S", pw_lint_ns(l, ref->ns));
    pw_buf_print(b, " (line %u", pw_source_place(&ref->doc->source, span.from).line);
    if (c->elsewhere)
        pw_buf_print(b, ", policy %S", ref->object->meta.name.s);
    pw_buf_putc(b, ')');
}

static pw_status say(pw_lint *l, const pw_at *at, const cover *c, pw_code code,
                     pw_severity severity, pw_span span)
{
    static const char *const what[] = {"this peer", "this rule", "this policy"};
    const char *it = what[code - PW_NO_EFFECT_PEER];
    pw_buf_print(&l->diags.message, "%s changes nothing: all that it admits is admitted by ", it);
    write_cover(l, &l->diags.message, at, c);
    pw_buf_puts(&l->diags.hint, "take one of the two away, whichever is not meant");
    return pw_lint_say(l, is_wildcard(c) ? PW_SHADOWED_BY_WILDCARD : code, severity, at->ref->doc,
                       span);
}

/* ---- policies, rules, peers ---- */

static bool isolated_elsewhere(const search *s)
{
    for (uint32_t i = 0; i < s->l->wider_count; i++)
        if (wider_at(s, i) != NULL)
            return true;
    return false;
}

/* A policy without rules is a wall that is meant to stand by itself. */
pw_status pw_find_surplus_policy(pw_lint *l, const pw_at *at)
{
    pw_at spot = *at;
    search s = {l, &spot, false, false, false};
    cover first = {0}, found;
    bool any = false, wild = true, is_wild, elsewhere;
    PW_TRY(list_wider(l, at));
    for (int d = 0; d < PW_DIRECTIONS; d++) {
        const pw_list *rules = &at->ref->policy->rules[d];
        spot.direction = (pw_direction)d;
        if (at->ref->policy->isolates[d] && !isolated_elsewhere(&s))
            return PW_OK;
        for (uint32_t i = 0; at->ref->policy->isolates[d] && i < rules->count; i++) {
            spot.rule = &pw_list_items(*rules, pw_rule)[i];
            if (any_claimed(l, spot.rule) || !covers_rule(&s, &found, &is_wild, &elsewhere))
                return PW_OK;
            if (!any || !is_wild)
                first = found;
            any = true;
            wild = wild && is_wild;
        }
    }
    if (!any)
        return PW_OK;
    PW_TRY(pw_lint_claim(l, at->ref));
    return say(l, at, &first, PW_NO_EFFECT_POLICY, PW_WARNING, at->ref->object->meta.name.span);
}

/* What another policy makes superfluous may be kept for the day on which that one goes. */
static pw_severity gravity(const cover *c, bool elsewhere)
{
    return elsewhere && c->rule->peers.count > 0 ? PW_INFO : PW_WARNING;
}

pw_status pw_find_surplus_rule(pw_lint *l, const pw_at *at)
{
    search s = {l, at, false, true, false};
    cover found;
    bool wild, elsewhere;
    PW_TRY(list_wider(l, at));
    if (any_claimed(l, at->rule) || !covers_rule(&s, &found, &wild, &elsewhere))
        return PW_OK;
    PW_TRY(pw_lint_claim(l, at->rule));
    if (at->ref->policy->rules[at->direction].count > 1)
        PW_TRY(pw_mend_remove(l, at->ref->doc, at->rule->head.span));
    return say(l, at, &found, PW_NO_EFFECT_RULE, gravity(&found, elsewhere), at->rule->head.span);
}

pw_status pw_find_surplus_peer(pw_lint *l, const pw_at *at)
{
    search s = {l, at, true, true, false};
    cover found;
    PW_TRY(list_wider(l, at));
    if (!find_cover(&s, &found))
        return PW_OK;
    PW_TRY(pw_lint_claim(l, at->peer));
    if (at->rule->peers.count > 1)
        PW_TRY(pw_mend_remove(l, at->ref->doc, at->peer->head.span));
    return say(l, at, &found, PW_NO_EFFECT_PEER, gravity(&found, found.elsewhere),
               at->peer->head.span);
}

/* ---- not-in-undone ---- */

/* A selector with requirement `i` turned round: what it excludes. */
static pw_status turn(pw_lint *l, const pw_selector *s, uint32_t i, pw_selector *turned)
{
    uint32_t count = s->requirements.count;
    pw_requirement *items = pw_new_array(&l->scratch, pw_requirement, count);
    PW_NEED(items);
    for (uint32_t k = 0; k < count; k++)
        items[k] = pw_list_items(s->requirements, pw_requirement)[k];
    items[i].kind = items[i].kind == PW_NOT_IN ? PW_IN : PW_EXISTS;
    *turned = *s;
    turned->requirements.at = items;
    return PW_OK;
}

static pw_status say_undone(pw_lint *l, const pw_at *at, const cover *c, pw_span span)
{
    pw_buf_puts(&l->diags.message, "what this leaves out comes in all the same, by ");
    write_cover(l, &l->diags.message, at, c);
    pw_buf_puts(&l->diags.hint, "peers only add to each other: take the wider one away");
    return pw_lint_claim_at(l, at->peer, PW_NOT_IN_UNDONE, at, span);
}

static pw_status find_undone(pw_lint *l, const pw_at *at, const pw_selector *s, bool of_pods,
                             bool *done)
{
    for (uint32_t i = 0; !*done && i < s->requirements.count; i++) {
        const pw_requirement *r = &pw_list_items(s->requirements, pw_requirement)[i];
        pw_peer peer = *at->peer;
        pw_at spot = *at;
        search look = {l, &spot, true, true, true};
        cover found;
        if (r->kind != PW_NOT_IN && r->kind != PW_DOES_NOT_EXIST)
            continue;
        PW_TRY(turn(l, s, i, of_pods ? &peer.pods : &peer.namespaces));
        spot.peer = &peer;
        if (!find_cover(&look, &found) || found.peer == at->peer)
            continue;
        *done = true;
        PW_TRY(say_undone(l, at, &found, r->head.span));
    }
    return PW_OK;
}

pw_status pw_find_not_in_undone(pw_lint *l, const pw_at *at)
{
    bool done = false;
    if (at->peer->block.head.given)
        return PW_OK;
    PW_TRY(list_wider(l, at));
    PW_TRY(find_undone(l, at, &at->peer->namespaces, false, &done));
    return find_undone(l, at, &at->peer->pods, true, &done);
}
