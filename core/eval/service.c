#include "eval/service.h"

#include "kube/selector.h"

/* ---- ports of pods ---- */

/* The port of this number, or of this name if the number is 0. */
static const pw_container_port *declared_port(const pw_member *pod, pw_protocol protocol,
                                              uint32_t number, pw_str name)
{
    for (uint32_t c = 0; c < pod->spec->containers.count; c++) {
        const pw_list *list = &pw_list_items(pod->spec->containers, pw_container)[c].ports;
        for (uint32_t i = 0; i < list->count; i++) {
            const pw_container_port *port = &pw_list_items(*list, pw_container_port)[i];
            bool fits = number > 0 ? (uint32_t)port->number.value == number
                                   : port->name.s.at != NULL && pw_str_same(port->name.s, name);
            if (fits && port->protocol == protocol)
                return port;
        }
    }
    return NULL;
}

bool pw_pod_has_port(const pw_member *pod, pw_protocol protocol, uint32_t number)
{
    return declared_port(pod, protocol, number, PW_STR("")) != NULL;
}

uint32_t pw_pod_named_port(const pw_member *pod, pw_protocol protocol, pw_str name)
{
    const pw_container_port *port = declared_port(pod, protocol, 0, name);
    return port == NULL ? 0 : (uint32_t)port->number.value;
}

/* ---- what a Service stands before ---- */

bool pw_service_selects(const pw_service_ref *service, const pw_member *pod)
{
    const pw_list *selector = &service->spec->selector;
    if (service->ns != pod->ns || selector->count == 0)
        return false;
    for (uint32_t i = 0; i < selector->count; i++)
        if (!pw_label_fits(&pw_list_items(*selector, pw_label)[i], pod->labels))
            return false;
    return true;
}

uint32_t pw_service_target(const pw_service_port *port, const pw_member *pod)
{
    if (!port->target.given)
        return (uint32_t)port->port.value;
    if (port->target.named)
        return pw_pod_named_port(pod, port->protocol, port->target.name);
    return (uint32_t)port->target.number;
}

/* ---- a connection to one ---- */

typedef struct resolver {
    const pw_snapshot *s;
    pw_arena *arena;
    const pw_service_ref *service;
    const pw_flow *asked;
    pw_service_targets *out;
} resolver;

static bool is_text(pw_text text, const char *value)
{
    return text.s.at != NULL && pw_str_is(text.s, value);
}

static void write_name(pw_buf *b, const resolver *r)
{
    pw_buf_print(b, "Service %R/%R", pw_cluster_ns(&r->s->cluster, r->service->ns)->name,
                 r->service->object->meta.name.s);
}

static pw_status say_external(resolver *r)
{
    pw_buf b = pw_buf_make(4096);
    r->out->state = PW_SERVICE_EXTERNAL_NAME;
    write_name(&b, r);
    pw_str name = r->service->spec->external_name.s;
    pw_buf_print(&b, " is another name for %S outside the cluster; ask with ip:ADDRESS",
                 name.at == NULL ? PW_STR("a host") : name);
    return pw_buf_keep(&b, r->arena, &r->out->note);
}

static const pw_service_port *find_port(const resolver *r)
{
    const pw_list *ports = &r->service->spec->ports;
    for (uint32_t i = 0; i < ports->count; i++) {
        const pw_service_port *port = &pw_list_items(*ports, pw_service_port)[i];
        if ((uint32_t)port->port.value == r->asked->port &&
            port->protocol == r->asked->protocol)
            return port;
    }
    return NULL;
}

static pw_status say_no_port(resolver *r)
{
    const pw_list *ports = &r->service->spec->ports;
    pw_buf b = pw_buf_make(4096);
    r->out->state = PW_SERVICE_NO_PORT;
    write_name(&b, r);
    pw_buf_print(&b, " has no port %u/%s; it has", r->asked->port,
                 pw_protocol_name(r->asked->protocol));
    for (uint32_t i = 0; i < ports->count; i++) {
        const pw_service_port *port = &pw_list_items(*ports, pw_service_port)[i];
        pw_buf_print(&b, "%s %u/%s", i == 0 ? "" : ",", (uint32_t)port->port.value,
                     pw_protocol_name(port->protocol));
    }
    pw_buf_puts(&b, ports->count == 0 ? " none" : "");
    return pw_buf_keep(&b, r->arena, &r->out->note);
}

/* The port a pod is reached on. `port` is NULL for a headless Service: nothing is translated. */
static uint32_t target_port(const resolver *r, const pw_service_port *port, const pw_member *pod)
{
    return port == NULL ? r->asked->port : pw_service_target(port, pod);
}

static pw_status add_endpoints(resolver *r, const pw_service_port *port)
{
    const pw_namespace *ns = pw_cluster_ns(&r->s->cluster, r->service->ns);
    for (uint32_t i = ns->from_pod; i < ns->to_pod; i++) {
        const pw_member *pod = pw_cluster_member(&r->s->cluster, i);
        uint32_t number = target_port(r, port, pod);
        if (!pw_service_selects(r->service, pod) || number == 0)
            continue;
        pw_flow *flow = pw_push(&r->out->flows, r->arena, pw_flow);
        PW_NEED(flow);
        *flow = (pw_flow){r->asked->from, {.pod = i}, r->asked->protocol, number};
    }
    return PW_OK;
}

static pw_status say_no_endpoints(resolver *r)
{
    pw_buf b = pw_buf_make(4096);
    r->out->state = PW_SERVICE_NO_ENDPOINTS;
    write_name(&b, r);
    pw_buf_puts(&b, r->service->spec->selector.count == 0
                        ? " has no selector: its endpoints are not in these manifests"
                        : " has no endpoints: no running pod fits its selector and port");
    return pw_buf_keep(&b, r->arena, &r->out->note);
}

static pw_status say_translation(resolver *r, const pw_service_port *port)
{
    pw_buf b = pw_buf_make(4096);
    const pw_flow *first = pw_items(r->out->flows, const pw_flow);
    write_name(&b, r);
    if (port == NULL)
        pw_buf_puts(&b, " is headless: its name resolves to the pods, and no port is translated");
    else if (port->target.named)
        pw_buf_print(&b, " sends %u to the pod port named %S; policies see that port",
                     r->asked->port, port->target.name);
    else
        pw_buf_print(&b, " sends %u to pod port %u; policies see the pod port", r->asked->port,
                     first->port);
    return pw_buf_keep(&b, r->arena, &r->out->note);
}

pw_status pw_service_resolve(const pw_snapshot *s, pw_arena *arena, uint32_t service,
                             const pw_flow *asked, pw_service_targets *targets)
{
    resolver r = {s, arena, &pw_items(s->cluster.services, const pw_service_ref)[service], asked,
                  targets};
    *targets = (pw_service_targets){.state = PW_SERVICE_READY, .note = PW_STR("")};
    if (is_text(r.service->spec->type, "ExternalName"))
        return say_external(&r);
    bool headless = is_text(r.service->spec->cluster_ip, "None");
    const pw_service_port *port = headless ? NULL : find_port(&r);
    if (port == NULL && !headless)
        return say_no_port(&r);
    PW_TRY(add_endpoints(&r, port));
    if (targets->flows.count == 0)
        return say_no_endpoints(&r);
    return say_translation(&r, port);
}
