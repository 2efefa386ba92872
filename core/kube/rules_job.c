#include "kube/rules.h"
#include "kube/schedule.h"

#define NONE INT64_MIN /* of a number that was not given */
#define LESS "must be less than or equal to "
#define MANY 100000 /* the most numbered pods that may run or fail */

static int64_t number_of(const pw_path *up, const char *name, int64_t otherwise)
{
    pw_path at = pw_number_child(up, name);
    return pw_number_at(&at, otherwise);
}

static bool is_text(const pw_path *up, const char *name, const char *text)
{
    pw_path at = pw_text_child(up, name);
    return pw_is(&at, text);
}

static bool is_given(const pw_path *up, const char *name)
{
    pw_path at = pw_child(up, name);
    return at.node != NULL;
}

static pw_status say_number(pw_checker *c, const pw_path *spec, const char *name,
                            const char *detail)
{
    pw_path at = pw_child(spec, name);
    return pw_say_bad(c, &at, detail);
}

static pw_status say_missing(pw_checker *c, const pw_path *spec, const char *name,
                             const char *detail)
{
    pw_path at = pw_child(spec, name);
    return pw_say_required(c, PW_REQUIRED, &at, detail);
}

/* ---- numbered pods */

static bool is_indexed(const pw_path *spec)
{
    return is_text(spec, "completionMode", "Indexed");
}

/* The server takes 1 for both numbers where a Job gives neither, but not in a CronJob. */
static pw_status check_indexed(pw_checker *c, const pw_path *spec)
{
    bool fills = c->kind == PW_JOB && !is_given(spec, "parallelism");
    int64_t completions = number_of(spec, "completions", fills ? 1 : NONE);
    int64_t failed = number_of(spec, "maxFailedIndexes", NONE);
    if (completions == NONE)
        PW_TRY(say_missing(c, spec, "completions", "when completion mode is Indexed"));
    if (number_of(spec, "parallelism", 0) > MANY)
        PW_TRY(say_number(c, spec, "parallelism",
                          LESS "100000 when completion mode is Indexed"));
    if (completions != NONE && failed > completions)
        PW_TRY(say_number(c, spec, "maxFailedIndexes", LESS "completions"));
    if (failed > MANY)
        PW_TRY(say_number(c, spec, "maxFailedIndexes", LESS "100000"));
    return PW_OK;
}

static pw_status check_mode(pw_checker *c, const pw_path *spec)
{
    static const char *const numbered[] = {"backoffLimitPerIndex", "maxFailedIndexes"};
    pw_path mode = pw_text_child(spec, "completionMode");
    if (is_indexed(spec))
        return check_indexed(c, spec);
    PW_TRY(pw_check_field(c, spec, &pw_job_spec_shape, "completionMode"));
    if (mode.node != NULL && !pw_is(&mode, "NonIndexed"))
        return PW_OK;
    for (int i = 0; i < 2; i++)
        if (is_given(spec, numbered[i]))
            PW_TRY(say_number(c, spec, numbered[i], "requires indexed completion mode"));
    return PW_OK;
}

#define ONE_OF "valid values: "

/* ---- the pods */

static pw_status check_restart(pw_checker *c, const pw_pods *p)
{
    static const pw_value ends[] = {{"OnFailure", NULL}, {"Never", NULL}, {0}};
    pw_str policy = pw_text_at(&p->restart);
    if (policy.len == 0 || pw_str_is(policy, "Always")) {
        if (p->pods.node == NULL && pw_is_told(c, &p->pods))
            return PW_OK;
        pw_buf_puts(&c->d->message, "pods of a Job must come to an end");
        pw_buf_puts(&c->d->hint, "write restartPolicy: Never, or OnFailure");
        return pw_say_required(c, PW_REQUIRED, &p->restart,
                               ONE_OF "\"OnFailure\", \"Never\"");
    }
    return pw_is_one_of(policy, ends) ? PW_OK : pw_say_unsupported(c, &p->restart, ends);
}

/* The server makes the name of a Job a label of its pods, and of the Job too if that has none. */
static pw_status check_name_label(pw_checker *c, const pw_path *object, const pw_pods *p,
                                  bool of_job)
{
    pw_path meta = pw_map_child(object, "metadata"), name = pw_text_child(&meta, "name");
    pw_path labels = of_job ? pw_child(&meta, "labels") : pw_child(&p->pods, "labels");
    labels.node = name.node;
    if (c->kind != PW_JOB || (of_job && p->labels.node == NULL))
        return PW_OK;
    return pw_say_faults(c, PW_BAD_NAME, &labels, pw_label_value_faults(pw_text_at(&name)));
}

