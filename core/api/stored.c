#include "api/stored.h"

#include "kube/schema.h"
#include "kube/stored.h"

static void write_name(pw_reply_to *r, const pw_object *object)
{
    pw_buf name = pw_buf_make(1024);
    if (pw_kind_of(object->kind)->namespaced)
        pw_buf_print(&name, "%R/", object->meta.ns.s);
    pw_buf_put(&name, object->meta.name.s);
    pw_json_put(&r->json, "name", pw_buf_str(&name));
    pw_buf_drop(&name, r->out);
}

/* "lines": those of the manifest; "added": the others. */
static void write_lines(pw_reply_to *r, const pw_document *doc, const pw_vec *lines, bool added)
{
    pw_json *j = &r->json;
    pw_json_open_as(j, added ? "added" : "lines", '[');
    for (uint32_t i = 0; i < lines->count; i++) {
        const pw_stored_line *line = &pw_items(*lines, const pw_stored_line)[i];
        if ((line->why != NULL) != added)
            continue;
        pw_json_open(j, '{');
        pw_json_putn(j, "at", line->line);
        if (added)
            pw_json_puts(j, "why", line->why);
        else
            pw_reply_place(r, doc, line->span);
        pw_json_close(j, '}');
    }
    pw_json_close(j, ']');
}

static void write_object(pw_reply_to *r, const pw_document *doc, const pw_stored *stored)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_json_puts(j, "kind", pw_kind_of(stored->object->kind)->kind);
    write_name(r, stored->object);
    pw_reply_place(r, doc, stored->object->span);
    pw_json_put(j, "text", stored->text);
    write_lines(r, doc, &stored->lines, false);
    write_lines(r, doc, &stored->lines, true);
    pw_json_close(j, '}');
}

/* The YAML itself; where something was added, a comment says why, once for lines together. */
static void print_object(pw_reply_to *r, const pw_stored *stored)
{
    const pw_stored_line *line = pw_items(stored->lines, const pw_stored_line);
    pw_str rest = stored->text;
    const char *before = NULL;
    for (uint32_t i = 0; i < stored->lines.count; i++) {
        uint32_t end = pw_str_find(rest, '\n');
        pw_buf_put(r->out, pw_str_part(rest, 0, end));
        if (line[i].why != NULL && line[i].why != before) {
            pw_buf comment = pw_buf_make(1024);
            pw_buf_print(&comment, "  # %s", line[i].why);
            pw_reply_styled(r, r->out, PW_DIM, pw_buf_str(&comment));
            pw_buf_drop(&comment, r->out);
        }
        pw_buf_putc(r->out, '\n');
        before = line[i].why;
        rest = pw_str_part(rest, end + 1, rest.len);
    }
}

static pw_status reply_document(pw_reply_to *r, const pw_document *doc, pw_arena *scratch,
                                bool *first)
{
    pw_vec list = {0};
    PW_TRY(pw_stored_objects(doc, scratch, &list));
    for (uint32_t i = 0; i < list.count; i++, *first = false) {
        const pw_stored *stored = &pw_items(list, const pw_stored)[i];
        if (pw_wants_json(r)) {
            write_object(r, doc, stored);
            continue;
        }
        pw_buf_puts(r->out, *first ? "" : "---\n");
        print_object(r, stored);
    }
    return PW_OK;
}

static pw_status reply_documents(pw_reply_to *r)
{
    pw_arena scratch = pw_arena_make(64 << 10);
    pw_str file = r->request->file;
    pw_status status = PW_OK;
    bool first = true;
    for (uint32_t i = 0; status == PW_OK && i < r->snapshot->doc_count; i++) {
        const pw_document *doc = r->snapshot->docs[i];
        if (file.len > 0 && !pw_str_same(file, doc->file))
            continue;
        status = reply_document(r, doc, &scratch, &first);
        pw_arena_reset(&scratch);
    }
    pw_arena_free(&scratch);
    return status;
}

pw_status pw_reply_stored(pw_reply_to *r)
{
    if (!pw_wants_json(r))
        return reply_documents(r);
    pw_reply_ok(r);
    pw_json_open_as(&r->json, "objects", '[');
    PW_TRY(reply_documents(r));
    pw_json_close(&r->json, ']');
    return PW_OK;
}
