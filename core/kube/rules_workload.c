#include "kube/rules.h"

#include "text/compact.h"

#define NO_FIT "`selector` does not match template `labels`"

/* ---- selectors and labels, as they stand in the tree */

static pw_str label_of(const pw_path *labels, pw_str key, bool *given)
{
    pw_step step = {0};
    *given = false;
    while (pw_each_member(labels, &step))
        if (pw_str_same(step.at.key, key)) {
            *given = true;
            return pw_text_at(&step.at);
        }
    return PW_STR("");
}

static bool fits_one(const pw_path *requirement, const pw_path *labels)
{
    pw_path key = pw_text_child(requirement, "key"), op = pw_text_child(requirement, "operator");
    pw_path values = pw_list_child(requirement, "values");
    pw_step step = {0};
    bool given, found = false;
    pw_str label = label_of(labels, pw_text_at(&key), &given);
    while (pw_each_item(&values, &step))
        found = found || pw_str_same(pw_text_at(&step.at), label);
    if (pw_is(&op, "In"))
        return given && found;
    if (pw_is(&op, "NotIn"))
        return !given || !found;
    return given == pw_is(&op, "Exists");
}

static bool has_all(const pw_path *labels, const pw_path *wanted)
{
    pw_step label = {0};
    bool given;
    while (pw_each_member(wanted, &label)) {
        pw_str value = label_of(labels, label.at.key, &given);
        if (!given || !pw_str_same(value, pw_text_at(&label.at)))
            return false;
    }
    return true;
}

static bool fits(const pw_path *selector, const pw_path *labels)
{
    pw_path wanted = pw_map_child(selector, "matchLabels");
    pw_path list = pw_list_child(selector, "matchExpressions");
    pw_step requirement = {0};
    if (!has_all(labels, &wanted))
        return false;
    while (pw_each_item(&list, &requirement))
        if (!fits_one(&requirement.at, labels))
            return false;
    return true;
}

static bool is_empty(const pw_path *selector)
{
    pw_path labels = pw_map_child(selector, "matchLabels");
    pw_path list = pw_list_child(selector, "matchExpressions");
    return pw_count_of(&labels) + pw_count_of(&list) == 0;
}

/* ---- a selector as the server quotes it: its fields in the order of the struct */

static void put_requirement(pw_buf *b, const pw_path *at)
{
    pw_path key = pw_text_child(at, "key"), op = pw_text_child(at, "operator");
    pw_path values = pw_list_child(at, "values");
    pw_buf_print(b, "{\"key\":%Q,\"operator\":%Q", pw_text_at(&key), pw_text_at(&op));
    if (pw_count_of(&values) > 0) {
        pw_buf_puts(b, ",\"values\":");
        pw_compact_put(b, values.node);
    }
    pw_buf_putc(b, '}');
}

static void put_selector(pw_buf *b, const pw_path *selector)
{
    pw_path labels = pw_map_child(selector, "matchLabels");
    pw_path list = pw_list_child(selector, "matchExpressions");
    pw_step step = {0};
    const char *between = "";
    pw_buf_putc(b, '{');
    if (pw_count_of(&labels) > 0) {
        pw_buf_puts(b, "\"matchLabels\":");
        pw_compact_put(b, labels.node);
        between = ",";
    }
    if (pw_count_of(&list) > 0)
        pw_buf_print(b, "%s\"matchExpressions\":[", between);
    for (between = ""; pw_each_item(&list, &step); between = ",") {
        pw_buf_puts(b, between);
        put_requirement(b, &step.at);
    }
    pw_buf_puts(b, pw_count_of(&list) > 0 ? "]}" : "}");
}

static pw_status keep_selector(pw_checker *c, const pw_path *selector, pw_str *value)
{
    pw_buf b = pw_buf_make(1u << 20);
    put_selector(&b, selector);
    return pw_buf_keep(&b, c->d->arena, value);
}

