#include "api/kubectl.h"

#include "api/manifests.h"
#include "api/said.h"
#include "base/limits.h"
#include "kube/document.h"
#include "kube/schema.h"
#include "text/compact.h"

#include <string.h>

#define MAX_TEXT (1u << 24)
#define MOST_UNKNOWN 100 /* fields that a server lists */
#define CLASSES "priorityclasses"
#define MOST_URGENT "system-node-critical"
#define RUNTIME "runtimeClassName"

/* An object that the server holds. */
typedef struct stored {
    const char *plural;
    pw_str name;
    pw_str ns;
    pw_str text; /* what was applied; without text for what was there before */
    const pw_node *node; /* NULL: likewise */
} stored;

/* What is told at the end: alone, or one among others. */
typedef struct failure {
    pw_str alone;
    pw_str among;
} failure;

typedef struct apply {
    /* The object at hand: what it is refused with, among others and alone (empty: the same), what
     * there is to say of it, and what the server holds under its name. */
    pw_buf among;
    pw_buf alone;
    const pw_diags *d;
    stored *there;
    pw_manifests manifests;
    pw_arena *arena;
    pw_buf *out;
    int exit;
    pw_vec failures; /* of failure */
    pw_vec held;     /* of stored */
} apply;

/* What stands there and is not null. */
static const pw_node *get(const pw_node *map, const char *name)
{
    const pw_node *node = map == NULL ? NULL : pw_node_get(map, name);
    return node == NULL || node->kind == PW_NULL ? NULL : node;
}

static pw_status keep_failure(apply *a)
{
    failure kept;
    if (a->alone.len == 0)
        pw_buf_put(&a->alone, pw_buf_str(&a->among));
    pw_status first = pw_buf_keep(&a->alone, a->arena, &kept.alone);
    pw_status second = pw_buf_keep(&a->among, a->arena, &kept.among);
    PW_TRY(first);
    PW_TRY(second);
    failure *slot = pw_push(&a->failures, a->arena, failure);
    PW_NEED(slot);
    *slot = kept;
    return PW_OK;
}

/* ---- the server's answers */

/* "Error from server (Forbidden): error when creating "FILE": " */
static void put_error(apply *a, const pw_item *it, const char *reason)
{
    pw_buf_print(&a->among, "Error from server%s: error when creating %Q: ", reason, it->file);
}

/* "NetworkPolicy in version "v1" cannot be handled as a ...: " */
static void put_refusal(apply *a, const pw_item *it)
{
    const char *slash = strchr(it->resource.version, '/');
    put_error(a, it, " (BadRequest)");
    pw_buf_print(&a->among, "%R in version \"%s\" cannot be handled as a %s: ", it->kind,
                 slash == NULL ? it->resource.version : slash + 1, it->resource.kind);
}

/* Where the next unknown field is written. */
static pw_buf *begin_unknown(apply *a, const pw_item *it)
{
    bool first = a->among.len == 0;
    if (first)
        put_refusal(a, it);
    pw_buf_puts(&a->among, first ? "strict decoding error: " : ", ");
    return &a->among;
}

/* A policy under the name of another kind: none has its fields, and some have no spec at all. */
static void refuse_policy(apply *a, const pw_item *it)
{
    static const char *const fields[] = {"egress", "ingress", "podSelector", "policyTypes"};
    const pw_node *spec = get(it->node, "spec");
    if (it->resource.known == PW_WITHOUT_SPEC && spec != NULL)
        pw_buf_puts(begin_unknown(a, it), "unknown field \"spec\"");
    for (int i = 0; i < 4 && it->resource.known == PW_WITH_SPEC; i++)
        if (get(spec, fields[i]) != NULL)
            pw_buf_print(begin_unknown(a, it), "unknown field \"spec.%s\"", fields[i]);
}

/* Types and unknown fields. */
static pw_status refuse_decoding(apply *a, const pw_item *it)
{
    const pw_diag *mistyped = pw_said_first(a->d, PW_SAYS_MISTYPED, PW_SAYS_UNDECODED);
    pw_vec unknown = {0};
    if (mistyped != NULL) {
        put_refusal(a, it);
        pw_buf_put(&a->among, mistyped->server);
        return PW_OK;
    }
    PW_TRY(pw_said_at(a->d, a->arena, PW_SAYS_UNKNOWN, &unknown));
    for (uint32_t i = 0; i < unknown.count && i < MOST_UNKNOWN; i++)
        pw_buf_put(begin_unknown(a, it), pw_items(unknown, const pw_diag *)[i]->server);
    refuse_policy(a, it);
    return PW_OK;
}

