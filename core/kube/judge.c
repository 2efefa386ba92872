#include "kube/judge.h"

#include "base/limits.h"
#include "text/compact.h"
#include "text/scalar.h"

#include <string.h>

/* ---- paths */

static void put_path(pw_buf *b, const pw_path *path, void put_key(pw_buf *, pw_str))
{
    if (path->up == NULL)
        return;
    put_path(b, path->up, put_key);
    if (path->name == NULL && path->key.at == NULL) {
        pw_buf_print(b, "[%u]", path->index);
        return;
    }
    if (path->member)
        pw_buf_putc(b, '[');
    else if (path->up->up != NULL)
        pw_buf_putc(b, '.');
    if (path->name != NULL)
        pw_buf_puts(b, path->name);
    else
        put_key(b, path->key);
    if (path->member)
        pw_buf_putc(b, ']');
}

void pw_path_put(pw_buf *b, const pw_path *path)
{
    put_path(b, path, pw_buf_put);
}

pw_status pw_path_text(pw_arena *a, const pw_path *path, pw_str *text)
{
    pw_buf b = pw_buf_make(1024);
    put_path(&b, path, pw_buf_visible);
    return pw_buf_keep(&b, a, text);
}

/* ---- looking */

pw_path pw_child(const pw_path *up, const char *name)
{
    pw_path at = {.up = up, .name = name};
    if (up->node != NULL && up->node->kind == PW_MAP)
        at.node = pw_node_get(up->node, name);
    if (at.node != NULL && at.node->kind == PW_NULL)
        at.node = NULL;
    return at;
}

static pw_path child_of(const pw_path *up, const char *name, pw_kind low, pw_kind high)
{
    pw_path at = pw_child(up, name);
    if (at.node != NULL && (at.node->kind < low || at.node->kind > high))
        at.node = NULL;
    return at;
}

pw_path pw_text_child(const pw_path *up, const char *name)
{
    return child_of(up, name, PW_TEXT, PW_TEXT);
}

pw_path pw_number_child(const pw_path *up, const char *name)
{
    return child_of(up, name, PW_INT, PW_FLOAT);
}

pw_path pw_list_child(const pw_path *up, const char *name)
{
    return child_of(up, name, PW_LIST, PW_LIST);
}

pw_path pw_map_child(const pw_path *up, const char *name)
{
    return child_of(up, name, PW_MAP, PW_MAP);
}

bool pw_is_other(const pw_path *at, pw_kind kind)
{
    return at->node != NULL && at->node->kind != kind;
}

bool pw_each_item(const pw_path *list, pw_step *step)
{
    const pw_node *from = list->node;
    if (from == NULL || from->kind != PW_LIST)
        return false;
    uint32_t index = step->last == NULL ? 0 : step->at.index + 1;
    step->last = step->last == NULL ? from->first : step->last->next;
    step->at = (pw_path){.up = list, .index = index, .node = step->last};
    if (step->last != NULL && step->last->kind == PW_NULL)
        step->at.node = NULL;
    return step->last != NULL;
}

bool pw_each_member(const pw_path *map, pw_step *step)
{
    const pw_node *from = map->node, *next = NULL;
    /* Many labels were told of as such; looking for the next key takes as long as there are. */
    if (from == NULL || from->kind != PW_MAP || from->count > PW_MAX_MAP)
        return false;
    do {
        const pw_node *least = NULL;
        for (const pw_node *child = from->first; child != NULL; child = child->next) {
            bool after = step->last == NULL || pw_str_order(child->key, step->last->key) > 0;
            if (after && (least == NULL || pw_str_order(child->key, least->key) <= 0))
                least = child;
        }
        step->last = next = least;
    } while (next != NULL && next->kind == PW_NULL);
    if (next != NULL)
        step->at = (pw_path){.up = map, .key = next->key, .member = true, .node = next};
    return next != NULL;
}

pw_str pw_text_at(const pw_path *at)
{
    return at->node != NULL && at->node->kind == PW_TEXT ? at->node->text : PW_STR("");
}

