#include "kube/rules.h"

/* On which nodes a pod may run. */

static uint32_t count_of(const pw_path *list)
{
    return list->node == NULL ? 0 : list->node->count;
}

/* ---- nodes */

static pw_status check_node_operator(pw_checker *c, const pw_path *op, const pw_path *values)
{
    pw_str text = pw_text_at(op);
    uint32_t count = count_of(values);
    if (pw_str_is(text, "In") || pw_str_is(text, "NotIn"))
        return count > 0 ? PW_OK
                         : pw_say_required(c, PW_BAD_REQUIREMENT, values, "must be specified when "
                                           "`operator` is 'In' or 'NotIn'");
    if (pw_str_is(text, "Exists") || pw_str_is(text, "DoesNotExist"))
        return count == 0 ? PW_OK
                          : pw_say_forbidden(c, PW_BAD_REQUIREMENT, values, "may not be specified "
                                             "when `operator` is 'Exists' or 'DoesNotExist'");
    if (pw_str_is(text, "Gt") || pw_str_is(text, "Lt"))
        return count == 1 ? PW_OK
                          : pw_say_required(c, PW_BAD_REQUIREMENT, values, "must be specified "
                                            "single value when `operator` is 'Lt' or 'Gt'");
    return pw_say_invalid(c, PW_BAD_REQUIREMENT, op, "not a valid selector operator");
}

/* Values that no label can have are let pass where nodes are only preferred. */
static bool is_preferred(const pw_path *at)
{
    return at->up->up->name != NULL;
}

pw_status pw_check_node_label(pw_checker *c, const pw_path *at)
{
    pw_path op = pw_text_child(at, "operator"), key = pw_text_child(at, "key");
    pw_path values = pw_list_child(at, "values");
    pw_step step = {0};
    PW_TRY(check_node_operator(c, &op, &values));
    PW_TRY(pw_say_faults(c, PW_BAD_LABEL, &key, pw_label_key_faults(pw_text_at(&key))));
    while (!is_preferred(at) && pw_each_item(&values, &step))
        PW_TRY(pw_say_faults(c, PW_BAD_LABEL, &step.at,
                             pw_label_value_faults(pw_text_at(&step.at))));
    return PW_OK;
}

pw_status pw_check_node_field(pw_checker *c, const pw_path *at)
{
    pw_path op = pw_text_child(at, "operator"), key = pw_text_child(at, "key");
    pw_path values = pw_list_child(at, "values");
    pw_step step = {0};
    if (!pw_str_is(pw_text_at(&op), "In") && !pw_str_is(pw_text_at(&op), "NotIn"))
        PW_TRY(pw_say_invalid(c, PW_BAD_REQUIREMENT, &op, "not a valid selector operator"));
    else if (count_of(&values) != 1)
        PW_TRY(pw_say_required(c, PW_BAD_REQUIREMENT, &values, "must be only one value when "
                               "`operator` is 'In' or 'NotIn' for node field selector"));
    if (!pw_str_is(pw_text_at(&key), "metadata.name"))
        return pw_say_invalid(c, PW_BAD_REQUIREMENT, &key, "not a valid field selector key");
    while (pw_each_item(&values, &step))
        PW_TRY(pw_say_faults(c, PW_BAD_NAME, &step.at, pw_subdomain_faults(pw_text_at(&step.at))));
    return PW_OK;
}

pw_status pw_check_node_selector(pw_checker *c, const pw_path *at)
{
    pw_path terms = pw_list_child(at, "nodeSelectorTerms");
    if (count_of(&terms) == 0)
        return pw_say_required(c, PW_REQUIRED, &terms,
                               "must have at least one node selector term");
    return pw_check_fields(c, at, &pw_node_selector_shape);
}

static pw_status check_weight(pw_checker *c, const pw_path *at)
{
    pw_path weight = pw_number_child(at, "weight");
    int64_t number = pw_number_at(&weight, 0);
    if (number >= 1 && number <= 100)
        return PW_OK;
    if (weight.node != NULL)
        return pw_say_invalid(c, PW_BAD_VALUE, &weight, "must be in the range 1-100");
    return pw_say_invalid_value(c, PW_BAD_VALUE, &weight, PW_STR("0"),
                                "must be in the range 1-100");
}

pw_status pw_check_weighted(pw_checker *c, const pw_path *at)
{
    PW_TRY(check_weight(c, at));
    return pw_check_field(c, at, &pw_preferred_shape, "preference");
}

/* ---- pods */

/* How often the selector asks for this label. */
static uint32_t times_asked(const pw_path *selector, pw_str key)
{
    uint32_t times = 0;
    pw_path labels = pw_map_child(selector, "matchLabels");
    pw_path list = pw_list_child(selector, "matchExpressions");
    pw_step member = {0}, step = {0};
    while (pw_each_member(&labels, &member))
        times += pw_str_same(member.at.key, key) ? 1 : 0;
    while (pw_each_item(&list, &step)) {
        pw_path own = pw_text_child(&step.at, "key");
        times += pw_str_same(pw_text_at(&own), key) ? 1 : 0;
    }
    return times;
}

