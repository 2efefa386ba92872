#include "kube/decode.h"

#include "base/limits.h"
#include "kube/quantity.h"
#include "kube/time.h"
#include "text/compact.h"
#include "text/scalar.h"

#include <string.h>

/* A value, and the field it is given for. */
typedef struct spot {
    const pw_node *node;
    const pw_shape *shape; /* the mapping it stands in */
    const pw_field *field;
    const pw_path *path;
} spot;

static pw_status add(pw_decoder *dec, pw_code code, pw_span span, const pw_path *path)
{
    pw_str text;
    PW_TRY(pw_path_text(dec->d->arena, path, &text));
    dec->d->mild = dec->lenient && dec->unread;
    return pw_diags_add(dec->d, code, span, text);
}

/* ---- what the server says */

/* The steps of a path without the numbers of items, as Go's decoder tells them. */
static void put_steps(pw_buf *b, const pw_path *path)
{
    if (path->up == NULL)
        return;
    put_steps(b, path->up);
    if (path->name == NULL && path->key.at == NULL)
        return;
    if (path->up->up != NULL)
        pw_buf_putc(b, '.');
    if (path->inlined != NULL)
        pw_buf_print(b, "%s.", path->inlined);
    if (path->name != NULL)
        pw_buf_puts(b, path->name);
    else
        pw_buf_put(b, path->key);
}

static bool is_of_metadata(const pw_path *path)
{
    while (path->up != NULL && path->up->up != NULL)
        path = path->up;
    return path->name != NULL ? strcmp(path->name, "metadata") == 0
                              : pw_str_is(path->key, "metadata");
}

/* "string", "v1.Protocol", "types.UID": the server's name of a scalar type. */
static void put_scalar_type(pw_buf *b, const pw_field *field, const char *usual)
{
    if (field->go != NULL && strchr(field->go, '.') == NULL)
        pw_buf_puts(b, "v1.");
    pw_buf_puts(b, field->go != NULL ? field->go : usual);
}

/* The server's name of the type of a field, or of one item of it. */
static void put_type(pw_buf *b, const pw_field *field, bool item)
{
    static const char *const names[] = {
        [PW_T_TEXT] = "string", [PW_T_INT] = "int32",          [PW_T_LONG] = "int64",
        [PW_T_FLAG] = "bool",   [PW_T_INT_OR_TEXT] = "int32",  [PW_T_TIME] = "string",
        [PW_T_TEXTS] = "string", [PW_T_LONGS] = "int64", [PW_T_QUANTITIES] = "v1.ResourceList",
        [PW_T_LABELS] = "map[string]string"};
    bool list = field->type == PW_T_TEXTS || field->type == PW_T_LONGS ||
                field->type == PW_T_SHAPES;
    if (list && !item)
        pw_buf_puts(b, "[]");
    if (field->type == PW_T_SHAPE || field->type == PW_T_SHAPES)
        pw_buf_print(b, "v1.%s", field->shape->go);
    else if (field->type == PW_T_LABELS && item)
        pw_buf_puts(b, "string");
    else
        put_scalar_type(b, field, names[field->type]);
}

static bool is_number(const pw_node *node)
{
    return node->kind == PW_INT || node->kind == PW_FLOAT;
}

/* The decoder's complaint; `item`: of an item of the field. */
static void say_mistyped(pw_decoder *dec, const spot *at, bool item)
{
    pw_buf *b = &dec->d->server;
    bool whole = at->field->type <= PW_T_INT_OR_TEXT && at->field->type != PW_T_TEXT &&
                 at->field->type != PW_T_FLAG;
    whole = whole || (item && at->field->type == PW_T_LONGS);
    dec->d->says = is_of_metadata(at->path) ? PW_SAYS_UNDECODED : PW_SAYS_MISTYPED;
    pw_buf_print(b, "json: cannot unmarshal %s", pw_json_kind_name((pw_kind)at->node->kind));
    if (whole && is_number(at->node)) {
        pw_buf_putc(b, ' ');
        pw_compact_put(b, at->node);
    }
    pw_buf_print(b, " into Go struct field %s.", at->shape->go);
    put_steps(b, at->path);
    pw_buf_puts(b, " of type ");
    put_type(b, at->field, item);
}

