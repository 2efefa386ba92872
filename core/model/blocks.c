#include "model/blocks.h"

#include <stdlib.h>

bool pw_block_has(const pw_ip_block *block, pw_ip ip)
{
    if (!pw_cidr_has(&block->block, ip))
        return false;
    for (uint32_t i = 0; i < block->except.count; i++)
        if (pw_cidr_has(&block->holes[i], ip))
            return false;
    return true;
}

static bool same_cidr(const pw_cidr *a, const pw_cidr *b)
{
    return pw_ip_same(a->first, b->first) && a->bits == b->bits;
}

typedef struct block_search {
    const pw_blocks *blocks;
    const pw_ip_block *block;
} block_search;

static bool same_block(const void *context, uint32_t number)
{
    const block_search *search = context;
    const pw_ip_block *a = search->block;
    const pw_ip_block *b = pw_items(search->blocks->list, const pw_ip_block *)[number];
    if (a->except.count != b->except.count || !same_cidr(&a->block, &b->block))
        return false;
    for (uint32_t i = 0; i < a->except.count; i++)
        if (!same_cidr(&a->holes[i], &b->holes[i]))
            return false;
    return true;
}

static uint32_t hash_block(const pw_ip_block *block)
{
    uint32_t hash = pw_hash_mix(pw_ip_hash(block->block.first), block->block.bits);
    for (uint32_t i = 0; i < block->except.count; i++)
        hash = pw_hash_mix(hash, pw_ip_hash(block->holes[i].first));
    return hash;
}

uint32_t pw_blocks_number(const pw_blocks *b, const pw_ip_block *block)
{
    block_search search = {b, block};
    return pw_table_find(&b->table, hash_block(block), same_block, &search);
}

static pw_status add_block(pw_blocks *b, pw_arena *arena, const pw_ip_block *block)
{
    if (!block->head.given || pw_blocks_number(b, block) != PW_NONE)
        return PW_OK;
    PW_TRY(pw_table_add(&b->table, arena, hash_block(block), b->list.count));
    const pw_ip_block **slot = pw_push(&b->list, arena, const pw_ip_block *);
    PW_NEED(slot);
    *slot = block;
    return PW_OK;
}

static pw_status collect(pw_blocks *b, pw_arena *arena, const pw_policy *policy)
{
    for (int d = 0; d < PW_DIRECTIONS; d++)
        for (uint32_t i = 0; policy->isolates[d] && i < policy->rules[d].count; i++) {
            const pw_rule *rule = &pw_list_items(policy->rules[d], pw_rule)[i];
            for (uint32_t k = 0; k < rule->peers.count; k++)
                PW_TRY(add_block(b, arena, &pw_list_items(rule->peers, pw_peer)[k].block));
        }
    return PW_OK;
}

static int by_address(const void *a, const void *b)
{
    return pw_ip_order(*(const pw_ip *)a, *(const pw_ip *)b);
}

static void add_borders(pw_ip *starts, uint32_t *count, const pw_cidr *cidr)
{
    starts[(*count)++] = cidr->first;
    if (pw_ip_next(cidr->last, &starts[*count]))
        (*count)++;
}

static pw_status cut(pw_blocks *b, pw_arena *arena)
{
    uint32_t room = PW_FAMILIES, count = 0, kept = 0;
    for (uint32_t i = 0; i < b->list.count; i++)
        room += 2 + 2 * pw_items(b->list, const pw_ip_block *)[i]->except.count;
    PW_NEED(b->starts = pw_new_array(arena, pw_ip, room));
    for (int f = 0; f < PW_FAMILIES; f++)
        b->starts[count++] = (pw_ip){0, 0, (pw_family)f};
    for (uint32_t i = 0; i < b->list.count; i++) {
        const pw_ip_block *block = pw_items(b->list, const pw_ip_block *)[i];
        add_borders(b->starts, &count, &block->block);
        for (uint32_t k = 0; k < block->except.count; k++)
            add_borders(b->starts, &count, &block->holes[k]);
    }
    qsort(b->starts, count, sizeof *b->starts, by_address);
    for (uint32_t i = 0; i < count; i++)
        if (kept == 0 || !pw_ip_same(b->starts[kept - 1], b->starts[i]))
            b->starts[kept++] = b->starts[i];
    b->intervals = kept;
    return PW_OK;
}

static uint32_t interval_of(const pw_blocks *b, pw_ip ip)
{
    uint32_t low = 0, high = b->intervals;
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (pw_ip_order(b->starts[middle], ip) <= 0)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t pw_blocks_set_of(const pw_blocks *b, pw_ip ip)
{
    return b->set_of[interval_of(b, ip)];
}

/* Marks the intervals of one block: those of its range, without its exceptions. */
static void mark(const pw_blocks *b, pw_word *marks, uint32_t number)
{
    const pw_ip_block *block = pw_items(b->list, const pw_ip_block *)[number];
    uint32_t to = interval_of(b, block->block.last);
    for (uint32_t i = interval_of(b, block->block.first); i <= to; i++)
        if (pw_block_has(block, b->starts[i]))
            pw_bits_add(marks + (size_t)i * b->words, number);
}

typedef struct set_search {
    const pw_blocks *blocks;
    const pw_word *set;
} set_search;

static bool same_set(const void *context, uint32_t number)
{
    const set_search *search = context;
    return pw_bits_same(pw_blocks_set(search->blocks, number), search->set,
                        search->blocks->words);
}

static pw_status share_set(pw_blocks *b, pw_arena *arena, pw_word *set, uint32_t *number)
{
    set_search search = {b, set};
    uint32_t hash = pw_bits_hash(set, b->words);
    *number = pw_table_find(&b->set_table, hash, same_set, &search);
    if (*number != PW_NONE)
        return PW_OK;
    *number = b->sets.count;
    PW_TRY(pw_table_add(&b->set_table, arena, hash, *number));
    pw_word **slot = pw_push(&b->sets, arena, pw_word *);
    PW_NEED(slot);
    *slot = set;
    return PW_OK;
}

pw_status pw_blocks_build(pw_blocks *b, pw_arena *arena, const pw_cluster *c)
{
    uint32_t ignored;
    *b = (pw_blocks){0};
    for (uint32_t i = 0; i < c->policies.count; i++)
        PW_TRY(collect(b, arena, pw_items(c->policies, const pw_policy_ref)[i].policy));
    PW_TRY(cut(b, arena));
    b->words = pw_bits_words(b->list.count + 1);
    pw_word *marks = pw_new_array(arena, pw_word, (size_t)b->words * (b->intervals + 1));
    PW_NEED(marks);
    PW_NEED(b->set_of = pw_new_array(arena, uint32_t, b->intervals));
    for (uint32_t i = 0; i < b->list.count; i++)
        mark(b, marks, i);
    PW_TRY(share_set(b, arena, marks + (size_t)b->words * b->intervals, &ignored));
    for (uint32_t i = 0; i < b->intervals; i++)
        PW_TRY(share_set(b, arena, marks + (size_t)b->words * i, &b->set_of[i]));
    return PW_OK;
}
