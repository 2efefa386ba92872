#include "kube/rules.h"

#include <string.h>

/* Volumes. */

#define MANY_TYPES "may not specify more than 1 volume type"

static bool is_absolute(const pw_path *at)
{
    return pw_str_starts(pw_text_at(at), "/");
}

/* A relative path that does not begin with "..". */
static pw_status check_local(pw_checker *c, const pw_path *at)
{
    pw_str text = pw_text_at(at);
    PW_TRY(pw_check_descending(c, at));
    if (!pw_str_starts(text, "..") || text.len == 2 || text.at[2] == '/')
        return PW_OK;
    return pw_say_invalid(c, PW_BAD_VALUE, at, "must not start with '..'");
}

static pw_status check_range(pw_checker *c, const pw_path *at, int64_t most, const char *detail)
{
    int64_t number = pw_number_at(at, 0);
    return number >= 0 && number <= most ? PW_OK : pw_say_invalid(c, PW_BAD_VALUE, at, detail);
}

/* ---- single kinds of them */

pw_status pw_check_empty_dir(pw_checker *c, const pw_path *at)
{
    pw_path limit = pw_child(at, "sizeLimit");
    if (!pw_quantity_at(&limit).minus)
        return PW_OK;
    return pw_say_forbidden(c, PW_BAD_VALUE, &limit,
                            "SizeLimit field must be a valid resource quantity");
}

pw_status pw_check_host_path(pw_checker *c, const pw_path *at)
{
    pw_path path = pw_text_child(at, "path");
    if (pw_text_at(&path).len == 0)
        return pw_say_required(c, PW_REQUIRED, &path, NULL);
    PW_TRY(pw_check_no_backsteps(c, &path));
    return pw_check_field(c, at, &pw_host_path_shape, "type");
}

pw_status pw_check_git(pw_checker *c, const pw_path *at)
{
    pw_path directory = pw_text_child(at, "directory");
    PW_TRY(pw_check_fields(c, at, &pw_git_shape));
    return pw_check_descending(c, &directory);
}

/* A disk of Google's or Amazon's. */
pw_status pw_check_disk(pw_checker *c, const pw_path *at)
{
    pw_path partition = pw_number_child(at, "partition"), id = pw_child(at, "volumeID");
    if (strcmp(at->name, "persistentDisk") == 0)
        id = pw_child(at, "pdName");
    if (pw_text_at(&id).len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &id, NULL));
    return check_range(c, &partition, 255, "must be between 1 and 255, inclusive");
}

pw_status pw_check_key_to_path(pw_checker *c, const pw_path *at)
{
    pw_path path = pw_text_child(at, "path");
    PW_TRY(pw_check_range(c, at, &pw_item_shape, "key", "path"));
    PW_TRY(check_local(c, &path));
    return pw_check_field(c, at, &pw_item_shape, "mode");
}

pw_status pw_check_nfs(pw_checker *c, const pw_path *at)
{
    pw_path path = pw_text_child(at, "path");
    PW_TRY(pw_check_fields(c, at, &pw_nfs_shape));
    return is_absolute(&path) ? PW_OK
                              : pw_say_invalid(c, PW_BAD_VALUE, &path, "must be an absolute path");
}

pw_status pw_check_iscsi(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "iqn"), unit = pw_number_child(at, "lun");
    pw_path discovery = pw_child(at, "chapAuthDiscovery"), chap = pw_child(at, "chapAuthSession");
    pw_path secret = pw_map_child(at, "secretRef");
    pw_str text = pw_text_at(&name);
    PW_TRY(pw_check_fields(c, at, &pw_iscsi_shape));
    if (text.len > 0 && !pw_str_starts(text, "iqn") && !pw_str_starts(text, "eui") &&
        !pw_str_starts(text, "naa"))
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &name,
                              "must be valid format starting with iqn, eui, or naa"));
    PW_TRY(check_range(c, &unit, 255, "must be between 0 and 255, inclusive"));
    if (secret.node != NULL || (!pw_true_at(&discovery) && !pw_true_at(&chap)))
        return PW_OK;
    return pw_say_required(c, PW_REQUIRED, &secret, NULL);
}

