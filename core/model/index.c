#include "model/index.h"

#include <string.h>

/* One rule, compiled: who, and on which ports. */
typedef struct grant {
    uint32_t peers;
    uint32_t ports;
} grant;

/* The rules of one policy for one direction. */
typedef struct compiled {
    grant *grants;
    uint32_t count;
    bool named; /* a port list holds a name */
} compiled;

typedef struct builder {
    pw_index *x;
    pw_arena *scratch;
    compiled *policies[PW_DIRECTIONS];
    pw_number_lists keys; /* of each target: its policies, and a list of named ports */
} builder;

/* ---- peers ---- */

typedef struct peer_search {
    const pw_index *x;
    const pw_word *set;
} peer_search;

static bool same_peers(const void *context, uint32_t number)
{
    const peer_search *search = context;
    return pw_bits_same(pw_items(search->x->peers, const pw_word *)[number], search->set,
                        search->x->classes->words);
}

static pw_status share_peers(pw_index *x, pw_word *set, uint32_t *number)
{
    peer_search search = {x, set};
    uint32_t hash = pw_bits_hash(set, x->classes->words);
    *number = pw_table_find(&x->peer_table, hash, same_peers, &search);
    if (*number != PW_NONE)
        return PW_OK;
    *number = x->peers.count;
    PW_TRY(pw_table_add(&x->peer_table, x->arena, hash, *number));
    pw_word **slot = pw_push(&x->peers, x->arena, pw_word *);
    PW_NEED(slot);
    *slot = set;
    return PW_OK;
}

static void add_namespace(const pw_classes *k, pw_word *set, uint32_t ns)
{
    pw_bits_add_range(set, k->ns_from[ns], k->ns_from[ns + 1]);
}

/* The classes of the namespaces a peer speaks of: its own, or those that fit. */
static pw_status add_namespaces(pw_index *x, const pw_peer *peer, uint32_t own, pw_word *set)
{
    const pw_word *fitting;
    if (!peer->namespaces.head.given) {
        add_namespace(x->classes, set, own);
        return PW_OK;
    }
    PW_TRY(pw_select_find(&x->namespaces, &peer->namespaces, &fitting));
    for (uint32_t ns = pw_bits_next(fitting, x->namespaces.words, 0); ns != PW_NONE;
         ns = pw_bits_next(fitting, x->namespaces.words, ns + 1))
        add_namespace(x->classes, set, ns);
    return PW_OK;
}

static void add_block(const pw_index *x, const pw_ip_block *block, pw_word *set)
{
    const pw_classes *k = x->classes;
    uint32_t number = pw_blocks_number(k->blocks, block);
    for (uint32_t i = 0; i < k->count; i++)
        if (pw_bits_has(pw_blocks_set(k->blocks, k->at[i].blocks), number))
            pw_bits_add(set, i);
}

static pw_status add_peer(builder *b, const pw_peer *peer, uint32_t own, pw_word *set)
{
    pw_index *x = b->x;
    uint32_t words = x->classes->words;
    if (peer->block.head.given) {
        add_block(x, &peer->block, set);
        return PW_OK;
    }
    pw_word *part = pw_new_array(b->scratch, pw_word, words);
    PW_NEED(part);
    PW_TRY(add_namespaces(x, peer, own, part));
    if (peer->pods.head.given) {
        const pw_word *fitting;
        PW_TRY(pw_select_find(&x->pods, &peer->pods, &fitting));
        pw_bits_and(part, fitting, words);
    }
    pw_bits_or(set, part, words);
    return PW_OK;
}

static pw_status compile_rule(builder *b, const pw_rule *rule, uint32_t ns, grant *g)
{
    pw_index *x = b->x;
    PW_TRY(pw_ports_list(&x->ports, &rule->ports, &g->ports));
    g->peers = 0;
    if (rule->peers.count == 0)
        return PW_OK;
    pw_word *set = pw_new_array(x->arena, pw_word, x->classes->words);
    PW_NEED(set);
    for (uint32_t i = 0; i < rule->peers.count; i++)
        PW_TRY(add_peer(b, &pw_list_items(rule->peers, pw_peer)[i], ns, set));
    return share_peers(x, set, &g->peers);
}

