/*
 * model/select.h - which of many labelled things fit a selector, as a set.
 *
 * Things (classes of pods, or namespaces) are entered once; for every label that policies mention
 * there is the set of things that bear it, and a selector is a few operations on such sets. Equal
 * selectors share their result.
 */
#ifndef PW_MODEL_SELECT_H
#define PW_MODEL_SELECT_H

#include "base/bits.h"
#include "model/classes.h"

typedef struct pw_selected {
    const pw_selector *selector;
    pw_word *set;
} pw_selected;

typedef struct pw_select {
    pw_arena *arena;
    const pw_classes *classes; /* which keys and pairs are mentioned */
    uint32_t count;
    uint32_t words;
    pw_word **by_key;  /* by text symbol; NULL where no thing has it */
    pw_word **by_pair; /* by pair symbol */
    pw_vec known;      /* of pw_selected */
    pw_table table;
} pw_select;

/* Prepares for `count` things. */
pw_status pw_select_make(pw_select *s, pw_arena *arena, const pw_classes *classes,
                         uint32_t count);

/* Enters thing number `thing` with its labels. */
pw_status pw_select_enter(pw_select *s, uint32_t thing, const pw_list *labels);

/* The things that fit, once all are entered. The set belongs to `s`. */
pw_status pw_select_find(pw_select *s, const pw_selector *selector, const pw_word **set);

#endif