pw_status pw_check_flocker(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "datasetName"), id = pw_text_child(at, "datasetUUID");
    if (pw_text_at(&name).len == 0 && pw_text_at(&id).len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, at,
                               "one of datasetName and datasetUUID is required"));
    if (pw_text_at(&name).len > 0 && pw_text_at(&id).len > 0)
        PW_TRY(pw_say_invalid_value(c, PW_BAD_VALUE, at, PW_STR("\"resource\""), "datasetName and "
                                    "datasetUUID can not be specified simultaneously"));
    return pw_str_find(pw_text_at(&name), '/') == PW_NONE
               ? PW_OK : pw_say_invalid(c, PW_BAD_VALUE, &name, "must not contain '/'");
}

#define HOSTS "must be a host:port pair or multiple pairs separated by commas"

pw_status pw_check_quobyte(pw_checker *c, const pw_path *at)
{
    pw_path registry = pw_text_child(at, "registry"), tenant = pw_text_child(at, "tenant");
    if (pw_text_at(&registry).len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &registry, HOSTS));
    else if (pw_text_at(&tenant).len >= 65)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &tenant,
                               "must be a UUID and may not exceed a length of 64 characters"));
    else if (pw_str_find(pw_text_at(&registry), ':') == PW_NONE)
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &registry, HOSTS));
    return pw_check_field(c, at, &pw_quobyte_shape, "volume");
}

static bool is_empty_list(const pw_path *list)
{
    return list->node == NULL || list->node->count == 0;
}

pw_status pw_check_fc(pw_checker *c, const pw_path *at)
{
    pw_path names = pw_list_child(at, "targetWWNs"), ids = pw_list_child(at, "wwids");
    pw_path unit = pw_number_child(at, "lun");
    if (is_empty_list(&names) && is_empty_list(&ids))
        return pw_say_required(c, PW_REQUIRED, &names,
                               "must specify either targetWWNs or wwids, but not both");
    if (is_empty_list(&names))
        return PW_OK;
    if (!is_empty_list(&ids))
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &names,
                              "targetWWNs and wwids can not be specified simultaneously"));
    if (unit.node == NULL)
        return pw_say_required(c, PW_REQUIRED, &unit, "lun is required if targetWWNs is specified");
    return check_range(c, &unit, 255, "must be between 0 and 255, inclusive");
}

pw_status pw_check_azure_disk(pw_checker *c, const pw_path *at)
{
    static const pw_value managed[] = {{"/subscriptions/{sub-id}/resourcegroups/{group-name}/"
                                        "providers/microsoft.compute/disks/{disk-id}", NULL}, {0}};
    static const pw_value blob[] = {{"https://{account-name}.blob.core.windows.net/"
                                     "{container-name}/{disk-name}.vhd", NULL}, {0}};
    pw_path kind = pw_text_child(at, "kind"), uri = pw_text_child(at, "diskURI");
    bool is_managed = pw_str_is(pw_text_at(&kind), "Managed");
    PW_TRY(pw_check_fields(c, at, &pw_azure_disk_shape));
    if (pw_str_starts(pw_text_at(&uri), is_managed ? "/subscriptions/" : "https://"))
        return PW_OK;
    return pw_say_unsupported(c, &uri, is_managed ? managed : blob);
}

/* Names of CSI drivers may have capitals. */
static pw_status check_driver(pw_checker *c, const pw_path *at)
{
    char lower[256];
    pw_str text = pw_text_at(at);
    if (text.len == 0)
        return pw_say_required(c, PW_REQUIRED, at, NULL);
    if (text.len > 63)
        PW_TRY(pw_say_too_long(c, at, "may not be more than 63 bytes"));
    if (text.len > sizeof lower)
        return PW_OK;
    for (uint32_t i = 0; i < text.len; i++)
        lower[i] = (char)(text.at[i] >= 'A' && text.at[i] <= 'Z' ? text.at[i] | 0x20 : text.at[i]);
    return pw_say_faults(c, PW_BAD_NAME, at, pw_subdomain_faults((pw_str){lower, text.len}));
}

pw_status pw_check_csi(pw_checker *c, const pw_path *at)
{
    pw_path driver = pw_text_child(at, "driver"), secret = pw_map_child(at, "nodePublishSecretRef");
    pw_path name = pw_text_child(&secret, "name"), shown = name;
    PW_TRY(check_driver(c, &driver));
    if (secret.node == NULL)
        return PW_OK;
    if (pw_text_at(&name).len == 0)
        return pw_say_required(c, PW_REQUIRED, &name, NULL);
    shown.up = at;
    return pw_say_faults(c, PW_BAD_NAME, &shown, pw_subdomain_faults(pw_text_at(&name)));
}

