#include "eval/condition.h"
#include "kube/selector.h"
#include "lint/checks.h"
#include "lint/edits.h"
#include "lint/facts.h"

static const pw_member *member(const pw_lint *l, uint32_t pod)
{
    return pw_cluster_member(&l->s->cluster, pod);
}

/* Walks the pods of a set: PW_NONE after the last. */
typedef struct walk {
    const pw_word *set;
    uint32_t class;
    uint32_t at;
} walk;

static walk walk_of(const pw_lint *l, const pw_word *set)
{
    uint32_t class = pw_bits_next(set, l->s->classes.words, 0);
    return (walk){set, class, class == PW_NONE ? 0 : l->pods_from[class]};
}

static uint32_t next_pod(const pw_lint *l, walk *w)
{
    while (w->class != PW_NONE && w->at == l->pods_from[w->class + 1]) {
        w->class = pw_bits_next(w->set, l->s->classes.words, w->class + 1);
        if (w->class != PW_NONE)
            w->at = l->pods_from[w->class];
    }
    return w->class == PW_NONE ? PW_NONE : l->pods[w->at++];
}

static const pw_service_ref *service(const pw_lint *l, uint32_t i)
{
    return &pw_items(l->s->cluster.services, const pw_service_ref)[i];
}

static bool is_headless(const pw_service_ref *s)
{
    return pw_text_is(s->spec->cluster_ip, "None") || pw_text_is(s->spec->type, "ExternalName");
}

/* ---- Services before the pods ---- */

typedef struct front {
    const pw_service_ref *service;
    const pw_service_port *port;
    uint32_t pod;    /* one of those behind it */
    uint32_t number; /* what it is there */
} front;

static bool names_port(const pw_service_port *port, const pw_port *wanted)
{
    if (port->protocol != wanted->protocol)
        return false;
    if (wanted->port.named)
        return port->name.s.at != NULL && pw_str_same(port->name.s, wanted->port.name);
    return port->port.value == wanted->port.number ||
           (port->node_port.given && port->node_port.value == wanted->port.number);
}

static bool find_behind(const pw_lint *l, const pw_service_ref *s, const pw_service_port *port,
                        const pw_word *set, front *f)
{
    walk w = walk_of(l, set);
    for (uint32_t pod = next_pod(l, &w); pod != PW_NONE; pod = next_pod(l, &w)) {
        uint32_t number = pw_service_target(port, member(l, pod));
        if (number > 0 && pw_service_selects(s, member(l, pod))) {
            *f = (front){s, port, pod, number};
            return true;
        }
    }
    return false;
}

/* Whether pods of the set are reached on this very number; or a Service port is called so. */
static bool find_front(const pw_lint *l, const pw_port *wanted, const pw_word *set, front *f,
                       bool *reached)
{
    bool found = false;
    *reached = false;
    for (uint32_t i = 0; i < l->s->cluster.services.count; i++) {
        const pw_service_ref *s = service(l, i);
        for (uint32_t k = 0; k < s->spec->ports.count; k++) {
            const pw_service_port *port = &pw_list_items(s->spec->ports, pw_service_port)[k];
            bool target = port->protocol == wanted->protocol && port->target.given &&
                          !port->target.named && port->target.number == wanted->port.number;
            front here;
            if ((!target && !names_port(port, wanted)) || !find_behind(l, s, port, set, &here))
                continue;
            if ((is_headless(s) || here.number == (uint32_t)wanted->port.number) &&
                !wanted->port.named)
                *reached = true;
            else if (!found && names_port(port, wanted)) {
                *f = here;
                found = true;
            }
        }
    }
    return found;
}

static pw_status mend_number(pw_lint *l, pw_span span, uint32_t number)
{
    pw_buf b = pw_buf_make(32);
    pw_buf_number(&b, number);
    pw_status status = pw_diags_repair(&l->diags, span, pw_buf_str(&b));
    pw_buf_free(&b);
    return status;
}

