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

/* ---- what of its node a pod shares */

#define ALONE "when `hostUsers` is false"

/* Users of its own are of no use beside what is the node's. */
static pw_status check_host_users(pw_checker *c, const pw_path *spec)
{
    static const char *const shared[] = {"hostNetwork", "hostPID", "hostIPC"};
    static const char *const said[] = {"hostNetwork", "HostPID", "HostIPC"};
    pw_path users = pw_child(spec, "hostUsers");
    pw_containers each = {0};
    if (!is_false(&users))
        return PW_OK;
    for (uint32_t i = 0; i < PW_COUNT(shared); i++) {
        pw_path at = pw_child(spec, shared[i]);
        at.name = said[i];
        if (pw_true_at(&at))
            PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &at, ALONE));
    }
    while (pw_each_container(spec, &each)) {
        pw_path devices = pw_list_child(&each.step.at, "volumeDevices");
        if (pw_count_of(&devices) > 0)
            PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &devices, ALONE));
    }
    return PW_OK;
}

/* Whether a pod or a container is a process of the node; it must not be moved. */
typedef struct process {
    pw_path security, options, flag;
} process;

static bool find_process(const pw_path *up, process *p)
{
    p->security = pw_map_child(up, "securityContext");
    p->options = pw_map_child(&p->security, "windowsOptions");
    p->flag = pw_child(&p->options, "hostProcess");
    return p->flag.node != NULL && p->flag.node->kind == PW_BOOL;
}

static pw_status check_host_process(pw_checker *c, const pw_path *spec)
{
    process pod, own;
    pw_path network = pw_child(spec, "hostNetwork");
    uint32_t all = 0, hosts = 0;
    pw_containers each = {0};
    bool given = find_process(spec, &pod), of_pod = pw_true_at(&pod.flag);
    for (; pw_each_container(spec, &each); all++) {
        bool has = find_process(&each.step.at, &own), host = pw_true_at(&own.flag);
        hosts += has ? host : of_pod;
        if (has && given && host != of_pod)
            PW_TRY(pw_say_bad(c, &own.flag,
                              of_pod ? "pod hostProcess value must be identical if both are "
                                       "specified, was true"
                                     : "pod hostProcess value must be identical if both are "
                                       "specified, was false"));
    }
    if (hosts > 0 && hosts != all)
        PW_TRY(pw_say_invalid_value(c, PW_BAD_VALUE, spec, PW_STR("\"\""),
                                    "If pod contains any hostProcess containers then all "
                                    "containers must be HostProcess containers"));
    return hosts == 0 || pw_true_at(&network)
               ? PW_OK : pw_say_invalid_value(c, PW_BAD_VALUE, &network, PW_STR("false"),
                                              "hostNetwork must be true if pod contains any "
                                              "hostProcess containers");
}

pw_status pw_check_host_sharing(pw_checker *c, const pw_path *spec)
{
    PW_TRY(check_host_process(c, spec));
    return check_host_users(c, spec);
}
