#include "model/classes.h"

#include <string.h>

/* ---- what policies mention ---- */

static void use_selector(pw_classes *k, const pw_selector *s)
{
    for (uint32_t i = 0; i < s->labels.count; i++) {
        const pw_label *label = &pw_list_items(s->labels, pw_label)[i];
        k->key_used[label->key_symbol] = 1;
        k->pair_used[label->pair] = 1;
    }
    for (uint32_t i = 0; i < s->requirements.count; i++) {
        const pw_requirement *r = &pw_list_items(s->requirements, pw_requirement)[i];
        k->key_used[r->key_symbol] = 1;
        for (uint32_t v = 0; v < r->values.count; v++)
            k->pair_used[r->pairs[v]] = 1;
    }
}

typedef struct name_search {
    const pw_classes *classes;
    pw_port_name name;
} name_search;

static bool same_name(const void *context, uint32_t number)
{
    const name_search *search = context;
    const pw_port_name *known = &pw_items(search->classes->names, const pw_port_name)[number];
    return known->protocol == search->name.protocol &&
           pw_str_same(known->name, search->name.name);
}

static uint32_t hash_name(pw_str name, pw_protocol protocol)
{
    return pw_hash_mix(pw_str_hash(name), (uint32_t)protocol);
}

uint32_t pw_classes_name(const pw_classes *classes, pw_str name, pw_protocol protocol)
{
    name_search search = {classes, {name, protocol}};
    return pw_table_find(&classes->name_table, hash_name(name, protocol), same_name, &search);
}

static pw_status use_port(pw_classes *k, const pw_port *port)
{
    if (!port->port.named || pw_classes_name(k, port->port.name, port->protocol) != PW_NONE)
        return PW_OK;
    PW_TRY(pw_table_add(&k->name_table, k->arena, hash_name(port->port.name, port->protocol),
                        k->names.count));
    pw_port_name *slot = pw_push(&k->names, k->arena, pw_port_name);
    PW_NEED(slot);
    *slot = (pw_port_name){port->port.name, port->protocol};
    /* A name and a port number share 32 bits in pw_numbers. */
    return k->names.count > UINT16_MAX ? PW_E_LIMIT : PW_OK;
}

static pw_status use_rule(pw_classes *k, const pw_rule *rule)
{
    for (uint32_t i = 0; i < rule->peers.count; i++) {
        const pw_peer *peer = &pw_list_items(rule->peers, pw_peer)[i];
        use_selector(k, &peer->pods);
        use_selector(k, &peer->namespaces);
    }
    for (uint32_t i = 0; i < rule->ports.count; i++)
        PW_TRY(use_port(k, &pw_list_items(rule->ports, pw_port)[i]));
    return PW_OK;
}

static pw_status use_policies(pw_classes *k)
{
    const pw_policy_ref *policies = pw_items(k->cluster->policies, const pw_policy_ref);
    const pw_symbols *symbols = k->cluster->symbols;
    PW_NEED(k->key_used = pw_new_array(k->arena, uint8_t, symbols->texts.count + 1));
    PW_NEED(k->pair_used = pw_new_array(k->arena, uint8_t, symbols->pairs.count + 1));
    for (uint32_t i = 0; i < k->cluster->policies.count; i++) {
        const pw_policy *policy = policies[i].policy;
        use_selector(k, &policy->pods);
        for (int d = 0; d < PW_DIRECTIONS; d++)
            for (uint32_t r = 0; policy->isolates[d] && r < policy->rules[d].count; r++)
                PW_TRY(use_rule(k, &pw_list_items(policy->rules[d], pw_rule)[r]));
    }
    return PW_OK;
}

/* ---- what tells pods apart ---- */

/* Inserts into an ascending list without repetition. */
static void insert(uint32_t *items, uint32_t *count, uint32_t item)
{
    uint32_t at = *count;
    while (at > 0 && items[at - 1] > item)
        at--;
    if (at > 0 && items[at - 1] == item)
        return;
    memmove(items + at + 1, items + at, (*count - at) * sizeof *items);
    items[at] = item;
    (*count)++;
}

