#include "text/yaml.h"

#include "base/limits.h"
#include "base/table.h"
#include "base/vec.h"
#include "text/compact.h"
#include "text/scalar.h"
#include "text/tag.h"

#include <string.h>
#include <yaml.h>

#define PIECE 512 /* bytes that kubectl's reader takes at once, and so finds no text in */

/* A map or list that is being filled. */
typedef struct frame {
    pw_node *node;
    pw_node *last;
    uint32_t anchor; /* its number + 1, if others may refer to it */
    uint32_t nodes;  /* nodes read before it */
    uint64_t steps;  /* steps taken before it */
    bool is_key;     /* it stands where a key should */
    bool has_key;    /* a key was read and waits for its value */
    pw_node key;     /* carries key, key_span and merge of the value to come */
} frame;

typedef struct anchor {
    pw_str name;
    const pw_node *node;
    uint32_t nodes; /* it and what is in it */
    uint64_t steps;
    bool open; /* still being read */
} anchor;

/* What is wrong with the values: told only if the YAML is good to its end. */
typedef struct late {
    bool is;
    pw_code code;
    pw_span span;
    pw_str message;
    pw_str hint;
    pw_says says;
    pw_str server;
} late;

typedef struct reader {
    yaml_parser_t parser;
    const pw_source *source;
    pw_arena *nodes;
    pw_arena *texts;
    pw_diags *d;
    uint32_t from;   /* the byte at which kubectl's document begins */
    uint32_t points; /* code points before it */
    uint32_t at;     /* bytes given to the parser */
    frame stack[PW_MAX_NESTING];
    uint32_t depth;
    uint32_t count;      /* nodes so far, aliases expanded */
    uint64_t steps;      /* as go-yaml counts them, keys and aliases too */
    uint64_t alias_steps;
    pw_vec anchors;
    pw_table names; /* of the last anchor of each name */
    pw_node *root;
    const pw_node *bad_key; /* a value whose key cannot be one of JSON */
    late late;
    bool special; /* a .nan or .inf was read */
    bool ended;   /* the document is complete */
    bool marked;  /* by a line of ... */
    bool broken;  /* a diagnostic was written; reading stops */
} reader;

