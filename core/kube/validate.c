#include "kube/validate.h"

#include "kube/syntax.h"

#define MAX_PORT 65535

static const pw_path spec_path = {.name = "spec"};
static const pw_path meta_path = {.name = "metadata"};

/* Adds what was written into d->message and d->hint. */
static pw_status add(pw_decoder *dec, pw_code code, pw_span span, const pw_path *path)
{
    pw_str text;
    PW_TRY(pw_path_text(dec->d->arena, path, &text));
    return pw_diags_add(dec->d, code, span, text);
}

static pw_status check_text(pw_decoder *dec, pw_code code, const pw_text *text,
                            const char *(*bad)(pw_str), const pw_path *path)
{
    const char *why = bad(text->s);
    if (why == NULL)
        return PW_OK;
    pw_buf_print(&dec->d->message, "%q %s", text->s, why);
    return add(dec, code, text->span, path);
}

static pw_status check_labels(pw_decoder *dec, const pw_list *labels, const pw_path *path)
{
    const pw_label *label = pw_list_items(*labels, pw_label);
    for (uint32_t i = 0; i < labels->count; i++, label++) {
        pw_path inner = {.up = path, .key = label->key.s};
        PW_TRY(check_text(dec, PW_BAD_LABEL, &label->key, pw_bad_label_key, &inner));
        PW_TRY(check_text(dec, PW_BAD_LABEL, &label->value, pw_bad_label_value, &inner));
    }
    return PW_OK;
}

static const char *const operators[] = {"In", "NotIn", "Exists", "DoesNotExist"};

static pw_status fail_operator(pw_decoder *dec, const pw_requirement *r, const pw_path *path)
{
    pw_span span = r->op.s.at == NULL ? r->head.span : r->op.span;
    uint32_t distance;
    if (r->op.s.at == NULL)
        pw_buf_puts(&dec->d->message, "operator is missing");
    else
        pw_buf_print(&dec->d->message, "%q is no operator", r->op.s);
    pw_buf_puts(&dec->d->hint, "write In, NotIn, Exists or DoesNotExist");
    for (int i = 0; i < 4 && r->op.s.at != NULL; i++)
        if (pw_str_near(r->op.s, pw_str_of(operators[i]), &distance)) {
            pw_buf_clear(&dec->d->hint);
            pw_buf_print(&dec->d->hint, "did you mean %s?", operators[i]);
        }
    return add(dec, PW_BAD_REQUIREMENT, span, path);
}

static bool read_operator(pw_requirement *r)
{
    for (int i = 0; i < 4; i++)
        if (r->op.s.at != NULL && pw_str_is(r->op.s, operators[i])) {
            r->kind = (pw_operator)i;
            return true;
        }
    return false;
}

static pw_status check_values(pw_decoder *dec, const pw_requirement *r, const pw_path *path)
{
    bool wants = r->kind == PW_IN || r->kind == PW_NOT_IN;
    const pw_text *value = pw_list_items(r->values, pw_text);
    if (wants != (r->values.count > 0)) {
        pw_buf_print(&dec->d->message, "%S %s", r->op.s,
                     wants ? "needs at least one value" : "takes no values");
        PW_TRY(add(dec, PW_BAD_REQUIREMENT, wants ? r->op.span : r->values.span, path));
    }
    for (uint32_t i = 0; i < r->values.count; i++) {
        pw_path values = {.up = path, .name = "values"}, inner = {.up = &values, .index = i};
        PW_TRY(check_text(dec, PW_BAD_LABEL, &value[i], pw_bad_label_value, &inner));
    }
    return PW_OK;
}

/* Numbers the key and the values of a requirement. */
static pw_status number_requirement(pw_decoder *dec, pw_requirement *r)
{
    const pw_text *value = pw_list_items(r->values, pw_text);
    PW_TRY(pw_symbols_text(dec->symbols, r->key.s, &r->key_symbol));
    PW_NEED(r->pairs = pw_new_array(dec->arena, uint32_t, r->values.count + 1));
    for (uint32_t i = 0; i < r->values.count; i++) {
        uint32_t symbol;
        PW_TRY(pw_symbols_text(dec->symbols, value[i].s, &symbol));
        PW_TRY(pw_symbols_pair(dec->symbols, r->key_symbol, symbol, &r->pairs[i]));
    }
    return PW_OK;
}

