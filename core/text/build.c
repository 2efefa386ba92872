#include "text/build.h"

#include "text/compact.h"
#include "text/scalar.h"
#include "text/tag.h"

#define KUBECTL_NESTING 10000u

typedef pw_builder reader;
typedef pw_frame frame;
typedef pw_anchor anchor;

pw_status pw_build_fail(pw_builder *r, pw_code code, pw_span span)
{
    r->broken = true;
    return pw_diags_add(r->d, code, span, PW_STR(""));
}

uint32_t pw_build_line(const pw_builder *r, uint32_t at)
{
    pw_str text = r->source->text;
    uint32_t line = 0;
    for (uint32_t i = r->start; i < at; i++)
        line += text.at[i] == '\n' || (text.at[i] == '\r' && text.at[i + 1] != '\n');
    return line;
}

void pw_build_unread(pw_builder *r)
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
    r->late = (pw_late){.is = true, .code = code, .span = span, .says = r->d->says};
    PW_TRY(keep_text(r, &r->d->message, &r->late.message));
    PW_TRY(keep_text(r, &r->d->hint, &r->late.hint));
    PW_TRY(keep_text(r, &r->d->server, &r->late.server));
    r->d->says = PW_SAYS_NOTHING;
    return PW_OK;
}

pw_status pw_build_tell(pw_builder *r)
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
    return pw_build_fail(r, r->late.code, r->late.span);
}

static pw_status count_nodes(reader *r, uint32_t more, pw_span span)
{
    if (more > PW_MAX_NODES - r->count) {
        pw_buf_print(&r->d->message, "this document holds more than %u values",
                     (uint32_t)PW_MAX_NODES);
        return pw_build_fail(r, PW_TOO_LARGE, span);
    }
    r->count += more;
    return PW_OK;
}

/* The decoded text of a scalar: a slice of the source where it stands there as it is. */
static pw_status scalar_text(reader *r, const pw_scalar *s, pw_str *text)
{
    uint32_t quote = s->plain ? 0 : 1;
    if (s->span.to - s->span.from == s->value.len + 2 * quote) {
        *text = pw_str_part(r->source->text, s->span.from + quote, s->span.to - quote);
        if (pw_str_same(*text, s->value))
            return PW_OK;
    }
    *text = pw_str_copy(r->texts, s->value);
    return text->at == NULL ? PW_E_NOMEM : PW_OK;
}

