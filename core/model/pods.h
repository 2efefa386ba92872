/*
 * model/pods.h - live pods: which pods are ends of connections, and their addresses (S17-S23).
 */
#ifndef PW_MODEL_PODS_H
#define PW_MODEL_PODS_H

#include "model/cluster.h"

/* A pod as it is being gathered. `pod` is NULL for a representative of a workload. */
typedef struct pw_pod_source {
    const pw_document *doc;
    const pw_object *object;
    const pw_pod *pod;
    const pw_list *labels;
    const pw_pod_spec *spec;
    pw_str name;
    uint32_t ns;
    uint32_t workload;
    const pw_object *node; /* where it runs, if that is known */
} pw_pod_source;

/* The Node object of this name; NULL when there is none. */
const pw_object *pw_pods_node(const pw_cluster *c, pw_str name);

/* Puts all live pods of `sources` into the cluster, by namespace, and gives them addresses. */
pw_status pw_pods_build(pw_cluster *c, const pw_vec *sources);

#endif