static pw_status check_requirement(pw_decoder *dec, pw_requirement *r, const pw_path *path)
{
    if (r->key.s.at == NULL) {
        pw_buf_puts(&dec->d->message, "key is missing");
        return add(dec, PW_BAD_REQUIREMENT, r->head.span, path);
    }
    PW_TRY(check_text(dec, PW_BAD_LABEL, &r->key, pw_bad_label_key, path));
    if (!read_operator(r))
        return fail_operator(dec, r, path);
    PW_TRY(check_values(dec, r, path));
    return number_requirement(dec, r);
}

static pw_status check_selector(pw_decoder *dec, pw_selector *s, const char *name,
                                const pw_path *path)
{
    pw_path here = {.up = path, .name = name};
    pw_path labels = {.up = &here, .name = "matchLabels"};
    pw_path list = {.up = &here, .name = "matchExpressions"};
    PW_TRY(check_labels(dec, &s->labels, &labels));
    for (uint32_t i = 0; i < s->requirements.count; i++) {
        pw_path inner = {.up = &list, .index = i};
        pw_requirement *r = &pw_list_edit(s->requirements, pw_requirement)[i];
        PW_TRY(check_requirement(dec, r, &inner));
    }
    return PW_OK;
}

static pw_status fail_cidr(pw_decoder *dec, const pw_text *text, const pw_path *path)
{
    pw_ip ip;
    pw_buf_print(&dec->d->message, "%q is no address block", text->s);
    if (pw_ip_read(text->s, &ip))
        pw_buf_print(&dec->d->hint, "for this one address write %S/%u", text->s,
                     ip.family == PW_IPV4 ? 32u : 128u);
    else
        pw_buf_puts(&dec->d->hint, "write an address, a slash and a length: 10.0.0.0/8");
    return add(dec, PW_BAD_CIDR, text->span, path);
}

/* Reads a block; *good tells whether it is one. */
static pw_status read_cidr(pw_decoder *dec, const pw_text *text, const pw_path *path,
                           pw_cidr *cidr, bool *good)
{
    bool canonical;
    *good = pw_cidr_read(text->s, cidr, &canonical);
    if (!*good)
        return fail_cidr(dec, text, path);
    if (canonical)
        return PW_OK;
    pw_buf usual = pw_buf_make(64);
    pw_cidr_write(&usual, cidr);
    pw_buf_print(&dec->d->message, "%q is read as %R; a later Kubernetes will refuse it", text->s,
                 pw_buf_str(&usual));
    pw_buf_print(&dec->d->hint, "write %R", pw_buf_str(&usual));
    pw_buf_free(&usual);
    return add(dec, PW_CIDR_HOST_BITS, text->span, path);
}

static pw_status check_block(pw_decoder *dec, pw_ip_block *block, const pw_path *path)
{
    pw_path here = {.up = path, .name = "ipBlock"}, cidr = {.up = &here, .name = "cidr"};
    pw_path list = {.up = &here, .name = "except"};
    const pw_text *except = pw_list_items(block->except, pw_text);
    bool good, hole_good;
    if (block->cidr.s.at == NULL || block->cidr.s.len == 0) {
        pw_buf_puts(&dec->d->message, "ipBlock needs a cidr");
        return add(dec, PW_REQUIRED, block->head.key, &here);
    }
    PW_TRY(read_cidr(dec, &block->cidr, &cidr, &block->block, &good));
    PW_NEED(block->holes = pw_new_array(dec->arena, pw_cidr, block->except.count + 1));
    for (uint32_t i = 0; i < block->except.count; i++) {
        pw_path inner = {.up = &list, .index = i};
        PW_TRY(read_cidr(dec, &except[i], &inner, &block->holes[i], &hole_good));
        if (!good || !hole_good || pw_cidr_strictly_in(&block->holes[i], &block->block))
            continue;
        pw_buf_print(&dec->d->message, "%q must lie inside %S and be smaller", except[i].s,
                     block->cidr.s);
        PW_TRY(add(dec, PW_BAD_EXCEPT, except[i].span, &inner));
    }
    return PW_OK;
}

