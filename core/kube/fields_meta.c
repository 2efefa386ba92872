#include "kube/fields.h"
#include "kube/rules.h"

/* Metadata, selectors, and the kinds that have little more. */

#define TCP {"TCP", "Connections, as of HTTP and most databases. Meant where no protocol is given."}
#define UDP {"UDP", "Single messages, as of DNS."}
#define SCTP {"SCTP", "Streams of messages, as of telephone networks."}
const pw_value pw_protocols[] = {TCP, UDP, SCTP, {0}};
const pw_value pw_port_protocols[] = {SCTP, TCP, UDP, {0}};
const pw_value pw_operators[] = {
    {"In", "The label has one of the values."},
    {"NotIn", "The label has none of the values, or is not there at all."},
    {"Exists", "The label is there, whatever its value."},
    {"DoesNotExist", "The label is not there."},
    {0},
};
static const pw_field owner_fields[] = {
    UNREAD("apiVersion", PW_T_TEXT, NULL),
    FIELD(pw_owner, kind, PW_T_TEXT, "The kind of the owner."),
    FIELD(pw_owner, name, PW_T_TEXT, "The name of the owner."),
    UNREAD("uid", PW_T_TEXT, NULL, .go = "types.UID"),
    FIELD(pw_owner, controller, PW_T_FLAG, "true for the one owner that looks after it."),
    UNREAD("blockOwnerDeletion", PW_T_FLAG, NULL),
};
static const pw_shape owner_shape = {READ_AS("OwnerReference", owner_fields, pw_owner),
                                     .demands = "apiVersion kind name uid"};

static const pw_field managed_fields[] = {
    UNREAD("manager", PW_T_TEXT, NULL),
    UNREAD("operation", PW_T_TEXT, NULL, .go = "ManagedFieldsOperationType"),
    UNREAD("apiVersion", PW_T_TEXT, NULL),
    UNREAD("time", PW_T_TIME, NULL),
    UNREAD("fieldsType", PW_T_TEXT, NULL),
    KNOWN("fieldsV1", NULL),
    UNREAD("subresource", PW_T_TEXT, NULL),
};
static const pw_shape managed_shape = {JUDGED("ManagedFieldsEntry", managed_fields)};

static const pw_field meta_fields[] = {
    FIELD(pw_meta, name, PW_T_TEXT, "Its name, once in its kind and namespace."),
    UNREAD("generateName", PW_T_TEXT, NULL),
    NAMED(pw_meta, ns, "namespace", PW_T_TEXT,
          "Where it lives; default when missing. A policy guards pods of its own namespace only.",
          .topic = PW_A_NAMESPACE),
    FIELD(pw_meta, labels, PW_T_LABELS,
          "What selectors look for: policies know pods and namespaces by their labels, not by "
          "their names."),
    UNREAD("annotations", PW_T_LABELS,
           "Notes for people and programs. Selectors never look at them."),
    SHAPES(pw_meta, owners, "ownerReferences", owner_shape,
           "What made this object, like the ReplicaSet of a pod."),
    UNREAD("finalizers", PW_T_TEXTS, NULL),
    UNREAD_SHAPES("managedFields", managed_shape, NULL),
    UNREAD("selfLink", PW_T_TEXT, NULL),
    UNREAD("uid", PW_T_TEXT, NULL, .go = "types.UID"),
    UNREAD("resourceVersion", PW_T_TEXT, NULL),
    UNREAD("generation", PW_T_LONG, NULL),
    UNREAD("creationTimestamp", PW_T_TIME, NULL),
    UNREAD("deletionTimestamp", PW_T_TIME, NULL),
    UNREAD("deletionGracePeriodSeconds", PW_T_LONG, NULL),
};
const pw_shape pw_meta_shape = {READ_AS("ObjectMeta", meta_fields, pw_meta),
                                .check = pw_check_meta};
const pw_shape pw_template_meta_shape = {READ_AS("ObjectMeta", meta_fields, pw_meta),
                                         .check = pw_check_template_meta};

