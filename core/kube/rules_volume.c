#include "kube/rules.h"

/* Volumes: those that hold what learners write; of the others only the kind is known. */

/* ---- single kinds of them */

pw_status pw_check_empty_dir(pw_checker *c, const pw_path *at)
{
    pw_path limit = pw_child(at, "sizeLimit");
    return !pw_quantity_at(&limit).minus
               ? PW_OK : pw_say_forbidden(c, PW_BAD_VALUE, &limit,
                                          "SizeLimit field must be a valid resource quantity");
}

pw_status pw_check_host_path(pw_checker *c, const pw_path *at)
{
    pw_path path = pw_text_child(at, "path");
    if (!pw_has_some(&path))
        return pw_say_missing(c, &path);
    PW_TRY(pw_check_no_backsteps(c, &path));
    return pw_check_field(c, at, &pw_host_path_shape, "type");
}

pw_status pw_check_key_to_path(pw_checker *c, const pw_path *at)
{
    pw_path path = pw_text_child(at, "path");
    PW_TRY(pw_check_fields(c, at, &pw_item_shape));
    return pw_check_descending(c, &path);
}

pw_status pw_check_nfs(pw_checker *c, const pw_path *at)
{
    pw_path path = pw_text_child(at, "path");
    PW_TRY(pw_check_fields(c, at, &pw_nfs_shape));
    return pw_str_starts(pw_text_at(&path), "/")
               ? PW_OK : pw_say_bad(c, &path, "must be an absolute path");
}

/* ---- claims */

static pw_status check_access_modes(pw_checker *c, const pw_path *modes)
{
    const pw_field *field = pw_shape_field(&pw_claim_spec_shape, PW_STR("accessModes"));
    pw_step step = {0};
    while (pw_each_item(modes, &step)) {
        pw_path place = *modes;
        place.node = step.at.node;
        if (!pw_is_one_of(pw_text_at(&step.at), field->values))
            PW_TRY(pw_say_unsupported(c, &place, field->values));
    }
    return PW_OK;
}

static pw_status check_storage(pw_checker *c, const pw_path *at)
{
    pw_path resources = pw_map_child(at, "resources");
    pw_path requests = pw_map_child(&resources, "requests");
    pw_path given = pw_child(&requests, "storage");
    pw_path storage = {.up = &resources, .key = PW_STR("storage"), .member = true,
                       .node = given.node};
    pw_quantity amount = pw_quantity_at(&storage);
    if (given.node == NULL)
        return pw_say_missing(c, &storage);
    if (!amount.minus && (amount.whole > 0 || amount.milli > 0))
        return PW_OK;
    return pw_say_quantity(c, &storage, amount, "must be greater than zero");
}

pw_status pw_check_claim_spec(pw_checker *c, const pw_path *at)
{
    pw_path modes = pw_list_child(at, "accessModes"), selector = pw_map_child(at, "selector");
    if (pw_count_of(&modes) == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &modes, "at least 1 access mode is required"));
    PW_TRY(pw_check_selector(c, &selector));
    PW_TRY(check_access_modes(c, &modes));
    PW_TRY(check_storage(c, at));
    return pw_check_range(c, at, &pw_claim_spec_shape, "storageClassName", "volumeMode");
}

/* ---- a volume */

static pw_status check_sources(pw_checker *c, const pw_path *at)
{
    const pw_field *field = pw_volume_shape.fields, *end = field + pw_volume_shape.count - 1;
    uint32_t count = 0;
    for (; field < end; field++) { /* the last one is its name */
        pw_path child = pw_map_child(at, field->name);
        if (child.node == NULL)
            continue;
        if (count++ > 0)
            PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &child,
                                    "may not specify more than 1 volume type"));
        else if (field->shape != NULL)
            PW_TRY(pw_check_shape(c, &child, field->shape));
    }
    return PW_OK;
}

pw_status pw_check_volume(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), other;
    PW_TRY(check_sources(c, at));
    PW_TRY(pw_check_field(c, at, &pw_volume_shape, "name"));
    return pw_has_some(&name) && pw_find_named(at->up, pw_text_at(&name), at, &other)
               ? pw_say_duplicate(c, &name, PW_STR("")) : PW_OK;
}
