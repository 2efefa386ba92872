#include "eval/condition.h"
#include "eval/who.h"
#include "kube/selector.h"
#include "lint/checks.h"
#include "lint/edits.h"
#include "lint/facts.h"

#define NAME_LABEL "kubernetes.io/metadata.name"

static bool is_empty_set(const pw_lint *l, const pw_word *set)
{
    return pw_facts_is_empty(l, set);
}

/* ---- accidental-or ---- */

static bool is_lone(const pw_peer *peer, bool pods)
{
    return !peer->block.head.given && peer->pods.head.given == pods &&
           peer->namespaces.head.given != pods;
}

typedef struct either {
    const pw_peer *spaces; /* only a namespaceSelector */
    const pw_peer *pods;   /* only a podSelector */
    pw_word *all;          /* pods of those namespaces */
    pw_word *home;         /* pods of the own namespace that fit */
    pw_word *both;         /* what they would mean as one item */
} either;

static pw_status say_or(pw_lint *l, const pw_at *at, const either *e, pw_severity severity)
{
    pw_buf *b = &l->diags.message;
    const pw_peer *next = at->peer + 1;
    pw_buf_print(b, "two items, so either is enough: every pod of namespaces with ");
    pw_selector_write(b, &e->spaces->namespaces, "any label");
    pw_buf_puts(b, " (");
    pw_lint_pods(l, b, e->all);
    pw_buf_print(b, ") and pods of %S with ", pw_lint_ns(l, at->ref->ns));
    pw_selector_write(b, &e->pods->pods, "any label");
    pw_buf_puts(b, " (");
    pw_lint_pods(l, b, e->home);
    pw_buf_puts(b, ")");
    pw_buf_puts(&l->diags.hint, "without the second dash it is one item, and means only ");
    pw_lint_pods(l, &l->diags.hint, e->both);
    PW_TRY(pw_mend_join(l, at->ref->doc, at->peer->head.span, next->head.span));
    PW_TRY(pw_lint_claim(l, at->peer));
    PW_TRY(pw_lint_claim(l, next));
    return pw_lint_say(l, PW_ACCIDENTAL_OR, severity, at->ref->doc, at->peer->head.span);
}

pw_status pw_find_accidental_or(pw_lint *l, const pw_at *at)
{
    const pw_peer *next = at->peer + 1;
    either e;
    if (at->peer_number + 1 >= at->rule->peers.count || pw_lint_claimed(l, next))
        return PW_OK;
    bool spaces_first = is_lone(at->peer, false) && is_lone(next, true);
    if (!spaces_first && !(is_lone(at->peer, true) && is_lone(next, false)))
        return PW_OK;
    e.spaces = spaces_first ? at->peer : next;
    e.pods = spaces_first ? next : at->peer;
    /* `podSelector: {}` means the whole own namespace: an item that is meant to stand alone. */
    if (pw_selector_is_empty(&e.pods->pods))
        return PW_OK;
    PW_TRY(pw_facts_peer(l, at, e.spaces, &e.all));
    PW_TRY(pw_facts_peer(l, at, e.pods, &e.home));
    PW_TRY(pw_facts_pods(l, &e.pods->pods, &e.spaces->namespaces, 0, &e.both));
    const pw_namespace *own = pw_cluster_ns(&l->s->cluster, at->ref->ns);
    bool adds_nothing = is_empty_set(l, e.home) ||
                        pw_selector_fits(&e.spaces->namespaces, &own->labels);
    if (is_empty_set(l, e.both))
        return PW_OK;
    return say_or(l, at, &e, adds_nothing ? PW_WARNING : PW_INFO);
}

/* ---- api-server-address ---- */

static const pw_service_ref *api_service(const pw_lint *l)
{
    for (uint32_t i = 0; i < l->s->cluster.services.count; i++) {
        const pw_service_ref *ref = &pw_items(l->s->cluster.services, const pw_service_ref)[i];
        if (pw_str_is(ref->object->meta.name.s, "kubernetes") &&
            pw_str_is(pw_lint_ns(l, ref->ns), "default"))
            return ref;
    }
    return NULL;
}

