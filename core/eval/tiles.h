/*
 * eval/tiles.h - what a picture of the cluster is made of: workloads, pods that have none, and the
 * addresses outside that some ipBlock speaks of.
 *
 * Tiles can be made for two snapshots at once, to compare them: then only pods that exist in both
 * stand for a tile, and addresses are told apart as finely as either of the two does. Pods of a
 * tile that no policy tells apart are one kind; two of them stand for all.
 */
#ifndef PW_EVAL_TILES_H
#define PW_EVAL_TILES_H

#include "eval/groups.h"

typedef enum pw_tile_kind { PW_TILE_POD, PW_TILE_WORKLOAD, PW_TILE_OUTSIDE } pw_tile_kind;

/* One pod or address, in both snapshots. */
typedef struct pw_seat {
    pw_spot now;
    pw_spot then;  /* where there are two snapshots */
    uint32_t kind; /* PW_NONE for an address */
} pw_seat;

typedef struct pw_tile_port {
    uint32_t port;
    pw_protocol protocol;
    pw_text name; /* s.at is NULL where it has none */
} pw_tile_port;

/* Seats [from, to) of a list. */
typedef struct pw_stretch {
    uint32_t from;
    uint32_t to;
} pw_stretch;

typedef struct pw_tile {
    pw_str name;   /* "dev/backend", "dev/deployment/web", "ip:10.0.0.1" */
    pw_str label;  /* the last part of it; of addresses what they stand for: "10.0.0.0/8" */
    pw_tile_kind kind;
    uint32_t ns;   /* PW_NONE: outside */
    bool address;  /* verdicts of its pods may depend on the node of the other end (S17) */
    pw_stretch all; /* of `seats`: every pod */
    pw_stretch few; /* of `samples`: at most two of each kind */
    pw_vec ports;   /* of pw_tile_port: what its pods listen on, ascending, each once */
} pw_tile;

typedef struct pw_tiles {
    const pw_snapshot *now;
    const pw_snapshot *then; /* or NULL */
    pw_groups groups;        /* of `now`: tile i is group i; those outside come after them */
    pw_vec list;             /* of pw_tile */
    pw_vec seats;            /* of pw_seat */
    pw_vec samples;          /* of pw_seat */
    uint32_t kinds;
} pw_tiles;

/* Makes the tiles. PW_E_LIMIT when there would be too many pairs of them. */
pw_status pw_tiles_build(const pw_snapshot *now, const pw_snapshot *then, pw_arena *arena,
                         pw_tiles *tiles);

/* The same of one snapshot, with pods grouped otherwise: PW_BY_WORKLOAD or PW_BY_FAMILY. */
pw_status pw_tiles_build_by(const pw_snapshot *s, pw_by by, pw_arena *arena, pw_tiles *tiles);

static inline const pw_tile *pw_tile_at(const pw_tiles *tiles, uint32_t i)
{
    return &pw_items(tiles->list, const pw_tile)[i];
}

/* Seats that stand for all connections from one tile to another. A pod and itself are no pair. */
typedef struct pw_pairs {
    const pw_seat *from;
    const pw_seat *to;
    uint32_t sources;
    uint32_t targets;
} pw_pairs;

pw_pairs pw_tiles_pairs(const pw_tiles *tiles, uint32_t from, uint32_t to);

static inline bool pw_seats_differ(const pw_seat *a, const pw_seat *b)
{
    return a->now.pod == PW_NONE || a->now.pod != b->now.pod;
}

/* The tile that an address outside belongs to; PW_NONE when addresses are not drawn. */
uint32_t pw_tiles_of_ip(const pw_tiles *tiles, pw_ip ip);

#endif
