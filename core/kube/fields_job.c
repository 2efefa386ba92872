#include "kube/fields.h"
#include "kube/rules.h"

/* Pods that come to an end: Job and CronJob. */

static const pw_value completion_modes[] = {
    {"NonIndexed", "Any pods that succeed count. Meant where nothing is given."},
    {"Indexed", "Each pod has a number of its own."},
    {0},
};
static const pw_value replacements[] = {
    {"Failed", "A pod is replaced once it has ended."},
    {"TerminatingOrFailed", "A pod is replaced as soon as it is to end."},
    {0},
};
static const pw_value concurrencies[] = {
    {"Allow", "Jobs may run side by side. Meant where nothing is given."},
    {"Forbid", "A Job that would begin too early is left out."},
    {"Replace", "The Job that still runs is ended."},
    {0},
};

static const pw_field job_spec_fields[] = {
    FIELD(pw_workload_spec, parallelism, PW_T_INT, "How many pods of a Job run at once.",
          .spelling = PW_NOT_NEGATIVE),
    FIELD(pw_workload_spec, completions, PW_T_INT, "How many pods of a Job have to succeed.",
          .spelling = PW_NOT_NEGATIVE),
    UNREAD("activeDeadlineSeconds", PW_T_LONG, "How long it may run.",
           .spelling = PW_NOT_NEGATIVE),
    UNREAD("backoffLimit", PW_T_INT, "How many pods may fail; 6 unless given.",
           .spelling = PW_NOT_NEGATIVE),
    UNREAD("ttlSecondsAfterFinished", PW_T_INT, "How long it is kept once it is done.",
           .spelling = PW_NOT_NEGATIVE),
    UNREAD("backoffLimitPerIndex", PW_T_INT, NULL, .spelling = PW_NOT_NEGATIVE),
    UNREAD("maxFailedIndexes", PW_T_INT, NULL, .spelling = PW_NOT_NEGATIVE),
    UNREAD("managedBy", PW_T_TEXT, NULL),
    UNREAD("completionMode", PW_T_TEXT, NULL,
           .values = completion_modes, .go = "CompletionMode", .fill = "\"NonIndexed\""),
    KNOWN("podFailurePolicy", NULL),
    KNOWN("successPolicy", NULL),
    UNREAD("podReplacementPolicy", PW_T_TEXT, NULL, .values = replacements,
           .go = "PodReplacementPolicy"),
    SHAPE(pw_workload_spec, pods, "template", pw_template_shape, "The pods it makes."),
    SHAPE(pw_workload_spec, selector, "selector", pw_selector_shape,
          "Which pods are its own; made by the server unless manualSelector is true.",
          .topic = PW_OF_PODS),
    UNREAD("manualSelector", PW_T_FLAG, NULL, .fill = "false"),
    UNREAD("suspend", PW_T_FLAG, "true: it waits.", .fill = "false"),
};
const pw_shape pw_job_spec_shape = {READ_AS("JobSpec", job_spec_fields, pw_workload_spec),
                                    .demands = "template"};

static const pw_field job_status_fields[] = {
    NAMED(pw_workload_status, completed, "completionTime", PW_T_TEXT,
          "When the Job was done: its pods are gone."),
};
static const pw_shape job_status_shape =
    {READ_AS("JobStatus", job_status_fields, pw_workload_status), .open = true};

static const pw_field job_fields[] = {
    OBJECT,
    SHAPE(pw_workload, spec, "spec", pw_job_spec_shape, "Which pods it makes, and how many."),
    SHAPE(pw_workload, status, "status", job_status_shape, "How far it is."),
};
const pw_shape pw_job_shape =
    {READ_AS("Job", job_fields, pw_workload), .check = pw_check_job};

static const pw_field job_template_fields[] = {
    UNREAD_SHAPE("metadata", pw_template_meta_shape, NULL),
    SHAPE(pw_job_template, spec, "spec", pw_job_spec_shape, "The pods of each Job."),
};
static const pw_shape job_template_shape =
    {READ_AS("JobTemplateSpec", job_template_fields, pw_job_template)};

static const pw_field cron_spec_fields[] = {
    UNREAD("schedule", PW_T_TEXT,
           "When: minute, hour, day, month and day of the week, like \"0 3 * * *\"."),
    UNREAD("startingDeadlineSeconds", PW_T_LONG, NULL,
           .spelling = PW_NOT_NEGATIVE),
    UNREAD("timeZone", PW_T_TEXT, "Whose clock, like Europe/Berlin."),
    UNREAD("concurrencyPolicy", PW_T_TEXT, "What happens when the last Job still runs.",
           .values = concurrencies, .blank = true,
           .go = "ConcurrencyPolicy", .fill = "\"Allow\""),
    SHAPE(pw_cron_spec, job, "jobTemplate", job_template_shape,
          "The Job that is started each time."),
    UNREAD("successfulJobsHistoryLimit", PW_T_INT,
           NULL,
           .spelling = PW_NOT_NEGATIVE, .fill = "3"),
    UNREAD("failedJobsHistoryLimit", PW_T_INT,
           NULL,
           .spelling = PW_NOT_NEGATIVE, .fill = "1"),
    UNREAD("suspend", PW_T_FLAG, "true: no Job is started.", .fill = "false"),
};
const pw_shape pw_cron_spec_shape = {READ_AS("CronJobSpec", cron_spec_fields, pw_cron_spec),
                                     .demands = "schedule jobTemplate"};
static const pw_shape cron_status_shape = {UNJUDGED("CronJobStatus")};

static const pw_field cron_fields[] = {
    OBJECT,
    SHAPE(pw_cron_job, spec, "spec", pw_cron_spec_shape, "What is started."),
    STATUS(cron_status_shape),
};
const pw_shape pw_cron_job_shape =
    {READ_AS("CronJob", cron_fields, pw_cron_job), .check = pw_check_cron_job};
