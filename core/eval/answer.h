/*
 * eval/answer.h - "can FROM reach TO on PORT": one verdict over one or many flows.
 */
#ifndef PW_EVAL_ANSWER_H
#define PW_EVAL_ANSWER_H

#include "eval/sentence.h"
#include "eval/service.h"

typedef enum pw_outcome {
    PW_ALLOW,
    PW_DENY,
    PW_PARTLY,
    PW_NO_ENDPOINTS,
    PW_NO_PORT,
    PW_EXTERNAL_NAME,
    PW_NO_PODS /* a workload without pods: nothing to ask */
} pw_outcome;

typedef struct pw_explained {
    pw_trail trail;
    pw_str sentence;
    pw_str hint;
} pw_explained;

typedef struct pw_answer {
    pw_outcome outcome;
    pw_str sentence;
    pw_vec flows;     /* of pw_explained, at most PW_MAX_FLOWS; denied ones first */
    uint32_t allowed; /* of all flows, also those not explained */
    uint32_t asked;
    pw_vec notes;     /* of pw_str */
} pw_answer;

/* Answers for two ends; `from` is no Service. */
pw_status pw_answer_can(const pw_snapshot *s, pw_arena *arena, const pw_end *from,
                        const pw_end *to, pw_protocol protocol, uint32_t port,
                        pw_answer *answer);

/* "allow", "deny", "partly", "no-endpoints", ... */
const char *pw_outcome_name(pw_outcome outcome);

#endif
