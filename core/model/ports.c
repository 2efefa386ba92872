#include "model/ports.h"

#include <stdlib.h>

/* A result remembered under two numbers. */
typedef struct pw_memo {
    uint32_t a;
    uint32_t b;
    uint32_t result;
} pw_memo;

typedef struct memo_search {
    const pw_vec *memos;
    uint32_t a;
    uint32_t b;
} memo_search;

static bool same_memo(const void *context, uint32_t number)
{
    const memo_search *search = context;
    const pw_memo *memo = &pw_items(*search->memos, const pw_memo)[number];
    return memo->a == search->a && memo->b == search->b;
}

static bool recall(const pw_vec *memos, const pw_table *table, uint32_t a, uint32_t b,
                   uint32_t *result)
{
    memo_search search = {memos, a, b};
    uint32_t found = pw_table_find(table, pw_hash_mix(a * 31 + 7, b), same_memo, &search);
    if (found == PW_NONE)
        return false;
    *result = pw_items(*memos, const pw_memo)[found].result;
    return true;
}

static pw_status remember(pw_arena *arena, pw_vec *memos, pw_table *table, pw_memo memo)
{
    PW_TRY(pw_table_add(table, arena, pw_hash_mix(memo.a * 31 + 7, memo.b), memos->count));
    pw_memo *slot = pw_push(memos, arena, pw_memo);
    PW_NEED(slot);
    *slot = memo;
    return PW_OK;
}

/* ---- columns ---- */

typedef struct cuts {
    pw_vec of[PW_PROTOCOLS]; /* of uint32_t */
    pw_arena *arena;
} cuts;

static pw_status add_cut(cuts *c, pw_protocol protocol, uint32_t port)
{
    uint32_t *slot = pw_push(&c->of[protocol], c->arena, uint32_t);
    PW_NEED(slot);
    *slot = port;
    return PW_OK;
}

static pw_status cut_range(cuts *c, pw_protocol protocol, uint32_t from, uint32_t to)
{
    PW_TRY(add_cut(c, protocol, from));
    return to < PW_MAX_PORT ? add_cut(c, protocol, to + 1) : PW_OK;
}

static uint32_t last_of(const pw_port *port)
{
    return (uint32_t)(port->end_port.given ? port->end_port.value : port->port.number);
}

static pw_status cut_policy(cuts *c, const pw_policy *policy)
{
    for (int d = 0; d < PW_DIRECTIONS; d++)
        for (uint32_t r = 0; policy->isolates[d] && r < policy->rules[d].count; r++) {
            const pw_list *ports = &pw_list_items(policy->rules[d], pw_rule)[r].ports;
            for (uint32_t i = 0; i < ports->count; i++) {
                const pw_port *port = &pw_list_items(*ports, pw_port)[i];
                if (port->port.given && !port->port.named)
                    PW_TRY(cut_range(c, port->protocol, (uint32_t)port->port.number,
                                     last_of(port)));
            }
        }
    return PW_OK;
}

static pw_status cut_names(cuts *c, const pw_classes *classes)
{
    for (uint32_t i = 0; i < classes->numbers.all.count; i++) {
        const pw_numbers *numbers = pw_classes_numbers(classes, i);
        for (uint32_t k = 0; k < numbers->count; k++) {
            uint32_t name = numbers->at[k] >> 16, port = numbers->at[k] & 0xffff;
            pw_protocol protocol = pw_items(classes->names, const pw_port_name)[name].protocol;
            PW_TRY(cut_range(c, protocol, port, port));
        }
    }
    return PW_OK;
}

static int ascending(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? -1 : x > y;
}

