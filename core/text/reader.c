#include "text/reader.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "text/json.h"
#include "text/scan.h"
#include "text/yaml.h"

#include <string.h>

static bool is_separator(pw_str text, uint32_t at)
{
    return text.len - at >= 3 && memcmp(text.at + at, "---", 3) == 0;
}

static uint32_t line_end(pw_str text, uint32_t at)
{
    uint32_t line = pw_str_find(pw_str_part(text, at, text.len), '\n');
    return line == PW_NONE ? text.len : at + line + 1;
}

bool pw_reader_next(pw_str text, bool later, uint32_t *at, pw_str *document)
{
    uint32_t from = *at, end = from;
    if (from >= text.len)
        return false;
    /* The line that ends a document is gone; one that follows it at once belongs to the next. */
    if ((later || from > 0) && is_separator(text, from))
        end = line_end(text, from);
    do
        end = line_end(text, end);
    while (end < text.len && !is_separator(text, end));
    *document = pw_str_part(text, from, end);
    *at = end;
    return true;
}

/* The white space of Go's strings.TrimSpace at `at`: its length, or 0. */
static uint32_t space_at(pw_str text, uint32_t at)
{
    uint32_t point, len = pw_utf8_at(text, at, &point);
    bool space = (point >= 9 && point <= 13) || point == ' ' || point == 0x85 || point == 0xa0 ||
                 point == 0x1680 || (point >= 0x2000 && point <= 0x200a) || point == 0x2028 ||
                 point == 0x2029 || point == 0x202f || point == 0x205f || point == 0x3000;
    return len > 0 && space ? len : 0;
}

static uint32_t skip_space(pw_str text, uint32_t at)
{
    for (uint32_t len; at < text.len && (len = space_at(text, at)) > 0;)
        at += len;
    return at;
}

static pw_str trim(pw_str text)
{
    uint32_t end = 0, at = skip_space(text, 0);
    text = pw_str_part(text, at, text.len);
    for (at = 0; at < text.len; at = skip_space(text, end)) {
        while (at < text.len && space_at(text, at) == 0)
            at++;
        end = at;
    }
    return pw_str_part(text, 0, end);
}

/* What follows --- on its line must be a comment. */
static pw_status check_separator(const pw_source *source, pw_diags *d, uint32_t from, bool *good)
{
    pw_str text = source->text;
    pw_str rest = trim(pw_str_part(text, from + 3, line_end(text, from)));
    if (rest.len == 0 || rest.at[0] == '#')
        return PW_OK;
    *good = false;
    uint32_t at = (uint32_t)(rest.at - text.at);
    pw_buf_puts(&d->message, "a line that begins with --- only separates documents");
    pw_buf_puts(&d->hint, "move what follows --- to a line of its own");
    d->says = PW_SAYS_UNREAD;
    pw_buf_print(&d->server, "invalid Yaml document separator: %R", rest);
    return pw_diags_add(d, PW_BAD_SEPARATOR, (pw_span){at, at + rest.len}, PW_STR(""));
}

/* Where kubectl's document begins: behind the line that ended the one before. */
static pw_status find_start(const pw_source *source, pw_diags *d, uint32_t *from, bool *good)
{
    *from = 0;
    *good = true;
    if (!is_separator(source->text, 0))
        return PW_OK;
    PW_TRY(check_separator(source, d, 0, good));
    if (!source->later || !*good)
        return PW_OK;
    *from = line_end(source->text, 0);
    return is_separator(source->text, *from) ? check_separator(source, d, *from, good) : PW_OK;
}

static pw_status keep_root(pw_vec *roots, pw_arena *nodes, pw_node *root)
{
    pw_node **slot = pw_push(roots, nodes, pw_node *);
    PW_NEED(slot);
    *slot = root;
    return PW_OK;
}

/* Nothing but blanks and line ends; a tab is more to YAML. */
static bool is_blank(pw_str text, uint32_t at)
{
    while (at < text.len && memchr(" \r\n", text.at[at], 3) != NULL)
        at++;
    return at == text.len;
}

static pw_status read_yaml(const pw_source *source, uint32_t from, pw_arena *nodes,
                           pw_arena *texts, pw_diags *d, pw_vec *roots)
{
    pw_node *root = NULL;
    if (is_blank(source->text, from))
        return PW_OK;
    PW_TRY(pw_yaml_read(source, from, nodes, texts, d, &root));
    return root == NULL || root->kind == PW_NULL ? PW_OK : keep_root(roots, nodes, root);
}

/* A stream of JSON values, as far as it is one. */
typedef struct stream {
    uint32_t values;
    uint32_t at;  /* behind the last of them */
    uint32_t bad; /* where it is none any more */
    pw_scanned end;
    pw_buf why;
} stream;

