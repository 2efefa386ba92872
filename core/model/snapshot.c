#include "model/snapshot.h"

#include "base/limits.h"
#include "model/gather.h"

#include <stdlib.h>

void pw_snapshot_open(pw_snapshot *s)
{
    *s = (pw_snapshot){.store = pw_store_make(), .assume = pw_assume_default(),
                       .arena = pw_arena_make(64 << 10), .scratch = pw_arena_make(64 << 10)};
}

void pw_snapshot_close(pw_snapshot *s)
{
    pw_store_free(&s->store);
    pw_arena_free(&s->arena);
    pw_arena_free(&s->scratch);
}

void pw_snapshot_touch(pw_snapshot *s)
{
    s->built = false;
}

pw_status pw_snapshot_gather(pw_snapshot *s)
{
    pw_arena_reset(&s->arena);
    pw_arena_reset(&s->scratch);
    PW_TRY(pw_store_documents(&s->store, &s->arena, &s->docs, &s->doc_count));
    return pw_gather(&s->cluster, &s->arena, &s->scratch, &s->store.symbols, s->docs,
                     s->doc_count);
}

pw_status pw_snapshot_index(pw_snapshot *s, const pw_assume *assume)
{
    pw_arena_reset(&s->scratch);
    PW_TRY(pw_blocks_build(&s->blocks, &s->arena, &s->cluster));
    PW_TRY(pw_classes_build(&s->classes, &s->arena, &s->scratch, &s->cluster, &s->blocks,
                            assume));
    PW_TRY(pw_index_build(&s->index, &s->arena, &s->scratch, &s->classes));
    s->assume = *assume;
    s->built = true;
    return PW_OK;
}

pw_status pw_snapshot_build(pw_snapshot *s, const pw_assume *assume)
{
    if (s->built && pw_assume_same(&s->assume, assume))
        return PW_OK;
    s->built = false;
    PW_TRY(pw_snapshot_gather(s));
    return pw_snapshot_index(s, assume);
}

static int by_place(const void *a, const void *b)
{
    const pw_finding *x = a, *y = b;
    if (x->doc->order != y->doc->order)
        return x->doc->order < y->doc->order ? -1 : 1;
    if (x->diag->span.from != y->diag->span.from)
        return x->diag->span.from < y->diag->span.from ? -1 : 1;
    if (x->diag->code != y->diag->code)
        return x->diag->code < y->diag->code ? -1 : 1;
    /* Same place and code: the longer-lived order is that of the list itself. */
    return x->diag < y->diag ? -1 : x->diag > y->diag;
}

pw_status pw_findings_add(pw_findings *f, pw_arena *arena, const pw_document *doc,
                          const pw_diag *diag)
{
    pw_finding *slot = pw_push(&f->list, arena, pw_finding);
    PW_NEED(slot);
    *slot = (pw_finding){doc, diag};
    f->counts[diag->severity]++;
    return PW_OK;
}

pw_status pw_snapshot_collect(const pw_snapshot *s, pw_arena *arena, pw_findings *findings)
{
    const pw_diags *own = &s->cluster.diags;
    *findings = (pw_findings){.more = own->dropped};
    for (uint32_t i = 0; i < s->doc_count; i++) {
        const pw_diags *d = &s->docs[i]->diags;
        findings->more += d->dropped;
        for (uint32_t k = 0; k < d->list.count; k++)
            PW_TRY(pw_findings_add(findings, arena, s->docs[i],
                                   &pw_items(d->list, const pw_diag)[k]));
    }
    for (uint32_t i = 0; i < own->list.count; i++)
        PW_TRY(pw_findings_add(findings, arena,
                               pw_items(s->cluster.diag_docs, const pw_document *)[i],
                               &pw_items(own->list, const pw_diag)[i]));
    return PW_OK;
}

void pw_findings_sort(pw_findings *f)
{
    if (f->list.count > 0)
        qsort(f->list.at, f->list.count, sizeof(pw_finding), by_place);
    if (f->list.count > PW_MAX_FINDINGS) {
        f->more += f->list.count - PW_MAX_FINDINGS;
        f->list.count = PW_MAX_FINDINGS;
    }
}