pw_status pw_say_selector(pw_checker *c, const pw_path *selector, const char *detail)
{
    pw_str value;
    PW_TRY(keep_selector(c, selector, &value));
    return pw_say_invalid_value(c, PW_BAD_REQUIREMENT, selector, value, detail);
}

/* ---- the pods of a workload */

void pw_pods_find(const pw_path *spec, pw_pods *p)
{
    p->selector = pw_map_child(spec, "selector");
    p->pods = pw_map_child(spec, "template");
    p->meta = pw_map_child(&p->pods, "metadata");
    p->labels = pw_map_child(&p->meta, "labels");
    p->spec = pw_map_child(&p->pods, "spec");
    p->restart = pw_text_child(&p->spec, "restartPolicy");
}

/* Whether the parts are there only by another name, or with a wrong type. */
static bool is_told(const pw_checker *c, const pw_pods *p)
{
    return (p->selector.node == NULL && pw_is_told(c, &p->selector)) ||
           (p->pods.node == NULL && pw_is_told(c, &p->pods)) ||
           (p->meta.node == NULL && pw_is_told(c, &p->meta)) ||
           (p->labels.node == NULL && pw_is_told(c, &p->labels));
}

static pw_status say_no_fit(pw_checker *c, const pw_pods *p, bool also)
{
    pw_buf b = pw_buf_make(1u << 20);
    pw_str value;
    if (p->labels.node == NULL)
        pw_buf_puts(&b, "null");
    else
        pw_compact_put(&b, p->labels.node);
    PW_TRY(pw_buf_keep(&b, c->d->arena, &value));
    if (also)
        return pw_say_also(c, &p->labels, value, NO_FIT);
    pw_buf_puts(&c->d->message, p->selector.node == NULL
                                    ? "selector is missing"
                                    : "the selector does not fit the labels of the template");
    pw_buf_puts(&c->d->hint, "write the same labels under selector.matchLabels and under "
                             "template.metadata.labels");
    return pw_say_invalid_value(c, PW_BAD_VALUE, &p->labels, value, NO_FIT);
}

pw_status pw_check_fit(pw_checker *c, const pw_pods *p, bool also)
{
    return is_told(c, p) || (p->selector.node != NULL && fits(&p->selector, &p->labels))
               ? PW_OK : say_no_fit(c, p, also);
}

/* The template; pods of `what` run for ever. */
static pw_status check_template(pw_checker *c, const pw_pods *p, const char *what)
{
    static const pw_value always[] = {{"Always", NULL}, {0}};
    pw_path seconds = pw_child(&p->spec, "activeDeadlineSeconds");
    if (p->pods.node == NULL && pw_is_told(c, &p->pods))
        return PW_OK;
    PW_TRY(pw_check_shape(c, &p->pods, &pw_template_shape));
    if (pw_has_some(&p->restart) && !pw_is(&p->restart, "Always"))
        PW_TRY(pw_say_unsupported(c, &p->restart, always));
    if (seconds.node == NULL)
        return PW_OK;
    pw_buf detail = pw_buf_make(128);
    pw_buf_print(&detail, "activeDeadlineSeconds in %s is not Supported", what);
    pw_status status = detail.status;
    if (status == PW_OK)
        status = pw_say_forbidden(c, PW_BAD_VALUE, &seconds, detail.at);
    pw_buf_drop(&detail, &c->d->server);
    return status;
}

static pw_status say_empty(pw_checker *c, const pw_path *selector, const char *detail)
{
    pw_buf_puts(&c->d->message, "an empty selector is not allowed here");
    pw_buf_puts(&c->d->hint, "write the labels of the template: matchLabels: {app: web}");
    return pw_say_invalid_value(c, PW_BAD_REQUIREMENT, selector, PW_STR("{}"), detail);
}

