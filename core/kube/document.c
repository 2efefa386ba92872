#include "kube/document.h"

#include "base/limits.h"
#include "kube/derive.h"
#include "kube/typemeta.h"
#include "text/reader.h"

#define LIST_DEPTH 4 /* a List may hold Lists, within reason */

typedef struct reader {
    pw_document *doc;
    pw_decoder dec;
} reader;

static pw_status leave_out(reader *r, const pw_node *node, pw_str kind, pw_absence why)
{
    pw_arena *a = &r->doc->arena;
    const pw_node *meta = pw_node_get(node, "metadata");
    const pw_node *name = meta == NULL ? NULL : pw_node_get(meta, "name");
    const pw_node *ns = meta == NULL ? NULL : pw_node_get(meta, "namespace");
    pw_left_out *out = pw_push(&r->doc->left_out, a, pw_left_out);
    PW_NEED(out);
    pw_buf what = pw_buf_make(1024);
    pw_buf_print(&what, "%S", kind.len > 0 ? kind : PW_STR("object"));
    if (name != NULL && name->text.len > 0) {
        pw_buf_putc(&what, ' ');
        if (ns != NULL && ns->text.len > 0)
            pw_buf_print(&what, "%S/", ns->text);
        pw_buf_print(&what, "%S", name->text);
    }
    out->kind = kind;
    out->why = why;
    out->span = (pw_span){node->span.from, node->span.from};
    return pw_buf_keep(&what, a, &out->what);
}

static pw_status fail_metadata(pw_decoder *dec, const pw_node *meta)
{
    dec->d->says = PW_SAYS_UNDECODED;
    pw_buf_print(&dec->d->server, "json: cannot unmarshal %s into Go struct field "
                 "metadataOnlyObject.metadata of type v1.ObjectMeta",
                 pw_json_kind_name((pw_kind)meta->kind));
    pw_buf_print(&dec->d->message, "metadata must be a mapping; it is %s",
                 pw_kind_name((pw_kind)meta->kind));
    return pw_diags_add(dec->d, PW_WRONG_TYPE, meta->span, PW_STR("metadata"));
}

static pw_status read_metadata(pw_decoder *dec, const pw_path *root, pw_meta *out)
{
    pw_path meta = pw_child(root, "metadata");
    if (meta.node == NULL)
        return PW_OK;
    if (meta.node->kind != PW_MAP)
        return fail_metadata(dec, meta.node);
    PW_TRY(pw_decode(dec, meta.node, &pw_meta_shape, &meta, out));
    if (out != NULL)
        out->head = (pw_head){true, meta.node->key_span, meta.node->span};
    return PW_OK;
}

/* Fills `object` and its body, unless they are NULL; all mistakes are told. */
static pw_status read_parts(pw_decoder *dec, const pw_node *node, pw_object_kind kind,
                            pw_object *object, void *body)
{
    pw_path root = {.node = node};
    pw_checker checker = {.d = dec->d, .kind = kind, .object = node};
    dec->lenient = kind != PW_POLICY;
    PW_TRY(read_metadata(dec, &root, object == NULL ? NULL : &object->meta));
    PW_TRY(pw_decode(dec, node, pw_kind_of(kind)->body, &root, body));
    return pw_judge_object(&checker);
}

pw_status pw_document_judge_metadata(pw_diags *d, const pw_node *node)
{
    pw_decoder dec = {.arena = d->arena, .d = d};
    pw_path root = {.node = node};
    return read_metadata(&dec, &root, NULL);
}

pw_status pw_document_judge(pw_diags *d, const pw_node *node, pw_object_kind kind)
{
    pw_decoder dec = {.arena = d->arena, .d = d};
    return read_parts(&dec, node, kind, NULL, NULL);
}

static pw_status decode_object(reader *r, const pw_node *node, pw_object_kind kind)
{
    const pw_kind_info *info = pw_kind_of(kind);
    pw_object object = {.kind = kind, .span = node->span};
    void *body = pw_arena_take(r->dec.arena, info->body->size);
    bool errors_before = r->dec.d->errors;
    PW_NEED(body);
    r->dec.d->errors = false;
    PW_TRY(read_parts(&r->dec, node, kind, &object, body));
    if (!r->dec.d->errors)
        PW_TRY(pw_derive(&r->dec, &object, body));
    bool broken = r->dec.d->errors;
    r->dec.d->errors = broken || errors_before;
    if (broken)
        return leave_out(r, node, pw_str_of(info->kind), PW_BROKEN);
    object.body = body;
    pw_object *slot = pw_push(&r->doc->objects, &r->doc->arena, pw_object);
    PW_NEED(slot);
    *slot = object;
    return PW_OK;
}

