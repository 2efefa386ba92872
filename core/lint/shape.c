#include "kube/selector.h"
#include "lint/checks.h"
#include "lint/edits.h"
#include "lint/facts.h"
#include "lint/within.h"

#include <string.h>

static const char *const peers_key[] = {"from", "to"};
static const char *const rules_key[] = {"ingress", "egress"};
static const char *const type_name[] = {"Ingress", "Egress"};

static const pw_rule *rule_at(const pw_at *at, uint32_t number)
{
    return &pw_list_items(at->ref->policy->rules[at->direction], pw_rule)[number];
}

static uint32_t rule_count(const pw_at *at)
{
    return at->ref->policy->rules[at->direction].count;
}

static pw_status claim_rules(pw_lint *l, const pw_policy_ref *ref, pw_direction direction)
{
    for (uint32_t i = 0; i < ref->policy->rules[direction].count; i++)
        PW_TRY(pw_lint_claim(l, &pw_list_items(ref->policy->rules[direction], pw_rule)[i]));
    return PW_OK;
}

/* ---- rules-ignored ---- */

static pw_status mend_types(pw_lint *l, const pw_at *at, pw_direction direction)
{
    const pw_list *types = &at->ref->policy->types;
    pw_str text = at->ref->doc->source.text;
    pw_span last = pw_list_items(*types, pw_text)[types->count - 1].span;
    if (text.at[types->span.from] == '-') {
        pw_str line;
        PW_TRY(pw_print_text(l->arena, &line, "- %s\n", type_name[direction]));
        return pw_mend_append(l, at->ref->doc, types->span, line);
    }
    return pw_diags_repair(&l->diags, (pw_span){last.to, last.to},
                           direction == PW_EGRESS ? PW_STR(", Egress") : PW_STR(", Ingress"));
}

static pw_status say_ignored(pw_lint *l, const pw_at *at, pw_direction direction)
{
    const pw_policy *policy = at->ref->policy;
    pw_span key;
    PW_TRY(pw_lint_key(l, at->ref->doc, policy->rules[direction].span, &key));
    pw_buf_print(&l->diags.message, "these %s rules are ignored: policyTypes does not hold %s",
                 rules_key[direction], type_name[direction]);
    if (pw_facts_selects(l, at)) {
        pw_buf_puts(&l->diags.message, ", so what ");
        pw_lint_pods(l, &l->diags.message, l->selected[at->policy]);
        pw_buf_print(&l->diags.message, " may %s is not limited by it",
                     direction == PW_EGRESS ? "call" : "be called by");
    }
    pw_buf_print(&l->diags.hint, "add %s to policyTypes, or take the rules away",
                 type_name[direction]);
    PW_TRY(mend_types(l, at, direction));
    PW_TRY(claim_rules(l, at->ref, direction));
    return pw_lint_at(l, PW_RULES_IGNORED, at, key);
}

/* egress: [] closes nothing where no policyTypes are given: only a rule makes them hold Egress. */
static pw_status say_empty(pw_lint *l, const pw_at *at)
{
    const pw_policy *policy = at->ref->policy;
    pw_span key;
    PW_TRY(pw_lint_key(l, at->ref->doc, policy->rules[PW_EGRESS].span, &key));
    pw_buf_puts(&l->diags.message, "this empty list closes nothing: without policyTypes a policy "
                                   "limits egress only if it has an egress rule");
    pw_buf_puts(&l->diags.hint, "to let its pods go nowhere, write policyTypes: [Egress]");
    return pw_lint_at(l, PW_RULES_IGNORED, at, key);
}

pw_status pw_find_rules_ignored(pw_lint *l, const pw_at *at)
{
    const pw_list *egress = &at->ref->policy->rules[PW_EGRESS];
    if (egress->given && egress->count == 0 && at->ref->policy->types.count == 0)
        PW_TRY(say_empty(l, at));
    for (int d = 0; d < PW_DIRECTIONS; d++)
        if (at->ref->policy->rules[d].count > 0 && !at->ref->policy->isolates[d])
            PW_TRY(say_ignored(l, at, (pw_direction)d));
    return PW_OK;
}

/* ---- denial-not-delivered ---- */

/* The words of a name, "default-deny-all": whether one of them is there. */
static bool has_word(pw_str name, const char *word)
{
    uint32_t size = (uint32_t)strlen(word);
    for (uint32_t i = 0; i + size <= name.len; i++) {
        bool starts = i == 0 || name.at[i - 1] == '-' || name.at[i - 1] == '.';
        bool ends = i + size == name.len || name.at[i + size] == '-' || name.at[i + size] == '.';
        if (starts && ends && memcmp(name.at + i, word, size) == 0)
            return true;
    }
    return false;
}