static pw_status make_columns(pw_ports *p, cuts *c)
{
    uint32_t room = 0;
    for (int i = 0; i < PW_PROTOCOLS; i++)
        room += c->of[i].count + 1;
    PW_NEED(p->starts = pw_new_array(p->arena, uint32_t, room));
    for (int i = 0; i < PW_PROTOCOLS; i++) {
        uint32_t *at = pw_items(c->of[i], uint32_t), last = 1;
        if (at != NULL)
            qsort(at, c->of[i].count, sizeof *at, ascending);
        p->base[i] = p->columns;
        p->starts[p->columns++] = 1;
        for (uint32_t k = 0; k < c->of[i].count; k++)
            if (at[k] > last)
                p->starts[p->columns++] = last = at[k];
    }
    p->base[PW_PROTOCOLS] = p->columns;
    p->words = pw_bits_words(p->columns);
    return PW_OK;
}

uint32_t pw_ports_column(const pw_ports *p, pw_protocol protocol, uint32_t port)
{
    uint32_t low = p->base[protocol], high = p->base[protocol + 1];
    while (high - low > 1) {
        uint32_t middle = (low + high) / 2;
        if (p->starts[middle] <= port)
            low = middle;
        else
            high = middle;
    }
    return low;
}

uint32_t pw_ports_end(const pw_ports *p, uint32_t column)
{
    for (int i = 1; i <= PW_PROTOCOLS; i++)
        if (column + 1 == p->base[i])
            return PW_MAX_PORT;
    return p->starts[column + 1] - 1;
}

/* ---- masks ---- */

typedef struct mask_search {
    const pw_ports *ports;
    const pw_word *bits;
} mask_search;

static bool same_mask(const void *context, uint32_t number)
{
    const mask_search *search = context;
    return pw_bits_same(pw_ports_bits(search->ports, number), search->bits,
                        search->ports->words);
}

/* Shares the mask with these bits, which must be of the arena. */
static pw_status share_mask(pw_ports *p, pw_word *bits, uint32_t *mask)
{
    mask_search search = {p, bits};
    uint32_t hash = pw_bits_hash(bits, p->words);
    *mask = pw_table_find(&p->mask_table, hash, same_mask, &search);
    if (*mask != PW_NONE)
        return PW_OK;
    *mask = p->masks.count;
    PW_TRY(pw_table_add(&p->mask_table, p->arena, hash, *mask));
    pw_word **slot = pw_push(&p->masks, p->arena, pw_word *);
    PW_NEED(slot);
    *slot = bits;
    return PW_OK;
}

pw_status pw_ports_union(pw_ports *p, uint32_t a, uint32_t b, uint32_t *mask)
{
    if (a == b || b == PW_MASK_NONE || a == PW_MASK_ALL) {
        *mask = a;
        return PW_OK;
    }
    if (a == PW_MASK_NONE || b == PW_MASK_ALL) {
        *mask = b;
        return PW_OK;
    }
    if (recall(&p->unions, &p->union_table, a, b, mask))
        return PW_OK;
    pw_word *bits = pw_new_array(p->arena, pw_word, p->words);
    PW_NEED(bits);
    pw_bits_copy(bits, pw_ports_bits(p, a), p->words);
    pw_bits_or(bits, pw_ports_bits(p, b), p->words);
    PW_TRY(share_mask(p, bits, mask));
    return remember(p->arena, &p->unions, &p->union_table, (pw_memo){a, b, *mask});
}

pw_status pw_ports_meet(pw_ports *p, uint32_t a, uint32_t b, uint32_t *mask)
{
    if (a == b || a == PW_MASK_NONE || b == PW_MASK_ALL) {
        *mask = a;
        return PW_OK;
    }
    if (b == PW_MASK_NONE || a == PW_MASK_ALL) {
        *mask = b;
        return PW_OK;
    }
    if (recall(&p->meets, &p->meet_table, a, b, mask))
        return PW_OK;
    pw_word *bits = pw_new_array(p->arena, pw_word, p->words);
    PW_NEED(bits);
    pw_bits_copy(bits, pw_ports_bits(p, a), p->words);
    pw_bits_and(bits, pw_ports_bits(p, b), p->words);
    PW_TRY(share_mask(p, bits, mask));
    return remember(p->arena, &p->meets, &p->meet_table, (pw_memo){a, b, *mask});
}

/* ---- lists ---- */

