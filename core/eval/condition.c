#include "eval/condition.h"

#include "kube/selector.h"

pw_spot pw_asked_at(const pw_asked *q)
{
    return q->direction == PW_INGRESS ? q->flow.to : q->flow.from;
}

pw_spot pw_asked_other(const pw_asked *q)
{
    return q->direction == PW_INGRESS ? q->flow.from : q->flow.to;
}

static pw_buf new_text(void)
{
    return pw_buf_make(4096);
}

/* ---- selectors in words ---- */

static void write_label(pw_buf *b, const pw_label *label)
{
    pw_buf_print(b, "%S=%S", label->key.s, label->value.s);
}

static void write_requirement(pw_buf *b, const pw_requirement *r)
{
    if (r->kind == PW_EXISTS || r->kind == PW_DOES_NOT_EXIST) {
        pw_buf_print(b, r->kind == PW_EXISTS ? "any %S" : "no %S", r->key.s);
        return;
    }
    pw_buf_print(b, "%S %s (", r->key.s, r->kind == PW_IN ? "in" : "not in");
    for (uint32_t i = 0; i < r->values.count; i++)
        pw_buf_print(b, "%s%S", i == 0 ? "" : ", ", pw_list_items(r->values, pw_text)[i].s);
    pw_buf_putc(b, ')');
}

void pw_selector_write(pw_buf *b, const pw_selector *s, const char *empty)
{
    bool first = true;
    if (pw_selector_is_empty(s))
        pw_buf_puts(b, empty);
    for (uint32_t i = 0; i < s->labels.count; i++, first = false) {
        pw_buf_puts(b, first ? "" : ", ");
        write_label(b, &pw_list_items(s->labels, pw_label)[i]);
    }
    for (uint32_t i = 0; i < s->requirements.count; i++, first = false) {
        pw_buf_puts(b, first ? "" : ", ");
        write_requirement(b, &pw_list_items(s->requirements, pw_requirement)[i]);
    }
}

/* ---- what a selector misses ---- */

/* What stands under the key: "app=frontend" or "no label app". */
static pw_status write_got(const pw_asked *q, const pw_list *labels, uint32_t key_symbol,
                           pw_str key, pw_str *got)
{
    const pw_label *found = pw_labels_get(labels, key_symbol);
    pw_buf b = new_text();
    if (found == NULL)
        pw_buf_print(&b, "no label %S", key);
    else
        write_label(&b, found);
    return pw_buf_keep(&b, q->arena, got);
}

/* Notes one unmet requirement; the first one is kept in words. */
static pw_status note_missing(const pw_asked *q, const pw_list *labels, uint32_t key_symbol,
                              pw_text key, pw_span wanted, pw_buf *wants, pw_condition *c)
{
    if (c->missing++ > 0) {
        pw_buf_free(wants);
        return PW_OK;
    }
    c->ok = false;
    c->wanted = wanted;
    PW_TRY(pw_buf_keep(wants, q->arena, &c->wants));
    return write_got(q, labels, key_symbol, key.s, &c->got);
}

/* Asks a selector of some labels: counts what is missing. */
static pw_status ask_selector(const pw_asked *q, const pw_selector *s, const pw_list *labels,
                              pw_condition *c)
{
    for (uint32_t i = 0; i < s->labels.count; i++) {
        const pw_label *label = &pw_list_items(s->labels, pw_label)[i];
        pw_buf wants = new_text();
        if (pw_label_fits(label, labels))
            continue;
        write_label(&wants, label);
        pw_span span = {label->key.span.from, label->value.span.to};
        PW_TRY(note_missing(q, labels, label->key_symbol, label->key, span, &wants, c));
    }
    for (uint32_t i = 0; i < s->requirements.count; i++) {
        const pw_requirement *r = &pw_list_items(s->requirements, pw_requirement)[i];
        pw_buf wants = new_text();
        if (pw_requirement_fits(r, labels))
            continue;
        write_requirement(&wants, r);
        PW_TRY(note_missing(q, labels, r->key_symbol, r->key, r->head.span, &wants, c));
    }
    return PW_OK;
}

