/*
 * text/build.h - the tree of a YAML document from its events, as go-yaml builds it.
 *
 * kubectl reads a text to its end before it looks at the values. So a mistake in the values (a
 * key that is a list, a merge of text) only ends the building; it is told when the text has
 * turned out to be YAML.
 */
#ifndef PW_TEXT_BUILD_H
#define PW_TEXT_BUILD_H

#include "base/limits.h"
#include "base/table.h"
#include "base/vec.h"
#include "text/diag.h"
#include "text/node.h"
#include "text/source.h"

/* A map or list that is being filled. */
typedef struct pw_frame {
    pw_node *node;
    pw_node *last;
    uint32_t anchor; /* its number + 1, if others may refer to it */
    uint32_t nodes;  /* nodes read before it */
    uint64_t steps;  /* steps taken before it */
    uint32_t from;   /* where it begins */
    char opened;     /* [ or {, if one of them opened it */
    bool is_key;     /* it stands where a key should */
    bool has_key;    /* a key was read and waits for its value */
    pw_node key;     /* carries key, key_span and merge of the value to come */
} pw_frame;

typedef struct pw_anchor {
    pw_str name;
    const pw_node *node;
    uint32_t nodes; /* it and what is in it */
    uint64_t steps;
    bool open; /* still being read */
} pw_anchor;

/* What is wrong with the values: told only if the YAML is good to its end. */
typedef struct pw_late {
    bool is;
    pw_code code;
    pw_span span;
    pw_str message;
    pw_str hint;
    pw_says says;
    pw_str server;
} pw_late;

typedef struct pw_builder {
    const pw_source *source;
    uint32_t start; /* the byte at which kubectl's document begins */
    pw_arena *nodes;
    pw_arena *texts;
    pw_diags *d;
    pw_frame *stack; /* room for PW_MAX_NESTING; those in use are the first `depth` */
    uint32_t depth;
    uint32_t count; /* nodes so far, aliases expanded */
    uint64_t steps; /* as go-yaml counts them, keys and aliases too */
    uint64_t alias_steps;
    pw_vec anchors; /* of pw_anchor */
    pw_table names;
    pw_node *root;
    const pw_node *bad_key; /* a value whose key cannot be one of JSON */
    pw_late late;
    bool special; /* a .nan or .inf was read */
    bool broken;  /* a diagnostic was written; reading stops */
} pw_builder;

/* What stands for a value in the text. A name that is not there has at == NULL. */
typedef struct pw_scalar {
    pw_str value; /* decoded; need not outlive the call */
    pw_str tag;
    pw_str anchor;
    pw_span span;
    bool plain;    /* without quotes */
    bool implicit; /* its kind follows from its text */
} pw_scalar;

pw_status pw_build_scalar(pw_builder *r, const pw_scalar *scalar);
pw_status pw_build_open(pw_builder *r, pw_kind kind, pw_str anchor, pw_span span, bool flow);
pw_status pw_build_close(pw_builder *r, uint32_t end);
pw_status pw_build_alias(pw_builder *r, pw_str name, pw_span span);

/* The text is read: looks at what only the whole shows. */
pw_status pw_build_end(pw_builder *r);

/* Tells the mistake in the values, if there is one; in kubectl's words if there is no other. */
pw_status pw_build_tell(pw_builder *r);

/* Tells what is written in the diagnostics' texts; the end of reading. */
pw_status pw_build_fail(pw_builder *r, pw_code code, pw_span span);

/* The line of byte `at`, from 0, as kubectl counts: from `start`, and a bare CR ends one too. */
uint32_t pw_build_line(const pw_builder *r, uint32_t at);

/* Begins kubectl's words about a document that it cannot read. */
void pw_build_unread(pw_builder *r);

#endif