bool pw_has_some(const pw_path *at)
{
    return at->node != NULL && at->node->kind == PW_TEXT && at->node->text.len > 0;
}

bool pw_is(const pw_path *at, const char *text)
{
    return pw_str_is(pw_text_at(at), text);
}

uint32_t pw_count_of(const pw_path *at)
{
    return at->node == NULL ? 0 : at->node->count;
}

int64_t pw_number_at(const pw_path *at, int64_t otherwise)
{
    int64_t number;
    bool is_number = at->node != NULL && (at->node->kind == PW_INT || at->node->kind == PW_FLOAT);
    return is_number && pw_scalar_int(at->node->text, &number) ? number : otherwise;
}

bool pw_has_int(const pw_path *at)
{
    int64_t number = pw_number_at(at, INT64_MAX);
    return number >= INT32_MIN && number <= INT32_MAX;
}

bool pw_true_at(const pw_path *at)
{
    return at->node != NULL && at->node->kind == PW_BOOL && pw_scalar_bool(at->node->text);
}

/* ---- saying */

/* The place of a mistake: the value, or its key if it has no text, or what it is missing in. */
static pw_span span_of(const pw_path *at)
{
    const pw_node *node = at->node;
    if (node != NULL)
        return node->span.to > node->span.from ? node->span : node->key_span;
    while (at->up != NULL && at->node == NULL)
        at = at->up;
    if (at->node == NULL)
        return (pw_span){0, 0};
    if (at->node->key_span.to > at->node->key_span.from)
        return at->node->key_span;
    /* An item, or the object: in brackets all of it, else where it begins. */
    return at->node->flow ? at->node->span
                          : (pw_span){at->node->span.from, at->node->span.from + 1};
}

/* The field of the table that stands at `at`, and whether podwall reads it and all around it. */
static const pw_shape *shape_at(const pw_checker *c, const pw_path *at, bool *read)
{
    if (at->up == NULL)
        return pw_kind_of(c->kind)->body;
    const pw_shape *shape = shape_at(c, at->up, read);
    if (at->name == NULL || shape == NULL)
        return shape;
    const pw_field *field = pw_shape_field(shape, pw_str_of(at->name));
    bool metadata = at->up->up == NULL && strcmp(at->name, "metadata") == 0;
    *read = *read && (metadata || (field != NULL && field->offset != PW_UNREAD));
    return field == NULL ? NULL : field->shape;
}

/* A server refuses a pod without containers; its neighbours can be judged all the same. Policies
 * are left out as the server does it, and so is what has no name, or labels that are none. */
static bool is_mild(const pw_checker *c, const pw_path *at)
{
    bool read = true, name = at->name != NULL && strcmp(at->name, "name") == 0;
    shape_at(c, at, &read);
    if (c->kind == PW_POLICY || (name && at->up->up != NULL && at->up->up->up == NULL))
        return false;
    return !read || at->node == NULL;
}

static pw_status add(pw_checker *c, pw_code code, const pw_path *at)
{
    pw_str text;
    c->d->mild = is_mild(c, at);
    PW_TRY(pw_path_text(c->d->arena, at, &text));
    return pw_diags_add(c->d, code, span_of(at), text);
}

/* One cause: "spec.ports[0].port: Invalid value: 0: must be ...". Several stand on lines. */
static void put_cause(pw_checker *c, const pw_path *at, const char *type, pw_str value,
                      const char *detail)
{
    pw_buf *b = &c->d->server;
    if (c->settled)
        return;
    c->d->says = PW_SAYS_INVALID;
    if (b->len > 0)
        pw_buf_putc(b, '\n');
    pw_path_put(b, at);
    pw_buf_print(b, ": %s", type);
    if (value.len > 0)
        pw_buf_print(b, ": %R", value);
    if (detail != NULL && detail[0] != '\0')
        pw_buf_print(b, ": %s", detail);
}

