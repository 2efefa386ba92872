#include "kube/selector.h"
#include "lint/checks.h"
#include "lint/edits.h"
#include "lint/facts.h"
#include "lint/within.h"

/* ---- isolates-ingress-too ---- */

static bool is_served(const pw_lint *l, uint32_t class)
{
    for (uint32_t k = l->pods_from[class]; k < l->pods_from[class + 1]; k++) {
        const pw_member *pod = pw_cluster_member(&l->s->cluster, l->pods[k]);
        if (pw_pod_declares_ports(pod))
            return true;
        for (uint32_t i = 0; i < l->s->cluster.services.count; i++)
            if (pw_service_selects(&pw_items(l->s->cluster.services, const pw_service_ref)[i], pod))
                return true;
    }
    return false;
}

/* The pods that only this policy closes for ingress, and that are there to be called. */
static pw_status find_closed(pw_lint *l, const pw_at *at, pw_word **closed)
{
    uint32_t words = l->s->classes.words, ns = at->ref->ns;
    PW_NEED(*closed = pw_facts_set(l));
    pw_bits_copy(*closed, l->selected[at->policy], words);
    for (uint32_t i = l->ns_from[ns]; i < l->ns_from[ns + 1]; i++)
        if (l->of_ns[i] != at->policy && pw_lint_ref(l, l->of_ns[i])->policy->isolates[PW_INGRESS])
            pw_bits_without(*closed, l->selected[l->of_ns[i]], words);
    for (uint32_t c = pw_bits_next(*closed, words, 0); c != PW_NONE;
         c = pw_bits_next(*closed, words, c + 1))
        if (is_served(l, c))
            return PW_OK;
    *closed = pw_facts_set(l);
    return *closed == NULL ? PW_E_NOMEM : PW_OK;
}

pw_status pw_find_isolates_ingress(pw_lint *l, const pw_at *at)
{
    const pw_policy *policy = at->ref->policy;
    pw_word *closed;
    pw_span key;
    if (policy->types.count > 0 || policy->rules[PW_EGRESS].count == 0 ||
        policy->rules[PW_INGRESS].given)
        return PW_OK;
    PW_TRY(find_closed(l, at, &closed));
    if (pw_facts_is_empty(l, closed))
        return PW_OK;
    PW_TRY(pw_lint_key(l, at->ref->doc, policy->rules[PW_EGRESS].span, &key));
    pw_buf_puts(&l->diags.message, "without policyTypes this also closes ingress: nobody reaches ");
    pw_lint_pods(l, &l->diags.message, closed);
    pw_buf_puts(&l->diags.message, " any more");
    pw_buf_puts(&l->diags.hint, "add policyTypes: [Egress]");
    if (policy->types.given)
        PW_TRY(pw_diags_repair(&l->diags, policy->types.span, PW_STR("[Egress]")));
    else
        PW_TRY(pw_mend_member(l, at->ref->doc, key.from, PW_STR("policyTypes: [Egress]")));
    return pw_lint_at(l, PW_ISOLATES_INGRESS_TOO, at, key);
}

/* ---- egress-without-dns ---- */

#define NODE_LOCAL "169.254.20.10"

static bool mask_has(const pw_lint *l, uint32_t mask, pw_protocol protocol)
{
    const pw_ports *ports = &l->s->index.ports;
    return pw_bits_has(pw_ports_bits(ports, mask), pw_ports_column(ports, protocol, 53));
}

static bool has_node_local(const pw_lint *l)
{
    for (uint32_t i = 0; i < l->hosts.count; i++) {
        uint32_t pod = pw_items(l->hosts, const uint32_t)[i];
        if (pw_str_starts(pw_cluster_member(&l->s->cluster, pod)->name, "node-local-dns"))
            return true;
    }
    return false;
}

/* Whether pods of a class reach some DNS pod, or the address on their node. */
static bool reaches_dns(const pw_lint *l, uint32_t class, pw_protocol protocol)
{
    const pw_index *x = &l->s->index;
    uint32_t words = l->s->classes.words;
    pw_ip ip;
    for (uint32_t d = pw_bits_next(l->dns, words, 0); d != PW_NONE;
         d = pw_bits_next(l->dns, words, d + 1))
        if (mask_has(l, pw_index_mask(x, PW_EGRESS, class, d), protocol))
            return true;
    if (!has_node_local(l) || !pw_ip_read(PW_STR(NODE_LOCAL), &ip))
        return false;
    return mask_has(l, pw_index_mask(x, PW_EGRESS, class, pw_class_of_ip(&l->s->classes, ip)),
                    protocol);
}

static bool may_carry_dns(const pw_rule *rule)
{
    for (uint32_t i = 0; i < rule->ports.count; i++) {
        const pw_port *port = &pw_list_items(rule->ports, pw_port)[i];
        bool named = port->port.named && pw_str_starts(port->port.name, "dns");
        int32_t last = port->end_port.given ? port->end_port.value : port->port.number;
        if (port->protocol == PW_UDP && (!port->port.given || named ||
                                         (port->port.number <= 53 && last >= 53)))
            return true;
    }
    return rule->ports.count == 0;
}

