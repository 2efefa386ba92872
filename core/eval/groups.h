/*
 * eval/groups.h - the pods of a cluster by themselves, by workload or by namespace.
 */
#ifndef PW_EVAL_GROUPS_H
#define PW_EVAL_GROUPS_H

#include "eval/ends.h"

typedef enum pw_by {
    PW_BY_POD,
    PW_BY_WORKLOAD,
    PW_BY_NAMESPACE,
    PW_BY_FAMILY /* by workload; pods without one by what their controller named them after */
} pw_by;

typedef struct pw_group {
    pw_str name;
    uint32_t ns;
    uint32_t pods;
} pw_group;

typedef struct pw_groups {
    pw_vec list;        /* of pw_group, in the order of their first pods */
    uint32_t *group_of; /* of each pod */
    uint32_t *pods;     /* sorted by group */
    uint32_t *from;     /* pods of group i are [from[i], from[i + 1]) */
} pw_groups;

/* A pod without a workload is a group of its own in PW_BY_WORKLOAD; in PW_BY_FAMILY it stands with
 * those of the same stem, and the group is called "ns/stem" with a star. */
pw_status pw_groups_build(const pw_snapshot *s, pw_arena *arena, pw_by by, pw_groups *groups);

static inline const pw_group *pw_group_at(const pw_groups *groups, uint32_t i)
{
    return &pw_items(groups->list, const pw_group)[i];
}

/* What a controller that is not there named a pod after, "web-" of web-5d8f7-x2k9p; empty for a pod
 * that no controller made. */
pw_str pw_family_stem(const pw_member *pod);

/* "pod", "workload", "namespace" and back. */
const char *pw_by_name(pw_by by);
bool pw_by_read(pw_str text, pw_by *by);

#endif