/* ".networking.k8s.io" */
static void put_group(pw_buf *text, const pw_item *it)
{
    pw_str version = pw_str_of(it->resource.version);
    uint32_t slash = pw_str_find(version, '/');
    if (slash != PW_NONE)
        pw_buf_print(text, ".%R", (pw_str){version.at, slash});
}

/* "[a, b]", or the only one. */
static void put_list(pw_buf *text, const pw_vec *lines)
{
    pw_buf_puts(text, lines->count > 1 ? "[" : "");
    for (uint32_t i = 0; i < lines->count; i++)
        pw_buf_print(text, "%s%R", i > 0 ? ", " : "", pw_items(*lines, pw_str)[i]);
    pw_buf_puts(text, lines->count > 1 ? "]" : "");
}

/* What the server cannot do, and takes for its own mistake. */
static pw_status refuse_failed(apply *a, const pw_item *it)
{
    const pw_diag *failed = pw_said_first(a->d, PW_SAYS_FAILED, PW_SAYS_FAILED);
    if (failed == NULL)
        return PW_OK;
    put_error(a, it, " (InternalError)");
    pw_buf_put(&a->among, failed->server);
    return PW_OK;
}

static pw_status refuse_values(apply *a, const pw_item *it)
{
    pw_buf *alone = &a->alone;
    pw_vec causes = {0};
    PW_TRY(pw_said_lines(a->d, a->arena, PW_SAYS_INVALID, &causes));
    if (causes.count == 0)
        return PW_OK;
    pw_buf_print(alone, "The %s %Q is invalid: ", it->resource.kind, it->name);
    for (uint32_t i = 0; i < causes.count; i++)
        pw_buf_print(alone, causes.count > 1 ? "\n* %R" : "%R", pw_items(causes, pw_str)[i]);
    put_error(a, it, " (Invalid)");
    pw_buf_puts(&a->among, it->resource.kind);
    put_group(&a->among, it);
    pw_buf_print(&a->among, " %Q is invalid: ", it->name);
    put_list(&a->among, &causes);
    return PW_OK;
}

/* ---- names */

/* What may not be a part of an address: "." and "..", and a text with a slash or a percent. */
static bool put_path_faults(pw_buf *text, const char *what, pw_str name)
{
    bool slash = pw_str_find(name, '/') != PW_NONE, percent = pw_str_find(name, '%') != PW_NONE;
    bool dots = pw_str_is(name, ".") || pw_str_is(name, "..");
    if (!slash && !percent && !dots)
        return false;
    pw_buf_print(text, "invalid %s %Q: [", what, name);
    if (dots)
        pw_buf_print(text, "may not be '%R'", name);
    pw_buf_print(text, "%s%s%s]", slash ? "may not contain '/'" : "",
                 slash && percent ? " " : "", percent ? "may not contain '%'" : "");
    return true;
}

/* Why nobody can ask a server for an object of this name, if so. */
static bool put_name_faults(pw_buf *text, pw_str name)
{
    if (name.len > 0)
        return put_path_faults(text, "resource name", name);
    pw_buf_puts(text, "resource name may not be empty");
    return true;
}

/* ---- what the cluster holds */

static stored *find_held(apply *a, const char *plural, pw_str ns, pw_str name)
{
    for (uint32_t i = 0; i < a->held.count; i++) {
        stored *s = &pw_items(a->held, stored)[i];
        if (strcmp(s->plural, plural) == 0 && pw_str_same(s->ns, ns) &&
            pw_str_same(s->name, name))
            return s;
    }
    return NULL;
}

static pw_status hold(apply *a, stored held)
{
    stored *slot = pw_push(&a->held, a->arena, stored);
    PW_NEED(slot);
    *slot = held;
    return PW_OK;
}

static pw_status hold_first(apply *a)
{
    static const char *const first[][2] = {
        {"namespaces", "default"}, {"namespaces", "kube-system"}, {"namespaces", "kube-public"},
        {"namespaces", "kube-node-lease"}, {"namespaces", "prod"},
        {CLASSES, "system-cluster-critical"}, {CLASSES, MOST_URGENT},
        {"services", "kubernetes"}};
    for (size_t i = 0; i < sizeof first / sizeof *first; i++)
        PW_TRY(hold(a, (stored){.plural = first[i][0], .name = pw_str_of(first[i][1]),
                                .ns = first[i][0][0] == 's' ? PW_STR("default") : PW_STR("")}));
    return PW_OK;
}