pw_status pw_check_image_volume(pw_checker *c, const pw_path *at)
{
    pw_path reference = pw_text_child(at, "reference");
    if (c->kind == PW_POD && pw_text_at(&reference).len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &reference, NULL));
    return pw_check_fields(c, at, &pw_image_volume_shape);
}

/* ---- files with fields of the pod */

pw_status pw_check_downward_file(pw_checker *c, const pw_path *at)
{
    pw_path file = *at->up->up; /* the server leaves items[0] out */
    file.node = at->node;
    pw_path path = pw_text_child(&file, "path"), ref = pw_map_child(&file, "fieldRef");
    pw_path amount = pw_map_child(&file, "resourceFieldRef");
    if (pw_text_at(&path).len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &path, NULL));
    PW_TRY(check_local(c, &path));
    if (ref.node != NULL) {
        PW_TRY(pw_check_field_ref(c, &ref));
        if (amount.node != NULL)
            PW_TRY(pw_say_invalid_value(c, PW_BAD_VALUE, &file, PW_STR("\"resource\""),
                                        "fieldRef and resourceFieldRef can not be specified "
                                        "simultaneously"));
    } else if (amount.node != NULL) {
        PW_TRY(pw_check_resource_ref(c, &amount));
    } else {
        PW_TRY(pw_say_required(c, PW_REQUIRED, &file,
                               "one of fieldRef and resourceFieldRef is required"));
    }
    return pw_check_field(c, &file, &pw_downward_file_shape, "mode");
}

/* ---- several in one */

/* The step to the next file that the sources of a projected volume make; *name quotes where it
 * comes from, as the server does where two have the same path. */
typedef struct file_step {
    pw_step source, item;
    uint32_t kind;
    pw_path list;
    pw_str path;
} file_step;

static const char *const with_items[] = {"secret", "configMap", "downwardAPI"};

static bool next_file(const pw_path *sources, file_step *step)
{
    for (;;) {
        if (step->source.last != NULL && step->kind < PW_COUNT(with_items)) {
            pw_path source = pw_map_child(&step->source.at, with_items[step->kind]);
            step->list = pw_list_child(&source, "items");
            if (pw_each_item(&step->list, &step->item)) {
                pw_path path = pw_text_child(&step->item.at, "path");
                step->path = pw_text_at(&path);
                return true;
            }
            step->kind++;
            step->item = (pw_step){0};
            continue;
        }
        if (!pw_each_item(sources, &step->source))
            return false;
        step->kind = 0;
        step->item = (pw_step){0};
    }
}

static pw_status check_unique(pw_checker *c, const pw_path *at, const pw_path *source,
                              const pw_node *item, uint32_t kind)
{
    pw_path sources = pw_list_child(at, "sources"), name = pw_text_child(source, "name");
    pw_path place = *at, own = {.node = item};
    pw_path path = pw_text_child(&own, "path");
    file_step step = {0};
    while (next_file(&sources, &step) && step.item.at.node != item) {
        if (pw_text_at(&path).len == 0 || !pw_str_same(step.path, pw_text_at(&path)))
            continue;
        place.node = kind < 2 ? name.node : path.node;
        return pw_say_invalid(c, PW_BAD_VALUE, &place, "conflicting duplicate paths");
    }
    return PW_OK;
}

static pw_status check_items(pw_checker *c, const pw_path *at, const pw_path *source, uint32_t kind)
{
    pw_path name = pw_text_child(source, "name"), items = pw_list_child(source, "items");
    pw_step step = {0};
    if (kind < 2 && pw_text_at(&name).len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &name, NULL));
    while (pw_each_item(&items, &step)) {
        PW_TRY(kind < 2 ? pw_check_key_to_path(c, &step.at) : pw_check_downward_file(c, &step.at));
        PW_TRY(check_unique(c, at, source, step.at.node, kind));
    }
    return PW_OK;
}

