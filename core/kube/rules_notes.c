#include "kube/rules.h"

/* Annotations that say something of a pod: they are judged like fields. */

#define APPARMOR "container.apparmor.security.beta.kubernetes.io/"
#define SECCOMP "seccomp.security.alpha.kubernetes.io/pod"
#define SECCOMP_OF_CONTAINER "container.seccomp.security.alpha.kubernetes.io/"
#define MIRROR "kubernetes.io/config.mirror"
#define COST "controller.kubernetes.io/pod-deletion-cost"

/* What stands behind `prefix`; false: the text begins otherwise. */
static bool cut(pw_str text, const char *prefix, pw_str *rest)
{
    bool has = pw_str_starts(text, prefix);
    *rest = has ? pw_str_part(text, pw_str_of(prefix).len, text.len) : PW_STR("");
    return has;
}

/* Digits as Go reads a number of 32 bits, without a zero or a plus before them. */
static bool is_cost(pw_str text)
{
    uint32_t number, sign = pw_str_starts(text, "-") ? 1 : 0;
    pw_str digits = pw_str_part(text, sign, text.len);
    return (sign > 0 || !pw_str_starts(text, "0") || text.len == 1) &&
           pw_str_number(digits, (uint32_t)INT32_MAX + sign, &number);
}

static pw_status check_seccomp(pw_checker *c, const pw_path *at)
{
    pw_str text = pw_text_at(at), file;
    pw_path path = *at;
    pw_node shown = {.kind = PW_TEXT};
    if (pw_str_is(text, "runtime/default") || pw_str_is(text, "docker/default") ||
        pw_str_is(text, "unconfined"))
        return PW_OK;
    if (!cut(text, "localhost/", &file))
        return pw_say_bad(c, at, "must be a valid seccomp profile");
    shown.text = file;
    shown.span = at->node->span;
    path.node = &shown;
    return pw_check_descending(c, &path);
}

static pw_status check_apparmor(pw_checker *c, const pw_path *at, pw_str name, const pw_path *spec)
{
    pw_str text = pw_text_at(at), file;
    pw_node shown = {.kind = PW_TEXT, .text = name, .span = at->node->key_span};
    pw_path place = *at;
    pw_containers each = {0};
    bool found = false;
    while (!found && pw_each_container(spec, &each)) {
        pw_path own = pw_text_child(&each.step.at, "name");
        found = pw_str_same(pw_text_at(&own), name);
    }
    place.node = &shown;
    if (!found)
        PW_TRY(pw_say_bad(c, &place, "container not found"));
    return text.len == 0 || pw_str_is(text, "runtime/default") || pw_str_is(text, "unconfined") ||
           cut(text, "localhost/", &file)
               ? PW_OK : pw_say_about(c, PW_BAD_VALUE, at, "invalid AppArmor profile name: %Q",
                                      text, text);
}

pw_status pw_check_pod_notes(pw_checker *c, const pw_path *notes, const pw_path *spec)
{
    pw_path mirror = pw_text_child(notes, MIRROR), node = pw_text_child(spec, "nodeName");
    pw_path cost = pw_text_child(notes, COST), seccomp = pw_text_child(notes, SECCOMP);
    pw_step profile = {0}, step = {0};
    pw_str name;
    mirror.member = cost.member = true;
    if (mirror.node != NULL && !pw_has_some(&node))
        PW_TRY(pw_say_bad(c, &mirror, "must set spec.nodeName if mirror pod annotation is set"));
    if (cost.node != NULL && !is_cost(pw_text_at(&cost)))
        PW_TRY(pw_say_bad(c, &cost, "must be a 32bit integer"));
    if (seccomp.node != NULL)
        PW_TRY(check_seccomp(c, &seccomp));
    while (pw_each_member(notes, &profile))
        if (cut(profile.at.key, SECCOMP_OF_CONTAINER, &name)) {
            profile.at.member = false;
            PW_TRY(check_seccomp(c, &profile.at));
        }
    while (pw_each_member(notes, &step))
        if (cut(step.at.key, APPARMOR, &name))
            PW_TRY(check_apparmor(c, &step.at, name, spec));
    return PW_OK;
}
