#include "api/check.h"

#include "api/kubectl.h"
#include "lint/findings.h"

#define MAX_SERVER 200u /* characters of what a server says */
#define MAX_SHOWN 100u /* characters of a source line that are shown */

/* What mends it: edits as UTF-16 units of the file, as editors count. */
static void write_fix(pw_reply_to *r, const pw_finding *f)
{
    pw_json *j = &r->json;
    const pw_source *source = &f->doc->source;
    if (f->diag->repairs.count == 0)
        return;
    pw_json_open_as(j, "fix", '[');
    for (uint32_t i = 0; i < f->diag->repairs.count; i++) {
        const pw_repair *repair = &pw_items(f->diag->repairs, const pw_repair)[i];
        pw_json_open(j, '{');
        pw_json_putn(j, "from", pw_source_place(source, repair->span.from).unit);
        pw_json_putn(j, "to", pw_source_place(source, repair->span.to).unit);
        pw_json_put(j, "text", repair->text);
        pw_json_close(j, '}');
    }
    pw_json_close(j, ']');
}

static void write_finding(pw_reply_to *r, const pw_finding *f)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_json_puts(j, "code", pw_code_id(f->diag->code));
    pw_json_puts(j, "slug", pw_code_slug(f->diag->code));
    pw_json_puts(j, "severity", pw_severity_name(f->diag->severity));
    pw_reply_place(r, f->doc, f->diag->span);
    pw_json_put(j, "path", f->diag->path);
    pw_json_put(j, "message", f->diag->message);
    pw_json_put(j, "hint", f->diag->hint);
    if (f->diag->server.len > 0)
        pw_json_put(j, "server", f->diag->server);
    write_fix(r, f);
    pw_json_close(j, '}');
}

/* Where the character after the one at `at` begins. */
static uint32_t next_character(pw_str line, uint32_t at)
{
    do
        at++;
    while (at < line.len && ((unsigned char)line.at[at] & 0xc0) == 0x80);
    return at;
}

/* One character in one column: a tab becomes a space, what is no text a question mark. */
static void put_character(pw_buf *b, pw_str character)
{
    unsigned char c = (unsigned char)character.at[0];
    bool shown = c >= 0x20 && c != 0x7f && (c < 0x80 || character.len > 1);
    if (shown)
        pw_buf_put(b, character);
    else
        pw_buf_putc(b, c == '\t' ? ' ' : '?');
}

/* MAX_SHOWN characters of a line, from character `skip` on. */
static void put_line(pw_buf *b, pw_str line, uint32_t skip)
{
    for (uint32_t at = 0, column = 0; at < line.len && column < skip + MAX_SHOWN; column++) {
        uint32_t next = next_character(line, at);
        if (column >= skip)
            put_character(b, pw_str_part(line, at, next));
        at = next;
    }
}

/* The source line with carets under the span; a long line is cut around it. */
static void write_source(pw_reply_to *r, const pw_finding *f, pw_place place)
{
    uint32_t skip = place.column > MAX_SHOWN ? place.column - MAX_SHOWN / 2 : 0;
    pw_place end = pw_source_place(&f->doc->source, f->diag->span.to);
    bool one_line = end.line == place.line && end.column > place.column;
    uint32_t carets = one_line ? end.column - place.column : 1;
    pw_buf number = pw_buf_make(32);
    pw_buf_number(&number, place.line);
    pw_buf_repeat(r->out, ' ', number.len < 5 ? 5 - number.len : 0);
    pw_buf_print(r->out, "%R | %s", pw_buf_str(&number), skip > 0 ? "..." : "");
    pw_buf_drop(&number, r->out);
    put_line(r->out, pw_source_line(&f->doc->source, f->diag->span.from), skip);
    pw_buf_puts(r->out, "\n      | ");
    pw_buf_repeat(r->out, ' ', place.column - 1 - skip + (skip > 0 ? 3 : 0));
    pw_buf_repeat(r->out, '^', carets < MAX_SHOWN ? carets : MAX_SHOWN);
    pw_buf_putc(r->out, '\n');
}