/* ---- what podwall says */

/* The span to point at when a value is wrong: the value, or its key if it has no text. */
static pw_span value_span(const pw_node *node)
{
    return node->span.to > node->span.from ? node->span : node->key_span;
}

static pw_status fail_type(pw_decoder *dec, const spot *at)
{
    say_mistyped(dec, at, false);
    pw_buf_print(&dec->d->message, "this must be %s; it is %s",
                 pw_type_name((pw_type)at->field->type), pw_kind_name((pw_kind)at->node->kind));
    return add(dec, PW_WRONG_TYPE, value_span(at->node), at->path);
}

static pw_status hint_quotes(pw_decoder *dec, const pw_node *node)
{
    pw_str quoted;
    PW_TRY(pw_print_text(dec->d->arena, &quoted, "%q", node->text));
    pw_buf_print(&dec->d->hint, "quote it: %R", quoted);
    return pw_diags_repair(dec->d, node->span, quoted);
}

/* Text was wanted: an unquoted scalar is told how it was read and how to write it. */
static pw_status fail_text(pw_decoder *dec, const spot *at, const pw_path *path)
{
    const pw_node *node = at->node;
    say_mistyped(dec, at, true);
    if (node->kind == PW_LIST || node->kind == PW_MAP) {
        pw_buf_print(&dec->d->message, "this must be text; it is %s",
                     pw_kind_name((pw_kind)node->kind));
        return add(dec, PW_WRONG_TYPE, node->span, path);
    }
    pw_buf_print(&dec->d->message, "%S without quotes is %s, and text is needed here", node->text,
                 node->kind == PW_BOOL && pw_scalar_bool(node->text)    ? "the boolean true"
                 : node->kind == PW_BOOL ? "the boolean false"
                                         : "a number");
    PW_TRY(hint_quotes(dec, node));
    return add(dec, PW_LOOKS_LIKE_TEXT, node->span, path);
}

/* ---- scalars; `out` is NULL where a field is judged, but not read */

static pw_status read_text(pw_decoder *dec, const spot *at, pw_text *out)
{
    if (at->node->kind != PW_TEXT)
        return fail_text(dec, at, at->path);
    if (out != NULL)
        *out = (pw_text){at->node->text, at->node->span};
    return PW_OK;
}

static bool read_number(const pw_node *node, int32_t *number)
{
    int64_t value;
    if (!is_number(node) || !pw_scalar_int(node->text, &value))
        return false;
    if (value < INT32_MIN || value > INT32_MAX)
        return false;
    *number = (int32_t)value;
    return true;
}

/* 010 is 8, 1_000 is 1000, 80.0 is 80: a number that is not written as it is read. */
static pw_status warn_number(pw_decoder *dec, const spot *at, int32_t number)
{
    pw_str text = at->node->text;
    uint32_t plain;
    bool usual = pw_str_number(text, INT32_MAX, &plain) && (text.len == 1 || text.at[0] != '0');
    if (usual || number < 0)
        return PW_OK;
    pw_str usually;
    PW_TRY(pw_print_text(dec->d->arena, &usually, "%u", (uint32_t)number));
    pw_buf_print(&dec->d->message, "%S is read as %R", text, usually);
    pw_buf_print(&dec->d->hint, "write %R", usually);
    PW_TRY(pw_diags_repair(dec->d, at->node->span, usually));
    return add(dec, PW_READ_AS, at->node->span, at->path);
}

static pw_status read_int(pw_decoder *dec, const spot *at, pw_int *out)
{
    int32_t number = 0;
    if (!read_number(at->node, &number))
        return fail_type(dec, at);
    if (out != NULL)
        *out = (pw_int){.value = number, .given = true, .span = at->node->span};
    return warn_number(dec, at, number);
}