/* The value at `at` as the server quotes it. */
static pw_status put_value(pw_checker *c, const pw_path *at, pw_str *value)
{
    pw_buf b = pw_buf_make(1u << 20);
    if (at->node == NULL)
        pw_buf_puts(&b, "\"\"");
    else if (at->node->kind == PW_TEXT)
        pw_buf_print(&b, "%Q", at->node->text);
    else
        pw_compact_put(&b, at->node);
    return pw_buf_keep(&b, c->d->arena, value);
}

/* The last name on the way. */
static const char *name_of(const pw_path *at)
{
    while (at->name == NULL && at->up != NULL)
        at = at->up;
    return at->name == NULL ? "this" : at->name;
}

static bool is_verb(const char *detail)
{
    return strncmp(detail, "must", 4) == 0 || strncmp(detail, "may", 3) == 0;
}

/* Plain words for those who wrote none. */
static void put_plain(pw_checker *c, const pw_path *at, const char *detail)
{
    pw_buf *message = &c->d->message;
    if (message->len > 0)
        return;
    if (at->node != NULL && at->node->kind == PW_TEXT)
        pw_buf_print(message, "%q", at->node->text);
    else
        pw_buf_puts(message, name_of(at));
    pw_buf_print(message, is_verb(detail) ? " %s" : ": %s", detail);
}

/* Whether it was told that there is no such field. */
static bool is_unknown(const pw_checker *c, const pw_node *node)
{
    for (uint32_t i = 0; i < c->d->list.count; i++) {
        const pw_diag *diag = &pw_items(c->d->list, const pw_diag)[i];
        if (diag->code == PW_UNKNOWN_FIELD && diag->span.from == node->key_span.from)
            return true;
    }
    return false;
}

bool pw_is_told(const pw_checker *c, const pw_path *at)
{
    const pw_node *map = at->up == NULL ? NULL : at->up->node;
    uint32_t distance;
    if (at->name == NULL || map == NULL || map->kind != PW_MAP)
        return false;
    for (const pw_node *child = map->first; child != NULL; child = child->next)
        if (child->kind != PW_NULL && pw_str_near(child->key, pw_str_of(at->name), &distance) &&
            is_unknown(c, child))
            return true;
    const pw_node *given = pw_node_get(map, at->name);
    return at->node == NULL && given != NULL && given->kind != PW_NULL;
}

pw_status pw_say_required(pw_checker *c, pw_code code, const pw_path *at, const char *detail)
{
    if (pw_is_told(c, at)) {
        pw_diags_drop(c->d);
        return PW_OK;
    }
    put_cause(c, at, "Required value", PW_STR(""), detail);
    if (c->d->message.len == 0) {
        put_path(&c->d->message, at, pw_buf_visible);
        pw_buf_puts(&c->d->message, " is missing");
    }
    return add(c, code, at);
}

void pw_note_invalid(pw_checker *c, const pw_path *at, pw_str value, const char *detail)
{
    put_cause(c, at, "Invalid value", value, detail);
}

pw_status pw_say_invalid_value(pw_checker *c, pw_code code, const pw_path *at, pw_str value,
                               const char *detail)
{
    put_cause(c, at, "Invalid value", value, detail);
    put_plain(c, at, detail);
    return add(c, code, at);
}

pw_status pw_say_invalid(pw_checker *c, pw_code code, const pw_path *at, const char *detail)
{
    pw_str value;
    PW_TRY(put_value(c, at, &value));
    return pw_say_invalid_value(c, code, at, value, detail);
}

pw_status pw_say_missing(pw_checker *c, const pw_path *at)
{
    return pw_say_required(c, PW_REQUIRED, at, NULL);
}

pw_status pw_say_bad(pw_checker *c, const pw_path *at, const char *detail)
{
    return pw_say_invalid(c, PW_BAD_VALUE, at, detail);
}

pw_status pw_say_about(pw_checker *c, pw_code code, const pw_path *at, const char *words,
                       pw_str one, pw_str other)
{
    pw_buf detail = pw_buf_make(1u << 20);
    pw_buf_print(&detail, words, one, other);
    pw_status status = detail.status;
    if (status == PW_OK)
        status = pw_say_invalid(c, code, at, detail.at);
    pw_buf_drop(&detail, &c->d->server);
    return status;
}

