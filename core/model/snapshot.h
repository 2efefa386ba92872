/*
 * model/snapshot.h - files, and everything that follows from them, in one owner.
 *
 * After a change of the files the model is built again from the kept documents; it lives until
 * the next change.
 */
#ifndef PW_MODEL_SNAPSHOT_H
#define PW_MODEL_SNAPSHOT_H

#include "model/index.h"
#include "model/store.h"

typedef struct pw_snapshot {
    pw_store store;
    pw_assume assume;
    bool built;         /* the model below fits the files and assumptions */
    pw_arena arena;     /* of the model */
    pw_arena scratch;
    pw_document **docs;
    uint32_t doc_count;
    pw_cluster cluster;
    pw_blocks blocks;
    pw_classes classes;
    pw_index index;
} pw_snapshot;

/* One thing to tell a person, from a document or the cluster. */
typedef struct pw_finding {
    const pw_document *doc;
    const pw_diag *diag;
} pw_finding;

void pw_snapshot_open(pw_snapshot *s);
void pw_snapshot_close(pw_snapshot *s);

/* Says that the files changed. */
void pw_snapshot_touch(pw_snapshot *s);

/* Builds the model if the files or the assumptions changed since. */
pw_status pw_snapshot_build(pw_snapshot *s, const pw_assume *assume);

/* The stages of building, for the benchmark to time apart: `touch` first, then in this order. */
pw_status pw_snapshot_gather(pw_snapshot *s);
pw_status pw_snapshot_index(pw_snapshot *s, const pw_assume *assume);

/* Findings in the order of the text, and how many there are of each severity. */
typedef struct pw_findings {
    pw_vec list;        /* of pw_finding, at most PW_MAX_FINDINGS */
    uint32_t more;      /* beyond those */
    uint32_t ignored;   /* left out, since a comment says so */
    uint32_t counts[3]; /* by pw_severity, also of those beyond as far as they are known */
} pw_findings;

/* The findings of the documents and of the cluster, not yet in order; the list is in `arena`. */
pw_status pw_snapshot_collect(const pw_snapshot *s, pw_arena *arena, pw_findings *findings);

/* Adds one; puts all in the order of the text, and cuts what is beyond PW_MAX_FINDINGS. */
pw_status pw_findings_add(pw_findings *f, pw_arena *arena, const pw_document *doc,
                          const pw_diag *diag);
void pw_findings_sort(pw_findings *f);

#endif
