#include "base/limits.h"
#include "eval/condition.h"
#include "eval/who.h"
#include "kube/selector.h"
#include "lint/checks.h"
#include "lint/edits.h"
#include "lint/facts.h"

#define MAX_NAMED_PODS 5u /* pods of a namespace that are each told to be unselected */

static pw_span subject_span(const pw_at *at)
{
    const pw_head *head = &at->ref->policy->pods.head;
    return head->given ? head->key : at->ref->object->meta.name.span;
}

/* ---- namespace-missing ---- */

pw_status pw_find_namespace_missing(pw_lint *l, const pw_at *at)
{
    const pw_meta *meta = &at->ref->object->meta;
    const pw_selector *pods = &at->ref->policy->pods;
    pw_word *anywhere;
    if (meta->ns.span.to > meta->ns.span.from || pw_facts_selects(l, at))
        return PW_OK;
    PW_TRY(pw_facts_pods(l, pods, &pw_every, 0, &anywhere));
    if (pw_facts_is_empty(l, anywhere) ||
        (pw_selector_is_empty(pods) && pw_facts_ns_has_pods(l, at->ref->ns)))
        return PW_OK;
    uint32_t first = pw_bits_next(anywhere, l->s->classes.words, 0);
    pw_str ns = pw_lint_ns(l, l->s->classes.at[first].ns);
    pw_buf_puts(&l->diags.message, "metadata.namespace is missing, so this guards pods of default, "
                "where none fits; ");
    pw_lint_pods(l, &l->diags.message, anywhere);
    pw_buf_puts(&l->diags.message, " would");
    pw_buf_print(&l->diags.hint, "add namespace: %S to its metadata", ns);
    return pw_lint_claim_at(l, at->ref, PW_NAMESPACE_MISSING, at, meta->name.span);
}

/* ---- selects-nothing ---- */

pw_status pw_find_selects_nothing(pw_lint *l, const pw_at *at)
{
    const pw_selector *pods = &at->ref->policy->pods;
    pw_scope scope = {.pods = pods, .ns = at->ref->ns};
    pw_span span = subject_span(at), found;
    pw_repair mend;
    pw_str why;
    bool placed;
    if (pw_facts_selects(l, at) || !pw_facts_ns_has_pods(l, at->ref->ns) ||
        pw_selector_is_empty(pods) || pw_facts_expects(l, pods, NULL, at->ref->ns))
        return PW_OK;
    PW_TRY(pw_who_nobody(l->s, l->arena, &scope, &why, &placed, &found, &mend));
    pw_buf_print(&l->diags.message, "this policy guards no pod. %R", why);
    pw_buf_puts(&l->diags.hint, "what it is meant for is not limited by it");
    if (mend.text.at != NULL)
        PW_TRY(pw_mend_word(l, mend.span, mend.text));
    return pw_lint_claim_at(l, at->ref, PW_SELECTS_NOTHING, at, placed ? found : span);
}

/* ---- host-network ---- */

pw_status pw_find_host_subjects(pw_lint *l, const pw_at *at)
{
    const pw_selector *pods = &at->ref->policy->pods;
    bool only = !pw_facts_selects(l, at);
    bool all = pw_selector_is_empty(pods);
    for (uint32_t i = 0; i < l->hosts.count; i++) {
        uint32_t number = pw_items(l->hosts, const uint32_t)[i];
        const pw_member *pod = pw_cluster_member(&l->s->cluster, number);
        if (pod->ns != at->ref->ns || !pw_selector_fits(pods, pod->labels))
            continue;
        pw_buf_print(&l->diags.message, "%S/%S fits, but it uses its node's network: no policy "
                     "limits it", pw_lint_ns(l, pod->ns), pod->name);
        pw_buf_puts(&l->diags.hint, "limit it on its node, or give it a network of its own");
        if (only && !all)
            PW_TRY(pw_lint_claim(l, at->ref));
        return pw_lint_say(l, PW_HOST_NETWORK, all ? PW_INFO : PW_WARNING, at->ref->doc,
                           subject_span(at));
    }
    return PW_OK;
}

/* ---- no-default-deny, pod-unselected ---- */

