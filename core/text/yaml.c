#include "text/yaml.h"

#include "base/limits.h"
#include "base/table.h"
#include "base/vec.h"
#include "text/scalar.h"

#include <string.h>
#include <yaml.h>

/* A map or list that is being filled. */
typedef struct frame {
    pw_node *node;
    pw_node *last;
    pw_str anchor;   /* its name, if others may refer to it */
    uint32_t nodes;  /* nodes read before it */
    bool has_key;    /* a key was read and waits for its value */
    pw_node key;     /* carries key, key_span and merge of the value to come */
} frame;

typedef struct anchor {
    pw_str name;
    const pw_node *node;
    uint32_t nodes; /* it and what is in it */
} anchor;

typedef struct reader {
    yaml_parser_t parser;
    const pw_source *source;
    pw_arena *nodes;
    pw_arena *texts;
    pw_diags *d;
    frame stack[PW_MAX_NESTING];
    uint32_t depth;
    uint32_t count; /* nodes so far, aliases expanded */
    pw_vec anchors;
    pw_node *root;
    bool ended;  /* the document is complete */
    bool marked; /* by a line of ... */
    bool broken; /* a diagnostic was written; reading stops */
} reader;

static uint32_t byte_of(const reader *r, yaml_mark_t mark)
{
    return pw_source_byte(r->source, (uint32_t)mark.index);
}

static pw_span span_of(const reader *r, const yaml_event_t *e)
{
    return (pw_span){byte_of(r, e->start_mark), byte_of(r, e->end_mark)};
}

