/*
 * model/workloads.h - which pods belong to which workload, and the pods of workloads that have
 * none: nothing is counted twice.
 */
#ifndef PW_MODEL_WORKLOADS_H
#define PW_MODEL_WORKLOADS_H

#include "model/pods.h"

/*
 * Gives each source its workload (by ownerReferences, else by the workload's selector), then adds
 * a source for each representative pod of the workloads that own none.
 */
pw_status pw_workloads_resolve(pw_cluster *c, pw_arena *scratch, pw_vec *sources);

/* The workload that is not owned by another one, seen from `workload`. */
uint32_t pw_workload_top(const pw_cluster *c, uint32_t workload);

#endif
