#include "kube/address.h"
#include "kube/rules_service.h"

#define ONLY_LOAD_BALANCER "may only be used when `type` is 'LoadBalancer'"

static pw_status say_forbidden(pw_checker *c, const pw_path *spec, const char *name,
                               const char *detail)
{
    pw_path at = pw_child(spec, name);
    return pw_say_forbidden(c, PW_BAD_VALUE, &at, detail);
}

/* ---- addresses outside */

/* Addresses that lead to nothing else than the machine itself, or to its neighbours. */
static pw_status check_public(pw_checker *c, const pw_path *at, pw_ip ip)
{
    uint32_t low = (uint32_t)ip.low;
    bool four = ip.family == PW_IPV4;
    pw_buf b = pw_buf_make(256);
    if (ip.high == 0 && (four ? low == 0 : ip.low == 0))
        pw_buf_print(&b, "may not be unspecified (%R)", pw_text_at(at));
    else if (four ? low >> 24 == 127 : ip.high == 0 && ip.low == 1)
        pw_buf_puts(&b, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
    else if (four ? low >> 16 == 0xa9fe : ip.high >> 54 == 0x3fa)
        pw_buf_puts(&b, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
    else if (four ? low >> 8 == 0xe00000 : (ip.high >> 48 & 0xff0f) == 0xff02)
        pw_buf_puts(&b, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
    pw_status status = b.len == 0 ? b.status : pw_say_invalid(c, PW_BAD_ADDRESS, at, b.at);
    pw_buf_drop(&b, &c->d->server);
    return status;
}

static pw_status check_external_ips(pw_checker *c, const pw_service_parts *s)
{
    pw_path list = pw_list_child(s->spec, "externalIPs");
    pw_step step = {0};
    pw_ip ip;
    while (pw_each_item(&list, &step)) {
        bool good = pw_ip_read(pw_text_at(&step.at), &ip);
        PW_TRY(good ? check_public(c, &step.at, ip) : pw_say_no_ip(c, &step.at));
    }
    return PW_OK;
}

/* ---- ports */

static pw_status check_port_name(pw_checker *c, const pw_service_parts *s, const pw_step *port)
{
    pw_path name = pw_text_child(&port->at, "name");
    pw_str text = pw_text_at(&name);
    pw_step before = {0};
    if (text.len == 0 && pw_count_of(&s->ports) < 2 &&
        !(pw_is_first_service(s) && pw_number_of(&port->at, "port") != 443)) /* it has that one */
        return PW_OK;
    if (text.len == 0) {
        pw_buf_puts(&c->d->message, "of several ports each needs a name");
        return pw_say_missing(c, &name);
    }
    PW_TRY(pw_say_faults(c, PW_BAD_NAME, &name, pw_label_faults(text)));
    while (pw_each_item(&s->ports, &before) && before.last != port->last)
        if (pw_str_same(pw_text_or(&before.at, "name", ""), text))
            return pw_say_duplicate(c, &name, PW_STR(""));
    return PW_OK;
}

#define NO_PORT "must be between 1 and 65535, inclusive"

static bool is_port(int64_t number)
{
    return number >= 1 && number <= 65535;
}

static pw_status check_number(pw_checker *c, const pw_path *port)
{
    pw_path at = pw_child(port, "port");
    if (is_port(pw_number_at(&at, 0)) || pw_is_told(c, &at))
        return PW_OK;
    pw_buf_puts(&c->d->message, at.node == NULL ? "port is missing"
                                                : "a port is a number from 1 to 65535");
    return at.node == NULL ? pw_say_invalid_value(c, PW_BAD_PORT, &at, PW_STR("0"), NO_PORT)
                           : pw_say_invalid(c, PW_BAD_PORT, &at, NO_PORT);
}

/* A target that is missing is the same port. */
static pw_status check_target(pw_checker *c, const pw_path *port)
{
    pw_path own = pw_number_child(port, "port"), at = pw_child(port, "targetPort");
    pw_str name = pw_text_at(&at), same = own.node == NULL ? PW_STR("0") : own.node->text;
    int64_t number = pw_number_at(&at, 0);
    if (name.len > 0)
        return pw_say_faults(c, PW_BAD_PORT, &at, pw_port_name_faults(name));
    if (number == 0)
        return is_port(pw_number_at(&own, 0)) || pw_is_told(c, &own)
                   ? PW_OK : pw_say_also(c, &at, same, NO_PORT);
    if (is_port(number))
        return PW_OK;
    pw_buf_puts(&c->d->message, "a port is a number from 1 to 65535");
    return pw_say_invalid(c, PW_BAD_PORT, &at, NO_PORT);
}

static pw_status check_protocol(pw_checker *c, const pw_path *port)
{
    static const pw_value sorted[] = {{"SCTP", NULL}, {"TCP", NULL}, {"UDP", NULL}, {0}};
    pw_path at = pw_text_child(port, "protocol");
    pw_protocol ignored;
    return !pw_has_some(&at) || pw_protocol_read(pw_text_at(&at), &ignored)
               ? PW_OK : pw_say_unsupported(c, &at, sorted);
}

static pw_status check_port(pw_checker *c, const pw_service_parts *s, const pw_step *port)
{
    pw_path app = pw_text_child(&port->at, "appProtocol");
    PW_TRY(check_port_name(c, s, port));
    PW_TRY(check_number(c, &port->at));
    PW_TRY(check_protocol(c, &port->at));
    PW_TRY(check_target(c, &port->at));
    return app.node == NULL ? PW_OK
                            : pw_check_text(c, PW_BAD_VALUE, &app, pw_label_key_faults);
}

/* Whether an item before this one has the same protocol and the same number at `name`. */
static bool is_repeated(const pw_service_parts *s, const pw_step *port, const char *name)
{
    pw_step before = {0};
    int64_t number = pw_number_of(&port->at, name);
    pw_str protocol = pw_text_or(&port->at, "protocol", "TCP");
    while (pw_each_item(&s->ports, &before) && before.last != port->last)
        if (pw_number_of(&before.at, name) == number &&
            pw_str_same(pw_text_or(&before.at, "protocol", "TCP"), protocol))
            return true;
    return false;
}

static pw_status say_repeated_port(pw_checker *c, const pw_path *port)
{
    pw_path at = pw_number_child(port, "port");
    pw_str number = at.node == NULL ? PW_STR("0") : at.node->text;
    pw_str protocol = pw_text_or(port, "protocol", "TCP");
    pw_str value;
    PW_TRY(pw_print_text(c->d->arena, &value,
                         "{\"Name\":\"\",\"Protocol\":%Q,\"AppProtocol\":null,\"Port\":%R,"
                         "\"TargetPort\":0,\"NodePort\":0}", protocol, number));
    pw_buf_print(&c->d->message, "port %R/%R stands here a second time", number, protocol);
    return pw_say_duplicate(c, port, value);
}

static pw_status check_repeated(pw_checker *c, const pw_service_parts *s)
{
    pw_step forbidden = {0}, node = {0}, port = {0};
    while (pw_service_is(s, "ClusterIP") && pw_each_item(&s->ports, &forbidden))
        if (pw_number_of(&forbidden.at, "nodePort") != 0)
            PW_TRY(say_forbidden(c, &forbidden.at, "nodePort",
                                 "may not be used when `type` is 'ClusterIP'"));
    while (pw_each_item(&s->ports, &node))
        if (pw_number_of(&node.at, "nodePort") != 0 && is_repeated(s, &node, "nodePort")) {
            pw_path at = pw_child(&node.at, "nodePort");
            PW_TRY(pw_say_duplicate(c, &at, PW_STR("")));
        }
    while (pw_each_item(&s->ports, &port))
        if (is_repeated(s, &port, "port"))
            PW_TRY(say_repeated_port(c, &port.at));
    return PW_OK;
}

/* ---- what fits its type */

static pw_status check_host(pw_checker *c, const pw_service_parts *s)
{
    static const char *const without[] = {"clusterIPs", "ipFamilies", "ipFamilyPolicy"};
    pw_path at = pw_text_child(s->spec, "externalName");
    pw_str host = pw_text_at(&at);
    for (int i = 0; i < 3; i++) {
        pw_path one = pw_child(s->spec, without[i]);
        if (i == 0 ? pw_count_of(&s->ips) > 0
                   : one.node != NULL && (one.node->kind == PW_TEXT || one.node->count > 0))
            PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &one,
                                    "may not be set for ExternalName services"));
    }
    if (pw_str_ends(host, "."))
        host.len--;
    if (host.len == 0) {
        pw_buf_puts(&c->d->message, "externalName is missing: the host that this stands for");
        return pw_say_missing(c, &at);
    }
    pw_node node = *at.node;
    node.text = host;
    at.node = &node;
    return pw_say_faults(c, PW_BAD_VALUE, &at, pw_subdomain_faults(host));
}

static pw_status check_type(pw_checker *c, const pw_service_parts *s)
{
    pw_step first = {0};
    pw_path ports = pw_child(s->spec, "ports");
    if (pw_count_of(&s->ports) == 0 && !s->headless && !pw_service_is(s, "ExternalName"))
        PW_TRY(pw_say_missing(c, &ports));
    if (pw_service_is(s, "ExternalName"))
        return check_host(c, s);
    if (!s->headless || !pw_each_item(&s->ips, &first))
        return PW_OK;
    if (pw_service_is(s, "LoadBalancer"))
        return pw_say_invalid(c, PW_BAD_ADDRESS, &first.at,
                              "may not be set to 'None' for LoadBalancer services");
    return pw_service_is(s, "NodePort")
               ? pw_say_invalid(c, PW_BAD_ADDRESS, &first.at,
                                "may not be set to 'None' for NodePort services")
               : PW_OK;
}

static pw_status check_affinity(pw_checker *c, const pw_service_parts *s)
{
    pw_path config = pw_map_child(s->spec, "sessionAffinityConfig");
    pw_path client = pw_map_child(&config, "clientIP");
    pw_path at = pw_number_child(&client, "timeoutSeconds");
    pw_str given = pw_text_or(s->spec, "sessionAffinity", "None");
    int64_t seconds = pw_number_at(&at, 1);
    if (pw_str_is(given, "None"))
        return PW_OK;
    if (!pw_str_is(given, "ClientIP"))
        return pw_check_service_field(c, s->spec, "sessionAffinity");
    return seconds > 0 && seconds <= 86400
               ? PW_OK : pw_say_bad(c, &at,
                                        "must be greater than 0 and less than 86400");
}

/* The server writes this name with a capital, and takes spaces around the blocks. */
static pw_status check_ranges(pw_checker *c, const pw_service_parts *s)
{
    pw_path list = pw_list_child(s->spec, "loadBalancerSourceRanges");
    pw_step step = {0};
    pw_cidr cidr;
    pw_cidr_form form;
    bool good;
    list.name = "LoadBalancerSourceRanges";
    if (!pw_service_is(s, "LoadBalancer"))
        PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &list, ONLY_LOAD_BALANCER));
    while (pw_each_item(&list, &step)) {
        pw_node node = *step.last;
        node.text = pw_str_trim(pw_text_at(&step.at));
        step.at.node = &node;
        if (!pw_cidr_read(node.text, &cidr, &form))
            PW_TRY(pw_check_cidr(c, &step.at, &cidr, &good));
    }
    return PW_OK;
}

