#include "edit/complete.h"

#include "base/limits.h"
#include "edit/usage.h"
#include "text/scalar.h"

typedef struct completer {
    const pw_snapshot *s;
    pw_arena *arena;
    pw_outline outline;
    pw_caret caret;
    pw_expected expected;
    const char *before; /* what has to stand before an option here: a blank, a dash */
    pw_vec *options;
} completer;

/* Adds an option that inserts `text` and `after`. */
static pw_status add(completer *c, pw_option option, pw_str text, const char *after)
{
    if (c->options->count == PW_MAX_OPTIONS)
        return PW_OK;
    PW_TRY(pw_print_text(c->arena, &option.insert, "%s%R%s", c->before, text, after));
    pw_option *slot = pw_push(c->options, c->arena, pw_option);
    PW_NEED(slot);
    *slot = option;
    return PW_OK;
}

static pw_str text_of(const char *text)
{
    return text == NULL ? PW_STR("") : pw_str_of(text);
}

static const pw_entry *caret_entry(const completer *c)
{
    return pw_outline_at(&c->outline, c->caret.entry);
}

static bool in_brackets(const completer *c)
{
    const pw_entry *e = caret_entry(c);
    return c->caret.slot == PW_AT_ROOM ? e->form == PW_FLOW_MAP || e->form == PW_FLOW_LIST
                                       : e->flow;
}

/* What goes behind a key: nothing where its colon is there already. */
static const char *after_key(const completer *c, bool scalar)
{
    if (c->caret.slot == PW_AT_KEY)
        return "";
    return scalar || in_brackets(c) ? ": " : ":";
}

/* ---- fields ---- */

static bool is_scalar(const pw_field *field)
{
    return field->type <= PW_T_INT_OR_TEXT || (field->type == PW_T_ANY && field->shape == NULL);
}

/* The entry whose keys the caret is among. */
static uint32_t container(const completer *c)
{
    return c->caret.slot == PW_AT_KEY ? caret_entry(c)->parent : c->caret.entry;
}

/* Whether the key stands there already; the one under the caret does not count. */
static bool is_there(const completer *c, pw_str key)
{
    uint32_t found = pw_outline_child(&c->outline, container(c), key);
    return found != PW_NONE && !(c->caret.slot == PW_AT_KEY && found == c->caret.entry);
}

static pw_status add_fields(completer *c)
{
    const pw_shape *shape = c->expected.shape;
    for (uint32_t i = 0; i < shape->count; i++) {
        const pw_field *field = &shape->fields[i];
        if (field->doc == NULL || is_there(c, text_of(field->name)))
            continue;
        const char *detail = field->type == PW_T_ANY && field->shape != NULL
                                 ? pw_type_name(PW_T_SHAPE)
                                 : pw_type_name(field->type);
        pw_option option = {PW_OPTION_FIELD, text_of(field->name), {0}, text_of(detail),
                            text_of(field->doc)};
        PW_TRY(add(c, option, option.label, after_key(c, is_scalar(field))));
    }
    return PW_OK;
}

/* Whole objects, where there is nothing yet. */
static pw_status add_starts(completer *c)
{
    for (uint32_t i = 0; i < PW_OBJECT_KINDS; i++) {
        /* Policies first; they are the last kind. */
        const pw_kind_info *kind = pw_kind_of((pw_object_kind)((i + PW_POLICY) % PW_OBJECT_KINDS));
        pw_option option = {PW_OPTION_VALUE, text_of(kind->kind), {0}, PW_STR("a new object"),
                            text_of(kind->doc)};
        pw_str text;
        PW_TRY(pw_print_text(c->arena, &text, "apiVersion: %s\nkind: %s\nmetadata:\n  name: ",
                             kind->api_version, kind->kind));
        PW_TRY(add(c, option, text, ""));
    }
    return PW_OK;
}

/* ---- values ---- */

/* A text as it has to be written: in quotes when it would be read as something else. */
static pw_status written(const completer *c, pw_str text, pw_str *out)
{
    bool quoted = c->caret.slot == PW_AT_VALUE && caret_entry(c)->form == PW_QUOTED_TEXT;
    *out = text;
    if (quoted || (text.len > 0 && pw_scalar_kind(text) == PW_TEXT))
        return PW_OK;
    return pw_print_text(c->arena, out, "\"%R\"", text);
}

static pw_status add_values(completer *c, const pw_value *values)
{
    for (; values->name != NULL; values++) {
        pw_option option = {PW_OPTION_VALUE, text_of(values->name), {0}, PW_STR(""),
                            text_of(values->doc)};
        PW_TRY(add(c, option, option.label, ""));
    }
    return PW_OK;
}

