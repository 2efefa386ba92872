#include "kube/symbols.h"

pw_symbols pw_symbols_make(void)
{
    return (pw_symbols){.arena = pw_arena_make(4096)};
}

void pw_symbols_free(pw_symbols *s)
{
    pw_arena_free(&s->arena);
    *s = pw_symbols_make();
}

typedef struct text_search {
    const pw_symbols *symbols;
    pw_str text;
} text_search;

static bool same_text(const void *context, uint32_t number)
{
    const text_search *search = context;
    return pw_str_same(pw_symbols_str(search->symbols, number), search->text);
}

pw_status pw_symbols_text(pw_symbols *s, pw_str text, uint32_t *number)
{
    text_search search = {s, text};
    uint32_t hash = pw_str_hash(text);
    *number = pw_table_find(&s->text_table, hash, same_text, &search);
    if (*number != PW_NONE)
        return PW_OK;
    *number = s->texts.count;
    pw_str copy = pw_str_copy(&s->arena, text);
    PW_NEED(copy.at);
    pw_str *slot = pw_push(&s->texts, &s->arena, pw_str);
    PW_NEED(slot);
    *slot = copy;
    return pw_table_add(&s->text_table, &s->arena, hash, *number);
}

typedef struct pair_search {
    const pw_symbols *symbols;
    pw_pair pair;
} pair_search;

static bool same_pair(const void *context, uint32_t number)
{
    const pair_search *search = context;
    pw_pair pair = pw_symbols_parts(search->symbols, number);
    return pair.key == search->pair.key && pair.value == search->pair.value;
}

pw_status pw_symbols_pair(pw_symbols *s, uint32_t key, uint32_t value, uint32_t *number)
{
    pair_search search = {s, {key, value}};
    uint32_t hash = pw_hash_mix(pw_hash_mix(0, key), value);
    *number = pw_table_find(&s->pair_table, hash, same_pair, &search);
    if (*number != PW_NONE)
        return PW_OK;
    *number = s->pairs.count;
    pw_pair *slot = pw_push(&s->pairs, &s->arena, pw_pair);
    PW_NEED(slot);
    *slot = search.pair;
    return pw_table_add(&s->pair_table, &s->arena, hash, *number);
}

pw_str pw_symbols_str(const pw_symbols *s, uint32_t text)
{
    return pw_items(s->texts, pw_str)[text];
}

pw_pair pw_symbols_parts(const pw_symbols *s, uint32_t pair)
{
    return pw_items(s->pairs, pw_pair)[pair];
}