static pw_status fail(reader *r, pw_code code, pw_span span)
{
    r->broken = true;
    return pw_diags_add(r->d, code, span, PW_STR(""));
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

/* The reader's bytes that are not UTF-8, or no text at all. */
static pw_status fail_bytes(reader *r)
{
    uint32_t at = (uint32_t)r->parser.problem_offset;
    pw_str text = r->source->text;
    at = at < text.len ? at : text.len;
    pw_buf_print(&r->d->message, "this is not text: byte %S",
                 pw_str_part(text, at, at < text.len ? at + 1 : at));
    pw_buf_puts(&r->d->hint, "manifests are UTF-8 without control characters");
    return fail(r, PW_NOT_TEXT, (pw_span){at, at < text.len ? at + 1 : at});
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
    return fail(r, PW_YAML_SYNTAX, (pw_span){at, at < r->source->text.len ? at + 1 : at});
}

static pw_status count_nodes(reader *r, uint32_t more, pw_span span)
{
    if (more > PW_MAX_NODES - r->count) {
        pw_buf_print(&r->d->message, "this document holds more than %u values",
                     (uint32_t)PW_MAX_NODES);
        return fail(r, PW_TOO_LARGE, span);
    }
    r->count += more;
    return PW_OK;
}

/* The decoded text of a scalar: a slice of the source where it stands there as it is. */
static pw_status scalar_text(reader *r, const yaml_event_t *e, pw_span span, pw_str *text)
{
    pw_str value = {(const char *)e->data.scalar.value, (uint32_t)e->data.scalar.length};
    uint32_t quote = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE ? 0 : 1;
    if (span.to - span.from == value.len + 2 * quote) {
        *text = pw_str_part(r->source->text, span.from + quote, span.to - quote);
        if (pw_str_same(*text, value))
            return PW_OK;
    }
    *text = pw_str_copy(r->texts, value);
    return text->at == NULL ? PW_E_NOMEM : PW_OK;
}

static pw_kind scalar_kind(const yaml_event_t *e, pw_str text)
{
    const char *tag = (const char *)e->data.scalar.tag;
    if (tag == NULL)
        return e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE ? pw_scalar_kind(text) : PW_TEXT;
    if (strcmp(tag, YAML_INT_TAG) == 0 || strcmp(tag, YAML_BOOL_TAG) == 0 ||
        strcmp(tag, YAML_FLOAT_TAG) == 0 || strcmp(tag, YAML_NULL_TAG) == 0)
        return pw_scalar_kind(text);
    return PW_TEXT;
}

/* Makes `key` of a scalar: Kubernetes turns true into "true" and 0x10 into "16". */
static pw_status take_key(reader *r, frame *f, const pw_node *scalar)
{
    f->has_key = true;
    f->key = (pw_node){.key = scalar->text, .key_span = scalar->span};
    int64_t number;
    if (scalar->kind == PW_NULL) {
        pw_buf_puts(&r->d->message, "this key is null; a key must be text");
        pw_buf_puts(&r->d->hint, "write the key, or put it between quotes");
        return fail(r, PW_BAD_KEY, scalar->span);
    }
    if (scalar->kind == PW_BOOL)
        f->key.key = pw_scalar_bool(scalar->text) ? PW_STR("true") : PW_STR("false");
    if (scalar->kind == PW_INT && pw_scalar_int(scalar->text, &number)) {
        pw_buf digits = pw_buf_make(32);
        if (number < 0)
            pw_buf_putc(&digits, '-');
        pw_buf_number(&digits, number < 0 ? 0 - (uint64_t)number : (uint64_t)number);
        PW_TRY(pw_buf_keep(&digits, r->texts, &f->key.key));
    }
    f->key.merge = !scalar->quoted && pw_str_is(scalar->text, "<<");
    return PW_OK;
}

/* Puts `node` where it belongs: at the top, under a key, or at the end of a list. */
static void place(reader *r, pw_node *node)
{
    if (r->depth == 0) {
        r->root = node;
        return;
    }
    frame *f = &r->stack[r->depth - 1];
    node->key = f->key.key;
    node->key_span = f->key.key_span;
    node->merge = f->key.merge;
    f->has_key = false;
    if (f->last == NULL)
        f->node->first = node;
    else
        f->last->next = node;
    f->last = node;
    f->node->count++;
    f->node->span.to = node->span.to > node->key_span.to ? node->span.to : node->key_span.to;
}

static bool wants_key(const reader *r)
{
    return r->depth > 0 && r->stack[r->depth - 1].node->kind == PW_MAP &&
           !r->stack[r->depth - 1].has_key;
}

static pw_status keep_anchor(reader *r, pw_str name, const pw_node *node, uint32_t nodes)
{
    anchor *a = pw_push(&r->anchors, r->nodes, anchor);
    PW_NEED(a);
    *a = (anchor){name, node, nodes};
    return PW_OK;
}

static pw_str name_of(const yaml_char_t *name)
{
    return name == NULL ? (pw_str){0} : pw_str_of((const char *)name);
}

static pw_status on_scalar(reader *r, const yaml_event_t *e)
{
    pw_span span = span_of(r, e);
    PW_TRY(count_nodes(r, 1, span));
    if (r->broken)
        return PW_OK;
    pw_node scalar = {.span = span, .quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE};
    PW_TRY(scalar_text(r, e, span, &scalar.text));
    scalar.kind = (uint8_t)scalar_kind(e, scalar.text);
    if (wants_key(r) && e->data.scalar.anchor == NULL)
        return take_key(r, &r->stack[r->depth - 1], &scalar);
    pw_node *node = pw_new(r->nodes, pw_node);
    PW_NEED(node);
    *node = scalar;
    if (e->data.scalar.anchor != NULL) {
        pw_str name = pw_str_copy(r->nodes, name_of(e->data.scalar.anchor));
        PW_NEED(name.at);
        PW_TRY(keep_anchor(r, name, node, 1));
    }
    if (wants_key(r))
        return take_key(r, &r->stack[r->depth - 1], node);
    place(r, node);
    return PW_OK;
}

static pw_status on_open(reader *r, const yaml_event_t *e, pw_kind kind, const yaml_char_t *name,
                         bool flow)
{
    pw_span span = span_of(r, e);
    if (r->depth == PW_MAX_NESTING) {
        pw_buf_print(&r->d->message, "lists and mappings are nested more than %u deep",
                     (uint32_t)PW_MAX_NESTING);
        return fail(r, PW_TOO_DEEP, span);
    }
    if (wants_key(r)) {
        pw_buf_puts(&r->d->message, "a list or mapping cannot be a key");
        pw_buf_puts(&r->d->hint, "a template such as {{ value }} must stand between quotes");
        return fail(r, PW_BAD_KEY, span);
    }
    uint32_t before = r->count;
    PW_TRY(count_nodes(r, 1, span));
    pw_node *node = pw_new(r->nodes, pw_node);
    PW_NEED(node);
    *node = (pw_node){.span = span, .kind = (uint8_t)kind, .flow = flow};
    pw_str anchor_name = {0};
    if (name != NULL)
        PW_NEED((anchor_name = pw_str_copy(r->nodes, name_of(name))).at);
    place(r, node);
    r->stack[r->depth++] = (frame){.node = node, .nodes = before, .anchor = anchor_name};
    return PW_OK;
}

static pw_status warn_repeated(reader *r, const pw_node *again)
{
    pw_buf_print(&r->d->message, "%q stands here twice; only the last one counts", again->key);
    return pw_diags_add(r->d, PW_REPEATED_KEY, again->key_span, PW_STR(""));
}

typedef struct key_search {
    const pw_node **seen;
    pw_str key;
} key_search;

static bool same_key(const void *context, uint32_t number)
{
    const key_search *search = context;
    return pw_str_same(search->seen[number]->key, search->key);
}

/* Finds repeated keys of a large map. */
static pw_status check_many_keys(reader *r, const pw_node *map)
{
    pw_table table = {0};
    key_search search = {.seen = pw_new_array(r->nodes, const pw_node *, map->count)};
    uint32_t count = 0;
    PW_NEED(search.seen);
    for (const pw_node *child = map->first; child != NULL; child = child->next) {
        uint32_t hash = pw_str_hash(child->key);
        search.key = child->key;
        if (pw_table_find(&table, hash, same_key, &search) != PW_NONE) {
            PW_TRY(warn_repeated(r, child));
            continue;
        }
        search.seen[count] = child;
        PW_TRY(pw_table_add(&table, r->nodes, hash, count++));
    }
    return PW_OK;
}

static pw_status check_keys(reader *r, const pw_node *map)
{
    if (map->count > 16)
        return check_many_keys(r, map);
    for (const pw_node *b = map->first; b != NULL; b = b->next)
        for (const pw_node *a = map->first; a != b; a = a->next)
            if (pw_str_same(a->key, b->key)) {
                PW_TRY(warn_repeated(r, b));
                break;
            }
    return PW_OK;
}

/* Puts copies of the children of `from` before those of `map`, so that its own keys win. */
static pw_status merge_one(reader *r, pw_node *map, const pw_node *from)
{
    pw_node *first = NULL, **end = &first;
    PW_TRY(count_nodes(r, from->count, map->span));
    if (r->broken)
        return PW_OK;
    for (const pw_node *child = from->first; child != NULL; child = child->next) {
        pw_node *copy = pw_new(r->nodes, pw_node);
        PW_NEED(copy);
        *copy = *child;
        *end = copy;
        end = &copy->next;
        map->count++;
    }
    *end = map->first;
    map->first = first;
    return PW_OK;
}

static pw_status fail_merge(reader *r, const pw_node *at)
{
    pw_buf_puts(&r->d->message, "<< merges a mapping or a list of mappings; this is neither");
    return fail(r, PW_BAD_KEY, at->span);
}

/* Of several merged mappings the first has the last word, so it is put in last. */
static pw_status merge_list(reader *r, pw_node *map, const pw_node *list)
{
    const pw_node **items = pw_new_array(r->nodes, const pw_node *, list->count + 1);
    uint32_t count = 0;
    PW_NEED(items);
    for (const pw_node *item = list->first; item != NULL; item = item->next) {
        if (item->kind != PW_MAP)
            return fail_merge(r, item);
        items[count++] = item;
    }
    for (uint32_t i = 0; i < count && !r->broken; i++)
        PW_TRY(merge_one(r, map, items[i]));
    return PW_OK;
}

/* Carries out "<<" entries and takes them out of the map. */
static pw_status merge(reader *r, pw_node *map)
{
    pw_vec merges = {0};
    pw_node **link = &map->first;
    while (*link != NULL) {
        pw_node *child = *link;
        if (!child->merge) {
            link = &child->next;
            continue;
        }
        *link = child->next;
        map->count--;
        const pw_node **slot = pw_push(&merges, r->nodes, const pw_node *);
        PW_NEED(slot);
        *slot = child;
    }
    for (uint32_t i = 0; i < merges.count && !r->broken; i++) {
        const pw_node *value = pw_items(merges, const pw_node *)[i];
        if (value->kind == PW_MAP)
            PW_TRY(merge_one(r, map, value));
        else if (value->kind == PW_LIST)
            PW_TRY(merge_list(r, map, value));
        else
            return fail_merge(r, value);
    }
    return PW_OK;
}

static bool has_merge(const pw_node *map)
{
    for (const pw_node *child = map->first; child != NULL; child = child->next)
        if (child->merge)
            return true;
    return false;
}

static pw_status on_close(reader *r, const yaml_event_t *e)
{
    frame *f = &r->stack[r->depth - 1];
    pw_node *node = f->node;
    if (node->flow)
        node->span.to = byte_of(r, e->end_mark);
    if (node->kind == PW_MAP) {
        PW_TRY(check_keys(r, node));
        if (has_merge(node))
            PW_TRY(merge(r, node));
    }
    if (f->anchor.at != NULL)
        PW_TRY(keep_anchor(r, f->anchor, node, r->count - f->nodes));
    r->depth--;
    if (r->depth > 0 && r->stack[r->depth - 1].node->span.to < node->span.to)
        r->stack[r->depth - 1].node->span.to = node->span.to;
    return PW_OK;
}

static pw_status fail_alias(reader *r, pw_str name, pw_span span)
{
    for (uint32_t i = 0; i < r->depth; i++)
        if (r->stack[i].anchor.at != NULL && pw_str_same(r->stack[i].anchor, name)) {
            pw_buf_print(&r->d->message, "anchor %q holds itself", name);
            return fail(r, PW_YAML_SYNTAX, span);
        }
    pw_buf_print(&r->d->message, "no anchor %q stands before this alias", name);
    return fail(r, PW_YAML_SYNTAX, span);
}

static pw_status on_alias(reader *r, const yaml_event_t *e)
{
    pw_span span = span_of(r, e);
    pw_str name = name_of(e->data.alias.anchor);
    for (uint32_t i = r->anchors.count; i-- > 0;) {
        const anchor *a = &pw_items(r->anchors, anchor)[i];
        if (!pw_str_same(a->name, name))
            continue;
        PW_TRY(count_nodes(r, a->nodes, span));
        if (wants_key(r) && a->node->kind < PW_LIST) {
            pw_node key = *a->node;
            key.span = span;
            return take_key(r, &r->stack[r->depth - 1], &key);
        }
        pw_node *node = pw_new(r->nodes, pw_node);
        PW_NEED(node);
        *node = *a->node;
        node->next = NULL;
        node->span = span;
        place(r, node);
        return PW_OK;
    }
    return fail_alias(r, name, span);
}

static pw_status on_event(reader *r, const yaml_event_t *e)
{
    switch (e->type) {
    case YAML_SCALAR_EVENT: return on_scalar(r, e);
    case YAML_ALIAS_EVENT: return on_alias(r, e);
    case YAML_SEQUENCE_START_EVENT:
        return on_open(r, e, PW_LIST, e->data.sequence_start.anchor,
                       e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
    case YAML_MAPPING_START_EVENT:
        return on_open(r, e, PW_MAP, e->data.mapping_start.anchor,
                       e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT: return on_close(r, e);
    case YAML_DOCUMENT_END_EVENT: r->marked = !e->data.document_end.implicit; /* fall through */
    case YAML_STREAM_END_EVENT: r->ended = true; return PW_OK;
    default: return PW_OK;
    }
}

/* A manifest is a mapping; anything else at the top ends the reading, however long it is. */
static pw_status check_top(reader *r, const yaml_event_t *e)
{
    bool scalar = e->type == YAML_SCALAR_EVENT, list = e->type == YAML_SEQUENCE_START_EVENT;
    if (r->depth > 0 || (!scalar && !list))
        return PW_OK;
    if (scalar && e->data.scalar.length == 0)
        return PW_OK;
    pw_span span = span_of(r, e);
    span.to = scalar || span.to > span.from ? span.to : span.from + 1;
    pw_buf_print(&r->d->message, "a manifest is a mapping (apiVersion, kind, ...); this is %s",
                 scalar ? "text" : "a list");
    return fail(r, PW_NOT_A_MANIFEST, span);
}

static pw_status read_events(reader *r)
{
    while (!r->ended && !r->broken) {
        yaml_event_t event;
        if (!yaml_parser_parse(&r->parser, &event))
            return fail_parser(r);
        pw_status status = check_top(r, &event);
        if (status == PW_OK && !r->broken)
            status = on_event(r, &event);
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
    if (r->broken || r->root == NULL)
        return PW_OK;
    if (yaml_parser_parse(&r->parser, &event)) {
        bool end = event.type == YAML_STREAM_END_EVENT;
        at = byte_of(r, event.start_mark);
        yaml_event_delete(&event);
        if (end)
            return PW_OK;
    } else {
        if (r->parser.error == YAML_MEMORY_ERROR || !r->marked)
            return fail_parser(r);
        at = byte_of(r, r->parser.problem_mark);
    }
    pw_buf_puts(&r->d->message, "the document ends before this; what follows is not read");
    pw_buf_puts(&r->d->hint, "begin a new document with a line of ---");
    return pw_diags_add(r->d, PW_TEXT_AFTER, (pw_span){at, at + 1}, PW_STR(""));
}

static pw_status check_lines(reader *r)
{
    pw_str text = r->source->text;
    for (uint32_t from = 0; text.len - from > PW_MAX_LINE;) {
        uint32_t len = pw_str_find(pw_str_part(text, from, from + PW_MAX_LINE), '\n');
        if (len == PW_NONE) {
            pw_buf_puts(&r->d->message, "this line is over 1 MB long; this is no manifest");
            return fail(r, PW_TOO_LARGE, (pw_span){from, from + 1});
        }
        from += len + 1;
    }
    return PW_OK;
}

pw_status pw_yaml_read(const pw_source *source, pw_arena *nodes, pw_arena *texts, pw_diags *d,
                       pw_node **root)
{
    reader r = {.source = source, .nodes = nodes, .texts = texts, .d = d};
    *root = NULL;
    PW_TRY(check_lines(&r));
    if (r.broken)
        return PW_OK;
    if (!yaml_parser_initialize(&r.parser))
        return PW_E_NOMEM;
    yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&r.parser, (const unsigned char *)source->text.at,
                                 source->text.len);
    pw_status status = read_events(&r);
    if (status == PW_OK)
        status = check_rest(&r);
    yaml_parser_delete(&r.parser);
    if (status == PW_OK && !r.broken)
        *root = r.root;
    return status;
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