static pw_span head_span(const pw_head *head)
{
    return (pw_span){head->key.from, head->span.to > head->key.to ? head->span.to : head->key.to};
}

/* A selector cannot see an address. */
static pw_status fail_address(const pw_asked *q, pw_condition *c)
{
    pw_spot other = pw_asked_other(q);
    pw_str name;
    pw_buf b = new_text();
    PW_TRY(pw_spot_name(q->s, q->arena, other, &name));
    if (other.pod == PW_NONE)
        pw_buf_print(&b, "%R is no pod", name);
    else
        pw_buf_print(&b, "%R uses its node's network", name);
    c->ok = false;
    c->lack = PW_LACKS_POD;
    c->missing = 8;
    return pw_buf_keep(&b, q->arena, &c->why);
}

static bool is_seen(const pw_asked *q)
{
    pw_spot other = pw_asked_other(q);
    return other.pod != PW_NONE && !pw_cluster_member(&q->s->cluster, other.pod)->host_network;
}

static pw_condition start(const pw_head *head)
{
    return (pw_condition){.ok = true, .span = head_span(head), .wanted = head_span(head)};
}

static pw_status ask_namespace(const pw_asked *q, const pw_selector *selector, pw_condition *c)
{
    pw_buf text = new_text();
    *c = start(&selector->head);
    pw_buf_puts(&text, pw_selector_is_empty(selector) ? "" : "namespace ");
    pw_selector_write(&text, selector, "any namespace");
    PW_TRY(pw_buf_keep(&text, q->arena, &c->text));
    if (!is_seen(q))
        return fail_address(q, c);
    const pw_member *pod = pw_cluster_member(&q->s->cluster, pw_asked_other(q).pod);
    const pw_namespace *ns = pw_cluster_ns(&q->s->cluster, pod->ns);
    PW_TRY(ask_selector(q, selector, &ns->labels, c));
    if (c->ok)
        return PW_OK;
    pw_buf why = new_text();
    c->lack = PW_LACKS_NAMESPACE_LABEL;
    pw_buf_print(&why, "%R has %R", ns->name, c->got);
    return pw_buf_keep(&why, q->arena, &c->why);
}

static pw_status ask_pod(const pw_asked *q, const pw_selector *selector, pw_condition *c)
{
    const pw_member *pod = pw_cluster_member(&q->s->cluster, pw_asked_other(q).pod);
    PW_TRY(ask_selector(q, selector, pod->labels, c));
    if (c->ok)
        return PW_OK;
    pw_buf why = new_text();
    c->lack = PW_LACKS_POD_LABEL;
    pw_buf_print(&why, "it has %R", c->got);
    return pw_buf_keep(&why, q->arena, &c->why);
}

/* A podSelector beside a namespaceSelector. */
static pw_status ask_pod_beside(const pw_asked *q, const pw_selector *selector, pw_condition *c)
{
    pw_buf text = new_text();
    *c = start(&selector->head);
    pw_buf_puts(&text, pw_selector_is_empty(selector) ? "" : "pod ");
    pw_selector_write(&text, selector, "any pod");
    PW_TRY(pw_buf_keep(&text, q->arena, &c->text));
    return is_seen(q) ? ask_pod(q, selector, c) : fail_address(q, c);
}