/* Whether a peer could be wherever DNS is answered, which is not in the manifests at hand. */
static bool may_be_dns(const pw_peer *peer)
{
    return peer->namespaces.head.given || peer->block.head.given;
}

static bool may_reach_dns(const pw_rule *rule)
{
    bool may = rule->peers.count == 0;
    for (uint32_t i = 0; i < rule->peers.count; i++)
        may = may || may_be_dns(&pw_list_items(rule->peers, pw_peer)[i]);
    return may && may_carry_dns(rule);
}

/* What the egress rules of the policies that guard a class come to. */
typedef struct outlook {
    bool tried;  /* a rule for DNS is spoken of already */
    bool may;    /* a rule may lead to DNS outside the manifests */
} outlook;

static outlook look(const pw_lint *l, const pw_at *at, uint32_t class)
{
    outlook o = {0};
    uint32_t ns = at->ref->ns;
    for (uint32_t i = l->ns_from[ns]; i < l->ns_from[ns + 1]; i++) {
        const pw_policy *policy = pw_lint_ref(l, l->of_ns[i])->policy;
        const pw_list *rules = &policy->rules[PW_EGRESS];
        if (!policy->isolates[PW_EGRESS] || !pw_bits_has(l->selected[l->of_ns[i]], class))
            continue;
        for (uint32_t r = 0; r < rules->count; r++) {
            const pw_rule *rule = &pw_list_items(*rules, pw_rule)[r];
            o.may = o.may || may_reach_dns(rule);
            for (uint32_t p = 0; pw_rule_is_dns(rule) && p < rule->peers.count; p++)
                o.tried = o.tried ||
                          pw_lint_claimed(l, &pw_list_items(rule->peers, pw_peer)[p]);
        }
    }
    return o;
}

static bool allows_more(const pw_policy *policy)
{
    for (uint32_t i = 0; i < policy->rules[PW_EGRESS].count; i++)
        if (!pw_rule_is_dns(&pw_list_items(policy->rules[PW_EGRESS], pw_rule)[i]))
            return true;
    return false;
}

/* Only UDP is added where TCP passes already. */
static pw_status mend_dns(pw_lint *l, const pw_at *at, const pw_word *lost)
{
    uint32_t first = pw_bits_next(lost, l->s->classes.words, 0);
    const pw_classes *k = &l->s->classes;
    uint32_t class = pw_bits_next(l->dns, k->words, 0);
    pw_str ns = class == PW_NONE ? PW_STR("kube-system") : pw_lint_ns(l, k->at[class].ns);
    pw_buf b = pw_buf_make(4096);
    pw_buf_print(&b, "- to:\n  - namespaceSelector: {matchLabels: "
                 "{kubernetes.io/metadata.name: %R}}\n", ns);
    pw_buf_puts(&b, "  ports:\n  - {protocol: UDP, port: 53}\n");
    if (!l->has_dns || !reaches_dns(l, first, PW_TCP))
        pw_buf_puts(&b, "  - {protocol: TCP, port: 53}\n");
    pw_status status = pw_mend_append(l, at->ref->doc, at->ref->policy->rules[PW_EGRESS].span,
                                      pw_buf_str(&b));
    pw_buf_free(&b);
    return status;
}

static pw_status say_without(pw_lint *l, const pw_at *at, const pw_word *lost, bool only_tcp)
{
    const pw_rule *first = pw_list_items(at->ref->policy->rules[PW_EGRESS], pw_rule);
    pw_lint_pods(l, &l->diags.message, lost);
    if (only_tcp)
        pw_buf_puts(&l->diags.message, " may ask DNS on UDP only: long answers need 53/TCP too");
    else
        pw_buf_puts(&l->diags.message, " may call others, but cannot resolve their names: no rule "
                    "lets 53/UDP through to a DNS pod");
    pw_buf_puts(&l->diags.hint, "allow 53/UDP and 53/TCP to the DNS pods of kube-system");
    if (!only_tcp)
        PW_TRY(mend_dns(l, at, lost));
    return pw_lint_say(l, PW_EGRESS_WITHOUT_DNS, only_tcp || !l->has_dns ? PW_INFO : PW_WARNING,
                       at->ref->doc, first->head.span);
}