static pw_status check_peer(pw_decoder *dec, pw_peer *peer, const pw_path *path)
{
    bool selects = peer->pods.head.given || peer->namespaces.head.given;
    if (!selects && !peer->block.head.given) {
        pw_buf_puts(&dec->d->message, "this peer is empty");
        pw_buf_puts(&dec->d->hint,
                    "give it a podSelector, a namespaceSelector or an ipBlock; "
                    "podSelector: {} is every pod of the namespace");
        return add(dec, PW_BAD_PEER, peer->head.span, path);
    }
    if (selects && peer->block.head.given) {
        pw_buf_puts(&dec->d->message, "an ipBlock cannot share a peer with a selector");
        pw_buf_puts(&dec->d->hint, "put the ipBlock into an item of its own");
        PW_TRY(add(dec, PW_BAD_PEER, peer->block.head.key, path));
    }
    PW_TRY(check_selector(dec, &peer->pods, "podSelector", path));
    PW_TRY(check_selector(dec, &peer->namespaces, "namespaceSelector", path));
    return peer->block.head.given ? check_block(dec, &peer->block, path) : PW_OK;
}

static pw_status check_protocol(pw_decoder *dec, const pw_text *text, const pw_path *path,
                                pw_protocol *protocol)
{
    *protocol = PW_TCP;
    if (text->s.at == NULL || pw_protocol_read(text->s, protocol))
        return PW_OK;
    pw_buf_print(&dec->d->message, "%q is no protocol a policy knows", text->s);
    pw_buf_puts(&dec->d->hint, "write TCP, UDP or SCTP");
    return add(dec, PW_BAD_VALUE, text->span, path);
}

static pw_status check_number(pw_decoder *dec, int32_t number, pw_span span, const pw_path *path)
{
    if (number >= 1 && number <= MAX_PORT)
        return PW_OK;
    pw_buf_puts(&dec->d->message, "a port is a number from 1 to 65535");
    return add(dec, PW_BAD_PORT, span, path);
}

static pw_status check_port_value(pw_decoder *dec, const pw_int_or_text *port,
                                  const pw_path *path)
{
    if (!port->given)
        return PW_OK;
    if (!port->named)
        return check_number(dec, port->number, port->span, path);
    pw_text name = {port->name, port->span};
    return check_text(dec, PW_BAD_PORT, &name, pw_bad_port_name, path);
}

static pw_status check_end_port(pw_decoder *dec, const pw_port *port, const pw_path *path)
{
    const pw_int *end = &port->end_port;
    if (!end->given)
        return PW_OK;
    if (!port->port.given)
        pw_buf_puts(&dec->d->message, "endPort needs a port to begin with");
    else if (port->port.named)
        pw_buf_puts(&dec->d->message, "endPort needs a port number, not a name");
    else if (end->value < port->port.number)
        pw_buf_puts(&dec->d->message, "endPort is smaller than port");
    else
        return check_number(dec, end->value, end->span, path);
    return add(dec, PW_BAD_PORT, end->span, path);
}

static pw_status check_port(pw_decoder *dec, pw_port *port, const pw_path *path)
{
    pw_path protocol = {.up = path, .name = "protocol"}, number = {.up = path, .name = "port"};
    pw_path end = {.up = path, .name = "endPort"};
    PW_TRY(check_protocol(dec, &port->protocol_text, &protocol, &port->protocol));
    PW_TRY(check_port_value(dec, &port->port, &number));
    return check_end_port(dec, port, &end);
}

static pw_status check_rules(pw_decoder *dec, const pw_list *rules, pw_direction direction,
                             const pw_path *path)
{
    pw_path list = {.up = path, .name = pw_direction_name(direction)};
    for (uint32_t i = 0; i < rules->count; i++) {
        pw_rule *rule = &pw_list_edit(*rules, pw_rule)[i];
        pw_path here = {.up = &list, .index = i};
        pw_path peers = {.up = &here, .name = direction == PW_INGRESS ? "from" : "to"};
        pw_path ports = {.up = &here, .name = "ports"};
        for (uint32_t k = 0; k < rule->peers.count; k++) {
            pw_path inner = {.up = &peers, .index = k};
            PW_TRY(check_peer(dec, &pw_list_edit(rule->peers, pw_peer)[k], &inner));
        }
        for (uint32_t k = 0; k < rule->ports.count; k++) {
            pw_path inner = {.up = &ports, .index = k};
            PW_TRY(check_port(dec, &pw_list_edit(rule->ports, pw_port)[k], &inner));
        }
    }
    return PW_OK;
}