static pw_status read_long(pw_decoder *dec, const spot *at)
{
    int64_t ignored;
    bool good = is_number(at->node) && pw_scalar_int(at->node->text, &ignored);
    return good ? PW_OK : fail_type(dec, at);
}

static pw_status read_int_or_text(pw_decoder *dec, const spot *at, pw_int_or_text *out)
{
    pw_int_or_text value = {.given = true, .span = at->node->span};
    value.named = at->node->kind == PW_TEXT;
    if (value.named)
        value.name = at->node->text;
    else if (!read_number(at->node, &value.number))
        return fail_type(dec, at);
    if (out != NULL)
        *out = value;
    return value.named ? PW_OK : warn_number(dec, at, value.number);
}

static pw_status read_flag(pw_decoder *dec, const spot *at, pw_flag *out)
{
    if (at->node->kind != PW_BOOL)
        return fail_type(dec, at);
    if (out != NULL)
        *out = (pw_flag){pw_scalar_bool(at->node->text), true};
    return PW_OK;
}

/* ---- quantities and times, which the server reads from texts with words of their own */

static pw_status fail_own(pw_decoder *dec, const spot *at, const char *expected)
{
    dec->d->says = is_of_metadata(at->path) ? PW_SAYS_UNDECODED : PW_SAYS_MISTYPED;
    pw_buf_print(&dec->d->message, "this must be %s", expected);
    return add(dec, PW_WRONG_TYPE, value_span(at->node), at->path);
}

static pw_status read_quantity(pw_decoder *dec, const spot *at)
{
    bool scalar = at->node->kind == PW_TEXT || is_number(at->node);
    pw_quantity ignored;
    const char *fault = pw_quantity_read(scalar ? at->node->text : PW_STR("{"), &ignored);
    if (fault == NULL)
        return PW_OK;
    pw_buf_puts(&dec->d->server, fault);
    return fail_own(dec, at, "a quantity like 100m or 2Gi");
}

static pw_status read_time(pw_decoder *dec, const spot *at, pw_text *out)
{
    if (at->node->kind != PW_TEXT)
        return fail_type(dec, at);
    if (!pw_time_check(at->node->text, &dec->d->server))
        return fail_own(dec, at, "a time like 2026-01-31T12:00:00Z");
    if (out != NULL)
        *out = (pw_text){at->node->text, at->node->span};
    return PW_OK;
}

/* ---- mappings of texts, and lists */

/* `app:web` in brackets is one key without a value: a blank is missing. */
static pw_status hint_blank(pw_decoder *dec, const pw_node *node, uint32_t colon)
{
    pw_str pair;
    PW_TRY(pw_print_text(dec->d->arena, &pair, "%R: %R", pw_str_part(node->key, 0, colon),
                         pw_str_part(node->key, colon + 1, node->key.len)));
    pw_buf_print(&dec->d->hint, "write a blank after the colon: %S", pair);
    return pw_diags_repair(dec->d, node->key_span, pair);
}

static bool are_all_null(const pw_node *map)
{
    const pw_node *child = map->first;
    while (child != NULL && child->kind == PW_NULL)
        child = child->next;
    return child == NULL;
}

/* A label without a value is dropped by kubectl; in a selector that widens it. */
static pw_status warn_dropped(pw_decoder *dec, const pw_node *map, const pw_node *node,
                              const pw_path *path)
{
    uint32_t colon = pw_str_find(node->key, ':');
    bool selects = path->up != NULL && pw_str_is(path->up->key, "matchLabels");
    pw_buf_print(&dec->d->message, "%q has no value; kubectl drops it as if it were not there",
                 node->key);
    if (selects)
        pw_buf_puts(&dec->d->message, are_all_null(map) ? ", and what is left takes everything"
                                                        : ", and the selector takes more");
    if (colon != PW_NONE && colon + 1 < node->key.len)
        PW_TRY(hint_blank(dec, node, colon));
    else
        pw_buf_puts(&dec->d->hint, "give it a value; \"\" is the empty one");
    if (!selects)
        return add(dec, PW_NULL_DROPPED, node->key_span, path);
    pw_buf where = pw_buf_make(1u << 16);
    pw_path_put(&where, path);
    pw_status status = pw_diags_add_as(dec->d, PW_LOOKS_LIKE_TEXT, PW_WARNING, node->key_span,
                                       pw_buf_str(&where));
    pw_buf_free(&where);
    return status;
}