/* Whether the selector asks twice for this label: the server adds it to that of a pod which has
 * it, before it looks. */
static bool asks_twice(const pw_checker *c, const pw_path *selector, pw_str key)
{
    pw_path object = {.node = c->object}, meta = pw_map_child(&object, "metadata");
    pw_path own_labels = pw_map_child(&meta, "labels");
    uint32_t times = 0;
    pw_step has = {0};
    while (c->kind == PW_POD && pw_each_member(&own_labels, &has))
        times += pw_str_same(has.at.key, key) ? 1 : 0;
    return times + times_asked(selector, key) > 1;
}

static pw_status check_keys(pw_checker *c, const pw_path *keys, const pw_path *selector)
{
    pw_step step = {0};
    if (count_of(keys) == 0)
        return PW_OK;
    if (selector->node == NULL)
        return pw_say_forbidden(c, PW_BAD_VALUE, keys,
                                "must not be specified when labelSelector is not set");
    while (pw_each_item(keys, &step))
        PW_TRY(pw_say_faults(c, PW_BAD_LABEL, &step.at, pw_label_key_faults(pw_text_at(&step.at))));
    return PW_OK;
}

static pw_status check_both_keys(pw_checker *c, const pw_path *at)
{
    pw_path keys = pw_list_child(at, "matchLabelKeys");
    pw_path selector = pw_map_child(at, "labelSelector");
    pw_path others = pw_list_child(at, "mismatchLabelKeys");
    pw_step step = {0}, other = {0};
    PW_TRY(check_keys(c, &keys, &selector));
    PW_TRY(check_keys(c, &others, &selector));
    for (; pw_each_item(&keys, &step); other = (pw_step){0}) {
        pw_path place = step.at;
        place.up = at; /* as the server says it */
        if (selector.node != NULL && asks_twice(c, &selector, pw_text_at(&step.at)))
            PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &place,
                                  "exists in both matchLabelKeys and labelSelector"));
        while (pw_each_item(&others, &other))
            if (pw_str_same(pw_text_at(&other.at), pw_text_at(&step.at)))
                PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &step.at,
                                      "exists in both matchLabelKeys and mismatchLabelKeys"));
    }
    return PW_OK;
}

pw_status pw_check_pod_term(pw_checker *c, const pw_path *at)
{
    pw_path pods = pw_map_child(at, "labelSelector"), topology = pw_text_child(at, "topologyKey");
    pw_path others = pw_map_child(at, "namespaceSelector"), names = pw_list_child(at, "namespaces");
    pw_step step = {0};
    PW_TRY(pw_check_selector(c, &pods));
    PW_TRY(pw_check_selector(c, &others));
    while (pw_each_item(&names, &step)) {
        pw_path place = {.up = at, .name = "namespace", .node = step.at.node};
        PW_TRY(pw_say_faults(c, PW_BAD_NAME, &place, pw_label_faults(pw_text_at(&step.at))));
    }
    PW_TRY(check_both_keys(c, at));
    if (pw_text_at(&topology).len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &topology, "can not be empty"));
    return pw_say_faults(c, PW_BAD_LABEL, &topology, pw_label_key_faults(pw_text_at(&topology)));
}

pw_status pw_check_weighted_pod(pw_checker *c, const pw_path *at)
{
    pw_path term = pw_map_child(at, "podAffinityTerm");
    PW_TRY(check_weight(c, at));
    return pw_check_pod_term(c, &term);
}

/* ---- tolerations */

static pw_status say_value_faults(pw_checker *c, const pw_path *op, const pw_path *value)
{
    pw_faults faults = pw_label_value_faults(pw_text_at(value));
    pw_path place = *op;
    pw_buf detail = pw_buf_make(4096);
    place.node = value->node;
    for (uint32_t i = 0; i < faults.count; i++)
        pw_buf_print(&detail, "%s%s", i > 0 ? ";" : "", faults.server[i]);
    pw_status status = faults.count == 0 ? PW_OK
                                         : pw_say_invalid(c, PW_BAD_LABEL, &place, detail.at);
    pw_buf_drop(&detail, &c->d->server);
    return status;
}

