#include "kube/decode.h"

#include "base/limits.h"
#include "text/scalar.h"

#include <string.h>

static void write_path(pw_buf *b, const pw_path *path)
{
    if (path == NULL)
        return;
    write_path(b, path->up);
    if (path->name == NULL && path->key.at == NULL) {
        pw_buf_print(b, "[%u]", path->index);
        return;
    }
    if (b->len > 0)
        pw_buf_putc(b, '.');
    if (path->name != NULL)
        pw_buf_puts(b, path->name);
    else
        pw_buf_visible(b, path->key);
}

pw_status pw_path_text(pw_arena *a, const pw_path *path, pw_str *text)
{
    pw_buf b = pw_buf_make(1024);
    write_path(&b, path);
    return pw_buf_keep(&b, a, text);
}

static pw_status add(pw_decoder *dec, pw_code code, pw_span span, const pw_path *path)
{
    pw_str text;
    PW_TRY(pw_path_text(dec->d->arena, path, &text));
    return pw_diags_add(dec->d, code, span, text);
}

/* The span to point at when a value is wrong: the value, or its key if it has no text. */
static pw_span value_span(const pw_node *node)
{
    return node->span.to > node->span.from ? node->span : node->key_span;
}

/* An unquoted scalar that is no text: says how it was read and how to write it. */
static pw_status fail_text(pw_decoder *dec, const pw_node *node, const pw_path *path)
{
    if (node->kind == PW_LIST || node->kind == PW_MAP) {
        pw_buf_print(&dec->d->message, "this must be text; it is %s",
                     pw_kind_name((pw_kind)node->kind));
        return add(dec, PW_WRONG_TYPE, node->span, path);
    }
    pw_buf_print(&dec->d->message, "%S without quotes is %s, and text is needed here", node->text,
                 node->kind == PW_BOOL && pw_scalar_bool(node->text)    ? "the boolean true"
                 : node->kind == PW_BOOL ? "the boolean false"
                                         : "a number");
    pw_buf_print(&dec->d->hint, "quote it: %q", node->text);
    return add(dec, PW_LOOKS_LIKE_TEXT, node->span, path);
}

static pw_status fail_type(pw_decoder *dec, const pw_node *node, pw_type type,
                           const pw_path *path)
{
    pw_buf_print(&dec->d->message, "this must be %s; it is %s", pw_type_name(type),
                 pw_kind_name((pw_kind)node->kind));
    return add(dec, PW_WRONG_TYPE, value_span(node), path);
}

static pw_status read_text(pw_decoder *dec, const pw_node *node, const pw_path *path,
                           pw_text *out)
{
    if (node->kind != PW_TEXT)
        return fail_text(dec, node, path);
    *out = (pw_text){node->text, node->span};
    return PW_OK;
}

static bool read_number(const pw_node *node, int32_t *number)
{
    int64_t value;
    if ((node->kind != PW_INT && node->kind != PW_FLOAT) || !pw_scalar_int(node->text, &value))
        return false;
    if (value < INT32_MIN || value > INT32_MAX)
        return false;
    *number = (int32_t)value;
    return true;
}

static pw_status read_int(pw_decoder *dec, const pw_node *node, const pw_path *path, pw_int *out)
{
    *out = (pw_int){.given = true, .span = node->span};
    if (read_number(node, &out->value))
        return PW_OK;
    return fail_type(dec, node, PW_T_INT, path);
}

static pw_status read_int_or_text(pw_decoder *dec, const pw_node *node, const pw_path *path,
                                  pw_int_or_text *out)
{
    *out = (pw_int_or_text){.given = true, .span = node->span};
    if (node->kind == PW_TEXT) {
        out->named = true;
        out->name = node->text;
        return PW_OK;
    }
    if (read_number(node, &out->number))
        return PW_OK;
    return fail_type(dec, node, PW_T_INT_OR_TEXT, path);
}

static pw_status read_flag(pw_decoder *dec, const pw_node *node, const pw_path *path,
                           pw_flag *out)
{
    if (node->kind != PW_BOOL)
        return fail_type(dec, node, PW_T_FLAG, path);
    *out = (pw_flag){pw_scalar_bool(node->text), true};
    return PW_OK;
}