static pw_status check_balancer(pw_checker *c, const pw_service_parts *s)
{
    pw_path nodes = pw_child(s->spec, "allocateLoadBalancerNodePorts");
    pw_path class = pw_text_child(s->spec, "loadBalancerClass");
    pw_path ranges = pw_list_child(s->spec, "loadBalancerSourceRanges");
    bool balancer = pw_service_is(s, "LoadBalancer");
    if (pw_count_of(&ranges) > 0)
        PW_TRY(check_ranges(c, s));
    if (nodes.node != NULL && !balancer)
        PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &nodes, ONLY_LOAD_BALANCER));
    if (class.node == NULL)
        return PW_OK;
    return balancer ? pw_check_text(c, PW_BAD_VALUE, &class, pw_label_key_faults)
                    : pw_say_forbidden(c, PW_BAD_VALUE, &class, ONLY_LOAD_BALANCER);
}

static pw_status check_traffic(pw_checker *c, const pw_service_parts *s)
{
    pw_path external = pw_text_child(s->spec, "externalTrafficPolicy");
    pw_path health = pw_number_child(s->spec, "healthCheckNodePort");
    pw_path ips = pw_list_child(s->spec, "externalIPs");
    bool open = pw_service_is(s, "LoadBalancer") || pw_service_is(s, "NodePort") ||
                (pw_service_is(s, "ClusterIP") && pw_count_of(&ips) > 0);
    bool local = pw_service_is(s, "LoadBalancer") && pw_is(&external, "Local");
    int64_t port = pw_number_at(&health, 0);
    PW_TRY(open || !pw_has_some(&external)
               ? pw_check_service_field(c, s->spec, "externalTrafficPolicy")
               : pw_say_bad(c, &external,
                                "may only be set for externally-accessible services"));
    if (port != 0 && !local)
        PW_TRY(pw_say_invalid(c, PW_BAD_PORT, &health, "may only be set when `type` is "
                              "'LoadBalancer' and `externalTrafficPolicy` is 'Local'"));
    PW_TRY(pw_check_service_field(c, s->spec, "internalTrafficPolicy"));
    return pw_check_service_field(c, s->spec, "trafficDistribution");
}