/* Selector and template; `bad`: what is said beside the faults of a selector. */
static pw_status check_pods(pw_checker *c, const pw_path *spec, const char *empty,
                            const char *bad, const char *what)
{
    pw_pods p;
    pw_str value;
    uint32_t before = pw_told(c);
    pw_pods_find(spec, &p);
    if (p.selector.node == NULL)
        PW_TRY(pw_say_missing(c, &p.selector));
    else
        PW_TRY(pw_check_selector(c, &p.selector));
    if (p.selector.node != NULL && pw_told(c) != before) {
        PW_TRY(keep_selector(c, &p.selector, &value));
        return pw_say_also(c, &p.selector, value, bad);
    }
    if (p.selector.node != NULL && is_empty(&p.selector))
        PW_TRY(say_empty(c, &p.selector, empty));
    else
        PW_TRY(pw_check_fit(c, &p, p.selector.node == NULL));
    if (c->kind == PW_STATEFUL_SET)
        PW_TRY(pw_pods_as_numbered(c, spec, &p));
    return check_template(c, &p, what);
}

/* ---- how old pods are replaced */

#define NO_PERCENT                                                                             \
    "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  " \
    "or '93%', regex used for validation is '[0-9]+%')"

/* A part of the pods, or their number; *percent tells which. */
static int64_t amount_of(const pw_path *at, int64_t otherwise, bool *percent)
{
    pw_str text = pw_text_at(at);
    uint32_t number;
    *percent = false;
    if (at->node == NULL || at->node->kind != PW_TEXT)
        return pw_number_at(at, otherwise);
    *percent = text.len > 1 && text.at[text.len - 1] == '%' &&
               pw_str_number(pw_str_part(text, 0, text.len - 1), UINT32_MAX - 1, &number);
    if (*percent)
        return number;
    return pw_str_number(text, INT32_MAX, &number) ? number : 0;
}

static pw_status check_amount(pw_checker *c, const pw_path *at)
{
    bool percent;
    int64_t amount = amount_of(at, 0, &percent);
    if (at->node == NULL)
        return PW_OK;
    if (at->node->kind == PW_TEXT && !percent) {
        pw_buf_print(&c->d->message, "%q is no part of a whole", pw_text_at(at));
        pw_buf_puts(&c->d->hint, "write a number without quotes, or a part like 25%");
        return pw_say_bad(c, at, NO_PERCENT);
    }
    return amount < 0 ? pw_say_bad(c, at,
                                       "must be greater than or equal to 0")
                      : PW_OK;
}

static pw_status check_part(pw_checker *c, const pw_path *at)
{
    bool percent;
    return amount_of(at, 0, &percent) > 100 && percent
               ? pw_say_bad(c, at, "must not be greater than 100%")
               : PW_OK;
}

static void put_amount(pw_buf *b, const pw_path *rolling, const char *name)
{
    pw_path at = pw_child(rolling, name);
    if (at.node == NULL)
        pw_buf_puts(b, "0");
    else
        pw_compact_put(b, at.node);
}

/* A strategy as the server quotes it: by the names of Go's fields. */
static pw_status put_strategy(pw_checker *c, const pw_path *strategy, bool set, pw_str *value)
{
    pw_path type = pw_text_child(strategy, "type");
    pw_path rolling = pw_map_child(strategy, "rollingUpdate");
    pw_buf b = pw_buf_make(4096);
    pw_buf_print(&b, "{\"Type\":%Q,\"RollingUpdate\":", pw_text_at(&type));
    if (rolling.node == NULL) {
        pw_buf_puts(&b, "null}");
        return pw_buf_keep(&b, c->d->arena, value);
    }
    pw_buf_print(&b, "{\"%s\":", set ? "Partition" : "MaxUnavailable");
    put_amount(&b, &rolling, set ? "partition" : "maxUnavailable");
    pw_buf_print(&b, ",\"%s\":", set ? "MaxUnavailable" : "MaxSurge");
    if (set)
        pw_buf_puts(&b, "null");
    else
        put_amount(&b, &rolling, "maxSurge");
    pw_buf_puts(&b, "}}");
    return pw_buf_keep(&b, c->d->arena, value);
}

