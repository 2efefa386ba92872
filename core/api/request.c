#include "api/request.h"

#include "base/limits.h"
#include "text/json.h"
#include "text/scalar.h"

#include <stddef.h>

static const char *const verbs[] = {"load",  "check", "can",    "verdicts", "matrix", "ends",
                                    "dump",  "about", "dashes", "grade",    "flows",  "changes",
                                    "words", "stored", "complete", "hover", "format",
                                    "fix"};
static const char *const formats[] = {"json", "text", "csv", "md"};
static const char *const stages[] = {"tree", "objects", "classes", "index"};

static bool read_word(pw_str word, const char *const *words, int count, int *number)
{
    for (*number = 0; *number < count; (*number)++)
        if (pw_str_is(word, words[*number]))
            return true;
    return false;
}

const char *pw_verb_name(pw_verb verb)
{
    return verbs[verb];
}

bool pw_verb_read(pw_str word, pw_verb *verb)
{
    int number;
    bool found = read_word(word, verbs, PW_VERBS, &number);
    *verb = (pw_verb)number;
    return found;
}

bool pw_stage_read(pw_str word, pw_stage *stage)
{
    int number;
    bool found = read_word(word, stages, 4, &number);
    *stage = (pw_stage)number;
    return found;
}

bool pw_format_read(pw_str word, pw_format *format)
{
    int number;
    bool found = read_word(word, formats, 4, &number);
    *format = (pw_format)number;
    return found;
}

pw_request pw_request_make(pw_verb verb)
{
    return (pw_request){.verb = verb, .snapshot = PW_STR("main"), .assume = pw_assume_default(),
                        .fail_on = PW_ERROR};
}

/* ---- failing ---- */

typedef struct reader {
    pw_arena *arena;
    pw_request *r;
    pw_str *problem;
} reader;

static pw_status refuse(pw_arena *arena, pw_str *problem, const char *what, pw_str about)
{
    PW_TRY(pw_print_text(arena, problem, what, about));
    return PW_E_REQUEST;
}

static pw_status wants(const reader *r, const pw_node *node, const char *type)
{
    PW_TRY(pw_print_text(r->arena, r->problem, "%q must be %s", node->key, type));
    return PW_E_REQUEST;
}

static pw_status read_text(const reader *r, const pw_node *node, pw_str *text)
{
    if (node->kind != PW_TEXT)
        return wants(r, node, "text");
    *text = node->text;
    return PW_OK;
}

static pw_status read_flag(const reader *r, const pw_node *node, bool *flag)
{
    if (node->kind != PW_BOOL)
        return wants(r, node, "true or false");
    *flag = pw_scalar_bool(node->text);
    return PW_OK;
}

/* ---- probes ---- */

static pw_status add_probe(pw_arena *arena, pw_request *r, pw_probe probe)
{
    if (r->probes.count == PW_MAX_PROBES)
        return PW_E_LIMIT;
    pw_probe *slot = pw_push(&r->probes, arena, pw_probe);
    PW_NEED(slot);
    *slot = probe;
    return PW_OK;
}

static pw_str next_part(pw_str *rest, char separator)
{
    uint32_t at = pw_str_find(*rest, separator);
    pw_str part = at == PW_NONE ? *rest : pw_str_part(*rest, 0, at);
    *rest = at == PW_NONE ? (pw_str){rest->at, 0}
                          : pw_str_part(*rest, at + 1, rest->len);
    return part;
}

static pw_str strip_return(pw_str line)
{
    if (line.len > 0 && line.at[line.len - 1] == '\r')
        line.len--;
    return line;
}

/* Where the four columns stand in the header; PW_NONE for one that is missing. */
static void read_header(pw_str line, uint32_t *columns)
{
    static const char *const names[] = {"from", "to", "port", "protocol"};
    for (int i = 0; i < 4; i++)
        columns[i] = PW_NONE;
    for (uint32_t at = 0; line.len > 0; at++) {
        pw_str name = next_part(&line, '\t');
        for (int i = 0; i < 4; i++)
            if (pw_str_is(name, names[i]))
                columns[i] = at;
    }
}

static pw_probe read_row(pw_str line, const uint32_t *columns, uint32_t number)
{
    pw_str fields[4] = {PW_STR(""), PW_STR(""), PW_STR(""), PW_STR("TCP")};
    for (uint32_t at = 0; line.len > 0; at++) {
        pw_str value = next_part(&line, '\t');
        for (int i = 0; i < 4; i++)
            if (columns[i] == at)
                fields[i] = value;
    }
    return (pw_probe){fields[0], fields[1], fields[2], fields[3], number};
}

