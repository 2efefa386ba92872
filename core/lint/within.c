#include "lint/within.h"

#include "kube/selector.h"

/* ---- selectors ---- */

static bool holds(const uint32_t *pairs, uint32_t count, uint32_t pair)
{
    for (uint32_t i = 0; i < count; i++)
        if (pairs[i] == pair)
            return true;
    return false;
}

/* Whether all of the values (pairs) that `a` leaves to a key are, or are not, among `pairs`. */
static bool limits(const pw_selector *a, uint32_t key, const uint32_t *pairs, uint32_t count,
                   bool in)
{
    const pw_label *label = pw_labels_get(&a->labels, key);
    if (label != NULL)
        return holds(pairs, count, label->pair) == in;
    for (uint32_t i = 0; i < a->requirements.count; i++) {
        const pw_requirement *r = &pw_list_items(a->requirements, pw_requirement)[i];
        bool all = r->kind == PW_IN && r->key_symbol == key;
        for (uint32_t v = 0; all && v < r->values.count; v++)
            all = holds(pairs, count, r->pairs[v]) == in;
        if (all)
            return true;
    }
    return false;
}

static bool has_kind(const pw_selector *a, uint32_t key, pw_operator kind)
{
    for (uint32_t i = 0; i < a->requirements.count; i++) {
        const pw_requirement *r = &pw_list_items(a->requirements, pw_requirement)[i];
        if (r->kind == kind && r->key_symbol == key)
            return true;
    }
    return false;
}

static bool excludes(const pw_selector *a, const pw_requirement *wanted)
{
    if (has_kind(a, wanted->key_symbol, PW_DOES_NOT_EXIST) ||
        limits(a, wanted->key_symbol, wanted->pairs, wanted->values.count, false))
        return true;
    for (uint32_t i = 0; i < a->requirements.count; i++) {
        const pw_requirement *r = &pw_list_items(a->requirements, pw_requirement)[i];
        bool all = r->kind == PW_NOT_IN && r->key_symbol == wanted->key_symbol;
        for (uint32_t v = 0; all && v < wanted->values.count; v++)
            all = holds(r->pairs, r->values.count, wanted->pairs[v]);
        if (all)
            return true;
    }
    return false;
}

static bool implies(const pw_selector *a, const pw_requirement *r)
{
    uint32_t key = r->key_symbol;
    switch (r->kind) {
    case PW_IN: return limits(a, key, r->pairs, r->values.count, true);
    case PW_NOT_IN: return excludes(a, r);
    case PW_EXISTS:
        return pw_labels_get(&a->labels, key) != NULL || has_kind(a, key, PW_IN) ||
               has_kind(a, key, PW_EXISTS);
    default: return has_kind(a, key, PW_DOES_NOT_EXIST);
    }
}

bool pw_selector_within(const pw_selector *a, const pw_selector *b)
{
    for (uint32_t i = 0; i < b->labels.count; i++) {
        const pw_label *label = &pw_list_items(b->labels, pw_label)[i];
        if (!limits(a, label->key_symbol, &label->pair, 1, true))
            return false;
    }
    for (uint32_t i = 0; i < b->requirements.count; i++)
        if (!implies(a, &pw_list_items(b->requirements, pw_requirement)[i]))
            return false;
    return true;
}

/* ---- peers ---- */

static const pw_label *name_label(const pw_namespace *ns)
{
    for (uint32_t i = 0; i < ns->labels.count; i++) {
        const pw_label *label = &pw_list_items(ns->labels, pw_label)[i];
        if (pw_str_is(label->key.s, "kubernetes.io/metadata.name"))
            return label;
    }
    return NULL;
}

static bool namespaces_within(const pw_lint *l, uint32_t ns, const pw_peer *a, const pw_peer *b)
{
    const pw_namespace *own = pw_cluster_ns(&l->s->cluster, ns);
    if (b->namespaces.head.given)
        return a->namespaces.head.given ? pw_selector_within(&a->namespaces, &b->namespaces)
                                        : pw_selector_fits(&b->namespaces, &own->labels);
    if (!a->namespaces.head.given)
        return true;
    const pw_label *name = name_label(own);
    return name != NULL && limits(&a->namespaces, name->key_symbol, &name->pair, 1, true);
}