/* What is left of the strategy once its type is known: no other than `values`. */
static pw_status say_strategy(pw_checker *c, const pw_path *strategy)
{
    const pw_shape *spec = pw_shape_field(pw_kind_of(c->kind)->body, PW_STR("spec"))->shape;
    const pw_shape *shape = pw_shape_field(spec, pw_str_of(strategy->name))->shape;
    pw_path type = pw_text_child(strategy, "type");
    pw_str value;
    PW_TRY(put_strategy(c, strategy, false, &value));
    return pw_say_unsupported_value(c, strategy, value, pw_text_at(&type),
                                    pw_shape_field(shape, PW_STR("type"))->values);
}

static pw_status check_strategy(pw_checker *c, const pw_path *spec)
{
    pw_path strategy = pw_map_child(spec, "strategy"), type = pw_text_child(&strategy, "type");
    pw_path rolling = pw_map_child(&strategy, "rollingUpdate");
    pw_path without = pw_child(&rolling, "maxUnavailable"), surge = pw_child(&rolling, "maxSurge");
    bool ignored;
    if (pw_is(&type, "Recreate"))
        return rolling.node == NULL
                   ? PW_OK
                   : pw_say_forbidden(c, PW_BAD_VALUE, &rolling,
                                      "may not be specified when strategy `type` is 'Recreate'");
    if (pw_has_some(&type) && !pw_is(&type, "RollingUpdate"))
        return say_strategy(c, &strategy);
    PW_TRY(check_amount(c, &without));
    PW_TRY(check_amount(c, &surge));
    if (amount_of(&without, 25, &ignored) == 0 && amount_of(&surge, 25, &ignored) == 0) {
        pw_buf_puts(&c->d->message, "maxUnavailable and maxSurge cannot both be 0");
        PW_TRY(pw_say_bad(c, &without, "may not be 0 when `maxSurge` is 0"));
    }
    return check_part(c, &without);
}

static pw_status check_daemon_update(pw_checker *c, const pw_path *spec)
{
    pw_path update = pw_map_child(spec, "updateStrategy"), type = pw_text_child(&update, "type");
    pw_path rolling = pw_map_child(&update, "rollingUpdate");
    pw_path without = pw_child(&rolling, "maxUnavailable"), surge = pw_child(&rolling, "maxSurge");
    bool ignored;
    if (pw_is(&type, "OnDelete"))
        return PW_OK;
    if (pw_has_some(&type) && !pw_is(&type, "RollingUpdate"))
        return say_strategy(c, &update);
    PW_TRY(check_amount(c, &without));
    PW_TRY(check_amount(c, &surge));
    PW_TRY(check_part(c, &without));
    PW_TRY(check_part(c, &surge));
    bool some = amount_of(&without, 1, &ignored) != 0, more = amount_of(&surge, 0, &ignored) != 0;
    if (some && more)
        return pw_say_bad(c, &surge,
                              "may not be set when maxUnavailable is non-zero");
    return some || more ? PW_OK : pw_say_required(c, PW_BAD_VALUE, &without,
                                                  "cannot be 0 when maxSurge is 0");
}

static pw_status check_set_update(pw_checker *c, const pw_path *spec)
{
    pw_path update = pw_map_child(spec, "updateStrategy"), type = pw_text_child(&update, "type");
    pw_path rolling = pw_map_child(&update, "rollingUpdate");
    pw_path part = pw_number_child(&rolling, "partition");
    pw_str value, text = pw_text_at(&type);
    if (text.len == 0 || pw_str_is(text, "RollingUpdate"))
        return pw_number_at(&part, 0) >= 0
                   ? PW_OK : pw_say_bad(c, &part,
                                            "must be greater than or equal to 0");
    PW_TRY(put_strategy(c, &update, true, &value));
    if (!pw_str_is(text, "OnDelete"))
        return pw_say_invalid_value(c, PW_BAD_VALUE, &update, value,
                                    "must be 'RollingUpdate' or 'OnDelete'");
    /* Of `value` the part after "RollingUpdate":, without the last brace. */
    value = pw_str_part(value, sizeof "{\"Type\":\"OnDelete\",\"RollingUpdate\":" - 1,
                        value.len - 1);
    return rolling.node == NULL
               ? PW_OK : pw_say_invalid_value(c, PW_BAD_VALUE, &rolling, value,
                                              "only allowed for updateStrategy 'RollingUpdate'");
}

