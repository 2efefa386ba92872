#include "suite/report.h"

#include "api/can.h"
#include "api/flows.h"
#include "base/limits.h"

#define MAX_NAMED 10u /* connections named that a line fails on, beside the one that is explained */

bool pw_report_form_read(pw_str word, pw_report_form *form)
{
    static const char *const forms[] = {"text", "json", "tap", "junit"};
    for (int i = 0; i < 4; i++)
        if (pw_str_is(word, forms[i])) {
            *form = (pw_report_form)i;
            return true;
        }
    return false;
}

/* ---- what is said of a line ---- */

/* A suite as it is read along with its rows, line by line. */
typedef struct cursor {
    pw_str rest;
    uint32_t line; /* on which `rest` begins */
} cursor;

/* The line as it stands, without its note. Lines are asked for in their order. */
static pw_str quote(cursor *c, uint32_t line)
{
    pw_str text = PW_STR("");
    while (c->line <= line) {
        uint32_t end = pw_str_find(c->rest, '\n');
        text = pw_str_part(c->rest, 0, end == PW_NONE ? c->rest.len : end);
        c->rest = pw_str_part(c->rest, end == PW_NONE ? c->rest.len : end + 1, c->rest.len);
        c->line++;
    }
    uint32_t hash = pw_str_find(text, '#');
    return pw_str_trim(hash == PW_NONE ? text : pw_str_part(text, 0, hash));
}

/* What a line fails on: a connection with its trail, and how many others. */
typedef struct failure {
    pw_explained shown;
    const pw_explained *telling; /* NULL: nothing is there to connect to */
    pw_str what;                 /* "dev/frontend -> prod/database 8080/TCP is allowed" */
    pw_str others;               /* those that fail too; or empty */
} failure;

static void write_flow(pw_buf *b, const pw_trail *trail)
{
    pw_buf_print(b, "%R -> %R %u/%s", trail->from, trail->to, trail->flow.port,
                 pw_protocol_name(trail->flow.protocol));
}

static pw_status name_others(const pw_trial *trial, const pw_ran *ran, pw_str *others)
{
    uint32_t count = ran->misses.count;
    pw_buf b = pw_buf_make(1 << 20);
    for (uint32_t i = 1; i < count && i <= MAX_NAMED; i++) {
        const pw_miss *miss = &pw_items(ran->misses, const pw_miss)[i];
        pw_buf_print(&b, "%s%R -> %R ", i == 1 ? "" : ", ",
                     pw_unit_at(&trial->units, miss->from)->name,
                     pw_unit_at(&trial->units, miss->to)->name);
        pw_expect_write_ports(&b, miss->bad);
    }
    if (count > MAX_NAMED + 1)
        pw_buf_print(&b, " and %u more", count - MAX_NAMED - 1);
    return pw_buf_keep(&b, trial->arena, others);
}

static pw_status find_failure(const pw_trial *trial, const pw_ran *ran, failure *f)
{
    pw_buf b = pw_buf_make(1 << 16);
    *f = (failure){.telling = ran->telling, .what = ran->problem.why, .others = PW_STR("")};
    if (f->what.len > 0)
        return PW_OK;
    if (!ran->direct) {
        const pw_miss *first = pw_items(ran->misses, const pw_miss);
        PW_TRY(pw_trial_explain(trial, trial->arena, ran->line, first, &f->shown));
        f->telling = &f->shown;
        PW_TRY(name_others(trial, ran, &f->others));
    }
    if (f->telling != NULL) {
        write_flow(&b, &f->telling->trail);
        pw_buf_print(&b, " is %s", f->telling->trail.verdict.allowed ? "allowed" : "denied");
    } else {
        pw_buf_put(&b, ran->sentence);
    }
    return pw_buf_keep(&b, trial->arena, &f->what);
}

/* The place that decided, "policy.yaml:17"; nothing where no line did. */
static void write_place(pw_buf *b, const pw_explained *e)
{
    pw_decision decision = pw_decision_of(&e->trail);
    if (decision.doc != NULL)
        pw_buf_print(b, "%S:%u", decision.doc->file,
                     pw_source_place(&decision.doc->source, decision.span.from).line);
}

/* ---- text ---- */

/* A text with each of its lines set in. */
static void put_indented(pw_buf *b, pw_str text, const char *indent)
{
    while (text.len > 0) {
        uint32_t end = pw_str_find(text, '\n');
        pw_str line = pw_str_part(text, 0, end == PW_NONE ? text.len : end);
        text = pw_str_part(text, end == PW_NONE ? text.len : end + 1, text.len);
        if (line.len > 0)
            pw_buf_puts(b, indent);
        pw_buf_put(b, line);
        pw_buf_putc(b, '\n');
    }
}