/* What a successPolicy says is not looked at. */
static pw_status check_success(pw_checker *c, const pw_path *spec)
{
    pw_path at = pw_map_child(spec, "successPolicy"), rules = pw_list_child(&at, "rules");
    if (at.node == NULL)
        return PW_OK;
    if (is_indexed(spec))
        return pw_count_of(&rules) > 0
                   ? PW_OK : say_missing(c, &at, "rules", "at least one rules must be specified "
                                         "when the successPolicy is specified");
    return pw_say_invalid_value(c, PW_BAD_VALUE, &at, rules.node == NULL
                                    ? PW_STR("{\"Rules\":null}") : PW_STR("{\"Rules\":[]}"),
                                "requires indexed completion mode");
}

static pw_status check_manager(pw_checker *c, const pw_path *spec)
{
    pw_path at = pw_text_child(spec, "managedBy");
    pw_str text = pw_text_at(&at);
    uint32_t slash = pw_str_find(text, '/');
    if (at.node == NULL)
        return PW_OK;
    if (text.len == 0)
        return pw_say_missing(c, &at);
    return slash == PW_NONE || slash == 0 || slash + 1 == text.len
               ? pw_say_bad(c, &at, "must be a domain-prefixed path (such as \"acme.io/foo\")")
               : PW_OK;
}

static pw_status check_spec(pw_checker *c, const pw_path *object, const pw_path *spec)
{
    pw_pods p;
    pw_pods_find(spec, &p);
    PW_TRY(pw_check_range(c, spec, &pw_job_spec_shape, "parallelism", "maxFailedIndexes"));
    if (is_given(spec, "maxFailedIndexes") && !is_given(spec, "backoffLimitPerIndex"))
        PW_TRY(say_missing(c, spec, "backoffLimitPerIndex", "when maxFailedIndexes is specified"));
    PW_TRY(check_manager(c, spec));
    PW_TRY(check_mode(c, spec));
    PW_TRY(check_success(c, spec));
    PW_TRY(pw_check_field(c, spec, &pw_job_spec_shape, "podReplacementPolicy"));
    PW_TRY(check_name_label(c, object, &p, false));
    if (p.pods.node != NULL || !pw_is_told(c, &p.pods))
        PW_TRY(pw_check_shape(c, &p.pods, &pw_template_shape));
    return check_restart(c, &p);
}

/* A selector is made by the server, unless the manifest says that it brings its own. */
static pw_status check_job_selector(pw_checker *c, const pw_path *object, const pw_path *spec)
{
    pw_path manual = pw_child(spec, "manualSelector"), meta = pw_map_child(object, "metadata");
    uint32_t before = pw_told(c);
    pw_pods p;
    pw_pods_find(spec, &p);
    if (pw_true_at(&manual) && p.selector.node == NULL)
        PW_TRY(pw_say_missing(c, &p.selector));
    else
        PW_TRY(pw_check_selector(c, &p.selector));
    if (pw_true_at(&manual))
        return p.selector.node != NULL && pw_told(c) != before
                   ? PW_OK : pw_check_fit(c, &p, p.selector.node == NULL);
    /* What a server printed has the selector that it made. */
    if (p.selector.node == NULL || p.selector.node->count == 0 || is_given(&meta, "uid"))
        return PW_OK;
    pw_buf_puts(&c->d->message, "the server makes the selector of a Job itself");
    pw_buf_puts(&c->d->hint, "leave selector out");
    return pw_say_selector(c, &p.selector, "`selector` not auto-generated");
}

static pw_status check_host_name(pw_checker *c, const pw_path *object, const pw_path *spec)
{
    pw_path meta = pw_map_child(object, "metadata"), name = pw_text_child(&meta, "name");
    int64_t last = number_of(spec, "completions", 1) - 1;
    pw_buf host = pw_buf_make(1u << 20);
    if (!is_indexed(spec) || last < 0)
        return PW_OK;
    pw_buf_print(&host, "%R-%u", pw_text_at(&name), (uint32_t)last);
    pw_status status = host.status;
    if (status == PW_OK && pw_label_faults(pw_buf_str(&host)).count > 0)
        status = pw_say_about(c, PW_BAD_NAME, &name, "will not able to create pod with invalid "
                              "DNS label: %R", pw_buf_str(&host), PW_STR(""));
    pw_buf_drop(&host, &c->d->server);
    return status;
}

pw_status pw_check_job(pw_checker *c, const pw_path *object)
{
    pw_path spec = pw_child(object, "spec"), meta = pw_map_child(object, "metadata");
    pw_path labels = pw_map_child(&meta, "labels");
    pw_pods p;
    if (spec.node != NULL && spec.node->kind != PW_MAP)
        return PW_OK;
    pw_pods_find(&spec, &p);
    PW_TRY(pw_warn_of_name(c, object));
    if (labels.node == NULL || labels.node->count == 0) {
        labels.node = p.labels.node;
        PW_TRY(pw_check_labels(c, &labels));
        PW_TRY(check_name_label(c, object, &p, true));
    }
    PW_TRY(check_spec(c, object, &spec));
    PW_TRY(check_job_selector(c, object, &spec));
    return check_host_name(c, object, &spec);
}

