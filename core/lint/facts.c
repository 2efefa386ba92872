#include "lint/facts.h"

#include "kube/selector.h"

const pw_selector pw_every = {.labels = {0}};

pw_word *pw_facts_set(pw_lint *l)
{
    return pw_new_array(&l->scratch, pw_word, l->s->classes.words + 1);
}

bool pw_facts_is_empty(const pw_lint *l, const pw_word *set)
{
    return pw_bits_next(set, l->s->classes.words, 0) == PW_NONE;
}

/* ---- pods and classes ---- */

static pw_status sort_pods(pw_lint *l)
{
    const pw_classes *k = &l->s->classes;
    const pw_cluster *c = &l->s->cluster;
    uint32_t *next = pw_new_array(l->arena, uint32_t, k->count + 1);
    PW_NEED(next);
    PW_NEED(l->pods_from = pw_new_array(l->arena, uint32_t, k->count + 2));
    PW_NEED(l->pods = pw_new_array(l->arena, uint32_t, c->pods.count + 1));
    PW_NEED(l->live = pw_new_array(l->arena, pw_word, k->words + 1));
    for (uint32_t i = 0; i < c->pods.count; i++)
        next[pw_class_of_pod(k, i, pw_cluster_member(c, i)->first)]++;
    for (uint32_t i = 0; i < k->count; i++) {
        l->pods_from[i + 1] = l->pods_from[i] + next[i];
        if (next[i] > 0 && k->at[i].ns != PW_NONE)
            pw_bits_add(l->live, i);
        next[i] = l->pods_from[i];
    }
    for (uint32_t i = 0; i < c->pods.count; i++) {
        if (pw_cluster_member(c, i)->host_network) {
            uint32_t *slot = pw_push(&l->hosts, l->arena, uint32_t);
            PW_NEED(slot);
            *slot = i;
        }
        l->pods[next[pw_class_of_pod(k, i, pw_cluster_member(c, i)->first)]++] = i;
    }
    return PW_OK;
}

static pw_status sort_policies(pw_lint *l)
{
    const pw_cluster *c = &l->s->cluster;
    uint32_t *next = pw_new_array(l->arena, uint32_t, c->namespaces.count + 1);
    PW_NEED(next);
    PW_NEED(l->ns_from = pw_new_array(l->arena, uint32_t, c->namespaces.count + 2));
    PW_NEED(l->of_ns = pw_new_array(l->arena, uint32_t, c->policies.count + 1));
    for (uint32_t i = 0; i < c->policies.count; i++)
        next[pw_lint_ref(l, i)->ns]++;
    for (uint32_t i = 0; i < c->namespaces.count; i++) {
        l->ns_from[i + 1] = l->ns_from[i] + next[i];
        next[i] = l->ns_from[i];
    }
    for (uint32_t i = 0; i < c->policies.count; i++)
        l->of_ns[next[pw_lint_ref(l, i)->ns]++] = i;
    return PW_OK;
}

static void add_namespace(const pw_lint *l, pw_word *set, uint32_t ns)
{
    pw_bits_add_range(set, l->s->classes.ns_from[ns], l->s->classes.ns_from[ns + 1]);
}

pw_status pw_facts_pods(pw_lint *l, const pw_selector *pods, const pw_selector *namespaces,
                        uint32_t ns, pw_word **set)
{
    pw_index *x = &l->s->index;
    const pw_word *fitting;
    PW_NEED(*set = pw_facts_set(l));
    if (namespaces == NULL)
        add_namespace(l, *set, ns);
    else {
        PW_TRY(pw_select_find(&x->namespaces, namespaces, &fitting));
        for (uint32_t i = pw_bits_next(fitting, x->namespaces.words, 0); i != PW_NONE;
             i = pw_bits_next(fitting, x->namespaces.words, i + 1))
            add_namespace(l, *set, i);
    }
    pw_bits_and(*set, l->live, l->s->classes.words);
    if (pods == NULL)
        return PW_OK;
    PW_TRY(pw_select_find(&x->pods, pods, &fitting));
    pw_bits_and(*set, fitting, l->s->classes.words);
    return PW_OK;
}

pw_status pw_facts_peer(pw_lint *l, const pw_at *at, const pw_peer *peer, pw_word **set)
{
    if (peer->block.head.given) {
        PW_NEED(*set = pw_facts_set(l));
        return PW_OK;
    }
    return pw_facts_pods(l, peer->pods.head.given ? &peer->pods : NULL,
                         peer->namespaces.head.given ? &peer->namespaces : NULL, at->ref->ns, set);
}

