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

typedef struct builder {
    const pw_snapshot *s;
    pw_arena *arena;
    pw_by by;
    pw_groups *groups;
    uint32_t *of_workload; /* the group of each, + 1 */
    uint32_t *of_ns;
} builder;

static pw_status add_group(builder *b, pw_str name, uint32_t ns, uint32_t *number)
{
    pw_group *group = pw_push(&b->groups->list, b->arena, pw_group);
    PW_NEED(group);
    *group = (pw_group){name, ns, 0};
    *number = b->groups->list.count - 1;
    return PW_OK;
}

static pw_status group_pod(builder *b, uint32_t pod, uint32_t *group)
{
    const pw_cluster *c = &b->s->cluster;
    const pw_member *member = pw_cluster_member(c, pod);
    uint32_t *known = NULL, top = PW_NONE;
    pw_str name;
    if (b->by == PW_BY_NAMESPACE)
        known = &b->of_ns[member->ns];
    if (b->by == PW_BY_WORKLOAD && member->workload != PW_NONE) {
        top = pw_workload_top(c, member->workload);
        known = &b->of_workload[top];
    }
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
