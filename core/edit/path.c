#include "edit/path.h"

#include "base/limits.h"

/* ---- the caret ---- */

static bool is_word(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '-' || c == '_' || c == '.' || c == '/';
}

static pw_span word_around(pw_str text, uint32_t at)
{
    pw_span word = {at, at};
    while (word.from > 0 && is_word(text.at[word.from - 1]))
        word.from--;
    while (word.to < text.len && is_word(text.at[word.to]))
        word.to++;
    return word;
}

static bool is_in(pw_span span, uint32_t at)
{
    return span.from <= at && at <= span.to;
}

static bool is_flow(const pw_entry *e)
{
    return e->form == PW_FLOW_MAP || e->form == PW_FLOW_LIST;
}

static pw_caret_slot slot_in(const pw_entry *e, uint32_t at)
{
    if (!pw_entry_is_item(e) && is_in(e->span, at))
        return PW_AT_KEY;
    if (is_flow(e))
        return e->value.from < at && at < e->value.to ? PW_AT_ROOM : PW_AT_NOTHING;
    return e->form != PW_NESTED && is_in(e->value, at) ? PW_AT_VALUE : PW_AT_NOTHING;
}

/* The innermost entry whose text holds `at`; entries inside come after those around them. */
static pw_caret find_text(const pw_outline *o, uint32_t at)
{
    pw_caret found = {PW_AT_NOTHING, PW_NONE, {at, at}};
    for (uint32_t i = 0; i < o->entries.count; i++) {
        const pw_entry *e = pw_outline_at(o, i);
        pw_caret_slot slot = i == 0 && !is_flow(e) ? PW_AT_NOTHING : slot_in(e, at);
        if (slot == PW_AT_NOTHING)
            continue;
        found = (pw_caret){slot, i, slot == PW_AT_KEY ? e->span : e->value};
        if (slot == PW_AT_ROOM)
            found.word = word_around(o->text, at);
        else if (e->form == PW_NO_VALUE && slot == PW_AT_VALUE)
            found.word = (pw_span){at, at};
    }
    return found;
}

/* The last entry outside brackets that begins before `line`. */
static uint32_t entry_before(const pw_outline *o, uint32_t line)
{
    uint32_t i = o->entries.count - 1;
    while (i > 0 && (pw_outline_at(o, i)->flow || pw_outline_at(o, i)->span.from >= line))
        i--;
    return i;
}

/* The entry to which a key or item in `column` of a new line would belong; PW_NONE when the line
 * would only go on with a text. */
static uint32_t room_in(const pw_outline *o, uint32_t line, uint32_t column)
{
    uint32_t i = entry_before(o, line);
    while (i != 0 && pw_outline_at(o, i)->column > column)
        i = pw_outline_at(o, i)->parent;
    const pw_entry *e = pw_outline_at(o, i);
    if (i == 0 || e->column < column)
        return i == 0 || e->form == PW_NO_VALUE || e->form == PW_NESTED ? i : PW_NONE;
    if (!pw_entry_is_item(e))
        return e->parent;
    /* Below a list that begins in the column of its key, keys follow. */
    const pw_entry *list = pw_outline_at(o, e->parent);
    return e->parent != 0 && list->column == column ? list->parent : e->parent;
}

static bool is_indentation(pw_str text, uint32_t from, uint32_t to)
{
    while (from < to && text.at[from] == ' ')
        from++;
    return from == to;
}

pw_caret pw_caret_find(const pw_outline *o, uint32_t at)
{
    pw_caret caret = find_text(o, at);
    bool block = caret.slot == PW_AT_VALUE && pw_outline_at(o, caret.entry)->form == PW_BLOCK_TEXT;
    if (caret.slot != PW_AT_NOTHING && !block)
        return caret;
    caret = (pw_caret){PW_AT_NOTHING, PW_NONE, word_around(o->text, at)};
    uint32_t line = pw_str_line(o->text, at);
    if (!is_indentation(o->text, line, caret.word.from))
        return caret;
    caret.entry = room_in(o, line, caret.word.from - line);
    if (caret.entry != PW_NONE)
        caret.slot = PW_AT_ROOM;
    return caret;
}