static pw_status add_flags(completer *c)
{
    static const pw_value flags[] = {{"true", NULL}, {"false", NULL}, {0}};
    return add_values(c, flags);
}

static pw_str object_text(const completer *c, pw_str key)
{
    uint32_t entry = pw_outline_child(&c->outline, c->expected.object, key);
    return pw_outline_text(&c->outline, entry);
}

/* Kinds of the version that is given, or all. */
static pw_status add_kinds(completer *c)
{
    pw_str version = object_text(c, PW_STR("apiVersion"));
    for (uint32_t i = 0; i < PW_OBJECT_KINDS; i++) {
        const pw_kind_info *kind = pw_kind_of((pw_object_kind)((i + PW_POLICY) % PW_OBJECT_KINDS));
        pw_option option = {PW_OPTION_VALUE, text_of(kind->kind), {0}, text_of(kind->api_version),
                            text_of(kind->doc)};
        if (version.len == 0 || pw_str_is(version, kind->api_version))
            PW_TRY(add(c, option, option.label, ""));
    }
    return PW_OK;
}

static bool is_first_of_version(uint32_t number)
{
    pw_str version = text_of(pw_kind_of((pw_object_kind)number)->api_version);
    for (uint32_t i = 0; i < number; i++)
        if (pw_str_is(version, pw_kind_of((pw_object_kind)i)->api_version))
            return false;
    return true;
}

/* The version of the kind that is given, or all. */
static pw_status add_versions(completer *c)
{
    for (uint32_t i = 0; i < PW_OBJECT_KINDS; i++) {
        const pw_kind_info *kind = pw_kind_of((pw_object_kind)i);
        pw_option option = {PW_OPTION_VALUE, text_of(kind->api_version), {0}, PW_STR(""),
                            PW_STR("")};
        bool fits = c->expected.kind == PW_OBJECT_KINDS ? is_first_of_version(i)
                                                        : i == (uint32_t)c->expected.kind;
        if (fits)
            PW_TRY(add(c, option, option.label, ""));
    }
    return PW_OK;
}

/* ---- what exists ---- */

/* The namespace whose pods a selector means first: the policy's own, unless the peer names
 * namespaces. */
static uint32_t near_namespace(const completer *c)
{
    const pw_outline *o = &c->outline;
    for (uint32_t e = c->caret.entry; e != 0;) {
        e = pw_outline_at(o, e)->parent;
        if (pw_outline_child(o, e, PW_STR("namespaceSelector")) != PW_NONE)
            return PW_NONE;
    }
    uint32_t meta = pw_outline_child(o, c->expected.object, PW_STR("metadata"));
    uint32_t ns = meta == PW_NONE ? PW_NONE : pw_outline_child(o, meta, PW_STR("namespace"));
    pw_str name = pw_outline_text(o, ns);
    return pw_cluster_namespace(&c->s->cluster, name.len > 0 ? name : PW_STR("default"));
}

static pw_usage usage(const completer *c)
{
    return (pw_usage){&c->s->cluster, c->arena, (pw_topic)c->expected.topic, near_namespace(c),
                      {0}};
}

static pw_status add_use(completer *c, const pw_usage *u, const pw_use *use, const char *after)
{
    pw_option option = {.kind = PW_OPTION_LABEL, .label = use->text};
    pw_buf b = pw_buf_make(4096);
    pw_str text;
    pw_usage_count(u, use, &b);
    PW_TRY(pw_buf_keep(&b, c->arena, &option.detail));
    b = pw_buf_make(4096);
    pw_usage_names(u, use, &b);
    PW_TRY(pw_buf_keep(&b, c->arena, &option.info));
    PW_TRY(written(c, use->text, &text));
    return add(c, option, text, after);
}

/* Label keys that exist, or the values of `key`. */
static pw_status add_labels(completer *c, pw_str key, const char *after)
{
    pw_usage u = usage(c);
    PW_TRY(pw_usage_labels(&u, key));
    for (uint32_t i = 0; i < u.uses.count && c->options->count < PW_MAX_OPTIONS; i++) {
        const pw_use *use = &pw_items(u.uses, const pw_use)[i];
        if (key.len > 0 || !is_there(c, use->text))
            PW_TRY(add_use(c, &u, use, after));
    }
    return PW_OK;
}

