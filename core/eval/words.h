/*
 * eval/words.h - a policy in plain words: whom it guards, what it lets in and out, what it leaves
 * alone, with the pods that it means now by name.
 */
#ifndef PW_EVAL_WORDS_H
#define PW_EVAL_WORDS_H

#include "eval/who.h"

/* A line of the description. */
typedef struct pw_saying {
    pw_str text;
    uint32_t depth; /* how far it is set in: 0 for what is said of the whole policy */
    bool placed;    /* it speaks of this span of the policy's document */
    pw_span span;
} pw_saying;

/* Describes a policy; the lines (of pw_saying) are in its order, in `arena`. */
pw_status pw_words(const pw_snapshot *s, pw_arena *arena, const pw_policy_ref *policy,
                   pw_vec *lines);

#endif
