#include "kube/typemeta.h"

#include "kube/listed.h"

#include <string.h>

/* ---- kinds */

/* What a server has beside the kinds that are simulated. */
static const pw_resource others[] = {
    {"v1", "ConfigMap", "configmaps", true, PW_WITHOUT_SPEC},
    {"v1", "Secret", "secrets", true, PW_WITHOUT_SPEC},
    {"v1", "ServiceAccount", "serviceaccounts", true, PW_WITHOUT_SPEC},
    {"v1", "Endpoints", "endpoints", true, PW_WITHOUT_SPEC},
    {"v1", "Event", "events", true, PW_WITHOUT_SPEC},
    {"v1", "LimitRange", "limitranges", true, PW_WITH_SPEC},
    {"v1", "PersistentVolume", "persistentvolumes", false, PW_WITH_SPEC},
    {"v1", "PersistentVolumeClaim", "persistentvolumeclaims", true, PW_WITH_SPEC},
    {"v1", "PodTemplate", "podtemplates", true, PW_WITHOUT_SPEC},
    {"v1", "ResourceQuota", "resourcequotas", true, PW_WITH_SPEC},
    {"apps/v1", "ControllerRevision", "controllerrevisions", true, PW_WITHOUT_SPEC},
    {"autoscaling/v1", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true, PW_WITH_SPEC},
    {"autoscaling/v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true, PW_WITH_SPEC},
    {"coordination.k8s.io/v1", "Lease", "leases", true, PW_WITH_SPEC},
    {"discovery.k8s.io/v1", "EndpointSlice", "endpointslices", true, PW_WITHOUT_SPEC},
    {"networking.k8s.io/v1", "Ingress", "ingresses", true, PW_WITH_SPEC},
    {"networking.k8s.io/v1", "IngressClass", "ingressclasses", false, PW_WITH_SPEC},
    {"networking.k8s.io/v1", "IPAddress", "ipaddresses", false, PW_WITH_SPEC},
    {"networking.k8s.io/v1", "ServiceCIDR", "servicecidrs", false, PW_WITH_SPEC},
    {"node.k8s.io/v1", "RuntimeClass", "runtimeclasses", false, PW_WITHOUT_SPEC},
    {"policy/v1", "PodDisruptionBudget", "poddisruptionbudgets", true, PW_WITH_SPEC},
    {"rbac.authorization.k8s.io/v1", "ClusterRole", "clusterroles", false, PW_WITHOUT_SPEC},
    {"rbac.authorization.k8s.io/v1", "ClusterRoleBinding", "clusterrolebindings", false,
     PW_WITHOUT_SPEC},
    {"rbac.authorization.k8s.io/v1", "Role", "roles", true, PW_WITHOUT_SPEC},
    {"rbac.authorization.k8s.io/v1", "RoleBinding", "rolebindings", true, PW_WITHOUT_SPEC},
    {"scheduling.k8s.io/v1", "PriorityClass", "priorityclasses", false, PW_WITHOUT_SPEC},
    {"storage.k8s.io/v1", "StorageClass", "storageclasses", false, PW_WITHOUT_SPEC},
    {"apiextensions.k8s.io/v1", "CustomResourceDefinition", "customresourcedefinitions", false,
     PW_WITH_SPEC},
};

static bool is_in_lower_case(pw_str text, const char *name)
{
    for (uint32_t i = 0; i < text.len; i++, name++) {
        char lower = *name >= 'A' && *name <= 'Z' ? (char)(*name | 0x20) : *name;
        if (*name == '\0' || text.at[i] != lower)
            return false;
    }
    return *name == '\0';
}

/* In each version that has kinds kubectl also finds a kind List, which no server has. */
static bool is_kind(pw_resource *r, pw_str version, pw_str kind)
{
    if (!pw_str_is(version, r->version))
        return false;
    if (pw_str_is(kind, "List"))
        *r = (pw_resource){r->version, "List", PW_LISTS, false, PW_SIMULATED};
    return pw_str_is(kind, r->kind) || is_in_lower_case(kind, r->kind);
}

bool pw_resource_find(pw_str version, pw_str kind, pw_resource *resource)
{
    for (int i = 0; i < PW_OBJECT_KINDS; i++) {
        const pw_kind_info *info = pw_kind_of((pw_object_kind)i);
        *resource = (pw_resource){info->api_version, info->kind, info->plural, info->namespaced,
                                  PW_SIMULATED};
        if (is_kind(resource, version, kind))
            return true;
    }
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        *resource = others[i];
        if (is_kind(resource, version, kind))
            return true;
    }
    return false;
}