/* The labels of a pod as far as policies can see them. */
static pw_status shape_of(pw_classes *k, pw_arena *scratch, const pw_list *labels,
                          uint32_t *shape)
{
    uint32_t few[32], *items = few, count = 0;
    if (labels->count > 32)
        PW_NEED(items = pw_new_array(scratch, uint32_t, labels->count));
    for (uint32_t i = 0; i < labels->count; i++) {
        const pw_label *label = &pw_list_items(*labels, pw_label)[i];
        if (k->pair_used[label->pair])
            insert(items, &count, label->pair);
        else if (k->key_used[label->key_symbol])
            insert(items, &count, label->key_symbol | PW_OTHER_VALUE);
    }
    return pw_numbers_share(&k->shapes, k->arena, (pw_numbers){items, count}, shape);
}

/* The port numbers behind the mentioned names, as (name << 16 | number) in ascending order. */
static pw_status numbers_of(pw_classes *k, pw_arena *scratch, const pw_pod_spec *spec,
                            uint32_t *numbers)
{
    uint32_t few[32], *items = few, count = 0, ports = 0;
    *numbers = 0;
    if (k->names.count == 0)
        return PW_OK;
    for (uint32_t c = 0; c < spec->containers.count; c++)
        ports += pw_list_items(spec->containers, pw_container)[c].ports.count;
    if (ports > 32)
        PW_NEED(items = pw_new_array(scratch, uint32_t, ports));
    for (uint32_t c = 0; c < spec->containers.count; c++) {
        const pw_list *list = &pw_list_items(spec->containers, pw_container)[c].ports;
        for (uint32_t i = 0; i < list->count; i++) {
            const pw_container_port *port = &pw_list_items(*list, pw_container_port)[i];
            uint32_t name = port->name.s.at == NULL
                                ? PW_NONE
                                : pw_classes_name(k, port->name.s, port->protocol);
            if (name != PW_NONE)
                insert(items, &count, name << 16 | (uint32_t)port->number.value);
        }
    }
    return pw_numbers_share(&k->numbers, k->arena, (pw_numbers){items, count}, numbers);
}

/* ---- classes ---- */

typedef struct builder {
    pw_classes *k;
    pw_arena *scratch;
    pw_vec found; /* of pw_class, in the order of their discovery */
    pw_table table;
} builder;

typedef struct class_search {
    const builder *b;
    pw_class key;
} class_search;

static bool same_class(const void *context, uint32_t number)
{
    const class_search *search = context;
    const pw_class *a = &pw_items(search->b->found, const pw_class)[number];
    const pw_class *b = &search->key;
    return a->ns == b->ns && a->shape == b->shape && a->blocks == b->blocks &&
           a->numbers == b->numbers;
}

static pw_status share_class(builder *b, pw_class key, uint32_t *number)
{
    class_search search = {b, key};
    uint32_t hash = pw_hash_mix(pw_hash_mix(pw_hash_mix(key.ns, key.shape), key.blocks),
                                key.numbers);
    *number = pw_table_find(&b->table, hash, same_class, &search);
    if (*number != PW_NONE)
        return PW_OK;
    *number = b->found.count;
    PW_TRY(pw_table_add(&b->table, b->scratch, hash, *number));
    pw_class *slot = pw_push(&b->found, b->scratch, pw_class);
    PW_NEED(slot);
    *slot = key;
    slot->pod = PW_NONE;
    return PW_OK;
}

