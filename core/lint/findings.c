#include "lint/findings.h"

#include "base/limits.h"
#include "lint/checks.h"
#include "lint/facts.h"
#include "lint/ignore.h"

/* What a finding looks at, one after the other. */
typedef enum level { OF_CLUSTER, OF_POLICY, OF_RULE, OF_PEER, OF_PORT } level;

enum { ANYWHERE, WITH_PODS }; /* whether it needs pods that the policy guards */

/*
 * The order is the precedence: what a finding has claimed is left alone by those below it. First
 * what makes a whole policy pointless, then what its text says, then whom it means, what could as
 * well be missing, and last what flows.
 */
static const struct {
    pw_lint_check *check;
    level level;
    int needs;
} table[] = {
    {pw_find_namespace_missing, OF_POLICY, ANYWHERE},
    {pw_find_host_subjects, OF_POLICY, ANYWHERE},
    {pw_find_selects_nothing, OF_POLICY, ANYWHERE},
    {pw_find_duplicates, OF_POLICY, ANYWHERE},
    {pw_find_denials, OF_POLICY, ANYWHERE},
    {pw_find_rules_ignored, OF_POLICY, ANYWHERE},
    {pw_find_dangling, OF_RULE, ANYWHERE},
    {pw_find_empty_ports, OF_RULE, ANYWHERE},
    {pw_find_dash_before_ports, OF_RULE, ANYWHERE},
    {pw_find_isolates_ingress, OF_POLICY, WITH_PODS},
    {pw_find_accidental_or, OF_PEER, WITH_PODS},
    {pw_find_api_server, OF_PEER, WITH_PODS},
    {pw_find_host_peers, OF_PEER, WITH_PODS},
    {pw_find_node_targets, OF_PEER, WITH_PODS},
    {pw_find_empty_peers, OF_PEER, WITH_PODS},
    {pw_find_not_in_undone, OF_PEER, ANYWHERE},
    {pw_find_except_no_effect, OF_PEER, ANYWHERE},
    {pw_find_surplus_policy, OF_POLICY, ANYWHERE},
    {pw_find_surplus_rule, OF_RULE, ANYWHERE},
    {pw_find_surplus_peer, OF_PEER, ANYWHERE},
    {pw_find_any_address, OF_PEER, ANYWHERE},
    {pw_find_pod_blocks, OF_PEER, WITH_PODS},
    {pw_find_nat_blocks, OF_PEER, WITH_PODS},
    {pw_find_named_ports, OF_PORT, ANYWHERE},
    {pw_find_numbered_ports, OF_PORT, WITH_PODS},
    {pw_find_without_dns, OF_POLICY, WITH_PODS},
    {pw_find_one_end, OF_PEER, WITH_PODS},
    {pw_find_unselected, OF_CLUSTER, WITH_PODS},
    {pw_find_not_enforced, OF_CLUSTER, WITH_PODS},
};

/* ---- walking ---- */

typedef struct walk {
    pw_lint *l;
    pw_lint_check *check;
    level level;
    pw_at at;
} walk;

static pw_status walk_rule(walk *w)
{
    const pw_rule *rule = w->at.rule;
    if (w->level == OF_RULE)
        return w->check(w->l, &w->at);
    for (uint32_t i = 0; w->level == OF_PEER && i < rule->peers.count; i++) {
        w->at.peer = &pw_list_items(rule->peers, pw_peer)[i];
        w->at.peer_number = i;
        if (!pw_lint_claimed(w->l, w->at.peer) && !pw_lint_claimed(w->l, rule))
            PW_TRY(w->check(w->l, &w->at));
    }
    for (uint32_t i = 0; w->level == OF_PORT && i < rule->ports.count; i++) {
        w->at.port = &pw_list_items(rule->ports, pw_port)[i];
        if (!pw_lint_claimed(w->l, w->at.port))
            PW_TRY(w->check(w->l, &w->at));
    }
    return PW_OK;
}

static pw_status walk_policy(walk *w)
{
    const pw_policy *policy = w->at.ref->policy;
    if (w->level == OF_POLICY)
        return w->check(w->l, &w->at);
    for (int d = 0; d < PW_DIRECTIONS; d++)
        for (uint32_t i = 0; policy->isolates[d] && i < policy->rules[d].count; i++) {
            w->at.direction = (pw_direction)d;
            w->at.rule = &pw_list_items(policy->rules[d], pw_rule)[i];
            w->at.rule_number = i;
            /* What is said of a whole rule leaves its ports to be looked at. */
            if (w->level == OF_PORT || !pw_lint_claimed(w->l, w->at.rule))
                PW_TRY(walk_rule(w));
        }
    return PW_OK;
}

static pw_status run_check(pw_lint *l, uint32_t i)
{
    const pw_cluster *c = &l->s->cluster;
    walk w = {.l = l, .check = table[i].check, .level = table[i].level};
    bool needs_pods = table[i].needs == WITH_PODS;
    if (w.level == OF_CLUSTER)
        return c->pods.count == 0 ? PW_OK : w.check(l, &w.at);
    for (uint32_t p = 0; p < c->policies.count && l->diags.list.count < PW_MAX_FINDINGS; p++) {
        pw_arena_reset(&l->scratch);
        w.at = (pw_at){.ref = pw_lint_ref(l, p), .policy = p};
        if (!pw_lint_claimed(l, w.at.ref) && (!needs_pods || pw_facts_selects(l, &w.at)))
            PW_TRY(walk_policy(&w));
    }
    return PW_OK;
}

static pw_status run_all(pw_lint *l)
{
    PW_TRY(pw_facts_make(l));
    for (uint32_t i = 0; i < sizeof table / sizeof *table; i++)
        PW_TRY(run_check(l, i));
    return PW_OK;
}

pw_status pw_findings_all(pw_snapshot *s, pw_arena *arena, pw_findings *findings)
{
    pw_lint l = {.s = s, .arena = arena, .diags = pw_diags_make(arena, PW_MAX_FINDINGS),
                 .tree = pw_arena_make(16 << 10), .scratch = pw_arena_make(16 << 10)};
    PW_TRY(pw_snapshot_collect(s, arena, findings));
    pw_status status = s->cluster.policies.count == 0 ? PW_OK : run_all(&l);
    for (uint32_t i = 0; status == PW_OK && i < l.diags.list.count; i++)
        status = pw_findings_add(findings, arena, pw_items(l.docs, const pw_document *)[i],
                                 &pw_items(l.diags.list, const pw_diag)[i]);
    findings->more += l.diags.dropped;
    if (status == PW_OK)
        status = pw_ignore_apply(s, arena, findings);
    pw_findings_sort(findings);
    status = pw_diags_done(&l.diags, status);
    pw_arena_free(&l.tree);
    pw_arena_free(&l.scratch);
    return status;
}