static pw_status check_token(pw_checker *c, const pw_path *at, const pw_path *token)
{
    pw_path seconds = pw_number_child(token, "expirationSeconds");
    pw_path path = pw_text_child(token, "path");
    int64_t count = pw_number_at(&seconds, 3600);
    path.up = at;
    if (count < 600)
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &seconds,
                              "may not specify a duration less than 10 minutes"));
    if (count > (int64_t)1 << 32)
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &seconds,
                              "may not specify a duration larger than 2^32 seconds"));
    return pw_text_at(&path).len == 0 ? pw_say_required(c, PW_REQUIRED, &path, NULL)
                                      : check_local(c, &path);
}

pw_status pw_check_projected(pw_checker *c, const pw_path *at)
{
    pw_path sources = pw_list_child(at, "sources");
    pw_step step = {0};
    PW_TRY(pw_check_field(c, at, &pw_projected_shape, "defaultMode"));
    while (pw_each_item(&sources, &step)) {
        uint32_t count = 0;
        for (uint32_t kind = 0; kind < PW_COUNT(with_items); kind++) {
            pw_path source = pw_map_child(&step.at, with_items[kind]);
            if (source.node == NULL)
                continue;
            count++;
            PW_TRY(check_items(c, at, &source, kind));
        }
        pw_path token = pw_map_child(&step.at, "serviceAccountToken");
        if (token.node != NULL && ++count > 0)
            PW_TRY(check_token(c, at, &token));
        if (count > 1)
            PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &step.at,
                                    "may not specify more than 1 volume type per source"));
    }
    return PW_OK;
}

/* ---- claims */

static pw_status check_access_modes(pw_checker *c, const pw_path *modes)
{
    const pw_field *field = pw_shape_field(&pw_claim_spec_shape, PW_STR("accessModes"));
    bool single = false, other = false;
    pw_step step = {0};
    while (pw_each_item(modes, &step)) {
        pw_path place = *modes;
        place.node = step.at.node;
        bool good = pw_is_one_of(pw_text_at(&step.at), field->values);
        bool one = pw_str_is(pw_text_at(&step.at), "ReadWriteOncePod");
        single = single || one;
        other = other || (good && !one);
        if (!good)
            PW_TRY(pw_say_unsupported(c, &place, field->values));
    }
    return single && other ? pw_say_forbidden(c, PW_BAD_VALUE, modes, "may not use "
                                              "ReadWriteOncePod with other access modes") : PW_OK;
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
        return pw_say_required(c, PW_REQUIRED, &storage, NULL);
    if (!amount.minus && (amount.whole > 0 || amount.milli > 0))
        return PW_OK;
    return pw_say_quantity(c, &storage, amount, "must be greater than zero");
}

static pw_status check_data_source(pw_checker *c, const pw_path *at)
{
    pw_path kind = pw_text_child(at, "kind"), group = pw_text_child(at, "apiGroup"), place = *at;
    if (at->node == NULL)
        return PW_OK;
    place.node = kind.node;
    if (pw_text_at(&group).len > 0)
        return pw_say_faults(c, PW_BAD_VALUE, &group, pw_subdomain_faults(pw_text_at(&group)));
    if (pw_str_is(pw_text_at(&kind), "PersistentVolumeClaim"))
        return PW_OK;
    return pw_say_invalid(c, PW_BAD_VALUE, &place, "must be 'PersistentVolumeClaim' when "
                          "referencing the default apiGroup");
}

pw_status pw_check_claim_spec(pw_checker *c, const pw_path *at)
{
    static const char *const sources[] = {"dataSource", "dataSourceRef"};
    pw_path modes = pw_list_child(at, "accessModes"), selector = pw_map_child(at, "selector");
    if (is_empty_list(&modes))
        PW_TRY(pw_say_required(c, PW_REQUIRED, &modes, "at least 1 access mode is required"));
    PW_TRY(pw_check_selector(c, &selector));
    PW_TRY(check_access_modes(c, &modes));
    PW_TRY(check_storage(c, at));
    PW_TRY(pw_check_range(c, at, &pw_claim_spec_shape, "storageClassName", "volumeMode"));
    for (uint32_t i = 0; i < PW_COUNT(sources); i++) {
        pw_path source = pw_map_child(at, sources[i]);
        PW_TRY(pw_check_field(c, at, &pw_claim_spec_shape, sources[i]));
        PW_TRY(check_data_source(c, &source));
    }
    return pw_check_field(c, at, &pw_claim_spec_shape, "volumeAttributesClassName");
}

