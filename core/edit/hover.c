#include "edit/hover.h"

#include "edit/usage.h"

typedef struct asker {
    const pw_snapshot *s;
    pw_arena *arena;
    pw_outline outline;
    pw_caret caret;
    pw_expected expected;
    pw_hover *hover;
} asker;

static pw_usage usage(const asker *q)
{
    return (pw_usage){&q->s->cluster, q->arena, (pw_topic)q->expected.topic, PW_NONE, {0}};
}

/* "2 pods have app=backend: prod/backend, dev/backend" */
static pw_status say_use(const asker *q, const pw_usage *u, const pw_use *use, const char *one,
                         const char *many, pw_str what)
{
    pw_buf b = pw_buf_make(4096);
    pw_usage_count(u, use, &b);
    pw_buf_print(&b, " %s %S: ", use->count == 1 ? one : many, what);
    pw_usage_names(u, use, &b);
    return pw_buf_keep(&b, q->arena, &q->hover->text);
}

static pw_status say_nobody(const asker *q, pw_str what)
{
    static const char *const nobody[] = {[PW_OF_PODS] = "No pod", [PW_OF_NODES] = "No node",
                                         [PW_OF_NAMESPACES] = "No namespace"};
    return pw_print_text(q->arena, &q->hover->text, "%s has %S.", nobody[q->expected.topic], what);
}

/* Who has a label; any value of it when `value` is NULL. */
static pw_status say_label(const asker *q, pw_str key, const pw_str *value)
{
    pw_usage u = usage(q);
    PW_TRY(pw_print_text(q->arena, &q->hover->title, value == NULL ? "the label %S" : "%S=%S", key,
                         value == NULL ? key : *value));
    PW_TRY(pw_usage_labels(&u, value == NULL ? PW_STR("") : key));
    const pw_use *use = pw_usage_find(&u, value == NULL ? key : *value);
    if (use == NULL)
        return say_nobody(q, q->hover->title);
    return say_use(q, &u, use, "has", "have", q->hover->title);
}

static pw_status say_port(const asker *q, pw_str port)
{
    pw_usage u = usage(q);
    PW_TRY(pw_usage_ports(&u));
    const pw_use *use = pw_usage_find(&u, port);
    return use == NULL ? PW_OK : say_use(q, &u, use, "listens on", "listen on", port);
}

static void say_value(const asker *q, pw_str text)
{
    const pw_value *value = q->expected.field->values;
    for (; value != NULL && value->name != NULL; value++)
        if (value->doc != NULL && pw_str_is(text, value->name))
            q->hover->text = pw_str_of(value->doc);
}

static void say_kind(const asker *q)
{
    if (q->expected.kind != PW_OBJECT_KINDS)
        q->hover->text = pw_str_of(pw_kind_of(q->expected.kind)->doc);
}

/* What a value means; where there is nothing to say of it, its field has spoken already. */
static pw_status explain_value(const asker *q)
{
    pw_str text = pw_outline_text(&q->outline, q->caret.entry);
    if (text.len == 0)
        return PW_OK;
    say_value(q, text);
    switch (q->expected.field->topic) {
    case PW_A_PORT: return say_port(q, text);
    case PW_A_LABEL_KEY: return say_label(q, text, NULL);
    case PW_A_LABEL_VALUE:
        return say_label(q, pw_requirement_key(&q->outline, q->caret.entry), &text);
    case PW_A_KIND: say_kind(q); return PW_OK;
    default: return PW_OK;
    }
}

static pw_status explain(const asker *q, pw_buf *path)
{
    const pw_expected *x = &q->expected;
    pw_str value = pw_outline_text(&q->outline, q->caret.entry);
    q->hover->found = true;
    q->hover->span = q->caret.word;
    if (x->label.at != NULL)
        return say_label(q, x->label, value.len > 0 ? &value : NULL);
    PW_TRY(pw_buf_keep(path, q->arena, &q->hover->title));
    q->hover->text = x->field->doc != NULL ? pw_str_of(x->field->doc)
                                           : PW_STR("The server writes this; verdicts do not "
                                                    "depend on it.");
    return q->caret.slot == PW_AT_VALUE ? explain_value(q) : PW_OK;
}

pw_status pw_hover_at(const pw_snapshot *s, pw_arena *arena, pw_str text, uint32_t at,
                      pw_hover *hover)
{
    asker q = {.s = s, .arena = arena, .hover = hover};
    pw_buf path = pw_buf_make(4096);
    *hover = (pw_hover){.found = false};
    PW_TRY(pw_outline_read(arena, text, &q.outline));
    q.caret = pw_caret_find(&q.outline, at);
    bool word = q.caret.word.to > q.caret.word.from;
    if (!word || (q.caret.slot != PW_AT_KEY && q.caret.slot != PW_AT_VALUE))
        return PW_OK;
    q.expected = pw_expected_of(&q.outline, q.caret.entry, &path);
    pw_status status = PW_OK;
    if (q.expected.known && q.expected.field != NULL)
        status = explain(&q, &path);
    pw_buf_free(&path);
    return status;
}
