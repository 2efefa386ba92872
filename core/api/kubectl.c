#include "api/kubectl.h"

#include "base/limits.h"
#include "kube/document.h"
#include "kube/schema.h"
#include "kube/typemeta.h"
#include "text/compact.h"

#include <stdlib.h>
#include <string.h>

#define MAX_TEXT (1u << 24)

/* An object that was read from a file, and is to be applied. */
typedef struct item {
    const pw_node *node;
    pw_resource resource;
    pw_str file;
    pw_str kind;      /* as it was written */
    pw_str name;
    pw_str ns;        /* empty for what has none */
    bool of_list;     /* kubectl has not looked into its metadata */
} item;

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
    const pw_snapshot *snapshot;
    pw_arena *arena;
    pw_buf *out;
    int exit;
    pw_vec items;    /* of item */
    pw_vec unread;   /* of pw_str: what was wrong before anything was applied */
    bool bare;       /* they are told without "error: " */
    pw_vec failures; /* of failure */
    pw_vec held;     /* of stored */
} apply;

/* ---- collecting */

static pw_status keep_text(apply *a, pw_vec *list, pw_buf *text)
{
    pw_str *slot = pw_push(list, a->arena, pw_str);
    PW_NEED(slot);
    return pw_buf_keep(text, a->arena, slot);
}

static pw_status keep_failure(apply *a, pw_buf *alone, pw_buf *among)
{
    failure *slot = pw_push(&a->failures, a->arena, failure);
    PW_NEED(slot);
    PW_TRY(pw_buf_keep(alone, a->arena, &slot->alone));
    return pw_buf_keep(among, a->arena, &slot->among);
}

/* kubectl's name of a file. */
static pw_str name_of(const pw_document *doc)
{
    return pw_str_is(doc->file, "-") ? PW_STR("STDIN") : doc->file;
}

static pw_str text_of(const pw_node *map, const char *key)
{
    const pw_node *node = map == NULL || map->kind != PW_MAP ? NULL : pw_node_get(map, key);
    return node == NULL || node->kind != PW_TEXT ? PW_STR("") : node->text;
}

static pw_status fail_reading(apply *a, pw_str file, const char *words, pw_str rest,
                              const char *end)
{
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_buf_print(&text, words, file);
    pw_buf_print(&text, "%R%s", rest, end);
    return keep_text(a, &a->unread, &text);
}

static pw_status fail_mapping(apply *a, const item *it, pw_str version)
{
    pw_buf text = pw_buf_make(MAX_TEXT);
    if (version.len > 0 && version.at[0] == '/')
        version = pw_str_part(version, 1, version.len);
    if (it->of_list)
        pw_buf_print(&text, "unable to recognize no matches for kind %Q in version %Q", it->kind,
                     version);
    else
        pw_buf_print(&text, "resource mapping not found for name: %Q namespace: %Q from %Q: no "
                     "matches for kind %Q in version %Q\nensure CRDs are installed first",
                     it->name, it->ns, it->file, it->kind, version);
    a->bare = a->bare || it->of_list;
    return keep_text(a, &a->unread, &text);
}

/* An object whose kind is given: kubectl looks for it among those of the server. */
static pw_status take_object(apply *a, const pw_node *node, pw_str file, const pw_node *list)
{
    const pw_node *meta = pw_node_get(node, "metadata");
    pw_str version = text_of(node, "apiVersion");
    item it = {.node = node, .file = file, .kind = text_of(node, "kind"), .of_list = list != NULL};
    if (list != NULL && version.len == 0 && it.kind.len == 0) {
        /* The items of a list of one kind may leave it out. */
        version = text_of(list, "apiVersion");
        it.kind = text_of(list, "kind");
        it.kind.len -= pw_str_ends(it.kind, "List") ? 4 : 0;
    }
    it.name = text_of(meta, "name");
    it.ns = text_of(meta, "namespace");
    if (!pw_resource_find(version, it.kind, &it.resource))
        return fail_mapping(a, &it, version);
    if (!it.resource.namespaced)
        it.ns = PW_STR("");
    else if (it.ns.len == 0)
        it.ns = PW_STR("default");
    item *slot = pw_push(&a->items, a->arena, item);
    PW_NEED(slot);
    *slot = it;
    return PW_OK;
}