static pw_status refuse_namespace(apply *a, const pw_item *it)
{
    if (it->ns.len == 0 || find_held(a, "namespaces", PW_STR(""), it->ns) != NULL)
        return PW_OK;
    put_error(a, it, " (NotFound)");
    pw_buf_print(&a->among, "namespaces %Q not found", it->ns);
    return PW_OK;
}

/* "networkpolicy.networking.k8s.io/web created" */
static void put_done(apply *a, const pw_item *it, const char *what)
{
    pw_buf *out = a->out;
    for (const char *letter = it->resource.kind; *letter != '\0'; letter++)
        pw_buf_putc(out, (char)(*letter | 0x20));
    put_group(out, it);
    pw_buf_print(out, "/%R %s\n", it->name, what);
}

/* kubectl warns of what was there before it sends anything. */
static pw_status find_there(apply *a, const pw_item *it)
{
    a->there = find_held(a, it->resource.plural, it->ns, it->name);
    if (a->there != NULL && a->there->text.at == NULL)
        pw_buf_print(a->out, "Warning: resource %s/%R is missing the "
                     "kubectl.kubernetes.io/last-applied-configuration annotation which is "
                     "required by kubectl apply. kubectl apply should only be used on resources "
                     "created declaratively by either kubectl create --save-config or kubectl "
                     "apply. The missing annotation will be patched automatically.\n",
                     it->resource.plural, it->name);
    return PW_OK;
}

static pw_status store(apply *a, const pw_item *it)
{
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_str kept;
    pw_compact_put(&text, it->node);
    PW_TRY(pw_buf_keep(&text, a->arena, &kept));
    if (a->there == NULL) {
        put_done(a, it, "created");
        return hold(a, (stored){it->resource.plural, it->name, it->ns, kept, it->node});
    }
    bool same = a->there->text.at != NULL && pw_str_same(a->there->text, kept);
    put_done(a, it, same ? "unchanged" : "configured");
    a->there->text = kept;
    return PW_OK;
}

/* ---- what a server asks of pods beyond what is valid: it depends on what else it holds */

static const pw_node *spec_of_pod(const pw_item *it)
{
    return strcmp(it->resource.plural, "pods") == 0 ? get(it->node, "spec") : NULL;
}

static const stored *find_class(apply *a, const char *plural, const pw_node *spec, const char *name)
{
    return find_held(a, plural, PW_STR(""), pw_node_text(spec, name));
}

static void put_forbidden(apply *a, const pw_item *it)
{
    put_error(a, it, " (Forbidden)");
    pw_buf_print(&a->among, "pods %Q is forbidden: ", it->name);
}

/* A pod may say again what follows from its class, but nothing else. */
static void refuse_other(apply *a, const pw_item *it, const char *what, const pw_node *given,
                         const pw_node *of_class, const char *otherwise)
{
    pw_str computed = of_class == NULL ? pw_str_of(otherwise) : of_class->text;
    if (given == NULL || a->among.len > 0 || pw_str_same(given->text, computed))
        return;
    put_forbidden(a, it);
    pw_buf_print(&a->among, "the %s (%R) must not be provided in pod spec; priority admission "
                 "controller computed %R from the given PriorityClass name", what, given->text,
                 computed);
}

static pw_status refuse_priority(apply *a, const pw_item *it)
{
    const pw_node *spec = spec_of_pod(it);
    pw_str name = pw_node_text(spec, "priorityClassName");
    const stored *class = find_class(a, CLASSES, spec, "priorityClassName");
    const pw_node *of_class = class == NULL ? NULL : class->node;
    if (class == NULL && name.len > 0) {
        put_forbidden(a, it);
        pw_buf_print(&a->among, "no PriorityClass with name %R was found", name);
    }
    refuse_other(a, it, "integer value of priority", get(spec, "priority"),
                 get(of_class, "value"), class == NULL || of_class != NULL ? "0"
                 : pw_str_is(name, MOST_URGENT) ? "2000001000" : "2000000000");
    refuse_other(a, it, "string value of PreemptionPolicy", get(spec, "preemptionPolicy"),
                 get(of_class, "preemptionPolicy"), "PreemptLowerPriority");
    return PW_OK;
}