/* Whether a policy or a Service knows the label: then it is a name, and no misspelling. */
static bool is_known(const pw_lint *l, const pw_label *label)
{
    if (l->s->classes.pair_used[label->pair])
        return true;
    for (uint32_t i = 0; i < l->s->cluster.services.count; i++) {
        const pw_list *selector =
            &pw_items(l->s->cluster.services, const pw_service_ref)[i].spec->selector;
        for (uint32_t k = 0; k < selector->count; k++) {
            const pw_label *own = &pw_list_items(*selector, pw_label)[k];
            if (pw_str_same(own->key.s, label->key.s) && pw_str_same(own->value.s, label->value.s))
                return true;
        }
    }
    return false;
}

static bool ends_in_digit(pw_str text)
{
    char last = text.len > 0 ? text.at[text.len - 1] : '0';
    return last >= '0' && last <= '9';
}

/* One letter or case apart. Short words and numbered ones are near without being mistaken. */
static bool is_misspelt(pw_str wanted, pw_str got)
{
    uint32_t distance = pw_str_distance(wanted, got); /* in half letters */
    return distance <= (wanted.len < 5 ? 1u : 2u) && !ends_in_digit(wanted) && !ends_in_digit(got);
}

/* A pod that is called what its label says is no slip of the pen. */
static bool is_called_so(const pw_member *pod, const pw_label *label)
{
    pw_str value = label->value.s;
    return pod->name.len >= value.len && pw_str_same(pw_str_part(pod->name, 0, value.len), value);
}

/* The one label of a selector that a pod misses by its spelling. */
static bool nearly_fits(const pw_selector *s, const pw_list *labels, const pw_label **wanted,
                        const pw_label **got)
{
    *wanted = NULL;
    for (uint32_t i = 0; i < s->requirements.count; i++)
        if (!pw_requirement_fits(&pw_list_items(s->requirements, pw_requirement)[i], labels))
            return false;
    for (uint32_t i = 0; i < s->labels.count; i++) {
        const pw_label *label = &pw_list_items(s->labels, pw_label)[i];
        if (pw_label_fits(label, labels))
            continue;
        *got = pw_labels_get(labels, label->key_symbol);
        if (*wanted != NULL || *got == NULL || !is_misspelt(label->value.s, (*got)->value.s))
            return false;
        *wanted = label;
    }
    return *wanted != NULL;
}

/* The policy of its namespace that a pod was hardly meant to miss. */
static bool is_missed(const pw_lint *l, uint32_t ns, const pw_member *pod, uint32_t *policy,
                      const pw_label **wanted, const pw_label **got)
{
    for (uint32_t i = l->ns_from[ns]; i < l->ns_from[ns + 1]; i++) {
        const pw_policy_ref *ref = pw_lint_ref(l, l->of_ns[i]);
        if (pw_lint_claimed(l, ref) ||
            !nearly_fits(&ref->policy->pods, pod->labels, wanted, got) || is_known(l, *got) ||
            is_called_so(pod, *got))
            continue;
        *policy = l->of_ns[i];
        return true;
    }
    return false;
}

static pw_span label_span(const pw_member *pod)
{
    return pod->object->meta.name.span;
}

static pw_status say_missed(pw_lint *l, const pw_member *pod, uint32_t policy,
                            const pw_label *wanted, const pw_label *got)
{
    pw_buf_print(&l->diags.message, "no policy guards %S/%S: it has %S=%S, and the policy %S wants "
                 "%S", pw_lint_ns(l, pod->ns), pod->name, got->key.s, got->value.s,
                 pw_lint_ref(l, policy)->object->meta.name.s, wanted->value.s);
    PW_TRY(pw_mend_word(l, got->value.span, wanted->value.s));
    return pw_lint_say(l, PW_POD_UNSELECTED, PW_WARNING, pod->doc,
                       (pw_span){got->key.span.from, got->value.span.to});
}

static pw_status say_unselected(pw_lint *l, const pw_member *pod)
{
    pw_buf_print(&l->diags.message, "no policy guards %S/%S: it stays open in both directions",
                 pw_lint_ns(l, pod->ns), pod->name);
    return pw_lint_say(l, PW_POD_UNSELECTED, PW_INFO, pod->doc, label_span(pod));
}

