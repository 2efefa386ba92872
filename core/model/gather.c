#include "model/gather.h"

#include "base/limits.h"
#include "kube/schema.h"
#include "model/workloads.h"

#include <string.h>

/* An object and where it comes from. */
typedef struct found {
    const pw_document *doc;
    const pw_object *object; /* NULL once a later one took its place */
} found;

typedef struct gatherer {
    pw_cluster *c;
    pw_arena *scratch;
    pw_vec objects; /* of found */
    pw_table names;
    pw_vec pods;    /* of pw_pod_source */
    pw_vec others;  /* of other_kind */
    pw_table other_names;
} gatherer;

static bool same_object(const void *context, uint32_t number)
{
    const void *const *pair = context;
    const gatherer *g = pair[0];
    const pw_object *a = pair[1], *b = pw_items(g->objects, const found)[number].object;
    return b != NULL && a->kind == b->kind && pw_str_same(a->meta.name.s, b->meta.name.s) &&
           pw_str_same(a->meta.ns.s, b->meta.ns.s);
}

static pw_status say_replaced(gatherer *g, const found *first, const found *last)
{
    pw_diags *d = &g->c->diags;
    pw_place place = pw_source_place(&first->doc->source, first->object->meta.name.span.from);
    pw_buf_print(&d->message, "%s ", pw_kind_of(last->object->kind)->kind);
    if (last->object->meta.ns.s.len > 0)
        pw_buf_print(&d->message, "%S/", last->object->meta.ns.s);
    pw_buf_print(&d->message, "%S stands a second time; this one counts, not that of %S:%u",
                 last->object->meta.name.s, first->doc->file, place.line);
    pw_code code = last->object->kind == PW_POLICY ? PW_DUPLICATE_POLICY : PW_DUPLICATE;
    return pw_cluster_say(g->c, code, last->doc, last->object->meta.name.span);
}

static pw_status add_object(gatherer *g, const pw_document *doc, const pw_object *object)
{
    const void *search[] = {g, object};
    uint32_t hash = pw_hash_mix(pw_hash_mix(pw_str_hash(object->meta.name.s),
                                            pw_str_hash(object->meta.ns.s)),
                                (uint32_t)object->kind);
    uint32_t before = pw_table_find(&g->names, hash, same_object, search);
    found now = {doc, object};
    if (before != PW_NONE) {
        found *old = &pw_items(g->objects, found)[before];
        PW_TRY(say_replaced(g, old, &now));
        *old = now;
        return PW_OK;
    }
    PW_TRY(pw_table_add(&g->names, g->scratch, hash, g->objects.count));
    found *slot = pw_push(&g->objects, g->scratch, found);
    PW_NEED(slot);
    *slot = now;
    return PW_OK;
}

/* A kind that is not simulated, with how often it stands there. */
typedef struct other_kind {
    pw_omission first;
    uint32_t count;
} other_kind;

static bool same_kind(const void *context, uint32_t number)
{
    const void *const *pair = context;
    const gatherer *g = pair[0];
    const pw_omission *omission = pair[1];
    const other_kind *kind = &pw_items(g->others, const other_kind)[number];
    return pw_str_same(kind->first.out->kind, omission->out->kind);
}

static pw_status count_other(gatherer *g, pw_omission omission)
{
    const void *search[] = {g, &omission};
    uint32_t hash = pw_str_hash(omission.out->kind);
    uint32_t known = pw_table_find(&g->other_names, hash, same_kind, search);
    if (known != PW_NONE) {
        pw_items(g->others, other_kind)[known].count++;
        return PW_OK;
    }
    PW_TRY(pw_table_add(&g->other_names, g->scratch, hash, g->others.count));
    other_kind *kind = pw_push(&g->others, g->scratch, other_kind);
    PW_NEED(kind);
    *kind = (other_kind){omission, 1};
    return PW_OK;
}

