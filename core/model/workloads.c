#include "model/workloads.h"

#include "base/limits.h"
#include "kube/schema.h"
#include "kube/selector.h"

typedef struct resolver {
    pw_cluster *c;
    pw_arena *scratch;
    pw_vec *sources; /* of pw_pod_source */
    pw_table names;  /* of the sources */
} resolver;

typedef struct name_search {
    const pw_vec *sources;
    uint32_t ns;
    pw_str name;
} name_search;

static bool same_name(const void *context, uint32_t number)
{
    const name_search *search = context;
    const pw_pod_source *pod = &pw_items(*search->sources, const pw_pod_source)[number];
    return pod->ns == search->ns && pw_str_same(pod->name, search->name);
}

static bool is_taken(const resolver *r, uint32_t ns, pw_str name)
{
    name_search search = {r->sources, ns, name};
    return pw_table_find(&r->names, pw_hash_mix(pw_str_hash(name), ns), same_name, &search) !=
           PW_NONE;
}

static pw_status enter_name(resolver *r, uint32_t number)
{
    const pw_pod_source *pod = &pw_items(*r->sources, const pw_pod_source)[number];
    return pw_table_add(&r->names, r->scratch, pw_hash_mix(pw_str_hash(pod->name), pod->ns),
                        number);
}

static pw_workload_ref *workload_at(const pw_cluster *c, uint32_t i)
{
    return &pw_items(c->workloads, pw_workload_ref)[i];
}

uint32_t pw_workload_top(const pw_cluster *c, uint32_t workload)
{
    /* Owners may name each other in a circle; no real chain is longer than this. */
    for (int steps = 0; steps < 4 && workload_at(c, workload)->owner != PW_NONE; steps++)
        workload = workload_at(c, workload)->owner;
    return workload;
}

/* The owner that controls an object: the one marked so, else the first. */
static const pw_owner *controller_of(const pw_meta *meta)
{
    const pw_owner *owners = pw_list_items(meta->owners, pw_owner);
    for (uint32_t i = 0; i < meta->owners.count; i++)
        if (owners[i].controller.value)
            return &owners[i];
    return meta->owners.count > 0 ? owners : NULL;
}

static uint32_t find_owner(const pw_cluster *c, const pw_meta *meta, uint32_t ns)
{
    const pw_owner *owner = controller_of(meta);
    if (owner == NULL || owner->kind.s.at == NULL || owner->name.s.at == NULL)
        return PW_NONE;
    for (uint32_t i = 0; i < c->workloads.count; i++) {
        const pw_workload_ref *w = workload_at(c, i);
        if (w->ns == ns && pw_str_is(owner->kind.s, pw_kind_of(w->object->kind)->kind) &&
            pw_str_same(w->object->meta.name.s, owner->name.s))
            return i;
    }
    return PW_NONE;
}

/* Jobs and ReplicationControllers may be given a selector by the server; until then the labels of
 * their pods say it. */
static bool selects(const pw_workload_ref *w, const pw_list *labels)
{
    const pw_list *wanted = &w->spec->pods.meta.labels;
    if (w->object->kind == PW_CRON_JOB)
        return false;
    if (!pw_selector_is_empty(&w->spec->selector))
        return pw_selector_fits(&w->spec->selector, labels);
    for (uint32_t i = 0; i < wanted->count; i++)
        if (!pw_label_fits(&pw_list_items(*wanted, pw_label)[i], labels))
            return false;
    return wanted->count > 0;
}

static uint32_t find_selecting(const pw_cluster *c, const pw_pod_source *pod)
{
    for (uint32_t i = 0; i < c->workloads.count; i++)
        if (workload_at(c, i)->ns == pod->ns && selects(workload_at(c, i), pod->labels))
            return i;
    return PW_NONE;
}

static void mark_owned(const pw_cluster *c, uint32_t workload)
{
    for (int steps = 0; steps < 5 && workload != PW_NONE; steps++) {
        workload_at(c, workload)->has_pods = true;
        workload = workload_at(c, workload)->owner;
    }
}

static bool is_finished(const pw_workload_ref *w)
{
    return w->object->kind == PW_JOB &&
           ((const pw_workload *)w->object->body)->status.completed.s.at != NULL;
}

static uint32_t wanted_pods(const pw_workload_ref *w)
{
    int32_t wanted = 1;
    if (w->object->kind == PW_JOB || w->object->kind == PW_CRON_JOB) {
        if (w->spec->parallelism.given)
            wanted = w->spec->parallelism.value;
        if (w->spec->completions.given && w->spec->completions.value < wanted)
            wanted = w->spec->completions.value;
    } else if (w->spec->replicas.given) {
        wanted = w->spec->replicas.value;
    }
    return wanted < 0 ? 0 : (uint32_t)wanted;
}

