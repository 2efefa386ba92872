#include "kube/quantity.h"
#include "kube/rules.h"

/* Claims of volumes. */

static uint32_t count_of(const pw_path *at)
{
    return at->node == NULL ? 0 : at->node->count;
}

static pw_status check_modes(pw_checker *c, const pw_path *spec)
{
    const pw_field *field = pw_shape_field(&pw_claim_spec_shape, PW_STR("accessModes"));
    pw_path list = pw_list_child(spec, "accessModes");
    pw_step step = {0};
    bool single = false, other = false;
    while (pw_each_item(&list, &step)) {
        pw_str mode = pw_text_at(&step.at);
        const pw_value *v = field->values;
        pw_path at = list;
        at.node = step.last;
        while (v->name != NULL && !pw_str_is(mode, v->name))
            v++;
        if (v->name == NULL)
            PW_TRY(pw_say_unsupported(c, &at, field->values));
        single = single || pw_str_is(mode, "ReadWriteOncePod");
        other = other || (v->name != NULL && !pw_str_is(mode, "ReadWriteOncePod"));
    }
    return single && other
               ? pw_say_forbidden(c, PW_BAD_VALUE, &list,
                                  "may not use ReadWriteOncePod with other access modes")
               : PW_OK;
}

static pw_status check_storage(pw_checker *c, const pw_path *spec)
{
    pw_path resources = pw_map_child(spec, "resources");
    pw_path requests = pw_map_child(&resources, "requests"), given = pw_child(&requests, "storage");
    pw_path at = {.up = &resources, .key = PW_STR("storage"), .member = true, .node = given.node};
    pw_quantity amount = {0}, zero = {0};
    if (given.node == NULL)
        return pw_say_required(c, PW_REQUIRED, &at, NULL);
    if (given.node->kind < PW_LIST && pw_quantity_read(given.node->text, &amount) == NULL &&
        pw_quantity_order(amount, zero) <= 0)
        return pw_say_invalid(c, PW_BAD_VALUE, &at, "must be greater than zero");
    return PW_OK;
}

pw_status pw_check_claim_spec(pw_checker *c, const pw_path *spec)
{
    pw_path modes = pw_list_child(spec, "accessModes"), selector = pw_map_child(spec, "selector");
    pw_path class = pw_text_child(spec, "storageClassName");
    if (count_of(&modes) == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &modes, "at least 1 access mode is required"));
    PW_TRY(pw_check_selector(c, &selector));
    PW_TRY(check_modes(c, spec));
    PW_TRY(check_storage(c, spec));
    if (pw_text_at(&class).len > 0)
        PW_TRY(pw_say_faults(c, PW_BAD_NAME, &class, pw_subdomain_faults(pw_text_at(&class))));
    return pw_check_range(c, spec, &pw_claim_spec_shape, "volumeMode", "dataSourceRef");
}
