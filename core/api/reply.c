#include "api/reply.h"

void pw_reply_styled(const pw_reply_to *r, pw_buf *b, pw_style style, pw_str text)
{
    static const char *const codes[] = {"", "\x1b[1;34m", "\x1b[1;33m", "\x1b[2m", "\x1b[1m"};
    bool colored = r->request->color && style != PW_PLAIN;
    if (colored)
        pw_buf_puts(b, codes[style]);
    pw_buf_put(b, text);
    if (colored)
        pw_buf_puts(b, "\x1b[0m");
}

void pw_reply_place(pw_reply_to *r, const pw_document *doc, pw_span span)
{
    pw_place from = pw_source_place(&doc->source, span.from);
    pw_place to = pw_source_place(&doc->source, span.to);
    pw_json *j = &r->json;
    pw_json_put(j, "file", doc->file);
    pw_json_putn(j, "line", from.line);
    pw_json_putn(j, "column", from.column);
    pw_json_putn(j, "endLine", to.line);
    pw_json_putn(j, "endColumn", to.column);
    pw_json_putn(j, "from", from.unit);
    pw_json_putn(j, "to", to.unit);
}

void pw_reply_place_as(pw_reply_to *r, const char *key, const pw_document *doc, pw_span span)
{
    pw_json_open_as(&r->json, key, '{');
    pw_reply_place(r, doc, span);
    pw_json_close(&r->json, '}');
}

void pw_reply_policy(pw_reply_to *r, const char *key, const pw_policy_ref *ref)
{
    pw_json_key(&r->json, key);
    pw_json_print(&r->json, "%R/%R", pw_cluster_ns(&r->snapshot->cluster, ref->ns)->name,
                  ref->object->meta.name.s);
}

void pw_reply_ok(pw_reply_to *r)
{
    if (pw_wants_json(r))
        pw_json_putb(&r->json, "ok", true);
}

const pw_file *pw_reply_file(pw_reply_to *r)
{
    const pw_file *file = pw_store_file(&r->snapshot->store, r->request->file);
    if (file == NULL)
        pw_reply_error(r, "bad-request", PW_STR("there is no such file in the snapshot"), NULL);
    return file;
}

static void write_omission(pw_reply_to *r, const pw_omission *omission)
{
    bool broken = omission->out->why == PW_BROKEN;
    const char *why = broken ? "it has errors" : "this kind is not evaluated";
    pw_place place = pw_source_place(&omission->doc->source, omission->out->span.from);
    if (pw_wants_json(r)) {
        pw_json_open(&r->json, '{');
        pw_json_put(&r->json, "what", omission->out->what);
        pw_json_put(&r->json, "file", omission->doc->file);
        pw_json_putn(&r->json, "line", place.line);
        pw_json_puts(&r->json, "why", why);
        pw_json_close(&r->json, '}');
        return;
    }
    pw_buf_print(r->notes, "podwall: %s: %S (%S:%u)%s\n", broken ? "left out" : "not evaluated",
                 omission->out->what, omission->doc->file, place.line,
                 broken ? ": it has errors, see podwall check" : "; verdicts may differ");
}

void pw_reply_omitted(pw_reply_to *r)
{
    const pw_vec *list = &r->snapshot->cluster.left_out;
    if (pw_wants_json(r)) {
        pw_json_open_as(&r->json, "omitted", '[');
    }
    for (uint32_t i = 0; i < list->count; i++)
        write_omission(r, &pw_items(*list, const pw_omission)[i]);
    if (pw_wants_json(r))
        pw_json_close(&r->json, ']');
}

static void write_candidates(pw_json *j, const pw_vec *candidates)
{
    pw_json_open_as(j, "candidates", '[');
    for (uint32_t i = 0; candidates != NULL && i < candidates->count; i++)
        pw_json_text(j, pw_items(*candidates, const pw_str)[i]);
    pw_json_close(j, ']');
}

void pw_reply_error(pw_reply_to *r, const char *code, pw_str message, const pw_vec *candidates)
{
    pw_json *j = &r->json;
    r->exit = 2;
    if (!pw_wants_json(r)) {
        pw_buf_print(r->notes, "podwall: %R\n", message);
        return;
    }
    pw_json_putb(j, "ok", false);
    pw_json_open_as(j, "error", '{');
    pw_json_puts(j, "code", code);
    pw_json_put(j, "message", message);
    write_candidates(j, candidates);
    pw_json_close(j, '}');
}