/* The first address of a network of Services: 10.96.0.1, 10.43.0.1, 172.20.0.1. */
static bool is_usual_api_address(const pw_cidr *cidr)
{
    uint64_t ip = cidr->first.low;
    bool private_net = ip >> 24 == 10 || ip >> 16 == ((172u << 8) | 20u);
    return cidr->first.family == PW_IPV4 && cidr->bits == 32 && private_net && (ip & 0xffff) == 1;
}

/* Whether a block is the API server's Service: its address, or the usual one. */
static bool is_api_address(const pw_lint *l, const pw_ip_block *block)
{
    const pw_service_ref *service = api_service(l);
    bool given = service != NULL && service->spec->cluster_ip.s.at != NULL;
    pw_ip ip;
    if (!given)
        return is_usual_api_address(&block->block);
    return block->block.bits >= 24 && pw_ip_read(service->spec->cluster_ip.s, &ip) &&
           pw_block_has(block, ip);
}

static bool has_value(const pw_selector *s, const char *value)
{
    for (uint32_t i = 0; i < s->labels.count; i++)
        if (pw_str_is(pw_list_items(s->labels, pw_label)[i].value.s, value))
            return true;
    return false;
}

static bool only_port(const pw_rule *rule, int32_t number, int32_t other)
{
    for (uint32_t i = 0; i < rule->ports.count; i++) {
        const pw_port *port = &pw_list_items(rule->ports, pw_port)[i];
        if (port->protocol != PW_TCP || !port->port.given || port->port.named ||
            port->end_port.given ||
            (port->port.number != number && port->port.number != other))
            return false;
    }
    return rule->ports.count > 0;
}

/* Whether a peer aims at the API server by labels, which its pods escape. */
static pw_status aims_at_api(pw_lint *l, const pw_at *at, bool *aims)
{
    const pw_peer *peer = at->peer;
    pw_word *set;
    *aims = false;
    if (peer->block.head.given)
        return PW_OK;
    PW_TRY(pw_facts_peer(l, at, peer, &set));
    bool named = has_value(&peer->pods, "kube-apiserver") || has_value(&peer->pods, "apiserver");
    bool home = has_value(&peer->namespaces, "default") && pw_selector_is_empty(&peer->pods) &&
                only_port(at->rule, 443, 6443);
    *aims = is_empty_set(l, set) && (named || home);
    return PW_OK;
}

pw_status pw_find_api_server(pw_lint *l, const pw_at *at)
{
    bool aims, address = at->peer->block.head.given && is_api_address(l, &at->peer->block);
    if (at->direction != PW_EGRESS)
        return PW_OK;
    PW_TRY(aims_at_api(l, at, &aims));
    if (!aims && !(address && only_port(at->rule, 443, 443)))
        return PW_OK;
    pw_buf_print(&l->diags.message, "%s the API server: packets to its Service are judged after "
                 "translation, as to a node's address and port 6443",
                 aims ? "no selector takes in" : "this is the Service address of");
    pw_buf_puts(&l->diags.hint, "name the control plane's node addresses in an ipBlock, and add "
                "port 6443; some plugins judge before translation, so keep 443 as well");
    return pw_lint_claim_at(l, at->peer, PW_API_SERVER_ADDRESS, at, at->peer->head.span);
}

/* ---- node-by-selector ---- */

static bool is_node_port(int32_t number)
{
    return number == 10250 || number == 10255 || number == 10248 || number == 10249 ||
           number == 10256 || number == 10257 || number == 10259 || number == 4194;
}

static bool is_node_key(pw_str key)
{
    return pw_str_is(key, "kubernetes.io/hostname") || pw_str_is(key, "kubernetes.io/os") ||
           pw_str_starts(key, "node-role.kubernetes.io/") ||
           pw_str_starts(key, "topology.kubernetes.io/") ||
           pw_str_starts(key, "node.kubernetes.io/");
}

static bool is_node_name(const pw_lint *l, pw_str name)
{
    for (uint32_t i = 0; i < l->s->cluster.nodes.count; i++)
        if (pw_str_same(pw_items(l->s->cluster.nodes, const pw_object *)[i]->meta.name.s, name))
            return true;
    return false;
}