/* A podSelector alone: pods of the policy's own namespace. */
static pw_status ask_pod_alone(const pw_asked *q, const pw_selector *selector, pw_condition *c)
{
    pw_buf text = new_text(), why = new_text();
    pw_str own = pw_cluster_ns(&q->s->cluster, q->policy->ns)->name;
    *c = start(&selector->head);
    pw_selector_write(&text, selector, "any pod");
    pw_buf_print(&text, ", in %R itself", own);
    PW_TRY(pw_buf_keep(&text, q->arena, &c->text));
    if (!is_seen(q))
        return fail_address(q, c);
    const pw_member *pod = pw_cluster_member(&q->s->cluster, pw_asked_other(q).pod);
    PW_TRY(ask_pod(q, selector, c));
    if (pod->ns == q->policy->ns)
        return PW_OK;
    /* The namespace is what a reader overlooks, so it is said first. */
    pw_str theirs = pw_cluster_ns(&q->s->cluster, pod->ns)->name;
    c->ok = false;
    c->missing++;
    c->lack = PW_LACKS_NAMESPACE;
    c->wanted = c->span;
    c->wants = own;
    c->got = theirs;
    pw_buf_print(&why, "%R/%R is in %R", theirs, pod->name, theirs);
    return pw_buf_keep(&why, q->arena, &c->why);
}

/* ---- addresses ---- */

static pw_status ask_block(const pw_asked *q, const pw_ip_block *block, pw_condition *c)
{
    pw_spot other = pw_asked_other(q);
    pw_ip ip = pw_spot_ip(q->s, other, pw_asked_at(q), q->direction == PW_EGRESS);
    bool ignored = other.pod != PW_NONE && is_seen(q) && !q->s->assume.ip_block_matches_pods;
    pw_buf text = new_text(), why = new_text();
    *c = start(&block->head);
    pw_buf_print(&text, "address in %S", block->cidr.s);
    for (uint32_t i = 0; i < block->except.count; i++)
        pw_buf_print(&text, "%s%S", i == 0 ? ", not in " : ", ",
                     pw_list_items(block->except, pw_text)[i].s);
    PW_TRY(pw_buf_keep(&text, q->arena, &c->text));
    c->ok = pw_block_has(block, ip) && !ignored;
    if (c->ok)
        return PW_OK;
    c->missing = 4;
    c->lack = PW_LACKS_ADDRESS;
    pw_buf_puts(&why, other.pod == PW_NONE ? "it is " : "its address is ");
    pw_ip_write(&why, ip);
    for (uint32_t i = 0; i < block->except.count; i++)
        if (pw_cidr_has(&block->holes[i], ip))
            pw_buf_print(&why, ", in the exception %S",
                         pw_list_items(block->except, pw_text)[i].s);
    if (ignored)
        pw_buf_puts(&why, ", and ipBlocks are assumed not to match pods");
    return pw_buf_keep(&why, q->arena, &c->why);
}

pw_status pw_peer_conditions(const pw_asked *q, const pw_peer *peer, pw_condition *conditions,
                             uint32_t *count)
{
    *count = 1;
    if (peer->block.head.given)
        return ask_block(q, &peer->block, &conditions[0]);
    if (!peer->namespaces.head.given)
        return ask_pod_alone(q, &peer->pods, &conditions[0]);
    PW_TRY(ask_namespace(q, &peer->namespaces, &conditions[0]));
    if (!peer->pods.head.given)
        return PW_OK;
    *count = 2;
    return ask_pod_beside(q, &peer->pods, &conditions[1]);
}

/* ---- ports ---- */

static void write_port(pw_buf *b, const pw_port *port)
{
    const char *protocol = pw_protocol_name(port->protocol);
    if (!port->port.given)
        pw_buf_print(b, "every %s port", protocol);
    else if (port->port.named)
        pw_buf_print(b, "%S/%s", port->port.name, protocol);
    else if (port->end_port.given)
        pw_buf_print(b, "%u-%u/%s", (uint32_t)port->port.number, (uint32_t)port->end_port.value,
                     protocol);
    else
        pw_buf_print(b, "%u/%s", (uint32_t)port->port.number, protocol);
}

