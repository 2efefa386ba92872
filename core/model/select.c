#include "model/select.h"

pw_status pw_select_make(pw_select *s, pw_arena *arena, const pw_classes *classes,
                         uint32_t count)
{
    const pw_symbols *symbols = classes->cluster->symbols;
    *s = (pw_select){.arena = arena, .classes = classes, .count = count,
                     .words = pw_bits_words(count)};
    PW_NEED(s->by_key = pw_new_array(arena, pw_word *, symbols->texts.count + 1));
    PW_NEED(s->by_pair = pw_new_array(arena, pw_word *, symbols->pairs.count + 1));
    return PW_OK;
}

static pw_status add(pw_select *s, pw_word **set, uint32_t thing)
{
    if (*set == NULL)
        PW_NEED(*set = pw_new_array(s->arena, pw_word, s->words));
    pw_bits_add(*set, thing);
    return PW_OK;
}

pw_status pw_select_enter(pw_select *s, uint32_t thing, const pw_list *labels)
{
    for (uint32_t i = 0; i < labels->count; i++) {
        const pw_label *label = &pw_list_items(*labels, pw_label)[i];
        if (s->classes->pair_used[label->pair])
            PW_TRY(add(s, &s->by_pair[label->pair], thing));
        if (s->classes->key_used[label->key_symbol])
            PW_TRY(add(s, &s->by_key[label->key_symbol], thing));
    }
    return PW_OK;
}

/* Narrows `set` to the things in `with`, or to those not in it; NULL is the empty set. */
static void narrow(const pw_select *s, pw_word *set, const pw_word *with, bool in)
{
    if (with != NULL && in)
        pw_bits_and(set, with, s->words);
    else if (with != NULL)
        pw_bits_without(set, with, s->words);
    else if (in)
        for (uint32_t i = 0; i < s->words; i++)
            set[i] = 0;
}

static void apply_values(const pw_select *s, pw_word *set, const pw_requirement *r, pw_word *some)
{
    for (uint32_t i = 0; i < r->values.count; i++)
        if (s->by_pair[r->pairs[i]] != NULL)
            pw_bits_or(some, s->by_pair[r->pairs[i]], s->words);
    /* S3: a thing without the key is in no value's set, so NotIn keeps it. */
    narrow(s, set, some, r->kind == PW_IN);
}

static pw_status apply(pw_select *s, const pw_selector *selector, pw_word *set)
{
    for (uint32_t i = 0; i < selector->labels.count; i++)
        narrow(s, set, s->by_pair[pw_list_items(selector->labels, pw_label)[i].pair], true);
    for (uint32_t i = 0; i < selector->requirements.count; i++) {
        const pw_requirement *r = &pw_list_items(selector->requirements, pw_requirement)[i];
        if (r->kind == PW_IN || r->kind == PW_NOT_IN) {
            pw_word *some = pw_new_array(s->arena, pw_word, s->words);
            PW_NEED(some);
            apply_values(s, set, r, some);
        } else {
            narrow(s, set, s->by_key[r->key_symbol], r->kind == PW_EXISTS);
        }
    }
    return PW_OK;
}

static uint32_t hash_selector(const pw_selector *selector)
{
    uint32_t hash = selector->labels.count;
    for (uint32_t i = 0; i < selector->labels.count; i++)
        hash = pw_hash_mix(hash, pw_list_items(selector->labels, pw_label)[i].pair);
    for (uint32_t i = 0; i < selector->requirements.count; i++) {
        const pw_requirement *r = &pw_list_items(selector->requirements, pw_requirement)[i];
        hash = pw_hash_mix(pw_hash_mix(hash, r->key_symbol), (uint32_t)r->kind);
        for (uint32_t v = 0; v < r->values.count; v++)
            hash = pw_hash_mix(hash, r->pairs[v]);
    }
    return hash;
}

static bool same_requirement(const pw_requirement *a, const pw_requirement *b)
{
    if (a->key_symbol != b->key_symbol || a->kind != b->kind || a->values.count != b->values.count)
        return false;
    for (uint32_t v = 0; v < a->values.count; v++)
        if (a->pairs[v] != b->pairs[v])
            return false;
    return true;
}

typedef struct select_search {
    const pw_select *select;
    const pw_selector *selector;
} select_search;

static bool same_selector(const void *context, uint32_t number)
{
    const select_search *search = context;
    const pw_selector *a = search->selector;
    const pw_selector *b = pw_items(search->select->known, const pw_selected)[number].selector;
    if (a->labels.count != b->labels.count || a->requirements.count != b->requirements.count)
        return false;
    for (uint32_t i = 0; i < a->labels.count; i++)
        if (pw_list_items(a->labels, pw_label)[i].pair !=
            pw_list_items(b->labels, pw_label)[i].pair)
            return false;
    for (uint32_t i = 0; i < a->requirements.count; i++)
        if (!same_requirement(&pw_list_items(a->requirements, pw_requirement)[i],
                              &pw_list_items(b->requirements, pw_requirement)[i]))
            return false;
    return true;
}

pw_status pw_select_find(pw_select *s, const pw_selector *selector, const pw_word **set)
{
    select_search search = {s, selector};
    uint32_t hash = hash_selector(selector);
    uint32_t found = pw_table_find(&s->table, hash, same_selector, &search);
    if (found != PW_NONE) {
        *set = pw_items(s->known, const pw_selected)[found].set;
        return PW_OK;
    }
    pw_word *fresh = pw_new_array(s->arena, pw_word, s->words + 1);
    PW_NEED(fresh);
    pw_bits_add_range(fresh, 0, s->count);
    PW_TRY(apply(s, selector, fresh));
    PW_TRY(pw_table_add(&s->table, s->arena, hash, s->known.count));
    pw_selected *slot = pw_push(&s->known, s->arena, pw_selected);
    PW_NEED(slot);
    *slot = (pw_selected){selector, fresh};
    *set = fresh;
    return PW_OK;
}
