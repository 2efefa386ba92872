#include "cli/reports.h"

#include "api/version.h"

#include <string.h>

static const pw_finding *finding_at(const pw_findings *findings, uint32_t i)
{
    return &pw_items(findings->list, const pw_finding)[i];
}

/* ---- GitHub ---- */

/* A property ends at a comma or colon, the whole at its line's end. */
static void put_escaped(pw_buf *b, pw_str text, bool property)
{
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '%' || c == '\n' || c == '\r' || (property && (c == ',' || c == ':')))
            pw_buf_puts(b, c == '%' ? "%25" : c == '\n' ? "%0A" : c == '\r' ? "%0D"
                                          : c == ','  ? "%2C" : "%3A");
        else
            pw_buf_putc(b, c);
    }
}

static void put_annotation(pw_buf *b, const pw_finding *f)
{
    static const char *const commands[] = {"notice", "warning", "error"};
    pw_place from = pw_source_place(&f->doc->source, f->diag->span.from);
    pw_place to = pw_source_place(&f->doc->source, f->diag->span.to);
    pw_buf_print(b, "::%s file=", commands[f->diag->severity]);
    put_escaped(b, f->doc->file, true);
    pw_buf_print(b, ",line=%u,endLine=%u,col=%u", from.line, to.line, from.column);
    if (from.line == to.line)
        pw_buf_print(b, ",endColumn=%u", to.column);
    pw_buf_print(b, ",title=%s %s::", pw_code_id(f->diag->code), pw_code_slug(f->diag->code));
    put_escaped(b, f->diag->message, false);
    if (f->diag->hint.len > 0)
        pw_buf_puts(b, "%0A");
    put_escaped(b, f->diag->hint, false);
    pw_buf_putc(b, '\n');
}

/* ---- SARIF ---- */

/* A file's name as a relative URI. */
static void put_uri(pw_json *j, pw_str name)
{
    static const char digits[] = "0123456789ABCDEF";
    pw_buf b = pw_buf_make(1u << 16);
    for (uint32_t i = 0; i < name.len; i++) {
        unsigned char c = (unsigned char)name.at[i];
        bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                     c == '/' || c == '.' || c == '-' || c == '_' || c == '~';
        if (!plain) {
            pw_buf_putc(&b, '%');
            pw_buf_putc(&b, digits[c >> 4]);
        }
        pw_buf_putc(&b, plain ? (char)c : digits[c & 15]);
    }
    pw_json_key(j, "artifactLocation");
    pw_json_open(j, '{');
    pw_json_put(j, "uri", pw_buf_str(&b));
    pw_json_close(j, '}');
    pw_buf_drop(&b, j->out);
}

static void put_text(pw_json *j, const char *key, pw_str text)
{
    pw_json_key(j, key);
    pw_json_open(j, '{');
    pw_json_put(j, "text", text);
    pw_json_close(j, '}');
}

static void put_region(pw_json *j, const char *key, const pw_document *doc, pw_span span)
{
    pw_place from = pw_source_place(&doc->source, span.from);
    pw_place to = pw_source_place(&doc->source, span.to);
    pw_json_key(j, key);
    pw_json_open(j, '{');
    pw_json_putn(j, "startLine", from.line);
    pw_json_putn(j, "startColumn", from.column);
    pw_json_putn(j, "endLine", to.line);
    pw_json_putn(j, "endColumn", to.column);
    pw_json_close(j, '}');
}

static void put_fix(pw_json *j, const pw_finding *f)
{
    pw_json_key(j, "fixes");
    pw_json_open(j, '[');
    pw_json_open(j, '{');
    pw_json_key(j, "artifactChanges");
    pw_json_open(j, '[');
    pw_json_open(j, '{');
    put_uri(j, f->doc->file);
    pw_json_key(j, "replacements");
    pw_json_open(j, '[');
    for (uint32_t i = 0; i < f->diag->repairs.count; i++) {
        const pw_repair *repair = &pw_items(f->diag->repairs, const pw_repair)[i];
        pw_json_open(j, '{');
        put_region(j, "deletedRegion", f->doc, repair->span);
        put_text(j, "insertedContent", repair->text);
        pw_json_close(j, '}');
    }
    pw_json_close(j, ']');
    pw_json_close(j, '}');
    pw_json_close(j, ']');
    pw_json_close(j, '}');
    pw_json_close(j, ']');
}