static void print_trail(pw_report *report, const pw_explained *e)
{
    pw_buf part = pw_buf_make(PW_MAX_REPLY), *out = report->r->out;
    report->r->out = &part;
    pw_reply_trail(report->r, e);
    report->r->out = out;
    put_indented(out, pw_buf_str(&part), "    ");
    pw_buf_drop(&part, out);
}

static void print_failure(pw_report *report, const pw_ran *ran, const failure *f, pw_str name,
                          pw_str quoted)
{
    pw_buf *out = report->r->out;
    pw_str word = ran->problem.why.len > 0 ? PW_STR("UNKNOWN") : PW_STR("FAILED ");
    pw_reply_styled(report->r, out, PW_BAD, word);
    pw_buf_print(out, " %S:%u  %R\n", name, ran->line->line, quoted);
    pw_buf_print(out, "  %R", f->what);
    if (f->telling != NULL) {
        pw_buf place = pw_buf_make(4096);
        write_place(&place, f->telling);
        pw_buf_print(out, "%s%R", place.len > 0 ? ", decided at " : "", pw_buf_str(&place));
        pw_buf_drop(&place, out);
        pw_buf_print(out, "\n    %R\n", f->telling->sentence);
        print_trail(report, f->telling);
    } else {
        pw_buf_putc(out, '\n');
    }
    if (f->others.len > 0)
        pw_buf_print(out, "  also %R\n", f->others);
    pw_buf_putc(out, '\n');
}

static void print_asked(pw_report *report, const pw_ran *ran, pw_str name, pw_str quoted)
{
    pw_buf_print(report->r->out, "asked   %S:%u  %R\n  %R\n\n", name, ran->line->line, quoted,
                 ran->sentence);
}

static void print_counts(pw_buf *out, uint32_t passed, uint32_t failed, uint32_t problems)
{
    if (passed > 0 || failed == 0)
        pw_buf_print(out, "%u line%s hold%s%s", passed, passed == 1 ? "" : "s",
                     passed == 1 ? "s" : "", failed > 0 ? ", " : "");
    if (failed > 0 && passed > 0)
        pw_buf_print(out, "%u do%s not", failed, failed == 1 ? "es" : "");
    else if (failed > 0)
        pw_buf_print(out, "%u line%s do%s not hold", failed, failed == 1 ? "" : "s",
                     failed == 1 ? "es" : "");
    if (problems > 0)
        pw_buf_print(out, ", %u cannot be asked", problems);
}

/* ---- JSON ---- */

static void write_ports(pw_json *j, const char *key, pw_ranges ports)
{
    pw_buf b = pw_buf_make(1 << 20);
    pw_expect_write_ports(&b, ports);
    pw_json_put(j, key, pw_buf_str(&b));
    pw_buf_drop(&b, j->out);
}

static void write_misses(pw_report *report, const pw_trial *trial, const pw_ran *ran)
{
    pw_json *j = &report->r->json;
    pw_json_key(j, "failing");
    pw_json_open(j, '[');
    for (uint32_t i = 0; i < ran->misses.count && i < PW_MAX_DRAWN; i++) {
        const pw_miss *miss = &pw_items(ran->misses, const pw_miss)[i];
        pw_json_open(j, '{');
        pw_json_put(j, "from", pw_unit_at(&trial->units, miss->from)->name);
        pw_json_put(j, "to", pw_unit_at(&trial->units, miss->to)->name);
        write_ports(j, "ports", miss->bad);
        pw_json_close(j, '}');
    }
    pw_json_close(j, ']');
}

static void write_shown(pw_report *report, const pw_explained *e)
{
    pw_json *j = &report->r->json;
    pw_decision decision = pw_decision_of(&e->trail);
    pw_json_key(j, "shown");
    pw_json_open(j, '{');
    pw_json_put(j, "from", e->trail.from);
    pw_json_put(j, "to", e->trail.to);
    pw_reply_flow_port(j, e->trail.flow.port, e->trail.flow.protocol);
    pw_json_puts(j, "verdict", e->trail.verdict.allowed ? "allow" : "deny");
    pw_json_put(j, "sentence", e->sentence);
    pw_json_put(j, "hint", e->hint);
    pw_reply_decision(report->r, &decision);
    pw_json_close(j, '}');
}

