#include "kube/defaults.h"

#include "kube/schema.h"
#include "text/compact.h"
#include "text/json.h"

#include <string.h>

/* Why a node was added: it has PW_NONE as the start of its span, and one of these as the end. */
enum { OF_NAMESPACE, OF_NAME, OF_SPEC, OF_PODS, OF_INGRESS, OF_BOTH, OF_TABLE, OF_STATUS };

static const char *const reasons[] = {
    "no namespace was given: default, unless kubectl is set to another",
    "every namespace is labelled with its own name",
    "no spec was given",
    "no podSelector was given: an empty one, which is every pod of the namespace",
    "no policyTypes were given: Ingress, since there are no egress rules",
    "no policyTypes were given: Ingress and Egress, since there are egress rules",
    "not given: this is the default",
    "the server writes this",
};

const char *pw_defaults_reason(const pw_node *node)
{
    return node->span.from == PW_NONE ? reasons[node->span.to] : NULL;
}

typedef struct filler {
    pw_arena *arena;
    const pw_object *object;
} filler;

/* ---- members of a mapping, in the order of their keys */

/* Where the child under `key` hangs, or would: at the end of those with smaller keys. */
static pw_node **place_of(pw_node *map, pw_str key)
{
    pw_node **at = &map->first;
    while (*at != NULL && pw_str_order((*at)->key, key) < 0)
        at = &(*at)->next;
    return at;
}

/* The child under `key`; NULL when there is none, or no mapping to hold it. */
static pw_node *get(pw_node *map, const char *key)
{
    if (map == NULL || map->kind != PW_MAP)
        return NULL;
    pw_node *child = *place_of(map, pw_str_of(key));
    return child != NULL && pw_str_is(child->key, key) ? child : NULL;
}

static bool is_text(pw_node *map, const char *key, const char *text)
{
    pw_node *child = get(map, key);
    return child != NULL && pw_str_is(child->text, text);
}

static void mark_added(pw_node *node, uint32_t reason)
{
    node->span = (pw_span){PW_NONE, reason};
    for (pw_node *child = node->first; child != NULL; child = child->next)
        mark_added(child, reason);
}

static void put(pw_node *map, const char *key, pw_node *made, uint32_t reason)
{
    pw_node **at = place_of(map, pw_str_of(key));
    mark_added(made, reason);
    made->key = pw_str_of(key);
    made->next = *at;
    *at = made;
    map->count++;
}

/* Adds the value that `json` says, unless there is one; *child is the member (NULL is fine). */
static pw_status add(filler *f, pw_node *map, const char *key, const char *json, uint32_t reason,
                     pw_node **child)
{
    pw_node *made = get(map, key);
    if (map == NULL || map->kind != PW_MAP)
        return PW_OK;
    if (made == NULL) {
        pw_source source = {.text = pw_str_of(json)};
        pw_diags d = pw_diags_make(f->arena, 1);
        uint32_t at = 0;
        pw_status status = pw_json_read(&source, &at, f->arena, f->arena, &d, &made);
        PW_TRY(pw_diags_done(&d, status));
        PW_NEED(made); /* the text is good JSON */
        put(map, key, made, reason);
    }
    if (child != NULL)
        *child = made;
    return PW_OK;
}

static pw_status add_default(filler *f, pw_node *map, const char *key, const char *json)
{
    return add(f, map, key, json, OF_TABLE, NULL);
}

static pw_status add_text(filler *f, pw_node *map, const char *key, pw_str text, uint32_t reason)
{
    if (map == NULL || get(map, key) != NULL)
        return PW_OK;
    pw_node *made = pw_new(f->arena, pw_node);
    PW_NEED(made);
    *made = (pw_node){.kind = PW_TEXT, .text = text};
    put(map, key, made, reason);
    return PW_OK;
}

static void drop(pw_node *map, const pw_node *child)
{
    *place_of(map, child->key) = child->next;
    map->count--;
}

/* ---- defaults that follow from other fields, by the server's name of the shape */

/* policyTypes by the rule that kube/derive applied (S6). */
static pw_status fill_policy(filler *f, pw_node *spec)
{
    const pw_policy *policy = f->object->body;
    PW_TRY(add(f, spec, "podSelector", "{}", OF_PODS, NULL));
    return policy->isolates[PW_EGRESS]
               ? add(f, spec, "policyTypes", "[\"Ingress\",\"Egress\"]", OF_BOTH, NULL)
               : add(f, spec, "policyTypes", "[\"Ingress\"]", OF_INGRESS, NULL);
}