pw_status pw_check_claim_template(pw_checker *c, const pw_path *at)
{
    pw_path meta = pw_map_child(at, "metadata"), spec = pw_map_child(at, "spec");
    PW_TRY(pw_check_template_meta(c, &meta));
    return pw_check_claim_spec(c, &spec);
}

/* ---- a volume */

/* The server's path for some kinds is not their name. */
static const char *path_of(const char *name, bool first)
{
    if (first)
        return strcmp(name, "gcePersistentDisk") == 0 ? "persistentDisk" : name;
    return strcmp(name, "downwardAPI") == 0 ? "downwarAPI"
           : strcmp(name, "cephfs") == 0    ? "cephFS" : name;
}

static pw_status check_sources(pw_checker *c, const pw_path *at)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < pw_volume_shape.count; i++) {
        const pw_field *field = &pw_volume_shape.fields[i];
        pw_path child = pw_map_child(at, field->name);
        if (field->type != PW_T_SHAPE || child.node == NULL)
            continue;
        child.name = path_of(field->name, count == 0);
        if (count++ > 0)
            PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &child, MANY_TYPES));
        else
            PW_TRY(pw_check_shape(c, &child, field->shape));
    }
    return PW_OK;
}

/* The claim that an ephemeral volume makes is called after the pod and the volume. */
static pw_status check_claim_name(pw_checker *c, const pw_path *at)
{
    pw_path object = {.node = c->object}, meta = pw_map_child(&object, "metadata");
    pw_path pod = pw_text_child(&meta, "name"), name = pw_text_child(at, "name");
    pw_path ephemeral = pw_map_child(at, "ephemeral");
    pw_buf claim = pw_buf_make(4096), detail = pw_buf_make(8192);
    if (c->kind != PW_POD || ephemeral.node == NULL || pw_text_at(&pod).len == 0 ||
        pw_text_at(&name).len == 0)
        return PW_OK;
    pw_buf_print(&claim, "%R-%R", pw_text_at(&pod), pw_text_at(&name));
    pw_faults faults = pw_subdomain_faults(pw_buf_str(&claim));
    pw_status status = PW_OK;
    for (uint32_t i = 0; i < faults.count && status == PW_OK; i++) {
        pw_buf_clear(&detail);
        pw_buf_print(&detail, "PVC name %Q: %s", pw_buf_str(&claim), faults.server[i]);
        status = pw_say_invalid(c, PW_BAD_VALUE, &name, detail.at);
    }
    pw_buf_drop(&claim, &c->d->server);
    pw_buf_drop(&detail, &c->d->server);
    return status;
}

/* A claim that is there already cannot be one that the pod makes. */
static pw_status check_made_claim(pw_checker *c, const pw_path *at)
{
    pw_path object = {.node = c->object}, meta = pw_map_child(&object, "metadata");
    pw_path pod = pw_text_child(&meta, "name"), source = pw_map_child(at, "persistentVolumeClaim");
    pw_path claim = pw_text_child(&source, "claimName"), other;
    pw_str text = pw_text_at(&claim), own = pw_text_at(&pod);
    if (c->kind != PW_POD || own.len == 0 || text.len <= own.len + 1 || text.at[own.len] != '-' ||
        memcmp(text.at, own.at, own.len) != 0 ||
        !pw_find_named(at->up, pw_str_part(text, own.len + 1, text.len), NULL, &other))
        return PW_OK;
    pw_path ephemeral = pw_map_child(&other, "ephemeral");
    return ephemeral.node == NULL
               ? PW_OK : pw_say_invalid(c, PW_BAD_VALUE, &claim, "must not reference a PVC that "
                                        "gets created for an ephemeral volume");
}

pw_status pw_check_volume(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), other;
    PW_TRY(check_sources(c, at));
    PW_TRY(check_claim_name(c, at));
    PW_TRY(pw_check_field(c, at, &pw_volume_shape, "name"));
    if (pw_text_at(&name).len > 0 && pw_find_named(at->up, pw_text_at(&name), at, &other))
        PW_TRY(pw_say_duplicate(c, &name, PW_STR("")));
    return check_made_claim(c, at);
}
