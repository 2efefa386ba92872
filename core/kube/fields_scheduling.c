#include "kube/fields.h"
#include "kube/rules.h"

/* On which nodes a pod may run. */

#define TEXT(name_, ...) UNREAD(name_, PW_T_TEXT, __VA_ARGS__)
#define WEIGHT UNREAD("weight", PW_T_INT, NULL)
#define REQUIRED "requiredDuringSchedulingIgnoredDuringExecution"
#define PREFERRED "preferredDuringSchedulingIgnoredDuringExecution"

static const pw_value node_operators[] = {
    {"In", NULL}, {"NotIn", NULL}, {"Exists", NULL}, {"DoesNotExist", NULL},
    {"Gt", "The label is a greater number."}, {"Lt", "The label is a smaller number."}, {0},
};
static const pw_field node_requirement_fields[] = {
    TEXT("operator", "How to compare it.", .values = node_operators, .go = "NodeSelectorOperator"),
    TEXT("key", "The label to look at.", .topic = PW_A_LABEL_KEY),
    UNREAD("values", PW_T_TEXTS, NULL),
};
static const pw_shape node_label_shape =
    {JUDGED("NodeSelectorRequirement", node_requirement_fields),
     .demands = "key operator", .check = pw_check_node_label};
static const pw_shape node_field_shape =
    {JUDGED("NodeSelectorRequirement", node_requirement_fields),
     .demands = "key operator", .check = pw_check_node_field};
static const pw_field term_fields[] = {
    UNREAD_SHAPES("matchExpressions", node_label_shape, NULL,
                  .topic = PW_OF_NODES),
    UNREAD_SHAPES("matchFields", node_field_shape, NULL),
};
static const pw_shape term_shape = {JUDGED("NodeSelectorTerm", term_fields)};
static const pw_field node_selector_fields[] = {
    UNREAD_SHAPES("nodeSelectorTerms", term_shape, NULL),
};
const pw_shape pw_node_selector_shape = {JUDGED("NodeSelector", node_selector_fields),
                                         .demands = "nodeSelectorTerms",
                                             .check = pw_check_node_selector};
static const pw_field preferred_fields[] = {
    WEIGHT, UNREAD_SHAPE("preference", term_shape, NULL),
};
const pw_shape pw_preferred_shape = {JUDGED("PreferredSchedulingTerm", preferred_fields),
                                     .demands = "weight preference",
                                         .check = pw_check_weighted};
static const pw_field node_affinity_fields[] = {
    UNREAD_SHAPE(REQUIRED, pw_node_selector_shape, "Only such nodes."),
    UNREAD_SHAPES(PREFERRED, pw_preferred_shape, "Rather such nodes."),
};
static const pw_shape node_affinity_shape = {JUDGED("NodeAffinity", node_affinity_fields)};

static const pw_field pod_term_fields[] = {
    UNREAD_SHAPE("labelSelector", pw_selector_shape, "Which pods.", .topic = PW_OF_PODS),
    UNREAD_SHAPE("namespaceSelector", pw_selector_shape, NULL,
                 .topic = PW_OF_NAMESPACES),
    UNREAD("namespaces", PW_T_TEXTS, NULL, .topic = PW_A_NAMESPACE),
    UNREAD("matchLabelKeys", PW_T_TEXTS, NULL),
    UNREAD("mismatchLabelKeys", PW_T_TEXTS, NULL),
    TEXT("topologyKey", "Nodes with the same value of this label count as one place."),
};
static const pw_shape pod_term_shape = {JUDGED("PodAffinityTerm", pod_term_fields),
                                        .demands = "topologyKey",
                                        .check = pw_check_pod_term};
static const pw_field weighted_fields[] = {
    WEIGHT, UNREAD_SHAPE("podAffinityTerm", pod_term_shape, NULL),
};
static const pw_shape weighted_shape = {JUDGED("WeightedPodAffinityTerm", weighted_fields),
                                        .demands = "weight podAffinityTerm",
                                        .check = pw_check_weighted_pod};
static const pw_field pod_affinity_fields[] = {
    UNREAD_SHAPES(REQUIRED, pod_term_shape, "Only there."),
    UNREAD_SHAPES(PREFERRED, weighted_shape, "Rather there."),
};
static const pw_shape pod_affinity_shape = {JUDGED("PodAffinity", pod_affinity_fields)};
static const pw_shape anti_affinity_shape = {JUDGED("PodAntiAffinity", pod_affinity_fields)};
static const pw_field affinity_fields[] = {
    UNREAD_SHAPE("nodeAffinity", node_affinity_shape, "By the labels of nodes."),
    UNREAD_SHAPE("podAffinity", pod_affinity_shape, "Where certain pods run."),
    UNREAD_SHAPE("podAntiAffinity", anti_affinity_shape, "Where certain pods do not run."),
};
const pw_shape pw_affinity_shape = {JUDGED("Affinity", affinity_fields)};

static const pw_value toleration_operators[] = {
    {"Equal", "The value must be the same."}, {"Exists", "Whatever the value."}, {0},
};
static const pw_value effects[] = {
    {"NoSchedule", NULL}, {"PreferNoSchedule", NULL}, {"NoExecute", NULL}, {0},
};
static const pw_field toleration_fields[] = {
    TEXT("key", "Of the taint.", .blank = true, .spelling = PW_A_KEY),
    TEXT("operator", "Equal unless given.", .values = toleration_operators, .blank = true,
         .go = "TolerationOperator"),
    TEXT("value", "Of the taint."),
    TEXT("effect", "Of the taint.", .values = effects, .blank = true, .go = "TaintEffect"),
    UNREAD("tolerationSeconds", PW_T_LONG, NULL),
};
const pw_shape pw_toleration_shape = {JUDGED("Toleration", toleration_fields),
                                      .check = pw_check_toleration};

static const pw_value unsatisfied[] = {
    {"DoNotSchedule", "The pod waits."}, {"ScheduleAnyway", "It runs all the same."}, {0},
};
static const pw_value inclusions[] = {{"Honor", NULL}, {"Ignore", NULL}, {0}};
static const pw_field spread_fields[] = {
    UNREAD("maxSkew", PW_T_INT, NULL),
    TEXT("topologyKey", "Nodes with the same value of this label count as one place."),
    TEXT("whenUnsatisfiable", NULL, .values = unsatisfied,
         .go = "UnsatisfiableConstraintAction"),
    UNREAD("minDomains", PW_T_INT, NULL),
    TEXT("nodeAffinityPolicy", NULL, .values = inclusions, .go = "NodeInclusionPolicy"),
    TEXT("nodeTaintsPolicy", NULL, .values = inclusions, .go = "NodeInclusionPolicy"),
    UNREAD("matchLabelKeys", PW_T_TEXTS, NULL),
    UNREAD_SHAPE("labelSelector", pw_selector_shape, "Which pods are counted.",
                 .topic = PW_OF_PODS),
};
const pw_shape pw_spread_shape = {JUDGED("TopologySpreadConstraint", spread_fields),
                                  .demands = "maxSkew topologyKey whenUnsatisfiable",
                                  .check = pw_check_spread};