static pw_status say_no_default(pw_lint *l, uint32_t ns, const pw_word *open)
{
    const pw_policy_ref *first = pw_lint_ref(l, l->of_ns[l->ns_from[ns]]);
    pw_buf_print(&l->diags.message, "%S has policies, but none guards ", pw_lint_ns(l, ns));
    pw_lint_pods(l, &l->diags.message, open);
    pw_buf_puts(&l->diags.hint, "a policy with podSelector: {} and no rules closes what nothing "
                "else opens");
    return pw_lint_say(l, PW_NO_DEFAULT_DENY, PW_INFO, first->doc, first->object->meta.name.span);
}

static pw_status find_in_namespace(pw_lint *l, uint32_t ns)
{
    const pw_classes *k = &l->s->classes;
    uint32_t policy, named = 0;
    const pw_label *wanted, *got;
    pw_word *open;
    pw_arena_reset(&l->scratch);
    PW_TRY(pw_facts_pods(l, NULL, NULL, ns, &open));
    for (uint32_t i = l->ns_from[ns]; i < l->ns_from[ns + 1]; i++)
        pw_bits_without(open, l->selected[l->of_ns[i]], k->words);
    if (pw_facts_is_empty(l, open))
        return PW_OK;
    PW_TRY(say_no_default(l, ns, open));
    const pw_object *last = NULL;
    for (uint32_t i = pw_bits_next(open, k->words, 0); i != PW_NONE;
         i = pw_bits_next(open, k->words, i + 1))
        for (uint32_t p = l->pods_from[i]; p < l->pods_from[i + 1]; p++) {
            const pw_member *pod = pw_cluster_member(&l->s->cluster, l->pods[p]);
            if (pod->object == last)
                continue; /* another pod of the same workload */
            last = pod->object;
            if (is_missed(l, ns, pod, &policy, &wanted, &got))
                PW_TRY(say_missed(l, pod, policy, wanted, got));
            else if (named++ < MAX_NAMED_PODS)
                PW_TRY(say_unselected(l, pod));
        }
    return PW_OK;
}

/* Once for each namespace that has policies. */
pw_status pw_find_unselected(pw_lint *l, const pw_at *at)
{
    (void)at;
    for (uint32_t i = 0; i < l->s->cluster.namespaces.count; i++)
        if (l->ns_from[i] < l->ns_from[i + 1])
            PW_TRY(find_in_namespace(l, i));
    return PW_OK;
}

/* ---- not-enforced ---- */

static bool holds_word(pw_str name, const char *word)
{
    for (uint32_t i = 0; i < name.len; i++)
        if (pw_str_starts(pw_str_part(name, i, name.len), word))
            return true;
    return false;
}

static bool is_enforcer(pw_str name)
{
    static const char *const names[] = {"calico", "canal", "cilium", "weave", "antrea",
        "kube-router", "kube-network-policies", "romana", "ovn", "azure-npm", "aws-node", "kindnet",
        "kube-ovn", "contiv", "nsx", "gke-connectivity", "anetd", NULL};
    for (uint32_t i = 0; names[i] != NULL; i++)
        if (holds_word(name, names[i]))
            return true;
    return false;
}

pw_status pw_find_not_enforced(pw_lint *l, const pw_at *at)
{
    const pw_cluster *c = &l->s->cluster;
    const pw_member *flannel = NULL;
    (void)at;
    for (uint32_t i = 0; i < c->pods.count; i++) {
        const pw_member *pod = pw_cluster_member(c, i);
        pw_str ns = pw_lint_ns(l, pod->ns);
        bool system = pw_str_starts(ns, "kube-") || holds_word(ns, "calico") ||
                      holds_word(ns, "cilium") || holds_word(ns, "tigera");
        if (system && is_enforcer(pod->name))
            return PW_OK;
        if (system && holds_word(pod->name, "flannel") && flannel == NULL)
            flannel = pod;
    }
    if (flannel == NULL || c->policies.count == 0)
        return PW_OK;
    const pw_policy_ref *first = pw_lint_ref(l, 0);
    pw_buf_print(&l->diags.message, "policies may be ignored: of network plugins only %S/%S is "
                 "here, and flannel does not enforce them",
                 pw_lint_ns(l, flannel->ns), flannel->name);
    pw_buf_puts(&l->diags.hint, "add a plugin that enforces policies, such as Canal, Calico or "
                "kube-network-policies");
    return pw_lint_say(l, PW_NOT_ENFORCED, PW_WARNING, first->doc,
                       first->object->meta.name.span);
}