static pw_status take_items(apply *a, const pw_node *list, pw_str file)
{
    const pw_node *items = pw_node_get(list, "items");
    for (const pw_node *node = items->first; node != NULL; node = node->next)
        if (pw_node_get(node, "items") != NULL)
            return fail_reading(a, PW_STR(""), "", PW_STR("*unstructured.Unstructured is not a "
                                "list: no Items field in this object"), "");
    for (const pw_node *node = items->first; node != NULL; node = node->next)
        PW_TRY(take_object(a, node, file, list));
    return PW_OK;
}

/* The first mistake in the metadata, in the order in which kubectl reads it; NULL for none. */
static const pw_diag *first_of(const pw_diags *d, pw_says says);

static pw_status fail_missing_kind(apply *a, const pw_node *node, const pw_document *doc)
{
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_buf_print(&text, "unable to decode %Q: Object 'Kind' is missing in '", name_of(doc));
    if (node->json) /* it is quoted as it stands */
        pw_buf_put(&text, pw_str_part(doc->source.text, node->span.from, node->span.to));
    else
        pw_compact_put(&text, node);
    pw_buf_putc(&text, '\'');
    return keep_text(a, &a->unread, &text);
}

/* What kubectl says of the metadata, whose types it looks at itself. */
static pw_status judge_metadata(apply *a, const pw_node *node, pw_str file, bool *good)
{
    pw_diags d = pw_diags_make(a->arena, PW_MAX_CAUSES);
    pw_status status = pw_document_judge_metadata(&d, node);
    const pw_diag *wrong = first_of(&d, PW_SAYS_UNDECODED);
    *good = wrong == NULL;
    if (status == PW_OK && wrong != NULL)
        status = fail_reading(a, file, "unable to decode %Q: ", wrong->server, "");
    pw_diags_done(&d);
    return status;
}

static pw_status fail_type(apply *a, pw_str file, pw_str fault)
{
    return fail_reading(a, file, "error validating %Q: error validating data: ", fault,
                        "; if you choose to ignore these errors, turn validation off with "
                        "--validate=false");
}

/* Whether the server has this kind, or lists of it. */
static bool is_known(const pw_node *node)
{
    pw_str version = text_of(node, "apiVersion"), kind = text_of(node, "kind");
    pw_resource ignored;
    return pw_is_list_kind(version, kind) || pw_resource_find(version, kind, &ignored);
}

/* One value of a file; *on tells whether kubectl reads on. */
static pw_status take_value(apply *a, const pw_node *node, const pw_document *doc, bool *on)
{
    pw_str file = name_of(doc);
    pw_buf fault = pw_buf_make(MAX_TEXT);
    bool good = true;
    pw_status status = PW_OK;
    *on = true;
    if (node->kind == PW_NULL)
        return PW_OK;
    if (pw_type_fault(node, &fault)) {
        *on = false;
        status = fail_type(a, file, pw_buf_str(&fault));
        pw_buf_free(&fault);
        return status;
    }
    pw_buf_free(&fault);
    const pw_node *items = pw_node_get(node, "items");
    if (text_of(node, "kind").len == 0)
        return fail_missing_kind(a, node, doc);
    PW_TRY(judge_metadata(a, node, file, &good));
    if (!good)
        return PW_OK;
    bool list = items != NULL && items->kind == PW_LIST && is_known(node);
    return list ? take_items(a, node, file) : take_object(a, node, file, NULL);
}