pw_status pw_say_forbidden(pw_checker *c, pw_code code, const pw_path *at, const char *detail)
{
    put_cause(c, at, "Forbidden", PW_STR(""), detail);
    put_plain(c, at, detail);
    return add(c, code, at);
}

pw_status pw_say_too_long(pw_checker *c, const pw_path *at, const char *detail)
{
    put_cause(c, at, "Too long", PW_STR(""), detail);
    put_plain(c, at, detail);
    return add(c, PW_BAD_VALUE, at);
}

pw_status pw_say_duplicate(pw_checker *c, const pw_path *at, pw_str value)
{
    if (value.len == 0)
        PW_TRY(put_value(c, at, &value));
    put_cause(c, at, "Duplicate value", value, NULL);
    if (c->d->message.len == 0)
        pw_buf_print(&c->d->message, "%s stands here a second time", name_of(at));
    return add(c, PW_BAD_VALUE, at);
}

pw_status pw_say_also(pw_checker *c, const pw_path *at, pw_str value, const char *detail)
{
    pw_diag *list = c->d->list.at, *last = list == NULL ? NULL : list + c->d->list.count - 1;
    if (last == NULL || c->settled || last->says != PW_SAYS_INVALID)
        return PW_OK;
    pw_buf_put(&c->d->server, last->server);
    put_cause(c, at, value.len > 0 ? "Invalid value" : "Required value", value, detail);
    c->d->says = PW_SAYS_NOTHING;
    last->server = pw_str_copy(c->d->arena, pw_buf_str(&c->d->server));
    pw_buf_clear(&c->d->server);
    return last->server.at == NULL ? PW_E_NOMEM : PW_OK;
}

pw_status pw_say_not_found(pw_checker *c, pw_code code, const pw_path *at, const char *detail)
{
    pw_str value;
    PW_TRY(put_value(c, at, &value));
    put_cause(c, at, "Not found", value, detail);
    if (c->d->message.len == 0)
        pw_buf_print(&c->d->message, "there is no %q", pw_text_at(at));
    return add(c, code, at);
}

/* Short words are near to each other without being meant: of them only the case may differ. */
static bool is_meant(pw_str given, pw_str name)
{
    uint32_t distance;
    if (name.len >= 5 || given.len != name.len)
        return name.len >= 5 && pw_str_near(given, name, &distance);
    for (uint32_t i = 0; i < name.len; i++)
        if ((given.at[i] | 0x20) != (name.at[i] | 0x20))
            return false;
    return true;
}

pw_status pw_hint_values(pw_checker *c, const pw_path *at, pw_str given,
                         const pw_value *values)
{
    pw_buf *hint = &c->d->hint;
    for (const pw_value *v = values; v->name != NULL && at->node != NULL; v++)
        if (is_meant(given, pw_str_of(v->name))) {
            pw_buf_print(hint, "did you mean %s?", v->name);
            return at->node->kind != PW_TEXT ? PW_OK
                   : pw_diags_repair(c->d, at->node->span, pw_str_of(v->name));
        }
    pw_buf_puts(hint, "write ");
    for (const pw_value *v = values; v->name != NULL; v++)
        pw_buf_print(hint, "%s%s", v->name,
                     v[1].name == NULL ? "" : v[2].name == NULL ? " or " : ", ");
    return PW_OK;
}

pw_status pw_say_unsupported_value(pw_checker *c, const pw_path *at, pw_str value, pw_str given,
                                   const pw_value *values)
{
    pw_buf detail = pw_buf_make(4096);
    pw_buf_puts(&detail, "supported values: ");
    for (const pw_value *v = values; v->name != NULL; v++)
        pw_buf_print(&detail, "\"%s\"%s", v->name, v[1].name == NULL ? "" : ", ");
    put_cause(c, at, "Unsupported value", value, detail.at);
    pw_buf_drop(&detail, &c->d->server);
    if (c->d->message.len == 0)
        pw_buf_print(&c->d->message, "%q is no %s", given, name_of(at));
    if (c->d->hint.len == 0)
        PW_TRY(pw_hint_values(c, at, given, values));
    return add(c, PW_BAD_VALUE, at);
}