/* S14: whether a name stands for the port asked for, in the destination pod. */
static bool name_fits(const pw_asked *q, const pw_port *port, bool *known)
{
    uint32_t pod = q->flow.to.pod;
    *known = false;
    if (pod == PW_NONE || pw_cluster_member(&q->s->cluster, pod)->host_network)
        return false;
    const pw_pod_spec *spec = pw_cluster_member(&q->s->cluster, pod)->spec;
    for (uint32_t c = 0; c < spec->containers.count; c++) {
        const pw_list *list = &pw_list_items(spec->containers, pw_container)[c].ports;
        for (uint32_t i = 0; i < list->count; i++) {
            const pw_container_port *own = &pw_list_items(*list, pw_container_port)[i];
            if (own->name.s.at == NULL || !pw_str_same(own->name.s, port->port.name) ||
                own->protocol != port->protocol)
                continue;
            *known = true;
            if ((uint32_t)own->number.value == q->flow.port)
                return true;
        }
    }
    return false;
}

static bool port_fits(const pw_asked *q, const pw_port *port)
{
    bool known;
    if (port->protocol != q->flow.protocol)
        return false;
    if (!port->port.given)
        return true;
    if (port->port.named)
        return name_fits(q, port, &known);
    uint32_t from = (uint32_t)port->port.number;
    uint32_t to = port->end_port.given ? (uint32_t)port->end_port.value : from;
    return q->flow.port >= from && q->flow.port <= to;
}

static void write_asked(pw_buf *b, const pw_asked *q)
{
    pw_buf_print(b, "%u/%s", q->flow.port, pw_protocol_name(q->flow.protocol));
}

static pw_status fitting_port(const pw_asked *q, const pw_port *port, pw_condition *c)
{
    pw_buf text = new_text();
    *c = start(&port->head);
    c->span = c->wanted = port->head.span;
    pw_buf_puts(&text, !port->port.given ? "" : port->end_port.given ? "ports " : "port ");
    write_port(&text, port);
    if (port->port.named)
        pw_buf_print(&text, ", here %u,", q->flow.port);
    pw_buf_puts(&text, port->end_port.given ? " fit" : " fits");
    return pw_buf_keep(&text, q->arena, &c->text);
}

/* Says which of several ports none is; of one name, that the destination has no such port. */
static pw_status write_misfit(const pw_asked *q, const pw_list *ports, pw_str *why)
{
    const pw_port *first = pw_list_items(*ports, pw_port);
    pw_buf b = new_text();
    pw_str name;
    bool known = true;
    if (ports->count == 1 && first->port.named)
        name_fits(q, first, &known);
    if (!known) {
        PW_TRY(pw_spot_name(q->s, q->arena, q->flow.to, &name));
        pw_buf_print(&b, "%R has no %s port named %S", name, pw_protocol_name(first->protocol),
                     first->port.name);
    } else {
        write_asked(&b, q);
        pw_buf_puts(&b, ports->count > 1        ? " is not among them"
                        : first->end_port.given ? " is not in that range"
                                                : " is another port");
    }
    return pw_buf_keep(&b, q->arena, why);
}

pw_status pw_ports_condition(const pw_asked *q, const pw_rule *rule, pw_condition *c)
{
    const pw_list *ports = &rule->ports;
    const pw_port *port = pw_list_items(*ports, pw_port);
    pw_buf text = new_text(), wants = new_text();
    for (uint32_t i = 0; i < ports->count; i++)
        if (port_fits(q, &port[i]))
            return fitting_port(q, &port[i], c);
    pw_span span = ports->given ? ports->span : rule->head.span;
    *c = (pw_condition){.ok = ports->count == 0, .span = span, .wanted = span};
    if (c->ok) {
        c->text = PW_STR("every port");
        return PW_OK;
    }
    for (uint32_t i = 0; i < ports->count; i++) {
        pw_buf_puts(&wants, i == 0 ? "" : ", ");
        write_port(&wants, &port[i]);
    }
    pw_buf_print(&text, "%s%R", !port->port.given ? "" : ports->count == 1 ? "port " : "ports ",
                 pw_buf_str(&wants));
    c->missing = 1;
    pw_status status = pw_buf_keep(&wants, q->arena, &c->wants);
    if (status != PW_OK) {
        pw_buf_free(&text);
        return status;
    }
    PW_TRY(pw_buf_keep(&text, q->arena, &c->text));
    return write_misfit(q, ports, &c->why);
}