/* What the text is refused for, if it is; where it has no tree, also that it is no object. */
static const pw_diag *refusal_of(const pw_document *doc, bool has_tree)
{
    for (uint32_t i = 0; i < doc->diags.list.count; i++) {
        const pw_diag *diag = &pw_items(doc->diags.list, const pw_diag)[i];
        if (diag->says == PW_SAYS_UNREAD || (diag->says == PW_SAYS_UNTYPED && !has_tree))
            return diag;
    }
    return NULL;
}

/* A bad separator also costs the document before it, which kubectl had not handed out yet. */
static bool is_cut_off(const pw_snapshot *s, uint32_t number)
{
    const pw_document *doc = s->docs[number];
    const pw_document *next = number + 1 < s->doc_count ? s->docs[number + 1] : NULL;
    if (next == NULL || !pw_str_same(next->file, doc->file))
        return false;
    for (uint32_t i = 0; i < next->diags.list.count; i++) {
        const pw_diag *diag = &pw_items(next->diags.list, const pw_diag)[i];
        if (diag->code == PW_BAD_SEPARATOR &&
            diag->span.from < pw_str_find(next->source.text, '\n'))
            return true;
    }
    return false;
}

static pw_status take_document(apply *a, const pw_document *doc, bool cut_off, bool *on)
{
    pw_vec roots = {0};
    PW_TRY(pw_document_tree(doc, a->arena, &roots));
    if (cut_off && roots.count > 0 && !pw_items(roots, const pw_node *)[0]->json)
        return PW_OK;
    const pw_diag *wrong = refusal_of(doc, roots.count > 0);
    for (uint32_t i = 0; *on && i < roots.count; i++)
        PW_TRY(take_value(a, pw_items(roots, const pw_node *)[i], doc, on));
    if (!*on || wrong == NULL)
        return PW_OK;
    *on = false;
    if (wrong->says == PW_SAYS_UNTYPED)
        return fail_type(a, name_of(doc), wrong->server);
    return fail_reading(a, name_of(doc), "error parsing %R: ", wrong->server, "");
}

static pw_status take_files(apply *a)
{
    const pw_snapshot *s = a->snapshot;
    pw_str file = {0};
    bool on = true;
    for (uint32_t i = 0; i < s->doc_count; i++) {
        const pw_document *doc = s->docs[i];
        if (!pw_str_same(file, doc->file))
            on = true;
        file = doc->file;
        if (on)
            PW_TRY(take_document(a, doc, is_cut_off(s, i), &on));
    }
    return PW_OK;
}

/* ---- the server's answers */

static pw_str part_at(pw_str path, uint32_t *at)
{
    uint32_t from = *at;
    while (*at < path.len && path.at[*at] != '.' && path.at[*at] != '[')
        (*at)++;
    return pw_str_part(path, from, *at);
}

/* The order of two paths in which Go meets them: keys by bytes, items by number. */
static int path_order(pw_str a, pw_str b)
{
    uint32_t i = 0, k = 0;
    while (i < a.len && k < b.len) {
        bool items = a.at[i] == '[' && b.at[k] == '[';
        i += a.at[i] == '.' || a.at[i] == '[' ? 1 : 0;
        k += b.at[k] == '.' || b.at[k] == '[' ? 1 : 0;
        pw_str one = part_at(a, &i), other = part_at(b, &k);
        if (items && one.len != other.len)
            return one.len < other.len ? -1 : 1;
        int order = pw_str_order(one, other);
        if (order != 0)
            return order;
    }
    return i < a.len ? 1 : k < b.len ? -1 : 0;
}

static int by_path(const void *a, const void *b)
{
    const pw_diag *const *one = a, *const *other = b;
    int order = path_order((*one)->path, (*other)->path);
    return order != 0 ? order : *one < *other ? -1 : 1;
}

/* Those that are said at this step, in the order of their paths. */
static pw_status said_at(const pw_diags *d, pw_arena *arena, pw_says says, pw_vec *list)
{
    for (uint32_t i = 0; i < d->list.count; i++) {
        const pw_diag *diag = &pw_items(d->list, const pw_diag)[i];
        if (diag->says != says)
            continue;
        const pw_diag **slot = pw_push(list, arena, const pw_diag *);
        PW_NEED(slot);
        *slot = diag;
    }
    if (list->count > 1)
        qsort(list->at, list->count, sizeof(const pw_diag *), by_path);
    return PW_OK;
}