static pw_status check_types(pw_decoder *dec, pw_policy *policy)
{
    pw_path list = {.up = &spec_path, .name = "policyTypes"};
    const pw_text *type = pw_list_items(policy->types, pw_text);
    for (uint32_t i = 0; i < policy->types.count; i++) {
        pw_path inner = {.up = &list, .index = i};
        if (pw_str_is(type[i].s, "Ingress")) {
            policy->isolates[PW_INGRESS] = true;
        } else if (pw_str_is(type[i].s, "Egress")) {
            policy->isolates[PW_EGRESS] = true;
        } else {
            pw_buf_print(&dec->d->message, "%q is no policy type", type[i].s);
            pw_buf_puts(&dec->d->hint, "write Ingress or Egress");
            PW_TRY(add(dec, PW_BAD_VALUE, type[i].span, &inner));
        }
    }
    if (policy->types.count > 2) {
        pw_buf_puts(&dec->d->message, "policyTypes holds at most two types");
        return add(dec, PW_BAD_VALUE, policy->types.span, &list);
    }
    /* S6: no types means Ingress, and Egress if there is a rule for it. */
    if (policy->types.count == 0) {
        policy->isolates[PW_INGRESS] = true;
        policy->isolates[PW_EGRESS] = policy->rules[PW_EGRESS].count > 0;
    }
    return PW_OK;
}

static pw_status check_policy(pw_decoder *dec, pw_policy *policy)
{
    PW_TRY(check_selector(dec, &policy->pods, "podSelector", &spec_path));
    PW_TRY(check_types(dec, policy));
    PW_TRY(check_rules(dec, &policy->rules[PW_INGRESS], PW_INGRESS, &spec_path));
    return check_rules(dec, &policy->rules[PW_EGRESS], PW_EGRESS, &spec_path);
}

static pw_status check_containers(pw_decoder *dec, const pw_pod_spec *spec, const pw_path *path)
{
    pw_path list = {.up = path, .name = "containers"};
    for (uint32_t i = 0; i < spec->containers.count; i++) {
        const pw_container *c = &pw_list_items(spec->containers, pw_container)[i];
        pw_path here = {.up = &list, .index = i}, ports = {.up = &here, .name = "ports"};
        for (uint32_t k = 0; k < c->ports.count; k++) {
            pw_container_port *port = &pw_list_edit(c->ports, pw_container_port)[k];
            pw_path inner = {.up = &ports, .index = k};
            pw_span span = port->number.given ? port->number.span : port->head.span;
            PW_TRY(check_protocol(dec, &port->protocol_text, &inner, &port->protocol));
            PW_TRY(check_number(dec, port->number.value, span, &inner));
            if (port->name.s.at != NULL)
                PW_TRY(check_text(dec, PW_BAD_PORT, &port->name, pw_bad_port_name, &inner));
        }
    }
    return PW_OK;
}

/* Reads one address of the status; an empty text is none. */
static pw_status read_ip(pw_decoder *dec, const pw_text *text, const char *field, pw_ip *ip,
                         bool *found)
{
    pw_path status = {.name = "status"}, path = {.up = &status, .name = field};
    *found = text->s.at != NULL && text->s.len > 0 && pw_ip_read(text->s, ip);
    if (*found || text->s.len == 0)
        return PW_OK;
    pw_buf_print(&dec->d->message, "%q is no IP address", text->s);
    return add(dec, PW_BAD_ADDRESS, text->span, &path);
}

static pw_status read_pod_ip(pw_decoder *dec, pw_pod *pod, const pw_text *text)
{
    pw_ip ip;
    bool found;
    PW_TRY(read_ip(dec, text, "podIP", &ip, &found));
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
    PW_TRY(read_ip(dec, text, "hostIP", &pod->host_ips[pod->host_ip_count], &found));
    pod->host_ip_count += found ? 1 : 0;
    return PW_OK;
}