/* Without a target it is the same port. */
static pw_status fill_service_port(filler *f, pw_node *port)
{
    pw_node *number = get(port, "port"), *target = get(port, "targetPort");
    if (number == NULL || target != NULL)
        return PW_OK;
    pw_node *made = pw_new(f->arena, pw_node);
    PW_NEED(made);
    *made = *number;
    put(port, "targetPort", made, OF_TABLE);
    return PW_OK;
}

static pw_status fill_service(filler *f, pw_node *spec)
{
    bool balanced = is_text(spec, "type", "LoadBalancer");
    if (is_text(spec, "type", "ExternalName"))
        return PW_OK;
    if (is_text(spec, "clusterIP", "None"))
        PW_TRY(add_default(f, spec, "clusterIPs", "[\"None\"]"));
    PW_TRY(add_default(f, spec, "internalTrafficPolicy", "\"Cluster\""));
    PW_TRY(add_default(f, spec, "ipFamilies", "[\"IPv4\"]"));
    PW_TRY(add_default(f, spec, "ipFamilyPolicy", "\"SingleStack\""));
    if (balanced)
        PW_TRY(add_default(f, spec, "allocateLoadBalancerNodePorts", "true"));
    return balanced || is_text(spec, "type", "NodePort")
               ? add_default(f, spec, "externalTrafficPolicy", "\"Cluster\"") : PW_OK;
}

/* The newest image, and one whose version is not said, is always asked for. */
static pw_status fill_container(filler *f, pw_node *container)
{
    pw_node *image = get(container, "image");
    pw_str name = image == NULL ? PW_STR("") : image->text;
    for (uint32_t slash; (slash = pw_str_find(name, '/')) != PW_NONE;)
        name = pw_str_part(name, slash + 1, name.len);
    bool pinned = pw_str_find(name, '@') != PW_NONE;
    bool newest = !pinned && (pw_str_find(name, ':') == PW_NONE || pw_str_ends(name, ":latest"));
    return add_default(f, container, "imagePullPolicy",
                       newest ? "\"Always\"" : "\"IfNotPresent\"");
}

/* What is set for pods themselves, but not for the templates of workloads. */
static pw_status fill_pod(filler *f, pw_node *pod)
{
    pw_node *spec = get(pod, "spec");
    PW_TRY(add_default(f, spec, "enableServiceLinks", "true"));
    PW_TRY(add_default(f, spec, "preemptionPolicy", "\"PreemptLowerPriority\""));
    PW_TRY(add_default(f, spec, "priority", "0"));
    return add_default(f, spec, "tolerations",
                       "[{\"effect\":\"NoExecute\",\"key\":\"node.kubernetes.io/not-ready\","
                       "\"operator\":\"Exists\",\"tolerationSeconds\":300},"
                       "{\"effect\":\"NoExecute\",\"key\":\"node.kubernetes.io/unreachable\","
                       "\"operator\":\"Exists\",\"tolerationSeconds\":300}]");
}

static pw_status fill_rolling(filler *f, pw_node *strategy, const char *json)
{
    return is_text(strategy, "type", "RollingUpdate")
               ? add_default(f, strategy, "rollingUpdate", json) : PW_OK;
}

static pw_status fill_deployment_strategy(filler *f, pw_node *strategy)
{
    return fill_rolling(f, strategy, "{\"maxSurge\":\"25%\",\"maxUnavailable\":\"25%\"}");
}

static pw_status fill_daemon_strategy(filler *f, pw_node *strategy)
{
    return fill_rolling(f, strategy, "{\"maxSurge\":0,\"maxUnavailable\":1}");
}

static pw_status fill_stateful_strategy(filler *f, pw_node *strategy)
{
    return fill_rolling(f, strategy, "{\"partition\":0}");
}

/* One pod, unless only one of both is said: as many as may run at once is no goal. */
static pw_status fill_job(filler *f, pw_node *spec)
{
    if (get(spec, "completions") == NULL && get(spec, "parallelism") == NULL)
        PW_TRY(add_default(f, spec, "completions", "1"));
    PW_TRY(add_default(f, spec, "parallelism", "1"));
    PW_TRY(add_default(f, spec, "backoffLimit",
                       get(spec, "backoffLimitPerIndex") == NULL ? "6" : "2147483647"));
    return add_default(f, spec, "podReplacementPolicy",
                       get(spec, "podFailurePolicy") == NULL ? "\"TerminatingOrFailed\""
                                                             : "\"Failed\"");
}

