/*
 * kube/document.h - one document read: its bytes, its objects, and what is wrong with it.
 *
 * A document is the unit that is read again when it is edited. It owns its bytes and everything
 * made of them. A broken object is left out and named in `left_out`.
 */
#ifndef PW_KUBE_DOCUMENT_H
#define PW_KUBE_DOCUMENT_H

#include "kube/object.h"
#include "kube/symbols.h"
#include "text/diag.h"
#include "text/node.h"
#include "text/source.h"

typedef enum pw_absence {
    PW_BROKEN,       /* it has errors */
    PW_UNKNOWN_KIND, /* podwall does not simulate this kind */
    PW_OTHER_POLICY  /* a kind of policy that is not evaluated: verdicts may differ */
} pw_absence;

/* An object that is not part of the cluster, and why. */
typedef struct pw_left_out {
    pw_str what; /* "NetworkPolicy prod/db", or the kind alone */
    pw_str kind;
    pw_span span;
    pw_absence why;
} pw_left_out;

typedef struct pw_document {
    pw_arena arena;
    pw_source source;
    pw_str file;    /* its name; set by the owner of the document, as is source.before */
    uint32_t order; /* its number among all documents of the snapshot; set by the owner */
    uint32_t hash; /* of the bytes */
    pw_vec objects; /* of pw_object */
    pw_vec left_out; /* of pw_left_out */
    pw_diags diags;
} pw_document;

/* Reads `bytes`; `later` tells that they do not begin their file. `scratch` is reset; `symbols`
 * outlives the document. */
pw_status pw_document_read(pw_document *doc, pw_str bytes, bool later, pw_symbols *symbols,
                           pw_arena *scratch);

/* A document that stands for a text that is not read at all, for the reason given. */
pw_status pw_document_refuse(pw_document *doc, const char *reason);

void pw_document_free(pw_document *doc);

/* The tree of a document, in `scratch`: for `podwall dump tree`. */
pw_status pw_document_tree(const pw_document *doc, pw_arena *scratch, pw_vec *roots);

/* Adds to `d` what kubectl says of the metadata of any object, whatever its kind. */
pw_status pw_document_judge_metadata(pw_diags *d, const pw_node *node);

/* Adds to `d` all that a server says of one object of this kind. */
pw_status pw_document_judge(pw_diags *d, const pw_node *node, pw_object_kind kind);

#endif
