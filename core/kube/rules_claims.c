#include "kube/rules.h"

/* Devices that a pod claims, and its containers of them. */

pw_status pw_check_pod_claim(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name");
    if (pw_has_some(&name) && pw_has_text(at->up, "name", pw_text_at(&name), at))
        PW_TRY(pw_say_duplicate(c, &name, PW_STR("")));
    else
        PW_TRY(pw_check_field(c, at, &pw_pod_claim_shape, "name"));
    return pw_check_range(c, at, &pw_pod_claim_shape, "resourceClaimName",
                          "resourceClaimTemplateName");
}

/* "... which is empty", or all of them. */
static pw_status say_unclaimed(pw_checker *c, const pw_path *at, const pw_path *claims)
{
    pw_buf detail = pw_buf_make(1u << 20);
    pw_step step = {0};
    const char *between = ": ";
    pw_buf_puts(&detail, "must be one of the names in pod.spec.resourceClaims");
    while (pw_each_item(claims, &step)) {
        pw_path own = pw_text_child(&step.at, "name");
        if (!pw_has_some(&own) || pw_has_text(claims, "name", pw_text_at(&own), &step.at))
            continue;
        pw_buf_print(&detail, "%s%R", between, pw_text_at(&own));
        between = ", ";
    }
    if (between[0] == ':')
        pw_buf_puts(&detail, " which is empty");
    pw_status status = detail.status != PW_OK
                           ? detail.status
                           : pw_say_not_found(c, PW_BAD_VALUE, at, detail.at);
    pw_buf_drop(&detail, &c->d->server);
    return status;
}

pw_status pw_check_claim(pw_checker *c, const pw_path *at)
{
    pw_path claims = pw_list_child(pw_pod_spec_above(at), "resourceClaims"), place = *at;
    pw_path own = pw_text_child(at, "name"), part = pw_text_child(at, "request");
    pw_str name = pw_text_at(&own);
    pw_step step = {0};
    place.node = own.node; /* the server names the item */
    if (name.len == 0)
        return pw_is_other(at, PW_MAP) || pw_is_told(c, &own) ? PW_OK : pw_say_missing(c, &place);
    while (pw_each_item(at->up, &step) && step.last != at->node) {
        pw_path other = pw_text_child(&step.at, "name"), also = pw_text_child(&step.at, "request");
        if (pw_str_same(pw_text_at(&other), name) && (!pw_has_some(&also) || !pw_has_some(&part)))
            return pw_say_duplicate(c, &place, PW_STR(""));
    }
    PW_TRY(pw_check_field(c, at, &pw_claim_shape, "request"));
    return pw_has_text(&claims, "name", name, NULL) ? PW_OK : say_unclaimed(c, &place, &claims);
}