static const pw_field requirement_fields[] = {
    FIELD(pw_requirement, key, PW_T_TEXT, "The label to look at.", .topic = PW_A_LABEL_KEY),
    NAMED(pw_requirement, op, "operator", PW_T_TEXT, "How to compare it.",
          .values = pw_operators, .go = "LabelSelectorOperator"),
    FIELD(pw_requirement, values, PW_T_TEXTS,
          "What to compare with: for In and NotIn only.", .topic = PW_A_LABEL_VALUE),
};
static const pw_shape requirement_shape =
    {READ_AS("LabelSelectorRequirement", requirement_fields, pw_requirement),
     .demands = "key operator"};

static const pw_field selector_fields[] = {
    NAMED(pw_selector, labels, "matchLabels", PW_T_LABELS,
          "Each of these labels must be there, with exactly this value."),
    SHAPES(pw_selector, requirements, "matchExpressions", requirement_shape,
           "Conditions on labels. All must hold, and matchLabels too."),
};
const pw_shape pw_selector_shape =
    {READ_AS("LabelSelector", selector_fields, pw_selector), .check = pw_check_selector};

static const pw_field node_address_fields[] = {
    NAMED(pw_address, ip, "address", PW_T_TEXT, "The address."),
    FIELD(pw_address, type, PW_T_TEXT, "What it is for, like InternalIP."),
};
static const pw_shape node_address_shape =
    {READ_AS("NodeAddress", node_address_fields, pw_address),
     .demands = "type address", .open = true};

static const pw_field node_status_fields[] = {
    SHAPES(pw_node_status, addresses, "addresses", node_address_shape,
           "The addresses of the node."),
};
static const pw_shape node_status_shape =
    {READ_AS("NodeStatus", node_status_fields, pw_node_status), .open = true};

static const pw_value effects[] = {
    {"NoSchedule", "New pods do not come here."},
    {"PreferNoSchedule", "New pods come here only if nothing else is free."},
    {"NoExecute", "Pods that are here have to go as well."},
    {0},
};
static const pw_field taint_fields[] = {
    UNREAD("key", PW_T_TEXT, "The name of the taint."),
    UNREAD("value", PW_T_TEXT, "What it says."),
    UNREAD("effect", PW_T_TEXT, "What it does.", .values = effects, .go = "TaintEffect"),
    UNREAD("timeAdded", PW_T_TIME, NULL),
};
static const pw_shape taint_shape = {JUDGED("Taint", taint_fields), .demands = "key effect"};

static const pw_shape config_source_shape = {UNJUDGED("NodeConfigSource")};

static const pw_field node_spec_fields[] = {
    UNREAD_SHAPES("taints", taint_shape, "What keeps pods away."),
    UNREAD("podCIDR", PW_T_TEXT, NULL),
    UNREAD("podCIDRs", PW_T_TEXTS, NULL),
    UNREAD("providerID", PW_T_TEXT, NULL),
    UNREAD("unschedulable", PW_T_FLAG, "true: new pods do not come here."),
    UNREAD_SHAPE("configSource", config_source_shape, NULL),
    UNREAD("externalID", PW_T_TEXT, NULL),
};
static const pw_shape node_spec_shape = {JUDGED("NodeSpec", node_spec_fields)};

static const pw_field node_fields[] = {
    OBJECT,
    UNREAD_SHAPE("spec", node_spec_shape, NULL),
    SHAPE(pw_cluster_node, status, "status", node_status_shape, "Where it is."),
};
const pw_shape pw_node_shape =
    {READ_AS("Node", node_fields, pw_cluster_node)};

static const pw_field namespace_spec_fields[] = {
    UNREAD("finalizers", PW_T_TEXTS, NULL, .go = "FinalizerName"),
};
static const pw_shape namespace_spec_shape = {JUDGED("NamespaceSpec", namespace_spec_fields)};
static const pw_shape namespace_status_shape = {UNJUDGED("NamespaceStatus")};

static const pw_field namespace_fields[] = {
    OBJECT,
    UNREAD_SHAPE("spec", namespace_spec_shape, NULL),
    STATUS(namespace_status_shape),
};
const pw_shape pw_namespace_shape =
    {READ_AS("Namespace", namespace_fields, pw_head), .check = pw_check_namespace};