pw_status pw_say_unsupported(pw_checker *c, const pw_path *at, const pw_value *values)
{
    pw_str value;
    PW_TRY(put_value(c, at, &value));
    return pw_say_unsupported_value(c, at, value, pw_text_at(at), values);
}

pw_status pw_check_text(pw_checker *c, pw_code code, const pw_path *at,
                        pw_faults faults_of(pw_str))
{
    return pw_say_faults(c, code, at, faults_of(pw_text_at(at)));
}

pw_status pw_say_faults(pw_checker *c, pw_code code, const pw_path *at, pw_faults faults)
{
    pw_str value;
    if (faults.count == 0)
        return PW_OK;
    PW_TRY(put_value(c, at, &value));
    for (uint32_t i = 0; i < faults.count; i++)
        put_cause(c, at, "Invalid value", value, faults.server[i]);
    put_plain(c, at, faults.plain);
    return add(c, code, at);
}

uint32_t pw_told(const pw_checker *c)
{
    return c->d->list.count + c->d->dropped;
}

void pw_settle(pw_checker *c, uint32_t from)
{
    pw_diag *list = c->d->list.at;
    for (uint32_t i = c->first; i < from && i < c->d->list.count; i++)
        if (list[i].says == PW_SAYS_INVALID)
            list[i].says = PW_SAYS_NOTHING;
    c->settled = true;
}

pw_status pw_say_warning(pw_checker *c, pw_code code, const pw_path *at)
{
    c->d->says = PW_SAYS_WARNING;
    return add(c, code, at);
}

pw_status pw_say_failed(pw_checker *c, pw_code code, const pw_path *at)
{
    c->d->says = PW_SAYS_FAILED;
    return add(c, code, at);
}

/* ---- judging by the table */

static pw_status check_number(pw_checker *c, const pw_path *at, pw_spelling format)
{
    int64_t number = pw_number_at(at, 1);
    if (format == PW_A_PORT_NUMBER && (number < 1 || number > 65535))
        return pw_say_invalid(c, PW_BAD_PORT, at, "must be between 1 and 65535, inclusive");
    if (format == PW_NOT_NEGATIVE && number < 0)
        return pw_say_invalid(c, PW_BAD_VALUE, at, "must be greater than or equal to 0");
    if (format == PW_POSITIVE && number <= 0)
        return pw_say_invalid(c, PW_BAD_VALUE, at, "must be greater than 0");
    if (format == PW_A_FILE_MODE && (number < 0 || number > 0777)) {
        pw_buf_puts(&c->d->message, "a mode is a number from 0 to 0777, octal: 0644 with its 0");
        return pw_say_invalid(c, PW_BAD_VALUE, at,
                              "must be a number between 0 and 0777 (octal), both inclusive");
    }
    if (format == PW_AN_ID && (number < 0 || number > INT32_MAX))
        return pw_say_invalid(c, PW_BAD_VALUE, at, "must be between 0 and 2147483647, inclusive");
    return PW_OK;
}

static pw_status check_spelling(pw_checker *c, const pw_path *at, pw_spelling format)
{
    switch (format) {
    case PW_ANY_SPELLING:
    case PW_NOT_EMPTY: return PW_OK;
    case PW_A_LABEL: return pw_check_text(c, PW_BAD_NAME, at, pw_label_faults);
    case PW_A_SUBDOMAIN: return pw_check_text(c, PW_BAD_NAME, at, pw_subdomain_faults);
    case PW_A_KEY: return pw_check_text(c, PW_BAD_LABEL, at, pw_label_key_faults);
    case PW_A_PORT_NAME: return pw_check_text(c, PW_BAD_PORT, at, pw_port_name_faults);
    default: return check_number(c, at, format);
    }
}

