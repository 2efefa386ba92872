#include "text/yaml.h"

#include "base/limits.h"
#include "base/utf8.h"
#include "text/build.h"

#include <string.h>
#include <yaml.h>

#define PIECE 512 /* bytes that kubectl's reader takes at once, and so finds no text in */

/* Characters that stand for others on the way through libyaml, which reads those differently
 * from go-yaml. No text has these: Unicode keeps them out of all texts. */
#define MARK "\xef\xbb\xbf"
#define SHOWN_MARK "\xef\xb7\x90"  /* a byte order mark inside of a text */
#define SHOWN_COLON "\xef\xb7\x91" /* a colon inside of a plain text */
#define SHOWN_SLASH "\xef\xb7\x92" /* the slash of a \\/, which go-yaml does not know */

typedef struct reader {
    yaml_parser_t parser;
    pw_builder build;
    const pw_source *source;
    pw_diags *d;
    uint32_t from;   /* the byte at which kubectl's document begins */
    uint32_t points; /* code points before it */
    uint32_t at;     /* bytes of it given to the parser */
    bool shown;      /* a character was given as another one */
    bool closed;     /* the end of its last line was given */
    bool ended;      /* the document is complete */
    bool marked;     /* by a line of ... */
} reader;

static uint32_t byte_of(const reader *r, yaml_mark_t mark)
{
    return pw_source_byte(r->source, (uint32_t)mark.index + r->points);
}

static pw_span span_of(const reader *r, const yaml_event_t *e)
{
    return (pw_span){byte_of(r, e->start_mark), byte_of(r, e->end_mark)};
}

/* libyaml's words, said so that a learner knows what to do. */
static const struct {
    const char *problem;
    const char *message;
    const char *hint;
} words[] = {
    {"mapping values are not allowed", "a \": \" stands where no key can be",
     "check the indentation of this line and the one above; quote text that holds \": \""},
    {"did not find expected key", "this line fits neither the list nor the mapping it stands in",
     "give it the same indentation as its siblings"},
    {"did not find expected '-' indicator", "a list item was expected here",
     "give it the same indentation as the other items, with a dash"},
    {"could not find expected ':'", "this line is neither \"key: value\" nor a list item",
     "add a colon and a space after the key, or a dash and a space before the item"},
    {"did not find expected ',' or ']'", "the list opened by [ is not closed", "add a comma or ]"},
    {"did not find expected ',' or '}'", "the mapping opened by { is not closed",
     "add a comma or }"},
    {"found unexpected end of stream", "the quoted text is not closed", "add the closing quote"},
    {"found unknown escape character", "this backslash begins no known escape",
     "double the backslash, or use single quotes"},
    {"block sequence entries are not allowed", "a list cannot begin here",
     "start the list on a line of its own under its key"},
    {"found undefined alias", "this alias refers to no anchor", ""},
    {"did not find expected node content", "a value was expected here", ""},
    {"control characters are not allowed", "this byte is a control character, not text", ""},
    {"did not find expected <document start>", "a directive or a second document begins here", ""},
};

static void explain(reader *r, const char *problem, uint32_t at)
{
    pw_str text = r->source->text;
    if (at < text.len && text.at[at] == '\t') {
        pw_buf_puts(&r->d->message, "a tab stands here; YAML is indented with spaces");
        pw_buf_puts(&r->d->hint, "replace the tab with spaces");
        return;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strncmp(problem, words[i].problem, strlen(words[i].problem)) == 0) {
            pw_buf_puts(&r->d->message, words[i].message);
            pw_buf_puts(&r->d->hint, words[i].hint);
            return;
        }
    pw_buf_print(&r->d->message, "%s", problem);
}

/* Whether kubectl's reader takes the character at `at` for text; its length. */
static bool is_text(pw_str text, uint32_t at, uint32_t *len)
{
    uint32_t point = 0;
    *len = pw_utf8_at(text, at, &point);
    return *len > 0 && (point >= 0xa0 || (point >= 0x20 && point < 0x7f) || point == '\t' ||
                        point == '\n' || point == '\r' || point == 0x85) &&
           point != 0xfffe && point != 0xffff;
}

