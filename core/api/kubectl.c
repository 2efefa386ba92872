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

/* An object that the server holds. */
typedef struct stored {
    const char *plural;
    pw_str name;
    pw_str ns;
    pw_str text; /* what was applied; without text for what was there before */
} stored;

/* What is told at the end: alone, or one among others. */
typedef struct failure {
    pw_str alone;
    pw_str among;
} failure;

typedef struct apply {
    pw_manifests manifests;
    pw_arena *arena;
    pw_buf *out;
    int exit;
    pw_vec failures; /* of failure */
    pw_vec held;     /* of stored */
} apply;

static pw_status keep_failure(apply *a, pw_buf *alone, pw_buf *among)
{
    failure kept;
    pw_status first = pw_buf_keep(alone, a->arena, &kept.alone);
    pw_status second = pw_buf_keep(among, a->arena, &kept.among);
    PW_TRY(first);
    PW_TRY(second);
    failure *slot = pw_push(&a->failures, a->arena, failure);
    PW_NEED(slot);
    *slot = kept;
    return PW_OK;
}

/* ---- the server's answers */

/* "error when creating "FILE": NetworkPolicy in version "v1" cannot be handled as a ...: " */
static pw_buf begin_refusal(const pw_item *it)
{
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_str version = pw_str_of(it->resource.version);
    uint32_t slash = pw_str_find(version, '/');
    pw_buf_print(&text, "Error from server (BadRequest): error when creating %Q: %R in version "
                 "\"%R\" cannot be handled as a %s: ", it->file, it->kind,
                 slash == PW_NONE ? version : pw_str_part(version, slash + 1, version.len),
                 it->resource.kind);
    return text;
}

/* A text that is the same alone and among others. */
static pw_status fail_both(apply *a, pw_buf *text)
{
    pw_buf again = pw_buf_make(MAX_TEXT);
    pw_buf_put(&again, pw_buf_str(text));
    return keep_failure(a, text, &again);
}

/* One that stands behind "error: " when it is alone. */
static pw_status fail_plain(apply *a, pw_buf *text)
{
    pw_buf alone = pw_buf_make(MAX_TEXT);
    pw_buf_print(&alone, "error: %R", pw_buf_str(text));
    return keep_failure(a, &alone, text);
}

/* Types and unknown fields. */
static pw_status refuse_decoding(apply *a, const pw_item *it, const pw_diags *d, bool *refused)
{
    const pw_diag *mistyped = pw_said_first(d, PW_SAYS_MISTYPED);
    const pw_diag *meta = pw_said_first(d, PW_SAYS_UNDECODED);
    pw_vec unknown = {0};
    if (mistyped == NULL || (meta != NULL && pw_said_before(meta, mistyped)))
        mistyped = meta;
    PW_TRY(pw_said_at(d, a->arena, PW_SAYS_UNKNOWN, &unknown));
    *refused = mistyped != NULL || unknown.count > 0;
    if (!*refused)
        return PW_OK;
    pw_buf text = begin_refusal(it);
    if (mistyped != NULL) {
        pw_buf_put(&text, mistyped->server);
        return fail_both(a, &text);
    }
    pw_buf_puts(&text, "strict decoding error: ");
    for (uint32_t i = 0; i < unknown.count && i < MOST_UNKNOWN; i++)
        pw_buf_print(&text, "%s%R", i > 0 ? ", " : "",
                     pw_items(unknown, const pw_diag *)[i]->server);
    return fail_both(a, &text);
}

/* "[a, b]", or the only one. */
static void put_list(pw_buf *text, const pw_vec *lines)
{
    pw_buf_puts(text, lines->count > 1 ? "[" : "");
    for (uint32_t i = 0; i < lines->count; i++)
        pw_buf_print(text, "%s%R", i > 0 ? ", " : "", pw_items(*lines, pw_str)[i]);
    pw_buf_puts(text, lines->count > 1 ? "]" : "");
}

