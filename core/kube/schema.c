#include "kube/schema.h"

#define COUNT(array) ((uint16_t)(sizeof(array) / sizeof *(array)))
#define FIELD(type, member, kind) {#member, kind, offsetof(type, member), NULL}
#define NAMED(type, member, name, kind) {name, kind, offsetof(type, member), NULL}
#define SHAPE(type, member, name, shape) {name, PW_T_SHAPE, offsetof(type, member), &(shape)}
#define SHAPES(type, member, name, shape) {name, PW_T_SHAPES, offsetof(type, member), &(shape)}
#define KNOWN(name) {name, PW_T_ANY, 0, NULL}
/* What stands at the top of every object beside its own fields. */
#define OBJECT KNOWN("apiVersion"), KNOWN("kind"), KNOWN("metadata")
#define OPEN(fields, type) {fields, COUNT(fields), sizeof(type), false}
#define CLOSED(fields, type) {fields, COUNT(fields), sizeof(type), true}

static const pw_field owner_fields[] = {
    FIELD(pw_owner, kind, PW_T_TEXT),
    FIELD(pw_owner, name, PW_T_TEXT),
    FIELD(pw_owner, controller, PW_T_FLAG),
};
static const pw_shape owner_shape = OPEN(owner_fields, pw_owner);

static const pw_field meta_fields[] = {
    FIELD(pw_meta, name, PW_T_TEXT),
    NAMED(pw_meta, ns, "namespace", PW_T_TEXT),
    FIELD(pw_meta, labels, PW_T_LABELS),
    SHAPES(pw_meta, owners, "ownerReferences", owner_shape),
    KNOWN("annotations"),
    KNOWN("generateName"),
    KNOWN("uid"),
    KNOWN("resourceVersion"),
    KNOWN("generation"),
    KNOWN("creationTimestamp"),
    KNOWN("deletionTimestamp"),
    KNOWN("deletionGracePeriodSeconds"),
    KNOWN("finalizers"),
    KNOWN("managedFields"),
    KNOWN("selfLink"),
};
const pw_shape pw_meta_shape = CLOSED(meta_fields, pw_meta);

static const pw_field requirement_fields[] = {
    FIELD(pw_requirement, key, PW_T_TEXT),
    NAMED(pw_requirement, op, "operator", PW_T_TEXT),
    FIELD(pw_requirement, values, PW_T_TEXTS),
};
static const pw_shape requirement_shape = CLOSED(requirement_fields, pw_requirement);

static const pw_field selector_fields[] = {
    NAMED(pw_selector, labels, "matchLabels", PW_T_LABELS),
    SHAPES(pw_selector, requirements, "matchExpressions", requirement_shape),
};
static const pw_shape selector_shape = CLOSED(selector_fields, pw_selector);

static const pw_field block_fields[] = {
    FIELD(pw_ip_block, cidr, PW_T_TEXT),
    FIELD(pw_ip_block, except, PW_T_TEXTS),
};
static const pw_shape block_shape = CLOSED(block_fields, pw_ip_block);

static const pw_field peer_fields[] = {
    SHAPE(pw_peer, pods, "podSelector", selector_shape),
    SHAPE(pw_peer, namespaces, "namespaceSelector", selector_shape),
    SHAPE(pw_peer, block, "ipBlock", block_shape),
};
static const pw_shape peer_shape = CLOSED(peer_fields, pw_peer);

static const pw_field port_fields[] = {
    NAMED(pw_port, protocol_text, "protocol", PW_T_TEXT),
    FIELD(pw_port, port, PW_T_INT_OR_TEXT),
    NAMED(pw_port, end_port, "endPort", PW_T_INT),
};
static const pw_shape port_shape = CLOSED(port_fields, pw_port);

static const pw_field ingress_fields[] = {
    SHAPES(pw_rule, peers, "from", peer_shape),
    SHAPES(pw_rule, ports, "ports", port_shape),
};
static const pw_shape ingress_shape = CLOSED(ingress_fields, pw_rule);

static const pw_field egress_fields[] = {
    SHAPES(pw_rule, peers, "to", peer_shape),
    SHAPES(pw_rule, ports, "ports", port_shape),
};
static const pw_shape egress_shape = CLOSED(egress_fields, pw_rule);

static const pw_field policy_fields[] = {
    SHAPE(pw_policy, pods, "podSelector", selector_shape),
    NAMED(pw_policy, types, "policyTypes", PW_T_TEXTS),
    SHAPES(pw_policy, rules[PW_INGRESS], "ingress", ingress_shape),
    SHAPES(pw_policy, rules[PW_EGRESS], "egress", egress_shape),
};
static const pw_shape policy_shape = CLOSED(policy_fields, pw_policy);