bool pw_is_list_kind(pw_str version, pw_str kind)
{
    pw_resource ignored;
    return pw_str_ends(kind, "List") &&
           pw_resource_find(version, pw_str_part(kind, 0, kind.len - 4), &ignored);
}

/* ---- apiVersion and kind */

static void put(pw_buf *list, const char *text)
{
    pw_buf_print(list, "%s%s", list->len > 0 ? ", " : "", text);
}

/* kubectl splits a version at its only slash. */
static bool is_version(pw_str version)
{
    uint32_t slash = pw_str_find(version, '/');
    return slash == PW_NONE ||
           pw_str_find(pw_str_part(version, slash + 1, version.len), '/') == PW_NONE;
}

/* Adds what is wrong with apiVersion and kind of `node`; how many faults that are. */
static uint32_t put_faults(pw_buf *list, const pw_node *node)
{
    uint32_t count = 0;
    if (node->kind != PW_MAP) {
        put(list, "invalid object to validate");
        return 1;
    }
    const pw_node *version = pw_node_get(node, "apiVersion"), *kind = pw_node_get(node, "kind");
    bool has_version = version != NULL && version->kind != PW_NULL;
    bool has_kind = kind != NULL && kind->kind != PW_NULL;
    if (!has_version || version->kind != PW_TEXT) {
        put(list, has_version ? "apiVersion isn't string type" : "apiVersion not set");
        count++;
    } else if (!is_version(version->text)) {
        put(list, "unexpected GroupVersion string: ");
        pw_buf_put(list, version->text);
        count++;
    }
    if (!has_kind || kind->kind != PW_TEXT) {
        put(list, has_kind ? "kind isn't string type" : "kind not set");
        count++;
    }
    return count;
}

/* The fields of an object, or of the items of a list of one kind: `suffix` is "List" then. */
static uint32_t put_field_faults(pw_buf *list, const pw_node *node, const char *suffix)
{
    pw_str version = pw_node_text(node, "apiVersion"), kind = pw_node_text(node, "kind");
    bool listed = *suffix != '\0';
    if (listed && !pw_str_ends(kind, suffix))
        return 0;
    kind.len -= (uint32_t)strlen(suffix);
    for (int i = 0; i < PW_OBJECT_KINDS; i++) {
        const pw_kind_info *info = pw_kind_of((pw_object_kind)i);
        if (pw_str_is(version, info->api_version) && pw_str_is(kind, info->kind))
            return pw_listed_faults(node, info, listed, list);
    }
    return 0;
}

static uint32_t put_list_faults(pw_buf *list, const pw_node *node, bool fields)
{
    uint32_t count = 0;
    pw_str version = pw_node_text(node, "apiVersion"), kind = pw_node_text(node, "kind");
    if (!pw_str_is(version, "v1") || !pw_str_is(kind, "List"))
        return fields ? put_field_faults(list, node, "List") : 0;
    const pw_node *items = pw_node_get(node, "items");
    if (items == NULL || items->kind != PW_LIST) {
        put(list, "invalid object to validate");
        return 1;
    }
    for (const pw_node *item = items->first; item != NULL; item = item->next) {
        uint32_t faults = put_faults(list, item);
        count += faults == 0 && fields ? put_field_faults(list, item, "") : faults;
    }
    return count;
}

bool pw_type_fault(const pw_node *node, bool fields, pw_buf *fault)
{
    pw_buf list = pw_buf_make(1u << 20);
    uint32_t count = put_faults(&list, node);
    if (count == 0)
        count = put_list_faults(&list, node, fields);
    if (count > 0)
        pw_buf_print(fault, count > 1 ? "[%R]" : "%R", pw_buf_str(&list));
    pw_buf_drop(&list, fault);
    return count > 0;
}