/* The bytes that are no text. */
static pw_status fail_bytes(reader *r)
{
    pw_str text = r->source->text;
    uint32_t at = r->from, len;
    while (at < text.len && is_text(text, at, &len))
        at += len;
    pw_buf_print(&r->d->message, "this is not text: byte %S",
                 pw_str_part(text, at, at < text.len ? at + 1 : at));
    pw_buf_puts(&r->d->hint, "manifests are UTF-8 without control characters");
    pw_build_unread(&r->build);
    pw_buf_print(&r->d->server, "yaml: %s", r->parser.problem);
    return pw_build_fail(&r->build, PW_NOT_TEXT, (pw_span){at, at < text.len ? at + 1 : at});
}

/* libyaml takes %YAML 1.2 for granted and then misses the document; go-yaml stops before. */
static bool is_new_yaml(const reader *r)
{
    pw_str text = r->source->text;
    for (uint32_t at = r->from, len; at < text.len; at += len + 1) {
        pw_str line = pw_str_part(text, at, text.len);
        len = pw_str_find(line, '\n');
        line.len = len == PW_NONE ? line.len : len;
        if (pw_str_starts(line, "%YAML"))
            return pw_str_starts(pw_str_trim(pw_str_part(line, 5, line.len)), "1.2");
        if (len == PW_NONE)
            break;
    }
    return false;
}

/* go-yaml's count of lines. */
static void put_line(reader *r)
{
    const yaml_parser_t *p = &r->parser;
    size_t line = p->problem_mark.line;
    if (line > 0 && p->error == YAML_SCANNER_ERROR)
        line++;
    else if (line == 0)
        line = p->context_mark.line;
    pw_buf_puts(&r->d->server, "yaml: ");
    if (line > 0)
        pw_buf_print(&r->d->server, "line %u: ", (uint32_t)line);
}

static pw_status fail_parser(reader *r)
{
    const yaml_parser_t *p = &r->parser;
    if (p->error == YAML_MEMORY_ERROR)
        return PW_E_NOMEM;
    if (p->error == YAML_READER_ERROR)
        return fail_bytes(r);
    const char *problem = p->problem == NULL ? "this is not YAML" : p->problem;
    uint32_t at = byte_of(r, p->problem_mark);
    explain(r, problem, at);
    pw_build_unread(&r->build);
    if (strcmp(problem, "did not find expected <document start>") == 0 && is_new_yaml(r)) {
        pw_buf_puts(&r->d->server, "yaml: found incompatible YAML document");
    } else {
        put_line(r);
        pw_buf_puts(&r->d->server, problem);
    }
    uint32_t to = at < r->source->text.len ? at + 1 : at;
    return pw_build_fail(&r->build, PW_YAML_SYNTAX, (pw_span){at, to});
}

static pw_str name_of(const yaml_char_t *name)
{
    return name == NULL ? (pw_str){0} : pw_str_of((const char *)name);
}

/* Puts back the characters that were given as others. */
static void unmask(char *text, uint32_t *len)
{
    uint32_t to = 0;
    for (uint32_t at = 0; at < *len;) {
        pw_str rest = {text + at, *len - at};
        if (pw_str_starts(rest, SHOWN_COLON) || pw_str_starts(rest, SHOWN_SLASH)) {
            text[to++] = pw_str_starts(rest, SHOWN_COLON) ? ':' : '/';
            at += 3;
        } else if (pw_str_starts(rest, SHOWN_MARK)) {
            memcpy(text + to, MARK, 3);
            to += 3;
            at += 3;
        } else {
            text[to++] = text[at++];
        }
    }
    *len = to;
}

static pw_status on_scalar(reader *r, const yaml_event_t *e)
{
    pw_scalar scalar = {.tag = name_of(e->data.scalar.tag),
                        .anchor = name_of(e->data.scalar.anchor),
                        .span = span_of(r, e),
                        .plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE,
                        .implicit = e->data.scalar.plain_implicit != 0};
    char *value = (char *)e->data.scalar.value;
    uint32_t len = (uint32_t)e->data.scalar.length;
    if (r->shown)
        unmask(value, &len);
    scalar.value = (pw_str){value, len};
    return pw_build_scalar(&r->build, &scalar);
}