/* ---- what is expected ---- */

static pw_object_kind kind_of(const pw_outline *o, uint32_t object)
{
    pw_str name = pw_outline_text(o, pw_outline_child(o, object, PW_STR("kind")));
    int kind = 0;
    while (kind < PW_OBJECT_KINDS && !pw_str_is(name, pw_kind_of((pw_object_kind)kind)->kind))
        kind++;
    return (pw_object_kind)kind;
}

/* A whole object; of an unknown kind what all kinds have. */
static pw_expected object_at(const pw_outline *o, uint32_t entry)
{
    pw_expected x = {.known = true, .object = entry, .kind = kind_of(o, entry)};
    pw_object_kind like = x.kind == PW_OBJECT_KINDS ? PW_NAMESPACE : x.kind;
    x.shape = pw_kind_of(like)->body;
    x.topic = x.kind == PW_NAMESPACE ? PW_OF_NAMESPACES
              : x.kind == PW_NODE    ? PW_OF_NODES
                                     : PW_OF_PODS;
    return x;
}

static void enter_field(pw_expected *x, pw_str key)
{
    const pw_field *field = x->shape == NULL || x->list ? NULL : pw_shape_field(x->shape, key);
    x->field = field;
    x->known = field != NULL;
    if (field == NULL)
        return;
    x->shape = field->shape;
    x->list = field->type == PW_T_SHAPES || field->type == PW_T_TEXTS;
    x->labels = field->type == PW_T_LABELS;
    if (field->topic >= PW_OF_PODS && field->topic <= PW_OF_NODES)
        x->topic = field->topic;
}

/* From an entry to one that stands in it. */
static void enter(const pw_outline *o, pw_expected *x, uint32_t entry)
{
    const pw_entry *e = pw_outline_at(o, entry);
    bool items = x->field == NULL && x->kind == PW_OBJECT_KINDS && pw_str_is(e->key, "items");
    if (pw_entry_is_item(e) && x->list && x->field == NULL) {
        *x = object_at(o, entry); /* of a list of objects */
    } else if (pw_entry_is_item(e)) {
        x->known = x->list;
        x->list = false;
    } else if (items) {
        x->list = true;
    } else if (x->labels) {
        x->labels = false;
        x->label = e->key;
    } else {
        enter_field(x, e->key);
    }
}

static void write_step(pw_buf *path, const pw_entry *e)
{
    if (path == NULL)
        return;
    if (pw_entry_is_item(e)) {
        pw_buf_puts(path, "[]");
        return;
    }
    pw_buf_puts(path, path->len > 0 ? "." : "");
    pw_buf_visible(path, e->key);
}

pw_expected pw_expected_of(const pw_outline *o, uint32_t entry, pw_buf *path)
{
    uint32_t chain[PW_MAX_NESTING], count = 0;
    pw_expected x = object_at(o, 0);
    for (; entry != 0; entry = pw_outline_at(o, entry)->parent) {
        if (count == PW_MAX_NESTING)
            return (pw_expected){.known = false};
        chain[count++] = entry;
    }
    while (count-- > 0 && x.known) {
        enter(o, &x, chain[count]);
        write_step(path, pw_outline_at(o, chain[count]));
    }
    return x;
}

pw_str pw_requirement_key(const pw_outline *o, uint32_t entry)
{
    for (; entry != 0; entry = pw_outline_at(o, entry)->parent) {
        const pw_entry *e = pw_outline_at(o, entry);
        if (!pw_entry_is_item(e) && pw_str_is(e->key, "values"))
            return pw_outline_text(o, pw_outline_child(o, e->parent, PW_STR("key")));
    }
    return PW_STR("");
}
