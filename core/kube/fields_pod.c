#include "kube/fields.h"
#include "kube/rules.h"

static const pw_value phases[] = {
    {"Pending", "It does not run yet and takes no part."},
    {"Running", "It runs."},
    {"Succeeded", "It is done and takes no part."},
    {"Failed", "It ended with a failure and takes no part."},
    {0},
};
static const pw_field container_port_fields[] = {
    NAMED(pw_container_port, number, "containerPort", PW_T_INT,
          "The port it listens on.", .topic = PW_A_PORT),
    FIELD(pw_container_port, name, PW_T_TEXT,
          "A name that policies and Services can use for this port."),
    NAMED(pw_container_port, protocol_text, "protocol", PW_T_TEXT,
          "TCP unless given.", .values = pw_protocols,
          .go = "Protocol", .fill = "\"TCP\""),
};
static const pw_shape container_port_shape =
    {READ_AS("ContainerPort", container_port_fields, pw_container_port), .open = true};

static const pw_field container_fields[] = {
    KNOWN("name", "Its name in the pod."),
    KNOWN("image", "The program to run."),
    SHAPES(pw_container, ports, "ports", container_port_shape,
           "The ports it listens on. The list is for readers and for names of ports: it neither "
           "opens nor closes any."),
};
static const pw_shape container_shape =
    {READ_AS("Container", container_fields, pw_container), .open = true};

static const pw_field pod_spec_fields[] = {
    SHAPES(pw_pod_spec, containers, "containers", container_shape,
           "The programs of the pod. They share its address."),
    NAMED(pw_pod_spec, node_name, "nodeName", PW_T_TEXT, "The node it runs on."),
    NAMED(pw_pod_spec, host_network, "hostNetwork", PW_T_FLAG,
          "true: it uses the address of its node, and policies take it for the node."),
    NAMED(pw_pod_spec, node_selector, "nodeSelector", PW_T_LABELS,
          "Labels of the nodes it may run on.", .topic = PW_OF_NODES),
};
const pw_shape pw_pod_spec_shape =
    {READ_AS("PodSpec", pod_spec_fields, pw_pod_spec), .open = true};

static const pw_field ip_fields[] = {
    FIELD(pw_address, ip, PW_T_TEXT, "An address of the pod or node."),
};
static const pw_shape ip_shape =
    {READ_AS("PodIP", ip_fields, pw_address), .open = true};

static const pw_field pod_status_fields[] = {
    FIELD(pw_pod_status, phase, PW_T_TEXT, "How far it is.", .values = phases),
    NAMED(pw_pod_status, pod_ip, "podIP", PW_T_TEXT, "The address of the pod."),
    SHAPES(pw_pod_status, pod_ips, "podIPs", ip_shape,
           "Its addresses: one, or one of each family."),
    NAMED(pw_pod_status, host_ip, "hostIP", PW_T_TEXT, "The address of its node."),
    SHAPES(pw_pod_status, host_ips, "hostIPs", ip_shape, "The addresses of its node."),
};
static const pw_shape pod_status_shape =
    {READ_AS("PodStatus", pod_status_fields, pw_pod_status), .open = true};

static const pw_field pod_fields[] = {
    OBJECT,
    SHAPE(pw_pod, spec, "spec", pw_pod_spec_shape, "What runs in it."),
    SHAPE(pw_pod, status, "status", pod_status_shape, "Where it is: its address and phase."),
};
const pw_shape pw_pod_shape =
    {READ_AS("Pod", pod_fields, pw_pod)};

static const pw_field template_fields[] = {
    SHAPE(pw_template, meta, "metadata", pw_template_meta_shape, "Labels of the pods."),
    SHAPE(pw_template, spec, "spec", pw_pod_spec_shape, "What runs in them."),
};
const pw_shape pw_template_shape =
    {READ_AS("PodTemplateSpec", template_fields, pw_template), .open = true};

