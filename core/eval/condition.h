/*
 * eval/condition.h - one condition of a peer or port list, asked of one connection, in words.
 *
 * Conditions are read plainly from the objects (kube/selector), not from the compiled index, so
 * that an explanation is a second opinion on the verdict.
 */
#ifndef PW_EVAL_CONDITION_H
#define PW_EVAL_CONDITION_H

#include "eval/verdict.h"

/* What a failed condition is about: what would have to be different. */
typedef enum pw_lack {
    PW_LACKS_NOTHING,
    PW_LACKS_POD_LABEL,
    PW_LACKS_NAMESPACE_LABEL,
    PW_LACKS_NAMESPACE, /* it is not in the policy's own */
    PW_LACKS_ADDRESS,   /* it is not in the block */
    PW_LACKS_POD        /* it is an address, and a pod is wanted */
} pw_lack;

typedef struct pw_condition {
    pw_str text;      /* "pod app=backend" */
    bool ok;
    pw_lack lack;
    pw_str why;       /* "it has app=frontend"; empty when ok */
    pw_str wants;     /* the first unmet requirement, "app=backend" */
    pw_str got;       /* what stands in its place, "app=frontend" or "no label app" */
    uint32_t missing; /* how many requirements are not met */
    pw_span span;     /* the selector or block, from its key */
    pw_span wanted;   /* the unmet requirement, or the same as span */
} pw_condition;

/* A question about one rule: who asks whom, on what. */
typedef struct pw_asked {
    const pw_snapshot *s;
    pw_arena *arena;
    const pw_policy_ref *policy;
    pw_direction direction;
    pw_flow flow;
} pw_asked;

/* A selector in words, "app=backend, no tier"; `empty` for one without conditions. */
void pw_selector_write(pw_buf *b, const pw_selector *s, const char *empty);

/* The end that the policy guards, and the one that peers speak of. */
pw_spot pw_asked_at(const pw_asked *q);
pw_spot pw_asked_other(const pw_asked *q);

/* The conditions of a peer, at most two: namespace and pod, or one. */
pw_status pw_peer_conditions(const pw_asked *q, const pw_peer *peer, pw_condition *conditions,
                             uint32_t *count);

/* Whether the rule's ports hold the port asked for. */
pw_status pw_ports_condition(const pw_asked *q, const pw_rule *rule, pw_condition *condition);

#endif