static void write_row(pw_report *report, const pw_trial *trial, const pw_ran *ran,
                      const failure *f)
{
    const pw_expectation *e = ran->line;
    pw_json *j = &report->r->json;
    pw_json_open(j, '{');
    pw_json_putn(j, "line", e->line);
    pw_json_puts(j, "expected", pw_expected_name(e->expected));
    pw_json_put(j, "from", e->from);
    pw_json_put(j, "to", e->to);
    write_ports(j, "ports", e->ports);
    pw_json_put(j, "note", e->note);
    pw_json_putb(j, "ok", ran->ok);
    pw_json_put(j, "said", f == NULL ? ran->direct ? ran->sentence : PW_STR("") : f->what);
    if (f != NULL) {
        write_misses(report, trial, ran);
        if (f->telling != NULL)
            write_shown(report, f->telling);
    }
    pw_json_close(j, '}');
}

/* ---- TAP ---- */

static void put_tap(pw_report *report, const pw_ran *ran, const failure *f, pw_str name,
                    pw_str quoted)
{
    pw_buf *b = &report->body;
    pw_buf_print(b, "%s %u - %S:%u %R%s\n", ran->ok ? "ok" : "not ok", report->number, name,
                 ran->line->line, quoted,
                 ran->line->expected == PW_EXPECT_NOTHING ? " # SKIP asked only" : "");
    if (f == NULL)
        return;
    pw_buf_print(b, "  ---\n  message: %q\n", f->what);
    if (f->telling != NULL) {
        pw_buf_print(b, "  why: %q\n  at: \"", f->telling->sentence);
        write_place(b, f->telling);
        pw_buf_puts(b, "\"\n");
    }
    pw_buf_puts(b, "  ...\n");
}

/* ---- JUnit ---- */

/* XML 1.0 has no control characters; others are told as podwall tells them elsewhere. */
static void put_xml(pw_buf *b, pw_str text)
{
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '<' || c == '>' || c == '&' || c == '"')
            pw_buf_puts(b, c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '&' ? "&amp;" : "&quot;");
        else if (c == '\n' || (unsigned char)c >= ' ')
            pw_buf_putc(b, c);
        else
            pw_buf_putc(b, '?');
    }
}

static void put_visible_xml(pw_buf *b, pw_str text)
{
    pw_buf part = pw_buf_make(1 << 16);
    pw_buf_visible(&part, text);
    put_xml(b, pw_buf_str(&part));
    pw_buf_drop(&part, b);
}

static void put_junit(pw_report *report, const pw_ran *ran, const failure *f, pw_str name,
                      pw_str quoted)
{
    pw_buf *b = &report->body, place = pw_buf_make(4096);
    pw_buf_puts(b, "    <testcase classname=\"");
    put_visible_xml(b, name);
    pw_buf_print(b, "\" name=\"%u ", ran->line->line);
    put_xml(b, quoted);
    const char *kind = ran->problem.why.len > 0 ? "error" : "failure";
    pw_buf_puts(b, "\"");
    if (f == NULL) {
        pw_buf_puts(b, ran->line->expected == PW_EXPECT_NOTHING ? "><skipped/></testcase>\n"
                                                                : "/>\n");
        return;
    }
    pw_buf_print(b, ">\n      <%s message=\"", kind);
    put_xml(b, f->what);
    pw_buf_puts(b, "\">");
    if (f->telling != NULL) {
        put_xml(b, f->telling->sentence);
        write_place(&place, f->telling);
        pw_buf_puts(b, "\n");
        put_xml(b, pw_buf_str(&place));
    }
    pw_buf_drop(&place, b);
    pw_buf_print(b, "</%s>\n    </testcase>\n", kind);
}

/* ---- suites ---- */

void pw_report_begin(pw_report *report, pw_reply_to *r, pw_report_form form)
{
    *report = (pw_report){.r = r, .form = form, .body = pw_buf_make(PW_MAX_REPLY)};
    if (form == PW_REPORT_JSON) {
        pw_json_key(&r->json, "suites");
        pw_json_open(&r->json, '[');
    }
}

static pw_status report_row(pw_report *report, pw_str name, cursor *at, const pw_trial *trial,
                            const pw_ran *ran)
{
    failure f;
    pw_str quoted = quote(at, ran->line->line);
    report->number++;
    if (!ran->ok)
        PW_TRY(find_failure(trial, ran, &f));
    const failure *told = ran->ok ? NULL : &f;
    if (report->form == PW_REPORT_JSON)
        write_row(report, trial, ran, told);
    else if (report->form == PW_REPORT_TAP)
        put_tap(report, ran, told, name, quoted);
    else if (report->form == PW_REPORT_JUNIT)
        put_junit(report, ran, told, name, quoted);
    else if (told != NULL)
        print_failure(report, ran, told, name, quoted);
    else if (ran->line->expected == PW_EXPECT_NOTHING)
        print_asked(report, ran, name, quoted);
    return PW_OK;
}

