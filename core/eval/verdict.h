/*
 * eval/verdict.h - one connection judged.
 */
#ifndef PW_EVAL_VERDICT_H
#define PW_EVAL_VERDICT_H

#include "eval/ends.h"

/* What decided a direction. */
typedef enum pw_reason {
    PW_OPEN,        /* no policy selects the end (S1) */
    PW_ADMITTED,    /* a rule admits it */
    PW_DENIED,      /* policies select the end and no rule admits it */
    PW_OUTSIDE,     /* the end is an address outside (S18) */
    PW_HOST,        /* the end is a hostNetwork pod (S19) */
    PW_SELF,        /* a pod reaches itself (S16) */
    PW_OWN_NODE     /* the other end is the pod's own node (S17) */
} pw_reason;

typedef struct pw_flow {
    pw_spot from;
    pw_spot to;
    pw_protocol protocol;
    uint32_t port;
} pw_flow;

typedef struct pw_verdict {
    bool allowed; /* both directions are */
    bool allows[PW_DIRECTIONS];
    pw_reason reasons[PW_DIRECTIONS];
} pw_verdict;

pw_verdict pw_judge(const pw_snapshot *s, const pw_flow *flow);

/* The mask of ports on which `from` reaches `to`, by the same rules. */
pw_status pw_judge_ports(pw_snapshot *s, pw_spot from, pw_spot to, uint32_t *mask);

/* The address with which `spot` takes part in a connection with `other` (S12): `is_target` when
 * it is the destination. */
pw_ip pw_spot_ip(const pw_snapshot *s, pw_spot spot, pw_spot other, bool is_target);

/* "open", "admitted", ... */
const char *pw_reason_name(pw_reason reason);

#endif
