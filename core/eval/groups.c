#include "eval/groups.h"

#include "model/workloads.h"

static const char *const by_names[] = {"pod", "workload", "namespace"};

const char *pw_by_name(pw_by by)
{
    return by_names[by];
}

bool pw_by_read(pw_str text, pw_by *by)
{
    for (int i = 0; i < 3; i++)
        if (pw_str_is(text, by_names[i])) {
            *by = (pw_by)i;
            return true;
        }
    return false;
}

static pw_str label_of(const pw_member *pod, const char *key)
{
    for (uint32_t i = 0; i < pod->labels->count; i++) {
        const pw_label *label = &pw_list_items(*pod->labels, pw_label)[i];
        if (pw_str_is(label->key.s, key))
            return label->value.s;
    }
    return PW_STR("");
}

/* A ReplicaSet adds its hash and five letters, others a number or five letters. */
pw_str pw_family_stem(const pw_member *pod)
{
    static const char *const others[] = {"statefulset.kubernetes.io/pod-name",
                                         "controller-revision-hash", "job-name"};
    pw_str hash = label_of(pod, "pod-template-hash"), stem = pod->name;
    bool made = hash.len > 0;
    for (int i = 0; i < 3 && !made; i++)
        made = label_of(pod, others[i]).len > 0;
    while (made && stem.len > 0 && stem.at[stem.len - 1] != '-')
        stem.len--;
    if (hash.len > 0 && stem.len > hash.len + 2 &&
        pw_str_same(pw_str_part(stem, stem.len - 1 - hash.len, stem.len - 1), hash))
        stem.len -= hash.len + 1;
    return made && stem.len > 1 ? stem : PW_STR("");
}

typedef struct builder {
    const pw_snapshot *s;
    pw_arena *arena;
    pw_by by;
    pw_groups *groups;
    uint32_t *of_workload; /* the group of each, + 1 */
    uint32_t *of_ns;
    pw_table families; /* groups, by namespace and stem */
} builder;

static pw_status add_group(builder *b, pw_str name, uint32_t ns, uint32_t *number)
{
    pw_group *group = pw_push(&b->groups->list, b->arena, pw_group);
    PW_NEED(group);
    *group = (pw_group){name, ns, 0};
    *number = b->groups->list.count - 1;
    return PW_OK;
}

typedef struct family_search {
    const builder *b;
    pw_str name;
} family_search;

static bool same_family(const void *context, uint32_t number)
{
    const family_search *search = context;
    return pw_str_same(pw_group_at(search->b->groups, number)->name, search->name);
}

static pw_status group_family(builder *b, const pw_member *member, pw_str stem, uint32_t *group)
{
    family_search search = {b, PW_STR("")};
    PW_TRY(pw_print_text(b->arena, &search.name, "%R/%R*",
                         pw_cluster_ns(&b->s->cluster, member->ns)->name, stem));
    uint32_t hash = pw_str_hash(search.name);
    *group = pw_table_find(&b->families, hash, same_family, &search);
    if (*group != PW_NONE)
        return PW_OK;
    PW_TRY(add_group(b, search.name, member->ns, group));
    return pw_table_add(&b->families, b->arena, hash, *group);
}

static pw_status group_pod(builder *b, uint32_t pod, uint32_t *group)
{
    const pw_cluster *c = &b->s->cluster;
    const pw_member *member = pw_cluster_member(c, pod);
    uint32_t *known = NULL, top = PW_NONE;
    bool by_workload = b->by == PW_BY_WORKLOAD || b->by == PW_BY_FAMILY;
    pw_str name, stem = b->by == PW_BY_FAMILY ? pw_family_stem(member) : PW_STR("");
    if (b->by == PW_BY_NAMESPACE)
        known = &b->of_ns[member->ns];
    if (by_workload && member->workload != PW_NONE) {
        top = pw_workload_top(c, member->workload);
        known = &b->of_workload[top];
    }
    if (by_workload && member->workload == PW_NONE && stem.len > 0)
        return group_family(b, member, stem, group);
    if (known != NULL && *known != 0) {
        *group = *known - 1;
        return PW_OK;
    }
    if (b->by == PW_BY_NAMESPACE)
        name = pw_cluster_ns(c, member->ns)->name;
    else if (top != PW_NONE)
        PW_TRY(pw_workload_name(b->s, b->arena, top, &name));
    else
        PW_TRY(pw_spot_name(b->s, b->arena, (pw_spot){.pod = pod}, &name));
    PW_TRY(add_group(b, name, member->ns, group));
    if (known != NULL)
        *known = *group + 1;
    return PW_OK;
}

/* Puts the pods into the order of their groups. */
static pw_status sort(builder *b)
{
    pw_groups *g = b->groups;
    uint32_t count = g->list.count;
    uint32_t *next = pw_new_array(b->arena, uint32_t, count + 1);
    PW_NEED(next);
    PW_NEED(g->from = pw_new_array(b->arena, uint32_t, count + 1));
    for (uint32_t i = 0; i < count; i++) {
        next[i] = g->from[i];
        g->from[i + 1] = g->from[i] + pw_group_at(g, i)->pods;
    }
    for (uint32_t i = 0; i < b->s->cluster.pods.count; i++)
        g->pods[next[g->group_of[i]]++] = i;
    return PW_OK;
}

pw_status pw_groups_build(const pw_snapshot *s, pw_arena *arena, pw_by by, pw_groups *groups)
{
    const pw_cluster *c = &s->cluster;
    builder b = {.s = s, .arena = arena, .by = by, .groups = groups};
    *groups = (pw_groups){0};
    PW_NEED(b.of_workload = pw_new_array(arena, uint32_t, c->workloads.count + 1));
    PW_NEED(b.of_ns = pw_new_array(arena, uint32_t, c->namespaces.count + 1));
    PW_NEED(groups->group_of = pw_new_array(arena, uint32_t, c->pods.count + 1));
    PW_NEED(groups->pods = pw_new_array(arena, uint32_t, c->pods.count + 1));
    for (uint32_t i = 0; i < c->pods.count; i++) {
        PW_TRY(group_pod(&b, i, &groups->group_of[i]));
        pw_items(groups->list, pw_group)[groups->group_of[i]].pods++;
    }
    return sort(&b);
}