pw_status pw_request_tsv(pw_arena *arena, pw_str tsv, pw_request *r, pw_str *problem)
{
    uint32_t columns[4], line = 1;
    read_header(strip_return(next_part(&tsv, '\n')), columns);
    if (columns[0] == PW_NONE || columns[1] == PW_NONE || columns[2] == PW_NONE)
        return refuse(arena, problem, "the probes need a header line with the columns %S, "
                      "separated by tabs", PW_STR("from, to, port and protocol"));
    while (tsv.len > 0) {
        pw_str row = strip_return(next_part(&tsv, '\n'));
        line++;
        if (row.len > 0)
            PW_TRY(add_probe(arena, r, read_row(row, columns, line)));
    }
    return PW_OK;
}

static pw_status read_probes(const reader *r, const pw_node *list)
{
    uint32_t number = 0;
    if (list->kind != PW_LIST)
        return wants(r, list, "a list of [from, to, port, protocol]");
    for (const pw_node *item = list->first; item != NULL; item = item->next) {
        const pw_node *from = item->kind == PW_LIST ? item->first : NULL;
        const pw_node *to = from == NULL ? NULL : from->next;
        const pw_node *port = to == NULL ? NULL : to->next;
        const pw_node *protocol = port == NULL ? NULL : port->next;
        if (port == NULL)
            return wants(r, list, "a list of [from, to, port, protocol]");
        pw_probe probe = {from->text, to->text, port->text,
                          protocol == NULL ? PW_STR("TCP") : protocol->text, ++number};
        PW_TRY(add_probe(r->arena, r->r, probe));
    }
    return PW_OK;
}

/* ---- files ---- */

static pw_status read_file(const reader *r, const pw_node *item)
{
    const pw_node *name = pw_node_get(item, "name"), *text = pw_node_get(item, "text");
    if (name == NULL || text == NULL || name->kind != PW_TEXT ||
        (text->kind != PW_TEXT && text->kind != PW_NULL))
        return refuse(r->arena, r->problem, "each of %q needs a name and a text",
                      PW_STR("files"));
    pw_request_file *file = pw_push(&r->r->files, r->arena, pw_request_file);
    PW_NEED(file);
    *file = (pw_request_file){name->text, text->text, text->kind == PW_NULL};
    return PW_OK;
}

static pw_status read_files(const reader *r, const pw_node *list)
{
    if (list->kind != PW_LIST)
        return wants(r, list, "a list");
    r->r->has_files = true;
    for (const pw_node *item = list->first; item != NULL; item = item->next)
        PW_TRY(read_file(r, item));
    return PW_OK;
}

static pw_status read_edit(const reader *r, const pw_node *node)
{
    const pw_node *file = pw_node_get(node, "file"), *text = pw_node_get(node, "text");
    const pw_node *document = pw_node_get(node, "document");
    int64_t number;
    if (file == NULL || text == NULL || document == NULL || file->kind != PW_TEXT ||
        text->kind != PW_TEXT || !pw_scalar_int(document->text, &number) || number < 0 ||
        number > PW_MAX_DOCUMENTS)
        return wants(r, node, "{\"file\", \"document\", \"text\"}");
    r->r->edit = (pw_edit){true, file->text, (uint32_t)number, text->text};
    return PW_OK;
}

static pw_status read_assume(const reader *r, const pw_node *node)
{
    if (node->kind != PW_MAP)
        return wants(r, node, "a mapping");
    for (const pw_node *item = node->first; item != NULL; item = item->next) {
        bool value = false;
        PW_TRY(read_flag(r, item, &value));
        if (!pw_assume_set(&r->r->assume, item->key, value))
            return refuse(r->arena, r->problem, "there is no assumption %q", item->key);
    }
    return PW_OK;
}

/* ---- the keys of a request ---- */

static pw_status read_schema(const reader *r, const pw_node *node)
{
    if (pw_str_is(node->text, "1"))
        return PW_OK;
    return refuse(r->arena, r->problem, "schema %S is not known; this is schema 1", node->text);
}

static pw_status read_verb(const reader *r, const pw_node *node)
{
    return pw_verb_read(node->text, &r->r->verb)
               ? PW_OK
               : refuse(r->arena, r->problem, "%q is nothing podwall does", node->text);
}

static pw_status read_format(const reader *r, const pw_node *node)
{
    return pw_format_read(node->text, &r->r->format)
               ? PW_OK
               : refuse(r->arena, r->problem, "%q is no form of answer", node->text);
}

