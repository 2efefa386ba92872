#include "api/editing.h"

#include "base/limits.h"
#include "edit/complete.h"
#include "edit/dashes.h"
#include "edit/format.h"
#include "edit/hover.h"

static pw_status write_dash(pw_reply_to *r, const pw_dash *dash)
{
    const pw_document *doc = dash->policy->doc;
    pw_json *j = &r->json;
    pw_str name;
    PW_TRY(pw_print_text(r->arena, &name, "%R/%R",
                         pw_cluster_ns(&r->snapshot->cluster, dash->policy->ns)->name,
                         dash->policy->object->meta.name.s));
    pw_json_open(j, '{');
    pw_json_puts(j, "action", dash->action == PW_SPLIT ? "split" : "join");
    pw_json_put(j, "policy", name);
    pw_json_puts(j, "direction", pw_direction_name(dash->direction));
    pw_json_putn(j, "rule", dash->rule + 1);
    pw_json_putn(j, "peer", dash->peer + 1);
    pw_reply_place(r, doc, dash->span);
    pw_json_put(j, "text", dash->text);
    pw_json_open_as(j, "edit", '{');
    pw_json_put(j, "file", doc->file);
    pw_json_putn(j, "from", pw_source_place(&doc->source, dash->at).unit);
    pw_json_putn(j, "to", pw_source_place(&doc->source, dash->at + 1).unit);
    pw_json_puts(j, "text", dash->action == PW_SPLIT ? "-" : " ");
    pw_json_close(j, '}');
    pw_json_close(j, '}');
    return PW_OK;
}

pw_status pw_reply_dashes(pw_reply_to *r)
{
    pw_vec dashes;
    PW_TRY(pw_dashes(r->snapshot, r->arena, &dashes));
    pw_reply_ok(r);
    pw_json_open_as(&r->json, "dashes", '[');
    for (uint32_t i = 0; i < dashes.count; i++)
        PW_TRY(write_dash(r, &pw_items(dashes, const pw_dash)[i]));
    pw_json_close(&r->json, ']');
    return PW_OK;
}

/* ---- at a caret ---- */

/* Where the request's caret stands; doc is NULL for an empty file. */
typedef struct caret_place {
    const pw_document *doc;
    pw_str text;
    uint32_t at;
} caret_place;

static caret_place find_caret(const pw_file *file, uint32_t unit)
{
    caret_place place = {.text = PW_STR("")};
    for (uint32_t i = 0; i < file->count; i++)
        if (i == 0 || file->docs[i]->source.before.units <= unit)
            place.doc = file->docs[i];
    if (place.doc == NULL)
        return place;
    place.text = place.doc->source.text;
    place.at = pw_source_at(&place.doc->source, unit);
    return place;
}

static uint32_t unit_of(const caret_place *place, uint32_t at)
{
    return place->doc == NULL ? 0 : pw_source_place(&place->doc->source, at).unit;
}

static void write_option(pw_json *j, const pw_option *option)
{
    static const char *const kinds[] = {"field", "value", "label"};
    pw_json_open(j, '{');
    pw_json_put(j, "label", option->label);
    pw_json_put(j, "insert", option->insert);
    pw_json_puts(j, "kind", kinds[option->kind]);
    pw_json_put(j, "detail", option->detail);
    pw_json_put(j, "info", option->info);
    pw_json_close(j, '}');
}

pw_status pw_reply_complete(pw_reply_to *r)
{
    const pw_file *file = pw_reply_file(r);
    pw_completion c;
    if (file == NULL)
        return PW_OK;
    caret_place place = find_caret(file, r->request->at);
    PW_TRY(pw_complete(r->snapshot, r->arena, place.text, place.at, &c));
    pw_reply_ok(r);
    pw_json_putn(&r->json, "from", unit_of(&place, c.word.from));
    pw_json_putn(&r->json, "to", unit_of(&place, c.word.to));
    pw_json_open_as(&r->json, "options", '[');
    for (uint32_t i = 0; i < c.options.count; i++)
        write_option(&r->json, &pw_items(c.options, const pw_option)[i]);
    pw_json_close(&r->json, ']');
    return PW_OK;
}

pw_status pw_reply_hover(pw_reply_to *r)
{
    const pw_file *file = pw_reply_file(r);
    pw_hover hover;
    if (file == NULL)
        return PW_OK;
    caret_place place = find_caret(file, r->request->at);
    PW_TRY(pw_hover_at(r->snapshot, r->arena, place.text, place.at, &hover));
    pw_reply_ok(r);
    pw_json_putb(&r->json, "found", hover.found);
    if (!hover.found)
        return PW_OK;
    pw_json_put(&r->json, "title", hover.title);
    pw_json_put(&r->json, "text", hover.text);
    pw_reply_place(r, place.doc, hover.span);
    return PW_OK;
}

/* ---- format ---- */

static void write_change(pw_reply_to *r, const pw_document *doc, const pw_change *change)
{
    pw_json *j = &r->json;
    pw_buf text = pw_buf_make(PW_MAX_LINE);
    pw_buf_repeat(&text, ' ', change->blanks);
    pw_buf_puts(&text, change->line_end ? "\n" : "");
    pw_json_open(j, '{');
    pw_json_putn(j, "from", pw_source_place(&doc->source, change->span.from).unit);
    pw_json_putn(j, "to", pw_source_place(&doc->source, change->span.to).unit);
    pw_json_put(j, "text", pw_buf_str(&text));
    pw_json_close(j, '}');
    pw_buf_drop(&text, j->out);
}

pw_status pw_reply_format(pw_reply_to *r)
{
    const pw_file *file = pw_reply_file(r);
    if (file == NULL)
        return PW_OK;
    pw_reply_ok(r);
    pw_json_open_as(&r->json, "edits", '[');
    for (uint32_t i = 0; i < file->count; i++) {
        const pw_document *doc = file->docs[i];
        pw_vec changes;
        PW_TRY(pw_format_document(r->arena, &r->snapshot->scratch, &doc->source,
                                  i + 1 == file->count, &changes));
        for (uint32_t k = 0; k < changes.count; k++)
            write_change(r, doc, &pw_items(changes, const pw_change)[k]);
    }
    pw_json_close(&r->json, ']');
    return PW_OK;
}
