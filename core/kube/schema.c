#include "kube/schema.h"

#define COUNT(array) ((uint16_t)(sizeof(array) / sizeof *(array)))
/* The last argument of these is the doc; `.values` and `.topic` may follow it. */
#define NAMED(type_, member, name_, kind, ...) \
    {.name = name_, .type = kind, .offset = offsetof(type_, member), .doc = __VA_ARGS__}
#define FIELD(type_, member, kind, ...) NAMED(type_, member, #member, kind, __VA_ARGS__)
#define SHAPE(type_, member, name_, shape_, ...) \
    NAMED(type_, member, name_, PW_T_SHAPE, __VA_ARGS__, .shape = &(shape_))
#define SHAPES(type_, member, name_, shape_, ...) \
    NAMED(type_, member, name_, PW_T_SHAPES, __VA_ARGS__, .shape = &(shape_))
#define KNOWN(name_, ...) {.name = name_, .type = PW_T_ANY, .doc = __VA_ARGS__}
#define OPEN(fields, type) {fields, COUNT(fields), sizeof(type), false}
#define CLOSED(fields, type) {fields, COUNT(fields), sizeof(type), true}
/* What stands at the top of every object beside its own fields. */
#define OBJECT                                                                                  \
    KNOWN("apiVersion", "Group and version of the kind, like networking.k8s.io/v1.",            \
          .topic = PW_A_VERSION),                                                               \
    KNOWN("kind", "What this object is.", .topic = PW_A_KIND),                                  \
    KNOWN("metadata", "Its name, namespace and labels.", .shape = &pw_meta_shape)

static const pw_value protocols[] = {
    {"TCP", "Connections, as of HTTP and most databases. Meant where no protocol is given."},
    {"UDP", "Single messages, as of DNS."},
    {"SCTP", "Streams of messages, as of telephone networks."},
    {0},
};
static const pw_value operators[] = {
    {"In", "The label has one of the values."},
    {"NotIn", "The label has none of the values, or is not there at all."},
    {"Exists", "The label is there, whatever its value."},
    {"DoesNotExist", "The label is not there."},
    {0},
};
static const pw_value directions[] = {
    {"Ingress", "Limits who may come in: only what an ingress rule allows."},
    {"Egress", "Limits where the pods may go: only what an egress rule allows, DNS not excepted."},
    {0},
};
static const pw_value phases[] = {
    {"Pending", "It does not run yet and takes no part."},
    {"Running", "It runs."},
    {"Succeeded", "It is done and takes no part."},
    {"Failed", "It ended with a failure and takes no part."},
    {0},
};
static const pw_value service_types[] = {
    {"ClusterIP", "It can be reached from inside the cluster."},
    {"NodePort", "It can also be reached on a port of every node."},
    {"LoadBalancer", "It can also be reached by an address outside the cluster."},
    {"ExternalName", "It is another name of a host elsewhere; there are no pods behind it."},
    {0},
};

static const pw_field owner_fields[] = {
    FIELD(pw_owner, kind, PW_T_TEXT, "The kind of the owner."),
    FIELD(pw_owner, name, PW_T_TEXT, "The name of the owner."),
    FIELD(pw_owner, controller, PW_T_FLAG, "true for the one owner that looks after it."),
};
static const pw_shape owner_shape = OPEN(owner_fields, pw_owner);