static bool has_any(pw_str name, const char *const *words)
{
    for (; *words != NULL; words++)
        if (has_word(name, *words))
            return true;
    return false;
}

static bool promises_denial(pw_str name)
{
    static const char *const denials[] = {"deny", "denies", "denied", "denyall", "block", "blocks",
        "isolate", "isolated", "isolation", "reject", "forbid", "drop", "prohibit", "lockdown",
        "quarantine", "no", "disallow", "refuse", NULL};
    static const char *const but[] = {"except", "but", "allow", "unless", "only", "and", "plus",
                                      "allows", "with", NULL};
    return has_any(name, denials) && !has_any(name, but);
}

static bool is_open_rule(const pw_rule *rule)
{
    return rule->peers.count == 0 && rule->ports.count == 0;
}

/* Whether a peer takes in every pod of every namespace. */
static bool is_everyone(const pw_peer *peer)
{
    return !peer->block.head.given && peer->namespaces.head.given && pw_peer_is_wildcard(peer);
}

static bool is_home(const pw_peer *peer)
{
    return !peer->namespaces.head.given && pw_selector_is_empty(&peer->pods);
}

static bool is_any_address(const pw_peer *peer)
{
    return peer->block.head.given && pw_peer_is_wildcard(peer);
}

static bool says_value(pw_str name, const pw_selector *s)
{
    for (uint32_t i = 0; i < s->labels.count; i++) {
        pw_str value = pw_list_items(s->labels, pw_label)[i].value.s;
        char word[64];
        if (value.len < 2 || value.len >= sizeof word)
            continue;
        memcpy(word, value.at, value.len);
        word[value.len] = '\0';
        if (has_word(name, word))
            return true;
    }
    return false;
}

/* A name read once: what kind of promise it is. */
typedef struct promise {
    pw_str name;
    bool refuses;      /* "deny" or "block", not only "isolate" */
    bool all;          /* "all" or "default" */
    bool outside;      /* it speaks of the internet */
    bool part;         /* it speaks of some callers only */
    bool guards_named; /* what it names are the pods it guards */
} promise;

static promise read_promise(const pw_at *at)
{
    static const char *const outside[] = {"internet", "external", "outside", "world", NULL};
    static const char *const part[] = {"other", "others", "from", "to", "cross", "namespace",
        "namespaces", "ns", "tenant", "foreign", NULL};
    pw_str name = at->ref->object->meta.name.s;
    promise p = {.name = name};
    p.refuses = has_word(name, "deny") || has_word(name, "block");
    p.all = has_word(name, "all") || has_word(name, "default");
    p.outside = has_any(name, outside);
    p.part = p.outside || has_any(name, part);
    p.guards_named = says_value(name, &at->ref->policy->pods);
    return p;
}

static bool means_all(const promise *p)
{
    return p->refuses && p->all && !p->part;
}

static bool is_named(const promise *p, const pw_peer *peer)
{
    return says_value(p->name, &peer->pods) || says_value(p->name, &peer->namespaces);
}

/* Whether this peer admits what the name says is denied. */
static const char *broken_by_peer(const promise *p, const pw_rule *rule, const pw_peer *peer)
{
    if (is_everyone(peer) && !p->outside && (p->part || rule->ports.count == 0))
        return "namespaceSelector: {} takes in every namespace";
    if (peer->block.head.given)
        return is_any_address(peer) && (p->outside || p->all) ? "this block is every address"
                                                              : NULL;
    if (rule->ports.count == 0 && means_all(p) && is_home(peer))
        return "podSelector: {} takes in every pod of its namespace";
    if (!p->guards_named && p->refuses && is_named(p, peer))
        return "a rule admits what it names, and rules cannot deny";
    return NULL;
}

static const char *broken_by(const promise *p, const pw_rule *rule)
{
    const char *why = is_open_rule(rule) ? "it holds a rule that admits everything" : NULL;
    for (uint32_t i = 0; why == NULL && i < rule->peers.count; i++)
        why = broken_by_peer(p, rule, &pw_list_items(rule->peers, pw_peer)[i]);
    return why;
}

static pw_status say_undelivered(pw_lint *l, const pw_at *at, const char *why, pw_span span)
{
    pw_buf_print(&l->diags.message, "%S denies by its name, but %s", at->ref->object->meta.name.s,
                 why);
    if (pw_facts_selects(l, at)) {
        pw_buf_puts(&l->diags.message, "; it concerns ");
        pw_lint_pods(l, &l->diags.message, l->selected[at->policy]);
    }
    pw_buf_puts(&l->diags.hint, "what no rule admits is denied: list only what is to get through, "
                "and give policyTypes each direction that is meant");
    return pw_lint_claim_at(l, at->ref, PW_DENIAL_NOT_DELIVERED, at, span);
}