static pw_status fail_kind(reader *r, const pw_node *node, const char *field)
{
    const pw_node *given = pw_node_get(node, field);
    pw_span span = given != NULL ? given->key_span
                                 : (pw_span){node->span.from, node->span.from + 1};
    r->dec.d->says = pw_type_fault(node, false, &r->dec.d->server) ? PW_SAYS_UNTYPED
                                                                   : PW_SAYS_NOTHING;
    pw_buf_print(&r->dec.d->message, "%s is %s", field,
                 given == NULL ? "missing" : "not given as text");
    pw_buf_puts(&r->dec.d->hint, "every manifest says apiVersion and kind");
    PW_TRY(pw_diags_add(r->dec.d, PW_KIND_MISSING, span, pw_str_of(field)));
    return leave_out(r, node, PW_STR(""), PW_BROKEN);
}

/* Kinds of other projects that decide about traffic too. */
static bool is_policy_kind(pw_str kind)
{
    return pw_str_ends(kind, "NetworkPolicy") || pw_str_ends(kind, "NetworkPolicySet") ||
           pw_str_ends(kind, "NetworkPolicyTier");
}

/* Whether a group is one of Kubernetes' own: a kind of ours in it has the wrong version. */
static bool is_own_group(pw_str version)
{
    uint32_t slash = pw_str_find(version, '/');
    pw_str group = slash == PW_NONE ? PW_STR("") : pw_str_part(version, 0, slash);
    return pw_str_find(group, '.') == PW_NONE || pw_str_ends(group, ".k8s.io");
}

/* What kubectl says where the server has no such kind. */
static void say_unmapped(reader *r, const pw_node *version, const pw_node *kind)
{
    r->dec.d->says = PW_SAYS_UNMAPPED;
    pw_buf_print(&r->dec.d->server, "no matches for kind %Q in version %Q", kind->text,
                 version->text);
}

static pw_status fail_version(reader *r, const pw_node *node, const pw_node *version,
                              const pw_kind_info *info)
{
    say_unmapped(r, version, pw_node_get(node, "kind"));
    pw_buf_print(&r->dec.d->message, "there is no %s in apiVersion %q", info->kind,
                 version->text);
    pw_buf_print(&r->dec.d->hint, "write apiVersion: %s", info->api_version);
    PW_TRY(pw_diags_repair(r->dec.d, version->span, pw_str_of(info->api_version)));
    PW_TRY(pw_diags_add(r->dec.d, PW_WRONG_VERSION, version->span, PW_STR("apiVersion")));
    return leave_out(r, node, pw_str_of(info->kind), PW_BROKEN);
}

/* The kind of this version whose name is nearest to a mistyped one; NULL when none is near. */
static const pw_kind_info *nearest_kind(pw_str version, pw_str kind)
{
    const pw_kind_info *nearest = NULL;
    uint32_t least = PW_NONE, distance;
    for (int i = 0; i < PW_OBJECT_KINDS; i++) {
        const pw_kind_info *info = pw_kind_of((pw_object_kind)i);
        if (!pw_str_is(version, info->api_version) ||
            !pw_str_near(kind, pw_str_of(info->kind), &distance) || distance >= least)
            continue;
        nearest = info;
        least = distance;
    }
    return nearest;
}

static pw_status fail_near_kind(reader *r, const pw_node *node, const pw_node *kind,
                                const pw_kind_info *info)
{
    say_unmapped(r, pw_node_get(node, "apiVersion"), kind);
    pw_buf_print(&r->dec.d->message, "there is no kind %q in apiVersion %q", kind->text,
                 pw_str_of(info->api_version));
    pw_buf_print(&r->dec.d->hint, "did you mean %s?", info->kind);
    PW_TRY(pw_diags_repair(r->dec.d, kind->span, pw_str_of(info->kind)));
    PW_TRY(pw_diags_add(r->dec.d, PW_BAD_KIND, kind->span, PW_STR("kind")));
    return leave_out(r, node, pw_str_of(info->kind), PW_BROKEN);
}

static pw_status read_object(reader *r, const pw_node *node, int depth);

static pw_status read_items(reader *r, const pw_node *items, int depth)
{
    for (const pw_node *item = items->first; item != NULL; item = item->next)
        PW_TRY(read_object(r, item, depth + 1));
    return PW_OK;
}

static pw_status read_known(reader *r, const pw_node *node, const pw_node *version,
                            const pw_node *kind)
{
    for (int i = 0; i < PW_OBJECT_KINDS; i++) {
        const pw_kind_info *info = pw_kind_of((pw_object_kind)i);
        if (!pw_str_is(kind->text, info->kind))
            continue;
        if (pw_str_is(version->text, info->api_version))
            return decode_object(r, node, (pw_object_kind)i);
        if (is_own_group(version->text))
            return fail_version(r, node, version, info);
    }
    const pw_kind_info *near = nearest_kind(version->text, kind->text);
    if (near != NULL)
        return fail_near_kind(r, node, kind, near);
    pw_str name = pw_str_copy(&r->doc->arena, kind->text);
    PW_NEED(name.at);
    return leave_out(r, node, name, is_policy_kind(name) ? PW_OTHER_POLICY : PW_UNKNOWN_KIND);
}