static pw_status fail_tag(reader *r, pw_str tag, pw_tagged why, const pw_node *scalar)
{
    pw_build_unread(r);
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

static pw_status read_kind(reader *r, const pw_scalar *s, pw_node *scalar)
{
    pw_kind kind = PW_TEXT;
    if (s->tag.len > 0) {
        pw_tagged tagged = pw_tag_kind(s->tag, r->texts, &scalar->text, &kind);
        PW_NEED(scalar->text.at);
        if (tagged != PW_TAG_GOOD)
            return fail_tag(r, s->tag, tagged, scalar);
    } else if (s->implicit) {
        kind = pw_scalar_kind(scalar->text);
    }
    scalar->kind = (uint8_t)kind;
    scalar->merge = pw_str_is(scalar->text, "<<") &&
                    (s->tag.len > 0 ? pw_str_is(s->tag, "tag:yaml.org,2002:merge") : s->implicit);
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
static pw_status keep_anchor(reader *r, pw_str name, anchor value, uint32_t *number)
{
    value.name = name;
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
static pw_status skip_event(reader *r, pw_str name)
{
    uint32_t ignored;
    return name.at == NULL ? PW_OK : keep_anchor(r, name, (anchor){0}, &ignored);
}

/* ---- scalars, lists and maps ---- */

static void step(reader *r, uint64_t steps)
{
    r->steps += steps;
    if (r->steps > 1ull << 60)
        r->steps = 1ull << 60;
}

/* In brackets, go-yaml ends a plain text before a ?, and nothing can follow there. */
static bool ends_early(const reader *r, const pw_scalar *s, uint32_t *at)
{
    *at = s->plain && s->value.len > 0 ? pw_str_find(s->value, '?') : PW_NONE;
    if (*at == PW_NONE || *at == 0 || r->depth == 0)
        return false;
    const frame *f = &r->stack[r->depth - 1];
    bool pair = f->opened == '\0' && r->depth > 1 && r->stack[r->depth - 2].opened == '[';
    pw_str text = pw_str_part(r->source->text, s->span.from, s->span.to);
    *at = s->span.from + pw_str_find(text, '?');
    return f->opened != '\0' || pair;
}

static pw_status fail_question(reader *r, uint32_t at)
{
    uint32_t depth = r->depth - (r->stack[r->depth - 1].opened == '\0' ? 2 : 1);
    const frame *f = &r->stack[depth];
    char close = f->opened == '[' ? ']' : '}';
    uint32_t line = pw_build_line(r, at);
    pw_buf_puts(&r->d->message, "in brackets, kubectl ends a plain text before a ?");
    pw_buf_puts(&r->d->hint, "put the text between quotes");
    pw_build_unread(r);
    pw_buf_puts(&r->d->server, "yaml: ");
    line = line == 0 ? pw_build_line(r, f->from) : line;
    if (line > 0)
        pw_buf_print(&r->d->server, "line %u: ", line);
    pw_buf_print(&r->d->server, "did not find expected ',' or '%R'", (pw_str){&close, 1});
    return pw_build_fail(r, PW_YAML_SYNTAX, (pw_span){at, at + 1});
}

pw_status pw_build_scalar(pw_builder *r, const pw_scalar *s)
{
    uint32_t ignored, at;
    if (ends_early(r, s, &at))
        return fail_question(r, at);
    if (r->late.is)
        return skip_event(r, s->anchor);
    PW_TRY(count_nodes(r, 1, s->span));
    if (r->broken)
        return PW_OK;
    pw_node scalar = {.span = s->span, .quoted = !s->plain};
    PW_TRY(scalar_text(r, s, &scalar.text));
    PW_TRY(read_kind(r, s, &scalar));
    step(r, wants_key(r) && scalar.merge ? 0 : 1);
    if (wants_key(r) && s->anchor.at == NULL)
        return take_key(r, &r->stack[r->depth - 1], &scalar);
    pw_node *node = pw_new(r->nodes, pw_node);
    PW_NEED(node);
    *node = scalar;
    if (s->anchor.at != NULL)
        PW_TRY(keep_anchor(r, s->anchor, (anchor){.node = node, .nodes = 1, .steps = 1},
                           &ignored));
    if (wants_key(r))
        return take_key(r, &r->stack[r->depth - 1], node);
    return place(r, node);
}

/* The quoted text that begins at `at`: where it ends. */
static uint32_t skip_quoted(pw_str text, uint32_t at)
{
    char quote = text.at[at++];
    while (at < text.len && text.at[at] != quote)
        at += quote == '"' && text.at[at] == '\\' ? 2 : 1;
    return at;
}

/* The bracket that is one too many for kubectl itself; PW_NONE when there is none. */
static uint32_t find_last_bracket(const reader *r)
{
    pw_str text = r->source->text;
    uint32_t depth = 0, open = 0;
    while (depth < r->depth && r->stack[depth].opened == '\0')
        depth++;
    if (depth == r->depth)
        return PW_NONE;
    for (uint32_t at = r->stack[depth].from; at < text.len; at++) {
        char c = text.at[at];
        if (c == '"' || c == '\'')
            at = skip_quoted(text, at);
        else if ((c == '[' || c == '{') && ++open > KUBECTL_NESTING)
            return at;
        else if ((c == ']' || c == '}') && --open == 0)
            break;
    }
    return PW_NONE;
}

static pw_status fail_depth(reader *r, pw_span span)
{
    uint32_t last = find_last_bracket(r);
    if (last != PW_NONE) {
        uint32_t line = pw_build_line(r, last);
        pw_build_unread(r);
        pw_buf_puts(&r->d->server, "yaml: ");
        if (line > 0)
            pw_buf_print(&r->d->server, "line %u: ", line + 1);
        pw_buf_print(&r->d->server, "exceeded max depth of %u", (uint32_t)KUBECTL_NESTING);
    }
    pw_buf_print(&r->d->message, "lists and mappings are nested more than %u deep",
                 (uint32_t)PW_MAX_NESTING);
    return pw_build_fail(r, PW_TOO_DEEP, span);
}

pw_status pw_build_open(pw_builder *r, pw_kind kind, pw_str name, pw_span span, bool flow)
{
    if (r->depth == PW_MAX_NESTING)
        return fail_depth(r, span);
    frame f = {.nodes = r->count, .steps = r->steps, .from = span.from};
    f.opened = flow && span.to > span.from ? r->source->text.at[span.from] : '\0';
    f.opened = f.opened == '[' || f.opened == '{' ? f.opened : '\0';
    if (r->late.is) {
        r->stack[r->depth++] = f;
        return skip_event(r, name);
    }
    f.is_key = wants_key(r);
    PW_TRY(count_nodes(r, 1, span));
    if (r->broken)
        return PW_OK;
    PW_NEED(f.node = pw_new(r->nodes, pw_node));
    *f.node = (pw_node){.span = span, .kind = (uint8_t)kind, .flow = flow};
    if (name.at != NULL) {
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
    pw_build_unread(r);
    pw_buf_puts(&r->d->server, "yaml: invalid map key: ");
    pw_compact_put_go(&r->d->server, key);
    pw_span span = {key->span.from, key->alias ? key->span.to : key->span.from + 1};
    return fail_late(r, PW_BAD_KEY, span);
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
    pw_build_unread(r);
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

pw_status pw_build_close(pw_builder *r, uint32_t end)
{
    r->depth--;
    if (r->late.is)
        return PW_OK;
    frame f = r->stack[r->depth];
    if (f.node->flow)
        f.node->span.to = end;
    PW_TRY(close_node(r, &f));
    if (r->depth > 0 && r->stack[r->depth - 1].node->span.to < f.node->span.to)
        r->stack[r->depth - 1].node->span.to = f.node->span.to;
    return PW_OK;
}

/* ---- aliases ---- */

static pw_status fail_unknown(reader *r, pw_str name, pw_span span)
{
    pw_buf_print(&r->d->message, "no anchor %q stands before this alias", name);
    pw_build_unread(r);
    pw_buf_print(&r->d->server, "yaml: unknown anchor '%R' referenced", name);
    return pw_build_fail(r, PW_YAML_SYNTAX, span);
}

static pw_status fail_self(reader *r, pw_str name, pw_span span)
{
    pw_buf_print(&r->d->message, "anchor %q holds itself", name);
    pw_build_unread(r);
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
    pw_build_unread(r);
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

pw_status pw_build_alias(pw_builder *r, pw_str name, pw_span span)
{
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

static pw_status fail_odd_key(reader *r, const pw_node *bad)
{
    bool null = bad->key_kind == PW_NULL;
    pw_buf_print(&r->d->message, "this key is %s; a key must be text",
                 null ? "null" : "a number of 64 bits");
    pw_buf_puts(&r->d->hint, "write the key, or put it between quotes");
    pw_build_unread(r);
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

static pw_status fail_special(reader *r, const pw_node *special)
{
    pw_buf_print(&r->d->message, "%q is no number that JSON can hold", special->text);
    pw_build_unread(r);
    pw_buf_puts(&r->d->server, "json: unsupported value: ");
    pw_scalar_put_go(&r->d->server, PW_FLOAT, special->text);
    return fail_late(r, PW_YAML_SYNTAX, special->span);
}

static pw_status fail_top(reader *r)
{
    pw_span span = r->root->span;
    bool list = r->root->kind == PW_LIST;
    span.to = list || span.to == span.from ? span.from + 1 : span.to;
    pw_buf_print(&r->d->message, "a manifest is a mapping (apiVersion, kind, ...); this is %s",
                 list ? "a list" : "text");
    r->d->says = PW_SAYS_UNTYPED;
    pw_buf_puts(&r->d->server, "invalid object to validate");
    return fail_late(r, PW_NOT_A_MANIFEST, span);
}

pw_status pw_build_end(pw_builder *r)
{
    if (r->broken || r->late.is || r->root == NULL)
        return PW_OK;
    if (r->bad_key != NULL)
        return fail_odd_key(r, r->bad_key);
    const pw_node *special = r->special ? pw_compact_special(r->root) : NULL;
    if (special != NULL)
        return fail_special(r, special);
    return r->root->kind == PW_MAP || r->root->kind == PW_NULL ? PW_OK : fail_top(r);
}