/* The server asks for the class as kubectl asks for an object. */
static pw_status refuse_runtime(apply *a, const pw_item *it)
{
    const pw_node *spec = spec_of_pod(it), *name = get(spec, RUNTIME);
    if (name == NULL || find_class(a, "runtimeclasses", spec, RUNTIME) != NULL)
        return PW_OK;
    put_error(a, it, "");
    if (put_name_faults(&a->among, name->text))
        return PW_OK;
    pw_buf_clear(&a->among);
    put_forbidden(a, it);
    pw_buf_print(&a->among, "pod rejected: RuntimeClass %Q not found", name->text);
    return PW_OK;
}

static pw_status refuse_overhead(apply *a, const pw_item *it)
{
    const pw_node *spec = spec_of_pod(it);
    const stored *class = find_class(a, "runtimeclasses", spec, RUNTIME);
    if (get(spec, "overhead") == NULL ||
        (class != NULL && get(class->node, "overhead") != NULL))
        return PW_OK;
    put_forbidden(a, it);
    pw_buf_puts(&a->among, "pod rejected: Pod Overhead set without corresponding RuntimeClass "
                "defined Overhead");
    return PW_OK;
}

/* ---- one object */

/* "networking.k8s.io/v1, Kind=NetworkPolicy" */
static void put_version(pw_buf *text, const pw_resource *kind, const char *what, pw_str name)
{
    const char *group = strchr(kind->version, '/') == NULL ? "/" : "";
    pw_buf_print(text, "\"%s%s, %s=%R\"", group, kind->version, what, name);
}

static void put_asking(apply *a, const pw_item *it)
{
    pw_buf *text = &a->among;
    pw_buf_puts(text, "error when retrieving current configuration of:\nResource: ");
    put_version(text, &it->resource, "Resource", pw_str_of(it->resource.plural));
    pw_buf_puts(text, ", GroupVersionKind: ");
    put_version(text, &it->resource, "Kind", it->kind);
    pw_buf_print(text, "\nName: %Q, Namespace: %Q\nfrom server for: %Q: ", it->name, it->ns,
                 it->file);
}

/* kubectl asks for an object of this name before it sends its own. */
static pw_status refuse_name(apply *a, const pw_item *it)
{
    pw_str made = pw_node_text(pw_node_get(it->node, "metadata"), "generateName");
    if (it->name.len == 0 && made.len > 0) {
        pw_buf_print(&a->among, "from %R: cannot use generate name with apply", made);
    } else {
        put_asking(a, it);
        if (!(it->name.len > 0 && put_path_faults(&a->among, "namespace", it->ns)) &&
            !put_name_faults(&a->among, it->name)) {
            pw_buf_clear(&a->among);
            return PW_OK;
        }
    }
    pw_buf_print(&a->alone, "error: %R", pw_buf_str(&a->among));
    return PW_OK;
}

/* A kind in lower case is found by kubectl, and refused by the server. */
static pw_status refuse_kind(apply *a, const pw_item *it)
{
    if (pw_str_is(it->kind, it->resource.kind))
        return PW_OK;
    put_refusal(a, it);
    pw_buf_print(&a->among, "no kind %Q is registered for version \"%s\" in scheme "
                 "\"pkg/runtime/scheme.go:111\"", it->kind, it->resource.version);
    return PW_OK;
}

/* So with a kind List that is none: it has no items. */
static pw_status refuse_list(apply *a, const pw_item *it)
{
    if (strcmp(it->resource.plural, PW_LISTS) != 0)
        return PW_OK;
    put_error(a, it, " (NotFound)");
    pw_buf_puts(&a->among, "the server could not find the requested resource");
    return PW_OK;
}

static pw_status store_warning(apply *a, const pw_item *it)
{
    pw_vec lines = {0};
    PW_TRY(pw_said_lines(a->d, a->arena, PW_SAYS_WARNING, &lines));
    for (uint32_t i = 0; i < lines.count; i++)
        pw_buf_print(a->out, "Warning: %R\n", pw_items(lines, pw_str)[i]);
    return store(a, it);
}

/* What kubectl and the server do with an object, in their order: what one step refuses never
 * reaches the next. */
