/*
 * model/index.h - the policies compiled: every verdict is one bit.
 *
 * Classes that the same policies select for a direction form a target. For each target there is
 * one row: for every class at the other end, the mask of ports that the policies admit. A
 * connection passes when the ingress row of the destination's target and the egress row of the
 * source's target both hold its column; a class that nothing selects has no target and lets
 * everything pass. The table of all pairs is never built: it is these two factors.
 */
#ifndef PW_MODEL_INDEX_H
#define PW_MODEL_INDEX_H

#include "model/ports.h"
#include "model/select.h"

typedef struct pw_side {
    uint32_t *target_of; /* of each class; PW_NONE: not isolated */
    uint32_t targets;
    uint32_t *rows;      /* targets x classes: masks */
} pw_side;

typedef struct pw_index {
    pw_arena *arena;
    const pw_classes *classes;
    pw_ports ports;
    pw_select pods;
    pw_select namespaces;
    pw_vec peers;        /* of pw_word *: sets of classes; 0 = all */
    pw_table peer_table;
    pw_side sides[PW_DIRECTIONS];
} pw_index;

/* What all pairs amount to. */
typedef struct pw_pair_counts {
    uint64_t connected; /* ordered pairs of classes with any connection */
    uint64_t pods;      /* ordered pairs of pods these stand for */
    uint32_t sets;      /* distinct connection sets */
} pw_pair_counts;

/* Compiles the policies. `scratch` is used and may be reset afterwards. */
pw_status pw_index_build(pw_index *x, pw_arena *arena, pw_arena *scratch,
                         const pw_classes *classes);

/* The ports that the policies of `at` admit in a direction to or from `other`. */
static inline uint32_t pw_index_mask(const pw_index *x, pw_direction direction, uint32_t at,
                                     uint32_t other)
{
    const pw_side *side = &x->sides[direction];
    uint32_t target = side->target_of[at];
    return target == PW_NONE ? PW_MASK_ALL
                             : side->rows[(size_t)target * x->classes->count + other];
}

/* The exact connection set from one class to another, as a mask. */
pw_status pw_index_connection(pw_index *x, uint32_t from, uint32_t to, uint32_t *mask);

/* Walks all pairs of classes with pods. */
pw_status pw_index_count(pw_index *x, pw_pair_counts *counts);

#endif
