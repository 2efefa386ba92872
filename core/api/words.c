#include "api/words.h"

#include "base/limits.h"
#include "eval/words.h"

/* A policy, told. */
typedef struct told {
    const pw_policy_ref *ref;
    pw_vec lines; /* of pw_saying */
} told;

static pw_str namespace_of(const pw_reply_to *r, const pw_policy_ref *ref)
{
    return pw_cluster_ns(&r->snapshot->cluster, ref->ns)->name;
}

static void write_line(pw_reply_to *r, const pw_document *doc, const pw_saying *line)
{
    pw_json_open(&r->json, '{');
    pw_json_put(&r->json, "text", line->text);
    pw_json_putn(&r->json, "depth", line->depth);
    if (line->placed)
        pw_reply_place(r, doc, line->span);
    pw_json_close(&r->json, '}');
}

static void write_policy(pw_reply_to *r, const told *policy)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_reply_policy(r, "name", policy->ref);
    pw_reply_place(r, policy->ref->doc, policy->ref->object->span);
    pw_json_open_as(j, "lines", '[');
    for (uint32_t i = 0; i < policy->lines.count; i++)
        write_line(r, policy->ref->doc, &pw_items(policy->lines, const pw_saying)[i]);
    pw_json_close(j, ']');
    pw_json_close(j, '}');
}

static void print_policy(pw_reply_to *r, const told *policy)
{
    const pw_document *doc = policy->ref->doc;
    pw_buf name = pw_buf_make(1024);
    pw_buf_print(&name, "%S/%S", namespace_of(r, policy->ref), policy->ref->object->meta.name.s);
    pw_reply_styled(r, r->out, PW_BOLD, pw_buf_str(&name));
    pw_buf_drop(&name, r->out);
    pw_buf_print(r->out, "  %S:%u\n", doc->file,
                 pw_source_place(&doc->source, policy->ref->object->span.from).line);
    for (uint32_t i = 0; i < policy->lines.count; i++) {
        const pw_saying *line = &pw_items(policy->lines, const pw_saying)[i];
        pw_buf_repeat(r->out, ' ', 2 * (line->depth + 1));
        pw_buf_print(r->out, "%R\n", line->text);
    }
}

static void print_end(pw_reply_to *r, uint32_t more)
{
    if (r->snapshot->cluster.policies.count == 0)
        pw_buf_puts(r->out, "There is no policy, so every pod reaches every pod.\n");
    if (more > 0)
        pw_buf_print(r->out, "... and %u more\n", more);
}

static pw_status tell(pw_reply_to *r, const pw_policy_ref *ref, uint32_t number)
{
    told policy = {.ref = ref};
    PW_TRY(pw_words(r->snapshot, r->arena, ref, &policy.lines));
    if (pw_wants_json(r)) {
        write_policy(r, &policy);
        return PW_OK;
    }
    pw_buf_puts(r->out, number == 0 ? "" : "\n");
    print_policy(r, &policy);
    return PW_OK;
}

pw_status pw_reply_words(pw_reply_to *r)
{
    const pw_vec *policies = &r->snapshot->cluster.policies;
    uint32_t count = policies->count > PW_MAX_WORDS ? PW_MAX_WORDS : policies->count;
    if (pw_wants_json(r)) {
        pw_reply_ok(r);
        pw_json_open_as(&r->json, "policies", '[');
    }
    for (uint32_t i = 0; i < count; i++)
        PW_TRY(tell(r, &pw_items(*policies, const pw_policy_ref)[i], i));
    if (!pw_wants_json(r)) {
        print_end(r, policies->count - count);
        return PW_OK;
    }
    pw_json_close(&r->json, ']');
    pw_json_putn(&r->json, "more", policies->count - count);
    return PW_OK;
}