static pw_status add_ports(completer *c)
{
    pw_usage u = usage(c);
    PW_TRY(pw_usage_ports(&u));
    for (uint32_t i = 0; i < u.uses.count && i < PW_MAX_OPTIONS; i++) {
        const pw_use *use = &pw_items(u.uses, const pw_use)[i];
        pw_option option = {.kind = PW_OPTION_VALUE, .label = use->text,
                            .info = text_of(pw_protocol_name(use->protocol))};
        pw_buf detail = pw_buf_make(4096);
        pw_usage_names(&u, use, &detail);
        PW_TRY(pw_buf_keep(&detail, c->arena, &option.detail));
        PW_TRY(add(c, option, use->text, ""));
    }
    return PW_OK;
}

static pw_status add_namespaces(completer *c)
{
    const pw_cluster *cluster = &c->s->cluster;
    for (uint32_t i = 0; i < cluster->namespaces.count && i < PW_MAX_OPTIONS; i++) {
        const pw_namespace *ns = pw_cluster_ns(cluster, i);
        pw_option option = {PW_OPTION_VALUE, ns->name, {0}, PW_STR(""), PW_STR("")};
        pw_str text;
        uint32_t pods = ns->to_pod - ns->from_pod;
        PW_TRY(pw_print_text(c->arena, &option.detail, "%u %s", pods, pods == 1 ? "pod" : "pods"));
        PW_TRY(written(c, ns->name, &text));
        PW_TRY(add(c, option, text, ""));
    }
    return PW_OK;
}

/* ---- at the caret ---- */

static pw_status add_scalars(completer *c)
{
    const pw_expected *x = &c->expected;
    pw_str key = pw_requirement_key(&c->outline, c->caret.entry);
    if (x->label.len > 0)
        return add_labels(c, x->label, "");
    if (x->field->values != NULL)
        return add_values(c, x->field->values);
    switch (x->field->topic) {
    case PW_A_NAMESPACE: return add_namespaces(c);
    case PW_A_PORT: return add_ports(c);
    case PW_A_LABEL_KEY: return add_labels(c, PW_STR(""), "");
    case PW_A_LABEL_VALUE: return key.len > 0 ? add_labels(c, key, "") : PW_OK;
    case PW_A_KIND: return add_kinds(c);
    case PW_A_VERSION: return add_versions(c);
    default: return x->field->type == PW_T_FLAG ? add_flags(c) : PW_OK;
    }
}

/* What goes between what stands there and the option. */
static void set_before(completer *c)
{
    pw_str text = c->outline.text;
    uint32_t from = c->caret.word.from;
    bool room = c->caret.slot == PW_AT_ROOM && !in_brackets(c);
    bool unwritten = c->caret.slot == PW_AT_VALUE && caret_entry(c)->form == PW_NO_VALUE;
    bool touches = unwritten && from > 0 &&
                   (text.at[from - 1] == ':' || text.at[from - 1] == '-');
    c->before = room && c->expected.list ? "- " : touches ? " " : "";
}

/* Keys may stand where a value would only behind a dash, or in brackets. */
static bool takes_keys(const completer *c)
{
    return c->caret.slot != PW_AT_VALUE ||
           (pw_entry_is_item(caret_entry(c)) && !caret_entry(c)->flow);
}

/* Whether the caret is where the expected value itself goes, and not the list around it. */
static bool takes_one(const completer *c)
{
    bool scalars = c->expected.shape == NULL && in_brackets(c);
    return !c->expected.list || c->before[0] == '-' || scalars;
}

static pw_status add_options(completer *c)
{
    const pw_expected *x = &c->expected;
    bool empty = c->outline.entries.count == 1 && caret_entry(c)->form == PW_NO_VALUE;
    if (!x->known || !takes_one(c))
        return PW_OK;
    if (empty)
        return add_starts(c);
    if (x->field != NULL && x->shape == NULL && !x->labels)
        return add_scalars(c);
    if (!takes_keys(c))
        return PW_OK;
    return x->labels         ? add_labels(c, PW_STR(""), after_key(c, true))
           : x->shape != NULL ? add_fields(c)
                              : PW_OK;
}

pw_status pw_complete(const pw_snapshot *s, pw_arena *arena, pw_str text, uint32_t at,
                      pw_completion *completion)
{
    completer c = {.s = s, .arena = arena, .before = "", .options = &completion->options};
    *completion = (pw_completion){.word = {at, at}};
    PW_TRY(pw_outline_read(arena, text, &c.outline));
    c.caret = pw_caret_find(&c.outline, at);
    completion->word = c.caret.word;
    if (c.caret.slot == PW_AT_NOTHING)
        return PW_OK;
    c.expected = pw_expected_of(&c.outline, container(&c), NULL);
    set_before(&c);
    return add_options(&c);
}
