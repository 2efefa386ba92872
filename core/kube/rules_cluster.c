#include "kube/rules.h"

/* Namespaces. */

#define NO_STANDARD "name is neither a standard finalizer name nor is it fully qualified"
#define SECURITY "pod-security.kubernetes.io/"

static bool is_standard(pw_str finalizer)
{
    return pw_str_is(finalizer, "kubernetes") || pw_str_is(finalizer, "orphan") ||
           pw_str_is(finalizer, "foregroundDeletion");
}

/* The server gives all of them the path of their list. */
static pw_status check_finalizers(pw_checker *c, const pw_path *list)
{
    pw_step step = {0};
    while (pw_each_item(list, &step)) {
        pw_str text = pw_text_at(&step.at);
        pw_path at = *list;
        at.node = step.last;
        PW_TRY(pw_say_faults(c, PW_BAD_VALUE, &at, pw_label_key_faults(text)));
        if (pw_str_find(text, '/') != PW_NONE || is_standard(text))
            continue;
        if (text.len == 0)
            PW_TRY(pw_say_also(c, &at, PW_STR("\"\""), NO_STANDARD));
        else
            PW_TRY(pw_say_bad(c, &at, NO_STANDARD));
    }
    return PW_OK;
}

static bool is_version(pw_str text)
{
    uint32_t number;
    return pw_str_is(text, "latest") ||
           (pw_str_starts(text, "v1.") && (text.len == 4 || text.at[3] != '0') &&
            pw_str_number(pw_str_part(text, 3, text.len), INT32_MAX, &number));
}

/* What the labels of this mode may be: a level, or the version that it is of. */
static pw_status check_level(pw_checker *c, const pw_path *label, bool version)
{
    pw_str text = pw_text_at(label);
    bool good = version ? is_version(text)
                        : pw_str_is(text, "privileged") || pw_str_is(text, "baseline") ||
                              pw_str_is(text, "restricted");
    return good ? PW_OK
                : pw_say_invalid(c, PW_BAD_LABEL, label,
                                 version ? "must be \"latest\" or \"v1.x\""
                                         : "must be one of privileged, baseline, restricted");
}

/* How strictly pods of the namespace are looked at: the server checks it once all else is right. */
static pw_status check_security(pw_checker *c, const pw_path *labels)
{
    static const char *const modes[] = {"enforce", "audit", "warn"};
    for (int i = 0; i < 3; i++) {
        pw_step step = {0};
        while (pw_each_member(labels, &step)) {
            pw_str key = step.at.key;
            if (!pw_str_starts(key, SECURITY))
                continue;
            key = pw_str_part(key, sizeof SECURITY - 1, key.len);
            bool version = pw_str_ends(key, "-version");
            if (version)
                key.len -= (uint32_t)sizeof "-version" - 1;
            if (pw_str_is(key, modes[i]))
                PW_TRY(check_level(c, &step.at, version));
        }
    }
    return PW_OK;
}

pw_status pw_check_namespace(pw_checker *c, const pw_path *object)
{
    pw_path meta = pw_map_child(object, "metadata"), labels = pw_map_child(&meta, "labels");
    pw_path name = pw_text_child(&meta, "name"), spec = pw_map_child(object, "spec");
    pw_path list = pw_list_child(&spec, "finalizers"), own = pw_child(&meta, "labels");
    pw_faults faults = pw_label_value_faults(pw_text_at(&name));
    /* The server makes the name a label. */
    for (uint32_t i = 0; i < faults.count; i++) {
        pw_str text;
        PW_TRY(pw_print_text(c->d->arena, &text, "%Q", pw_text_at(&name)));
        PW_TRY(pw_say_also(c, &own, text, faults.server[i]));
    }
    PW_TRY(check_finalizers(c, &list));
    return c->d->errors ? PW_OK : check_security(c, &labels);
}
