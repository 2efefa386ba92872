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
        if (pw_is(&step.at, "CAP_SYS_ADMIN"))
            PW_TRY(say_context(c, at, "cannot set `allowPrivilegeEscalation` to false and "
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
