#include "kube/rules.h"

#include <string.h>

/* Environment variables, and what of a pod they and files can be given. */

static pw_status check_env_name(pw_checker *c, const pw_path *at)
{
    pw_str name = pw_text_at(at);
    for (uint32_t i = 0; i < name.len; i++)
        if (name.at[i] < ' ' || name.at[i] > '~' || name.at[i] == '=')
            return pw_say_invalid(c, PW_BAD_NAME, at,
                                  "a valid environment variable name must consist only of "
                                  "printable ASCII characters other than '='");
    return PW_OK;
}

pw_status pw_check_env(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), source = pw_map_child(at, "valueFrom");
    if (!pw_has_some(&name))
        PW_TRY(pw_say_missing(c, &name));
    PW_TRY(check_env_name(c, &name));
    return source.node == NULL ? PW_OK : pw_check_env_source(c, &source);
}

static pw_status say_empty(pw_checker *c, const pw_path *at, const char *detail)
{
    return pw_say_invalid_value(c, PW_BAD_VALUE, at, PW_STR("\"\""), detail);
}

/* How many of the mapping's members are mappings. */
static uint32_t sources_of(const pw_path *at)
{
    uint32_t count = 0;
    pw_step step = {0};
    while (pw_each_member(at, &step))
        count += step.at.node->kind == PW_MAP ? 1 : 0;
    return count;
}

#define TOO_MANY "may not have more than one field specified at a time"

pw_status pw_check_env_source(pw_checker *c, const pw_path *at)
{
    pw_path value = pw_text_child(at->up, "value");
    uint32_t count = sources_of(at);
    PW_TRY(pw_check_fields(c, at, &pw_env_source_shape));
    if (count == 0)
        return say_empty(c, at, "must specify one of: `fieldRef`, `resourceFieldRef`, "
                         "`configMapKeyRef`, `secretKeyRef` or `fileKeyRef`");
    if (pw_has_some(&value))
        return say_empty(c, at, "may not be specified when `value` is not empty");
    return count > 1 ? say_empty(c, at, TOO_MANY) : PW_OK;
}

pw_status pw_check_env_from(pw_checker *c, const pw_path *at)
{
    pw_path prefix = pw_text_child(at, "prefix"), list = *at->up;
    uint32_t count = sources_of(at);
    list.node = at->node;
    PW_TRY(check_env_name(c, &prefix));
    PW_TRY(pw_check_fields(c, at, &pw_env_from_shape));
    if (count == 0)
        return say_empty(c, &list, "must specify one of: `configMapRef` or `secretRef`");
    return count > 1 ? say_empty(c, &list, TOO_MANY) : PW_OK;
}

static bool is_config_key(pw_str key)
{
    for (uint32_t i = 0; i < key.len; i++) {
        char ch = key.at[i], low = (char)(ch | 0x20);
        if (!(ch >= '0' && ch <= '9') && !(low >= 'a' && low <= 'z') && strchr("-._", ch) == NULL)
            return false;
    }
    return true;
}

static pw_status check_config_key(pw_checker *c, const pw_path *at)
{
    pw_str key = pw_text_at(at);
    if (key.len == 0)
        return pw_say_missing(c, at);
    if (key.len > 253)
        PW_TRY(pw_say_invalid(c, PW_BAD_NAME, at, "must be no more than 253 characters"));
    if (!is_config_key(key))
        PW_TRY(pw_say_invalid(c, PW_BAD_NAME, at,
                              "a valid config key must consist of alphanumeric characters, '-', "
                              "'_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex "
                              "used for validation is '[-._a-zA-Z0-9]+')"));
    if (!pw_str_starts(key, ".."))
        return pw_str_is(key, ".") ? pw_say_invalid(c, PW_BAD_NAME, at, "must not be '.'") : PW_OK;
    return pw_say_invalid(c, PW_BAD_NAME, at,
                          key.len == 2 ? "must not be '..'" : "must not start with '..'");
}

pw_status pw_check_key_ref(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), key = pw_text_child(at, "key");
    PW_TRY(pw_check_text(c, PW_BAD_NAME, &name, pw_subdomain_faults));
    return check_config_key(c, &key);
}

