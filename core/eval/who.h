/*
 * eval/who.h - which pods a peer or a policy means now, by name; and when it means none, why.
 *
 * Selectors are read plainly (kube/selector). hostNetwork pods are seen by no selector (S19).
 */
#ifndef PW_EVAL_WHO_H
#define PW_EVAL_WHO_H

#include "eval/ends.h"

/* What is asked for: pods by selectors, or those whose address is in a block. */
typedef struct pw_scope {
    const pw_selector *pods;       /* NULL: every pod */
    const pw_selector *namespaces; /* NULL: only the one below */
    uint32_t ns;
    const pw_ip_block *block;      /* not NULL: only this counts */
} pw_scope;

enum { PW_NAMED = 4 }; /* as many are named; of more the last gives way to a number */

typedef struct pw_who {
    uint32_t count;
    uint32_t pods[PW_NAMED]; /* the first of them */
    bool assumed;            /* of a block: one of those named has an assumed address (S23) */
} pw_who;

pw_who pw_who_find(const pw_snapshot *s, const pw_scope *scope);

/* "prod/a, prod/b, prod/c and 3 more"; nothing for nobody. */
void pw_who_write(pw_buf *b, const pw_snapshot *s, const pw_who *who);

/*
 * Why a scope of selectors means nobody, with what comes nearest: "No pod in prod has app=my-app;
 * prod/my-app-7d9 has run=my-app. Did you mean run?" *span is the condition in the way, if one
 * is: then *placed. Empty where there is no more to say than that a namespace has no pod. `mend`
 * (or NULL) is what would have to stand at what place instead; without text where that is a guess.
 */
pw_status pw_who_nobody(const pw_snapshot *s, pw_arena *arena, const pw_scope *scope,
                        pw_str *text, bool *placed, pw_span *span, pw_repair *mend);

#endif
