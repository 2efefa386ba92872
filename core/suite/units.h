/*
 * suite/units.h - whom the lines of a suite speak of: pods of one workload that no name in the
 * suite tells apart, and the addresses outside that no policy tells apart.
 *
 * A pattern is a name of eval/ends.h, `outside`, `*`, or a namespace with a slash and a star,
 * perhaps with the beginning of pods' names before the star. First all patterns are said, then the
 * units are made; each knows the patterns that mean it.
 */
#ifndef PW_SUITE_UNITS_H
#define PW_SUITE_UNITS_H

#include "eval/tiles.h"
#include "eval/verdict.h"

typedef enum pw_pattern_kind {
    PW_PATTERN_NAME,
    PW_PATTERN_PREFIX,    /* pods of a namespace, by how their names begin */
    PW_PATTERN_NAMESPACE,
    PW_PATTERN_OUTSIDE,
    PW_PATTERN_ALL
} pw_pattern_kind;

typedef struct pw_pattern {
    pw_str text;
    pw_pattern_kind kind;
    uint32_t ns;  /* of PW_PATTERN_NAMESPACE and PW_PATTERN_PREFIX */
    pw_str prefix;
    pw_end end;   /* of PW_PATTERN_NAME */
} pw_pattern;

typedef struct pw_unit {
    pw_str name;
    uint32_t tile;  /* PW_NONE: an address that is drawn as no tile */
    uint32_t ns;    /* PW_NONE: outside */
    bool address;   /* verdicts of its pods may depend on the node of the other end (S17) */
    pw_vec all;     /* of pw_seat */
    pw_vec few;     /* of pw_seat: at least two of each kind, or all */
    pw_vec patterns; /* of uint32_t */
} pw_unit;

typedef struct pw_units {
    pw_snapshot *s;
    pw_arena *arena;
    pw_tiles tiles;
    pw_vec list;     /* of pw_unit: pods in the order of the tiles, then addresses */
    pw_vec patterns; /* of pw_pattern */
    pw_table pattern_table;
    uint32_t *known; /* kinds x kinds: mask + 1; NULL where they are too many */
} pw_units;

/* Begins; everything lives in `arena`. */
pw_status pw_units_open(pw_units *u, pw_snapshot *s, pw_arena *arena);

/* Why a pattern means nobody. `gone`: nothing has this name, as when a workload was deleted. */
typedef struct pw_nobody {
    pw_str why;
    bool gone;
} pw_nobody;

/* The number of a pattern; PW_E_REQUEST with *nobody where it means none. */
pw_status pw_units_pattern(pw_units *u, pw_str text, uint32_t *number, pw_nobody *nobody);

/* Makes the units, after all patterns. PW_E_LIMIT when there are too many to pair. */
pw_status pw_units_make(pw_units *u);

static inline const pw_unit *pw_unit_at(const pw_units *u, uint32_t i)
{
    return &pw_items(u->list, const pw_unit)[i];
}

static inline const pw_pattern *pw_pattern_at(const pw_units *u, uint32_t i)
{
    return &pw_items(u->patterns, const pw_pattern)[i];
}

/* Names that mean the pods of a unit and no others: its own, or one for each pod. Of pw_str. */
pw_status pw_unit_names(const pw_units *u, pw_arena *arena, uint32_t unit, pw_vec *names);

/* Whether the name of a tile that ends with a star means pods of other tiles too. */
bool pw_units_is_vague(const pw_units *u, uint32_t tile);

/* The seats whose pairs stand for all connections between two units. */
pw_pairs pw_units_pairs(const pw_units *u, uint32_t from, uint32_t to);

/*
 * The masks of the ports that pass for some pair of pods, and for all. *asked is false where there
 * is no pair: of a single pod and itself, of two addresses.
 */
pw_status pw_units_judge(pw_units *u, uint32_t from, uint32_t to, uint32_t *some, uint32_t *all,
                         bool *asked);

#endif