static pw_status check_toleration_operator(pw_checker *c, const pw_path *at)
{
    static const pw_value compared[] =
        {{"Equal", NULL}, {"Exists", NULL}, {"Lt", NULL}, {"Gt", NULL}, {0}};
    pw_path op = pw_text_child(at, "operator"), value = pw_text_child(at, "value"), place = op;
    pw_str text = pw_text_at(&op);
    if (pw_str_is(text, "Lt") || pw_str_is(text, "Gt"))
        return pw_say_unsupported(c, &op, compared);
    if (text.len == 0 || pw_str_is(text, "Equal"))
        return say_value_faults(c, &op, &value);
    if (!pw_str_is(text, "Exists"))
        return pw_check_field(c, at, &pw_toleration_shape, "operator");
    place.node = value.node;
    return pw_text_at(&value).len == 0
               ? PW_OK : pw_say_invalid(c, PW_BAD_VALUE, &place,
                                        "value must be empty when `operator` is 'Exists'");
}

pw_status pw_check_toleration(pw_checker *c, const pw_path *at)
{
    pw_path key = pw_text_child(at, "key"), op = pw_text_child(at, "operator");
    pw_path effect = pw_text_child(at, "effect");
    pw_path seconds = pw_number_child(at, "tolerationSeconds");
    PW_TRY(pw_check_field(c, at, &pw_toleration_shape, "key"));
    if (pw_text_at(&key).len == 0 && !pw_str_is(pw_text_at(&op), "Exists"))
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &op, "operator must be Exists when `key` is empty, "
                              "which means \"match all values and all keys\""));
    if (seconds.node != NULL && !pw_str_is(pw_text_at(&effect), "NoExecute"))
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &effect, "effect must be 'NoExecute' when "
                              "`tolerationSeconds` is set"));
    PW_TRY(check_toleration_operator(c, at));
    return pw_check_field(c, at, &pw_toleration_shape, "effect");
}

/* ---- spreading */

/* Whether a later item is of the same kind. */
static pw_status check_repeated(pw_checker *c, const pw_path *at)
{
    pw_path key = pw_text_child(at, "topologyKey"), action = pw_text_child(at, "whenUnsatisfiable");
    pw_path place = {.up = at, .name = "{topologyKey, whenUnsatisfiable}", .node = at->node};
    pw_buf text = pw_buf_make(4096);
    pw_str value;
    pw_step step = {0};
    while (pw_each_item(at->up, &step)) {
        pw_path other = pw_text_child(&step.at, "topologyKey");
        pw_path also = pw_text_child(&step.at, "whenUnsatisfiable");
        if (step.at.index <= at->index || !pw_str_same(pw_text_at(&other), pw_text_at(&key)) ||
            !pw_str_same(pw_text_at(&also), pw_text_at(&action)))
            continue;
        pw_buf_print(&text, "\"{%R, %R}\"", pw_text_at(&key), pw_text_at(&action));
        PW_TRY(pw_buf_keep(&text, c->d->arena, &value));
        return pw_say_duplicate(c, &place, value);
    }
    return PW_OK;
}

static pw_status check_domains(pw_checker *c, const pw_path *at)
{
    pw_path domains = pw_number_child(at, "minDomains");
    pw_path action = pw_text_child(at, "whenUnsatisfiable");
    pw_buf detail = pw_buf_make(4096);
    if (domains.node == NULL)
        return PW_OK;
    if (pw_number_at(&domains, 1) <= 0)
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &domains, "must be greater than zero"));
    if (pw_str_is(pw_text_at(&action), "DoNotSchedule"))
        return PW_OK;
    pw_buf_print(&detail, "can only use minDomains if whenUnsatisfiable=DoNotSchedule, not %R",
                 pw_text_at(&action));
    pw_status status = pw_say_invalid(c, PW_BAD_VALUE, &domains, detail.at);
    pw_buf_drop(&detail, &c->d->server);
    return status;
}

pw_status pw_check_spread(pw_checker *c, const pw_path *at)
{
    pw_path skew = pw_number_child(at, "maxSkew"), topology = pw_text_child(at, "topologyKey");
    pw_path action = pw_text_child(at, "whenUnsatisfiable");
    pw_path pods = pw_map_child(at, "labelSelector");
    const pw_field *field = pw_shape_field(&pw_spread_shape, PW_STR("whenUnsatisfiable"));
    if (pw_number_at(&skew, 0) <= 0)
        PW_TRY(pw_say_invalid_value(c, PW_BAD_VALUE, &skew,
                                    skew.node != NULL ? skew.node->text : PW_STR("0"),
                                    "must be greater than zero"));
    if (pw_text_at(&topology).len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &topology, "can not be empty"));
    if (!pw_is_one_of(pw_text_at(&action), field->values))
        PW_TRY(pw_say_unsupported(c, &action, field->values));
    PW_TRY(check_repeated(c, at));
    PW_TRY(check_domains(c, at));
    PW_TRY(pw_check_range(c, at, &pw_spread_shape, "nodeAffinityPolicy", "nodeTaintsPolicy"));
    PW_TRY(check_both_keys(c, at));
    return pw_check_selector(c, &pods);
}