/* The first of a real server's words, cut where it is long: to be known again, not to be read. */
static void print_server(pw_reply_to *r, pw_str server)
{
    uint32_t end = pw_str_find(server, '\n');
    if (server.len == 0)
        return;
    pw_buf_puts(r->out, "      = server: ");
    pw_buf_visible_to(r->out, end == PW_NONE ? server : pw_str_part(server, 0, end), MAX_SERVER);
    pw_buf_putc(r->out, '\n');
}

static void print_finding(pw_reply_to *r, const pw_finding *f)
{
    pw_severity severity = f->diag->severity;
    pw_place place = pw_source_place(&f->doc->source, f->diag->span.from);
    pw_buf_print(r->out, "%S:%u:%u: ", f->doc->file, place.line, place.column);
    pw_reply_styled(r, r->out, severity == PW_INFO ? PW_BOLD : PW_BAD,
                    pw_str_of(pw_severity_name(severity)));
    pw_buf_print(r->out, ": %R [%s %s]\n", f->diag->message, pw_code_id(f->diag->code),
                 pw_code_slug(f->diag->code));
    write_source(r, f, place);
    if (f->diag->hint.len > 0)
        pw_buf_print(r->out, "      = %R\n", f->diag->hint);
    print_server(r, f->diag->server);
}

static void write_counts(pw_reply_to *r)
{
    const pw_snapshot *s = r->snapshot;
    pw_json *j = &r->json;
    pw_json_open_as(j, "counts", '{');
    pw_json_putn(j, "namespaces", s->cluster.namespaces.count);
    pw_json_putn(j, "pods", s->cluster.pods.count);
    pw_json_putn(j, "workloads", s->cluster.workloads.count);
    pw_json_putn(j, "services", s->cluster.services.count);
    pw_json_putn(j, "policies", s->cluster.policies.count);
    pw_json_putn(j, "classes", s->classes.count);
    pw_json_close(j, '}');
}

static void print_count(pw_buf *b, uint32_t count, const char *one, const char *many)
{
    pw_buf_print(b, "%u %s", count, count == 1 ? one : many);
}

static void print_summary(pw_reply_to *r, const pw_findings *findings)
{
    const pw_cluster *c = &r->snapshot->cluster;
    if (findings->more > 0)
        pw_buf_print(r->out, "... and %u more\n", findings->more);
    print_count(r->out, findings->counts[PW_ERROR], "error, ", "errors, ");
    print_count(r->out, findings->counts[PW_WARNING], "warning in ", "warnings in ");
    print_count(r->out, c->namespaces.count, "namespace, ", "namespaces, ");
    print_count(r->out, c->pods.count, "pod, ", "pods, ");
    print_count(r->out, c->policies.count, "policy", "policies");
    if (findings->ignored > 0)
        pw_buf_print(r->out, "; %u ignored", findings->ignored);
    pw_buf_putc(r->out, '\n');
}

static void write_findings(pw_reply_to *r, const pw_findings *findings)
{
    pw_reply_ok(r);
    pw_json_open_as(&r->json, "findings", '[');
    for (uint32_t i = 0; i < findings->list.count; i++)
        write_finding(r, &pw_items(findings->list, const pw_finding)[i]);
    pw_json_close(&r->json, ']');
    pw_json_putn(&r->json, "more", findings->more);
    write_counts(r);
}

static void print_findings(pw_reply_to *r, const pw_findings *findings)
{
    for (uint32_t i = 0; i < findings->list.count; i++)
        print_finding(r, &pw_items(findings->list, const pw_finding)[i]);
    print_summary(r, findings);
}

pw_status pw_reply_check(pw_reply_to *r)
{
    pw_findings findings;
    if (r->request->as_kubectl)
        return pw_reply_kubectl(r);
    PW_TRY(pw_findings_all(r->snapshot, r->arena, &findings));
    for (int i = (int)r->request->fail_on; r->request->verb == PW_CHECK && i <= PW_ERROR; i++)
        r->exit = findings.counts[i] > 0 ? 1 : r->exit;
    if (r->request->report != NULL)
        r->request->report(r->out, &findings);
    else if (pw_wants_json(r))
        write_findings(r, &findings);
    else
        print_findings(r, &findings);
    return PW_OK;
}
