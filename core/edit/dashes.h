/*
 * edit/dashes.h - where one dash joins or splits the peers of a rule.
 *
 * A dash more before the second selector of a peer makes two peers of it: "and" becomes "or". A
 * dash less joins two neighbours. Both are edits of one character, so that one undoes the other;
 * only lists in block style have such places.
 */
#ifndef PW_EDIT_DASHES_H
#define PW_EDIT_DASHES_H

#include "model/snapshot.h"

typedef enum pw_dash_action { PW_SPLIT, PW_JOIN } pw_dash_action;

typedef struct pw_dash {
    pw_dash_action action;
    const pw_policy_ref *policy;
    pw_direction direction;
    uint32_t rule;    /* from 0 */
    uint32_t peer;    /* from 0; of a join the first of the two */
    pw_span span;     /* the peer, or both */
    uint32_t at;      /* the byte that changes: a blank into a dash, or a dash into a blank */
    pw_str text;      /* what it will mean */
} pw_dash;

/* All such places, policy by policy in the order of the text; texts and list live in `arena`. */
pw_status pw_dashes(const pw_snapshot *s, pw_arena *arena, pw_vec *dashes);

#endif
