#include "kube/stored.h"

#include "kube/schema.h"
#include "text/emit.h"

#include <stdlib.h>

/* Why a line was added. An added node has PW_NONE as the start of its span, and the number of its
 * reason as the end. */
enum { OF_NAMESPACE, OF_NAME, OF_SPEC, OF_PODS, OF_INGRESS, OF_BOTH, OF_PROTOCOL };

static const char *const reasons[] = {
    "no namespace was given: default, unless kubectl is set to another",
    "every namespace is labelled with its own name",
    "no spec was given",
    "no podSelector was given: an empty one, which is every pod of the namespace",
    "no policyTypes were given: Ingress, since there are no egress rules",
    "no policyTypes were given: Ingress and Egress, since there are egress rules",
    "no protocol was given: TCP",
};

/* ---- copying, in the server's order ---- */

typedef struct member {
    const pw_node *node;
    uint32_t at; /* its number in the mapping */
} member;

static int by_key(const void *a, const void *b)
{
    const member *one = a, *other = b;
    int order = pw_str_order(one->node->key, other->node->key);
    return order != 0 ? order : one->at < other->at ? -1 : 1;
}

static pw_status copy(pw_arena *arena, const pw_node *node, pw_node **made);

static pw_status copy_list(pw_arena *arena, const pw_node *list, pw_node *made)
{
    pw_node **end = &made->first;
    for (const pw_node *item = list->first; item != NULL; item = item->next) {
        PW_TRY(copy(arena, item, end));
        end = &(*end)->next;
    }
    return PW_OK;
}

/* Of a key that stands twice the last counts; null is as if it were not there (S21). */
static pw_status copy_map(pw_arena *arena, const pw_node *map, pw_node *made)
{
    uint32_t count = 0;
    pw_node **end = &made->first;
    member *members = pw_new_array(arena, member, map->count + 1);
    PW_NEED(members);
    for (const pw_node *child = map->first; child != NULL; child = child->next, count++)
        members[count] = (member){child, count};
    qsort(members, count, sizeof *members, by_key);
    for (uint32_t i = 0; i < count; i++) {
        const pw_node *child = members[i].node;
        bool again = i + 1 < count && pw_str_same(child->key, members[i + 1].node->key);
        if (again || child->kind == PW_NULL)
            continue;
        PW_TRY(copy(arena, child, end));
        end = &(*end)->next;
    }
    return PW_OK;
}

static pw_status copy(pw_arena *arena, const pw_node *node, pw_node **made)
{
    pw_node *own = pw_new(arena, pw_node);
    PW_NEED(own);
    *own = *node;
    own->next = own->first = NULL;
    *made = own;
    return node->kind == PW_MAP    ? copy_map(arena, node, own)
           : node->kind == PW_LIST ? copy_list(arena, node, own)
                                   : PW_OK;
}

/* ---- changing the copy ---- */

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

static pw_node *first_of(pw_node *list)
{
    return list == NULL || list->kind != PW_LIST ? NULL : list->first;
}

static pw_status make(pw_arena *arena, pw_kind kind, pw_str text, uint32_t reason, pw_node **made)
{
    *made = pw_new(arena, pw_node);
    PW_NEED(*made);
    **made = (pw_node){.text = text, .kind = (uint8_t)kind, .span = {PW_NONE, reason}};
    return PW_OK;
}

/* Adds a child unless there is one; *child is it (NULL is fine). */
static pw_status add(pw_arena *arena, pw_node *map, const char *key, pw_kind kind, pw_str text,
                     uint32_t reason, pw_node **child)
{
    pw_node *made = get(map, key);
    if (made == NULL) {
        pw_node **at = place_of(map, pw_str_of(key));
        PW_TRY(make(arena, kind, text, reason, &made));
        made->key = pw_str_of(key);
        made->next = *at;
        *at = made;
    }
    if (child != NULL)
        *child = made;
    return PW_OK;
}

/* What is empty and may be left out, the server leaves out. */
static void drop_empty(pw_node *map, const char *key)
{
    const pw_node *child = get(map, key);
    if (child != NULL && child->first == NULL && child->text.len == 0)
        *place_of(map, child->key) = child->next;
}

/* The first of items that are mappings; null ones become empty, as in the server. */
static pw_node *first_map(pw_node *list)
{
    for (pw_node *item = first_of(list); item != NULL; item = item->next)
        if (item->kind == PW_NULL)
            item->kind = PW_MAP;
    return first_of(list);
}

/* ---- NetworkPolicy ---- */

static void trim_selector(pw_node *selector)
{
    pw_node *list = get(selector, "matchExpressions");
    for (pw_node *item = first_of(list); item != NULL; item = item->next)
        drop_empty(item, "values");
    drop_empty(selector, "matchLabels");
    drop_empty(selector, "matchExpressions");
}

static pw_status complete_rule(pw_arena *arena, pw_node *rule, const char *peers)
{
    for (pw_node *peer = first_of(get(rule, peers)); peer != NULL; peer = peer->next) {
        trim_selector(get(peer, "podSelector"));
        trim_selector(get(peer, "namespaceSelector"));
        drop_empty(get(peer, "ipBlock"), "except");
    }
    for (pw_node *port = first_map(get(rule, "ports")); port != NULL; port = port->next)
        PW_TRY(add(arena, port, "protocol", PW_TEXT, PW_STR("TCP"), OF_PROTOCOL, NULL));
    drop_empty(rule, peers);
    drop_empty(rule, "ports");
    return PW_OK;
}