static void open_suite(pw_report *report, pw_str name, const pw_trial *trial)
{
    pw_json *j = &report->r->json;
    if (report->form == PW_REPORT_JSON) {
        pw_json_open(j, '{');
        pw_json_put(j, "name", name);
        pw_json_putn(j, "passed", trial->passed);
        pw_json_putn(j, "failed", trial->failed);
        pw_json_putn(j, "problems", trial->problems);
        pw_json_putn(j, "pairs", trial->asked);
        pw_json_key(j, "rows");
        pw_json_open(j, '[');
    } else if (report->form == PW_REPORT_JUNIT) {
        pw_buf_puts(&report->body, "  <testsuite name=\"");
        put_visible_xml(&report->body, name);
        pw_buf_print(&report->body, "\" tests=\"%u\" failures=\"%u\" errors=\"%u\">\n",
                     trial->rows.count, trial->failed, trial->problems);
    }
}

static void close_suite(pw_report *report, pw_str name, const pw_trial *trial)
{
    pw_buf *out = report->r->out;
    if (report->form == PW_REPORT_JSON) {
        pw_json_close(&report->r->json, ']');
        pw_json_close(&report->r->json, '}');
    } else if (report->form == PW_REPORT_JUNIT) {
        pw_buf_puts(&report->body, "  </testsuite>\n");
    } else if (report->form == PW_REPORT_TEXT) {
        pw_buf_print(out, "%S: ", name);
        print_counts(out, trial->passed, trial->failed, trial->problems);
        pw_buf_putc(out, '\n');
    }
}

pw_status pw_report_suite(pw_report *report, pw_str name, pw_str text, const pw_trial *trial)
{
    report->suites++;
    report->passed += trial->passed;
    report->failed += trial->failed;
    report->problems += trial->problems;
    if (trial->problems > 0)
        report->r->exit = 2;
    else if (trial->failed > 0 && report->r->exit == 0)
        report->r->exit = 1;
    cursor at = {text, 1};
    open_suite(report, name, trial);
    for (uint32_t i = 0; i < trial->rows.count; i++)
        PW_TRY(report_row(report, name, &at, trial, &pw_items(trial->rows, const pw_ran)[i]));
    close_suite(report, name, trial);
    return PW_OK;
}

void pw_report_problem(pw_report *report, pw_str name, pw_str problem)
{
    pw_reply_to *r = report->r;
    r->exit = 2;
    report->number++;
    report->problems++;
    if (report->form == PW_REPORT_JSON) {
        pw_json_open(&r->json, '{');
        pw_json_put(&r->json, "name", name);
        pw_json_put(&r->json, "error", problem);
        pw_json_close(&r->json, '}');
        return;
    }
    pw_buf_print(r->notes, "podwall: %S: %R\n", name, problem);
    if (report->form == PW_REPORT_TAP) {
        pw_buf_print(&report->body, "not ok %u - %S cannot be asked\n  ---\n  message: %q\n"
                     "  ...\n", report->number, name, problem);
    } else if (report->form == PW_REPORT_JUNIT) {
        pw_buf_puts(&report->body, "  <testsuite name=\"");
        put_visible_xml(&report->body, name);
        pw_buf_puts(&report->body, "\" tests=\"1\" errors=\"1\">\n    <testcase name=\"asking\">"
                    "<error message=\"");
        put_xml(&report->body, problem);
        pw_buf_puts(&report->body, "\"/></testcase>\n  </testsuite>\n");
    }
}

void pw_report_end(pw_report *report)
{
    pw_buf *out = report->r->out;
    if (report->form == PW_REPORT_JSON) {
        pw_json_close(&report->r->json, ']');
        pw_json_putn(&report->r->json, "passed", report->passed);
        pw_json_putn(&report->r->json, "failed", report->failed);
        pw_json_putn(&report->r->json, "problems", report->problems);
    } else if (report->form == PW_REPORT_TAP) {
        pw_buf_print(out, "TAP version 13\n1..%u\n%R", report->number, pw_buf_str(&report->body));
    } else if (report->form == PW_REPORT_JUNIT) {
        pw_buf_print(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"podwall\""
                     " tests=\"%u\" failures=\"%u\" errors=\"%u\">\n%R</testsuites>\n",
                     report->number, report->failed, report->problems, pw_buf_str(&report->body));
    } else if (report->suites > 1) {
        print_counts(out, report->passed, report->failed, report->problems);
        pw_buf_print(out, " in %u files\n", report->suites);
    }
    pw_buf_drop(&report->body, out);
}
