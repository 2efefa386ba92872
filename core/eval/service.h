/*
 * eval/service.h - a Service as destination: the pods and ports that stand behind it.
 */
#ifndef PW_EVAL_SERVICE_H
#define PW_EVAL_SERVICE_H

#include "eval/verdict.h"

typedef enum pw_service_state {
    PW_SERVICE_READY,
    PW_SERVICE_NO_ENDPOINTS,
    PW_SERVICE_NO_PORT,
    PW_SERVICE_EXTERNAL_NAME
} pw_service_state;

/* What a Service does with a connection to one of its ports. */
typedef struct pw_service_targets {
    pw_service_state state;
    pw_vec flows; /* of pw_flow, one for each endpoint */
    pw_str note;  /* what the Service did to the port, or why there is nothing behind it */
} pw_service_targets;

/* Resolves `service` for a connection from `from` to its `port`. */
pw_status pw_service_resolve(const pw_snapshot *s, pw_arena *arena, uint32_t service,
                             const pw_flow *asked, pw_service_targets *targets);

#endif