static pw_status put_label(pw_decoder *dec, const pw_node *node, pw_text value, pw_label *labels,
                           uint32_t *count)
{
    uint32_t key, text, at = 0;
    PW_TRY(pw_symbols_text(dec->symbols, node->key, &key));
    PW_TRY(pw_symbols_text(dec->symbols, value.s, &text));
    while (at < *count && labels[at].key_symbol != key)
        at++;
    pw_label *label = &labels[at];
    *label = (pw_label){.key = {node->key, node->key_span}, .value = value, .key_symbol = key};
    *count += at == *count ? 1 : 0;
    return pw_symbols_pair(dec->symbols, key, text, &label->pair);
}

/* YAML 1.1 reads the key `on` as true: as a label it is "true". */
static pw_status warn_key(pw_decoder *dec, const pw_node *node, const pw_path *path)
{
    bool as_written = node->key_kind == PW_TEXT ||
                      node->key_span.to - node->key_span.from == node->key.len;
    if (as_written)
        return PW_OK;
    pw_buf_print(&dec->d->message, "without quotes this key is read as %q", node->key);
    pw_buf_puts(&dec->d->hint, "put it between quotes");
    return add(dec, PW_READ_AS, node->key_span, path);
}

/* The members of a mapping of texts; into *out, unless it is NULL. */
static pw_status read_members(pw_decoder *dec, const spot *at, pw_list *out)
{
    for (const pw_node *child = at->node->first; child != NULL; child = child->next) {
        pw_path inner = {.up = at->path, .key = child->key};
        spot value = {child, at->shape, at->field, at->path};
        PW_TRY(warn_key(dec, child, &inner));
        if (child->kind == PW_NULL && out != NULL)
            PW_TRY(warn_dropped(dec, at->node, child, &inner));
        else if (child->kind != PW_NULL && child->kind != PW_TEXT)
            PW_TRY(fail_text(dec, &value, &inner));
        else if (out != NULL)
            PW_TRY(put_label(dec, child, (pw_text){child->text, child->span}, out->at,
                             &out->count));
    }
    return PW_OK;
}

static pw_status read_labels(pw_decoder *dec, const spot *at, pw_list *out)
{
    if (at->node->kind != PW_MAP)
        return fail_type(dec, at);
    if (out != NULL && at->node->count > PW_MAX_MAP) {
        pw_buf_print(&dec->d->message, "more than %u labels", (uint32_t)PW_MAX_MAP);
        return add(dec, PW_TOO_LARGE, at->node->key_span, at->path);
    }
    if (out != NULL) {
        *out = (pw_list){.given = true, .span = at->node->span};
        PW_NEED(out->at = pw_new_array(dec->arena, pw_label, at->node->count));
    }
    return read_members(dec, at, out);
}

static pw_status read_quantities(pw_decoder *dec, const spot *at)
{
    if (at->node->kind != PW_MAP)
        return fail_type(dec, at);
    for (const pw_node *child = at->node->first; child != NULL; child = child->next) {
        pw_path inner = {.up = at->path, .key = child->key};
        spot value = {child, at->shape, at->field, &inner};
        if (child->kind != PW_NULL)
            PW_TRY(read_quantity(dec, &value));
    }
    return PW_OK;
}

