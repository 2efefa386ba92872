#include "kube/fields.h"
#include "kube/rules.h"

/* What keeps pods running: Deployment, StatefulSet, DaemonSet, ReplicaSet, ReplicationController.
 * Each has a spec of its own; all of them are read into the same struct. */

#define REPLICAS \
    FIELD(pw_workload_spec, replicas, PW_T_INT, "How many pods; 1 unless given.", \
          .spelling = PW_NOT_NEGATIVE, .fill = "1")
#define SELECTOR                                                                               \
    SHAPE(pw_workload_spec, selector, "selector", pw_selector_shape,                           \
          "Which pods are its own: must fit the labels of its template.", .topic = PW_OF_PODS)
#define TEMPLATE SHAPE(pw_workload_spec, pods, "template", pw_template_shape, "The pods it makes.")
#define MIN_READY                                                                        \
    UNREAD("minReadySeconds", PW_T_INT, NULL, \
           .spelling = PW_NOT_NEGATIVE)
#define HISTORY                                                                       \
    UNREAD("revisionHistoryLimit", PW_T_INT, NULL, \
           .spelling = PW_NOT_NEGATIVE, .fill = "10")
#define MAX_UNAVAILABLE                                                              \
    UNREAD("maxUnavailable", PW_T_INT_OR_TEXT,                                       \
           "How many pods may be missing meanwhile: a number, or a part like 25%.")
#define MAX_SURGE                                                                     \
    UNREAD("maxSurge", PW_T_INT_OR_TEXT,                                              \
           NULL)

static const pw_value strategies[] = {
    {"Recreate", "First all old pods end, then new ones begin."},
    {"RollingUpdate", "Old pods are replaced by new ones a few at a time."},
    {0},
};
static const pw_value updates[] = {
    {"RollingUpdate", "Old pods are replaced by new ones a few at a time."},
    {"OnDelete", "A pod is made anew when somebody deletes it."},
    {0},
};

/* ---- Deployment */

static const pw_field deployment_rolling_fields[] = {MAX_UNAVAILABLE, MAX_SURGE};
static const pw_shape deployment_rolling_shape =
    {JUDGED("RollingUpdateDeployment", deployment_rolling_fields)};

static const pw_field strategy_fields[] = {
    UNREAD("type", PW_T_TEXT, "How old pods are replaced.", .values = strategies,
           .go = "DeploymentStrategyType", .fill = "\"RollingUpdate\""),
    UNREAD_SHAPE("rollingUpdate", deployment_rolling_shape, "How many pods at a time."),
};
static const pw_shape strategy_shape = {JUDGED("DeploymentStrategy", strategy_fields)};

static const pw_field deployment_spec_fields[] = {
    REPLICAS, SELECTOR, TEMPLATE,
    UNREAD_SHAPE("strategy", strategy_shape, "How old pods are replaced by new ones."),
    MIN_READY, HISTORY,
    UNREAD("progressDeadlineSeconds", PW_T_INT,
           NULL,
           .spelling = PW_NOT_NEGATIVE, .fill = "600"),
    UNREAD("paused", PW_T_FLAG, NULL),
};
const pw_shape pw_deployment_spec_shape =
    {READ_AS("DeploymentSpec", deployment_spec_fields, pw_workload_spec),
     .demands = "selector template"};
static const pw_shape deployment_status_shape = {UNJUDGED("DeploymentStatus")};