pw_status pw_facts_targets(pw_lint *l, const pw_at *at, pw_word **set, bool *only_pods)
{
    PW_NEED(*set = pw_facts_set(l));
    *only_pods = true;
    if (at->direction == PW_INGRESS) {
        pw_bits_copy(*set, l->selected[at->policy], l->s->classes.words);
        return PW_OK;
    }
    *only_pods = at->rule->peers.count > 0;
    for (uint32_t i = 0; i < at->rule->peers.count; i++) {
        const pw_peer *peer = &pw_list_items(at->rule->peers, pw_peer)[i];
        pw_word *part;
        *only_pods = *only_pods && !peer->block.head.given;
        PW_TRY(pw_facts_peer(l, at, peer, &part));
        pw_bits_or(*set, part, l->s->classes.words);
    }
    return PW_OK;
}

bool pw_facts_expects(const pw_lint *l, const pw_selector *pods, const pw_selector *namespaces,
                      uint32_t ns)
{
    for (uint32_t i = 0; i < l->s->cluster.workloads.count; i++) {
        const pw_workload_ref *w = &pw_items(l->s->cluster.workloads, const pw_workload_ref)[i];
        const pw_namespace *own = pw_cluster_ns(&l->s->cluster, w->ns);
        bool there = namespaces == NULL ? w->ns == ns : pw_selector_fits(namespaces, &own->labels);
        if (there && (pods == NULL || pw_selector_fits(pods, &w->spec->pods.meta.labels)))
            return true;
    }
    return false;
}

bool pw_facts_selects(const pw_lint *l, const pw_at *at)
{
    return !pw_facts_is_empty(l, l->selected[at->policy]);
}

bool pw_facts_ns_has_pods(const pw_lint *l, uint32_t ns)
{
    const pw_namespace *n = pw_cluster_ns(&l->s->cluster, ns);
    return n->from_pod < n->to_pod;
}

bool pw_pod_declares_ports(const pw_member *pod)
{
    for (uint32_t c = 0; c < pod->spec->containers.count; c++)
        if (pw_list_items(pod->spec->containers, pw_container)[c].ports.count > 0)
            return true;
    return false;
}

/* ---- DNS ---- */

static pw_text label_of(const pw_member *pod, const char *key)
{
    for (uint32_t i = 0; i < pod->labels->count; i++) {
        const pw_label *label = &pw_list_items(*pod->labels, pw_label)[i];
        if (pw_str_is(label->key.s, key))
            return label->value;
    }
    return (pw_text){0};
}

static bool is_dns(const pw_lint *l, const pw_member *pod)
{
    pw_text name = label_of(pod, "k8s-app");
    if (pw_text_is(name, "kube-dns") || pw_text_is(name, "coredns"))
        return true;
    if (!pw_str_is(pw_lint_ns(l, pod->ns), "kube-system"))
        return false;
    return pw_pod_has_port(pod, PW_UDP, 53) ||
           pw_text_is(label_of(pod, "app.kubernetes.io/name"), "coredns");
}

static pw_status find_dns(pw_lint *l)
{
    PW_NEED(l->dns = pw_new_array(l->arena, pw_word, l->s->classes.words + 1));
    for (uint32_t i = 0; i < l->s->cluster.pods.count; i++) {
        const pw_member *pod = pw_cluster_member(&l->s->cluster, i);
        if (pod->host_network || !is_dns(l, pod))
            continue;
        pw_bits_add(l->dns, pw_class_of_pod(&l->s->classes, i, pod->first));
        l->has_dns = true;
    }
    return PW_OK;
}

bool pw_rule_is_dns(const pw_rule *rule)
{
    for (uint32_t i = 0; i < rule->ports.count; i++) {
        const pw_int_or_text *port = &pw_list_items(rule->ports, pw_port)[i].port;
        bool named = port->named && (pw_str_is(port->name, "dns") ||
                                     pw_str_is(port->name, "dns-tcp"));
        if (!port->given || (!named && port->number != 53))
            return false;
    }
    return rule->ports.count > 0;
}

/* ---- the whole ---- */

pw_status pw_facts_make(pw_lint *l)
{
    uint32_t count = l->s->cluster.policies.count;
    PW_TRY(sort_pods(l));
    PW_TRY(sort_policies(l));
    PW_TRY(find_dns(l));
    PW_NEED(l->selected = pw_new_array(l->arena, const pw_word *, count + 1));
    for (uint32_t i = 0; i < count; i++) {
        const pw_policy_ref *ref = pw_lint_ref(l, i);
        uint32_t words = l->s->classes.words;
        pw_word *set, *kept = pw_new_array(l->arena, pw_word, words + 1);
        PW_NEED(kept);
        pw_arena_reset(&l->scratch);
        PW_TRY(pw_facts_pods(l, &ref->policy->pods, NULL, ref->ns, &set));
        pw_bits_copy(kept, set, words);
        l->selected[i] = kept;
    }
    return PW_OK;
}