/* ---- warnings */

#define OLD_HINTS "service.kubernetes.io/topology-aware-hints"

static pw_status warn_of_ip(pw_checker *c, const pw_path *at)
{
    pw_buf usual = pw_buf_make(64);
    pw_buf *b = &c->d->server;
    pw_str text = pw_text_at(at);
    pw_ip ip;
    if (!pw_ip_read(text, &ip))
        return PW_OK;
    pw_ip_write(&usual, ip);
    pw_status status = usual.status;
    if (!pw_str_same(pw_buf_str(&usual), text)) {
        pw_path_put(b, at);
        pw_buf_print(b, ip.family == PW_IPV6
                            ? ": IPv6 address %Q should be in RFC 5952 canonical format (%Q)"
                            : ": non-standard IP address %Q will be considered invalid in a "
                              "future Kubernetes release: use %Q", text, pw_buf_str(&usual));
        pw_buf_print(&c->d->message, "%q is usually written %R", text, pw_buf_str(&usual));
        status = pw_say_warning(c, PW_CIDR_HOST_BITS, at);
    }
    pw_buf_drop(&usual, &c->d->server);
    return status;
}

static pw_status warn_of_ips(pw_checker *c, const pw_path *list)
{
    pw_step step = {0};
    while (pw_each_item(list, &step))
        PW_TRY(warn_of_ip(c, &step.at));
    return PW_OK;
}