static pw_status on_event(reader *r, const yaml_event_t *e)
{
    pw_builder *b = &r->build;
    switch (e->type) {
    case YAML_SCALAR_EVENT: return on_scalar(r, e);
    case YAML_ALIAS_EVENT:
        return pw_build_alias(b, name_of(e->data.alias.anchor), span_of(r, e));
    case YAML_SEQUENCE_START_EVENT:
        return pw_build_open(b, PW_LIST, name_of(e->data.sequence_start.anchor), span_of(r, e),
                             e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
    case YAML_MAPPING_START_EVENT:
        return pw_build_open(b, PW_MAP, name_of(e->data.mapping_start.anchor), span_of(r, e),
                             e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return pw_build_close(b, byte_of(r, e->end_mark));
    case YAML_DOCUMENT_END_EVENT: r->marked = !e->data.document_end.implicit; /* fall through */
    case YAML_STREAM_END_EVENT: r->ended = true; return PW_OK;
    default: return PW_OK;
    }
}

static pw_status read_events(reader *r)
{
    while (!r->ended && !r->build.broken) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event))
            return fail_parser(r);
        pw_status status = on_event(r, &event);
        yaml_event_delete(&event);
        PW_TRY(status);
    }
    return PW_OK;
}

/* What follows a line of ... is never read by kubectl, be it YAML or not; saying nothing would
 * lose it in silence. */
static pw_status check_rest(reader *r)
{
    yaml_event_t event;
    uint32_t at;
    if (r->build.broken || r->build.root == NULL)
        return PW_OK;
    if (yaml_parser_parse(&r->parser, &event)) {
        bool end = event.type == YAML_STREAM_END_EVENT;
        at = byte_of(r, event.start_mark);
        yaml_event_delete(&event);
        if (end)
            return PW_OK;
    } else {
        if (r->parser.error == YAML_MEMORY_ERROR)
            return PW_E_NOMEM;
        at = byte_of(r, r->parser.error == YAML_READER_ERROR ? r->parser.mark
                                                             : r->parser.problem_mark);
    }
    pw_buf_puts(&r->d->message, "the document ends before this; what follows is not read");
    pw_buf_puts(&r->d->hint, "begin a new document with a line of ---");
    return pw_diags_add(r->d, PW_TEXT_AFTER, (pw_span){at, at + 1}, PW_STR(""));
}

/* Whether the colon at `at` is part of a plain text in brackets: it follows a letter and stands
 * before a bracket or a comma. libyaml wants a value there. */
static bool is_inner_colon(pw_str text, uint32_t at)
{
    return at > 0 && at + 1 < text.len && memchr(",?[]{}", text.at[at + 1], 6) != NULL &&
           memchr(" \t\r\n\"'[]{},:*&", text.at[at - 1], 14) == NULL;
}

/* Whether the slash at `at` follows a backslash that is none itself. */
static bool is_escaped(pw_str text, uint32_t at)
{
    uint32_t count = 0;
    while (count < at && text.at[at - 1 - count] == '\\')
        count++;
    return count % 2 == 1;
}

/* How many bytes from `at` on are never given as others: most of them. */
static uint32_t count_plain(pw_str text, uint32_t at, uint32_t end)
{
    uint32_t from = at;
    for (; at < end; at++) {
        char c = text.at[at];
        if (c == ':' || c == '/' || c == '\xef' || c == '\r')
            break;
    }
    return at - from;
}

/* What is given for the character at `at`, if it is given as another one; its length in *len. */
static const char *mask(pw_str text, uint32_t at, uint32_t *len)
{
    char c = text.at[at];
    *len = 1;
    if (c == ':' && is_inner_colon(text, at))
        return SHOWN_COLON;
    if (c == '/' && is_escaped(text, at))
        return SHOWN_SLASH;
    if (c == '\xef' && pw_str_starts(pw_str_part(text, at, text.len), MARK)) {
        *len = 3;
        return SHOWN_MARK;
    }
    /* kubectl takes the CR off a line end, and libyaml would see two ends in what is left. */
    if (c == '\r' && pw_str_starts(pw_str_part(text, at, text.len), "\r\r\n"))
        return " ";
    return NULL;
}