/* ---- the kinds */

static pw_path spec_of(const pw_path *object)
{
    return pw_child(object, "spec");
}

pw_status pw_warn_of_name(pw_checker *c, const pw_path *object)
{
    pw_path meta = pw_map_child(object, "metadata"), name = pw_text_child(&meta, "name");
    pw_faults faults = pw_label_faults(pw_text_at(&name));
    pw_buf *b = &c->d->server;
    if (faults.count == 0)
        return PW_OK;
    pw_buf_puts(b, "metadata.name: this is used in Pod names and hostnames, which can result in "
                   "surprising behavior; a DNS label is recommended: [");
    for (uint32_t i = 0; i < faults.count; i++)
        pw_buf_print(b, "%s%s", i == 0 ? "" : " ", faults.server[i]);
    pw_buf_putc(b, ']');
    pw_buf_print(&c->d->message, "%q is the beginning of names of pods, and %s", pw_text_at(&name),
                 faults.plain);
    return pw_say_warning(c, PW_SERVER_WARNS, &name);
}

#define EMPTY_SELECTOR "empty selector is invalid for "

pw_status pw_check_deployment(pw_checker *c, const pw_path *object)
{
    pw_path spec = spec_of(object), ready = pw_number_child(&spec, "minReadySeconds");
    pw_path deadline = pw_number_child(&spec, "progressDeadlineSeconds");
    if (spec.node != NULL && spec.node->kind != PW_MAP)
        return PW_OK;
    PW_TRY(pw_warn_of_name(c, object));
    PW_TRY(pw_check_field(c, &spec, &pw_deployment_spec_shape, "replicas"));
    PW_TRY(check_pods(c, &spec, EMPTY_SELECTOR "deployment", "invalid label selector",
                      "ReplicaSet"));
    PW_TRY(check_strategy(c, &spec));
    PW_TRY(pw_check_range(c, &spec, &pw_deployment_spec_shape, "minReadySeconds",
                          "progressDeadlineSeconds"));
    if (pw_number_at(&deadline, 600) > pw_number_at(&ready, 0))
        return PW_OK;
    return deadline.node != NULL
               ? pw_say_bad(c, &deadline, "must be greater than minReadySeconds")
               : pw_say_invalid_value(c, PW_BAD_VALUE, &deadline, PW_STR("600"),
                                      "must be greater than minReadySeconds");
}

pw_status pw_check_replica_set(pw_checker *c, const pw_path *object)
{
    pw_path spec = spec_of(object);
    if (spec.node != NULL && spec.node->kind != PW_MAP)
        return PW_OK;
    PW_TRY(pw_warn_of_name(c, object));
    PW_TRY(pw_check_range(c, &spec, &pw_replica_set_spec_shape, "replicas", "minReadySeconds"));
    return check_pods(c, &spec, EMPTY_SELECTOR "deployment", "invalid label selector",
                      "ReplicaSet");
}

pw_status pw_check_daemon_set(pw_checker *c, const pw_path *object)
{
    pw_path spec = spec_of(object);
    uint32_t before = pw_told(c);
    pw_pods p;
    if (spec.node != NULL && spec.node->kind != PW_MAP)
        return PW_OK;
    pw_pods_find(&spec, &p);
    PW_TRY(pw_check_selector(c, &p.selector));
    if (pw_told(c) == before)
        PW_TRY(pw_check_fit(c, &p, false));
    if (p.selector.node != NULL && is_empty(&p.selector))
        PW_TRY(say_empty(c, &p.selector, EMPTY_SELECTOR "daemonset"));
    PW_TRY(check_template(c, &p, "DaemonSet"));
    PW_TRY(pw_check_field(c, &spec, &pw_daemon_set_spec_shape, "minReadySeconds"));
    PW_TRY(check_daemon_update(c, &spec));
    return pw_check_field(c, &spec, &pw_daemon_set_spec_shape, "revisionHistoryLimit");
}