static const pw_field meta_fields[] = {
    FIELD(pw_meta, name, PW_T_TEXT, "Its name, once in its kind and namespace."),
    NAMED(pw_meta, ns, "namespace", PW_T_TEXT,
          "Where it lives; default when missing. A policy guards pods of its own namespace only.",
          .topic = PW_A_NAMESPACE),
    FIELD(pw_meta, labels, PW_T_LABELS,
          "What selectors look for: policies know pods and namespaces by their labels, not by "
          "their names."),
    SHAPES(pw_meta, owners, "ownerReferences", owner_shape,
           "What made this object, like the ReplicaSet of a pod."),
    KNOWN("annotations", "Notes for people and programs. Selectors never look at them."),
    KNOWN("generateName", NULL),
    KNOWN("uid", NULL),
    KNOWN("resourceVersion", NULL),
    KNOWN("generation", NULL),
    KNOWN("creationTimestamp", NULL),
    KNOWN("deletionTimestamp", NULL),
    KNOWN("deletionGracePeriodSeconds", NULL),
    KNOWN("finalizers", NULL),
    KNOWN("managedFields", NULL),
    KNOWN("selfLink", NULL),
};
const pw_shape pw_meta_shape = CLOSED(meta_fields, pw_meta);

static const pw_field requirement_fields[] = {
    FIELD(pw_requirement, key, PW_T_TEXT, "The label to look at.", .topic = PW_A_LABEL_KEY),
    NAMED(pw_requirement, op, "operator", PW_T_TEXT, "How to compare it.", .values = operators),
    FIELD(pw_requirement, values, PW_T_TEXTS,
          "What to compare with: for In and NotIn only.", .topic = PW_A_LABEL_VALUE),
};
static const pw_shape requirement_shape = CLOSED(requirement_fields, pw_requirement);

static const pw_field selector_fields[] = {
    NAMED(pw_selector, labels, "matchLabels", PW_T_LABELS,
          "Each of these labels must be there, with exactly this value."),
    SHAPES(pw_selector, requirements, "matchExpressions", requirement_shape,
           "Conditions on labels. All must hold, and matchLabels too."),
};
static const pw_shape selector_shape = CLOSED(selector_fields, pw_selector);

static const pw_field block_fields[] = {
    FIELD(pw_ip_block, cidr, PW_T_TEXT, "A range of addresses, like 10.0.0.0/8."),
    FIELD(pw_ip_block, except, PW_T_TEXTS,
          "Ranges within cidr that this peer leaves out; others may still name them."),
};
static const pw_shape block_shape = CLOSED(block_fields, pw_ip_block);

/* Peers of both directions are alike; what they mean is not. */
#define PEER(who, whole)                                                                          \
    SHAPE(pw_peer, pods, "podSelector", selector_shape,                                           \
          who ": pods with these labels. Alone, of the policy's own namespace; beside a "         \
          "namespaceSelector, of the namespaces it names.", .topic = PW_OF_PODS),                 \
    SHAPE(pw_peer, namespaces, "namespaceSelector", selector_shape,                               \
          who ": " whole " of namespaces with these labels; {} is every namespace. A podSelector " \
          "in the same item narrows it, one with a dash of its own adds to it.",                  \
          .topic = PW_OF_NAMESPACES),                                                             \
    SHAPE(pw_peer, block, "ipBlock", block_shape,                                                 \
          who ": a range of addresses. Meant for what is outside the cluster.")

static const pw_field source_fields[] = {PEER("Who may come in", "all pods")};
static const pw_shape source_shape = CLOSED(source_fields, pw_peer);

static const pw_field target_fields[] = {PEER("Where the pods may go", "to all pods")};
static const pw_shape target_shape = CLOSED(target_fields, pw_peer);

static const pw_field port_fields[] = {
    NAMED(pw_port, protocol_text, "protocol", PW_T_TEXT, "TCP unless given.", .values = protocols),
    FIELD(pw_port, port, PW_T_INT_OR_TEXT,
          "The port of the pod that is called, by number or by name. Missing: every port of the "
          "protocol.", .topic = PW_A_PORT),
    NAMED(pw_port, end_port, "endPort", PW_T_INT, "The last port of a range that begins at port."),
};
static const pw_shape port_shape = CLOSED(port_fields, pw_port);