static pw_status read_object(reader *r, const pw_node *node, int depth)
{
    if (node->kind == PW_NULL)
        return PW_OK;
    if (node->kind != PW_MAP) {
        pw_buf_print(&r->dec.d->message, "a manifest is a mapping (apiVersion, kind, ...); "
                     "this is %s", pw_kind_name((pw_kind)node->kind));
        PW_TRY(pw_diags_add(r->dec.d, PW_NOT_A_MANIFEST, node->span, PW_STR("")));
        return leave_out(r, node, PW_STR(""), PW_BROKEN);
    }
    const pw_node *version = pw_node_get(node, "apiVersion"), *kind = pw_node_get(node, "kind");
    if (kind == NULL || kind->kind != PW_TEXT || kind->text.len == 0)
        return fail_kind(r, node, "kind");
    if (version == NULL || version->kind != PW_TEXT || version->text.len == 0)
        return fail_kind(r, node, "apiVersion");
    const pw_node *items = pw_node_get(node, "items");
    if (pw_str_ends(kind->text, "List") && items != NULL && items->kind == PW_LIST &&
        depth < LIST_DEPTH)
        return read_items(r, items, depth);
    return read_known(r, node, version, kind);
}

/* A document that could not be read at all is left out as a whole. */
static pw_status leave_out_whole(reader *r)
{
    pw_left_out *out = pw_push(&r->doc->left_out, &r->doc->arena, pw_left_out);
    PW_NEED(out);
    const pw_diag *first = pw_items(r->doc->diags.list, pw_diag);
    *out = (pw_left_out){.what = PW_STR("document"), .why = PW_BROKEN, .span = first->span};
    return PW_OK;
}

static pw_status read_document(reader *r, pw_arena *scratch)
{
    pw_document *doc = r->doc;
    pw_vec roots = {0};
    PW_TRY(pw_reader_read(&doc->source, scratch, &doc->arena, &doc->diags, &roots));
    if (roots.count == 0 && doc->diags.errors)
        PW_TRY(leave_out_whole(r));
    for (uint32_t i = 0; i < roots.count; i++)
        PW_TRY(read_object(r, pw_items(roots, const pw_node *)[i], 0));
    return PW_OK;
}

pw_status pw_document_read(pw_document *doc, pw_str bytes, bool later, pw_symbols *symbols,
                           pw_arena *scratch)
{
    /* The bytes, and four to five times as much in objects (measured): one chunk for most. */
    *doc = (pw_document){.arena = pw_arena_make((size_t)bytes.len * 6 + 256)};
    reader r = {.doc = doc};
    pw_str text = pw_str_copy(&doc->arena, bytes);
    PW_NEED(text.at);
    doc->hash = pw_str_hash(text);
    doc->diags = pw_diags_make(&doc->arena, PW_MAX_DOCUMENT_FINDINGS);
    r.dec = (pw_decoder){.arena = &doc->arena, .symbols = symbols, .d = &doc->diags};
    pw_arena_reset(scratch);
    pw_status status = pw_source_make(&doc->arena, text, &doc->source);
    doc->source.later = later;
    if (status == PW_OK)
        status = read_document(&r, scratch);
    status = pw_diags_done(&doc->diags, status);
    if (status != PW_OK)
        pw_document_free(doc);
    return status;
}

pw_status pw_document_refuse(pw_document *doc, const char *reason)
{
    *doc = (pw_document){.arena = pw_arena_make(512)};
    reader r = {.doc = doc};
    doc->diags = pw_diags_make(&doc->arena, 1);
    pw_status status = pw_source_make(&doc->arena, PW_STR(""), &doc->source);
    pw_buf_puts(&doc->diags.message, reason);
    if (status == PW_OK)
        status = pw_diags_add(&doc->diags, PW_TOO_LARGE, (pw_span){0, 0}, PW_STR(""));
    if (status == PW_OK)
        status = leave_out_whole(&r);
    status = pw_diags_done(&doc->diags, status);
    if (status != PW_OK)
        pw_document_free(doc);
    return status;
}

void pw_document_free(pw_document *doc)
{
    pw_arena_free(&doc->arena);
    *doc = (pw_document){0};
}

pw_status pw_document_tree(const pw_document *doc, pw_arena *scratch, pw_vec *roots)
{
    pw_diags ignored = pw_diags_make(scratch, 0);
    pw_status status = pw_reader_read(&doc->source, scratch, scratch, &ignored, roots);
    return pw_diags_done(&ignored, status);
}