static pw_status check_set_first(pw_checker *c, const pw_path *spec)
{
    pw_path management = pw_text_child(spec, "podManagementPolicy");
    pw_path ordinals = pw_map_child(spec, "ordinals"), claims;
    pw_path start = pw_number_child(&ordinals, "start"), name = pw_text_child(spec, "serviceName");
    pw_str order = pw_text_at(&management);
    pw_step claim = {0};
    if (order.len > 0 && !pw_str_is(order, "OrderedReady") && !pw_str_is(order, "Parallel"))
        PW_TRY(pw_say_bad(c, &management,
                              "must be 'OrderedReady' or 'Parallel'"));
    PW_TRY(check_set_update(c, spec));
    PW_TRY(pw_check_field(c, spec, &pw_stateful_set_spec_shape,
                          "persistentVolumeClaimRetentionPolicy"));
    claims = pw_list_child(spec, "volumeClaimTemplates");
    while (pw_each_item(&claims, &claim)) {
        pw_path inner = pw_child(&claim.at, "spec");
        PW_TRY(pw_check_claim_spec(c, &inner));
    }
    PW_TRY(pw_check_range(c, spec, &pw_stateful_set_spec_shape, "replicas", "minReadySeconds"));
    start.up = spec;
    start.name = "ordinals.start";
    if (pw_number_at(&start, 0) < 0)
        PW_TRY(pw_say_bad(c, &start, "must be greater than or equal to 0"));
    return !pw_has_some(&name)
               ? PW_OK : pw_check_text(c, PW_BAD_NAME, &name, pw_label_faults);
}

pw_status pw_check_stateful_set(pw_checker *c, const pw_path *object)
{
    pw_path spec = spec_of(object), limit = pw_number_child(&spec, "revisionHistoryLimit");
    if (spec.node != NULL && spec.node->kind != PW_MAP)
        return PW_OK;
    PW_TRY(check_set_first(c, &spec));
    PW_TRY(check_pods(c, &spec, EMPTY_SELECTOR "statefulset", NULL, "StatefulSet"));
    if (pw_number_at(&limit, 0) >= 0)
        return PW_OK;
    pw_buf_puts(&c->d->server, "spec.revisionHistoryLimit: a negative value retains all "
                               "historical revisions; a value >= 0 is recommended");
    pw_buf_puts(&c->d->message, "a negative revisionHistoryLimit keeps all old versions");
    return pw_say_warning(c, PW_SERVER_WARNS, &limit);
}

/* Without labels or a selector of its own it has those of its pods. */
pw_status pw_check_controller(pw_checker *c, const pw_path *object)
{
    pw_path spec = spec_of(object), meta = pw_map_child(object, "metadata");
    pw_path own = pw_map_child(&meta, "labels");
    pw_pods p;
    if (spec.node != NULL && spec.node->kind != PW_MAP)
        return PW_OK;
    pw_pods_find(&spec, &p);
    if (pw_count_of(&own) == 0) {
        own.node = p.labels.node;
        PW_TRY(pw_check_labels(c, &own));
    }
    PW_TRY(pw_warn_of_name(c, object));
    PW_TRY(pw_check_field(c, &spec, &pw_controller_spec_shape, "minReadySeconds"));
    if (pw_count_of(&p.selector) + pw_count_of(&p.labels) == 0)
        PW_TRY(pw_say_missing(c, &p.selector));
    PW_TRY(pw_check_field(c, &spec, &pw_controller_spec_shape, "replicas"));
    if (p.pods.node == NULL)
        return pw_say_missing(c, &p.pods);
    if (pw_count_of(&p.selector) > 0 && !is_told(c, &p) && !has_all(&p.labels, &p.selector))
        PW_TRY(say_no_fit(c, &p, false));
    return check_template(c, &p, "ReplicationController");
}
