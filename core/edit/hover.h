/*
 * edit/hover.h - what a word of a document means: a field, one of its values, a label, a port.
 */
#ifndef PW_EDIT_HOVER_H
#define PW_EDIT_HOVER_H

#include "edit/path.h"
#include "model/snapshot.h"

typedef struct pw_hover {
    bool found;
    pw_span span;
    pw_str title; /* "spec.ingress[].from[].podSelector", "app=backend" */
    pw_str text;  /* in our own words */
} pw_hover;

/* For byte `at` of a document; texts live in `arena`, in the snapshot or in `text`. */
pw_status pw_hover_at(const pw_snapshot *s, pw_arena *arena, pw_str text, uint32_t at,
                      pw_hover *hover);

#endif
