/*
 * edit/outline.h - what a half-written document looks like, by indentation, dashes and brackets.
 *
 * While somebody types, YAML is broken most of the time; a parser would have nothing to say then.
 * The outline reads line by line and forgives: a bracket that is never closed ends where the
 * indentation says so, a quote at the end of its line. Where the document is whole, the outline
 * agrees with the tree, but for texts over several lines.
 */
#ifndef PW_EDIT_OUTLINE_H
#define PW_EDIT_OUTLINE_H

#include "base/str.h"
#include "base/vec.h"
#include "text/span.h"

/* What stands after the colon of a key or the dash of an item. */
typedef enum pw_form {
    PW_NO_VALUE, /* nothing on its line; perhaps lines below */
    PW_NESTED,   /* keys or dashes that begin on the line of the dash */
    PW_PLAIN_TEXT,
    PW_QUOTED_TEXT,
    PW_BLOCK_TEXT,    /* a text after | or > */
    PW_FLOW_MAP,
    PW_FLOW_LIST
} pw_form;

/* A key or an item. The first entry stands for the document and is nobody's key. */
typedef struct pw_entry {
    uint32_t parent; /* number of the entry it stands in */
    uint32_t column; /* where it begins in its line; of those in brackets nothing */
    pw_str key;      /* without quotes; at is NULL for an item */
    pw_span span;    /* the key with its quotes, or the dash, or the empty start in brackets */
    pw_span value;   /* its text without quotes, its brackets, or the blanks where one may go */
    uint8_t form;    /* pw_form */
    bool flow;       /* it stands in brackets */
} pw_entry;

typedef struct pw_outline {
    pw_str text;
    pw_vec entries; /* of pw_entry, in order of the text; at most PW_MAX_NODES */
} pw_outline;

/* Reads a document; entries live in `arena` and point into the text. */
pw_status pw_outline_read(pw_arena *arena, pw_str text, pw_outline *o);

static inline const pw_entry *pw_outline_at(const pw_outline *o, uint32_t entry)
{
    return &pw_items(o->entries, const pw_entry)[entry];
}

static inline bool pw_entry_is_item(const pw_entry *e)
{
    return e->key.at == NULL;
}

/* The entry under `key` in `parent`; PW_NONE when there is none. */
uint32_t pw_outline_child(const pw_outline *o, uint32_t parent, pw_str key);

/* The text of an entry that has one on its line; empty otherwise. */
pw_str pw_outline_text(const pw_outline *o, uint32_t entry);

#endif