static pw_status check_pod(pw_decoder *dec, pw_pod *pod)
{
    const pw_pod_status *status = &pod->status;
    PW_TRY(check_containers(dec, &pod->spec, &spec_path));
    PW_NEED(pod->host_ips = pw_new_array(dec->arena, pw_ip, status->host_ips.count + 1));
    PW_TRY(read_pod_ip(dec, pod, &status->pod_ip));
    for (uint32_t i = 0; i < status->pod_ips.count; i++)
        PW_TRY(read_pod_ip(dec, pod, &pw_list_items(status->pod_ips, pw_address)[i].ip));
    PW_TRY(read_host_ip(dec, pod, &status->host_ip));
    for (uint32_t i = 0; i < status->host_ips.count; i++)
        PW_TRY(read_host_ip(dec, pod, &pw_list_items(status->host_ips, pw_address)[i].ip));
    return PW_OK;
}

static pw_status check_workload(pw_decoder *dec, pw_workload_spec *spec)
{
    pw_path pods = {.up = &spec_path, .name = "template"}, meta = {.up = &pods,
                                                                   .name = "metadata"};
    pw_path labels = {.up = &meta, .name = "labels"}, inner = {.up = &pods, .name = "spec"};
    PW_TRY(check_selector(dec, &spec->selector, "selector", &spec_path));
    PW_TRY(check_labels(dec, &spec->pods.meta.labels, &labels));
    return check_containers(dec, &spec->pods.spec, &inner);
}

static pw_status check_service(pw_decoder *dec, const pw_service *service)
{
    pw_path ports = {.up = &spec_path, .name = "ports"};
    for (uint32_t i = 0; i < service->spec.ports.count; i++) {
        pw_service_port *port = &pw_list_edit(service->spec.ports, pw_service_port)[i];
        pw_path inner = {.up = &ports, .index = i};
        pw_span span = port->port.given ? port->port.span : port->head.span;
        PW_TRY(check_protocol(dec, &port->protocol_text, &inner, &port->protocol));
        PW_TRY(check_number(dec, port->port.value, span, &inner));
        PW_TRY(check_port_value(dec, &port->target, &inner));
    }
    return PW_OK;
}

static pw_status check_meta(pw_decoder *dec, pw_object *object)
{
    pw_meta *meta = &object->meta;
    pw_path name = {.up = &meta_path, .name = "name"}, ns = {.up = &meta_path,
                                                             .name = "namespace"};
    pw_path labels = {.up = &meta_path, .name = "labels"};
    bool strict = object->kind == PW_NAMESPACE || object->kind == PW_SERVICE;
    if (meta->name.s.at == NULL || meta->name.s.len == 0) {
        pw_span span = meta->head.given ? meta->head.key : object->span;
        span.to = span.to > span.from + 1 && !meta->head.given ? span.from + 1 : span.to;
        pw_buf_puts(&dec->d->message, "metadata.name is missing");
        return add(dec, PW_REQUIRED, span, &name);
    }
    PW_TRY(check_text(dec, PW_BAD_NAME, &meta->name,
                      strict ? pw_bad_dns_label : pw_bad_subdomain, &name));
    if (!pw_kind_of(object->kind)->namespaced)
        meta->ns.s = PW_STR("");
    else if (meta->ns.s.at == NULL || meta->ns.s.len == 0)
        meta->ns.s = PW_STR("default");
    else
        PW_TRY(check_text(dec, PW_BAD_NAME, &meta->ns, pw_bad_dns_label, &ns));
    return check_labels(dec, &meta->labels, &labels);
}

pw_status pw_validate(pw_decoder *dec, pw_object *object, void *body)
{
    PW_TRY(check_meta(dec, object));
    switch (object->kind) {
    case PW_POLICY: return check_policy(dec, body);
    case PW_POD: return check_pod(dec, body);
    case PW_SERVICE: return check_service(dec, body);
    case PW_CRON_JOB: return check_workload(dec, &((pw_cron_job *)body)->spec.job.spec);
    case PW_NAMESPACE:
    case PW_NODE: return PW_OK;
    default: return check_workload(dec, &((pw_workload *)body)->spec);
    }
}
