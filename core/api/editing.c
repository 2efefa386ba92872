#include "api/editing.h"

#include "edit/dashes.h"

static pw_status write_dash(pw_reply_to *r, const pw_dash *dash)
{
    const pw_document *doc = dash->policy->doc;
    pw_json *j = &r->json;
    pw_str name;
    pw_buf b = pw_buf_make(1024);
    pw_buf_print(&b, "%R/%R", pw_cluster_ns(&r->snapshot->cluster, dash->policy->ns)->name,
                 dash->policy->object->meta.name.s);
    PW_TRY(pw_buf_keep(&b, r->arena, &name));
    pw_json_open(j, '{');
    pw_json_puts(j, "action", dash->action == PW_SPLIT ? "split" : "join");
    pw_json_put(j, "policy", name);
    pw_json_puts(j, "direction", pw_direction_name(dash->direction));
    pw_json_putn(j, "rule", dash->rule + 1);
    pw_json_putn(j, "peer", dash->peer + 1);
    pw_reply_place(r, doc, dash->span);
    pw_json_put(j, "text", dash->text);
    pw_json_key(j, "edit");
    pw_json_open(j, '{');
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
    pw_json_key(&r->json, "dashes");
    pw_json_open(&r->json, '[');
    for (uint32_t i = 0; i < dashes.count; i++)
        PW_TRY(write_dash(r, &pw_items(dashes, const pw_dash)[i]));
    pw_json_close(&r->json, ']');
    return PW_OK;
}
