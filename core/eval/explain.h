/*
 * eval/explain.h - the trail that decided a connection: every policy, rule, peer and condition.
 */
#ifndef PW_EVAL_EXPLAIN_H
#define PW_EVAL_EXPLAIN_H

#include "eval/condition.h"

typedef struct pw_peer_trail {
    const pw_peer *peer;
    bool ok;
    bool nearest;
    uint32_t missing;            /* over all conditions */
    pw_condition conditions[2];
    uint32_t count;              /* of conditions */
    uint32_t shown;              /* up to the first that failed */
} pw_peer_trail;

typedef struct pw_rule_trail {
    const pw_rule *rule;
    bool admits;
    bool nearest;                /* only its ports are wrong */
    pw_condition ports;
    pw_peer_trail *peers;        /* none listed: everyone */
    uint32_t peer_count;
} pw_rule_trail;

typedef struct pw_policy_trail {
    const pw_policy_ref *ref;
    bool admits;
    pw_rule_trail *rules;
    uint32_t rule_count;
} pw_policy_trail;

typedef struct pw_direction_trail {
    pw_spot at;
    pw_str name;                 /* of `at` */
    bool allows;
    pw_reason reason;
    pw_str text;                 /* "selected by database-allow-backends (policy.yaml:7)" */
    pw_policy_trail *policies;   /* those that select `at`, in the order of the manifests */
    uint32_t policy_count;
} pw_direction_trail;

typedef struct pw_trail {
    pw_flow flow;
    pw_str from;
    pw_str to;
    pw_verdict verdict;
    pw_direction_trail directions[PW_DIRECTIONS];
} pw_trail;

/*
 * Explains a flow. PW_E_BUG when the plain reading of the policies and the compiled index
 * disagree, which they never should.
 */
pw_status pw_explain(const pw_snapshot *s, pw_arena *arena, const pw_flow *flow, pw_trail *trail);

#endif
