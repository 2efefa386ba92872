#include "kube/rules.h"

#include "text/scalar.h"

#include <string.h>

/* What a pod and its containers may do. */

/* ---- as the server quotes them: by the names that they have within */

typedef struct go_name {
    const char *name, *go;
    bool text; /* "" where it is missing, not null */
} go_name;

static void put_member(pw_buf *b, const pw_path *at, const go_name *of)
{
    pw_path child = pw_child(at, of->name);
    pw_buf_print(b, "%s\"%s\":", b->len > 1 ? "," : "", of->go);
    if (child.node == NULL)
        pw_buf_puts(b, of->text ? "\"\"" : "null");
    else if (child.node->kind == PW_TEXT)
        pw_buf_print(b, "%Q", child.node->text);
    else if (child.node->kind == PW_BOOL)
        pw_buf_puts(b, pw_true_at(&child) ? "true" : "false");
    else if (child.node->kind == PW_LIST) {
        pw_step step = {0};
        while (pw_each_item(&child, &step))
            pw_buf_print(b, "%s%Q", step.at.index == 0 ? "[" : ",", pw_text_at(&step.at));
        pw_buf_puts(b, child.node->count == 0 ? "[]" : "]");
    } else
        pw_buf_put(b, child.node->text);
}

static void put_members(pw_buf *b, const pw_path *at, const go_name *names)
{
    pw_buf inner = pw_buf_make(1u << 16);
    pw_buf_putc(&inner, '{');
    for (; names->name != NULL; names++)
        put_member(&inner, at, names);
    pw_buf_putc(&inner, '}');
    pw_buf_put(b, pw_buf_str(&inner));
    pw_buf_drop(&inner, b);
}

static const go_name profile[] = {
    {"type", "Type", true}, {"localhostProfile", "LocalhostProfile", false}, {0}};

/* ---- profiles */

/* The server quotes all of the profile. */
static pw_status say_profile(pw_checker *c, const pw_path *at, const pw_path *path)
{
    pw_buf text = pw_buf_make(1u << 16);
    pw_str value;
    put_members(&text, at, profile);
    PW_TRY(pw_buf_keep(&text, c->d->arena, &value));
    return pw_say_invalid_value(c, PW_BAD_VALUE, path, value,
                                "can only be set when seccomp type is Localhost");
}

pw_status pw_check_seccomp(pw_checker *c, const pw_path *at)
{
    pw_path type = pw_text_child(at, "type"), path = pw_text_child(at, "localhostProfile");
    if (pw_text_at(&type).len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &type,
                               "type is required when seccompProfile is set"));
    else
        PW_TRY(pw_check_field(c, at, &pw_seccomp_shape, "type"));
    if (!pw_str_is(pw_text_at(&type), "Localhost"))
        return path.node == NULL ? PW_OK : say_profile(c, at, &path);
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
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, path, "must not be padded with whitespace"));
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
        return pw_say_invalid(c, PW_BAD_VALUE, &path,
                              "can only be set when AppArmor type is Localhost");
    return pw_check_field(c, at, &pw_apparmor_shape, "type");
}

/* ---- Windows */

static const char *bad_user(pw_str user)
{
    uint32_t dots = 0;
    if (user.len == 0)
        return "runAsUserName's User cannot be empty";
    if (user.len > 104)
        return "runAsUserName's User length must not be longer than 104 characters";
    for (uint32_t i = 0; i < user.len; i++)
        dots += user.at[i] == '.' || user.at[i] == ' ' ? 1 : 0;
    if (dots == user.len)
        return "runAsUserName's User cannot contain only periods or spaces";
    for (uint32_t i = 0; i < user.len; i++)
        if (strchr("\"/\\:;|=,+*?<>@[]", user.at[i]) != NULL)
            return "runAsUserName's User cannot contain the following characters: "
                   "\"/\\:;|=,+*?<>@[]";
    return NULL;
}

static const char *bad_user_name(pw_str name)
{
    uint32_t slash = pw_str_find(name, '\\');
    if (name.len == 0)
        return "runAsUserName cannot be an empty string";
    for (uint32_t i = 0; i < name.len; i++)
        if ((unsigned char)name.at[i] < ' ' || name.at[i] == 0x7f)
            return "runAsUserName cannot contain control characters";
    if (slash == PW_NONE)
        return bad_user(name);
    pw_str user = pw_str_part(name, slash + 1, name.len);
    return pw_str_find(user, '\\') != PW_NONE
               ? "runAsUserName cannot contain more than one backslash" : bad_user(user);
}