/* A direction that the name speaks of, and that the policy leaves open. */
static const char *open_direction(pw_str name, const pw_policy *policy)
{
    static const char *const out[] = {"egress", "outbound", "outgoing", NULL};
    static const char *const in[] = {"ingress", "inbound", "incoming", NULL};
    if (has_any(name, out) && !policy->isolates[PW_EGRESS])
        return "policyTypes does not hold Egress";
    if (has_any(name, in) && !policy->isolates[PW_INGRESS])
        return "policyTypes does not hold Ingress";
    return NULL;
}

pw_status pw_find_denials(pw_lint *l, const pw_at *at)
{
    const pw_policy *policy = at->ref->policy;
    pw_text name = at->ref->object->meta.name;
    if (!promises_denial(name.s))
        return PW_OK;
    const char *open = open_direction(name.s, policy);
    pw_span key = name.span;
    if (open != NULL && policy->types.given)
        PW_TRY(pw_lint_key(l, at->ref->doc, policy->types.span, &key));
    if (open != NULL)
        return say_undelivered(l, at, open, key);
    promise p = read_promise(at);
    for (int d = 0; d < PW_DIRECTIONS; d++)
        for (uint32_t i = 0; policy->isolates[d] && i < policy->rules[d].count; i++) {
            const pw_rule *rule = &pw_list_items(policy->rules[d], pw_rule)[i];
            const char *why = broken_by(&p, rule);
            bool seen = rule->head.span.to > rule->head.span.from;
            if (why != NULL)
                return say_undelivered(l, at, why, seen ? rule->head.span : name.span);
        }
    return PW_OK;
}

/* ---- dangling-rule, empty-ports ---- */

static bool has_text(const pw_at *at, pw_span span, const char *word)
{
    pw_str text = pw_str_part(at->ref->doc->source.text, span.from, span.to);
    uint32_t size = (uint32_t)strlen(word);
    for (uint32_t i = 0; i + size <= text.len; i++)
        if (memcmp(text.at + i, word, size) == 0)
            return true;
    return false;
}

/* The key of a member without value: `from:` with nothing behind it. */
static pw_status find_null(pw_lint *l, const pw_at *at, const char *key, const pw_node **found)
{
    const pw_node *node;
    *found = NULL;
    if (!has_text(at, at->rule->head.span, key))
        return PW_OK;
    PW_TRY(pw_lint_node(l, at->ref->doc, at->rule->head.span, &node));
    const pw_node *child = node == NULL ? NULL : pw_node_get(node, key);
    if (child != NULL && child->kind == PW_NULL)
        *found = child;
    return PW_OK;
}

/* Who writes [] may well know that it means everyone: then *severity is less. */
static pw_status find_nothing(pw_lint *l, const pw_at *at, pw_span *span, pw_severity *severity)
{
    const pw_rule *rule = at->rule;
    pw_str text = at->ref->doc->source.text;
    const pw_node *null;
    *severity = PW_WARNING;
    *span = (pw_span){0};
    PW_TRY(find_null(l, at, peers_key[at->direction], &null));
    if (null != NULL) {
        *span = null->key_span;
    } else if (rule->peers.given) {
        *severity = PW_INFO;
        return pw_lint_key(l, at->ref->doc, rule->peers.span, span);
    } else if (is_open_rule(rule) && !rule->ports.given &&
               !has_text(at, rule->head.span, "ports")) {
        *span = rule->head.span;
        if (span->to == span->from && span->from > 0)
            span->from--; /* the dash, or the blank behind it */
        else if (text.at[span->from] == '{')
            *span = (pw_span){0};
    }
    return PW_OK;
}

pw_status pw_find_dangling(pw_lint *l, const pw_at *at)
{
    pw_severity severity;
    pw_span span;
    if (at->rule->peers.count > 0)
        return PW_OK;
    PW_TRY(find_nothing(l, at, &span, &severity));
    if (span.to == 0)
        return PW_OK;
    pw_buf_print(&l->diags.message, "with nothing behind it this admits everyone%s",
                 at->rule->ports.count > 0 ? " on these ports" : " on every port");
    pw_buf_puts(&l->diags.hint, "write {} for a rule that is meant to admit all; to admit nobody, "
                "take the rule away");
    if (severity == PW_WARNING)
        PW_TRY(pw_lint_claim(l, at->rule));
    return pw_lint_say(l, PW_DANGLING_RULE, severity, at->ref->doc, span);
}