static const pw_field policy_object_fields[] = {
    OBJECT,
    {"spec", PW_T_SHAPE, 0, &policy_shape},
    KNOWN("status"), /* written by servers of 1.24 to 1.27, dropped since */
};
static const pw_shape policy_object_shape = CLOSED(policy_object_fields, pw_policy);

static const pw_field container_port_fields[] = {
    NAMED(pw_container_port, number, "containerPort", PW_T_INT),
    FIELD(pw_container_port, name, PW_T_TEXT),
    NAMED(pw_container_port, protocol_text, "protocol", PW_T_TEXT),
};
static const pw_shape container_port_shape = OPEN(container_port_fields, pw_container_port);

static const pw_field container_fields[] = {
    SHAPES(pw_container, ports, "ports", container_port_shape),
};
static const pw_shape container_shape = OPEN(container_fields, pw_container);

static const pw_field pod_spec_fields[] = {
    SHAPES(pw_pod_spec, containers, "containers", container_shape),
    NAMED(pw_pod_spec, node_name, "nodeName", PW_T_TEXT),
    NAMED(pw_pod_spec, host_network, "hostNetwork", PW_T_FLAG),
    NAMED(pw_pod_spec, node_selector, "nodeSelector", PW_T_LABELS),
};
static const pw_shape pod_spec_shape = OPEN(pod_spec_fields, pw_pod_spec);

static const pw_field ip_fields[] = {FIELD(pw_address, ip, PW_T_TEXT)};
static const pw_shape ip_shape = OPEN(ip_fields, pw_address);

static const pw_field pod_status_fields[] = {
    FIELD(pw_pod_status, phase, PW_T_TEXT),
    NAMED(pw_pod_status, pod_ip, "podIP", PW_T_TEXT),
    SHAPES(pw_pod_status, pod_ips, "podIPs", ip_shape),
    NAMED(pw_pod_status, host_ip, "hostIP", PW_T_TEXT),
    SHAPES(pw_pod_status, host_ips, "hostIPs", ip_shape),
};
static const pw_shape pod_status_shape = OPEN(pod_status_fields, pw_pod_status);

static const pw_field pod_fields[] = {
    OBJECT,
    SHAPE(pw_pod, spec, "spec", pod_spec_shape),
    SHAPE(pw_pod, status, "status", pod_status_shape),
};
static const pw_shape pod_shape = CLOSED(pod_fields, pw_pod);

static const pw_field template_fields[] = {
    SHAPE(pw_template, meta, "metadata", pw_meta_shape),
    SHAPE(pw_template, spec, "spec", pod_spec_shape),
};
static const pw_shape template_shape = OPEN(template_fields, pw_template);

static const pw_field workload_spec_fields[] = {
    FIELD(pw_workload_spec, replicas, PW_T_INT),
    FIELD(pw_workload_spec, parallelism, PW_T_INT),
    FIELD(pw_workload_spec, completions, PW_T_INT),
    SHAPE(pw_workload_spec, selector, "selector", selector_shape),
    SHAPE(pw_workload_spec, pods, "template", template_shape),
};
static const pw_shape workload_spec_shape = OPEN(workload_spec_fields, pw_workload_spec);

static const pw_field workload_status_fields[] = {
    NAMED(pw_workload_status, completed, "completionTime", PW_T_TEXT),
};
static const pw_shape workload_status_shape = OPEN(workload_status_fields, pw_workload_status);

static const pw_field workload_fields[] = {
    OBJECT,
    SHAPE(pw_workload, spec, "spec", workload_spec_shape),
    SHAPE(pw_workload, status, "status", workload_status_shape),
};
static const pw_shape workload_shape = CLOSED(workload_fields, pw_workload);

static const pw_field job_template_fields[] = {
    SHAPE(pw_job_template, spec, "spec", workload_spec_shape),
};
static const pw_shape job_template_shape = OPEN(job_template_fields, pw_job_template);

static const pw_field cron_spec_fields[] = {
    SHAPE(pw_cron_spec, job, "jobTemplate", job_template_shape),
};
static const pw_shape cron_spec_shape = OPEN(cron_spec_fields, pw_cron_spec);

static const pw_field cron_fields[] = {
    OBJECT,
    SHAPE(pw_cron_job, spec, "spec", cron_spec_shape),
    KNOWN("status"),
};
static const pw_shape cron_shape = CLOSED(cron_fields, pw_cron_job);