pw_status pw_check_windows(pw_checker *c, const pw_path *at)
{
    pw_path spec = pw_text_child(at, "gmsaCredentialSpec");
    pw_path user = pw_text_child(at, "runAsUserName");
    const char *bad = user.node == NULL ? NULL : bad_user_name(pw_text_at(&user));
    PW_TRY(pw_check_field(c, at, &pw_windows_shape, "gmsaCredentialSpecName"));
    if (spec.node != NULL && pw_text_at(&spec).len == 0)
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &spec,
                              "gmsaCredentialSpec cannot be an empty string"));
    return bad == NULL ? PW_OK : pw_say_invalid(c, PW_BAD_VALUE, &user, bad);
}

/* Whether hostProcess is set there, and to what. */
static bool host_process_of(const pw_path *at, pw_path *flag)
{
    pw_path security = pw_map_child(at, "securityContext");
    pw_path windows = pw_map_child(&security, "windowsOptions");
    *flag = pw_child(&windows, "hostProcess");
    return flag->node != NULL && flag->node->kind == PW_BOOL;
}

/* One container; returns through *count how many are processes of the host. */
static pw_status count_host_process(pw_checker *c, const pw_path *spec, const pw_path *container,
                                    uint32_t *count)
{
    pw_path pod, own;
    bool has_pod = host_process_of(spec, &pod), has_own = host_process_of(container, &own);
    pw_path security = pw_map_child(container, "securityContext");
    pw_path windows = pw_map_child(&security, "windowsOptions");
    *count += has_own ? pw_true_at(&own) : has_pod && pw_true_at(&pod);
    if (!has_pod || !has_own || pw_true_at(&pod) == pw_true_at(&own))
        return PW_OK;
    own.up = &windows;
    windows.up = &security;
    return pw_say_invalid(c, PW_BAD_VALUE, &own,
                          pw_true_at(&pod) ? "pod hostProcess value must be identical if both are "
                                             "specified, was true"
                                           : "pod hostProcess value must be identical if both are "
                                             "specified, was false");
}

pw_status pw_check_host_process(pw_checker *c, const pw_path *spec)
{
    static const char *const lists[] = {"initContainers", "containers", "ephemeralContainers"};
    uint32_t count = 0, of_host = 0;
    for (uint32_t i = 0; i < PW_COUNT(lists); i++) {
        pw_path list = pw_list_child(spec, lists[i]);
        pw_step step = {0};
        for (; pw_each_item(&list, &step); count++)
            PW_TRY(count_host_process(c, spec, &step.at, &of_host));
    }
    pw_path network = pw_child(spec, "hostNetwork");
    if (of_host == 0)
        return PW_OK;
    if (of_host != count)
        PW_TRY(pw_say_invalid_value(c, PW_BAD_VALUE, spec, PW_STR("\"\""),
                                    "If pod contains any hostProcess containers then all "
                                    "containers must be HostProcess containers"));
    return pw_true_at(&network)
               ? PW_OK : pw_say_invalid_value(c, PW_BAD_VALUE, &network, PW_STR("false"),
                                              "hostNetwork must be true if pod contains any "
                                              "hostProcess containers");
}

/* ---- containers */

static bool is_false(const pw_path *at)
{
    return at->node != NULL && at->node->kind == PW_BOOL && !pw_scalar_bool(at->node->text);
}

/* The server quotes the whole context, by the names that it has within. */
static pw_status say_context(pw_checker *c, const pw_path *at, const char *detail)
{
    static const go_name before[] = {{"privileged", "Privileged", false}, {0}};
    static const go_name after[] = {
        {"runAsUser", "RunAsUser", false}, {"runAsGroup", "RunAsGroup", false},
        {"runAsNonRoot", "RunAsNonRoot", false},
        {"readOnlyRootFilesystem", "ReadOnlyRootFilesystem", false},
        {"allowPrivilegeEscalation", "AllowPrivilegeEscalation", false},
        {"procMount", "ProcMount", false}, {0}};
    static const go_name rights[] = {{"add", "Add", false}, {"drop", "Drop", false}, {0}};
    static const go_name labels[] = {
        {"user", "User", true}, {"role", "Role", true}, {"type", "Type", true},
        {"level", "Level", true}, {0}};
    static const struct {
        const char *label, *name;
        const go_name *names;
        bool plain; /* fields of the context itself */
    } parts[] = {
        {"{\"Capabilities\":", "capabilities", rights, false},
        {",", NULL, before, true},
        {",\"SELinuxOptions\":", "seLinuxOptions", labels, false},
        {",\"WindowsOptions\":null,", NULL, after, true},
        {",\"SeccompProfile\":", "seccompProfile", profile, false},
        {",\"AppArmorProfile\":", "appArmorProfile", profile, false}};
    pw_buf b = pw_buf_make(1u << 16);
    pw_str value;
    for (uint32_t i = 0; i < PW_COUNT(parts); i++) {
        pw_path part = parts[i].plain ? *at : pw_map_child(at, parts[i].name);
        pw_buf inner = pw_buf_make(1u << 16);
        pw_buf_puts(&b, parts[i].label);
        put_members(&inner, &part, parts[i].names);
        if (part.node == NULL)
            pw_buf_puts(&b, "null");
        else if (parts[i].plain)
            pw_buf_put(&b, pw_str_part(pw_buf_str(&inner), 1, inner.len - 1));
        else
            pw_buf_put(&b, pw_buf_str(&inner));
        pw_buf_drop(&inner, &b);
    }
    pw_buf_putc(&b, '}');
    PW_TRY(pw_buf_keep(&b, c->d->arena, &value));
    return pw_say_invalid_value(c, PW_BAD_VALUE, at, value, detail);
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
        PW_TRY(say_context(c, at, "cannot set `allowPrivilegeEscalation` to false and `privileged` "
                           "to true"));
    while (pw_each_item(&added, &step))
        if (pw_str_is(pw_text_at(&step.at), "CAP_SYS_ADMIN"))
            PW_TRY(say_context(c, at, "cannot set `allowPrivilegeEscalation` to false and "
                               "`capabilities.Add` CAP_SYS_ADMIN"));
    return PW_OK;
}

