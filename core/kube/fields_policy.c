#include "kube/fields.h"
#include "kube/rules.h"

static const pw_value directions[] = {
    {"Ingress", "Limits who may come in: only what an ingress rule allows."},
    {"Egress", "Limits where the pods may go: only what an egress rule allows, DNS not excepted."},
    {0},
};
static const pw_field block_fields[] = {
    FIELD(pw_ip_block, cidr, PW_T_TEXT, "A range of addresses, like 10.0.0.0/8."),
    FIELD(pw_ip_block, except, PW_T_TEXTS,
          "Ranges within cidr that this peer leaves out; others may still name them."),
};
static const pw_shape block_shape =
    {READ_AS("IPBlock", block_fields, pw_ip_block), .demands = "cidr"};

/* Peers of both directions are alike; what they mean is not. */
#define PEER(who, whole)                                                                          \
    SHAPE(pw_peer, pods, "podSelector", pw_selector_shape,                                        \
          who ": pods with these labels. Alone, of the policy's own namespace; beside a "         \
          "namespaceSelector, of the namespaces it names.", .topic = PW_OF_PODS),                 \
    SHAPE(pw_peer, namespaces, "namespaceSelector", pw_selector_shape,                            \
          who ": " whole " of namespaces with these labels; {} is every namespace. A podSelector " \
          "in the same item narrows it, one with a dash of its own adds to it.",                  \
          .topic = PW_OF_NAMESPACES),                                                             \
    SHAPE(pw_peer, block, "ipBlock", block_shape,                                                 \
          who ": a range of addresses. Meant for what is outside the cluster.")

static const pw_field source_fields[] = {PEER("Who may come in", "all pods")};
static const pw_shape source_shape =
    {READ_AS("NetworkPolicyPeer", source_fields, pw_peer)};

static const pw_field target_fields[] = {PEER("Where the pods may go", "to all pods")};
static const pw_shape target_shape =
    {READ_AS("NetworkPolicyPeer", target_fields, pw_peer)};

static const pw_field port_fields[] = {
    NAMED(pw_port, protocol_text, "protocol", PW_T_TEXT, "TCP unless given.",
          .values = pw_protocols, .go = "Protocol", .fill = "\"TCP\""),
    FIELD(pw_port, port, PW_T_INT_OR_TEXT,
          "The port of the pod that is called, by number or by name. Missing: every port of the "
          "protocol.", .topic = PW_A_PORT),
    NAMED(pw_port, end_port, "endPort", PW_T_INT, "The last port of a range that begins at port."),
};
static const pw_shape port_shape =
    {READ_AS("NetworkPolicyPort", port_fields, pw_port)};

static const pw_field ingress_fields[] = {
    SHAPES(pw_rule, peers, "from", source_shape,
           "Who may come in: whoever one of these peers fits. Missing or empty: everyone."),
    SHAPES(pw_rule, ports, "ports", port_shape,
           "On which ports: one that fits is enough. Missing or empty: on all."),
};
static const pw_shape ingress_shape =
    {READ_AS("NetworkPolicyIngressRule", ingress_fields, pw_rule)};

static const pw_field egress_fields[] = {
    SHAPES(pw_rule, peers, "to", target_shape,
           "Where the pods may go: wherever one of these peers fits. Missing or empty: "
           "everywhere."),
    SHAPES(pw_rule, ports, "ports", port_shape,
           "On which ports: one that fits is enough. Missing or empty: on all."),
};
static const pw_shape egress_shape =
    {READ_AS("NetworkPolicyEgressRule", egress_fields, pw_rule)};

static const pw_field policy_fields[] = {
    SHAPE(pw_policy, pods, "podSelector", pw_selector_shape,
          "Which pods this policy guards, of its own namespace. {} means all of them.",
          .topic = PW_OF_PODS),
    NAMED(pw_policy, types, "policyTypes", PW_T_TEXTS,
          "What it limits. Missing: Ingress, and Egress if there are egress rules.",
          .values = directions, .go = "PolicyType"),
    SHAPES(pw_policy, rules[PW_INGRESS], "ingress", ingress_shape,
           "Who may come in: one rule that fits is enough. An empty list lets nobody in."),
    SHAPES(pw_policy, rules[PW_EGRESS], "egress", egress_shape,
           "Where the pods may go: one rule that fits is enough. An empty list lets them go "
           "nowhere."),
};
static const pw_shape policy_shape =
    {READ_AS("NetworkPolicySpec", policy_fields, pw_policy), .check = pw_check_policy};

static const pw_field policy_object_fields[] = {
    OBJECT,
    {.name = "spec", .type = PW_T_SHAPE, .shape = &policy_shape,
     .doc = "Which pods are guarded, and what is let through."},
};
const pw_shape pw_policy_shape =
    {READ_AS("NetworkPolicy", policy_object_fields, pw_policy)};

