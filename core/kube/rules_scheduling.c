#include "kube/rules.h"

/* On which nodes a pod may run. */

/* ---- nodes */

static pw_status check_node_operator(pw_checker *c, const pw_path *op, const pw_path *values)
{
    pw_str text = pw_text_at(op);
    uint32_t count = pw_count_of(values);
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
    PW_TRY(pw_check_text(c, PW_BAD_LABEL, &key, pw_label_key_faults));
    while (!is_preferred(at) && pw_each_item(&values, &step))
        PW_TRY(pw_check_text(c, PW_BAD_LABEL, &step.at, pw_label_value_faults));
    return PW_OK;
}

pw_status pw_check_node_field(pw_checker *c, const pw_path *at)
{
    pw_path op = pw_text_child(at, "operator"), key = pw_text_child(at, "key");
    pw_path values = pw_list_child(at, "values");
    pw_step step = {0};
    if (!pw_is(&op, "In") && !pw_is(&op, "NotIn"))
        PW_TRY(pw_say_invalid(c, PW_BAD_REQUIREMENT, &op, "not a valid selector operator"));
    else if (pw_count_of(&values) != 1)
        PW_TRY(pw_say_required(c, PW_BAD_REQUIREMENT, &values, "must be only one value when "
                               "`operator` is 'In' or 'NotIn' for node field selector"));
    if (!pw_is(&key, "metadata.name"))
        return pw_say_invalid(c, PW_BAD_REQUIREMENT, &key, "not a valid field selector key");
    while (pw_each_item(&values, &step))
        PW_TRY(pw_check_text(c, PW_BAD_NAME, &step.at, pw_subdomain_faults));
    return PW_OK;
}

pw_status pw_check_node_selector(pw_checker *c, const pw_path *at)
{
    pw_path terms = pw_list_child(at, "nodeSelectorTerms");
    if (pw_count_of(&terms) == 0)
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
        return pw_say_bad(c, &weight, "must be in the range 1-100");
    return pw_say_invalid_value(c, PW_BAD_VALUE, &weight, PW_STR("0"),
                                "must be in the range 1-100");
}

pw_status pw_check_weighted(pw_checker *c, const pw_path *at)
{
    PW_TRY(check_weight(c, at));
    return pw_check_field(c, at, &pw_preferred_shape, "preference");
}

/* ---- pods */

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
    if (!pw_has_some(&topology))
        PW_TRY(pw_say_required(c, PW_REQUIRED, &topology, "can not be empty"));
    return pw_check_text(c, PW_BAD_LABEL, &topology, pw_label_key_faults);
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
    return !pw_has_some(&value)
               ? PW_OK : pw_say_bad(c, &place,
                                        "value must be empty when `operator` is 'Exists'");
}

pw_status pw_check_toleration(pw_checker *c, const pw_path *at)
{
    pw_path key = pw_text_child(at, "key"), op = pw_text_child(at, "operator");
    pw_path effect = pw_text_child(at, "effect");
    pw_path seconds = pw_number_child(at, "tolerationSeconds");
    PW_TRY(pw_check_field(c, at, &pw_toleration_shape, "key"));
    if (!pw_has_some(&key) && !pw_is(&op, "Exists"))
        PW_TRY(pw_say_bad(c, &op, "operator must be Exists when `key` is empty, "
                              "which means \"match all values and all keys\""));
    if (seconds.node != NULL && !pw_is(&effect, "NoExecute"))
        PW_TRY(pw_say_bad(c, &effect, "effect must be 'NoExecute' when "
                              "`tolerationSeconds` is set"));
    PW_TRY(check_toleration_operator(c, at));
    return pw_check_field(c, at, &pw_toleration_shape, "effect");
}

/* ---- spreading */

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
    if (!pw_has_some(&topology))
        PW_TRY(pw_say_required(c, PW_REQUIRED, &topology, "can not be empty"));
    if (!pw_is_one_of(pw_text_at(&action), field->values))
        PW_TRY(pw_say_unsupported(c, &action, field->values));
    PW_TRY(pw_check_range(c, at, &pw_spread_shape, "nodeAffinityPolicy", "nodeTaintsPolicy"));
    return pw_check_selector(c, &pods);
}
