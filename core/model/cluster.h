/*
 * model/cluster.h - the objects of all documents gathered into one cluster.
 *
 * Of objects with the same kind, namespace and name the last one counts, as after kubectl apply.
 * Namespaces in use are supplied; a workload without pods of its own contributes representative
 * ones; pods that have no address (and none can be assumed) are no ends.
 */
#ifndef PW_MODEL_CLUSTER_H
#define PW_MODEL_CLUSTER_H

#include "kube/document.h"

typedef struct pw_namespace {
    pw_str name;
    pw_list labels; /* of pw_label, kubernetes.io/metadata.name included */
    bool declared;
    uint32_t from_pod; /* its pods are [from_pod, to_pod) of the cluster's */
    uint32_t to_pod;
} pw_namespace;

/* A live pod: one end of connections. */
typedef struct pw_member {
    pw_str name;
    uint32_t ns;
    const pw_document *doc;
    const pw_object *object;  /* the Pod, or the workload that it represents */
    const pw_list *labels;    /* of pw_label */
    const pw_pod_spec *spec;
    pw_ip ips[PW_FAMILIES];
    bool has_ip[PW_FAMILIES];
    bool assumed;             /* its address is assumed (S23) */
    bool host_network;        /* S19: it is its node's address */
    pw_family first;          /* family of its first address (S12) */
    const pw_ip *node_ips;    /* addresses of its own node (S17) */
    uint32_t node_ip_count;
    uint32_t workload;        /* index, or PW_NONE */
} pw_member;

typedef struct pw_workload_ref {
    const pw_document *doc;
    const pw_object *object;
    const pw_workload_spec *spec;
    uint32_t ns;
    uint32_t owner;  /* the workload that made this one, or PW_NONE */
    uint32_t pods;   /* live pods that belong to it */
    bool has_pods;   /* pods were given for it, live or not */
} pw_workload_ref;

typedef struct pw_policy_ref {
    const pw_document *doc;
    const pw_object *object;
    const pw_policy *policy;
    uint32_t ns;
} pw_policy_ref;

typedef struct pw_service_ref {
    const pw_document *doc;
    const pw_object *object;
    const pw_service_spec *spec;
    uint32_t ns;
} pw_service_ref;

/* What an answer leaves out. */
typedef struct pw_omission {
    const pw_document *doc;
    const pw_left_out *out;
} pw_omission;

typedef struct pw_cluster {
    pw_arena *arena;
    pw_symbols *symbols;
    pw_vec namespaces; /* of pw_namespace */
    pw_vec pods;       /* of pw_member, by namespace, in order of the manifests */
    pw_vec workloads;  /* of pw_workload_ref */
    pw_vec policies;   /* of pw_policy_ref */
    pw_vec services;   /* of pw_service_ref */
    pw_vec nodes;      /* of const pw_object * */
    pw_diags diags;    /* about the cluster as a whole ... */
    pw_vec diag_docs;  /* ... and the document of each, const pw_document * */
    pw_vec left_out;   /* of pw_omission */
    pw_table namespace_names;
    pw_table pod_names;
    pw_table pod_ips;
} pw_cluster;

/* Number of the namespace, of the pod of that namespace; PW_NONE when there is none. */
uint32_t pw_cluster_namespace(const pw_cluster *c, pw_str name);
uint32_t pw_cluster_pod(const pw_cluster *c, uint32_t ns, pw_str name);

/* The pod that owns this address (S11); hostNetwork pods own none. PW_NONE when there is none. */
uint32_t pw_cluster_owner(const pw_cluster *c, pw_ip ip);

/* The hash under which an address stands in pod_ips. */
uint32_t pw_ip_hash(pw_ip ip);

/* Adds what was written into c->diags.message and .hint, said of a place in `doc`. */
pw_status pw_cluster_say(pw_cluster *c, pw_code code, const pw_document *doc, pw_span span);

static inline const pw_namespace *pw_cluster_ns(const pw_cluster *c, uint32_t i)
{
    return &pw_items(c->namespaces, const pw_namespace)[i];
}

static inline const pw_member *pw_cluster_member(const pw_cluster *c, uint32_t i)
{
    return &pw_items(c->pods, const pw_member)[i];
}

#endif
