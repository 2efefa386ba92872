#include "api/fix.h"

#include "lint/repair.h"

#define MAX_PODS 500u /* of a cluster in which each repair is tried by itself */

static const pw_finding *finding_at(const pw_repairs *repairs, uint32_t i)
{
    return pw_items(repairs->list, const pw_finding *)[i];
}

/* What one of the repairs changes by itself; not told in large clusters. */
static pw_status effect_of(pw_reply_to *r, const pw_repairs *repairs, uint32_t i, pw_str *text)
{
    pw_repairs one = {.list = {&pw_items(repairs->list, const pw_finding *)[i], 1, 1}};
    *text = PW_STR("");
    return r->snapshot->cluster.pods.count > MAX_PODS
               ? PW_OK
               : pw_repairs_effect(&one, r->arena, r->snapshot, text);
}

static pw_status write_fixes(pw_reply_to *r, const pw_repairs *repairs)
{
    pw_json *j = &r->json;
    pw_json_open_as(j, "fixes", '[');
    for (uint32_t i = 0; i < repairs->list.count; i++) {
        const pw_finding *f = finding_at(repairs, i);
        pw_str effect;
        PW_TRY(effect_of(r, repairs, i, &effect));
        pw_json_open(j, '{');
        pw_json_puts(j, "code", pw_code_id(f->diag->code));
        pw_json_puts(j, "slug", pw_code_slug(f->diag->code));
        pw_reply_place(r, f->doc, f->diag->span);
        pw_json_put(j, "message", f->diag->message);
        pw_json_put(j, "change", effect);
        pw_json_close(j, '}');
    }
    pw_json_close(j, ']');
    return PW_OK;
}

static pw_status write_files(pw_reply_to *r, const pw_repairs *repairs)
{
    const pw_store *store = &r->snapshot->store;
    pw_json_open_as(&r->json, "files", '[');
    for (uint32_t i = 0; i < store->count; i++) {
        pw_str text;
        bool changed;
        PW_TRY(pw_repairs_text(repairs, r->arena, &store->files[i], &text, &changed));
        if (!changed)
            continue;
        pw_json_open(&r->json, '{');
        pw_json_put(&r->json, "name", store->files[i].name);
        pw_json_put(&r->json, "text", text);
        pw_json_close(&r->json, '}');
    }
    pw_json_close(&r->json, ']');
    return PW_OK;
}

static pw_status put_diffs(pw_reply_to *r, const pw_repairs *repairs, pw_buf *out)
{
    for (uint32_t i = 0; i < r->snapshot->store.count; i++)
        PW_TRY(pw_repairs_diff(repairs, r->arena, &r->snapshot->store.files[i], out));
    return PW_OK;
}

static pw_status reply_json(pw_reply_to *r, const pw_repairs *repairs, pw_str effect)
{
    pw_buf diff = pw_buf_make(r->out->max);
    pw_reply_ok(r);
    PW_TRY(write_fixes(r, repairs));
    PW_TRY(write_files(r, repairs));
    pw_status status = put_diffs(r, repairs, &diff);
    pw_json_put(&r->json, "diff", pw_buf_str(&diff));
    pw_json_put(&r->json, "change", effect);
    pw_buf_drop(&diff, r->out);
    return status;
}

/* The diff is the answer; what it is about goes beside it. */
static pw_status reply_text(pw_reply_to *r, const pw_repairs *repairs, pw_str effect)
{
    for (uint32_t i = 0; i < repairs->list.count; i++) {
        const pw_finding *f = finding_at(repairs, i);
        pw_str one;
        PW_TRY(effect_of(r, repairs, i, &one));
        pw_buf_print(r->notes, "%S:%u: %s: %R\n", f->doc->file,
                     pw_source_place(&f->doc->source, f->diag->span.from).line,
                     pw_code_slug(f->diag->code), one.len > 0 ? one : PW_STR("mended"));
    }
    if (repairs->list.count > 1 && effect.len > 0)
        pw_buf_print(r->notes, "together: %R\n", effect);
    if (repairs->list.count == 0)
        pw_buf_puts(r->notes, "podwall: there is nothing to mend\n");
    return put_diffs(r, repairs, r->out);
}

/* Hands the texts to whoever writes files. */
static pw_status hand_over(pw_reply_to *r, const pw_repairs *repairs)
{
    pw_changed *into = r->request->changed;
    const pw_store *store = &r->snapshot->store;
    for (uint32_t i = 0; into != NULL && i < store->count; i++) {
        pw_str text;
        bool changed;
        PW_TRY(pw_repairs_text(repairs, into->arena, &store->files[i], &text, &changed));
        if (!changed)
            continue;
        pw_request_file *file = pw_push(&into->files, into->arena, pw_request_file);
        PW_NEED(file);
        *file = (pw_request_file){pw_str_copy(into->arena, store->files[i].name), text, false};
        PW_NEED(file->name.at);
    }
    return PW_OK;
}

pw_status pw_reply_fix(pw_reply_to *r)
{
    pw_findings findings;
    pw_repairs repairs;
    pw_str effect = PW_STR("");
    pw_code code = PW_CODE_COUNT;
    if (r->request->code.len > 0 && !pw_code_read(r->request->code, &code)) {
        pw_str message;
        PW_TRY(pw_print_text(r->arena, &message, "there is no finding %q", r->request->code));
        pw_reply_error(r, "bad-request", message, NULL);
        return PW_OK;
    }
    PW_TRY(pw_findings_all(r->snapshot, r->arena, &findings));
    PW_TRY(pw_repairs_choose(&findings, r->arena, code, &repairs));
    if (repairs.list.count > 0)
        PW_TRY(pw_repairs_effect(&repairs, r->arena, r->snapshot, &effect));
    PW_TRY(hand_over(r, &repairs));
    return pw_wants_json(r) ? reply_json(r, &repairs, effect) : reply_text(r, &repairs, effect);
}
