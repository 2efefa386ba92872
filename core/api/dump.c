#include "api/dump.h"

#include "eval/condition.h"
#include "kube/schema.h"

/* ---- the tree ---- */

static void dump_node(pw_buf *b, const pw_document *doc, const pw_node *node, uint32_t depth)
{
    static const char *const kinds[] = {"null", "bool", "int", "float", "text", "list", "map"};
    pw_place place = pw_source_place(&doc->source, node->span.from);
    pw_buf_print(b, "%u:%u ", place.line, place.column);
    pw_buf_repeat(b, ' ', depth * 2);
    if (node->key.at != NULL)
        pw_buf_print(b, "%S: ", node->key);
    pw_buf_puts(b, kinds[node->kind]);
    if (node->kind < PW_LIST && node->kind != PW_NULL)
        pw_buf_print(b, " %q", node->text);
    pw_buf_putc(b, '\n');
    for (const pw_node *child = node->first; child != NULL; child = child->next)
        dump_node(b, doc, child, depth + 1);
}

/* Without a name, every file is meant. */
static bool is_asked(pw_str file, const pw_document *doc)
{
    return file.len == 0 || pw_str_same(file, doc->file);
}

static pw_status dump_tree(const pw_snapshot *s, pw_arena *arena, pw_str file, pw_buf *b)
{
    for (uint32_t i = 0; i < s->doc_count; i++) {
        pw_vec roots = {0};
        if (!is_asked(file, s->docs[i]))
            continue;
        PW_TRY(pw_document_tree(s->docs[i], arena, &roots));
        pw_buf_print(b, "document %u of %S\n", i, s->docs[i]->file);
        for (uint32_t k = 0; k < roots.count; k++)
            dump_node(b, s->docs[i], pw_items(roots, const pw_node *)[k], 0);
    }
    return PW_OK;
}

/* ---- the objects ---- */

static void dump_labels(pw_buf *b, const pw_list *labels)
{
    for (uint32_t i = 0; i < labels->count; i++) {
        const pw_label *label = &pw_list_items(*labels, pw_label)[i];
        pw_buf_print(b, " %S=%S", label->key.s, label->value.s);
    }
}

static void dump_selector(pw_buf *b, const char *name, const pw_selector *s)
{
    static const char *const operators[] = {"In", "NotIn", "Exists", "DoesNotExist"};
    if (!s->head.given)
        return;
    pw_buf_print(b, " %s{", name);
    dump_labels(b, &s->labels);
    for (uint32_t i = 0; i < s->requirements.count; i++) {
        const pw_requirement *r = &pw_list_items(s->requirements, pw_requirement)[i];
        pw_buf_print(b, " %S %s", r->key.s, operators[r->kind]);
        for (uint32_t v = 0; v < r->values.count; v++)
            pw_buf_print(b, " %S", pw_list_items(r->values, pw_text)[v].s);
    }
    pw_buf_puts(b, " }");
}

static void dump_peer(pw_buf *b, const pw_peer *peer)
{
    pw_buf_puts(b, "    peer");
    dump_selector(b, "namespaces", &peer->namespaces);
    dump_selector(b, "pods", &peer->pods);
    if (peer->block.head.given) {
        pw_buf_puts(b, " block ");
        pw_cidr_write(b, &peer->block.block);
        for (uint32_t i = 0; i < peer->block.except.count; i++) {
            pw_buf_puts(b, " except ");
            pw_cidr_write(b, &peer->block.holes[i]);
        }
    }
    pw_buf_putc(b, '\n');
}

static void dump_port(pw_buf *b, const pw_port *port)
{
    pw_buf_print(b, "    port %s", pw_protocol_name(port->protocol));
    if (port->port.named)
        pw_buf_print(b, " %S", port->port.name);
    else if (port->port.given)
        pw_buf_print(b, " %u", (uint32_t)port->port.number);
    if (port->end_port.given)
        pw_buf_print(b, "-%u", (uint32_t)port->end_port.value);
    pw_buf_putc(b, '\n');
}

static void dump_policy(pw_buf *b, const pw_policy *policy)
{
    pw_buf_puts(b, "\n  selects");
    dump_selector(b, "pods", &policy->pods);
    for (int d = 0; d < PW_DIRECTIONS; d++) {
        if (!policy->isolates[d])
            continue;
        pw_buf_print(b, "\n  isolates %s\n", pw_direction_name((pw_direction)d));
        for (uint32_t i = 0; i < policy->rules[d].count; i++) {
            const pw_rule *rule = &pw_list_items(policy->rules[d], pw_rule)[i];
            pw_buf_print(b, "   rule %u\n", i + 1);
            for (uint32_t k = 0; k < rule->peers.count; k++)
                dump_peer(b, &pw_list_items(rule->peers, pw_peer)[k]);
            for (uint32_t k = 0; k < rule->ports.count; k++)
                dump_port(b, &pw_list_items(rule->ports, pw_port)[k]);
        }
    }
}