#define NAMED 0x100u

pw_status pw_ports_list(pw_ports *p, const pw_list *ports, uint32_t *list)
{
    uint32_t *items = pw_new_array(p->arena, uint32_t, 2 * ports->count + 1);
    PW_NEED(items);
    for (uint32_t i = 0; i < ports->count; i++) {
        const pw_port *port = &pw_list_items(*ports, pw_port)[i];
        items[2 * i] = (uint32_t)port->protocol;
        if (!port->port.given) {
            items[2 * i + 1] = 1u << 16 | PW_MAX_PORT;
        } else if (port->port.named) {
            items[2 * i] |= NAMED;
            items[2 * i + 1] = pw_classes_name(p->classes, port->port.name, port->protocol);
        } else {
            items[2 * i + 1] = (uint32_t)port->port.number << 16 | last_of(port);
        }
    }
    return pw_numbers_share(&p->lists, p->arena, (pw_numbers){items, 2 * ports->count}, list);
}

bool pw_ports_is_named(const pw_ports *p, uint32_t list)
{
    const pw_numbers *items = pw_numbers_at(&p->lists, list);
    for (uint32_t i = 0; i < items->count; i += 2)
        if ((items->at[i] & NAMED) != 0)
            return true;
    return false;
}

static void add_range(const pw_ports *p, pw_word *bits, pw_protocol protocol, uint32_t from,
                      uint32_t to)
{
    pw_bits_add_range(bits, pw_ports_column(p, protocol, from),
                      pw_ports_column(p, protocol, to) + 1);
}

static void add_item(const pw_ports *p, pw_word *bits, const uint32_t *item, uint32_t numbers)
{
    pw_protocol protocol = (pw_protocol)(item[0] & 0xff);
    if ((item[0] & NAMED) == 0) {
        add_range(p, bits, protocol, item[1] >> 16, item[1] & 0xffff);
        return;
    }
    const pw_numbers *known = pw_classes_numbers(p->classes, numbers);
    for (uint32_t i = 0; i < known->count; i++)
        if (known->at[i] >> 16 == item[1])
            add_range(p, bits, protocol, known->at[i] & 0xffff, known->at[i] & 0xffff);
}

pw_status pw_ports_mask(pw_ports *p, uint32_t list, uint32_t numbers, uint32_t *mask)
{
    const pw_numbers *items = pw_numbers_at(&p->lists, list);
    if (items->count == 0) {
        *mask = PW_MASK_ALL;
        return PW_OK;
    }
    if (recall(&p->list_masks, &p->list_mask_table, list, numbers, mask))
        return PW_OK;
    pw_word *bits = pw_new_array(p->arena, pw_word, p->words);
    PW_NEED(bits);
    for (uint32_t i = 0; i < items->count; i += 2)
        add_item(p, bits, &items->at[i], numbers);
    PW_TRY(share_mask(p, bits, mask));
    return remember(p->arena, &p->list_masks, &p->list_mask_table,
                    (pw_memo){list, numbers, *mask});
}

pw_status pw_ports_build(pw_ports *p, pw_arena *arena, const pw_classes *classes)
{
    cuts c = {.arena = arena};
    uint32_t ignored;
    *p = (pw_ports){.arena = arena, .classes = classes};
    for (uint32_t i = 0; i < classes->cluster->policies.count; i++)
        PW_TRY(cut_policy(&c, pw_items(classes->cluster->policies, pw_policy_ref)[i].policy));
    PW_TRY(cut_names(&c, classes));
    PW_TRY(make_columns(p, &c));
    pw_word *none = pw_new_array(arena, pw_word, p->words);
    pw_word *all = pw_new_array(arena, pw_word, p->words);
    PW_NEED(none);
    PW_NEED(all);
    pw_bits_add_range(all, 0, p->columns);
    PW_TRY(share_mask(p, none, &ignored));
    PW_TRY(share_mask(p, all, &ignored));
    return pw_numbers_share(&p->lists, arena, (pw_numbers){NULL, 0}, &ignored);
}