/* A label without a value is dropped by kubectl; in a selector that widens it. */
static pw_status warn_dropped(pw_decoder *dec, const pw_node *node, const pw_path *path)
{
    uint32_t colon = pw_str_find(node->key, ':');
    pw_buf_print(&dec->d->message, "%q has no value; kubectl drops it as if it were not there",
                 node->key);
    if (colon != PW_NONE && colon + 1 < node->key.len)
        pw_buf_print(&dec->d->hint, "write a space after the colon: \"%S: %S\"",
                     pw_str_part(node->key, 0, colon),
                     pw_str_part(node->key, colon + 1, node->key.len));
    else
        pw_buf_puts(&dec->d->hint, "give it a value; \"\" is the empty one");
    return add(dec, PW_NULL_DROPPED, node->key_span, path);
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

static pw_status read_labels(pw_decoder *dec, const pw_node *node, const pw_path *path,
                             pw_list *out)
{
    if (node->kind != PW_MAP)
        return fail_type(dec, node, PW_T_LABELS, path);
    if (node->count > PW_MAX_MAP) {
        pw_buf_print(&dec->d->message, "more than %u labels", (uint32_t)PW_MAX_MAP);
        return add(dec, PW_TOO_LARGE, node->key_span, path);
    }
    *out = (pw_list){.given = true, .span = node->span};
    PW_NEED(out->at = pw_new_array(dec->arena, pw_label, node->count));
    for (const pw_node *child = node->first; child != NULL; child = child->next) {
        pw_path inner = {.up = path, .key = child->key};
        pw_text value = {0};
        if (child->kind == PW_NULL) {
            PW_TRY(warn_dropped(dec, child, &inner));
            continue;
        }
        PW_TRY(read_text(dec, child, &inner, &value));
        if (value.s.at != NULL)
            PW_TRY(put_label(dec, child, value, out->at, &out->count));
    }
    return PW_OK;
}

/* Items of a list: null becomes the zero value, as it does in the server's decoder. */
static pw_status read_texts(pw_decoder *dec, const pw_node *node, const pw_path *path,
                            pw_list *out)
{
    if (node->kind != PW_LIST)
        return fail_type(dec, node, PW_T_TEXTS, path);
    *out = (pw_list){.given = true, .span = node->span};
    pw_text *items = pw_new_array(dec->arena, pw_text, node->count);
    PW_NEED(out->at = items);
    for (const pw_node *child = node->first; child != NULL; child = child->next) {
        pw_path inner = {.up = path, .index = out->count};
        pw_text *item = &items[out->count++];
        if (child->kind == PW_NULL)
            *item = (pw_text){PW_STR(""), child->span};
        else
            PW_TRY(read_text(dec, child, &inner, item));
    }
    return PW_OK;
}

static pw_status read_shapes(pw_decoder *dec, const pw_node *node, const pw_shape *shape,
                             const pw_path *path, pw_list *out)
{
    if (node->kind != PW_LIST)
        return fail_type(dec, node, PW_T_SHAPES, path);
    *out = (pw_list){.given = true, .span = node->span};
    char *items = pw_arena_take(dec->arena, (size_t)shape->size * node->count);
    PW_NEED(out->at = items);
    for (const pw_node *child = node->first; child != NULL; child = child->next) {
        pw_path inner = {.up = path, .index = out->count};
        void *item = items + (size_t)shape->size * out->count++;
        pw_span first = {child->span.from, child->span.from};
        if (child->kind != PW_NULL)
            PW_TRY(pw_decode(dec, child, shape, &inner, item));
        ((pw_head *)item)->given = true;
        ((pw_head *)item)->key = first;
        ((pw_head *)item)->span = child->span;
    }
    return PW_OK;
}

static pw_status read_shape(pw_decoder *dec, const pw_node *node, const pw_shape *shape,
                            const pw_path *path, void *out)
{
    pw_head *head = out;
    PW_TRY(pw_decode(dec, node, shape, path, out));
    *head = (pw_head){true, node->key_span, node->span};
    return PW_OK;
}

static pw_status read_field(pw_decoder *dec, const pw_node *node, const pw_field *field,
                            const pw_path *path, void *out)
{
    switch (field->type) {
    case PW_T_TEXT: return read_text(dec, node, path, out);
    case PW_T_INT: return read_int(dec, node, path, out);
    case PW_T_FLAG: return read_flag(dec, node, path, out);
    case PW_T_INT_OR_TEXT: return read_int_or_text(dec, node, path, out);
    case PW_T_LABELS: return read_labels(dec, node, path, out);
    case PW_T_TEXTS: return read_texts(dec, node, path, out);
    case PW_T_SHAPE: return read_shape(dec, node, field->shape, path, out);
    case PW_T_SHAPES: return read_shapes(dec, node, field->shape, path, out);
    case PW_T_ANY: break;
    }
    return PW_OK;
}

static pw_status fail_unknown(pw_decoder *dec, const pw_node *node, const pw_shape *shape,
                              const pw_path *path)
{
    const pw_field *nearest = pw_shape_nearest(shape, node->key);
    pw_buf_print(&dec->d->message, "there is no field %q here", node->key);
    if (nearest != NULL) {
        pw_buf_print(&dec->d->hint, "did you mean %s?", nearest->name);
    } else {
        pw_buf_puts(&dec->d->hint, "fields here:");
        for (uint32_t i = 0; i < shape->count; i++)
            pw_buf_print(&dec->d->hint, "%s %s", i == 0 ? "" : ",", shape->fields[i].name);
    }
    return add(dec, PW_UNKNOWN_FIELD, node->key_span, path);
}

/* Whether the same key follows: of repeated keys the last one stands alone. */
static bool is_overridden(const pw_node *node)
{
    for (const pw_node *later = node->next; later != NULL; later = later->next)
        if (pw_str_same(later->key, node->key))
            return true;
    return false;
}

pw_status pw_decode(pw_decoder *dec, const pw_node *node, const pw_shape *shape,
                    const pw_path *path, void *out)
{
    if (node->kind != PW_MAP)
        return fail_type(dec, node, PW_T_SHAPE, path);
    for (const pw_node *child = node->first; child != NULL; child = child->next) {
        const pw_field *field = pw_shape_field(shape, child->key);
        pw_path inner = {.up = path, .key = child->key};
        if (field == NULL && shape->closed)
            PW_TRY(fail_unknown(dec, child, shape, &inner));
        if (field != NULL && child->kind != PW_NULL && !is_overridden(child))
            PW_TRY(read_field(dec, child, field, &inner, (char *)out + field->offset));
    }
    return PW_OK;
}
