#include "kube/derive.h"

/* ---- selectors */

static pw_operator read_operator(pw_str text)
{
    int op = 0;
    while (pw_operators[op].name != NULL && !pw_str_is(text, pw_operators[op].name))
        op++;
    return (pw_operator)op;
}

/* Numbers the key and the values of a requirement. */
static pw_status derive_requirement(pw_decoder *dec, pw_requirement *r)
{
    const pw_text *value = pw_list_items(r->values, pw_text);
    r->kind = read_operator(r->op.s);
    PW_TRY(pw_symbols_text(dec->symbols, r->key.s, &r->key_symbol));
    PW_NEED(r->pairs = pw_new_array(dec->arena, uint32_t, r->values.count + 1));
    for (uint32_t i = 0; i < r->values.count; i++) {
        uint32_t symbol;
        PW_TRY(pw_symbols_text(dec->symbols, value[i].s, &symbol));
        PW_TRY(pw_symbols_pair(dec->symbols, r->key_symbol, symbol, &r->pairs[i]));
    }
    return PW_OK;
}

static pw_status derive_selector(pw_decoder *dec, pw_selector *s)
{
    for (uint32_t i = 0; i < s->requirements.count; i++)
        PW_TRY(derive_requirement(dec, &pw_list_edit(s->requirements, pw_requirement)[i]));
    return PW_OK;
}

/* ---- policies */

static pw_status derive_block(pw_decoder *dec, pw_ip_block *block)
{
    const pw_text *except = pw_list_items(block->except, pw_text);
    pw_cidr_form ignored;
    if (!block->head.given)
        return PW_OK;
    pw_cidr_read(block->cidr.s, &block->block, &ignored);
    PW_NEED(block->holes = pw_new_array(dec->arena, pw_cidr, block->except.count + 1));
    for (uint32_t i = 0; i < block->except.count; i++)
        pw_cidr_read(except[i].s, &block->holes[i], &ignored);
    return PW_OK;
}

static pw_status derive_peer(pw_decoder *dec, pw_peer *peer)
{
    PW_TRY(derive_selector(dec, &peer->pods));
    PW_TRY(derive_selector(dec, &peer->namespaces));
    return derive_block(dec, &peer->block);
}

/* TCP where none is given. */
static pw_protocol protocol_of(const pw_text *text)
{
    pw_protocol protocol = PW_TCP;
    if (text->s.at != NULL)
        pw_protocol_read(text->s, &protocol);
    return protocol;
}

static pw_status derive_rules(pw_decoder *dec, const pw_list *rules)
{
    for (uint32_t i = 0; i < rules->count; i++) {
        pw_rule *rule = &pw_list_edit(*rules, pw_rule)[i];
        for (uint32_t k = 0; k < rule->peers.count; k++)
            PW_TRY(derive_peer(dec, &pw_list_edit(rule->peers, pw_peer)[k]));
        for (uint32_t k = 0; k < rule->ports.count; k++) {
            pw_port *port = &pw_list_edit(rule->ports, pw_port)[k];
            port->protocol = protocol_of(&port->protocol_text);
        }
    }
    return PW_OK;
}

/* S6: no types means Ingress, and Egress if there is a rule for it. */
static void derive_types(pw_policy *policy)
{
    const pw_text *type = pw_list_items(policy->types, pw_text);
    for (uint32_t i = 0; i < policy->types.count; i++)
        policy->isolates[pw_str_is(type[i].s, "Ingress") ? PW_INGRESS : PW_EGRESS] = true;
    if (policy->types.count > 0)
        return;
    policy->isolates[PW_INGRESS] = true;
    policy->isolates[PW_EGRESS] = policy->rules[PW_EGRESS].count > 0;
}

static pw_status derive_policy(pw_decoder *dec, pw_policy *policy)
{
    PW_TRY(derive_selector(dec, &policy->pods));
    derive_types(policy);
    PW_TRY(derive_rules(dec, &policy->rules[PW_INGRESS]));
    return derive_rules(dec, &policy->rules[PW_EGRESS]);
}

/* ---- pods, workloads, Services */

