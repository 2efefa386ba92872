#include "kube/fields.h"
#include "kube/rules.h"

static const pw_value service_types[] = {
    {"ClusterIP", "It can be reached from inside the cluster."},
    {"NodePort", "It can also be reached on a port of every node."},
    {"LoadBalancer", "It can also be reached by an address outside the cluster."},
    {"ExternalName", "It is another name of a host elsewhere; there are no pods behind it."},
    {0},
};

static const pw_value traffic_policies[] = {
    {"Cluster", "Any node passes it on, and pods may see that node's address."},
    {"Local", "Only nodes that run such a pod take it, and pods see the caller's address."},
    {0},
};

static const pw_field service_port_fields[] = {
    FIELD(pw_service_port, name, PW_T_TEXT, "A name for this port."),
    NAMED(pw_service_port, protocol_text, "protocol", PW_T_TEXT,
          "TCP unless given.", .values = pw_protocols,
          .go = "Protocol", .fill = "\"TCP\""),
    FIELD(pw_service_port, port, PW_T_INT, "The port of the Service."),
    NAMED(pw_service_port, node_port, "nodePort", PW_T_INT,
          "The port of every node that leads here; policies do not see it."),
    NAMED(pw_service_port, target, "targetPort", PW_T_INT_OR_TEXT,
          "The port of its pods, by number or by name; the same number unless given. This is the "
          "one that policies judge.", .topic = PW_A_PORT),
};
static const pw_shape service_port_shape =
    {READ_AS("ServicePort", service_port_fields, pw_service_port), .open = true};

static const pw_field service_spec_fields[] = {
    FIELD(pw_service_spec, type, PW_T_TEXT, "How it can be reached.", .values = service_types),
    NAMED(pw_service_spec, cluster_ip, "clusterIP", PW_T_TEXT,
          "Its own address; None: callers get the addresses of its pods."),
    NAMED(pw_service_spec, external_name, "externalName", PW_T_TEXT,
          "The host that it stands for."),
    NAMED(pw_service_spec, traffic, "externalTrafficPolicy", PW_T_TEXT,
          "Whether pods see a caller from outside by its own address.", .values = traffic_policies),
    FIELD(pw_service_spec, selector, PW_T_LABELS,
          "Labels of the pods behind it.", .topic = PW_OF_PODS),
    SHAPES(pw_service_spec, ports, "ports", service_port_shape,
           "Its ports, and those of the pods behind them."),
};
static const pw_shape service_spec_shape =
    {READ_AS("ServiceSpec", service_spec_fields, pw_service_spec), .open = true};

static const pw_field service_fields[] = {
    OBJECT,
    SHAPE(pw_service, spec, "spec", service_spec_shape, "The pods behind it, and their ports."),
    KNOWN("status", NULL),
};
const pw_shape pw_service_shape =
    {READ_AS("Service", service_fields, pw_service)};

