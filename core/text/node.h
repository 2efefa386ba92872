/*
 * text/node.h - the one tree that YAML and JSON are read into.
 *
 * A node knows its key if it stands in a map. Children are a list in the order of the text, with
 * merged maps where their "<<" stands; where a key stands twice, the last one counts. An alias
 * shares the children of its anchor. Nodes live in the reader's arena, texts point into the
 * document.
 */
#ifndef PW_TEXT_NODE_H
#define PW_TEXT_NODE_H

#include "base/str.h"
#include "text/span.h"

typedef enum pw_kind { PW_NULL, PW_BOOL, PW_INT, PW_FLOAT, PW_TEXT, PW_LIST, PW_MAP } pw_kind;

typedef struct pw_node pw_node;

struct pw_node {
    pw_node *next;  /* the following sibling */
    pw_node *first; /* the first child of a list or map */
    pw_str key;
    pw_str text;    /* of a scalar, as decoded; for numbers and booleans as written */
    pw_span key_span;
    pw_span span;
    uint32_t count; /* of children */
    uint8_t kind;   /* pw_kind */
    bool quoted;    /* a scalar between quotes, or a block text */
    bool flow;      /* a list or map in brackets */
    bool merge;     /* it came here by a << */
    bool alias;     /* it stands here by an alias */
    bool json;      /* a root that was read as JSON: kubectl quotes its text as it stands */
    uint8_t key_kind; /* of the key in YAML, where 1 and true are keys too */
};

/* The child under `key`, the last if it stands twice; NULL when there is none. */
const pw_node *pw_node_get(const pw_node *map, const char *key);

/* The text under `key`; empty when there is none, or no mapping. */
pw_str pw_node_text(const pw_node *map, const char *key);

/* "a list", "the number 5", "a mapping": for messages. */
const char *pw_kind_name(pw_kind kind);

/* "array", "number", "object": what JSON calls it. */
const char *pw_json_kind_name(pw_kind kind);

#endif