/* Items of a list: null becomes the zero value, as it does in the server's decoder. */
static pw_status read_texts(pw_decoder *dec, const spot *at, pw_list *out)
{
    pw_text *items = NULL;
    uint32_t count = 0;
    if (at->node->kind != PW_LIST)
        return fail_type(dec, at);
    if (out != NULL) {
        PW_NEED(items = pw_new_array(dec->arena, pw_text, at->node->count));
        *out = (pw_list){items, at->node->count, true, at->node->span};
    }
    for (const pw_node *child = at->node->first; child != NULL; child = child->next, count++) {
        pw_path inner = {.up = at->path, .index = count};
        spot value = {child, at->shape, at->field, at->path};
        if (child->kind != PW_NULL && child->kind != PW_TEXT)
            PW_TRY(fail_text(dec, &value, &inner));
        else if (items != NULL)
            items[count] = (pw_text){child->kind == PW_NULL ? PW_STR("") : child->text,
                                     child->span};
    }
    return PW_OK;
}

static pw_status fail_item(pw_decoder *dec, const spot *at, const pw_path *path,
                           const char *wanted)
{
    say_mistyped(dec, at, true);
    pw_buf_print(&dec->d->message, "this must be %s; it is %s", wanted,
                 pw_kind_name((pw_kind)at->node->kind));
    return add(dec, PW_WRONG_TYPE, value_span(at->node), path);
}

static pw_status read_longs(pw_decoder *dec, const spot *at)
{
    int64_t ignored;
    uint32_t count = 0;
    if (at->node->kind != PW_LIST)
        return fail_type(dec, at);
    for (const pw_node *child = at->node->first; child != NULL; child = child->next, count++) {
        pw_path inner = {.up = at->path, .index = count};
        spot value = {child, at->shape, at->field, at->path};
        if (child->kind != PW_NULL &&
            !(is_number(child) && pw_scalar_int(child->text, &ignored)))
            PW_TRY(fail_item(dec, &value, &inner, "a whole number"));
    }
    return PW_OK;
}

static pw_status read_item(pw_decoder *dec, const spot *at, const pw_path *path, void *item)
{
    const pw_node *node = at->node;
    if (node->kind != PW_NULL && node->kind != PW_MAP)
        PW_TRY(fail_item(dec, at, path, "a mapping"));
    else if (node->kind == PW_MAP)
        PW_TRY(pw_decode(dec, node, at->field->shape, path, item));
    if (item != NULL)
        *(pw_head *)item = (pw_head){true, {node->span.from, node->span.from}, node->span};
    return PW_OK;
}

static pw_status read_shapes(pw_decoder *dec, const spot *at, pw_list *out)
{
    size_t size = at->field->shape->size;
    char *items = NULL;
    uint32_t count = 0;
    if (at->node->kind != PW_LIST)
        return fail_type(dec, at);
    if (out != NULL) {
        PW_NEED(items = pw_arena_take(dec->arena, size * at->node->count));
        *out = (pw_list){items, at->node->count, true, at->node->span};
    }
    for (const pw_node *child = at->node->first; child != NULL; child = child->next, count++) {
        pw_path inner = {.up = at->path, .index = count};
        spot item = {child, at->shape, at->field, at->path};
        PW_TRY(read_item(dec, &item, &inner, items == NULL ? NULL : items + size * count));
    }
    return PW_OK;
}

static pw_status read_shape(pw_decoder *dec, const spot *at, pw_head *out)
{
    if (at->node->kind != PW_MAP)
        return fail_type(dec, at);
    PW_TRY(pw_decode(dec, at->node, at->field->shape, at->path, out));
    if (out != NULL)
        *out = (pw_head){true, at->node->key_span, at->node->span};
    return PW_OK;
}

static pw_status read_field(pw_decoder *dec, const spot *at, void *out)
{
    switch ((pw_type)at->field->type) {
    case PW_T_TEXT: return read_text(dec, at, out);
    case PW_T_INT: return read_int(dec, at, out);
    case PW_T_LONG: return read_long(dec, at);
    case PW_T_FLAG: return read_flag(dec, at, out);
    case PW_T_INT_OR_TEXT: return read_int_or_text(dec, at, out);
    case PW_T_QUANTITY: return read_quantity(dec, at);
    case PW_T_TIME: return read_time(dec, at, out);
    case PW_T_LABELS: return read_labels(dec, at, out);
    case PW_T_QUANTITIES: return read_quantities(dec, at);
    case PW_T_TEXTS: return read_texts(dec, at, out);
    case PW_T_LONGS: return read_longs(dec, at);
    case PW_T_SHAPE: return read_shape(dec, at, out);
    case PW_T_SHAPES: return read_shapes(dec, at, out);
    case PW_T_ANY: break;
    }
    return PW_OK;
}

