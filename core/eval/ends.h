/*
 * eval/ends.h - what people call the ends and the port of a connection: names into pods,
 * addresses and numbers.
 *
 * An end is `ns/pod`, `ns/workload`, `ns/kind/name`, `svc:ns/name`, `ip:ADDRESS` or a bare
 * address. An address that a live pod owns is that pod (S11).
 */
#ifndef PW_EVAL_ENDS_H
#define PW_EVAL_ENDS_H

#include "model/snapshot.h"

/* One spot that packets leave or reach: a pod, or an address that is none. */
typedef struct pw_spot {
    uint32_t pod; /* PW_NONE: an address */
    pw_ip ip;     /* of an address */
} pw_spot;

typedef enum pw_end_kind { PW_END_SPOT, PW_END_WORKLOAD, PW_END_SERVICE } pw_end_kind;

typedef struct pw_end {
    pw_end_kind kind;
    pw_str name;      /* as it is said in answers */
    pw_spot spot;     /* of PW_END_SPOT */
    uint32_t number;  /* of the workload or Service */
} pw_end;

typedef enum pw_end_error {
    PW_END_FOUND,
    PW_END_UNKNOWN,   /* no such end */
    PW_END_AMBIGUOUS, /* several; they are listed */
    PW_END_NOT_LIVE   /* a pod that is no end: pending or finished */
} pw_end_error;

/* Why a name was not found. */
typedef struct pw_end_problem {
    pw_end_error error;
    pw_str message;
    pw_vec candidates; /* of pw_str */
} pw_end_problem;

/* The port a question is about; a table may be about all of them. */
typedef struct pw_asked_port {
    bool given;
    pw_protocol protocol;
    uint32_t port;
} pw_asked_port;

/* Reads "8080", "8080/TCP", "53/udp"; PW_E_REQUEST with *problem in words. */
pw_status pw_asked_port_read(pw_arena *arena, pw_str text, pw_asked_port *port, pw_str *problem);

/* Finds an end; texts are made in `arena`. With a problem, *end is not set. */
pw_status pw_end_find(const pw_snapshot *s, pw_arena *arena, pw_str text, pw_end *end,
                      pw_end_problem *problem);

/* "ns/pod", or the address. */
pw_status pw_spot_name(const pw_snapshot *s, pw_arena *arena, pw_spot spot, pw_str *name);

/* The pods of a workload, its own and those of workloads it made: numbers in `arena`. */
pw_status pw_workload_pods(const pw_snapshot *s, pw_arena *arena, uint32_t workload,
                           pw_vec *pods);

/* "prod/deployment/web" */
pw_status pw_workload_name(const pw_snapshot *s, pw_arena *arena, uint32_t workload,
                           pw_str *name);

#endif