static pw_status read_values(const pw_source *source, pw_arena *nodes, pw_arena *texts,
                             pw_diags *d, pw_vec *roots, stream *s)
{
    for (;;) {
        pw_node *root = NULL;
        s->bad = s->at;
        s->end = pw_scan_json(source->text, &s->bad, &s->why);
        if (s->end != PW_SCAN_VALUE)
            return PW_OK;
        PW_TRY(pw_json_read_scanned(source, (pw_span){s->at, s->bad}, nodes, texts, d, &root));
        if (root != NULL && root->kind != PW_NULL)
            PW_TRY(keep_root(roots, nodes, root));
        s->at = s->bad;
        s->values++;
    }
}

/* Go's words about the end of a stream. Where YAML was tried after it they have the place. */
static void put_words(pw_buf *b, const stream *s)
{
    if (s->end == PW_SCAN_OPEN)
        pw_buf_puts(b, "unexpected EOF");
    else if (s->values > 1)
        pw_buf_print(b, "%R", pw_buf_str(&s->why));
    else
        pw_buf_print(b, "json: offset %u: %R", s->bad + 1, pw_buf_str(&s->why));
}

static pw_status fail_stream(const pw_source *source, pw_diags *d, const stream *s)
{
    uint32_t to = s->bad < source->text.len ? s->bad + 1 : s->bad;
    if (s->end == PW_SCAN_TOO_DEEP) {
        pw_buf_print(&d->message, "lists and mappings are nested more than %u deep",
                     (uint32_t)PW_MAX_NESTING);
        return pw_diags_add(d, PW_TOO_DEEP, (pw_span){s->bad, to}, PW_STR(""));
    }
    pw_buf_puts(&d->message, s->end == PW_SCAN_OPEN ? "the text ends before this JSON does"
                                                    : "this is neither JSON nor YAML");
    d->says = PW_SAYS_UNREAD;
    put_words(&d->server, s);
    return pw_diags_add(d, PW_YAML_SYNTAX, (pw_span){s->bad, to}, PW_STR(""));
}

/* Of a text that is neither JSON nor YAML, kubectl tells what is wrong with the JSON. */
static pw_status use_words(pw_diags *d, uint32_t first, const stream *s)
{
    for (uint32_t i = first; i < d->list.count; i++) {
        pw_diag *diag = &pw_items(d->list, pw_diag)[i];
        if (diag->says != PW_SAYS_UNREAD)
            continue;
        put_words(&d->server, s);
        diag->server = pw_str_copy(d->arena, pw_buf_str(&d->server));
        pw_buf_clear(&d->server);
        PW_NEED(diag->server.at);
    }
    return PW_OK;
}

/* Where kubectl goes on with YAML: behind white space up to the end of the line. It looks at four
 * bytes at once, and gives up when they are not there. */
static bool find_yaml(pw_str text, uint32_t *at)
{
    for (uint32_t len; text.len - *at >= 4; *at += len) {
        len = space_at(text, *at);
        if (len == 0 || text.at[*at] == '\n') {
            *at += len;
            return true;
        }
    }
    return false;
}

static pw_status read_json(const pw_source *source, pw_arena *nodes, pw_arena *texts, pw_diags *d,
                           pw_vec *roots)
{
    stream s = {.why = pw_buf_make(128)};
    uint32_t first = d->list.count;
    pw_status status = read_values(source, nodes, texts, d, roots, &s);
    if (status == PW_OK && s.end != PW_SCAN_NOTHING) {
        if (s.values > 1 || s.end == PW_SCAN_TOO_DEEP || !find_yaml(source->text, &s.at))
            status = fail_stream(source, d, &s);
        else
            status = read_yaml(source, s.at, nodes, texts, d, roots);
        if (status == PW_OK)
            status = use_words(d, first, &s);
    }
    if (status == PW_OK && s.why.status == PW_E_NOMEM)
        status = PW_E_NOMEM;
    pw_buf_free(&s.why);
    return status;
}

/* kubectl looks for the brace in its first 4 KB. */
static bool may_be_json(const pw_source *source)
{
    uint32_t at = source->later ? 0 : skip_space(source->text, 0);
    return !source->later && at < source->text.len && at < 4096 && source->text.at[at] == '{';
}

pw_status pw_reader_read(const pw_source *source, pw_arena *nodes, pw_arena *texts, pw_diags *d,
                         pw_vec *roots)
{
    uint32_t from;
    bool good;
    if (may_be_json(source))
        return read_json(source, nodes, texts, d, roots);
    PW_TRY(find_start(source, d, &from, &good));
    return good ? read_yaml(source, from, nodes, texts, d, roots) : PW_OK;
}