static const char *level_of(pw_severity severity)
{
    return severity == PW_INFO ? "note" : pw_severity_name(severity);
}

static void put_result(pw_json *j, const pw_finding *f)
{
    pw_buf text = pw_buf_make(1u << 16);
    pw_buf_put(&text, f->diag->message);
    if (f->diag->hint.len > 0)
        pw_buf_print(&text, "\n%R", f->diag->hint);
    pw_json_open(j, '{');
    pw_json_puts(j, "ruleId", pw_code_id(f->diag->code));
    pw_json_puts(j, "level", level_of(f->diag->severity));
    put_text(j, "message", pw_buf_str(&text));
    pw_buf_drop(&text, j->out);
    pw_json_key(j, "locations");
    pw_json_open(j, '[');
    pw_json_open(j, '{');
    pw_json_key(j, "physicalLocation");
    pw_json_open(j, '{');
    put_uri(j, f->doc->file);
    put_region(j, "region", f->doc, f->diag->span);
    pw_json_close(j, '}');
    pw_json_close(j, '}');
    pw_json_close(j, ']');
    if (f->diag->repairs.count > 0)
        put_fix(j, f);
    pw_json_close(j, '}');
}

/* The codes that occur, each once. */
static void put_rules(pw_json *j, const pw_findings *findings)
{
    bool seen[PW_CODE_COUNT] = {false};
    for (uint32_t i = 0; i < findings->list.count; i++)
        seen[finding_at(findings, i)->diag->code] = true;
    pw_json_key(j, "rules");
    pw_json_open(j, '[');
    for (int i = 0; i < PW_CODE_COUNT; i++) {
        if (!seen[i])
            continue;
        pw_json_open(j, '{');
        pw_json_puts(j, "id", pw_code_id((pw_code)i));
        pw_json_puts(j, "name", pw_code_slug((pw_code)i));
        pw_json_key(j, "defaultConfiguration");
        pw_json_open(j, '{');
        pw_json_puts(j, "level", level_of(pw_code_severity((pw_code)i)));
        pw_json_close(j, '}');
        pw_json_close(j, '}');
    }
    pw_json_close(j, ']');
}

static void put_run(pw_json *j, const pw_findings *findings)
{
    pw_json_open(j, '{');
    pw_json_key(j, "tool");
    pw_json_open(j, '{');
    pw_json_key(j, "driver");
    pw_json_open(j, '{');
    pw_json_puts(j, "name", "podwall");
    pw_json_puts(j, "version", pw_version());
    put_rules(j, findings);
    pw_json_close(j, '}');
    pw_json_close(j, '}');
    pw_json_puts(j, "columnKind", "unicodeCodePoints");
    pw_json_key(j, "results");
    pw_json_open(j, '[');
    for (uint32_t i = 0; i < findings->list.count; i++)
        put_result(j, finding_at(findings, i));
    pw_json_close(j, ']');
    pw_json_close(j, '}');
}

static void put_sarif(pw_buf *out, const pw_findings *findings)
{
    pw_json j = {.out = out};
    pw_json_open(&j, '{');
    pw_json_puts(&j, "$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    pw_json_puts(&j, "version", "2.1.0");
    pw_json_key(&j, "runs");
    pw_json_open(&j, '[');
    put_run(&j, findings);
    pw_json_close(&j, ']');
    pw_json_close(&j, '}');
    pw_buf_putc(out, '\n');
}

static void put_annotations(pw_buf *out, const pw_findings *findings)
{
    for (uint32_t i = 0; i < findings->list.count; i++)
        put_annotation(out, finding_at(findings, i));
}

pw_findings_writer *pw_report_find(const char *word)
{
    return strcmp(word, "sarif") == 0    ? put_sarif
           : strcmp(word, "github") == 0 ? put_annotations
                                         : NULL;
}
