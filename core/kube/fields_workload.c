#include "kube/fields.h"
#include "kube/rules.h"

static const pw_field workload_spec_fields[] = {
    FIELD(pw_workload_spec, replicas, PW_T_INT, "How many pods; 1 unless given."),
    FIELD(pw_workload_spec, parallelism, PW_T_INT, "How many pods of a Job run at once."),
    FIELD(pw_workload_spec, completions, PW_T_INT, "How many pods of a Job have to succeed."),
    SHAPE(pw_workload_spec, selector, "selector", pw_selector_shape,
          "Which pods are its own: must fit the labels of its template.", .topic = PW_OF_PODS),
    SHAPE(pw_workload_spec, pods, "template", pw_template_shape, "The pods it makes."),
};
static const pw_shape workload_spec_shape =
    {READ_AS("DeploymentSpec", workload_spec_fields, pw_workload_spec), .open = true};

static const pw_field workload_status_fields[] = {
    NAMED(pw_workload_status, completed, "completionTime", PW_T_TEXT,
          "When the Job was done: its pods are gone."),
};
static const pw_shape workload_status_shape =
    {READ_AS("DeploymentStatus", workload_status_fields, pw_workload_status), .open = true};

static const pw_field workload_fields[] = {
    OBJECT,
    SHAPE(pw_workload, spec, "spec", workload_spec_shape, "Which pods it makes, and how many."),
    SHAPE(pw_workload, status, "status", workload_status_shape, "How far it is."),
};
const pw_shape pw_deployment_shape = {READ_AS("Deployment", workload_fields, pw_workload)};
const pw_shape pw_stateful_set_shape = {READ_AS("StatefulSet", workload_fields, pw_workload)};
const pw_shape pw_daemon_set_shape = {READ_AS("DaemonSet", workload_fields, pw_workload)};
const pw_shape pw_replica_set_shape = {READ_AS("ReplicaSet", workload_fields, pw_workload)};
const pw_shape pw_job_shape = {READ_AS("Job", workload_fields, pw_workload)};

static const pw_field job_template_fields[] = {
    SHAPE(pw_job_template, spec, "spec", workload_spec_shape, "The pods of each Job."),
};
static const pw_shape job_template_shape =
    {READ_AS("JobTemplateSpec", job_template_fields, pw_job_template), .open = true};

static const pw_field cron_spec_fields[] = {
    SHAPE(pw_cron_spec, job, "jobTemplate", job_template_shape,
          "The Job that is started each time."),
};
static const pw_shape cron_spec_shape =
    {READ_AS("CronJobSpec", cron_spec_fields, pw_cron_spec), .open = true};

static const pw_field cron_fields[] = {
    OBJECT,
    SHAPE(pw_cron_job, spec, "spec", cron_spec_shape, "What is started."),
    KNOWN("status", NULL),
};
const pw_shape pw_cron_job_shape =
    {READ_AS("CronJob", cron_fields, pw_cron_job)};