#define WORKLOAD_FIELDS(name)                                             \
    OBJECT,                                                               \
    SHAPE(pw_workload, spec, "spec", pw_##name##_spec_shape,              \
          "Which pods it makes, and how many."),                          \
    STATUS(name##_status_shape)

static const pw_field deployment_fields[] = {WORKLOAD_FIELDS(deployment)};
const pw_shape pw_deployment_shape =
    {READ_AS("Deployment", deployment_fields, pw_workload), .check = pw_check_deployment};

/* ---- StatefulSet */

static const pw_field set_rolling_fields[] = {
    UNREAD("partition", PW_T_INT, NULL,
           .spelling = PW_NOT_NEGATIVE, .fill = "0"),
    UNREAD("maxUnavailable", PW_T_INT_OR_TEXT, NULL),
};
static const pw_shape set_rolling_shape =
    {JUDGED("RollingUpdateStatefulSetStrategy", set_rolling_fields)};

static const pw_field set_update_fields[] = {
    UNREAD("type", PW_T_TEXT, "How old pods are replaced.", .values = updates,
           .go = "StatefulSetUpdateStrategyType", .fill = "\"RollingUpdate\""),
    UNREAD_SHAPE("rollingUpdate", set_rolling_shape, "Which pods are replaced."),
};
static const pw_shape set_update_shape = {JUDGED("StatefulSetUpdateStrategy", set_update_fields)};

static const pw_value managements[] = {
    {"OrderedReady", "One pod after the other. Meant where nothing is given."},
    {"Parallel", "All pods at once."},
    {0},
};
static const pw_value retentions[] = {
    {"Retain", "The volumes stay. Meant where nothing is given."},
    {"Delete", "The volumes go with the pods."},
    {0},
};
static const pw_field retention_fields[] = {
    UNREAD("whenDeleted", PW_T_TEXT, NULL,
           .values = retentions, .go = "PersistentVolumeClaimRetentionPolicyType",
           .blank = true, .fill = "\"Retain\""),
    UNREAD("whenScaled", PW_T_TEXT, NULL,
           .values = retentions, .go = "PersistentVolumeClaimRetentionPolicyType",
           .blank = true, .fill = "\"Retain\""),
};
static const pw_shape retention_shape =
    {JUDGED("StatefulSetPersistentVolumeClaimRetentionPolicy", retention_fields)};

static const pw_field ordinals_fields[] = {
    UNREAD("start", PW_T_INT, NULL, .spelling = PW_NOT_NEGATIVE),
};
static const pw_shape ordinals_shape = {JUDGED("StatefulSetOrdinals", ordinals_fields)};

static const pw_shape claim_status_shape = {UNJUDGED("PersistentVolumeClaimStatus")};

static const pw_field claim_fields[] = {
    UNREAD("apiVersion", PW_T_TEXT, NULL),
    UNREAD("kind", PW_T_TEXT, NULL),
    UNREAD_SHAPE("metadata", pw_template_meta_shape, "Its name, by which containers mount it."),
    UNREAD_SHAPE("spec", pw_claim_spec_shape, "What volume it is."),
    STATUS(claim_status_shape),
};
static const pw_shape claim_shape = {JUDGED("PersistentVolumeClaim", claim_fields)};

static const pw_field set_spec_fields[] = {
    UNREAD("podManagementPolicy", PW_T_TEXT, NULL,
           .values = managements, .go = "PodManagementPolicyType", .fill = "\"OrderedReady\""),
    UNREAD_SHAPE("updateStrategy", set_update_shape, "How old pods are replaced by new ones."),
    UNREAD_SHAPE("persistentVolumeClaimRetentionPolicy", retention_shape, NULL),
    UNREAD_SHAPES("volumeClaimTemplates", claim_shape,
                  "Volumes of which each pod gets its own."),
    REPLICAS, MIN_READY,
    UNREAD_SHAPE("ordinals", ordinals_shape, NULL),
    UNREAD("serviceName", PW_T_TEXT, "The Service that gives its pods their names.",
           .spelling = PW_A_LABEL),
    SELECTOR, TEMPLATE,
    UNREAD("revisionHistoryLimit", PW_T_INT, NULL,
           .fill = "10"),
};
const pw_shape pw_stateful_set_spec_shape =
    {READ_AS("StatefulSetSpec", set_spec_fields, pw_workload_spec), .demands = "selector template"};
static const pw_shape stateful_set_status_shape = {UNJUDGED("StatefulSetStatus")};

static const pw_field stateful_set_fields[] = {WORKLOAD_FIELDS(stateful_set)};
const pw_shape pw_stateful_set_shape =
    {READ_AS("StatefulSet", stateful_set_fields, pw_workload), .check = pw_check_stateful_set};

/* ---- DaemonSet and ReplicaSet */

static const pw_field daemon_rolling_fields[] = {MAX_UNAVAILABLE, MAX_SURGE};
static const pw_shape daemon_rolling_shape =
    {JUDGED("RollingUpdateDaemonSet", daemon_rolling_fields)};

static const pw_field daemon_update_fields[] = {
    UNREAD("type", PW_T_TEXT, "How old pods are replaced.", .values = updates,
           .go = "DaemonSetUpdateStrategyType", .fill = "\"RollingUpdate\""),
    UNREAD_SHAPE("rollingUpdate", daemon_rolling_shape, "How many pods at a time."),
};
static const pw_shape daemon_update_shape =
    {JUDGED("DaemonSetUpdateStrategy", daemon_update_fields)};

static const pw_field daemon_spec_fields[] = {
    SELECTOR, TEMPLATE, MIN_READY,
    UNREAD_SHAPE("updateStrategy", daemon_update_shape, "How old pods are replaced by new ones."),
    HISTORY,
};
const pw_shape pw_daemon_set_spec_shape =
    {READ_AS("DaemonSetSpec", daemon_spec_fields, pw_workload_spec),
     .demands = "selector template"};
static const pw_shape daemon_set_status_shape = {UNJUDGED("DaemonSetStatus")};

static const pw_field daemon_set_fields[] = {WORKLOAD_FIELDS(daemon_set)};
const pw_shape pw_daemon_set_shape =
    {READ_AS("DaemonSet", daemon_set_fields, pw_workload), .check = pw_check_daemon_set};

static const pw_field replica_spec_fields[] = {REPLICAS, MIN_READY, SELECTOR, TEMPLATE};
const pw_shape pw_replica_set_spec_shape =
    {READ_AS("ReplicaSetSpec", replica_spec_fields, pw_workload_spec), .demands = "selector"};
static const pw_shape replica_set_status_shape = {UNJUDGED("ReplicaSetStatus")};

static const pw_field replica_set_fields[] = {WORKLOAD_FIELDS(replica_set)};
const pw_shape pw_replica_set_shape =
    {READ_AS("ReplicaSet", replica_set_fields, pw_workload), .check = pw_check_replica_set};

/* ---- ReplicationController: its selector is labels only */

static const pw_field controller_spec_fields[] = {
    MIN_READY,
    NAMED(pw_workload_spec, selector.labels, "selector", PW_T_LABELS,
          "Which pods are its own: must fit the labels of its template.", .topic = PW_OF_PODS),
    REPLICAS, TEMPLATE,
};
const pw_shape pw_controller_spec_shape =
    {READ_AS("ReplicationControllerSpec", controller_spec_fields, pw_workload_spec)};
static const pw_shape controller_status_shape = {UNJUDGED("ReplicationControllerStatus")};

static const pw_field controller_fields[] = {WORKLOAD_FIELDS(controller)};
const pw_shape pw_controller_shape =
    {READ_AS("ReplicationController", controller_fields, pw_workload),
     .check = pw_check_controller};
