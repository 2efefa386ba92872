/*
 * eval/changes.h - what an edit opened and closed: two snapshots compared, tile by tile.
 *
 * Only pods that exist in both count; a port is compared with itself, whatever ranges the rules of
 * the two snapshots cut.
 */
#ifndef PW_EVAL_CHANGES_H
#define PW_EVAL_CHANGES_H

#include "eval/flows.h"

typedef struct pw_change {
    uint32_t from;        /* tiles */
    uint32_t to;
    uint32_t port;        /* 0: of no single port, see `ports` */
    pw_protocol protocol;
    pw_str ports;         /* "8080/TCP", "every port", "every other port", "TCP 9090" */
    pw_str text;          /* "dev/frontend gained 8080/TCP to prod/database" */
    pw_str sentence;      /* why it is so now */
    pw_decision decided;
} pw_change;

typedef enum pw_turn { PW_OPENED, PW_CLOSED, PW_TURNS } pw_turn;

typedef struct pw_changes {
    pw_tiles tiles;
    pw_vec lists[PW_TURNS];     /* of pw_change, by from, to, port; at most PW_MAX_DRAWN in all */
    uint32_t counts[PW_TURNS];  /* also of those that are not listed */
    pw_vec added;               /* of pw_str: pods that are only in the newer snapshot ... */
    pw_vec removed;             /* ... or only in the older one */
    pw_str text;                /* the whole in a sentence or two; empty: nothing changed */
} pw_changes;

/* Compares `now` with `then`. PW_E_LIMIT when there are too many tiles to pair. */
pw_status pw_changes_build(pw_snapshot *now, pw_snapshot *then, pw_arena *arena,
                           pw_changes *changes);

#endif