static bool speaks_of_nodes(const pw_lint *l, const pw_selector *s)
{
    for (uint32_t i = 0; i < s->labels.count; i++) {
        const pw_label *label = &pw_list_items(s->labels, pw_label)[i];
        if (is_node_key(label->key.s) || is_node_name(l, label->value.s) ||
            pw_str_is(label->value.s, "kubelet"))
            return true;
    }
    for (uint32_t i = 0; i < s->requirements.count; i++)
        if (is_node_key(pw_list_items(s->requirements, pw_requirement)[i].key.s))
            return true;
    return false;
}

/* Whether the rule opens only the kubelet's ports, and none of these pods has one of them. */
static bool is_kubelet(const pw_lint *l, const pw_at *at, const pw_word *set)
{
    const pw_list *ports = &at->rule->ports;
    uint32_t words = l->s->classes.words;
    for (uint32_t i = 0; i < ports->count; i++) {
        const pw_port *port = &pw_list_items(*ports, pw_port)[i];
        if (!port->port.given || port->port.named || !is_node_port(port->port.number))
            return false;
        for (uint32_t c = pw_bits_next(set, words, 0); c != PW_NONE;
             c = pw_bits_next(set, words, c + 1))
            for (uint32_t k = l->pods_from[c]; k < l->pods_from[c + 1]; k++)
                if (pw_pod_has_port(pw_cluster_member(&l->s->cluster, l->pods[k]), port->protocol,
                                    (uint32_t)port->port.number))
                    return false;
    }
    return ports->count > 0 && at->direction == PW_EGRESS;
}

pw_status pw_find_node_targets(pw_lint *l, const pw_at *at)
{
    const pw_peer *peer = at->peer;
    pw_word *set;
    if (peer->block.head.given)
        return PW_OK;
    PW_TRY(pw_facts_peer(l, at, peer, &set));
    bool kubelet = is_kubelet(l, at, set);
    bool named = is_empty_set(l, set) &&
                 (speaks_of_nodes(l, &peer->pods) || speaks_of_nodes(l, &peer->namespaces));
    if (!kubelet && !named)
        return PW_OK;
    pw_buf_print(&l->diags.message, "%s; selectors take in pods, never nodes",
                 kubelet ? "this port is the kubelet's, on the nodes themselves"
                         : "this means nodes by name or label");
    pw_buf_puts(&l->diags.hint, "name the nodes' addresses in an ipBlock");
    return pw_lint_claim_at(l, peer, PW_NODE_BY_SELECTOR, at, peer->head.span);
}

/* ---- host-network ---- */

static bool means_host(const pw_lint *l, const pw_at *at, const pw_member *pod)
{
    const pw_peer *peer = at->peer;
    const pw_namespace *ns = pw_cluster_ns(&l->s->cluster, pod->ns);
    bool there = peer->namespaces.head.given ? pw_selector_fits(&peer->namespaces, &ns->labels)
                                             : pod->ns == at->ref->ns;
    return there && pw_selector_fits(&peer->pods, pod->labels);
}

/* A selector without conditions means "all", and pods of the node's network as an aside. */
pw_status pw_find_host_peers(pw_lint *l, const pw_at *at)
{
    const pw_peer *peer = at->peer;
    uint32_t host = PW_NONE;
    bool all = pw_selector_is_empty(&peer->pods);
    if (peer->block.head.given || (all && pw_selector_is_empty(&peer->namespaces)))
        return PW_OK;
    for (uint32_t i = 0; i < l->hosts.count && host == PW_NONE; i++) {
        uint32_t pod = pw_items(l->hosts, const uint32_t)[i];
        if (means_host(l, at, pw_cluster_member(&l->s->cluster, pod)))
            host = pod;
    }
    if (host == PW_NONE)
        return PW_OK;
    const pw_member *pod = pw_cluster_member(&l->s->cluster, host);
    pw_buf_print(&l->diags.message, "%S/%S fits, but it uses its node's network: a selector does "
                 "not take it in", pw_lint_ns(l, pod->ns), pod->name);
    pw_buf_puts(&l->diags.hint, "name its node's address in an ipBlock");
    if (all)
        return pw_lint_say(l, PW_HOST_NETWORK, PW_INFO, at->ref->doc, peer->head.span);
    return pw_lint_claim_at(l, peer, PW_HOST_NETWORK, at, peer->pods.head.key);
}