static const pw_field ingress_fields[] = {
    SHAPES(pw_rule, peers, "from", source_shape,
           "Who may come in: whoever one of these peers fits. Missing or empty: everyone."),
    SHAPES(pw_rule, ports, "ports", port_shape,
           "On which ports: one that fits is enough. Missing or empty: on all."),
};
static const pw_shape ingress_shape = CLOSED(ingress_fields, pw_rule);

static const pw_field egress_fields[] = {
    SHAPES(pw_rule, peers, "to", target_shape,
           "Where the pods may go: wherever one of these peers fits. Missing or empty: "
           "everywhere."),
    SHAPES(pw_rule, ports, "ports", port_shape,
           "On which ports: one that fits is enough. Missing or empty: on all."),
};
static const pw_shape egress_shape = CLOSED(egress_fields, pw_rule);

static const pw_field policy_fields[] = {
    SHAPE(pw_policy, pods, "podSelector", selector_shape,
          "Which pods this policy guards, of its own namespace. {} means all of them.",
          .topic = PW_OF_PODS),
    NAMED(pw_policy, types, "policyTypes", PW_T_TEXTS,
          "What it limits. Missing: Ingress, and Egress if there are egress rules.",
          .values = directions),
    SHAPES(pw_policy, rules[PW_INGRESS], "ingress", ingress_shape,
           "Who may come in: one rule that fits is enough. An empty list lets nobody in."),
    SHAPES(pw_policy, rules[PW_EGRESS], "egress", egress_shape,
           "Where the pods may go: one rule that fits is enough. An empty list lets them go "
           "nowhere."),
};
static const pw_shape policy_shape = CLOSED(policy_fields, pw_policy);

static const pw_field policy_object_fields[] = {
    OBJECT,
    {.name = "spec", .type = PW_T_SHAPE, .shape = &policy_shape,
     .doc = "Which pods are guarded, and what is let through."},
    KNOWN("status", NULL), /* written by servers of 1.24 to 1.27, dropped since */
};
static const pw_shape policy_object_shape = CLOSED(policy_object_fields, pw_policy);

static const pw_field container_port_fields[] = {
    NAMED(pw_container_port, number, "containerPort", PW_T_INT,
          "The port it listens on.", .topic = PW_A_PORT),
    FIELD(pw_container_port, name, PW_T_TEXT,
          "A name that policies and Services can use for this port."),
    NAMED(pw_container_port, protocol_text, "protocol", PW_T_TEXT,
          "TCP unless given.", .values = protocols),
};
static const pw_shape container_port_shape = OPEN(container_port_fields, pw_container_port);

static const pw_field container_fields[] = {
    KNOWN("name", "Its name in the pod."),
    KNOWN("image", "The program to run."),
    SHAPES(pw_container, ports, "ports", container_port_shape,
           "The ports it listens on. The list is for readers and for names of ports: it neither "
           "opens nor closes any."),
};
static const pw_shape container_shape = OPEN(container_fields, pw_container);

static const pw_field pod_spec_fields[] = {
    SHAPES(pw_pod_spec, containers, "containers", container_shape,
           "The programs of the pod. They share its address."),
    NAMED(pw_pod_spec, node_name, "nodeName", PW_T_TEXT, "The node it runs on."),
    NAMED(pw_pod_spec, host_network, "hostNetwork", PW_T_FLAG,
          "true: it uses the address of its node, and policies take it for the node."),
    NAMED(pw_pod_spec, node_selector, "nodeSelector", PW_T_LABELS,
          "Labels of the nodes it may run on.", .topic = PW_OF_NODES),
};
static const pw_shape pod_spec_shape = OPEN(pod_spec_fields, pw_pod_spec);

static const pw_field ip_fields[] = {
    FIELD(pw_address, ip, PW_T_TEXT, "An address of the pod or node."),
};
static const pw_shape ip_shape = OPEN(ip_fields, pw_address);