static pw_status compile_policies(builder *b, pw_direction direction)
{
    const pw_cluster *c = b->x->classes->cluster;
    compiled *all = pw_new_array(b->scratch, compiled, c->policies.count + 1);
    PW_NEED(b->policies[direction] = all);
    for (uint32_t i = 0; i < c->policies.count; i++) {
        const pw_policy_ref *ref = &pw_items(c->policies, const pw_policy_ref)[i];
        const pw_list *rules = &ref->policy->rules[direction];
        if (!ref->policy->isolates[direction])
            continue;
        PW_NEED(all[i].grants = pw_new_array(b->scratch, grant, rules->count + 1));
        for (uint32_t r = 0; r < rules->count; r++) {
            grant *g = &all[i].grants[all[i].count++];
            PW_TRY(compile_rule(b, &pw_list_items(*rules, pw_rule)[r], ref->ns, g));
            all[i].named = all[i].named || pw_ports_is_named(&b->x->ports, g->ports);
        }
    }
    return PW_OK;
}

/* ---- targets ---- */

/* For each class the policies that select it, one after the other; `from` has one more. */
typedef struct selections {
    uint32_t *policies;
    uint32_t *from;
} selections;

static pw_status selected_by(builder *b, uint32_t policy, pw_word *set)
{
    pw_index *x = b->x;
    const pw_policy_ref *ref = &pw_items(x->classes->cluster->policies, pw_policy_ref)[policy];
    const pw_word *fitting;
    memset(set, 0, x->classes->words * sizeof *set);
    add_namespace(x->classes, set, ref->ns);
    PW_TRY(pw_select_find(&x->pods, &ref->policy->pods, &fitting));
    pw_bits_and(set, fitting, x->classes->words);
    return PW_OK;
}

/* Counts or, when `put` is given, enters the policies of each class. */
static pw_status walk_selections(builder *b, pw_direction direction, uint32_t *count,
                                 uint32_t *put)
{
    const pw_classes *k = b->x->classes;
    pw_word *set = pw_new_array(b->scratch, pw_word, k->words + 1);
    PW_NEED(set);
    for (uint32_t i = 0; i < k->cluster->policies.count; i++) {
        if (!pw_items(k->cluster->policies, pw_policy_ref)[i].policy->isolates[direction])
            continue;
        PW_TRY(selected_by(b, i, set));
        for (uint32_t class = pw_bits_next(set, k->words, 0); class != PW_NONE;
             class = pw_bits_next(set, k->words, class + 1)) {
            if (put != NULL)
                put[count[class]] = i;
            count[class]++;
        }
    }
    return PW_OK;
}

static pw_status collect_selections(builder *b, pw_direction direction, selections *s)
{
    uint32_t classes = b->x->classes->count;
    uint32_t *next = pw_new_array(b->scratch, uint32_t, classes + 1);
    PW_NEED(next);
    PW_NEED(s->from = pw_new_array(b->scratch, uint32_t, classes + 1));
    PW_TRY(walk_selections(b, direction, next, NULL));
    for (uint32_t i = 0; i < classes; i++) {
        s->from[i + 1] = s->from[i] + next[i];
        next[i] = s->from[i];
    }
    PW_NEED(s->policies = pw_new_array(b->scratch, uint32_t, s->from[classes] + 1));
    return walk_selections(b, direction, next, s->policies);
}

/* The target of a class: its policies and, where ingress rules name ports, what the names mean
 * in its pods. The latter is one more number at the end of the key, always present. */
static pw_status find_target(builder *b, pw_direction direction, const selections *s,
                             uint32_t class, uint32_t *target)
{
    uint32_t count = s->from[class + 1] - s->from[class];
    const uint32_t *policies = s->policies + s->from[class];
    bool named = false;
    *target = PW_NONE;
    if (count == 0)
        return PW_OK;
    for (uint32_t i = 0; i < count && direction == PW_INGRESS; i++)
        named = named || b->policies[direction][policies[i]].named;
    uint32_t *key = pw_new_array(b->scratch, uint32_t, count + 1);
    PW_NEED(key);
    memcpy(key, policies, count * sizeof *key);
    key[count] = named ? b->x->classes->at[class].numbers : 0;
    return pw_numbers_share(&b->keys, b->scratch, (pw_numbers){key, count + 1}, target);
}

/* ---- rows ---- */

static pw_status widen(pw_ports *ports, uint32_t *cell, uint32_t mask)
{
    if (*cell == mask || *cell == PW_MASK_ALL)
        return PW_OK;
    return pw_ports_union(ports, *cell, mask, cell);
}

