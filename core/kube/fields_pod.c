#include "kube/fields.h"
#include "kube/rules.h"

static const pw_value phases[] = {
    {"Pending", "It does not run yet and takes no part."},
    {"Running", "It runs."},
    {"Succeeded", "It is done and takes no part."},
    {"Failed", "It ended with a failure and takes no part."},
    {0},
};
#define TEXT(name_, ...) UNREAD(name_, PW_T_TEXT, __VA_ARGS__)

static const pw_value pod_restart_policies[] = {
    {"Always", "Meant unless given."},
    {"OnFailure", "Only after a failure."},
    {"Never", NULL},
    {0},
};
static const pw_value dns_policies[] = {
    {"ClusterFirstWithHostNet", "Names of the cluster, also with hostNetwork."},
    {"ClusterFirst", "Names of the cluster first. Meant unless given."},
    {"Default", "As the node asks."},
    {"None", "As dnsConfig says."},
    {0},
};
static const pw_value preemption_policies[] =
    {{"PreemptLowerPriority", NULL}, {"Never", NULL}, {0}};

static const pw_field dns_option_fields[] = {
    TEXT("name", "Its name."), TEXT("value", NULL),
};
static const pw_shape dns_option_shape = {JUDGED("PodDNSConfigOption", dns_option_fields)};
static const pw_field dns_fields[] = {
    UNREAD("nameservers", PW_T_TEXTS, NULL),
    UNREAD("searches", PW_T_TEXTS, NULL),
    UNREAD_SHAPES("options", dns_option_shape, NULL),
};
static const pw_shape dns_shape = {JUDGED("PodDNSConfig", dns_fields)};
static const pw_field gate_fields[] = {
    TEXT("conditionType", NULL, .spelling = PW_A_KEY, .go = "PodConditionType"),
};
static const pw_shape gate_shape = {JUDGED("PodReadinessGate", gate_fields),
                                    .demands = "conditionType",
                                    .check = pw_check_readiness_gate};
static const pw_field scheduling_gate_fields[] = {TEXT("name", NULL, .spelling = PW_A_KEY)};
static const pw_shape scheduling_gate_shape =
    {JUDGED("PodSchedulingGate", scheduling_gate_fields), .demands = "name"};
static const pw_field alias_fields[] = {
    TEXT("ip", NULL),
    UNREAD("hostnames", PW_T_TEXTS, NULL, .spelling = PW_A_SUBDOMAIN),
};
const pw_shape pw_host_alias_shape = {JUDGED("HostAlias", alias_fields), .demands = "ip",
                                     .check = pw_check_host_alias};
static const pw_value systems[] = {{"linux", NULL}, {"windows", NULL}, {0}};
static const pw_field system_fields[] = {
    TEXT("name", "linux or windows.", .values = systems, .needed = true, .go = "OSName"),
};
static const pw_shape system_shape = {JUDGED("PodOS", system_fields), .demands = "name"};
static const pw_field claim_fields[] = {
    TEXT("name", NULL, .needed = true, .spelling = PW_A_LABEL),
    TEXT("resourceClaimName", NULL, .spelling = PW_A_SUBDOMAIN),
    TEXT("resourceClaimTemplateName", NULL, .spelling = PW_A_SUBDOMAIN),
};
const pw_shape pw_pod_claim_shape = {JUDGED("PodResourceClaim", claim_fields), .demands = "name",
                                     .check = pw_check_pod_claim};