static pw_status refuse_values(apply *a, const pw_item *it, const pw_vec *causes)
{
    pw_buf alone = pw_buf_make(MAX_TEXT), among = pw_buf_make(MAX_TEXT);
    pw_str version = pw_str_of(it->resource.version);
    uint32_t slash = pw_str_find(version, '/');
    pw_buf_print(&alone, "The %s %Q is invalid: ", it->resource.kind, it->name);
    for (uint32_t i = 0; i < causes->count; i++)
        pw_buf_print(&alone, causes->count > 1 ? "\n* %R" : "%R", pw_items(*causes, pw_str)[i]);
    pw_buf_print(&among, "Error from server (Invalid): error when creating %Q: %s", it->file,
                 it->resource.kind);
    if (slash != PW_NONE)
        pw_buf_print(&among, ".%R", pw_str_part(version, 0, slash));
    pw_buf_print(&among, " %Q is invalid: ", it->name);
    put_list(&among, causes);
    return keep_failure(a, &alone, &among);
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

static pw_status hold(apply *a, const char *plural, pw_str ns, pw_str name, pw_str text)
{
    stored *slot = pw_push(&a->held, a->arena, stored);
    PW_NEED(slot);
    *slot = (stored){plural, name, ns, text};
    return PW_OK;
}

static pw_status hold_first(apply *a)
{
    static const char *const names[] = {"default", "kube-system", "kube-public",
                                        "kube-node-lease", "prod"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        PW_TRY(hold(a, "namespaces", PW_STR(""), pw_str_of(names[i]), (pw_str){0}));
    return PW_OK;
}

static pw_status refuse_namespace(apply *a, const pw_item *it, bool *refused)
{
    *refused = it->ns.len > 0 && find_held(a, "namespaces", PW_STR(""), it->ns) == NULL;
    if (!*refused)
        return PW_OK;
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_buf_print(&text, "Error from server (NotFound): error when creating %Q: namespaces %Q not "
                 "found", it->file, it->ns);
    return fail_both(a, &text);
}

/* "networkpolicy.networking.k8s.io/web created" */
static void put_done(apply *a, const pw_item *it, const char *what)
{
    pw_buf *out = a->out;
    pw_str version = pw_str_of(it->resource.version);
    uint32_t slash = pw_str_find(version, '/');
    for (const char *letter = it->resource.kind; *letter != '\0'; letter++)
        pw_buf_putc(out, (char)(*letter | 0x20));
    if (slash != PW_NONE)
        pw_buf_print(out, ".%R", pw_str_part(version, 0, slash));
    pw_buf_print(out, "/%R %s\n", it->name, what);
}

static pw_status store(apply *a, const pw_item *it)
{
    stored *held = find_held(a, it->resource.plural, it->ns, it->name);
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_str kept;
    pw_compact_put(&text, it->node);
    PW_TRY(pw_buf_keep(&text, a->arena, &kept));
    if (held == NULL) {
        put_done(a, it, "created");
        return hold(a, it->resource.plural, it->ns, it->name, kept);
    }
    if (held->text.at == NULL)
        pw_buf_print(a->out, "Warning: resource %s/%R is missing the "
                     "kubectl.kubernetes.io/last-applied-configuration annotation which is "
                     "required by kubectl apply. kubectl apply should only be used on resources "
                     "created declaratively by either kubectl create --save-config or kubectl "
                     "apply. The missing annotation will be patched automatically.\n",
                     it->resource.plural, it->name);
    bool same = held->text.at != NULL && pw_str_same(held->text, kept);
    put_done(a, it, same ? "unchanged" : "configured");
    held->text = kept;
    return PW_OK;
}

/* ---- one object */

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
                 slash && percent ? ", " : "", percent ? "may not contain '%'" : "");
    return true;
}

/* "networking.k8s.io/v1, Kind=NetworkPolicy" */
static void put_version(pw_buf *text, const pw_resource *kind, const char *what, pw_str name)
{
    const char *group = strchr(kind->version, '/') == NULL ? "/" : "";
    pw_buf_print(text, "\"%s%s, %s=%R\"", group, kind->version, what, name);
}