static const pw_field pod_status_fields[] = {
    FIELD(pw_pod_status, phase, PW_T_TEXT, "How far it is.", .values = phases),
    NAMED(pw_pod_status, pod_ip, "podIP", PW_T_TEXT, "The address of the pod."),
    SHAPES(pw_pod_status, pod_ips, "podIPs", ip_shape,
           "Its addresses: one, or one of each family."),
    NAMED(pw_pod_status, host_ip, "hostIP", PW_T_TEXT, "The address of its node."),
    SHAPES(pw_pod_status, host_ips, "hostIPs", ip_shape, "The addresses of its node."),
};
static const pw_shape pod_status_shape = OPEN(pod_status_fields, pw_pod_status);

static const pw_field pod_fields[] = {
    OBJECT,
    SHAPE(pw_pod, spec, "spec", pod_spec_shape, "What runs in it."),
    SHAPE(pw_pod, status, "status", pod_status_shape, "Where it is: its address and phase."),
};
static const pw_shape pod_shape = CLOSED(pod_fields, pw_pod);

static const pw_field template_fields[] = {
    SHAPE(pw_template, meta, "metadata", pw_meta_shape, "Labels of the pods."),
    SHAPE(pw_template, spec, "spec", pod_spec_shape, "What runs in them."),
};
static const pw_shape template_shape = OPEN(template_fields, pw_template);

static const pw_field workload_spec_fields[] = {
    FIELD(pw_workload_spec, replicas, PW_T_INT, "How many pods; 1 unless given."),
    FIELD(pw_workload_spec, parallelism, PW_T_INT, "How many pods of a Job run at once."),
    FIELD(pw_workload_spec, completions, PW_T_INT, "How many pods of a Job have to succeed."),
    SHAPE(pw_workload_spec, selector, "selector", selector_shape,
          "Which pods are its own: must fit the labels of its template.", .topic = PW_OF_PODS),
    SHAPE(pw_workload_spec, pods, "template", template_shape, "The pods it makes."),
};
static const pw_shape workload_spec_shape = OPEN(workload_spec_fields, pw_workload_spec);

static const pw_field workload_status_fields[] = {
    NAMED(pw_workload_status, completed, "completionTime", PW_T_TEXT,
          "When the Job was done: its pods are gone."),
};
static const pw_shape workload_status_shape = OPEN(workload_status_fields, pw_workload_status);

static const pw_field workload_fields[] = {
    OBJECT,
    SHAPE(pw_workload, spec, "spec", workload_spec_shape, "Which pods it makes, and how many."),
    SHAPE(pw_workload, status, "status", workload_status_shape, "How far it is."),
};
static const pw_shape workload_shape = CLOSED(workload_fields, pw_workload);

static const pw_field job_template_fields[] = {
    SHAPE(pw_job_template, spec, "spec", workload_spec_shape, "The pods of each Job."),
};
static const pw_shape job_template_shape = OPEN(job_template_fields, pw_job_template);

static const pw_field cron_spec_fields[] = {
    SHAPE(pw_cron_spec, job, "jobTemplate", job_template_shape,
          "The Job that is started each time."),
};
static const pw_shape cron_spec_shape = OPEN(cron_spec_fields, pw_cron_spec);

static const pw_field cron_fields[] = {
    OBJECT,
    SHAPE(pw_cron_job, spec, "spec", cron_spec_shape, "What is started."),
    KNOWN("status", NULL),
};
static const pw_shape cron_shape = CLOSED(cron_fields, pw_cron_job);

static const pw_field service_port_fields[] = {
    FIELD(pw_service_port, name, PW_T_TEXT, "A name for this port."),
    NAMED(pw_service_port, protocol_text, "protocol", PW_T_TEXT,
          "TCP unless given.", .values = protocols),
    FIELD(pw_service_port, port, PW_T_INT, "The port of the Service."),
    NAMED(pw_service_port, target, "targetPort", PW_T_INT_OR_TEXT,
          "The port of its pods, by number or by name; the same number unless given. This is the "
          "one that policies judge.", .topic = PW_A_PORT),
};
static const pw_shape service_port_shape = OPEN(service_port_fields, pw_service_port);