static pw_status take_steps(apply *a, const pw_item *it)
{
    static pw_status (*const steps[])(apply *, const pw_item *) = {
        refuse_name, refuse_kind, refuse_list, find_there, refuse_decoding, refuse_namespace,
        refuse_priority, refuse_runtime, refuse_failed, refuse_values, refuse_overhead,
        store_warning};
    for (size_t i = 0; i < sizeof steps / sizeof *steps && a->among.len == 0; i++)
        PW_TRY(steps[i](a, it));
    return a->among.len == 0 ? PW_OK : keep_failure(a);
}

static pw_status judge(const pw_item *it, pw_diags *d)
{
    for (int kind = 0; kind < PW_OBJECT_KINDS; kind++) {
        const pw_kind_info *info = pw_kind_of((pw_object_kind)kind);
        if (strcmp(info->kind, it->resource.kind) == 0 &&
            strcmp(info->api_version, it->resource.version) == 0)
            return pw_document_judge(d, it->node, (pw_object_kind)kind);
    }
    return PW_OK;
}

static pw_status apply_item(apply *a, const pw_item *it)
{
    pw_diags d = pw_diags_make(a->arena, PW_MAX_CAUSES);
    pw_status status = judge(it, &d);
    a->d = &d;
    if (status == PW_OK)
        status = take_steps(a, it);
    return pw_diags_done(&d, status);
}

/* ---- what is told at the end */

static void put_unread(apply *a, bool alone)
{
    pw_buf *out = a->out;
    const pw_str *texts = pw_items(a->manifests.unread, pw_str);
    if (!alone) {
        put_list(out, &a->manifests.unread);
        pw_buf_putc(out, '\n');
        return;
    }
    bool plain = a->manifests.unread.count == 1 && !a->manifests.bare;
    for (uint32_t i = 0; i < a->manifests.unread.count; i++)
        pw_buf_print(out, "%s%R\n", plain ? "error: " : "", texts[i]);
}

static void put_failures(apply *a)
{
    uint32_t count = a->failures.count + (a->manifests.unread.count > 0 ? 1 : 0);
    if (a->manifests.unread.count > 0)
        put_unread(a, count == 1);
    for (uint32_t i = 0; i < a->failures.count; i++) {
        const failure *f = &pw_items(a->failures, failure)[i];
        pw_buf_print(a->out, "%R\n", count == 1 ? f->alone : f->among);
    }
    a->exit = count > 0 ? 1 : 0;
}

static pw_status apply_all(apply *a, const pw_snapshot *s)
{
    PW_TRY(hold_first(a));
    PW_TRY(pw_manifests_take(&a->manifests, s));
    for (uint32_t i = 0; i < a->manifests.items.count; i++)
        PW_TRY(apply_item(a, &pw_items(a->manifests.items, pw_item)[i]));
    put_failures(a);
    if (a->manifests.items.count == 0 && a->manifests.unread.count == 0) {
        pw_buf_puts(a->out, "error: no objects passed to apply\n");
        a->exit = 1;
    }
    return PW_OK;
}

/* kubectl hands on what stands in a name; a terminal must not obey it. */
static void put_safely(pw_buf *to, pw_str text)
{
    for (uint32_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (c == '\n' || (c >= 0x20 && c != 0x7f))
            pw_buf_putc(to, (char)c);
        else
            pw_buf_visible(to, pw_str_part(text, i, i + 1));
    }
}

pw_status pw_reply_kubectl(pw_reply_to *r)
{
    pw_buf out = pw_buf_make(PW_MAX_REPLY), safe = pw_buf_make(PW_MAX_REPLY);
    apply a = {.manifests = {.arena = r->arena}, .arena = r->arena, .out = &out,
               .alone = pw_buf_make(MAX_TEXT), .among = pw_buf_make(MAX_TEXT)};
    pw_status status = apply_all(&a, r->snapshot);
    r->exit = a.exit;
    pw_buf_drop(&a.alone, &out);
    pw_buf_drop(&a.among, &out);
    put_safely(&safe, pw_buf_str(&out));
    pw_buf_drop(&out, &safe);
    if (pw_wants_json(r)) {
        pw_reply_ok(r);
        pw_json_put(&r->json, "output", pw_buf_str(&safe));
    } else {
        pw_buf_put(r->out, pw_buf_str(&safe));
    }
    pw_buf_drop(&safe, r->out);
    return status;
}