pw_status pw_check_security(pw_checker *c, const pw_path *at)
{
    pw_path mount = pw_text_child(at, "procMount");
    pw_path users = pw_child(pw_pod_spec_above(at), "hostUsers");
    PW_TRY(pw_check_range(c, at, &pw_security_shape, "privileged", "procMount"));
    if (pw_str_is(pw_text_at(&mount), "Unmasked") && !is_false(&users))
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &mount,
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
    return pw_say_invalid(c, PW_BAD_VALUE, &share,
                          "ShareProcessNamespace and HostPID cannot both be enabled");
}

pw_status pw_check_pod_security(pw_checker *c, const pw_path *at)
{
    PW_TRY(pw_check_range(c, at, &pw_pod_security_shape, "fsGroup", "supplementalGroups"));
    PW_TRY(check_sharing(c, at));
    return pw_check_range(c, at, &pw_pod_security_shape, "sysctls", "seLinuxChangePolicy");
}

static bool is_lower_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

static bool is_sysctl(pw_str name)
{
    char before = '.';
    for (uint32_t i = 0; i < name.len; i++) {
        char now = name.at[i];
        bool joint = now == '.' || now == '/', inner = now == '-' || now == '_';
        bool begins = before == '.' || before == '/';
        if ((!joint && !inner && !is_lower_alnum(now)) || (begins && !is_lower_alnum(now)) ||
            (joint && !is_lower_alnum(before)))
            return false;
        before = now;
    }
    return name.len > 0 && name.len <= 253 && is_lower_alnum(before);
}

static const pw_value of_ipc[] = {
    {"kernel.sem", NULL}, {"kernel.shmall", NULL}, {"kernel.shmmax", NULL}, {"kernel.shmmni", NULL},
    {"kernel.shm_rmid_forced", NULL}, {"kernel.shm", NULL}, {"kernel.msgmax", NULL},
    {"kernel.msgmnb", NULL}, {"kernel.msgmni", NULL}, {"kernel.msg", NULL}, {0},
};

pw_status pw_check_sysctl(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), other;
    const pw_path *spec = pw_pod_spec_above(at);
    pw_path network = pw_child(spec, "hostNetwork"), ipc = pw_child(spec, "hostIPC");
    pw_str text = pw_text_at(&name);
    if (text.len == 0)
        return pw_say_required(c, PW_REQUIRED, &name, NULL);
    if (!is_sysctl(text))
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &name, "must have at most 253 characters and match "
                              "regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*"
                              "[a-z0-9]([-_a-z0-9]*[a-z0-9])?$"));
    else if (pw_find_named(at->up, text, at, &other))
        PW_TRY(pw_say_duplicate(c, &name, PW_STR("")));
    if (pw_true_at(&network) && (pw_str_starts(text, "net.") || pw_str_starts(text, "net/")))
        return pw_say_invalid(c, PW_BAD_VALUE, &name,
                              "may not be specified when 'hostNetwork' is true");
    if (pw_true_at(&ipc) && (pw_is_one_of(text, of_ipc) || pw_str_starts(text, "fs.mqueue.")))
        return pw_say_invalid(c, PW_BAD_VALUE, &name,
                              "may not be specified when 'hostIPC' is true");
    return PW_OK;
}