/* Other kinds are named once each. */
static pw_status say_others(gatherer *g)
{
    for (uint32_t i = 0; i < g->others.count; i++) {
        const other_kind *kind = &pw_items(g->others, const other_kind)[i];
        pw_buf_print(&g->c->diags.message, "%S is not simulated", kind->first.out->kind);
        if (kind->count > 1)
            pw_buf_print(&g->c->diags.message, " (%u objects)", kind->count);
        PW_TRY(pw_cluster_say(g->c, PW_NOT_SIMULATED, kind->first.doc, kind->first.out->span));
    }
    return PW_OK;
}

static pw_status say_other_policy(gatherer *g, pw_omission omission)
{
    pw_buf_print(&g->c->diags.message, "%S is not evaluated: verdicts may differ from what it "
                 "does", omission.out->what);
    return pw_cluster_say(g->c, PW_NOT_EVALUATED, omission.doc, omission.out->span);
}

static pw_status add_left_out(gatherer *g, const pw_document *doc)
{
    for (uint32_t i = 0; i < doc->left_out.count; i++) {
        pw_omission now = {doc, &pw_items(doc->left_out, const pw_left_out)[i]};
        if (now.out->why == PW_UNKNOWN_KIND) {
            PW_TRY(count_other(g, now));
            continue;
        }
        if (now.out->why == PW_OTHER_POLICY)
            PW_TRY(say_other_policy(g, now));
        pw_omission *omission = pw_push(&g->c->left_out, g->c->arena, pw_omission);
        PW_NEED(omission);
        *omission = now;
    }
    return PW_OK;
}

/* The label that the server puts on every namespace (S5). */
static pw_status name_label(pw_cluster *c, pw_str name, pw_label *label)
{
    uint32_t value;
    label->key.s = PW_STR("kubernetes.io/metadata.name");
    label->value.s = name;
    PW_TRY(pw_symbols_text(c->symbols, label->key.s, &label->key_symbol));
    PW_TRY(pw_symbols_text(c->symbols, name, &value));
    return pw_symbols_pair(c->symbols, label->key_symbol, value, &label->pair);
}

static pw_status add_namespace(pw_cluster *c, pw_str name, const pw_list *given)
{
    uint32_t count = given == NULL ? 0 : given->count, kept = 0;
    pw_label *labels = pw_new_array(c->arena, pw_label, count + 1), own = {0};
    PW_NEED(labels);
    PW_TRY(name_label(c, name, &own));
    for (uint32_t i = 0; i < count; i++)
        if (pw_list_items(*given, pw_label)[i].key_symbol != own.key_symbol)
            labels[kept++] = pw_list_items(*given, pw_label)[i];
    labels[kept++] = own;
    PW_TRY(pw_table_add(&c->namespace_names, c->arena, pw_str_hash(name), c->namespaces.count));
    pw_namespace *ns = pw_push(&c->namespaces, c->arena, pw_namespace);
    PW_NEED(ns);
    *ns = (pw_namespace){.name = name, .labels = {labels, kept, true, {0, 0}},
                         .declared = given != NULL};
    return PW_OK;
}

/* The namespace an object stands in; supplied and reported when nobody declared it. */
static pw_status use_namespace(gatherer *g, const found *f, uint32_t *ns)
{
    pw_str name = f->object->meta.ns.s;
    *ns = pw_cluster_namespace(g->c, name);
    if (*ns != PW_NONE)
        return PW_OK;
    pw_span span = f->object->meta.ns.span;
    if (span.to == 0)
        span = f->object->meta.name.span;
    *ns = g->c->namespaces.count;
    PW_TRY(add_namespace(g->c, name, NULL));
    pw_buf_print(&g->c->diags.message, "namespace %S is not declared; it is taken to exist, with "
                 "no labels but its name", name);
    return pw_cluster_say(g->c, PW_NAMESPACE_SUPPLIED, f->doc, span);
}

static pw_status add_pod(gatherer *g, const found *f, uint32_t ns)
{
    const pw_pod *pod = f->object->body;
    pw_pod_source *source = pw_push(&g->pods, g->scratch, pw_pod_source);
    PW_NEED(source);
    *source = (pw_pod_source){.doc = f->doc, .object = f->object, .pod = pod,
                              .labels = &f->object->meta.labels, .spec = &pod->spec,
                              .name = f->object->meta.name.s, .ns = ns, .workload = PW_NONE,
                              .node = pw_pods_node(g->c, pod->spec.node_name.s)};
    return PW_OK;
}