static const pw_field service_spec_fields[] = {
    FIELD(pw_service_spec, type, PW_T_TEXT, "How it can be reached.", .values = service_types),
    NAMED(pw_service_spec, cluster_ip, "clusterIP", PW_T_TEXT,
          "Its own address; None: callers get the addresses of its pods."),
    NAMED(pw_service_spec, external_name, "externalName", PW_T_TEXT,
          "The host that it stands for."),
    FIELD(pw_service_spec, selector, PW_T_LABELS,
          "Labels of the pods behind it.", .topic = PW_OF_PODS),
    SHAPES(pw_service_spec, ports, "ports", service_port_shape,
           "Its ports, and those of the pods behind them."),
};
static const pw_shape service_spec_shape = OPEN(service_spec_fields, pw_service_spec);

static const pw_field service_fields[] = {
    OBJECT,
    SHAPE(pw_service, spec, "spec", service_spec_shape, "The pods behind it, and their ports."),
    KNOWN("status", NULL),
};
static const pw_shape service_shape = CLOSED(service_fields, pw_service);

static const pw_field node_address_fields[] = {
    NAMED(pw_address, ip, "address", PW_T_TEXT, "The address."),
    FIELD(pw_address, type, PW_T_TEXT, "What it is for, like InternalIP."),
};
static const pw_shape node_address_shape = OPEN(node_address_fields, pw_address);

static const pw_field node_status_fields[] = {
    SHAPES(pw_node_status, addresses, "addresses", node_address_shape,
           "The addresses of the node."),
};
static const pw_shape node_status_shape = OPEN(node_status_fields, pw_node_status);

static const pw_field node_fields[] = {
    OBJECT,
    KNOWN("spec", NULL),
    SHAPE(pw_cluster_node, status, "status", node_status_shape, "Where it is."),
};
static const pw_shape node_shape = CLOSED(node_fields, pw_cluster_node);

static const pw_field namespace_fields[] = {OBJECT, KNOWN("spec", NULL), KNOWN("status", NULL)};
static const pw_shape namespace_shape = CLOSED(namespace_fields, pw_head);

static const pw_kind_info kinds[PW_OBJECT_KINDS] = {
    [PW_NAMESPACE] = {"v1", "Namespace", &namespace_shape, false,
                      "A room for objects. Policies choose namespaces by their labels."},
    [PW_POD] = {"v1", "Pod", &pod_shape, true,
                "One or more programs with one address: what policies guard."},
    [PW_NODE] = {"v1", "Node", &node_shape, false,
                 "A machine that runs pods."},
    [PW_SERVICE] = {"v1", "Service", &service_shape, true,
                    "One name and address for a set of pods."},
    [PW_DEPLOYMENT] = {"apps/v1", "Deployment", &workload_shape, true,
                       "Keeps a number of equal pods running."},
    [PW_STATEFUL_SET] = {"apps/v1", "StatefulSet", &workload_shape, true,
                         "Keeps numbered pods running."},
    [PW_DAEMON_SET] = {"apps/v1", "DaemonSet", &workload_shape, true,
                       "Runs one pod on every node."},
    [PW_REPLICA_SET] = {"apps/v1", "ReplicaSet", &workload_shape, true,
                        "Keeps a number of equal pods running, usually for a Deployment."},
    [PW_JOB] = {"batch/v1", "Job", &workload_shape, true,
                "Runs pods until they are done."},
    [PW_CRON_JOB] = {"batch/v1", "CronJob", &cron_shape, true,
                     "Starts a Job at set times."},
    [PW_POLICY] = {"networking.k8s.io/v1", "NetworkPolicy", &policy_object_shape, true,
                   "Says who may reach the pods it selects, and where they may go."},
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