/* ---- CronJob */

static pw_status check_schedule(pw_checker *c, const pw_path *spec)
{
    pw_path at = pw_text_child(spec, "schedule");
    pw_str text = pw_text_at(&at);
    pw_buf fault = pw_buf_make(4096);
    pw_status status = PW_OK;
    if (text.len == 0)
        return pw_say_missing(c, &at);
    if (!pw_schedule_check(text, &fault)) {
        pw_buf_print(&c->d->message, "%q is no schedule", text);
        pw_buf_puts(&c->d->hint, "write minute, hour, day, month and day of the week: "
                                 "\"0 3 * * *\"");
        status = fault.status != PW_OK ? fault.status
                                       : pw_say_bad(c, &at, fault.at);
    }
    pw_buf_drop(&fault, &c->d->server);
    bool zone = false;
    for (uint32_t i = 0; i + 1 < text.len; i++)
        zone = zone || (text.at[i] == 'T' && text.at[i + 1] == 'Z');
    return status != PW_OK || !zone
               ? status
               : pw_say_bad(c, &at, "cannot use TZ or CRON_TZ in schedule, use "
                                "timeZone field instead");
}

static bool is_local(pw_str name)
{
    static const char local[] = "local";
    for (uint32_t i = 0; i < name.len && i < 5; i++)
        if ((name.at[i] | 0x20) != local[i])
            return false;
    return name.len == 5;
}

static pw_status check_zone(pw_checker *c, const pw_path *spec)
{
    pw_path at = pw_text_child(spec, "timeZone");
    pw_str name = pw_text_at(&at);
    if (at.node == NULL)
        return PW_OK;
    if (name.len == 0)
        return pw_say_bad(c, &at, "timeZone must be nil or non-empty string");
    if (is_local(name))
        PW_TRY(pw_say_bad(c, &at, "timeZone must be an explicit time zone as "
                              "defined in https://www.iana.org/time-zones"));
    if (pw_zone_known(name))
        return PW_OK;
    pw_buf_print(&c->d->message, "there is no time zone %q", name);
    pw_buf_puts(&c->d->hint, "write it like Europe/Berlin or Etc/UTC");
    return pw_say_about(c, PW_BAD_VALUE, &at, "unknown time zone %R", name, name);
}

static pw_status check_job_template(pw_checker *c, const pw_path *object, const pw_path *cron)
{
    pw_path job = pw_map_child(cron, "jobTemplate"), spec = pw_map_child(&job, "spec");
    pw_path selector = pw_map_child(&spec, "selector"), manual = pw_child(&spec, "manualSelector");
    static const pw_value off[] = {{"nil", NULL}, {"false", NULL}, {0}};
    if ((job.node == NULL && pw_is_told(c, &job)) || (spec.node == NULL && pw_is_told(c, &spec)))
        return PW_OK;
    PW_TRY(check_spec(c, object, &spec));
    if (selector.node != NULL)
        PW_TRY(pw_say_selector(c, &selector, "`selector` will be auto-generated"));
    return pw_true_at(&manual) ? pw_say_unsupported_value(c, &manual, PW_STR("true"),
                                                          PW_STR("true"), off)
                               : PW_OK;
}

pw_status pw_check_cron_job(pw_checker *c, const pw_path *object)
{
    pw_path spec = pw_child(object, "spec"), meta = pw_map_child(object, "metadata");
    pw_path name = pw_text_child(&meta, "name");
    if (spec.node != NULL && spec.node->kind != PW_MAP)
        return PW_OK;
    PW_TRY(pw_warn_of_name(c, object));
    PW_TRY(check_schedule(c, &spec));
    PW_TRY(pw_check_field(c, &spec, &pw_cron_spec_shape, "startingDeadlineSeconds"));
    PW_TRY(check_zone(c, &spec));
    PW_TRY(pw_check_field(c, &spec, &pw_cron_spec_shape, "concurrencyPolicy"));
    PW_TRY(check_job_template(c, object, &spec));
    PW_TRY(pw_check_range(c, &spec, &pw_cron_spec_shape, "successfulJobsHistoryLimit",
                          "failedJobsHistoryLimit"));
    return pw_text_at(&name).len > 52
               ? pw_say_invalid(c, PW_BAD_NAME, &name, "must be no more than 52 characters")
               : PW_OK;
}