/* Fields of the pod that an environment variable, and a file, can have; and all of them. */
static const pw_value env_paths[] = {
    {"metadata.name", NULL}, {"metadata.namespace", NULL}, {"metadata.uid", NULL},
    {"spec.nodeName", NULL}, {"spec.serviceAccountName", NULL}, {"status.hostIP", NULL},
    {"status.hostIPs", NULL}, {"status.podIP", NULL}, {"status.podIPs", NULL}, {0},
};
static const pw_value file_paths[] = {
    {"metadata.annotations", NULL}, {"metadata.labels", NULL}, {"metadata.name", NULL},
    {"metadata.namespace", NULL}, {"metadata.uid", NULL}, {0},
};
static const pw_value other_paths[] = {
    {"spec.restartPolicy", NULL}, {"spec.schedulerName", NULL}, {"status.phase", NULL},
    {"spec.host", NULL}, {0},
};

static pw_status say_field_path(pw_checker *c, const pw_path *at, const char *why, pw_str what)
{
    pw_buf_print(&c->d->message, "a pod has no field %q that could be read here", pw_text_at(at));
    return pw_say_about(c, PW_BAD_VALUE, at, "error converting fieldPath: %R: %R", pw_str_of(why),
                        what);
}

/* metadata.labels['app']: one label or annotation. */
static pw_status check_subscript(pw_checker *c, const pw_path *at, const pw_path *path,
                                 uint32_t bracket)
{
    pw_str text = pw_text_at(path), base = pw_str_part(text, 0, bracket);
    pw_node key = *path->node;
    pw_path place = *at;
    if (!pw_str_is(base, "metadata.labels") && !pw_str_is(base, "metadata.annotations"))
        return say_field_path(c, path, "field label does not support subscript", text);
    key.text = pw_str_part(text, bracket + 2, text.len - 2);
    place.node = &key;
    return pw_say_faults(c, PW_BAD_LABEL, &place, pw_label_key_faults(key.text));
}

/* Where the bracket of metadata.labels['app'] stands; PW_NONE: nowhere. */
static uint32_t bracket_of(pw_str text)
{
    uint32_t at = pw_str_find(text, '[');
    bool is_subscript = at != PW_NONE && at > 0 && pw_str_ends(text, "']") && at + 3 < text.len &&
                        text.at[at + 1] == '\'';
    return is_subscript ? at : PW_NONE;
}

pw_status pw_check_field_ref(pw_checker *c, const pw_path *at)
{
    pw_path version = pw_text_child(at, "apiVersion"), path = pw_text_child(at, "fieldPath");
    pw_str text = pw_text_at(&path);
    bool env = at->up->name != NULL && strcmp(at->up->name, "valueFrom") == 0;
    const pw_value *paths = env ? env_paths : file_paths;
    if (text.len == 0)
        return pw_say_missing(c, &path);
    if (pw_has_some(&version) && !pw_is(&version, "v1"))
        return say_field_path(c, &path, "unsupported pod version", pw_text_at(&version));
    if (bracket_of(text) != PW_NONE)
        return check_subscript(c, at, &path, bracket_of(text));
    if (pw_is_one_of(text, paths) || (env && pw_str_is(text, "spec.host")))
        return PW_OK;
    if (!pw_is_one_of(text, env_paths) && !pw_is_one_of(text, file_paths) &&
        !pw_is_one_of(text, other_paths))
        return say_field_path(c, &path, "field label not supported", text);
    return pw_say_unsupported(c, &path, paths);
}

static const pw_value amounts[] = {
    {"limits.cpu", NULL}, {"limits.ephemeral-storage", NULL}, {"limits.memory", NULL},
    {"requests.cpu", NULL}, {"requests.ephemeral-storage", NULL}, {"requests.memory", NULL}, {0},
};

pw_status pw_check_resource_ref(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "containerName"), resource = pw_text_child(at, "resource");
    pw_str text = pw_text_at(&resource);
    bool env = at->up->name != NULL && strcmp(at->up->name, "valueFrom") == 0;
    bool known = pw_is_one_of(text, amounts) || pw_str_starts(text, "limits.hugepages-") ||
                 pw_str_starts(text, "requests.hugepages-");
    if (!env && !pw_has_some(&name))
        PW_TRY(pw_say_missing(c, &name));
    else if (text.len == 0)
        PW_TRY(pw_say_missing(c, &resource));
    else if (!known)
        PW_TRY(pw_say_unsupported(c, &resource, amounts));
    return PW_OK;
}
