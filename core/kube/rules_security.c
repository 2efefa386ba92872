#include "kube/rules.h"

#include "text/scalar.h"

/* What a pod and its containers may do. */

/* ---- profiles */

pw_status pw_check_seccomp(pw_checker *c, const pw_path *at)
{
    pw_path type = pw_text_child(at, "type"), path = pw_text_child(at, "localhostProfile");
    if (!pw_has_some(&type))
        PW_TRY(pw_say_required(c, PW_REQUIRED, &type,
                               "type is required when seccompProfile is set"));
    else
        PW_TRY(pw_check_field(c, at, &pw_seccomp_shape, "type"));
    if (!pw_is(&type, "Localhost"))
        return PW_OK;
    if (path.node == NULL)
        return pw_say_required(c, PW_REQUIRED, &path,
                               "must be set when seccomp type is Localhost");
    return pw_check_descending(c, &path);
}

static pw_status check_local_profile(pw_checker *c, const pw_path *path)
{
    pw_str text = pw_text_at(path), bare = pw_str_trim(text);
    if (path->node == NULL || text.len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, path,
                               "must be set when AppArmor type is Localhost"));
    else if (bare.len != text.len)
        PW_TRY(pw_say_bad(c, path, "must not be padded with whitespace"));
    return text.len <= 4095 ? PW_OK
                            : pw_say_too_long(c, path, "may not be more than 4095 bytes");
}

pw_status pw_check_apparmor(pw_checker *c, const pw_path *at)
{
    pw_path type = pw_text_child(at, "type"), path = pw_text_child(at, "localhostProfile");
    pw_str text = pw_text_at(&type);
    if (pw_str_is(text, "Localhost"))
        return check_local_profile(c, &path);
    if (text.len == 0)
        return pw_say_required(c, PW_REQUIRED, &type,
                               "type is required when appArmorProfile is set");
    if (path.node != NULL &&
        (pw_str_is(text, "RuntimeDefault") || pw_str_is(text, "Unconfined")))
        return pw_say_bad(c, &path,
                              "can only be set when AppArmor type is Localhost");
    return pw_check_field(c, at, &pw_apparmor_shape, "type");
}

/* ---- containers */

static bool is_false(const pw_path *at)
{
    return at->node != NULL && at->node->kind == PW_BOOL && !pw_scalar_bool(at->node->text);
}

static pw_status check_escalation(pw_checker *c, const pw_path *at)
{
    pw_path escalation = pw_child(at, "allowPrivilegeEscalation");
    pw_path privileged = pw_child(at, "privileged"), rights = pw_map_child(at, "capabilities");
    pw_path added = pw_list_child(&rights, "add");
    pw_step step = {0};
    if (!is_false(&escalation))
        return PW_OK;
    if (pw_true_at(&privileged))
        PW_TRY(pw_say_bad(c, at, "cannot set `allowPrivilegeEscalation` to false and `privileged` "
                           "to true"));
    while (pw_each_item(&added, &step))
        if (pw_is(&step.at, "CAP_SYS_ADMIN"))
            PW_TRY(pw_say_bad(c, at, "cannot set `allowPrivilegeEscalation` to false and "
                               "`capabilities.Add` CAP_SYS_ADMIN"));
    return PW_OK;
}

pw_status pw_check_security(pw_checker *c, const pw_path *at)
{
    pw_path mount = pw_text_child(at, "procMount");
    pw_path users = pw_child(pw_pod_spec_above(at), "hostUsers");
    PW_TRY(pw_check_range(c, at, &pw_security_shape, "privileged", "procMount"));
    if (pw_is(&mount, "Unmasked") && !is_false(&users))
        PW_TRY(pw_say_bad(c, &mount,
                              "`hostUsers` must be false to use `Unmasked`"));
    PW_TRY(pw_check_field(c, at, &pw_security_shape, "seccompProfile"));
    PW_TRY(check_escalation(c, at));
    return pw_check_range(c, at, &pw_security_shape, "windowsOptions", "appArmorProfile");
}

/* ---- pods */

static pw_status check_sharing(pw_checker *c, const pw_path *at)
{
    pw_path share = pw_child(at->up, "shareProcessNamespace"), host = pw_child(at->up, "hostPID");
    if (!pw_true_at(&share) || !pw_true_at(&host))
        return PW_OK;
    /* The server looks for it in the securityContext. */
    share.up = at;
    return pw_say_bad(c, &share,
                          "ShareProcessNamespace and HostPID cannot both be enabled");
}

pw_status pw_check_pod_security(pw_checker *c, const pw_path *at)
{
    PW_TRY(pw_check_range(c, at, &pw_pod_security_shape, "fsGroup", "supplementalGroups"));
    PW_TRY(check_sharing(c, at));
    return pw_check_range(c, at, &pw_pod_security_shape, "sysctls", "seLinuxChangePolicy");
}