bool pw_is_one_of(pw_str text, const pw_value *values)
{
    while (values->name != NULL && !pw_str_is(text, values->name))
        values++;
    return values->name != NULL;
}

static bool is_empty(const pw_node *node, const pw_field *field)
{
    return node == NULL || (node->kind == PW_TEXT && node->text.len == 0) ||
           (field->type != PW_T_SHAPE && node->kind >= PW_LIST && node->count == 0);
}

static pw_status check_value(pw_checker *c, const pw_path *at, const pw_field *field)
{
    pw_step step = {0};
    if (field->blank && at->node->kind == PW_TEXT && at->node->text.len == 0)
        return PW_OK;
    if (field->values != NULL && at->node->kind == PW_TEXT &&
        !pw_is_one_of(at->node->text, field->values))
        return pw_say_unsupported(c, at, field->values);
    if (field->spelling != PW_ANY_SPELLING && at->node->kind != PW_LIST)
        return check_spelling(c, at, (pw_spelling)field->spelling);
    while (field->spelling != PW_ANY_SPELLING && pw_each_item(at, &step))
        PW_TRY(check_spelling(c, &step.at, (pw_spelling)field->spelling));
    if (field->type == PW_T_SHAPE && at->node->kind == PW_MAP)
        return pw_check_shape(c, at, field->shape);
    while (field->type == PW_T_SHAPES && pw_each_item(at, &step))
        PW_TRY(pw_check_shape(c, &step.at, field->shape));
    return PW_OK;
}

static pw_status check_member(pw_checker *c, const pw_path *up, const pw_field *field)
{
    pw_path at = pw_child(up, field->name);
    if (field->needed && is_empty(at.node, field))
        return pw_say_required(c, PW_REQUIRED, &at, NULL);
    return at.node == NULL ? PW_OK : check_value(c, &at, field);
}

/* A bit for the first two letters of a name: most fields of a shape are not there. */
static uint64_t mark_of(const char *name)
{
    return (uint64_t)1 << (((unsigned char)name[0] * 7 + (unsigned char)name[1]) & 63);
}

static uint64_t marks_at(const pw_path *at)
{
    uint64_t marks = 0;
    if (at->node == NULL || at->node->kind != PW_MAP)
        return 0;
    for (const pw_node *child = at->node->first; child != NULL; child = child->next)
        if (child->key.len > 1)
            marks |= mark_of(child->key.at);
    return marks;
}

static bool is_called(const pw_field *field, const char *name)
{
    return name != NULL && field->name[0] == name[0] && strcmp(field->name, name) == 0;
}

pw_status pw_check_range(pw_checker *c, const pw_path *at, const pw_shape *shape,
                         const char *first, const char *last)
{
    uint64_t marks = marks_at(at);
    const pw_field *field = shape->fields, *end = field + shape->count;
    while (first != NULL && !is_called(field, first))
        field++;
    for (; field < end; field++) {
        if (field->needed || (marks & mark_of(field->name)) != 0)
            PW_TRY(check_member(c, at, field));
        if (is_called(field, last))
            break;
    }
    return PW_OK;
}

pw_status pw_check_fields(pw_checker *c, const pw_path *at, const pw_shape *shape)
{
    return pw_check_range(c, at, shape, NULL, NULL);
}

pw_status pw_check_field(pw_checker *c, const pw_path *at, const pw_shape *shape, const char *name)
{
    return check_member(c, at, pw_shape_field(shape, pw_str_of(name)));
}

pw_status pw_check_shape(pw_checker *c, const pw_path *at, const pw_shape *shape)
{
    return shape->check != NULL ? shape->check(c, at) : pw_check_fields(c, at, shape);
}

pw_status pw_judge_object(pw_checker *c)
{
    pw_path object = {.node = c->object};
    pw_path meta = pw_child(&object, "metadata");
    c->first = pw_told(c);
    PW_TRY(pw_check_shape(c, &meta, &pw_meta_shape));
    return pw_check_shape(c, &object, pw_kind_of(c->kind)->body);
}
