#include "kube/fields.h"
#include "kube/rules.h"

/* Services. Values stand in the order in which the server tells them. */

static const pw_value service_types[] = {
    {"ClusterIP", "An address within the cluster. Meant where no type is given."},
    {"ExternalName", "It is another name of a host elsewhere; there are no pods behind it."},
    {"LoadBalancer", "An address outside the cluster as well."},
    {"NodePort", "The same port on every node as well."},
    {0},
};
static const pw_value affinities[] = {
    {"ClientIP", "A caller always gets the same pod."},
    {"None", "Each connection may get another pod. Meant where nothing is given."},
    {0},
};
static const pw_value traffic_policies[] = {
    {"Cluster", "All pods behind the Service take part. Meant where nothing is given."},
    {"Local", "Only pods on the node at which the traffic arrives take part."},
    {0},
};
static const pw_value ip_families[] = {{"IPv4", "Like 10.96.0.1."}, {"IPv6", "Like fd00::1."}, {0}};
static const pw_value family_policies[] = {
    {"PreferDualStack", "An address of each family that the cluster has."},
    {"RequireDualStack", "An address of each family, or none at all."},
    {"SingleStack", "One address. Meant where nothing is given."},
    {0},
};
static const pw_value distributions[] = {
    {"PreferClose", "The old name of PreferSameZone."},
    {"PreferSameZone", "Pods of the caller's zone first."},
    {"PreferSameNode", "Pods of the caller's node first."},
    {0},
};

static const pw_field service_port_fields[] = {
    FIELD(pw_service_port, name, PW_T_TEXT,
          "A name for this port; needed where there are several.", .spelling = PW_A_LABEL),
    FIELD(pw_service_port, port, PW_T_INT, "The port of the Service.",
          .spelling = PW_A_PORT_NUMBER),
    NAMED(pw_service_port, protocol_text, "protocol", PW_T_TEXT, "TCP unless given.",
          .values = pw_protocols, .go = "Protocol", .fill = "\"TCP\""),
    NAMED(pw_service_port, target, "targetPort", PW_T_INT_OR_TEXT,
          "The port of its pods, by number or by name; the same number unless given. This is the "
          "one that policies judge.", .topic = PW_A_PORT),
    UNREAD("appProtocol", PW_T_TEXT, "What is spoken on it, like http."),
    NAMED(pw_service_port, node_port, "nodePort", PW_T_INT,
          "The port on every node, 30000 to 32767; drawn unless given."),
};
static const pw_shape service_port_shape =
    {READ_AS("ServicePort", service_port_fields, pw_service_port), .demands = "port"};

static const pw_field client_ip_fields[] = {
    UNREAD("timeoutSeconds", PW_T_INT, "How long a caller keeps its pod; 10800 unless given."),
};
static const pw_shape client_ip_shape = {JUDGED("ClientIPConfig", client_ip_fields)};

static const pw_field affinity_fields[] = {
    UNREAD_SHAPE("clientIP", client_ip_shape, "For sessionAffinity: ClientIP."),
};
static const pw_shape affinity_shape = {JUDGED("SessionAffinityConfig", affinity_fields)};

static const pw_field service_spec_fields[] = {
    NAMED(pw_service_spec, external_name, "externalName", PW_T_TEXT,
          "The host that it stands for."),
    SHAPES(pw_service_spec, ports, "ports", service_port_shape,
           "Its ports, and those of the pods behind them."),
    FIELD(pw_service_spec, selector, PW_T_LABELS,
          "Labels of the pods behind it.", .topic = PW_OF_PODS),
    UNREAD("sessionAffinity", PW_T_TEXT, "Whether a caller keeps its pod.",
           .values = affinities, .blank = true, .go = "ServiceAffinity", .fill = "\"None\""),
    UNREAD_SHAPE("sessionAffinityConfig", affinity_shape, "How long a caller keeps its pod."),
    NAMED(pw_service_spec, cluster_ip, "clusterIP", PW_T_TEXT,
          "Its own address; None: callers get the addresses of its pods."),
    UNREAD("clusterIPs", PW_T_TEXTS, "Its own addresses, one of each family."),
    UNREAD("ipFamilies", PW_T_TEXTS, "The families of its addresses.", .values = ip_families,
           .go = "IPFamily"),
    UNREAD("ipFamilyPolicy", PW_T_TEXT, "How many families of addresses it has.",
           .values = family_policies, .go = "IPFamilyPolicy"),
    UNREAD("externalIPs", PW_T_TEXTS, "Addresses outside the cluster that lead to it."),
    FIELD(pw_service_spec, type, PW_T_TEXT, "How it can be reached.", .values = service_types,
          .blank = true, .go = "ServiceType", .fill = "\"ClusterIP\""),
    UNREAD("loadBalancerIP", PW_T_TEXT, "The address outside that is asked for; old."),
    UNREAD("loadBalancerSourceRanges", PW_T_TEXTS, "Who may come in by the load balancer."),
    UNREAD("allocateLoadBalancerNodePorts", PW_T_FLAG, NULL),
    UNREAD("loadBalancerClass", PW_T_TEXT, "Which load balancer serves it."),
    NAMED(pw_service_spec, traffic, "externalTrafficPolicy", PW_T_TEXT,
          "Which pods get traffic from outside.", .values = traffic_policies, .blank = true,
          .go = "ServiceExternalTrafficPolicy"),
    UNREAD("healthCheckNodePort", PW_T_INT, NULL),
    UNREAD("internalTrafficPolicy", PW_T_TEXT, "Which pods get traffic from within.",
           .values = traffic_policies, .go = "ServiceInternalTrafficPolicy"),
    UNREAD("trafficDistribution", PW_T_TEXT, "Which pods are preferred.",
           .values = distributions),
    UNREAD("publishNotReadyAddresses", PW_T_FLAG,
           "true: pods that are not ready have names and addresses as well."),
};
const pw_shape pw_service_spec_shape =
    {READ_AS("ServiceSpec", service_spec_fields, pw_service_spec)};

static const pw_shape service_status_shape = {UNJUDGED("ServiceStatus")};

static const pw_field service_fields[] = {
    OBJECT,
    SHAPE(pw_service, spec, "spec", pw_service_spec_shape,
          "The pods behind it, and their ports."),
    STATUS(service_status_shape),
};
const pw_shape pw_service_shape =
    {READ_AS("Service", service_fields, pw_service), .check = pw_check_service};