static pw_status add_policy(gatherer *g, const found *f, uint32_t ns)
{
    pw_policy_ref *policy = pw_push(&g->c->policies, g->c->arena, pw_policy_ref);
    PW_NEED(policy);
    *policy = (pw_policy_ref){f->doc, f->object, f->object->body, ns};
    return g->c->policies.count > PW_MAX_POLICIES ? PW_E_LIMIT : PW_OK;
}

static pw_status add_service(gatherer *g, const found *f, uint32_t ns)
{
    pw_service_ref *service = pw_push(&g->c->services, g->c->arena, pw_service_ref);
    PW_NEED(service);
    *service = (pw_service_ref){f->doc, f->object, &((const pw_service *)f->object->body)->spec,
                                ns};
    return PW_OK;
}

static pw_status add_workload(gatherer *g, const found *f, uint32_t ns)
{
    pw_workload_ref *w = pw_push(&g->c->workloads, g->c->arena, pw_workload_ref);
    PW_NEED(w);
    *w = (pw_workload_ref){.doc = f->doc, .object = f->object, .ns = ns, .owner = PW_NONE};
    if (f->object->kind == PW_CRON_JOB)
        w->spec = &((const pw_cron_job *)f->object->body)->spec.job.spec;
    else
        w->spec = &((const pw_workload *)f->object->body)->spec;
    return PW_OK;
}

static pw_status sort_object(gatherer *g, const found *f)
{
    uint32_t ns;
    if (f->object->kind == PW_NAMESPACE || f->object->kind == PW_NODE)
        return PW_OK;
    PW_TRY(use_namespace(g, f, &ns));
    switch (f->object->kind) {
    case PW_POD: return add_pod(g, f, ns);
    case PW_POLICY: return add_policy(g, f, ns);
    case PW_SERVICE: return add_service(g, f, ns);
    default: return add_workload(g, f, ns);
    }
}

static pw_status add_node(gatherer *g, const pw_object *object)
{
    const pw_object **slot = pw_push(&g->c->nodes, g->c->arena, const pw_object *);
    PW_NEED(slot);
    *slot = object;
    return PW_OK;
}

/* Namespaces and nodes first: the others refer to them. */
static pw_status sort_objects(gatherer *g)
{
    const found *all = pw_items(g->objects, const found);
    for (uint32_t i = 0; i < g->objects.count; i++) {
        if (all[i].object->kind == PW_NAMESPACE)
            PW_TRY(add_namespace(g->c, all[i].object->meta.name.s, &all[i].object->meta.labels));
        if (all[i].object->kind == PW_NODE)
            PW_TRY(add_node(g, all[i].object));
    }
    for (uint32_t i = 0; i < g->objects.count; i++)
        PW_TRY(sort_object(g, &all[i]));
    return PW_OK;
}

static pw_status gather(gatherer *g, pw_document *const *docs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t k = 0; k < docs[i]->objects.count; k++)
            PW_TRY(add_object(g, docs[i], &pw_items(docs[i]->objects, const pw_object)[k]));
        PW_TRY(add_left_out(g, docs[i]));
    }
    PW_TRY(say_others(g));
    PW_TRY(sort_objects(g));
    PW_TRY(pw_workloads_resolve(g->c, g->scratch, &g->pods));
    return pw_pods_build(g->c, &g->pods);
}

pw_status pw_gather(pw_cluster *cluster, pw_arena *arena, pw_arena *scratch, pw_symbols *symbols,
                    pw_document *const *docs, uint32_t count)
{
    *cluster = (pw_cluster){.arena = arena, .symbols = symbols};
    cluster->diags = pw_diags_make(arena, PW_MAX_FINDINGS);
    gatherer g = {.c = cluster, .scratch = scratch};
    pw_status status = gather(&g, docs, count);
    return pw_diags_done(&cluster->diags, status);
}
