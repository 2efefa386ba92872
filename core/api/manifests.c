#include "api/manifests.h"

#include "api/said.h"
#include "base/limits.h"
#include "text/compact.h"

#define MAX_TEXT (1u << 24)

static pw_status keep_text(pw_manifests *m, pw_buf *text)
{
    pw_str kept;
    PW_TRY(pw_buf_keep(text, m->arena, &kept));
    pw_str *slot = pw_push(&m->unread, m->arena, pw_str);
    PW_NEED(slot);
    *slot = kept;
    return PW_OK;
}

/* kubectl's name of a file. */
static pw_str name_of(const pw_document *doc)
{
    return pw_str_is(doc->file, "-") ? PW_STR("STDIN") : doc->file;
}

static pw_status fail_reading(pw_manifests *m, pw_str file, const char *words, pw_str rest,
                              const char *end)
{
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_buf_print(&text, words, file);
    pw_buf_print(&text, "%R%s", rest, end);
    return keep_text(m, &text);
}

static pw_status fail_mapping(pw_manifests *m, const pw_item *it, pw_str version)
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
    m->bare = m->bare || it->of_list;
    return keep_text(m, &text);
}

/* An object whose kind is given: kubectl looks for it among those of the server. */
static pw_status take_object(pw_manifests *m, const pw_node *node, pw_str file, const pw_node *list)
{
    const pw_node *meta = pw_node_get(node, "metadata");
    pw_str version = pw_node_text(node, "apiVersion");
    pw_item it = {.node = node, .file = file, .kind = pw_node_text(node, "kind"),
                  .of_list = list != NULL};
    if (list != NULL && version.len == 0 && it.kind.len == 0) {
        /* The items of a list of one kind may leave it out. */
        version = pw_node_text(list, "apiVersion");
        it.kind = pw_node_text(list, "kind");
        it.kind.len -= pw_str_ends(it.kind, "List") ? 4 : 0;
    }
    it.name = pw_node_text(meta, "name");
    it.ns = pw_node_text(meta, "namespace");
    if (!pw_resource_find(version, it.kind, &it.resource))
        return fail_mapping(m, &it, version);
    if (!it.resource.namespaced)
        it.ns = PW_STR("");
    else if (it.ns.len == 0)
        it.ns = PW_STR("default");
    pw_item *slot = pw_push(&m->items, m->arena, pw_item);
    PW_NEED(slot);
    *slot = it;
    return PW_OK;
}

static pw_status take_items(pw_manifests *m, const pw_node *list, pw_str file)
{
    const pw_node *items = pw_node_get(list, "items");
    for (const pw_node *node = items->first; node != NULL; node = node->next)
        if (pw_node_get(node, "items") != NULL)
            return fail_reading(m, PW_STR(""), "", PW_STR("*unstructured.Unstructured is not a "
                                "list: no Items field in this object"), "");
    for (const pw_node *node = items->first; node != NULL; node = node->next)
        PW_TRY(take_object(m, node, file, list));
    return PW_OK;
}

static pw_status fail_missing_kind(pw_manifests *m, const pw_node *node, const pw_document *doc)
{
    pw_buf text = pw_buf_make(MAX_TEXT);
    pw_buf_print(&text, "unable to decode %Q: Object 'Kind' is missing in '", name_of(doc));
    if (node->json) /* it is quoted as it stands */
        pw_buf_put(&text, pw_str_part(doc->source.text, node->span.from, node->span.to));
    else
        pw_compact_put(&text, node);
    pw_buf_putc(&text, '\'');
    return keep_text(m, &text);
}

/* What kubectl says of the metadata, whose types it looks at itself. */
static pw_status judge_metadata(pw_manifests *m, const pw_node *node, pw_str file, bool *good)
{
    pw_diags d = pw_diags_make(m->arena, PW_MAX_CAUSES);
    pw_status status = pw_document_judge_metadata(&d, node);
    const pw_diag *wrong = pw_said_first(&d, PW_SAYS_UNDECODED, PW_SAYS_UNDECODED);
    *good = wrong == NULL;
    if (status == PW_OK && wrong != NULL)
        status = fail_reading(m, file, "unable to decode %Q: ", wrong->server, "");
    return pw_diags_done(&d, status);
}

static pw_status fail_type(pw_manifests *m, pw_str file, pw_str fault)
{
    return fail_reading(m, file, "error validating %Q: error validating data: ", fault,
                        "; if you choose to ignore these errors, turn validation off with "
                        "--validate=false");
}

/* Whether the server has this kind, or lists of it. */
static bool is_known(const pw_node *node)
{
    pw_str version = pw_node_text(node, "apiVersion"), kind = pw_node_text(node, "kind");
    pw_resource ignored;
    return pw_is_list_kind(version, kind) || pw_resource_find(version, kind, &ignored);
}

/* One value of a file; *on tells whether kubectl reads on. */
static pw_status take_value(pw_manifests *m, const pw_node *node, const pw_document *doc, bool *on)
{
    pw_str file = name_of(doc);
    pw_buf fault = pw_buf_make(MAX_TEXT);
    bool good = true;
    pw_status status = PW_OK;
    *on = true;
    if (node->kind == PW_NULL)
        return PW_OK;
    if (pw_type_fault(node, true, &fault)) {
        *on = false;
        status = fail_type(m, file, pw_buf_str(&fault));
        pw_buf_free(&fault);
        return status;
    }
    pw_buf_free(&fault);
    const pw_node *items = pw_node_get(node, "items");
    if (pw_node_text(node, "kind").len == 0)
        return fail_missing_kind(m, node, doc);
    PW_TRY(judge_metadata(m, node, file, &good));
    if (!good)
        return PW_OK;
    bool list = items != NULL && is_known(node) &&
                (items->kind == PW_LIST || items->kind == PW_NULL);
    return list ? take_items(m, node, file) : take_object(m, node, file, NULL);
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

static pw_status take_document(pw_manifests *m, const pw_document *doc, bool cut_off, bool *on)
{
    pw_vec roots = {0};
    PW_TRY(pw_document_tree(doc, m->arena, &roots));
    if (cut_off && roots.count > 0 && !pw_items(roots, const pw_node *)[0]->json)
        return PW_OK;
    const pw_diag *wrong = refusal_of(doc, roots.count > 0);
    for (uint32_t i = 0; *on && i < roots.count; i++)
        PW_TRY(take_value(m, pw_items(roots, const pw_node *)[i], doc, on));
    if (!*on || wrong == NULL)
        return PW_OK;
    *on = false;
    if (wrong->says == PW_SAYS_UNTYPED)
        return fail_type(m, name_of(doc), wrong->server);
    return fail_reading(m, name_of(doc), "error parsing %R: ", wrong->server, "");
}

pw_status pw_manifests_take(pw_manifests *m, const pw_snapshot *s)
{
    pw_str file = {0};
    bool on = true;
    for (uint32_t i = 0; i < s->doc_count; i++) {
        const pw_document *doc = s->docs[i];
        if (!pw_str_same(file, doc->file))
            on = true;
        file = doc->file;
        if (on)
            PW_TRY(take_document(m, doc, is_cut_off(s, i), &on));
    }
    return PW_OK;
}