/* rules_pod.c judges them in ranges of this order. */
static const pw_field pod_spec_fields[] = {
    UNREAD_SHAPES("volumes", pw_volume_shape, "Files that its containers may mount."),
    UNREAD_SHAPES("resourceClaims", pw_pod_claim_shape, NULL),
    SHAPES(pw_pod_spec, containers, "containers", pw_container_shape,
           "The programs of the pod. They share its address.", .needed = true),
    UNREAD_SHAPES("initContainers", pw_init_container_shape,
                  "Programs that run before them, one after the other."),
    KNOWN("ephemeralContainers", NULL),
    KNOWN("resources", NULL),
    TEXT("restartPolicy", "When its containers are started again.",
         .values = pod_restart_policies, .blank = true, .go = "RestartPolicy",
         .fill = "\"Always\""),
    TEXT("dnsPolicy", "Whom it asks for names.", .values = dns_policies, .blank = true,
         .go = "DNSPolicy", .fill = "\"ClusterFirst\""),
    NAMED(pw_pod_spec, node_selector, "nodeSelector", PW_T_LABELS,
          "Labels of the nodes it may run on.", .topic = PW_OF_NODES),
    UNREAD_SHAPE("securityContext", pw_pod_security_shape, "What it may do.", .fill = "{}"),
    UNREAD_SHAPES("imagePullSecrets", pw_reference_shape, NULL),
    UNREAD_SHAPE("affinity", pw_affinity_shape, "Where it runs, and beside what."),
    UNREAD_SHAPE("dnsConfig", dns_shape, NULL),
    UNREAD_SHAPES("readinessGates", gate_shape, NULL),
    UNREAD_SHAPES("schedulingGates", scheduling_gate_shape, NULL),
    UNREAD_SHAPES("topologySpreadConstraints", pw_spread_shape, NULL),
    TEXT("serviceAccountName", "Who it is to the API server.", .blank = true,
         .spelling = PW_A_SUBDOMAIN),
    NAMED(pw_pod_spec, node_name, "nodeName", PW_T_TEXT, "The node it runs on.", .blank = true,
          .spelling = PW_A_SUBDOMAIN),
    UNREAD("activeDeadlineSeconds", PW_T_LONG, NULL),
    TEXT("hostname", "The name it has inside.", .blank = true, .spelling = PW_A_LABEL),
    TEXT("subdomain", NULL, .blank = true, .spelling = PW_A_LABEL),
    UNREAD_SHAPES("tolerations", pw_toleration_shape, "Taints of nodes that do not keep it off."),
    UNREAD_SHAPES("hostAliases", pw_host_alias_shape, NULL),
    TEXT("priorityClassName", NULL, .blank = true, .spelling = PW_A_SUBDOMAIN),
    TEXT("runtimeClassName", NULL, .spelling = PW_A_SUBDOMAIN),
    TEXT("preemptionPolicy", NULL, .values = preemption_policies, .go = "PreemptionPolicy"),
    UNREAD("overhead", PW_T_QUANTITIES, NULL),
    UNREAD_SHAPE("os", system_shape, NULL),
    KNOWN("workloadRef", NULL),
    UNREAD("terminationGracePeriodSeconds", PW_T_LONG, NULL,
           .fill = "30"),
    NAMED(pw_pod_spec, host_network, "hostNetwork", PW_T_FLAG,
          "true: it uses the address of its node, and policies take it for the node."),
    UNREAD("hostPID", PW_T_FLAG, NULL), UNREAD("hostIPC", PW_T_FLAG, NULL),
    UNREAD("hostUsers", PW_T_FLAG, NULL), UNREAD("shareProcessNamespace", PW_T_FLAG, NULL),
    TEXT("serviceAccount", NULL), UNREAD("automountServiceAccountToken", PW_T_FLAG, NULL),
    TEXT("schedulerName", NULL, .fill = "\"default-scheduler\""),
    UNREAD("priority", PW_T_INT, NULL), UNREAD("enableServiceLinks", PW_T_FLAG, NULL),
    UNREAD("setHostnameAsFQDN", PW_T_FLAG, NULL), TEXT("hostnameOverride", NULL),
};
const pw_shape pw_pod_spec_shape =
    {READ_AS("PodSpec", pod_spec_fields, pw_pod_spec),
     .demands = "containers", .check = pw_check_pod_spec};

static const pw_field ip_fields[] = {
    FIELD(pw_address, ip, PW_T_TEXT, "An address of the pod or node."),
};
static const pw_shape ip_shape =
    {READ_AS("PodIP", ip_fields, pw_address), .demands = "ip", .open = true};

static const pw_field pod_status_fields[] = {
    FIELD(pw_pod_status, phase, PW_T_TEXT, "How far it is.", .values = phases, .go = "PodPhase"),
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
    {READ_AS("Pod", pod_fields, pw_pod), .check = pw_check_pod};

static const pw_field template_fields[] = {
    SHAPE(pw_template, meta, "metadata", pw_template_meta_shape, "Labels of the pods."),
    SHAPE(pw_template, spec, "spec", pw_pod_spec_shape, "What runs in them."),
};
const pw_shape pw_template_shape =
    {READ_AS("PodTemplateSpec", template_fields, pw_template), .check = pw_check_template};