pw_status pw_find_without_dns(pw_lint *l, const pw_at *at)
{
    const pw_policy *policy = at->ref->policy;
    const pw_word *selected = l->selected[at->policy];
    uint32_t words = l->s->classes.words;
    pw_word *lost, *short_of_tcp;
    if (!policy->isolates[PW_EGRESS] || !allows_more(policy))
        return PW_OK;
    PW_NEED(lost = pw_facts_set(l));
    PW_NEED(short_of_tcp = pw_facts_set(l));
    if (l->without_dns == NULL)
        PW_NEED(l->without_dns = pw_new_array(l->arena, pw_word, words + 1));
    for (uint32_t c = pw_bits_next(selected, words, 0); c != PW_NONE;
         c = pw_bits_next(selected, words, c + 1)) {
        outlook o = look(l, at, c);
        if (o.tried || pw_bits_has(l->without_dns, c) || pw_bits_has(l->dns, c))
            continue;
        if (l->has_dns ? !reaches_dns(l, c, PW_UDP) : !o.may)
            pw_bits_add(lost, c);
        else if (l->has_dns && !reaches_dns(l, c, PW_TCP))
            pw_bits_add(short_of_tcp, c);
    }
    pw_bits_or(l->without_dns, lost, words);
    pw_bits_or(l->without_dns, short_of_tcp, words);
    if (!pw_facts_is_empty(l, lost))
        return say_without(l, at, lost, false);
    return pw_facts_is_empty(l, short_of_tcp) ? PW_OK : say_without(l, at, short_of_tcp, true);
}

/* ---- one-end-only ---- */

static bool is_told(const pw_lint *l, uint64_t pair)
{
    for (uint32_t i = 0; i < l->told.count; i++)
        if (pw_items(l->told, const uint64_t)[i] == pair)
            return true;
    return false;
}

/* One end's pods, and those of the other. */
typedef struct ends {
    const pw_at *at;
    uint32_t ports; /* list of the rule */
    uint32_t first; /* the classes of the first pair, destination last */
    uint32_t second;
    bool any;       /* the rule admits some pair */
    bool passes;    /* and the other end lets one of them through */
} ends;

static pw_status ask_pair(pw_lint *l, ends *e, uint32_t own, uint32_t other)
{
    pw_index *x = &l->s->index;
    bool in = e->at->direction == PW_INGRESS;
    uint32_t to = in ? own : other, from = in ? other : own, admitted, passing;
    if (own == other && l->pods_from[own + 1] - l->pods_from[own] < 2)
        return PW_OK;
    PW_TRY(pw_ports_mask(&x->ports, e->ports, l->s->classes.at[to].numbers, &admitted));
    if (admitted == PW_MASK_NONE)
        return PW_OK;
    if (!e->any) {
        e->first = from;
        e->second = to;
    }
    e->any = true;
    PW_TRY(pw_ports_meet(&x->ports, admitted,
                         pw_index_mask(x, in ? PW_EGRESS : PW_INGRESS, other, own), &passing));
    e->passes = e->passes || passing != PW_MASK_NONE;
    return PW_OK;
}

static pw_status ask_pairs(pw_lint *l, ends *e, const pw_word *own, const pw_word *others)
{
    uint32_t words = l->s->classes.words;
    for (uint32_t a = pw_bits_next(own, words, 0); a != PW_NONE && !e->passes;
         a = pw_bits_next(own, words, a + 1))
        for (uint32_t b = pw_bits_next(others, words, 0); b != PW_NONE && !e->passes;
             b = pw_bits_next(others, words, b + 1))
            PW_TRY(ask_pair(l, e, a, b));
    return PW_OK;
}

static pw_status say_one_end(pw_lint *l, const pw_at *at, const pw_word *others, const ends *e)
{
    bool in = at->direction == PW_INGRESS;
    uint64_t *slot = pw_push(&l->told, l->arena, uint64_t);
    PW_NEED(slot);
    *slot = (uint64_t)e->first << 32 | e->second;
    pw_buf_puts(&l->diags.message, in ? "this lets " : "this lets the pods call ");
    pw_lint_pods(l, &l->diags.message, others);
    pw_buf_puts(&l->diags.message, in ? " in, but no egress rule there lets them out to here"
                                      : ", but no ingress rule there lets them in");
    pw_buf_puts(&l->diags.hint, "a connection needs both ends: the source's egress rules and the "
                "destination's ingress rules");
    return pw_lint_say(l, PW_ONE_END_ONLY, pw_peer_is_wildcard(at->peer) ? PW_INFO : PW_WARNING,
                       at->ref->doc, at->peer->head.span);
}

static bool ports_claimed(const pw_lint *l, const pw_rule *rule)
{
    for (uint32_t i = 0; i < rule->ports.count; i++)
        if (pw_lint_claimed(l, &pw_list_items(rule->ports, pw_port)[i]))
            return true;
    return false;
}

/* A peer that means every namespace is no promise to each of them. */
pw_status pw_find_one_end(pw_lint *l, const pw_at *at)
{
    ends e = {.at = at};
    pw_word *others;
    bool wild = pw_peer_is_wildcard(at->peer);
    if (at->peer->block.head.given || (wild && at->peer->namespaces.head.given) ||
        ports_claimed(l, at->rule))
        return PW_OK;
    PW_TRY(pw_facts_peer(l, at, at->peer, &others));
    PW_TRY(pw_ports_list(&l->s->index.ports, &at->rule->ports, &e.ports));
    PW_TRY(ask_pairs(l, &e, l->selected[at->policy], others));
    if (!e.any || e.passes || is_told(l, (uint64_t)e.first << 32 | e.second))
        return PW_OK;
    return say_one_end(l, at, others, &e);
}
