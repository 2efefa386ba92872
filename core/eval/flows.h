/*
 * eval/flows.h - what a picture draws: which tile reaches which on what port, and the rules that
 * let it.
 */
#ifndef PW_EVAL_FLOWS_H
#define PW_EVAL_FLOWS_H

#include "eval/answer.h"
#include "eval/tiles.h"

/* A peer of a rule, or a rule without peers, that admits a flow. */
typedef struct pw_admission {
    const pw_policy_ref *policy;
    pw_direction direction;
    uint32_t rule; /* from 1, as in trails */
    uint32_t peer; /* from 1; 0 = the rule has no peers */
    pw_span span;
    pw_span whole; /* of the rule, ports and all */
} pw_admission;

/* The place a sentence speaks of; doc is NULL where no line of a manifest decided. */
typedef struct pw_decision {
    const pw_document *doc;
    pw_span span;
} pw_decision;

typedef struct pw_drawn {
    uint32_t from;        /* tiles */
    uint32_t to;
    uint32_t port;        /* 0: of no single port, see `ports` */
    pw_protocol protocol;
    pw_str ports;         /* "8080/TCP", "every port", "TCP 80, 443", "none" */
    pw_outcome outcome;   /* PW_ALLOW, PW_DENY, PW_PARTLY */
    const char *stop;     /* "", or the direction whose wall comes first on the way */
    pw_vec by;            /* of uint32_t: numbers of `rules` */
    pw_str sentence;
    pw_decision decided;
} pw_drawn;

typedef struct pw_flows {
    pw_vec rules; /* of pw_admission: those that admit one of the flows, as they come up */
    pw_vec list;  /* of pw_drawn, by from, to, port; at most PW_MAX_DRAWN */
    uint32_t more;
} pw_flows;

/* The flows between all tiles, or only from or to one of them (PW_NONE: all). */
pw_status pw_flows_build(pw_snapshot *s, pw_arena *arena, const pw_tiles *tiles, uint32_t from,
                         uint32_t to, pw_flows *flows);

/* "8080/TCP" */
pw_status pw_port_text(pw_arena *arena, pw_protocol protocol, uint32_t port, pw_str *text);

/* The place that decided, as pw_decided says it. */
pw_decision pw_decision_of(const pw_trail *trail);

#endif