static pw_status say_service_port(pw_lint *l, const pw_at *at, const front *f)
{
    const pw_member *pod = member(l, f->pod);
    bool node = f->port->port.value != at->port->port.number;
    pw_buf_print(&l->diags.message, "%u is the %s of the Service %S/%S; behind it %S/%S is called "
                 "on %u, and policies see the pod's port", (uint32_t)at->port->port.number,
                 node ? "nodePort" : "port", pw_lint_ns(l, f->service->ns),
                 f->service->object->meta.name.s, pw_lint_ns(l, pod->ns), pod->name, f->number);
    pw_buf_print(&l->diags.hint, "write %u", f->number);
    PW_TRY(mend_number(l, at->port->port.span, f->number));
    return pw_lint_claim_at(l, at->port, PW_SERVICE_PORT, at, at->port->port.span);
}

/* ---- numbers ---- */

static pw_status say_not_declared(pw_lint *l, const pw_at *at, const pw_word *set)
{
    pw_buf_print(&l->diags.message, "%u/%s is not among the ports that ",
                 (uint32_t)at->port->port.number, pw_protocol_name(at->port->protocol));
    pw_lint_pods(l, &l->diags.message, set);
    pw_buf_puts(&l->diags.message, " declare");
    pw_buf_puts(&l->diags.hint, "a pod may listen on a port that it does not declare; else this "
                "admits nothing");
    return pw_lint_at(l, PW_PORT_NOT_DECLARED, at, at->port->port.span);
}

pw_status pw_find_numbered_ports(pw_lint *l, const pw_at *at)
{
    const pw_port *port = at->port;
    bool only_pods, declares = false, reached;
    pw_word *set;
    front f;
    if (!port->port.given || port->port.named || port->end_port.given)
        return PW_OK;
    PW_TRY(pw_facts_targets(l, at, &set, &only_pods));
    if (!only_pods || pw_facts_is_empty(l, set))
        return PW_OK;
    walk w = walk_of(l, set);
    for (uint32_t pod = next_pod(l, &w); pod != PW_NONE; pod = next_pod(l, &w)) {
        declares = declares || pw_pod_declares_ports(member(l, pod));
        if (pw_pod_has_port(member(l, pod), port->protocol, (uint32_t)port->port.number))
            return PW_OK;
    }
    bool found = find_front(l, port, set, &f, &reached);
    if (reached)
        return PW_OK;
    if (found)
        return say_service_port(l, at, &f);
    return declares && port->port.number != 53 ? say_not_declared(l, at, set) : PW_OK;
}

/* ---- names ---- */

static bool leads_to_blocks(const pw_at *at)
{
    bool all = at->direction == PW_EGRESS && at->rule->peers.count > 0;
    for (uint32_t i = 0; all && i < at->rule->peers.count; i++)
        all = pw_list_items(at->rule->peers, pw_peer)[i].block.head.given;
    return all;
}

static pw_status say_to_address(pw_lint *l, const pw_at *at)
{
    pw_buf_print(&l->diags.message, "an address has no port names: %S means nothing there, and "
                 "nothing is admitted", at->port->port.name);
    pw_buf_puts(&l->diags.hint, "write the number of the port");
    return pw_lint_claim_at(l, at->port, PW_NAMED_PORT_TO_ADDRESS, at, at->port->port.span);
}

/* What a name stands for in the pods of a set. */
typedef struct meaning {
    uint32_t have;
    uint32_t lack;
    uint32_t first;   /* number, in the first pod that has it */
    uint32_t other;   /* a different one; 0: none */
    uint32_t lacking; /* a pod without it */
    pw_str near;      /* a name much like it */
} meaning;

static void find_near(const pw_member *pod, const pw_port *port, meaning *m)
{
    for (uint32_t c = 0; c < pod->spec->containers.count; c++) {
        const pw_list *list = &pw_list_items(pod->spec->containers, pw_container)[c].ports;
        for (uint32_t i = 0; i < list->count; i++) {
            const pw_container_port *own = &pw_list_items(*list, pw_container_port)[i];
            uint32_t distance;
            if (own->name.s.at != NULL && own->protocol == port->protocol &&
                pw_str_near(port->port.name, own->name.s, &distance))
                m->near = own->name.s;
        }
    }
}