pw_status pw_find_empty_ports(pw_lint *l, const pw_at *at)
{
    const pw_node *null = NULL;
    pw_span span = at->rule->ports.span;
    if (at->rule->ports.count > 0)
        return PW_OK;
    if (!at->rule->ports.given) {
        PW_TRY(find_null(l, at, "ports", &null));
        if (null == NULL)
            return PW_OK;
        span = null->key_span;
    } else {
        PW_TRY(pw_lint_key(l, at->ref->doc, span, &span));
    }
    pw_buf_puts(&l->diags.message, "a list of ports with nothing in it means every port, not none");
    pw_buf_puts(&l->diags.hint, "name the ports, or take the line away if all are meant");
    return pw_lint_claim_at(l, &at->rule->ports, PW_EMPTY_PORTS, at, span);
}

/* ---- dash-before-ports ---- */

static bool has_only_peers(const pw_rule *rule)
{
    return rule->peers.count > 0 && rule->ports.count == 0 && !rule->ports.given;
}

static bool has_only_ports(const pw_rule *rule)
{
    return rule->peers.count == 0 && !rule->peers.given && rule->ports.count > 0;
}

static pw_status say_dash(pw_lint *l, const pw_at *at, const pw_rule *other)
{
    bool in = at->direction == PW_INGRESS, first = other < at->rule;
    pw_buf_print(&l->diags.message, "the dash makes this a rule of its own: it %s on these ports, "
                 "and the rule %s it admits its peers on every port",
                 in ? "admits everyone" : "lets the pods go anywhere", first ? "before" : "after");
    pw_buf_puts(&l->diags.hint, "without the second dash it is one rule: these ports, and only to "
                "these peers");
    PW_TRY(pw_mend_join(l, at->ref->doc, (first ? other : at->rule)->head.span,
                        (first ? at->rule : other)->head.span));
    PW_TRY(pw_lint_claim(l, at->rule));
    return pw_lint_claim_at(l, other, PW_DASH_BEFORE_PORTS, at, at->rule->head.span);
}

/* A rule for DNS to wherever it is answered is ordinary. */
pw_status pw_find_dash_before_ports(pw_lint *l, const pw_at *at)
{
    uint32_t i = at->rule_number;
    if (!has_only_ports(at->rule) || (at->direction == PW_EGRESS && pw_rule_is_dns(at->rule)))
        return PW_OK;
    if (i > 0 && has_only_peers(rule_at(at, i - 1)))
        return say_dash(l, at, rule_at(at, i - 1));
    if (i + 1 < rule_count(at) && has_only_peers(rule_at(at, i + 1)))
        return say_dash(l, at, rule_at(at, i + 1));
    return PW_OK;
}

/* ---- duplicate-policy: the same under two names ---- */

static bool same_rule(const pw_lint *l, uint32_t ns, const pw_rule *a, const pw_rule *b)
{
    bool same = a->peers.count == b->peers.count && pw_ports_within(&a->ports, &b->ports) &&
                pw_ports_within(&b->ports, &a->ports);
    for (uint32_t i = 0; same && i < a->peers.count; i++) {
        const pw_peer *x = &pw_list_items(a->peers, pw_peer)[i];
        const pw_peer *y = &pw_list_items(b->peers, pw_peer)[i];
        same = pw_peer_within(l, ns, x, y) && pw_peer_within(l, ns, y, x);
    }
    return same;
}

static bool same_policy(const pw_lint *l, const pw_policy_ref *a, const pw_policy_ref *b)
{
    const pw_policy *p = a->policy, *q = b->policy;
    bool same = pw_selector_within(&p->pods, &q->pods) && pw_selector_within(&q->pods, &p->pods);
    for (int d = 0; same && d < PW_DIRECTIONS; d++) {
        same = p->isolates[d] == q->isolates[d] && p->rules[d].count == q->rules[d].count;
        for (uint32_t i = 0; same && p->isolates[d] && i < p->rules[d].count; i++)
            same = same_rule(l, a->ns, &pw_list_items(p->rules[d], pw_rule)[i],
                             &pw_list_items(q->rules[d], pw_rule)[i]);
    }
    return same;
}

pw_status pw_find_duplicates(pw_lint *l, const pw_at *at)
{
    uint32_t ns = at->ref->ns;
    for (uint32_t i = l->ns_from[ns]; i < l->ns_from[ns + 1] && l->of_ns[i] < at->policy; i++) {
        const pw_policy_ref *other = pw_lint_ref(l, l->of_ns[i]);
        if (!same_policy(l, at->ref, other))
            continue;
        pw_buf_print(&l->diags.message, "this says the same as the policy %S",
                     other->object->meta.name.s);
        pw_buf_puts(&l->diags.hint, "keep one of the two");
        PW_TRY(pw_lint_claim(l, at->ref));
        return pw_lint_say(l, PW_DUPLICATE_POLICY, PW_INFO, at->ref->doc,
                           at->ref->object->meta.name.span);
    }
    return PW_OK;
}
