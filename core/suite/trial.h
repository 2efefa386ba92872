/*
 * suite/trial.h - a suite judged: which lines hold, and what breaks those that do not.
 *
 * The more exact line counts: one that names both ends before one with a pattern, and of those that
 * name them one that says its ports before `all` and `only`. Among lines with a pattern the lower
 * one counts: so an exception stands below its rule. What names both ends and says its ports is
 * always held to them.
 */
#ifndef PW_SUITE_TRIAL_H
#define PW_SUITE_TRIAL_H

#include "suite/suite.h"
#include "suite/units.h"

/* Two units that are not as their line says. */
typedef struct pw_miss {
    uint32_t from;
    uint32_t to;
    pw_ranges bad;  /* the ports on which they are not */
    pw_ranges some; /* all ports that pass for some pods, and for all */
    pw_ranges all;
} pw_miss;

typedef struct pw_ran {
    const pw_expectation *line;
    pw_vec from;       /* of uint32_t: patterns */
    pw_vec to;
    bool direct;       /* asked as `can` asks: `ask` lines, and those about a Service */
    uint32_t rank;     /* how exact it is, in the uppermost bits */
    bool ok;
    pw_nobody problem; /* why the line cannot be asked; its `why` is empty when it can */
    uint32_t asked;    /* pairs of units */
    pw_vec misses;     /* of pw_miss, in the order of the units */
    pw_outcome outcome; /* of a direct line: of its first port that fails, else of its last */
    pw_str sentence;
    pw_explained *telling; /* of a direct line; NULL where no connection is made */
} pw_ran;

typedef struct pw_trial {
    pw_units units;
    pw_arena *arena;
    pw_vec rows;       /* of pw_ran, one a line */
    pw_vec ranges;     /* of pw_ranges, by mask */
    pw_vec entries;    /* lines by their two patterns */
    pw_table table;
    uint32_t passed;   /* `ask` lines count as neither */
    uint32_t failed;
    uint32_t problems; /* lines that cannot be asked; they count as neither, too */
    uint32_t asked;
} pw_trial;

/* Judges a suite on a snapshot that is built. */
pw_status pw_trial_run(pw_snapshot *s, pw_arena *arena, const pw_suite *suite, pw_trial *trial);

/* A connection that shows why a line does not hold between two units, on a port that the
 * destination listens on where one is among those that fail. */
pw_status pw_trial_explain(const pw_trial *trial, pw_arena *arena, const pw_expectation *line,
                         const pw_miss *miss, pw_explained *shown);

/* The lines that speak of two units, the one that counts first: const pw_ran * in `arena`. Lines
 * that are asked one by one are not among them. */
pw_status pw_trial_lines(pw_trial *trial, pw_arena *arena, uint32_t from, uint32_t to,
                         pw_vec *lines);

/* What is in both of two sets. */
pw_status pw_trial_meet(pw_arena *arena, pw_ranges a, pw_ranges b, pw_ranges *result);

/* The ranges of a mask, made once. */
pw_status pw_trial_ranges(pw_trial *trial, uint32_t mask, pw_ranges *ranges);

#endif
