/*
 * edit/complete.h - what may be written at a caret: fields, their values, and what exists in the
 * cluster; most useful first.
 */
#ifndef PW_EDIT_COMPLETE_H
#define PW_EDIT_COMPLETE_H

#include "edit/path.h"
#include "model/snapshot.h"

typedef enum pw_option_kind { PW_OPTION_FIELD, PW_OPTION_VALUE, PW_OPTION_LABEL } pw_option_kind;

typedef struct pw_option {
    pw_option_kind kind;
    pw_str label;  /* what it is called */
    pw_str insert; /* what takes the place of the word */
    pw_str detail; /* a few words beside it */
    pw_str info;   /* a sentence about it, or empty */
} pw_option;

typedef struct pw_completion {
    pw_span word;   /* of the document */
    pw_vec options; /* of pw_option, at most PW_MAX_OPTIONS */
} pw_completion;

/* For byte `at` of a document; all texts live in `arena`, in the snapshot or in `text`. */
pw_status pw_complete(const pw_snapshot *s, pw_arena *arena, pw_str text, uint32_t at,
                      pw_completion *completion);

#endif