/* ---- peers that mean nobody ---- */

static pw_status say_own_namespace(pw_lint *l, const pw_at *at, const pw_word *elsewhere)
{
    const pw_classes *k = &l->s->classes;
    uint32_t first = pw_bits_next(elsewhere, k->words, 0), ns = k->at[first].ns;
    pw_str member;
    pw_buf_puts(&l->diags.message, "a podSelector alone means the policy's own namespace, ");
    pw_buf_print(&l->diags.message, "%S, where no pod has ", pw_lint_ns(l, at->ref->ns));
    pw_selector_write(&l->diags.message, &at->peer->pods, "any label");
    pw_buf_puts(&l->diags.message, "; ");
    pw_lint_pods(l, &l->diags.message, elsewhere);
    pw_buf_puts(&l->diags.message, " would fit");
    PW_TRY(pw_print_text(l->arena, &member,
                         "namespaceSelector: {matchLabels: {" NAME_LABEL ": %R}}",
                         pw_lint_ns(l, ns)));
    pw_buf_print(&l->diags.hint, "name the namespace in the same item: %R", member);
    PW_TRY(pw_mend_member(l, at->ref->doc, at->peer->pods.head.key.from, member));
    return pw_lint_claim_at(l, at->peer, PW_OWN_NAMESPACE_ONLY, at, at->peer->pods.head.key);
}

static bool knows_key(const pw_lint *l, uint32_t key)
{
    for (uint32_t i = 0; i < l->s->cluster.namespaces.count; i++)
        if (pw_labels_get(&pw_cluster_ns(&l->s->cluster, i)->labels, key) != NULL)
            return true;
    return false;
}

/* Whether namespaces that are not declared might bear the label after all. */
static bool labels_are_known(const pw_lint *l)
{
    for (uint32_t i = 0; i < l->s->cluster.namespaces.count; i++) {
        const pw_namespace *ns = pw_cluster_ns(&l->s->cluster, i);
        if (!ns->declared && ns->from_pod < ns->to_pod && !pw_str_is(ns->name, "default"))
            return false;
    }
    return true;
}

/* The first label of a namespaceSelector whose key no namespace has, or whose value is a name. */
static const pw_label *strange_label(const pw_lint *l, const pw_selector *s)
{
    for (uint32_t i = 0; i < s->labels.count; i++) {
        const pw_label *label = &pw_list_items(s->labels, pw_label)[i];
        bool named = pw_cluster_namespace(&l->s->cluster, label->value.s) != PW_NONE;
        if (!pw_str_is(label->key.s, NAME_LABEL) &&
            (named || !knows_key(l, label->key_symbol)))
            return label;
    }
    return NULL;
}

static pw_status say_label_missing(pw_lint *l, const pw_at *at, const pw_label *label)
{
    bool named = pw_cluster_namespace(&l->s->cluster, label->value.s) != PW_NONE;
    pw_span span = {label->key.span.from, label->value.span.to};
    pw_buf_print(&l->diags.message, "no namespace has the label %S=%S, so this takes in no pod",
                 label->key.s, label->value.s);
    if (named) {
        pw_buf_print(&l->diags.hint, "a namespace is told by its name with " NAME_LABEL ": %S",
                     label->value.s);
        PW_TRY(pw_mend_word(l, label->key.span, PW_STR(NAME_LABEL)));
    } else {
        pw_buf_puts(&l->diags.hint, "label the namespace, or tell it by " NAME_LABEL);
    }
    PW_TRY(pw_lint_claim(l, at->peer));
    return pw_lint_say(l, PW_NAMESPACE_LABEL_MISSING,
                       labels_are_known(l) ? PW_WARNING : PW_INFO, at->ref->doc, span);
}