static void dump_pod_spec(pw_buf *b, const pw_pod_spec *spec)
{
    if (spec->host_network.value)
        pw_buf_puts(b, " hostNetwork");
    for (uint32_t c = 0; c < spec->containers.count; c++) {
        const pw_list *list = &pw_list_items(spec->containers, pw_container)[c].ports;
        for (uint32_t i = 0; i < list->count; i++) {
            const pw_container_port *port = &pw_list_items(*list, pw_container_port)[i];
            pw_buf_print(b, " port %u/%s", (uint32_t)port->number.value,
                         pw_protocol_name(port->protocol));
            if (port->name.s.at != NULL)
                pw_buf_print(b, "(%S)", port->name.s);
        }
    }
}

static void dump_object(pw_buf *b, const pw_document *doc, const pw_object *object)
{
    pw_place place = pw_source_place(&doc->source, object->span.from);
    pw_buf_print(b, "%S:%u %s ", doc->file, place.line, pw_kind_of(object->kind)->kind);
    if (object->meta.ns.s.len > 0)
        pw_buf_print(b, "%S/", object->meta.ns.s);
    pw_buf_print(b, "%S", object->meta.name.s);
    dump_labels(b, &object->meta.labels);
    if (object->kind == PW_POD)
        dump_pod_spec(b, &((const pw_pod *)object->body)->spec);
    if (object->kind == PW_POLICY)
        dump_policy(b, object->body);
    else
        pw_buf_putc(b, '\n');
}

static void dump_objects(const pw_snapshot *s, pw_str file, pw_buf *b)
{
    for (uint32_t i = 0; i < s->doc_count; i++)
        for (uint32_t k = 0; is_asked(file, s->docs[i]) && k < s->docs[i]->objects.count; k++)
            dump_object(b, s->docs[i], &pw_items(s->docs[i]->objects, const pw_object)[k]);
}

/* ---- the classes ---- */

static void dump_shape(pw_buf *b, const pw_classes *k, uint32_t shape)
{
    const pw_numbers *items = pw_classes_shape(k, shape);
    const pw_symbols *symbols = k->cluster->symbols;
    for (uint32_t i = 0; i < items->count; i++) {
        if ((items->at[i] & PW_OTHER_VALUE) != 0) {
            pw_buf_print(b, " %S=...", pw_symbols_str(symbols, items->at[i] & ~PW_OTHER_VALUE));
            continue;
        }
        pw_pair pair = pw_symbols_parts(symbols, items->at[i]);
        pw_buf_print(b, " %S=%S", pw_symbols_str(symbols, pair.key),
                     pw_symbols_str(symbols, pair.value));
    }
}

static pw_status dump_classes(const pw_snapshot *s, pw_arena *arena, pw_buf *b)
{
    const pw_classes *k = &s->classes;
    for (uint32_t i = 0; i < k->count; i++) {
        const pw_class *class = &k->at[i];
        pw_str name = PW_STR("outside");
        if (class->pod != PW_NONE)
            PW_TRY(pw_spot_name(s, arena, (pw_spot){.pod = class->pod}, &name));
        pw_buf_print(b, "class %u: %u pods, like %R, blocks %u, ports %u:", i, class->members,
                     name, class->blocks, class->numbers);
        dump_shape(b, k, class->shape);
        pw_buf_putc(b, '\n');
    }
    return PW_OK;
}

/* ---- the index ---- */

static pw_status dump_side(const pw_snapshot *s, pw_arena *arena, pw_direction direction,
                           pw_buf *b)
{
    const pw_side *side = &s->index.sides[direction];
    pw_buf_print(b, "%s: %u targets\n", pw_direction_name(direction), side->targets);
    for (uint32_t i = 0; i < s->classes.count; i++) {
        uint32_t target = side->target_of[i];
        if (target == PW_NONE)
            continue;
        pw_buf_print(b, "  class %u, target %u:", i, target);
        for (uint32_t other = 0; other < s->classes.count; other++) {
            uint32_t mask = side->rows[(size_t)target * s->classes.count + other];
            pw_str text;
            if (mask == PW_MASK_NONE)
                continue;
            PW_TRY(pw_mask_text(&s->index.ports, arena, mask, &text));
            pw_buf_print(b, " %u(%R)", other, text);
        }
        pw_buf_putc(b, '\n');
    }
    return PW_OK;
}

pw_status pw_dump(const pw_reply_to *r, pw_buf *b)
{
    const pw_snapshot *s = r->snapshot;
    switch (r->request->stage) {
    case PW_STAGE_TREE: return dump_tree(s, r->arena, r->request->file, b);
    case PW_STAGE_OBJECTS: dump_objects(s, r->request->file, b); return PW_OK;
    case PW_STAGE_CLASSES: return dump_classes(s, r->arena, b);
    case PW_STAGE_INDEX: break;
    }
    pw_buf_print(b, "%u classes, %u columns of ports, %u masks\n", s->classes.count,
                 s->index.ports.columns, s->index.ports.masks.count);
    PW_TRY(dump_side(s, r->arena, PW_INGRESS, b));
    return dump_side(s, r->arena, PW_EGRESS, b);
}