static const pw_diag *first_of(const pw_diags *d, pw_says says)
{
    const pw_diag *first = NULL;
    for (uint32_t i = 0; i < d->list.count; i++) {
        const pw_diag *diag = &pw_items(d->list, const pw_diag)[i];
        if (diag->says == says && (first == NULL || by_path(&diag, &first) < 0))
            first = diag;
    }
    return first;
}

/* "error when creating "FILE": NetworkPolicy in version "v1" cannot be handled as a ...: " */
static pw_buf begin_refusal(const item *it)
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
static pw_status refuse_decoding(apply *a, const item *it, const pw_diags *d, bool *refused)
{
    const pw_diag *mistyped = first_of(d, PW_SAYS_MISTYPED), *meta = first_of(d, PW_SAYS_UNDECODED);
    pw_vec unknown = {0};
    if (mistyped == NULL || (meta != NULL && by_path(&meta, &mistyped) < 0))
        mistyped = meta;
    PW_TRY(said_at(d, a->arena, PW_SAYS_UNKNOWN, &unknown));
    *refused = mistyped != NULL || unknown.count > 0;
    if (!*refused)
        return PW_OK;
    pw_buf text = begin_refusal(it);
    if (mistyped != NULL) {
        pw_buf_put(&text, mistyped->server);
        return fail_both(a, &text);
    }
    pw_buf_puts(&text, "strict decoding error: ");
    for (uint32_t i = 0; i < unknown.count; i++)
        pw_buf_print(&text, "%s%R", i > 0 ? ", " : "",
                     pw_items(unknown, const pw_diag *)[i]->server);
    return fail_both(a, &text);
}

static bool has_text(const pw_vec *list, pw_str text)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (pw_str_same(pw_items(*list, pw_str)[i], text))
            return true;
    return false;
}

/* The lines of what was said at this step, each once, in the order in which it was said. */
static pw_status lines_of(apply *a, const pw_diags *d, pw_says says, pw_vec *lines)
{
    for (uint32_t i = 0; i < d->list.count; i++) {
        const pw_diag *diag = &pw_items(d->list, const pw_diag)[i];
        pw_str rest = diag->says == says ? diag->server : PW_STR("");
        while (rest.len > 0) {
            uint32_t end = pw_str_find(rest, '\n');
            pw_str line = end == PW_NONE ? rest : pw_str_part(rest, 0, end);
            rest = pw_str_part(rest, end == PW_NONE ? rest.len : end + 1, rest.len);
            if (has_text(lines, line))
                continue;
            pw_str *slot = pw_push(lines, a->arena, pw_str);
            PW_NEED(slot);
            *slot = line;
        }
    }
    return PW_OK;
}

/* "[a, b]", or the only one. */
static void put_list(pw_buf *text, const pw_vec *lines)
{
    pw_buf_puts(text, lines->count > 1 ? "[" : "");
    for (uint32_t i = 0; i < lines->count; i++)
        pw_buf_print(text, "%s%R", i > 0 ? ", " : "", pw_items(*lines, pw_str)[i]);
    pw_buf_puts(text, lines->count > 1 ? "]" : "");
}

static pw_status refuse_values(apply *a, const item *it, const pw_vec *causes)
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

static pw_status refuse_namespace(apply *a, const item *it, bool *refused)
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
static void put_done(apply *a, const item *it, const char *what)
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

static pw_status store(apply *a, const item *it)
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
                     "apply. The missing annotation will be patched automatically.\n", it->resource.plural,
                     it->name);
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