/* ---- a mapping */

/* `map` is the mapping that `node` stands in. */
static pw_status hint_field(pw_decoder *dec, const pw_node *map, const pw_node *node,
                            const pw_shape *shape)
{
    const pw_field *nearest = pw_shape_nearest(shape, node->key);
    if (nearest != NULL) {
        pw_buf_print(&dec->d->hint, "did you mean %s?", nearest->name);
        bool there = pw_node_get(map, nearest->name) != NULL;
        return there ? PW_OK
                     : pw_diags_repair(dec->d, node->key_span, pw_str_of(nearest->name));
    }
    pw_buf_puts(&dec->d->hint, "fields here:");
    for (uint32_t i = 0; i < shape->count; i++)
        pw_buf_print(&dec->d->hint, "%s %s", i == 0 ? "" : ",", shape->fields[i].name);
    return PW_OK;
}

static pw_status fail_unknown(pw_decoder *dec, const pw_node *map, const pw_node *node,
                              const pw_shape *shape, const pw_path *path)
{
    pw_buf where = pw_buf_make(1u << 16);
    bool before = dec->unread;
    dec->d->says = PW_SAYS_UNKNOWN;
    pw_path_put(&where, path);
    pw_buf_print(&dec->d->server, "unknown field %Q", pw_buf_str(&where));
    pw_buf_drop(&where, &dec->d->server);
    pw_buf_print(&dec->d->message, "there is no field %q here", node->key);
    PW_TRY(hint_field(dec, map, node, shape));
    dec->unread = before || !is_of_metadata(path);
    pw_status status = add(dec, PW_UNKNOWN_FIELD, node->key_span, path);
    dec->unread = before;
    return status;
}

/* Without a value kubectl drops it, and the server never sees it. */
static pw_status warn_unknown(pw_decoder *dec, const pw_node *map, const pw_node *node,
                              const pw_shape *shape, const pw_path *path)
{
    pw_buf_print(&dec->d->message, "there is no field %q here; without a value kubectl drops it",
                 node->key);
    PW_TRY(hint_field(dec, map, node, shape));
    return add(dec, PW_NULL_DROPPED, node->key_span, path);
}

/* Whether the same key follows: of repeated keys the last one stands alone. */
static bool is_overridden(const pw_node *node)
{
    for (const pw_node *later = node->next; later != NULL; later = later->next)
        if (pw_str_same(later->key, node->key))
            return true;
    return false;
}

/* Reads a field into its place in `out`, or only looks at it. */
static pw_status read_member(pw_decoder *dec, const spot *at, void *out)
{
    bool unread = at->field->offset == PW_UNREAD, before = dec->unread;
    dec->unread = before || unread;
    pw_status status = read_field(dec, at, out == NULL || unread
                                               ? NULL : (char *)out + at->field->offset);
    dec->unread = before;
    return status;
}

pw_status pw_decode(pw_decoder *dec, const pw_node *map, const pw_shape *shape,
                    const pw_path *path, void *out)
{
    for (const pw_node *child = map->first; child != NULL; child = child->next) {
        const pw_field *field = pw_shape_field(shape, child->key);
        pw_path inner = {.up = path, .key = child->key};
        spot at = {child, shape, field, &inner};
        if (field != NULL && field->inlined)
            inner.inlined = shape->inlined;
        if (is_overridden(child) || (field == NULL && shape->open))
            continue;
        if (field == NULL && child->kind == PW_NULL)
            PW_TRY(warn_unknown(dec, map, child, shape, &inner));
        else if (field == NULL)
            PW_TRY(fail_unknown(dec, map, child, shape, &inner));
        else if (child->kind != PW_NULL)
            PW_TRY(read_member(dec, &at, out));
    }
    return PW_OK;
}