static pw_status classify_pod(builder *b, uint32_t index)
{
    pw_classes *k = b->k;
    const pw_member *pod = pw_cluster_member(k->cluster, index);
    pw_class key = {.ns = pod->host_network ? PW_NONE : pod->ns};
    if (!pod->host_network) {
        PW_TRY(shape_of(k, b->scratch, pod->labels, &key.shape));
        PW_TRY(numbers_of(k, b->scratch, pod->spec, &key.numbers));
    }
    for (int f = 0; f < PW_FAMILIES; f++) {
        uint32_t *of = &k->of_pod[index * PW_FAMILIES + (uint32_t)f];
        *of = PW_NONE;
        if (!pod->has_ip[f])
            continue;
        bool sees = k->block_pods || pod->host_network;
        key.blocks = sees ? pw_blocks_set_of(k->blocks, pod->ips[f]) : 0;
        PW_TRY(share_class(b, key, of));
        pw_class *found = &pw_items(b->found, pw_class)[*of];
        found->members += (pw_family)f == pod->first ? 1 : 0;
        found->pod = found->pod == PW_NONE ? index : found->pod;
    }
    return PW_OK;
}

/* Puts the classes into the order of their namespaces. */
static pw_status sort(builder *b)
{
    pw_classes *k = b->k;
    uint32_t namespaces = k->cluster->namespaces.count, total = 0;
    const pw_class *found = pw_items(b->found, const pw_class);
    uint32_t *to = pw_new_array(b->scratch, uint32_t, b->found.count + 1);
    uint32_t *next = pw_new_array(b->scratch, uint32_t, namespaces + 2);
    PW_NEED(to);
    PW_NEED(next);
    PW_NEED(k->at = pw_new_array(k->arena, pw_class, b->found.count + 1));
    PW_NEED(k->ns_from = pw_new_array(k->arena, uint32_t, namespaces + 1));
    for (uint32_t i = 0; i < b->found.count; i++)
        next[found[i].ns == PW_NONE ? namespaces : found[i].ns]++;
    for (uint32_t i = 0; i <= namespaces; i++) {
        k->ns_from[i] = total;
        total += next[i];
        next[i] = k->ns_from[i];
    }
    for (uint32_t i = 0; i < b->found.count; i++) {
        to[i] = next[found[i].ns == PW_NONE ? namespaces : found[i].ns]++;
        k->at[to[i]] = found[i];
    }
    for (uint32_t i = 0; i < k->cluster->pods.count * PW_FAMILIES; i++)
        if (k->of_pod[i] != PW_NONE)
            k->of_pod[i] = to[k->of_pod[i]];
    for (uint32_t i = 0; i < k->blocks->sets.count; i++)
        k->of_blocks[i] = to[k->of_blocks[i]];
    k->count = b->found.count;
    k->words = pw_bits_words(k->count);
    return PW_OK;
}

pw_status pw_classes_build(pw_classes *classes, pw_arena *arena, pw_arena *scratch,
                           const pw_cluster *c, const pw_blocks *blocks, const pw_assume *assume)
{
    uint32_t none;
    *classes = (pw_classes){.arena = arena, .cluster = c, .blocks = blocks,
                            .block_pods = assume->ip_block_matches_pods};
    builder b = {.k = classes, .scratch = scratch};
    PW_NEED(classes->of_pod = pw_new_array(arena, uint32_t, c->pods.count * PW_FAMILIES + 1));
    PW_NEED(classes->of_blocks = pw_new_array(arena, uint32_t, blocks->sets.count));
    PW_TRY(pw_numbers_share(&classes->shapes, arena, (pw_numbers){NULL, 0}, &none));
    PW_TRY(pw_numbers_share(&classes->numbers, arena, (pw_numbers){NULL, 0}, &none));
    PW_TRY(use_policies(classes));
    for (uint32_t i = 0; i < c->pods.count; i++)
        PW_TRY(classify_pod(&b, i));
    for (uint32_t i = 0; i < blocks->sets.count; i++)
        PW_TRY(share_class(&b, (pw_class){.ns = PW_NONE, .blocks = i}, &classes->of_blocks[i]));
    return sort(&b);
}