static pw_status fail_asking(apply *a, const item *it, pw_str why)
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
static pw_status refuse_name(apply *a, const item *it, bool *refused)
{
    pw_buf why = pw_buf_make(MAX_TEXT);
    pw_str made = text_of(pw_node_get(it->node, "metadata"), "generateName");
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
static pw_status refuse_kind(apply *a, const item *it, bool *refused)
{
    *refused = !pw_str_is(it->kind, it->resource.kind);
    if (!*refused)
        return PW_OK;
    pw_buf text = begin_refusal(it);
    pw_buf_print(&text, "no kind %Q is registered for version \"%s\" in scheme "
                 "\"pkg/runtime/scheme.go:111\"", it->kind, it->resource.version);
    return fail_both(a, &text);
}

static pw_status put_warnings(apply *a, const pw_diags *d)
{
    pw_vec lines = {0};
    PW_TRY(lines_of(a, d, PW_SAYS_WARNING, &lines));
    for (uint32_t i = 0; i < lines.count; i++)
        pw_buf_print(a->out, "Warning: %R\n", pw_items(lines, pw_str)[i]);
    return PW_OK;
}

/* The server's steps: decoding, admission, validation. */
static pw_status submit(apply *a, const item *it, const pw_diags *d)
{
    pw_vec causes = {0};
    bool refused;
    PW_TRY(refuse_decoding(a, it, d, &refused));
    if (!refused)
        PW_TRY(refuse_namespace(a, it, &refused));
    if (refused)
        return PW_OK;
    PW_TRY(lines_of(a, d, PW_SAYS_INVALID, &causes));
    if (causes.count > 0)
        return refuse_values(a, it, &causes);
    PW_TRY(put_warnings(a, d));
    return store(a, it);
}

static pw_status judge(const item *it, pw_diags *d)
{
    for (int kind = 0; kind < PW_OBJECT_KINDS; kind++) {
        const pw_kind_info *info = pw_kind_of((pw_object_kind)kind);
        if (strcmp(info->kind, it->resource.kind) == 0 &&
            strcmp(info->api_version, it->resource.version) == 0)
            return pw_document_judge(d, it->node, (pw_object_kind)kind);
    }
    return PW_OK;
}

static pw_status apply_item(apply *a, const item *it)
{
    bool refused;
    PW_TRY(refuse_name(a, it, &refused));
    if (!refused)
        PW_TRY(refuse_kind(a, it, &refused));
    if (refused)
        return PW_OK;
    pw_diags d = pw_diags_make(a->arena, PW_MAX_CAUSES);
    pw_status status = judge(it, &d);
    if (status == PW_OK)
        status = submit(a, it, &d);
    pw_diags_done(&d);
    return status;
}

/* ---- what is told at the end */

static void put_unread(apply *a, bool alone)
{
    pw_buf *out = a->out;
    const pw_str *texts = pw_items(a->unread, pw_str);
    if (!alone) {
        put_list(out, &a->unread);
        pw_buf_putc(out, '\n');
        return;
    }
    for (uint32_t i = 0; i < a->unread.count; i++)
        pw_buf_print(out, "%s%R\n", a->unread.count == 1 && !a->bare ? "error: " : "", texts[i]);
}

static void put_failures(apply *a)
{
    uint32_t count = a->failures.count + (a->unread.count > 0 ? 1 : 0);
    if (a->unread.count > 0)
        put_unread(a, count == 1);
    for (uint32_t i = 0; i < a->failures.count; i++) {
        const failure *f = &pw_items(a->failures, failure)[i];
        pw_buf_print(a->out, "%R\n", count == 1 ? f->alone : f->among);
    }
    a->exit = count > 0 ? 1 : 0;
}

static pw_status apply_all(apply *a)
{
    PW_TRY(hold_first(a));
    PW_TRY(take_files(a));
    for (uint32_t i = 0; i < a->items.count; i++)
        PW_TRY(apply_item(a, &pw_items(a->items, item)[i]));
    put_failures(a);
    if (a->items.count == 0 && a->unread.count == 0) {
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
    apply a = {.snapshot = r->snapshot, .arena = r->arena, .out = &out};
    pw_status status = apply_all(&a);
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