/* Adds one grant to a row. For egress, names are those of the other end. */
static pw_status add_grant(builder *b, pw_direction direction, const grant *g, uint32_t numbers,
                           uint32_t *row)
{
    pw_index *x = b->x;
    const pw_word *peers = pw_items(x->peers, const pw_word *)[g->peers];
    bool varies = direction == PW_EGRESS && pw_ports_is_named(&x->ports, g->ports);
    uint32_t mask;
    PW_TRY(pw_ports_mask(&x->ports, g->ports, numbers, &mask));
    for (uint32_t w = 0; w < x->classes->words; w++)
        for (pw_word rest = peers[w]; rest != 0; rest &= rest - 1) {
            uint32_t class = w * 64 + (uint32_t)__builtin_ctzll(rest);
            if (varies)
                PW_TRY(pw_ports_mask(&x->ports, g->ports, x->classes->at[class].numbers, &mask));
            PW_TRY(widen(&x->ports, &row[class], mask));
        }
    return PW_OK;
}

static pw_status fill_row(builder *b, pw_direction direction, const pw_numbers *key,
                          uint32_t *row)
{
    uint32_t numbers = key->at[key->count - 1];
    for (uint32_t i = 0; i + 1 < key->count; i++) {
        const compiled *policy = &b->policies[direction][key->at[i]];
        for (uint32_t g = 0; g < policy->count; g++)
            PW_TRY(add_grant(b, direction, &policy->grants[g], numbers, row));
    }
    return PW_OK;
}

static pw_status build_side(builder *b, pw_direction direction)
{
    pw_index *x = b->x;
    pw_side *side = &x->sides[direction];
    uint32_t classes = x->classes->count;
    selections s = {0};
    b->keys = (pw_number_lists){0};
    PW_TRY(compile_policies(b, direction));
    PW_TRY(collect_selections(b, direction, &s));
    PW_NEED(side->target_of = pw_new_array(x->arena, uint32_t, classes + 1));
    for (uint32_t i = 0; i < classes; i++)
        PW_TRY(find_target(b, direction, &s, i, &side->target_of[i]));
    side->targets = b->keys.all.count;
    PW_NEED(side->rows = pw_new_array(x->arena, uint32_t, (size_t)side->targets * classes + 1));
    for (uint32_t i = 0; i < side->targets; i++)
        PW_TRY(fill_row(b, direction, pw_numbers_at(&b->keys, i),
                        side->rows + (size_t)i * classes));
    return PW_OK;
}

/* ---- the whole ---- */

static pw_status enter_labels(pw_index *x)
{
    const pw_classes *k = x->classes;
    const pw_cluster *c = k->cluster;
    PW_TRY(pw_select_make(&x->pods, x->arena, k, k->count));
    PW_TRY(pw_select_make(&x->namespaces, x->arena, k, c->namespaces.count));
    for (uint32_t i = 0; i < k->count; i++)
        if (k->at[i].ns != PW_NONE)
            PW_TRY(pw_select_enter(&x->pods, i, pw_cluster_member(c, k->at[i].pod)->labels));
    for (uint32_t i = 0; i < c->namespaces.count; i++)
        PW_TRY(pw_select_enter(&x->namespaces, i, &pw_cluster_ns(c, i)->labels));
    return PW_OK;
}

pw_status pw_index_build(pw_index *x, pw_arena *arena, pw_arena *scratch,
                         const pw_classes *classes)
{
    uint32_t ignored;
    builder b = {.x = x, .scratch = scratch};
    *x = (pw_index){.arena = arena, .classes = classes};
    PW_TRY(pw_ports_build(&x->ports, arena, classes));
    PW_TRY(enter_labels(x));
    pw_word *all = pw_new_array(arena, pw_word, classes->words + 1);
    PW_NEED(all);
    pw_bits_add_range(all, 0, classes->count);
    PW_TRY(share_peers(x, all, &ignored));
    PW_TRY(build_side(&b, PW_INGRESS));
    return build_side(&b, PW_EGRESS);
}

pw_status pw_index_connection(pw_index *x, uint32_t from, uint32_t to, uint32_t *mask)
{
    return pw_ports_meet(&x->ports, pw_index_mask(x, PW_EGRESS, from, to),
                         pw_index_mask(x, PW_INGRESS, to, from), mask);
}

pw_status pw_index_count(pw_index *x, pw_pair_counts *counts)
{
    const pw_classes *k = x->classes;
    *counts = (pw_pair_counts){0};
    for (uint32_t from = 0; from < k->count; from++)
        for (uint32_t to = 0; k->at[from].members > 0 && to < k->count; to++) {
            uint32_t mask;
            if (k->at[to].members == 0)
                continue;
            PW_TRY(pw_index_connection(x, from, to, &mask));
            counts->connected += mask != PW_MASK_NONE ? 1 : 0;
            if (mask != PW_MASK_NONE)
                counts->pods += (uint64_t)k->at[from].members * k->at[to].members;
        }
    counts->sets = x->ports.masks.count;
    return PW_OK;
}