/* Gives the text as kubectl's reader does: piece by piece, so that a byte that is no text is met
 * no earlier, and with the end of its last line. */
static int give(void *context, unsigned char *to, size_t size, size_t *given)
{
    reader *r = context;
    pw_str text = pw_str_part(r->source->text, r->from, r->source->text.len);
    uint32_t end = text.len - r->at > PIECE ? r->at + PIECE : text.len, len;
    *given = 0;
    while (r->at < end && *given + 3 <= size) {
        uint32_t room = end - r->at < size - *given ? end - r->at : (uint32_t)(size - *given);
        uint32_t put = len = count_plain(text, r->at, r->at + room);
        const char *other = put > 0 ? NULL : mask(text, r->at, &len);
        if (put == 0)
            put = other == NULL ? 1 : (uint32_t)strlen(other);
        memcpy(to + *given, other == NULL ? text.at + r->at : other, put);
        r->shown = r->shown || other != NULL;
        *given += put;
        r->at += len;
    }
    if (*given == 0 && !r->closed && (text.len == 0 || text.at[text.len - 1] != '\n')) {
        r->closed = true;
        to[(*given)++] = '\n';
    }
    return 1;
}

static pw_status read_text(reader *r)
{
    if (!yaml_parser_initialize(&r->parser))
        return PW_E_NOMEM;
    yaml_parser_set_encoding(&r->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input(&r->parser, give, r);
    pw_status status = read_events(r);
    if (status == PW_OK)
        status = pw_build_end(&r->build);
    if (status == PW_OK)
        status = check_rest(r);
    if (status == PW_OK)
        status = pw_build_tell(&r->build);
    yaml_parser_delete(&r->parser);
    return status;
}

static pw_status check_lines(reader *r)
{
    pw_str text = r->source->text;
    for (uint32_t from = 0; text.len - from > PW_MAX_LINE;) {
        uint32_t len = pw_str_find(pw_str_part(text, from, from + PW_MAX_LINE), '\n');
        if (len == PW_NONE) {
            pw_buf_puts(&r->d->message, "this line is over 1 MB long; this is no manifest");
            return pw_build_fail(&r->build, PW_TOO_LARGE, (pw_span){from, from + 1});
        }
        from += len + 1;
    }
    return PW_OK;
}

pw_status pw_yaml_read(const pw_source *source, uint32_t from, pw_arena *nodes, pw_arena *texts,
                       pw_diags *d, pw_node **root)
{
    pw_frame stack[PW_MAX_NESTING];
    reader r = {.source = source, .d = d};
    *root = NULL;
    if (pw_str_starts(pw_str_part(source->text, from, source->text.len), MARK))
        from += 3;
    r.from = from;
    r.build = (pw_builder){.source = source, .start = from, .nodes = nodes, .texts = texts,
                           .d = d, .stack = stack, .steps = 1};
    for (uint32_t at = 0; at < from; at++)
        r.points += ((unsigned char)source->text.at[at] & 0xc0) != 0x80;
    PW_TRY(check_lines(&r));
    if (!r.build.broken)
        PW_TRY(read_text(&r));
    if (!r.build.broken)
        *root = r.build.root;
    return PW_OK;
}

uint64_t pw_yaml_scan(pw_str text)
{
    yaml_parser_t parser;
    yaml_token_t token;
    uint64_t tokens = 0;
    bool end = false;
    if (!yaml_parser_initialize(&parser))
        return 0;
    yaml_parser_set_input_string(&parser, (const unsigned char *)text.at, text.len);
    while (!end && yaml_parser_scan(&parser, &token)) {
        tokens++;
        end = token.type == YAML_STREAM_END_TOKEN;
        yaml_token_delete(&token);
    }
    yaml_parser_delete(&parser);
    return tokens;
}