static pw_status fail_asking(apply *a, const pw_item *it, pw_str why)
{
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_buf_puts(&text, "error when retrieving current configuration of:\nResource: ");
    put_version(&text, &it->resource, "Resource", pw_str_of(it->resource.plural));
    pw_buf_puts(&text, ", GroupVersionKind: ");
    put_version(&text, &it->resource, "Kind", it->kind);
    pw_buf_print(&text, "\nName: %Q, Namespace: %Q\nfrom server for: %Q: %R", it->name, it->ns,
                 it->file, why);
    return fail_plain(a, &text);
}

static pw_status fail_generated(apply *a, pw_str made)
{
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_buf_print(&text, "from %R: cannot use generate name with apply", made);
    return fail_plain(a, &text);
}

/* kubectl asks for an object of this name before it sends its own. */
static pw_status refuse_name(apply *a, const pw_item *it, bool *refused)
{
    pw_buf why = pw_buf_make(MAX_TEXT);
    pw_str made = pw_node_text(pw_node_get(it->node, "metadata"), "generateName");
    pw_status status = PW_OK;
    *refused = true;
    if (it->name.len == 0 && made.len > 0)
        status = fail_generated(a, made);
    else if (it->name.len == 0)
        status = fail_asking(a, it, PW_STR("resource name may not be empty"));
    else if (put_path_faults(&why, "namespace", it->ns) ||
             put_path_faults(&why, "resource name", it->name))
        status = fail_asking(a, it, pw_buf_str(&why));
    else
        *refused = false;
    pw_buf_free(&why);
    return status;
}

/* A kind in lower case is found by kubectl, and refused by the server. */
static pw_status refuse_kind(apply *a, const pw_item *it, bool *refused)
{
    *refused = !pw_str_is(it->kind, it->resource.kind);
    if (!*refused)
        return PW_OK;
    pw_buf text = begin_refusal(it);
    pw_buf_print(&text, "no kind %Q is registered for version \"%s\" in scheme "
                 "\"pkg/runtime/scheme.go:111\"", it->kind, it->resource.version);
    return fail_both(a, &text);
}

/* So with a kind List that is none: it has no items. */
static pw_status refuse_list(apply *a, const pw_item *it, bool *refused)
{
    *refused = strcmp(it->resource.plural, PW_LISTS) == 0;
    if (!*refused)
        return PW_OK;
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_buf_print(&text, "Error from server (NotFound): error when creating %Q: the server could "
                 "not find the requested resource", it->file);
    return fail_both(a, &text);
}

static pw_status put_warnings(apply *a, const pw_diags *d)
{
    pw_vec lines = {0};
    PW_TRY(pw_said_lines(d, a->arena, PW_SAYS_WARNING, &lines));
    for (uint32_t i = 0; i < lines.count; i++)
        pw_buf_print(a->out, "Warning: %R\n", pw_items(lines, pw_str)[i]);
    return PW_OK;
}

/* The server's steps: decoding, admission, validation. */
static pw_status submit(apply *a, const pw_item *it, const pw_diags *d)
{
    pw_vec causes = {0};
    bool refused;
    PW_TRY(refuse_decoding(a, it, d, &refused));
    if (!refused)
        PW_TRY(refuse_namespace(a, it, &refused));
    if (refused)
        return PW_OK;
    PW_TRY(pw_said_lines(d, a->arena, PW_SAYS_INVALID, &causes));
    if (causes.count > 0)
        return refuse_values(a, it, &causes);
    PW_TRY(put_warnings(a, d));
    return store(a, it);
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
    bool refused;
    PW_TRY(refuse_name(a, it, &refused));
    if (!refused)
        PW_TRY(refuse_kind(a, it, &refused));
    if (!refused)
        PW_TRY(refuse_list(a, it, &refused));
    if (refused)
        return PW_OK;
    pw_diags d = pw_diags_make(a->arena, PW_MAX_CAUSES);
    pw_status status = judge(it, &d);
    if (status == PW_OK)
        status = submit(a, it, &d);
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
    apply a = {.manifests = {.arena = r->arena}, .arena = r->arena, .out = &out};
    pw_status status = apply_all(&a, r->snapshot);
    r->exit = a.exit;
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