bool pw_peer_within(const pw_lint *l, uint32_t ns, const pw_peer *a, const pw_peer *b)
{
    if (a->block.head.given != b->block.head.given)
        return false;
    if (a->block.head.given) {
        const pw_ip_block *block = &b->block;
        return pw_range_covered(a->block.block, a->block.holes, a->block.except.count, &block, 1);
    }
    return namespaces_within(l, ns, a, b) &&
           (!b->pods.head.given || pw_selector_within(&a->pods, &b->pods));
}

bool pw_peer_is_wildcard(const pw_peer *peer)
{
    if (peer->block.head.given)
        return peer->block.block.bits == 0 && peer->block.except.count == 0;
    return pw_selector_is_empty(&peer->pods) && pw_selector_is_empty(&peer->namespaces);
}

/* ---- addresses ---- */

typedef struct cover {
    pw_cidr range;
    const pw_cidr *holes;
    uint32_t hole_count;
    const pw_ip_block *const *blocks;
    uint32_t count;
} cover;

/* Whether this address is no gap: outside the range, in a hole, or in one of the blocks. */
static bool is_fine(const cover *c, pw_ip ip)
{
    if (!pw_cidr_has(&c->range, ip))
        return true;
    for (uint32_t i = 0; i < c->hole_count; i++)
        if (pw_cidr_has(&c->holes[i], ip))
            return true;
    for (uint32_t i = 0; i < c->count; i++)
        if (pw_block_has(c->blocks[i], ip))
            return true;
    return false;
}

/* What holds changes only at the borders of a block. */
static bool borders_are_fine(const cover *c, const pw_cidr *cidr)
{
    pw_ip next;
    return is_fine(c, cidr->first) && (!pw_ip_next(cidr->last, &next) || is_fine(c, next));
}

bool pw_range_covered(pw_cidr range, const pw_cidr *holes, uint32_t hole_count,
                      const pw_ip_block *const *blocks, uint32_t count)
{
    cover c = {range, holes, hole_count, blocks, count};
    if (!is_fine(&c, range.first))
        return false;
    for (uint32_t i = 0; i < hole_count; i++)
        if (!borders_are_fine(&c, &holes[i]))
            return false;
    for (uint32_t i = 0; i < count; i++) {
        if (!borders_are_fine(&c, &blocks[i]->block))
            return false;
        for (uint32_t k = 0; k < blocks[i]->except.count; k++)
            if (!borders_are_fine(&c, &blocks[i]->holes[k]))
                return false;
    }
    return true;
}

/* ---- ports ---- */

static int32_t last_of(const pw_port *port)
{
    return port->end_port.given ? port->end_port.value : port->port.number;
}

/* The last port up to which `list` admits all from `port` on; one less than it: not even that. */
static int32_t reach(const pw_list *list, pw_protocol protocol, int32_t port)
{
    int32_t to = port - 1;
    for (uint32_t i = 0; i < list->count; i++) {
        const pw_port *item = &pw_list_items(*list, pw_port)[i];
        if (item->protocol != protocol || (item->port.given && item->port.named))
            continue;
        int32_t from = item->port.given ? item->port.number : 1;
        int32_t last = item->port.given ? last_of(item) : (int32_t)PW_MAX_PORT;
        if (from <= port && last > to)
            to = last;
    }
    return to;
}

static bool port_within(const pw_port *port, const pw_list *list)
{
    int32_t from = port->port.given ? port->port.number : 1, end;
    int32_t to = port->port.given ? last_of(port) : (int32_t)PW_MAX_PORT;
    if (port->port.given && port->port.named) {
        for (uint32_t i = 0; i < list->count; i++) {
            const pw_port *item = &pw_list_items(*list, pw_port)[i];
            if (item->protocol == port->protocol &&
                (!item->port.given ||
                 (item->port.named && pw_str_same(item->port.name, port->port.name))))
                return true;
        }
        return false;
    }
    while (from <= to && (end = reach(list, port->protocol, from)) >= from)
        from = end + 1;
    return from > to;
}

bool pw_ports_within(const pw_list *a, const pw_list *b)
{
    if (b->count == 0)
        return true;
    if (a->count == 0)
        return false;
    for (uint32_t i = 0; i < a->count; i++)
        if (!port_within(&pw_list_items(*a, pw_port)[i], b))
            return false;
    return true;
}