static pw_status warn(pw_checker *c, const pw_path *spec, const char *name, const char *text)
{
    pw_path at = pw_child(spec, name);
    pw_buf_puts(&c->d->server, text);
    pw_buf_puts(&c->d->message, text);
    return pw_say_warning(c, PW_SERVER_WARNS, &at);
}

static pw_status warn_of_ignored(pw_checker *c, const pw_service_parts *s)
{
    pw_path balancer = pw_text_child(s->spec, "loadBalancerIP");
    pw_path ips = pw_list_child(s->spec, "externalIPs");
    bool headless = s->headless && pw_service_is(s, "ClusterIP");
    if (headless && pw_has_some(&balancer))
        PW_TRY(warn(c, s->spec, "loadBalancerIP",
                    "spec.loadBalancerIP is ignored for headless services"));
    if (headless && pw_count_of(&ips) > 0)
        PW_TRY(warn(c, s->spec, "externalIPs",
                    "spec.externalIPs is ignored for headless services"));
    if (headless && !pw_str_is(pw_text_or(s->spec, "sessionAffinity", "None"), "None"))
        PW_TRY(warn(c, s->spec, "sessionAffinity",
                    "spec.SessionAffinity is ignored for headless services"));
    PW_TRY(warn_of_ips(c, &ips));
    return warn_of_ip(c, &balancer);
}