/* policyTypes by the rule that validate applied (S6). */
static pw_status complete_types(pw_arena *arena, pw_node *spec, const pw_policy *policy)
{
    static const char *const names[] = {"Ingress", "Egress"};
    uint32_t reason = policy->isolates[PW_EGRESS] ? OF_BOTH : OF_INGRESS;
    pw_node *types;
    drop_empty(spec, "policyTypes");
    PW_TRY(add(arena, spec, "policyTypes", PW_LIST, PW_STR(""), reason, &types));
    pw_node **end = &types->first;
    if (*end != NULL)
        return PW_OK;
    for (int d = 0; d < PW_DIRECTIONS; d++)
        if (policy->isolates[d]) {
            PW_TRY(make(arena, PW_TEXT, pw_str_of(names[d]), reason, end));
            end = &(*end)->next;
        }
    return PW_OK;
}

static pw_status complete_policy(pw_arena *arena, pw_node *root, const pw_policy *policy)
{
    static const char *const lists[] = {"ingress", "egress"}, *const peers[] = {"from", "to"};
    pw_node *spec, *selector;
    PW_TRY(add(arena, root, "spec", PW_MAP, PW_STR(""), OF_SPEC, &spec));
    PW_TRY(add(arena, spec, "podSelector", PW_MAP, PW_STR(""), OF_PODS, &selector));
    trim_selector(selector);
    for (int d = 0; d < PW_DIRECTIONS; d++) {
        for (pw_node *rule = first_map(get(spec, lists[d])); rule != NULL; rule = rule->next)
            PW_TRY(complete_rule(arena, rule, peers[d]));
        drop_empty(spec, lists[d]);
    }
    return complete_types(arena, spec, policy);
}

/* ---- one object ---- */

static pw_status complete(pw_arena *arena, pw_node *root, const pw_object *object)
{
    pw_node *meta = get(root, "metadata"), *labels;
    if (meta == NULL)
        return PW_OK;
    drop_empty(meta, "labels");
    drop_empty(meta, "annotations");
    drop_empty(meta, "namespace");
    if (pw_kind_of(object->kind)->namespaced)
        PW_TRY(add(arena, meta, "namespace", PW_TEXT, object->meta.ns.s, OF_NAMESPACE, NULL));
    if (object->kind == PW_NAMESPACE) {
        PW_TRY(add(arena, meta, "labels", PW_MAP, PW_STR(""), OF_NAME, &labels));
        PW_TRY(add(arena, labels, "kubernetes.io/metadata.name", PW_TEXT, object->meta.name.s,
                   OF_NAME, NULL));
    }
    return object->kind == PW_POLICY ? complete_policy(arena, root, object->body) : PW_OK;
}

/* The places of the lines, or why they were added. */
static pw_status note_lines(pw_arena *arena, const pw_vec *nodes, pw_vec *lines)
{
    for (uint32_t i = 0; i < nodes->count; i++) {
        const pw_node *node = pw_items(*nodes, const pw_node *)[i];
        pw_stored_line *line = pw_push(lines, arena, pw_stored_line);
        PW_NEED(line);
        line->line = i + 1;
        line->span = node->span;
        if (node->span.from == PW_NONE)
            line->why = reasons[node->span.to];
        else if (node->key.at != NULL)
            line->span = (pw_span){node->key_span.from,
                                   node->first == NULL ? node->span.to : node->key_span.to};
    }
    return PW_OK;
}

static pw_status store(pw_arena *arena, const pw_node *node, const pw_object *object,
                       pw_stored *stored)
{
    pw_buf b = pw_buf_make(UINT32_MAX >> 1);
    pw_node *root;
    pw_vec lines = {0};
    stored->object = object;
    PW_TRY(copy(arena, node, &root));
    PW_TRY(complete(arena, root, object));
    pw_status status = pw_emit(&b, arena, root, &lines);
    if (status != PW_OK) {
        pw_buf_free(&b);
        return status;
    }
    PW_TRY(pw_buf_keep(&b, arena, &stored->text));
    return note_lines(arena, &lines, &stored->lines);
}

/* ---- all objects of a document ---- */

typedef struct finder {
    const pw_document *doc;
    pw_arena *arena;
    pw_vec *list;
    uint32_t next; /* object of the document: they stand in the order of the text */
} finder;

static pw_status walk(finder *f, const pw_node *node)
{
    const pw_node *items = pw_node_get(node, "items");
    if (f->next == f->doc->objects.count)
        return PW_OK;
    const pw_object *object = &pw_items(f->doc->objects, const pw_object)[f->next];
    if (node->span.from == object->span.from && node->span.to == object->span.to) {
        pw_stored *slot = pw_push(f->list, f->arena, pw_stored);
        PW_NEED(slot);
        f->next++;
        return store(f->arena, node, object, slot);
    }
    if (items != NULL && items->kind == PW_LIST)
        for (const pw_node *item = items->first; item != NULL; item = item->next)
            PW_TRY(walk(f, item));
    return PW_OK;
}

pw_status pw_stored_objects(const pw_document *doc, pw_arena *arena, pw_vec *list)
{
    finder f = {doc, arena, list, 0};
    pw_vec roots = {0};
    PW_TRY(pw_document_tree(doc, arena, &roots));
    for (uint32_t i = 0; i < roots.count; i++)
        PW_TRY(walk(&f, pw_items(roots, const pw_node *)[i]));
    return PW_OK;
}