static uint32_t byte_of(const reader *r, yaml_mark_t mark)
{
    return pw_source_byte(r->source, (uint32_t)mark.index + r->points);
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

/* kubectl's words about a document that it cannot read begin with these. */
static void begin_unread(reader *r)
{
    r->d->says = PW_SAYS_UNREAD;
    pw_buf_puts(&r->d->server, "error converting YAML to JSON: ");
}

static pw_status keep_text(reader *r, pw_buf *from, pw_str *to)
{
    *to = pw_str_copy(r->nodes, pw_buf_str(from));
    pw_buf_clear(from);
    return to->at == NULL ? PW_E_NOMEM : PW_OK;
}

/* A mistake in the values. kubectl reads the text to its end before it looks at them: from here
 * on nothing is built, but mistakes of the text are still found. */
static pw_status fail_late(reader *r, pw_code code, pw_span span)
{
    r->late = (late){.is = true, .code = code, .span = span, .says = r->d->says};
    PW_TRY(keep_text(r, &r->d->message, &r->late.message));
    PW_TRY(keep_text(r, &r->d->hint, &r->late.hint));
    PW_TRY(keep_text(r, &r->d->server, &r->late.server));
    r->d->says = PW_SAYS_NOTHING;
    return PW_OK;
}

static pw_status tell_late(reader *r)
{
    if (!r->late.is)
        return PW_OK;
    bool first = !r->broken;
    pw_buf_put(&r->d->message, r->late.message);
    pw_buf_put(&r->d->hint, r->late.hint);
    if (first) {
        r->d->says = r->late.says;
        pw_buf_put(&r->d->server, r->late.server);
    }
    return fail(r, r->late.code, r->late.span);
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

/* The reader's bytes that are no text. */
static pw_status fail_bytes(reader *r)
{
    uint32_t at = (uint32_t)r->parser.problem_offset + r->from;
    pw_str text = r->source->text;
    at = at < text.len ? at : text.len;
    pw_buf_print(&r->d->message, "this is not text: byte %S",
                 pw_str_part(text, at, at < text.len ? at + 1 : at));
    pw_buf_puts(&r->d->hint, "manifests are UTF-8 without control characters");
    begin_unread(r);
    pw_buf_print(&r->d->server, "yaml: %s", r->parser.problem);
    return fail(r, PW_NOT_TEXT, (pw_span){at, at < text.len ? at + 1 : at});
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
    begin_unread(r);
    put_line(r);
    pw_buf_puts(&r->d->server, problem);
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

static pw_status fail_tag(reader *r, pw_str tag, pw_tagged why, const pw_node *scalar)
{
    begin_unread(r);
    if (why == PW_TAG_BASE64) {
        pw_buf_puts(&r->d->message, "!!binary stands before text that is no base64");
        pw_buf_puts(&r->d->server, "yaml: !!binary value contains invalid base64 data");
        return fail_late(r, PW_YAML_SYNTAX, scalar->span);
    }
    pw_str name = pw_tag_short(tag, r->texts);
    pw_buf_print(&r->d->message, "%q is no %S", scalar->text, name);
    pw_buf_puts(&r->d->hint, "take the tag away, or write a value of its kind");
    pw_buf_print(&r->d->server, "yaml: cannot decode %s `%R` as a %R",
                 pw_tag_of(pw_scalar_kind(scalar->text), scalar->text), scalar->text, name);
    return fail_late(r, PW_YAML_SYNTAX, scalar->span);
}

static pw_status read_kind(reader *r, const yaml_event_t *e, pw_node *scalar)
{
    pw_str tag = pw_str_of(e->data.scalar.tag == NULL ? "" : (const char *)e->data.scalar.tag);
    pw_kind kind = PW_TEXT;
    if (tag.len > 0) {
        pw_tagged tagged = pw_tag_kind(tag, r->texts, &scalar->text, &kind);
        PW_NEED(scalar->text.at);
        if (tagged != PW_TAG_GOOD)
            return fail_tag(r, tag, tagged, scalar);
    } else if (e->data.scalar.plain_implicit) {
        kind = pw_scalar_kind(scalar->text);
    }
    scalar->kind = (uint8_t)kind;
    scalar->merge = pw_str_is(scalar->text, "<<") &&
                    (tag.len > 0 ? pw_str_is(tag, "tag:yaml.org,2002:merge")
                                 : e->data.scalar.plain_implicit != 0);
    r->special = r->special || (kind == PW_FLOAT && pw_scalar_is_special(scalar->text));
    return PW_OK;
}

static bool is_bad_key(const pw_node *node)
{
    return node->key_kind == PW_NULL ||
           (node->key_kind == PW_FLOAT && pw_scalar_is_large(node->key));
}

/* Makes `key` of a scalar: Kubernetes turns true into "true" and 0x10 into "16". */
static pw_status take_key(reader *r, frame *f, const pw_node *scalar)
{
    f->has_key = true;
    f->key = (pw_node){.key = scalar->text, .key_span = scalar->span};
    f->key.key_kind = scalar->kind;
    f->key.merge = scalar->merge;
    if (scalar->kind == PW_TEXT || is_bad_key(&f->key))
        return PW_OK;
    pw_buf text = pw_buf_make(64);
    pw_scalar_put_key(&text, (pw_kind)scalar->kind, scalar->text);
    return pw_buf_keep(&text, r->texts, &f->key.key);
}

static void append(frame *f, pw_node *node)
{
    if (f->last == NULL)
        f->node->first = node;
    else
        f->last->next = node;
    f->last = node;
    f->node->count++;
}

static pw_status take_merge(reader *r, frame *f, const pw_node *value);

/* Puts `node` where it belongs: at the top, as a key, under one, or at the end of a list. A list
 * or map that is to be merged waits until it is read. */
static pw_status place(reader *r, pw_node *node)
{
    if (r->depth == 0) {
        r->root = node;
        return PW_OK;
    }
    frame *f = &r->stack[r->depth - 1];
    node->key = f->key.key;
    node->key_kind = f->key.key_kind;
    node->key_span = f->key.key_span;
    node->merge = f->key.merge;
    f->has_key = false;
    uint32_t to = node->span.to > node->key_span.to ? node->span.to : node->key_span.to;
    f->node->span.to = to > f->node->span.to ? to : f->node->span.to;
    if (node->merge)
        return node->kind < PW_LIST || node->alias ? take_merge(r, f, node) : PW_OK;
    if (f->node->kind == PW_MAP && is_bad_key(node) && r->bad_key == NULL)
        r->bad_key = node;
    append(f, node);
    return PW_OK;
}

static bool wants_key(const reader *r)
{
    return r->depth > 0 && r->stack[r->depth - 1].node->kind == PW_MAP &&
           !r->stack[r->depth - 1].has_key;
}

/* ---- anchors ---- */

typedef struct anchor_search {
    const reader *r;
    pw_str name;
} anchor_search;

static bool same_anchor(const void *context, uint32_t number)
{
    const anchor_search *search = context;
    return pw_str_same(pw_items(search->r->anchors, anchor)[number].name, search->name);
}

static anchor *find_anchor(const reader *r, pw_str name)
{
    anchor_search search = {r, name};
    uint32_t number = pw_table_find(&r->names, pw_str_hash(name), same_anchor, &search);
    return number == PW_NONE ? NULL : &pw_items(r->anchors, anchor)[number];
}

/* The anchor of this name; a name that stands twice means what it stands at last. */
static pw_status keep_anchor(reader *r, const yaml_char_t *name, anchor value, uint32_t *number)
{
    value.name = pw_str_of((const char *)name);
    anchor *a = find_anchor(r, value.name);
    if (a != NULL) {
        value.name = a->name;
    } else {
        PW_NEED((value.name = pw_str_copy(r->nodes, value.name)).at);
        PW_NEED(a = pw_push(&r->anchors, r->nodes, anchor));
        *a = value;
        PW_TRY(pw_table_add(&r->names, r->nodes, pw_str_hash(value.name), r->anchors.count - 1));
    }
    *a = value;
    *number = (uint32_t)(a - pw_items(r->anchors, anchor));
    return PW_OK;
}

/* Nothing is built any more, but an alias still needs its anchor. */
static pw_status skip_event(reader *r, const yaml_char_t *name)
{
    uint32_t ignored;
    return name == NULL ? PW_OK : keep_anchor(r, name, (anchor){0}, &ignored);
}

/* ---- scalars, lists and maps ---- */

static void step(reader *r, uint64_t steps)
{
    r->steps += steps;
    if (r->steps > 1ull << 60)
        r->steps = 1ull << 60;
}

static pw_status on_scalar(reader *r, const yaml_event_t *e)
{
    pw_span span = span_of(r, e);
    uint32_t ignored;
    if (r->late.is)
        return skip_event(r, e->data.scalar.anchor);
    PW_TRY(count_nodes(r, 1, span));
    if (r->broken)
        return PW_OK;
    pw_node scalar = {.span = span, .quoted = e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE};
    PW_TRY(scalar_text(r, e, span, &scalar.text));
    PW_TRY(read_kind(r, e, &scalar));
    step(r, wants_key(r) && scalar.merge ? 0 : 1);
    if (wants_key(r) && e->data.scalar.anchor == NULL)
        return take_key(r, &r->stack[r->depth - 1], &scalar);
    pw_node *node = pw_new(r->nodes, pw_node);
    PW_NEED(node);
    *node = scalar;
    if (e->data.scalar.anchor != NULL)
        PW_TRY(keep_anchor(r, e->data.scalar.anchor, (anchor){.node = node, .nodes = 1, .steps = 1},
                           &ignored));
    if (wants_key(r))
        return take_key(r, &r->stack[r->depth - 1], node);
    return place(r, node);
}

static pw_status fail_depth(reader *r, pw_span span)
{
    pw_buf_print(&r->d->message, "lists and mappings are nested more than %u deep",
                 (uint32_t)PW_MAX_NESTING);
    return fail(r, PW_TOO_DEEP, span);
}

static pw_status on_open(reader *r, const yaml_event_t *e, pw_kind kind, const yaml_char_t *name,
                         bool flow)
{
    pw_span span = span_of(r, e);
    if (r->depth == PW_MAX_NESTING)
        return fail_depth(r, span);
    if (r->late.is) {
        r->depth++;
        return skip_event(r, name);
    }
    frame f = {.nodes = r->count, .steps = r->steps, .is_key = wants_key(r)};
    PW_TRY(count_nodes(r, 1, span));
    if (r->broken)
        return PW_OK;
    PW_NEED(f.node = pw_new(r->nodes, pw_node));
    *f.node = (pw_node){.span = span, .kind = (uint8_t)kind, .flow = flow};
    if (name != NULL) {
        uint32_t number;
        PW_TRY(keep_anchor(r, name, (anchor){.node = f.node, .open = true}, &number));
        f.anchor = number + 1;
    }
    if (!f.is_key)
        PW_TRY(place(r, f.node));
    step(r, f.node->merge && kind == PW_LIST ? 0 : 1);
    r->stack[r->depth++] = f;
    return PW_OK;
}

static pw_status fail_key(reader *r, const pw_node *key)
{
    pw_buf_puts(&r->d->message, "a list or mapping cannot be a key");
    pw_buf_puts(&r->d->hint, "a template such as {{ value }} must stand between quotes");
    begin_unread(r);
    pw_buf_puts(&r->d->server, "yaml: invalid map key: ");
    pw_compact_put_go(&r->d->server, key);
    return fail_late(r, PW_BAD_KEY, key->span);
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
        if (child->merge)
            continue;
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
        for (const pw_node *a = map->first; a != b && !b->merge; a = a->next)
            if (!a->merge && pw_str_same(a->key, b->key)) {
                PW_TRY(warn_repeated(r, b));
                break;
            }
    return PW_OK;
}

/* ---- merging ---- */

/* Adds copies of the children of `from`: they count more than what stands before the << and less
 * than what follows it. */
static pw_status merge_one(reader *r, frame *f, const pw_node *from)
{
    PW_TRY(count_nodes(r, from->count, f->node->span));
    for (const pw_node *child = from->first; child != NULL && !r->broken; child = child->next) {
        pw_node *copy = pw_new(r->nodes, pw_node);
        PW_NEED(copy);
        *copy = *child;
        copy->next = NULL;
        copy->merge = true;
        append(f, copy);
    }
    return PW_OK;
}

static pw_status fail_merge(reader *r, const pw_node *at)
{
    pw_buf_puts(&r->d->message, "<< merges a mapping or a list of mappings; this is neither");
    begin_unread(r);
    pw_buf_puts(&r->d->server, "yaml: map merge requires map or sequence of maps as the value");
    return fail_late(r, PW_BAD_KEY, at->span);
}

/* Of several merged mappings the first has the last word, so it is put in last. */
static pw_status merge_list(reader *r, frame *f, const pw_node *list)
{
    const pw_node **items = pw_new_array(r->nodes, const pw_node *, list->count + 1);
    uint32_t count = 0;
    PW_NEED(items);
    for (const pw_node *item = list->first; item != NULL; item = item->next) {
        if (item->kind != PW_MAP)
            return fail_merge(r, item);
        items[count++] = item;
    }
    while (count-- > 0 && !r->broken)
        PW_TRY(merge_one(r, f, items[count]));
    return PW_OK;
}

static pw_status take_merge(reader *r, frame *f, const pw_node *value)
{
    if (value->kind == PW_MAP)
        return merge_one(r, f, value);
    if (value->kind == PW_LIST && !value->alias)
        return merge_list(r, f, value);
    return fail_merge(r, value);
}

static pw_status close_node(reader *r, const frame *f)
{
    pw_node *node = f->node;
    if (node->kind == PW_MAP)
        PW_TRY(check_keys(r, node));
    if (f->anchor > 0) {
        anchor *a = &pw_items(r->anchors, anchor)[f->anchor - 1];
        if (a->node == node)
            *a = (anchor){a->name, node, r->count - f->nodes, r->steps - f->steps, false};
    }
    if (f->is_key)
        return fail_key(r, node);
    return node->merge && r->depth > 0 ? take_merge(r, &r->stack[r->depth - 1], node) : PW_OK;
}

static pw_status on_close(reader *r, const yaml_event_t *e)
{
    r->depth--;
    if (r->late.is)
        return PW_OK;
    frame f = r->stack[r->depth];
    if (f.node->flow)
        f.node->span.to = byte_of(r, e->end_mark);
    PW_TRY(close_node(r, &f));
    if (r->depth > 0 && r->stack[r->depth - 1].node->span.to < f.node->span.to)
        r->stack[r->depth - 1].node->span.to = f.node->span.to;
    return PW_OK;
}

/* ---- aliases ---- */

static pw_status fail_unknown(reader *r, pw_str name, pw_span span)
{
    pw_buf_print(&r->d->message, "no anchor %q stands before this alias", name);
    begin_unread(r);
    pw_buf_print(&r->d->server, "yaml: unknown anchor '%R' referenced", name);
    return fail(r, PW_YAML_SYNTAX, span);
}

static pw_status fail_self(reader *r, pw_str name, pw_span span)
{
    pw_buf_print(&r->d->message, "anchor %q holds itself", name);
    begin_unread(r);
    pw_buf_print(&r->d->server, "yaml: anchor '%R' value contains itself", name);
    return fail_late(r, PW_YAML_SYNTAX, span);
}

/* go-yaml's bound: most of a large document may not come from aliases. It allows 99 % up to
 * 400,000 steps, 10 % from 4,000,000 on, and what lies between them in between. */
static bool is_excessive(const reader *r)
{
    double steps = (double)r->steps, share = (double)r->alias_steps / steps;
    double allowed = steps <= 400000    ? 0.99
                     : steps >= 4000000 ? 0.10
                                        : 0.99 - 0.89 * ((steps - 400000) / 3600000);
    return r->alias_steps > 100 && r->steps > 1000 && share > allowed;
}

static pw_status fail_excess(reader *r, pw_span span)
{
    pw_buf_puts(&r->d->message, "almost all of this document is repeated by aliases");
    pw_buf_puts(&r->d->hint, "kubectl refuses such documents; write the values out");
    begin_unread(r);
    pw_buf_puts(&r->d->server, "yaml: document contains excessive aliasing");
    return fail_late(r, PW_TOO_LARGE, span);
}

static pw_status place_alias(reader *r, const anchor *a, pw_span span)
{
    pw_node alias = *a->node;
    alias.next = NULL;
    alias.span = span;
    alias.alias = true;
    if (wants_key(r)) {
        alias.merge = false;
        return alias.kind < PW_LIST ? take_key(r, &r->stack[r->depth - 1], &alias)
                                    : fail_key(r, &alias);
    }
    pw_node *node = pw_new(r->nodes, pw_node);
    PW_NEED(node);
    *node = alias;
    return place(r, node);
}

static pw_status on_alias(reader *r, const yaml_event_t *e)
{
    pw_span span = span_of(r, e);
    pw_str name = pw_str_of((const char *)e->data.alias.anchor);
    const anchor *a = find_anchor(r, name);
    if (a == NULL)
        return fail_unknown(r, name, span);
    if (r->late.is)
        return PW_OK;
    if (a->open)
        return fail_self(r, name, span);
    step(r, 1 + a->steps);
    r->alias_steps += r->alias_steps > 1ull << 60 ? 0 : a->steps;
    if (is_excessive(r))
        return fail_excess(r, span);
    PW_TRY(count_nodes(r, a->nodes, span));
    return r->broken ? PW_OK : place_alias(r, a, span);
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

/* A manifest is a mapping; anything else at the top is not built. */
static pw_status check_top(reader *r, const yaml_event_t *e)
{
    bool scalar = e->type == YAML_SCALAR_EVENT, list = e->type == YAML_SEQUENCE_START_EVENT;
    if (r->depth > 0 || r->late.is || (!scalar && !list))
        return PW_OK;
    pw_node top = {.text = PW_STR("")};
    if (scalar) {
        top.text = (pw_str){(const char *)e->data.scalar.value, (uint32_t)e->data.scalar.length};
        PW_TRY(read_kind(r, e, &top));
        if (top.kind == PW_NULL || r->late.is)
            return PW_OK;
    }
    pw_span span = span_of(r, e);
    span.to = scalar || span.to > span.from ? span.to : span.from + 1;
    pw_buf_print(&r->d->message, "a manifest is a mapping (apiVersion, kind, ...); this is %s",
                 scalar ? "text" : "a list");
    r->d->says = PW_SAYS_UNTYPED;
    pw_buf_puts(&r->d->server, "invalid object to validate");
    return fail_late(r, PW_NOT_A_MANIFEST, span);
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

/* The key of a value that no JSON can hold, and the first float. */
static pw_status check_values(reader *r)
{
    const pw_node *bad = r->bad_key;
    if (r->broken || r->late.is || r->root == NULL)
        return PW_OK;
    if (bad != NULL) {
        bool null = bad->key_kind == PW_NULL;
        pw_buf_print(&r->d->message, "this key is %s; a key must be text",
                     null ? "null" : "a number of 64 bits");
        pw_buf_puts(&r->d->hint, "write the key, or put it between quotes");
        begin_unread(r);
        pw_buf_print(&r->d->server, "unsupported map key of type: %s, key: ",
                     null ? "%!s(<nil>)" : "uint64");
        if (null)
            pw_buf_puts(&r->d->server, "<nil>");
        else
            pw_scalar_put_go(&r->d->server, PW_FLOAT, bad->key);
        pw_buf_puts(&r->d->server, ", value: ");
        if (bad->kind == PW_NULL)
            pw_buf_puts(&r->d->server, "<nil>");
        else
            pw_compact_put_go(&r->d->server, bad);
        return fail_late(r, PW_BAD_KEY, bad->key_span);
    }
    const pw_node *special = r->special ? pw_compact_special(r->root) : NULL;
    if (special == NULL)
        return PW_OK;
    pw_buf_print(&r->d->message, "%q is no number that JSON can hold", special->text);
    begin_unread(r);
    pw_buf_puts(&r->d->server, "json: unsupported value: ");
    pw_scalar_put_go(&r->d->server, PW_FLOAT, special->text);
    return fail_late(r, PW_YAML_SYNTAX, special->span);
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
        if (r->parser.error == YAML_MEMORY_ERROR)
            return PW_E_NOMEM;
        at = r->parser.error == YAML_READER_ERROR
                 ? (uint32_t)r->parser.problem_offset + r->from
                 : byte_of(r, r->parser.problem_mark);
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

/* Gives the text as kubectl's reader does: piece by piece, so that a byte that is no text is met
 * no earlier, and with the end of its last line. */
static int give(void *context, unsigned char *to, size_t size, size_t *given)
{
    reader *r = context;
    pw_str text = pw_str_part(r->source->text, r->from, r->source->text.len);
    uint32_t rest = text.len - (r->at < text.len ? r->at : text.len);
    size_t most = size < PIECE ? size : PIECE;
    *given = rest < most ? rest : most;
    if (*given > 0)
        memcpy(to, text.at + r->at, *given);
    else if (r->at == text.len && (text.len == 0 || text.at[text.len - 1] != '\n'))
        to[(*given)++] = '\n';
    r->at += (uint32_t)*given;
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
        status = check_values(r);
    if (status == PW_OK)
        status = check_rest(r);
    if (status == PW_OK)
        status = tell_late(r);
    yaml_parser_delete(&r->parser);
    return status;
}

pw_status pw_yaml_read(const pw_source *source, uint32_t from, pw_arena *nodes, pw_arena *texts,
                       pw_diags *d, pw_node **root)
{
    reader r = {.source = source, .nodes = nodes, .texts = texts, .d = d, .steps = 1};
    *root = NULL;
    if (pw_str_starts(pw_str_part(source->text, from, source->text.len), "\xef\xbb\xbf"))
        from += 3;
    r.from = from;
    for (uint32_t at = 0; at < from; at++)
        r.points += ((unsigned char)source->text.at[at] & 0xc0) != 0x80;
    PW_TRY(check_lines(&r));
    if (!r.broken)
        PW_TRY(read_text(&r));
    if (!r.broken)
        *root = r.root;
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
