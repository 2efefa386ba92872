#include "api/changes.h"

#include "api/flows.h"
#include "eval/changes.h"

static void write_change(pw_reply_to *r, const pw_changes *all, const pw_change *c)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_json_put(j, "from", pw_tile_at(&all->tiles, c->from)->name);
    pw_json_put(j, "to", pw_tile_at(&all->tiles, c->to)->name);
    pw_reply_flow_port(j, c->port, c->protocol);
    pw_json_put(j, "ports", c->ports);
    pw_json_put(j, "text", c->text);
    pw_json_put(j, "sentence", c->sentence);
    pw_reply_decision(r, &c->decided);
    pw_json_close(j, '}');
}

static void write_names(pw_json *j, const char *key, const pw_vec *names)
{
    pw_json_open_as(j, key, '[');
    for (uint32_t i = 0; i < names->count; i++)
        pw_json_text(j, pw_items(*names, const pw_str)[i]);
    pw_json_close(j, ']');
}

static void write_changes(pw_reply_to *r, const pw_changes *all)
{
    static const char *const keys[] = {"opened", "closed"};
    pw_json *j = &r->json;
    uint32_t more = 0;
    pw_reply_ok(r);
    for (int i = 0; i < PW_TURNS; i++) {
        pw_json_open_as(j, keys[i], '[');
        for (uint32_t k = 0; k < all->lists[i].count; k++)
            write_change(r, all, &pw_items(all->lists[i], const pw_change)[k]);
        pw_json_close(j, ']');
        more += all->counts[i] - all->lists[i].count;
    }
    pw_json_open_as(j, "pods", '{');
    write_names(j, "added", &all->added);
    write_names(j, "removed", &all->removed);
    pw_json_close(j, '}');
    pw_json_put(j, "text", all->text);
    pw_json_putn(j, "more", more);
}

pw_status pw_reply_changes(pw_reply_to *r)
{
    pw_changes changes;
    if (r->since == NULL) {
        pw_str message = PW_STR("changes needs since: the name of the snapshot to compare with");
        if (r->request->since.at != NULL) {
            PW_TRY(pw_print_text(r->arena, &message, "there is no snapshot %q to compare with",
                                 r->request->since));
        }
        pw_reply_error(r, "bad-request", message, NULL);
        return PW_OK;
    }
    pw_status status = pw_changes_build(r->snapshot, r->since, r->arena, &changes);
    if (status == PW_E_LIMIT) {
        pw_reply_error(r, "too-large", PW_STR("there are more than 2000 workloads, pods without "
                       "one and addresses, too many to compare each with each"), NULL);
        return PW_OK;
    }
    PW_TRY(status);
    write_changes(r, &changes);
    return PW_OK;
}
