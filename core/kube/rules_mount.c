#include "kube/rules.h"

#include <string.h>

/* Where a container has the volumes of its pod. */

/* Whether something was said of what stands at `at`: of a volume that is wrong the server says to
 * those who mount it that there is none. */
static pw_status is_wrong(pw_checker *c, const pw_path *at, bool *wrong)
{
    pw_str path;
    PW_TRY(pw_path_text(c->d->arena, at, &path));
    *wrong = false;
    for (uint32_t i = 0; i < c->d->list.count; i++) {
        pw_str other = pw_items(c->d->list, const pw_diag)[i].path;
        if (other.len >= path.len && memcmp(other.at, path.at, path.len) == 0)
            *wrong = true;
    }
    return PW_OK;
}

/* The volume of this name; without node when there is none. */
static pw_status find_volume(pw_checker *c, const pw_path *at, pw_str name, pw_path *volumes,
                             pw_path *volume)
{
    bool wrong = false;
    *volumes = pw_list_child(pw_pod_spec_above(at), "volumes");
    *volume = (pw_path){0};
    if (name.len == 0 || !pw_find_named(volumes, name, NULL, volume))
        return PW_OK;
    PW_TRY(is_wrong(c, volume, &wrong));
    if (wrong)
        *volume = (pw_path){0};
    return PW_OK;
}

static pw_status say_no_volume(pw_checker *c, const pw_path *name)
{
    pw_buf_print(&c->d->message, "the pod has no volume %q", pw_text_at(name));
    pw_buf_puts(&c->d->hint, "volumes of the pod stand under spec.volumes, beside containers");
    return pw_say_not_found(c, PW_BAD_VALUE, name, NULL);
}

static pw_status check_mount_path(pw_checker *c, const pw_path *at, const pw_path *path)
{
    if (!pw_has_some(path))
        PW_TRY(pw_say_missing(c, path));
    if (pw_has_text(at->up, "mountPath", pw_text_at(path), at))
        PW_TRY(pw_say_bad(c, path, "must be unique"));
    return PW_OK;
}

/* What the server says with the path of the list. */
static pw_path in_list(const pw_path *at, const char *name)
{
    pw_path child = pw_text_child(at, name);
    child.up = at->up;
    return child;
}

static pw_status check_sub_paths(pw_checker *c, const pw_path *at)
{
    pw_path sub = in_list(at, "subPath"), expr = in_list(at, "subPathExpr");
    pw_path own = pw_text_child(at, "subPathExpr");
    PW_TRY(pw_check_descending(c, &sub));
    if (pw_has_some(&expr) && pw_has_some(&sub))
        PW_TRY(pw_say_bad(c, &own,
                              "subPathExpr and subPath are mutually exclusive"));
    return pw_check_descending(c, &expr);
}

static pw_status check_propagation(pw_checker *c, const pw_path *at)
{
    pw_path list = *at->up, mode = in_list(at, "mountPropagation"), container = *at->up->up;
    pw_path security = pw_map_child(&container, "securityContext");
    pw_path privileged = pw_child(&security, "privileged");
    list.node = at->node;
    PW_TRY(pw_check_field(c, &list, &pw_mount_shape, "mountPropagation"));
    if (!pw_is(&mode, "Bidirectional") || pw_true_at(&privileged))
        return PW_OK;
    return pw_say_forbidden(c, PW_BAD_VALUE, &mode, "Bidirectional mount propagation is available "
                            "only to privileged containers");
}

pw_status pw_check_mount(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), path = pw_text_child(at, "mountPath");
    pw_path devices = pw_list_child(at->up->up, "volumeDevices"), volumes, volume;
    if (!pw_has_some(&name))
        PW_TRY(pw_say_missing(c, &name));
    PW_TRY(find_volume(c, at, pw_text_at(&name), &volumes, &volume));
    if (volume.node == NULL)
        PW_TRY(say_no_volume(c, &name));
    PW_TRY(check_mount_path(c, at, &path));
    if (pw_has_text(&devices, "name", pw_text_at(&name), NULL))
        PW_TRY(pw_say_bad(c, &name, "must not already exist in volumeDevices"));
    if (pw_has_text(&devices, "devicePath", pw_text_at(&path), NULL))
        PW_TRY(pw_say_bad(c, &path,
                              "must not already exist as a path in volumeDevices"));
    PW_TRY(check_sub_paths(c, at));
    return check_propagation(c, at);
}

static pw_status check_device_name(pw_checker *c, const pw_path *at, const pw_path *name)
{
    pw_path volumes, volume;
    if (!pw_has_some(name))
        PW_TRY(pw_say_missing(c, name));
    else if (pw_has_text(at->up, "name", pw_text_at(name), at))
        PW_TRY(pw_say_bad(c, name, "must be unique"));
    PW_TRY(find_volume(c, at, pw_text_at(name), &volumes, &volume));
    if (volume.node == NULL)
        return say_no_volume(c, name);
    pw_path claim = pw_map_child(&volume, "persistentVolumeClaim");
    pw_path ephemeral = pw_map_child(&volume, "ephemeral");
    if (claim.node != NULL || ephemeral.node != NULL)
        return PW_OK;
    return pw_say_bad(c, name, "can only use volume source type of "
                          "PersistentVolumeClaim or Ephemeral for block mode");
}

pw_status pw_check_device(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), path = pw_text_child(at, "devicePath");
    PW_TRY(check_device_name(c, at, &name));
    return pw_has_some(&path) ? PW_OK : pw_say_missing(c, &path);
}