static const pw_field service_port_fields[] = {
    FIELD(pw_service_port, name, PW_T_TEXT),
    NAMED(pw_service_port, protocol_text, "protocol", PW_T_TEXT),
    FIELD(pw_service_port, port, PW_T_INT),
    NAMED(pw_service_port, target, "targetPort", PW_T_INT_OR_TEXT),
};
static const pw_shape service_port_shape = OPEN(service_port_fields, pw_service_port);

static const pw_field service_spec_fields[] = {
    FIELD(pw_service_spec, type, PW_T_TEXT),
    NAMED(pw_service_spec, cluster_ip, "clusterIP", PW_T_TEXT),
    NAMED(pw_service_spec, external_name, "externalName", PW_T_TEXT),
    FIELD(pw_service_spec, selector, PW_T_LABELS),
    SHAPES(pw_service_spec, ports, "ports", service_port_shape),
};
static const pw_shape service_spec_shape = OPEN(service_spec_fields, pw_service_spec);

static const pw_field service_fields[] = {
    OBJECT,
    SHAPE(pw_service, spec, "spec", service_spec_shape),
    KNOWN("status"),
};
static const pw_shape service_shape = CLOSED(service_fields, pw_service);

static const pw_field node_address_fields[] = {
    NAMED(pw_address, ip, "address", PW_T_TEXT),
    FIELD(pw_address, type, PW_T_TEXT),
};
static const pw_shape node_address_shape = OPEN(node_address_fields, pw_address);

static const pw_field node_status_fields[] = {
    SHAPES(pw_node_status, addresses, "addresses", node_address_shape),
};
static const pw_shape node_status_shape = OPEN(node_status_fields, pw_node_status);

static const pw_field node_fields[] = {
    OBJECT,
    KNOWN("spec"),
    SHAPE(pw_cluster_node, status, "status", node_status_shape),
};
static const pw_shape node_shape = CLOSED(node_fields, pw_cluster_node);

static const pw_field namespace_fields[] = {OBJECT, KNOWN("spec"), KNOWN("status")};
static const pw_shape namespace_shape = CLOSED(namespace_fields, pw_head);

static const pw_kind_info kinds[PW_OBJECT_KINDS] = {
    [PW_NAMESPACE] = {"v1", "Namespace", &namespace_shape, false},
    [PW_POD] = {"v1", "Pod", &pod_shape, true},
    [PW_NODE] = {"v1", "Node", &node_shape, false},
    [PW_SERVICE] = {"v1", "Service", &service_shape, true},
    [PW_DEPLOYMENT] = {"apps/v1", "Deployment", &workload_shape, true},
    [PW_STATEFUL_SET] = {"apps/v1", "StatefulSet", &workload_shape, true},
    [PW_DAEMON_SET] = {"apps/v1", "DaemonSet", &workload_shape, true},
    [PW_REPLICA_SET] = {"apps/v1", "ReplicaSet", &workload_shape, true},
    [PW_JOB] = {"batch/v1", "Job", &workload_shape, true},
    [PW_CRON_JOB] = {"batch/v1", "CronJob", &cron_shape, true},
    [PW_POLICY] = {"networking.k8s.io/v1", "NetworkPolicy", &policy_object_shape, true},
};

const pw_kind_info *pw_kind_of(pw_object_kind kind)
{
    return &kinds[kind];
}

const char *pw_type_name(pw_type type)
{
    static const char *const names[] = {"text",    "a whole number", "true or false",
                                        "a number or a name", "a mapping", "a list",
                                        "a mapping", "a list", "a value"};
    return names[type];
}

const pw_field *pw_shape_field(const pw_shape *shape, pw_str name)
{
    for (uint32_t i = 0; i < shape->count; i++)
        if (name.len > 0 && name.at[0] == shape->fields[i].name[0] &&
            pw_str_is(name, shape->fields[i].name))
            return &shape->fields[i];
    return NULL;
}

const pw_field *pw_shape_nearest(const pw_shape *shape, pw_str name)
{
    const pw_field *nearest = NULL;
    uint32_t least = PW_NONE;
    for (uint32_t i = 0; i < shape->count; i++) {
        uint32_t distance;
        if (!pw_str_near(name, pw_str_of(shape->fields[i].name), &distance) || distance >= least)
            continue;
        nearest = &shape->fields[i];
        least = distance;
    }
    return nearest;
}