static pw_status check_warnings(pw_checker *c, const pw_service_parts *s)
{
    pw_path ranges = pw_list_child(s->spec, "loadBalancerSourceRanges");
    pw_path ips = pw_list_child(s->spec, "externalIPs");
    bool elsewhere = pw_service_is(s, "ExternalName"), good;
    pw_step step = {0};
    pw_cidr cidr;
    pw_cidr_form form;
    pw_path meta = pw_map_child(s->spec->up, "metadata");
    pw_path notes = pw_map_child(&meta, "annotations"), hints = pw_child(&notes, OLD_HINTS);
    if (hints.node != NULL)
        PW_TRY(warn(c, &notes, OLD_HINTS, "annotation " OLD_HINTS " is deprecated, please use "
                    "service.kubernetes.io/topology-mode instead"));
    PW_TRY(warn_of_ips(c, &s->ips));
    PW_TRY(warn_of_ignored(c, s));
    while (pw_each_item(&ranges, &step))
        if (pw_cidr_read(pw_text_at(&step.at), &cidr, &form))
            PW_TRY(pw_check_cidr(c, &step.at, &cidr, &good));
    if (elsewhere && pw_count_of(&ips) > 0)
        PW_TRY(warn(c, s->spec, "externalIPs",
                    "spec.externalIPs is ignored when spec.type is \"ExternalName\""));
    if (!elsewhere && pw_text_or(s->spec, "externalName", "").len > 0)
        PW_TRY(warn(c, s->spec, "externalName",
                    "spec.externalName is ignored when spec.type is not \"ExternalName\""));
    return pw_str_is(pw_text_or(s->spec, "trafficDistribution", ""), "PreferClose")
               ? warn(c, s->spec, "trafficDistribution", "spec.trafficDistribution: "
                      "\"PreferClose\" is deprecated; use \"PreferSameZone\"")
               : PW_OK;
}

/* ---- the whole */

static pw_status check_spec(pw_checker *c, const pw_service_parts *s)
{
    pw_path selector = pw_map_child(s->spec, "selector");
    pw_step port = {0};
    PW_TRY(check_type(c, s));
    while (pw_each_item(&s->ports, &port))
        PW_TRY(check_port(c, s, &port));
    PW_TRY(pw_check_labels(c, &selector));
    PW_TRY(check_affinity(c, s));
    PW_TRY(check_external_ips(c, s));
    PW_TRY(pw_check_service_field(c, s->spec, "type"));
    PW_TRY(check_repeated(c, s));
    PW_TRY(check_balancer(c, s));
    return check_traffic(c, s);
}

pw_status pw_check_service(pw_checker *c, const pw_path *at)
{
    pw_path spec = pw_child(at, "spec"), ip = pw_text_child(&spec, "clusterIP");
    pw_service_parts s = {.spec = &spec, .type = pw_text_or(&spec, "type", "ClusterIP"),
                 .ports = pw_list_child(&spec, "ports"),
                 .ips = pw_list_child(&spec, "clusterIPs")};
    pw_node alone = {0}, list = {.kind = PW_LIST, .first = &alone, .count = 1};
    if (spec.node != NULL && spec.node->kind != PW_MAP)
        return PW_OK;
    if (pw_count_of(&s.ips) == 0)
        s.ips.node = NULL;
    if (s.ips.node == NULL && pw_has_some(&ip)) {
        alone = *ip.node;
        alone.next = NULL;
        list.span = ip.node->span;
        s.ips.node = &list;
    }
    s.headless = pw_count_of(&s.ips) == 1 && s.ips.node->first->kind == PW_TEXT &&
                 pw_str_is(s.ips.node->first->text, "None");
    PW_TRY(pw_check_allotted(c, &s));
    PW_TRY(check_spec(c, &s));
    bool refused = c->d->errors || c->settled;
    c->settled = false;
    return refused ? PW_OK : check_warnings(c, &s);
}