static void derive_containers(const pw_pod_spec *spec)
{
    for (uint32_t i = 0; i < spec->containers.count; i++) {
        const pw_container *c = &pw_list_items(spec->containers, pw_container)[i];
        for (uint32_t k = 0; k < c->ports.count; k++) {
            pw_container_port *port = &pw_list_edit(c->ports, pw_container_port)[k];
            port->protocol = protocol_of(&port->protocol_text);
        }
    }
}

/* Reads one address of the status; an empty text is none. */
static pw_status read_ip(pw_decoder *dec, const pw_text *text, const char *path, pw_ip *ip,
                         bool *found)
{
    *found = text->s.at != NULL && text->s.len > 0 && pw_ip_read(text->s, ip);
    if (*found || text->s.len == 0)
        return PW_OK;
    pw_buf_print(&dec->d->message, "%q is no IP address", text->s);
    return pw_diags_add(dec->d, PW_BAD_ADDRESS, text->span, pw_str_of(path));
}

static pw_status read_pod_ip(pw_decoder *dec, pw_pod *pod, const pw_text *text)
{
    pw_ip ip;
    bool found;
    PW_TRY(read_ip(dec, text, "status.podIP", &ip, &found));
    if (!found || pod->has_ip[ip.family])
        return PW_OK;
    if (!pod->has_ip[PW_IPV4] && !pod->has_ip[PW_IPV6])
        pod->first = ip.family;
    pod->has_ip[ip.family] = true;
    pod->ips[ip.family] = ip;
    return PW_OK;
}

static pw_status read_host_ip(pw_decoder *dec, pw_pod *pod, const pw_text *text)
{
    bool found;
    PW_TRY(read_ip(dec, text, "status.hostIP", &pod->host_ips[pod->host_ip_count], &found));
    pod->host_ip_count += found ? 1 : 0;
    return PW_OK;
}

static pw_status derive_pod(pw_decoder *dec, pw_pod *pod)
{
    const pw_pod_status *status = &pod->status;
    derive_containers(&pod->spec);
    PW_NEED(pod->host_ips = pw_new_array(dec->arena, pw_ip, status->host_ips.count + 1));
    PW_TRY(read_pod_ip(dec, pod, &status->pod_ip));
    for (uint32_t i = 0; i < status->pod_ips.count; i++)
        PW_TRY(read_pod_ip(dec, pod, &pw_list_items(status->pod_ips, pw_address)[i].ip));
    PW_TRY(read_host_ip(dec, pod, &status->host_ip));
    for (uint32_t i = 0; i < status->host_ips.count; i++)
        PW_TRY(read_host_ip(dec, pod, &pw_list_items(status->host_ips, pw_address)[i].ip));
    return PW_OK;
}

static pw_status derive_workload(pw_decoder *dec, pw_workload_spec *spec)
{
    derive_containers(&spec->pods.spec);
    return derive_selector(dec, &spec->selector);
}

static void derive_service(const pw_service *service)
{
    for (uint32_t i = 0; i < service->spec.ports.count; i++) {
        pw_service_port *port = &pw_list_edit(service->spec.ports, pw_service_port)[i];
        port->protocol = protocol_of(&port->protocol_text);
    }
}

static void derive_meta(pw_object *object)
{
    pw_str *ns = &object->meta.ns.s;
    if (!pw_kind_of(object->kind)->namespaced)
        *ns = PW_STR("");
    else if (ns->len == 0)
        *ns = PW_STR("default");
}

pw_status pw_derive(pw_decoder *dec, pw_object *object, void *body)
{
    derive_meta(object);
    switch (object->kind) {
    case PW_POLICY: return derive_policy(dec, body);
    case PW_POD: return derive_pod(dec, body);
    case PW_SERVICE: derive_service(body); return PW_OK;
    case PW_CRON_JOB: return derive_workload(dec, &((pw_cron_job *)body)->spec.job.spec);
    case PW_NAMESPACE:
    case PW_NODE: return PW_OK;
    default: return derive_workload(dec, &((pw_workload *)body)->spec);
    }
}