static pw_status read_port(const reader *r, const pw_node *node)
{
    pw_protocol protocol = r->r->port.protocol;
    PW_TRY(pw_asked_port_read(r->arena, node->text, &r->r->port, r->problem));
    if (pw_str_find(node->text, '/') == PW_NONE)
        r->r->port.protocol = protocol;
    return PW_OK;
}

static pw_status read_protocol(const reader *r, const pw_node *node)
{
    return pw_protocol_read(node->text, &r->r->port.protocol)
               ? PW_OK
               : refuse(r->arena, r->problem, "%q is no protocol: write TCP, UDP or SCTP",
                        node->text);
}

static pw_status read_by(const reader *r, const pw_node *node)
{
    return pw_by_read(node->text, &r->r->by)
               ? PW_OK
               : refuse(r->arena, r->problem, "%q is no grouping: pod, workload or namespace",
                        node->text);
}

static pw_status read_stage(const reader *r, const pw_node *node)
{
    return pw_stage_read(node->text, &r->r->stage)
               ? PW_OK
               : refuse(r->arena, r->problem, "%q is no stage: tree, objects, classes or index",
                        node->text);
}

static pw_status read_tsv(const reader *r, const pw_node *node)
{
    return pw_request_tsv(r->arena, node->text, r->r, r->problem);
}

static pw_status read_at(const reader *r, const pw_node *node)
{
    return pw_str_number(node->text, UINT32_MAX - 1, &r->r->at)
               ? PW_OK
               : wants(r, node, "a number of UTF-16 units");
}

static pw_status read_fail_on(const reader *r, const pw_node *node)
{
    return pw_severity_read(node->text, &r->r->fail_on)
               ? PW_OK
               : wants(r, node, "error, warning or info");
}

static const struct {
    const char *key;
    pw_status (*read)(const reader *r, const pw_node *node);
} keys[] = {
    {"schema", read_schema},     {"do", read_verb},
    {"files", read_files},       {"edit", read_edit},
    {"assume", read_assume},     {"as", read_format},
    {"port", read_port},         {"protocol", read_protocol},
    {"probes", read_probes},     {"tsv", read_tsv},
    {"by", read_by},             {"stage", read_stage},
    {"failOn", read_fail_on},    {"at", read_at},
};

/* Keys whose value is kept as it is. */
static const struct {
    const char *key;
    bool flag; /* true or false; else text */
    size_t at; /* in pw_request */
} kept[] = {
    {"snapshot", false, offsetof(pw_request, snapshot)},
    {"since", false, offsetof(pw_request, since)},
    {"from", false, offsetof(pw_request, from)},
    {"to", false, offsetof(pw_request, to)},
    {"file", false, offsetof(pw_request, file)},
    {"expect", false, offsetof(pw_request, expect)},
    {"keep", true, offsetof(pw_request, keep)},
    {"color", true, offsetof(pw_request, color)},
    {"asKubectl", true, offsetof(pw_request, as_kubectl)},
    {"code", false, offsetof(pw_request, code)},
    {"connections", true, offsetof(pw_request, connections)},
};

static pw_status read_key(const reader *r, const pw_node *node)
{
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (pw_str_is(node->key, keys[i].key))
            return keys[i].read(r, node);
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (pw_str_is(node->key, kept[i].key)) {
            void *at = (char *)r->r + kept[i].at;
            return kept[i].flag ? read_flag(r, node, at) : read_text(r, node, at);
        }
    return refuse(r->arena, r->problem, "a request has no key %q", node->key);
}

pw_status pw_request_read(pw_arena *arena, pw_str json, pw_request *request, pw_str *problem)
{
    pw_diags d = pw_diags_make(arena, 1);
    pw_source source = {.text = json};
    pw_node *root = NULL;
    uint32_t at = 0;
    reader r = {arena, request, problem};
    *request = pw_request_make(PW_VERBS);
    pw_status status = pw_json_read(&source, &at, arena, arena, &d, &root);
    PW_TRY(pw_diags_done(&d, status));
    if (d.list.count > 0)
        return refuse(arena, problem, "%R", pw_items(d.list, const pw_diag)->message);
    if (root == NULL || root->kind != PW_MAP || pw_json_skip(json, at) < json.len)
        return refuse(arena, problem, "%S", PW_STR("a request is one JSON object"));
    for (const pw_node *node = root->first; node != NULL; node = node->next)
        PW_TRY(read_key(&r, node));
    if (request->verb == PW_VERBS)
        return refuse(arena, problem, "%q is missing: it says what to do", PW_STR("do"));
    return PW_OK;
}
