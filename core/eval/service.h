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

/* Whether the pod declares this port. */
bool pw_pod_has_port(const pw_member *pod, pw_protocol protocol, uint32_t number);

/* The number that a port name stands for in a pod; 0: it has none of that name. */
uint32_t pw_pod_named_port(const pw_member *pod, pw_protocol protocol, pw_str name);

/* Whether the Service stands before this pod. */
bool pw_service_selects(const pw_service_ref *service, const pw_member *pod);

/* The pod port behind a Service's port, in this pod; 0: none. */
uint32_t pw_service_target(const pw_service_port *port, const pw_member *pod);

/* Resolves `service` for a connection from `from` to its `port`. */
pw_status pw_service_resolve(const pw_snapshot *s, pw_arena *arena, uint32_t service,
                             const pw_flow *asked, pw_service_targets *targets);

#endif