/* Adds one representative of a workload, on `node` if that is known: NAME-i with the first i from
 * *next on that no other pod has. */
static pw_status add_one(resolver *r, uint32_t workload, uint32_t *next, const pw_object *node)
{
    const pw_workload_ref *w = workload_at(r->c, workload);
    pw_str name;
    do {
        PW_TRY(pw_print_text(r->c->arena, &name, "%R-%u", w->object->meta.name.s, (*next)++));
    } while (is_taken(r, w->ns, name));
    pw_pod_source *pod = pw_push(r->sources, r->scratch, pw_pod_source);
    PW_NEED(pod);
    *pod = (pw_pod_source){.doc = w->doc, .object = w->object, .labels = &w->spec->pods.meta.labels,
                           .spec = &w->spec->pods.spec, .name = name, .ns = w->ns,
                           .workload = workload, .node = node};
    if (node == NULL)
        pod->node = pw_pods_node(r->c, w->spec->pods.spec.node_name.s);
    return enter_name(r, r->sources->count - 1);
}

static bool fits_node(const pw_workload_ref *w, const pw_object *node)
{
    const pw_list *wanted = &w->spec->pods.spec.node_selector;
    for (uint32_t i = 0; i < wanted->count; i++)
        if (!pw_label_fits(&pw_list_items(*wanted, pw_label)[i], &node->meta.labels))
            return false;
    return true;
}

/* Tells when a workload has more pods than stand for it. */
static pw_status say_fewer(resolver *r, uint32_t workload, uint32_t wanted)
{
    const pw_workload_ref *w = workload_at(r->c, workload);
    if (wanted <= PW_MAX_REPLICAS)
        return PW_OK;
    pw_buf_print(&r->c->diags.message, "%u of the %u pods of %S stand for all of them",
                 (uint32_t)PW_MAX_REPLICAS, wanted, w->object->meta.name.s);
    return pw_cluster_say(r->c, PW_FEWER_REPLICAS, w->doc, w->object->meta.name.span);
}

/* A DaemonSet runs one pod on every node that fits; one, where no nodes are given. */
static pw_status add_daemons(resolver *r, uint32_t workload)
{
    const pw_vec *nodes = &r->c->nodes;
    uint32_t next = 0, wanted = 0;
    if (nodes->count == 0)
        return add_one(r, workload, &next, NULL);
    for (uint32_t i = 0; i < nodes->count; i++) {
        const pw_object *node = pw_items(*nodes, const pw_object *)[i];
        if (!fits_node(workload_at(r->c, workload), node))
            continue;
        if (wanted++ < PW_MAX_REPLICAS)
            PW_TRY(add_one(r, workload, &next, node));
    }
    return say_fewer(r, workload, wanted);
}

static pw_status add_representatives(resolver *r, uint32_t workload)
{
    const pw_workload_ref *w = workload_at(r->c, workload);
    uint32_t wanted = wanted_pods(w), next = 0;
    if (w->object->kind == PW_DAEMON_SET)
        return add_daemons(r, workload);
    for (uint32_t i = 0; i < wanted && i < PW_MAX_REPLICAS; i++)
        PW_TRY(add_one(r, workload, &next, NULL));
    return say_fewer(r, workload, wanted);
}

/* Which workload each given pod belongs to. */
static pw_status resolve_owners(resolver *r)
{
    pw_cluster *c = r->c;
    for (uint32_t i = 0; i < c->workloads.count; i++) {
        pw_workload_ref *w = workload_at(c, i);
        uint32_t owner = find_owner(c, &w->object->meta, w->ns);
        w->owner = owner == i ? PW_NONE : owner;
    }
    for (uint32_t i = 0; i < r->sources->count; i++) {
        pw_pod_source *pod = &pw_items(*r->sources, pw_pod_source)[i];
        PW_TRY(enter_name(r, i));
        pod->workload = find_owner(c, &pod->object->meta, pod->ns);
        if (pod->workload == PW_NONE)
            pod->workload = find_selecting(c, pod);
        mark_owned(c, pod->workload);
    }
    return PW_OK;
}

pw_status pw_workloads_resolve(pw_cluster *c, pw_arena *scratch, pw_vec *sources)
{
    resolver r = {.c = c, .scratch = scratch, .sources = sources};
    if (c->workloads.count == 0)
        return PW_OK;
    PW_TRY(resolve_owners(&r));
    for (uint32_t i = 0; i < c->workloads.count; i++) {
        const pw_workload_ref *w = workload_at(c, i);
        if (!w->has_pods && w->owner == PW_NONE && !is_finished(w))
            PW_TRY(add_representatives(&r, i));
    }
    return PW_OK;
}