static meaning find_meaning(const pw_lint *l, const pw_port *port, const pw_word *set)
{
    meaning m = {0};
    walk w = walk_of(l, set);
    for (uint32_t pod = next_pod(l, &w); pod != PW_NONE; pod = next_pod(l, &w)) {
        uint32_t number = pw_pod_named_port(member(l, pod), port->protocol, port->port.name);
        if (number == 0) {
            m.lack++;
            m.lacking = pod;
            find_near(member(l, pod), port, &m);
        } else if (m.have++ == 0) {
            m.first = number;
        } else if (number != m.first) {
            m.other = number;
        }
    }
    return m;
}

static pw_status say_missing(pw_lint *l, const pw_at *at, const meaning *m, const pw_word *set)
{
    const pw_port *port = at->port;
    bool all = m->have == 0, reached;
    front f;
    pw_buf_print(&l->diags.message, "no %s port is called %S in ",
                 pw_protocol_name(port->protocol), port->port.name);
    if (all) {
        pw_lint_pods(l, &l->diags.message, set);
        pw_buf_puts(&l->diags.message, ", so nothing is admitted");
    } else {
        pw_buf_print(&l->diags.message, "%S/%S; other pods have it",
                     pw_lint_ns(l, member(l, m->lacking)->ns), member(l, m->lacking)->name);
    }
    if (all && m->near.at != NULL) {
        pw_buf_print(&l->diags.hint, "did you mean %S?", m->near);
        PW_TRY(pw_mend_word(l, port->port.span, m->near));
    } else if (all && find_front(l, port, set, &f, &reached)) {
        pw_buf_print(&l->diags.hint, "it is a name of the Service %S; its pods are called on %u",
                     f.service->object->meta.name.s, f.number);
        PW_TRY(mend_number(l, port->port.span, f.number));
    } else {
        pw_buf_puts(&l->diags.hint, "name the port in the pods, or write its number");
    }
    PW_TRY(pw_lint_claim(l, port));
    return pw_lint_say(l, PW_NAMED_PORT_MISSING, all ? PW_WARNING : PW_INFO, at->ref->doc,
                       port->port.span);
}

/* A rule for all pods everywhere names the ports of some of them. */
static bool is_specific(const pw_at *at)
{
    bool specific = at->direction == PW_INGRESS;
    for (uint32_t i = 0; at->direction == PW_EGRESS && i < at->rule->peers.count; i++)
        specific = specific ||
                   !pw_selector_is_empty(&pw_list_items(at->rule->peers, pw_peer)[i].pods);
    return specific;
}

pw_status pw_find_named_ports(pw_lint *l, const pw_at *at)
{
    bool only_pods;
    pw_word *set;
    if (!at->port->port.given || !at->port->port.named)
        return PW_OK;
    if (leads_to_blocks(at))
        return say_to_address(l, at);
    PW_TRY(pw_facts_targets(l, at, &set, &only_pods));
    if (pw_facts_is_empty(l, set) || (at->direction == PW_EGRESS && at->rule->peers.count == 0))
        return PW_OK;
    meaning m = find_meaning(l, at->port, set);
    if (m.have == 0 || (m.other == 0 && m.lack > 0 && is_specific(at)))
        return say_missing(l, at, &m, set);
    if (m.other == 0)
        return PW_OK;
    pw_buf_print(&l->diags.message, "%S stands for %u in some of these pods and for %u in others",
                 at->port->port.name, m.first, m.other);
    pw_buf_puts(&l->diags.hint, "each pod is admitted on its own number");
    return pw_lint_claim_at(l, at->port, PW_NAMED_PORT_DIFFERS, at, at->port->port.span);
}