/* Without a selector or labels it has those of its pods. */
static pw_status fill_controller(filler *f, pw_node *root)
{
    pw_node *spec = get(root, "spec"), *pods = get(spec, "template");
    pw_node *labels = get(get(pods, "metadata"), "labels");
    pw_buf text = pw_buf_make(1u << 24);
    pw_str json;
    if (labels == NULL)
        return PW_OK;
    pw_compact_put(&text, labels);
    pw_buf_putc(&text, '\0');
    PW_TRY(pw_buf_keep(&text, f->arena, &json));
    PW_TRY(add_default(f, spec, "selector", json.at));
    return add_default(f, get(root, "metadata"), "labels", json.at);
}

static pw_status fill_namespace(filler *f, pw_node *root)
{
    pw_node *meta = get(root, "metadata"), *labels;
    PW_TRY(add(f, meta, "labels", "{}", OF_NAME, &labels));
    PW_TRY(add_text(f, labels, "kubernetes.io/metadata.name", f->object->meta.name.s, OF_NAME));
    return add(f, root, "spec", "{\"finalizers\":[\"kubernetes\"]}", OF_STATUS, NULL);
}

static const struct {
    const char *go;
    pw_status (*fill)(filler *f, pw_node *map);
} special[] = {
    {"NetworkPolicySpec", fill_policy},
    {"ServicePort", fill_service_port},
    {"ServiceSpec", fill_service},
    {"Container", fill_container},
    {"Pod", fill_pod},
    {"DeploymentStrategy", fill_deployment_strategy},
    {"DaemonSetUpdateStrategy", fill_daemon_strategy},
    {"StatefulSetUpdateStrategy", fill_stateful_strategy},
    {"JobSpec", fill_job},
    {"ReplicationController", fill_controller},
    {"Namespace", fill_namespace},
};

/* ---- by the table */

static bool is_list_like(const pw_field *field)
{
    return field->type == PW_T_LABELS || field->type == PW_T_TEXTS || field->type == PW_T_LONGS ||
           field->type == PW_T_SHAPES || field->type == PW_T_QUANTITIES;
}

static pw_status fill(filler *f, pw_node *map, const pw_shape *shape);

/* Null items become empty, as in the server. */
static pw_status fill_items(filler *f, pw_node *list, const pw_shape *shape)
{
    for (pw_node *item = list->first; item != NULL; item = item->next) {
        if (item->kind == PW_NULL)
            item->kind = PW_MAP;
        PW_TRY(fill(f, item, shape));
    }
    return PW_OK;
}

/* What is empty and may be left out, the server leaves out. */
static pw_status fill_field(filler *f, pw_node *map, const pw_field *field)
{
    pw_node *child = get(map, field->name);
    if (child != NULL && is_list_like(field) && child->first == NULL) {
        drop(map, child);
        child = NULL;
    }
    if (child == NULL && field->fill != NULL)
        PW_TRY(add(f, map, field->name, field->fill, OF_TABLE, &child));
    if (child != NULL && field->type == PW_T_SHAPE && child->kind == PW_MAP)
        return fill(f, child, field->shape);
    if (child != NULL && field->type == PW_T_SHAPES && child->kind == PW_LIST)
        return fill_items(f, child, field->shape);
    return PW_OK;
}

static pw_status fill(filler *f, pw_node *map, const pw_shape *shape)
{
    for (uint32_t i = 0; i < shape->count; i++)
        PW_TRY(fill_field(f, map, &shape->fields[i]));
    for (size_t i = 0; i < sizeof special / sizeof *special; i++)
        if (strcmp(special[i].go, shape->go) == 0)
            return special[i].fill(f, map);
    return PW_OK;
}

/* ---- an object */

static pw_status fill_metadata(filler *f, pw_node *meta)
{
    pw_node *ns = get(meta, "namespace");
    bool namespaced = pw_kind_of(f->object->kind)->namespaced;
    if (ns != NULL && (ns->text.len == 0 || !namespaced))
        drop(meta, ns);
    if (namespaced)
        PW_TRY(add_text(f, meta, "namespace", f->object->meta.ns.s, OF_NAMESPACE));
    return fill(f, meta, &pw_meta_shape);
}

pw_status pw_defaults_fill(pw_arena *arena, pw_node *root, const pw_object *object)
{
    filler f = {arena, object};
    pw_node *meta = get(root, "metadata");
    if (meta == NULL)
        return PW_OK;
    PW_TRY(fill_metadata(&f, meta));
    if (object->kind == PW_POLICY)
        PW_TRY(add(&f, root, "spec", "{}", OF_SPEC, NULL));
    return fill(&f, root, pw_kind_of(object->kind)->body);
}
