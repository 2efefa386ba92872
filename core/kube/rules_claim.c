#include "kube/rules.h"

/* Claims of volumes. */

static bool is_empty_list(const pw_path *list)
{
    return list->node == NULL || list->node->count == 0;
}

static pw_status check_access_modes(pw_checker *c, const pw_path *modes)
{
    const pw_field *field = pw_shape_field(&pw_claim_spec_shape, PW_STR("accessModes"));
    bool single = false, other = false;
    pw_step step = {0};
    while (pw_each_item(modes, &step)) {
        pw_path place = *modes;
        place.node = step.at.node;
        bool good = pw_is_one_of(pw_text_at(&step.at), field->values);
        bool one = pw_str_is(pw_text_at(&step.at), "ReadWriteOncePod");
        single = single || one;
        other = other || (good && !one);
        if (!good)
            PW_TRY(pw_say_unsupported(c, &place, field->values));
    }
    return single && other ? pw_say_forbidden(c, PW_BAD_VALUE, modes, "may not use "
                                              "ReadWriteOncePod with other access modes") : PW_OK;
}

static pw_status check_storage(pw_checker *c, const pw_path *at)
{
    pw_path resources = pw_map_child(at, "resources"), requests = pw_map_child(&resources, "requests");
    pw_path given = pw_child(&requests, "storage");
    pw_path storage = {.up = &resources, .key = PW_STR("storage"), .member = true,
                       .node = given.node};
    pw_quantity amount = pw_quantity_at(&storage);
    if (given.node == NULL)
        return pw_say_required(c, PW_REQUIRED, &storage, NULL);
    if (!amount.minus && (amount.whole > 0 || amount.milli > 0))
        return PW_OK;
    return pw_say_quantity(c, &storage, amount, "must be greater than zero");
}

static pw_status check_data_source(pw_checker *c, const pw_path *at)
{
    pw_path kind = pw_text_child(at, "kind"), group = pw_text_child(at, "apiGroup"), place = *at;
    if (at->node == NULL)
        return PW_OK;
    place.node = kind.node;
    if (pw_text_at(&group).len > 0)
        return pw_say_faults(c, PW_BAD_VALUE, &group, pw_subdomain_faults(pw_text_at(&group)));
    if (pw_str_is(pw_text_at(&kind), "PersistentVolumeClaim"))
        return PW_OK;
    return pw_say_invalid(c, PW_BAD_VALUE, &place, "must be 'PersistentVolumeClaim' when "
                          "referencing the default apiGroup");
}

pw_status pw_check_claim_spec(pw_checker *c, const pw_path *at)
{
    static const char *const sources[] = {"dataSource", "dataSourceRef"};
    pw_path modes = pw_list_child(at, "accessModes"), selector = pw_map_child(at, "selector");
    if (is_empty_list(&modes))
        PW_TRY(pw_say_required(c, PW_REQUIRED, &modes, "at least 1 access mode is required"));
    PW_TRY(pw_check_selector(c, &selector));
    PW_TRY(check_access_modes(c, &modes));
    PW_TRY(check_storage(c, at));
    PW_TRY(pw_check_range(c, at, &pw_claim_spec_shape, "storageClassName", "volumeMode"));
    for (uint32_t i = 0; i < PW_COUNT(sources); i++) {
        pw_path source = pw_map_child(at, sources[i]);
        PW_TRY(pw_check_field(c, at, &pw_claim_spec_shape, sources[i]));
        PW_TRY(check_data_source(c, &source));
    }
    return pw_check_field(c, at, &pw_claim_spec_shape, "volumeAttributesClassName");
}