/* kube-system is seldom in the manifests at hand: what it holds is not known then. */
static bool is_beyond_sight(const pw_lint *l, const pw_selector *s)
{
    return has_value(s, "kube-system") &&
           pw_cluster_namespace(&l->s->cluster, PW_STR("kube-system")) == PW_NONE;
}

static bool any_declared(const pw_lint *l)
{
    for (uint32_t i = 0; i < l->s->cluster.namespaces.count; i++)
        if (pw_cluster_ns(&l->s->cluster, i)->declared)
            return true;
    return false;
}

static pw_status say_nothing(pw_lint *l, const pw_at *at, pw_severity severity)
{
    const pw_peer *peer = at->peer;
    pw_scope scope = {.pods = peer->pods.head.given ? &peer->pods : NULL,
                      .namespaces = peer->namespaces.head.given ? &peer->namespaces : NULL,
                      .ns = at->ref->ns};
    pw_span span;
    pw_str why;
    bool placed;
    pw_repair mend;
    PW_TRY(pw_who_nobody(l->s, l->arena, &scope, &why, &placed, &span, &mend));
    if (!placed)
        span = peer->head.span;
    pw_buf_print(&l->diags.message, "this takes in no pod of the cluster. %R", why);
    if (mend.text.at != NULL)
        PW_TRY(pw_mend_word(l, mend.span, mend.text));
    PW_TRY(pw_lint_claim(l, peer));
    return pw_lint_say(l, PW_PEER_MATCHES_NOTHING, severity, at->ref->doc, span);
}

/* A namespaceSelector that no pod answers to: *known, when that can be said for certain. */
static pw_status find_empty_namespaces(pw_lint *l, const pw_at *at, bool *known)
{
    const pw_selector *s = &at->peer->namespaces;
    const pw_word *fitting;
    bool with_pods = false;
    PW_TRY(pw_select_find(&l->s->index.namespaces, s, &fitting));
    uint32_t words = l->s->index.namespaces.words, first = pw_bits_next(fitting, words, 0);
    *known = false;
    if (is_beyond_sight(l, s))
        return PW_OK;
    if (first == PW_NONE) {
        const pw_label *label = strange_label(l, s);
        *known = label == NULL;
        return label == NULL ? PW_OK : say_label_missing(l, at, label);
    }
    for (uint32_t i = first; i != PW_NONE; i = pw_bits_next(fitting, words, i + 1))
        with_pods = with_pods || pw_facts_ns_has_pods(l, i);
    *known = with_pods;
    return PW_OK;
}

/* A selector that only leaves out means "the others", however few there are. */
static bool asks_for_something(const pw_selector *s)
{
    for (uint32_t i = 0; i < s->requirements.count; i++) {
        pw_operator kind = pw_list_items(s->requirements, pw_requirement)[i].kind;
        if (kind == PW_IN || kind == PW_EXISTS)
            return true;
    }
    return s->labels.count > 0;
}

pw_status pw_find_empty_peers(pw_lint *l, const pw_at *at)
{
    const pw_peer *peer = at->peer;
    pw_word *set, *elsewhere;
    bool known = true;
    if (peer->block.head.given)
        return PW_OK;
    PW_TRY(pw_facts_peer(l, at, peer, &set));
    if (!is_empty_set(l, set) ||
        pw_facts_expects(l, peer->pods.head.given ? &peer->pods : NULL,
                         peer->namespaces.head.given ? &peer->namespaces : NULL, at->ref->ns))
        return PW_OK;
    if (peer->namespaces.head.given) {
        PW_TRY(find_empty_namespaces(l, at, &known));
        if (!known || pw_lint_claimed(l, peer))
            return PW_OK;
        return say_nothing(l, at, labels_are_known(l) && any_declared(l) ? PW_WARNING : PW_INFO);
    }
    if (!asks_for_something(&peer->pods) || !pw_facts_ns_has_pods(l, at->ref->ns))
        return PW_OK;
    PW_TRY(pw_facts_pods(l, &peer->pods, &pw_every, 0, &elsewhere));
    if (!is_empty_set(l, elsewhere))
        return say_own_namespace(l, at, elsewhere);
    return say_nothing(l, at, PW_WARNING);
}
