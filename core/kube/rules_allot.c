#include "kube/address.h"
#include "kube/rules_service.h"
#include "text/compact.h"

/* ---- looking */

pw_str pw_text_or(const pw_path *up, const char *name, const char *otherwise)
{
    pw_path at = pw_text_child(up, name);
    return pw_has_some(&at) ? pw_text_at(&at) : pw_str_of(otherwise);
}

bool pw_service_is(const pw_service_parts *s, const char *type)
{
    return pw_str_is(s->type, type);
}

int64_t pw_number_of(const pw_path *up, const char *name)
{
    pw_path at = pw_number_child(up, name);
    return pw_number_at(&at, 0);
}

bool pw_is_first_service(const pw_service_parts *s)
{
    const pw_node *meta = pw_node_get(s->spec->up->node, "metadata");
    pw_str ns = pw_node_text(meta, "namespace");
    return pw_str_is(pw_node_text(meta, "name"), "kubernetes") &&
           (ns.len == 0 || pw_str_is(ns, "default"));
}

pw_status pw_check_service_field(pw_checker *c, const pw_path *spec, const char *name)
{
    return pw_check_field(c, spec, &pw_service_spec_shape, name);
}

/* ---- addresses */

#define NO_IP "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"

pw_status pw_say_no_ip(pw_checker *c, const pw_path *at)
{
    pw_buf_print(&c->d->message, "%q is no IP address", pw_text_at(at));
    return pw_say_invalid(c, PW_BAD_ADDRESS, at, NO_IP);
}

/* ---- its own addresses */

static bool is_none(const pw_path *at)
{
    return pw_is(at, "None");
}

/* clusterIP and clusterIPs are to say the same. */
static pw_status check_first_ip(pw_checker *c, const pw_service_parts *s)
{
    pw_path one = pw_text_child(s->spec, "clusterIP");
    pw_str ip = pw_text_at(&one);
    const pw_node *first = s->ips.node == NULL ? NULL : s->ips.node->first;
    if (first == NULL)
        return PW_OK;
    if (ip.len == 0)
        return pw_say_invalid(c, PW_BAD_ADDRESS, &s->ips,
                              "must be empty when `clusterIP` is not specified");
    return first->kind == PW_TEXT && !pw_str_same(first->text, ip)
               ? pw_say_invalid(c, PW_BAD_ADDRESS, &s->ips, "first value must match `clusterIP`")
               : PW_OK;
}

static pw_status check_families(pw_checker *c, const pw_service_parts *s)
{
    const pw_field *field = pw_shape_field(&pw_service_spec_shape, PW_STR("ipFamilies"));
    pw_path list = pw_list_child(s->spec, "ipFamilies");
    pw_step step = {0}, before = {0};
    while (pw_each_item(&list, &step)) {
        pw_str family = pw_text_at(&step.at);
        if (!pw_str_is(family, "IPv4") && !pw_str_is(family, "IPv6"))
            PW_TRY(pw_say_unsupported(c, &step.at, field->values));
        before = (pw_step){0};
        while (pw_each_item(&list, &before) && before.last != step.last)
            if (pw_str_same(pw_text_at(&before.at), family)) {
                PW_TRY(pw_say_duplicate(c, &step.at, PW_STR("")));
                break;
            }
    }
    return PW_OK;
}

/* *good: all of them are addresses, or None stands alone. */
static pw_status check_ips(pw_checker *c, const pw_service_parts *s, bool *good)
{
    pw_step step = {0};
    pw_ip ip;
    *good = true;
    while (pw_each_item(&s->ips, &step)) {
        bool none = step.at.index == 0 && is_none(&step.at);
        if (none && s->ips.node->count == 1)
            continue;
        if (!none && pw_ip_read(pw_text_at(&step.at), &ip))
            continue;
        *good = false;
        PW_TRY(none ? pw_say_invalid(c, PW_BAD_ADDRESS, &s->ips,
                                     "'None' must be the first and only value")
                    : pw_say_no_ip(c, &step.at));
    }
    return pw_count_of(&s->ips) > 2 ? pw_say_invalid(c, PW_BAD_ADDRESS, &s->ips,
                                                  "may only hold up to 2 values")
                                 : PW_OK;
}

/* Addresses of the families that ipFamilies says, and of one each. */
static pw_status check_stack(pw_checker *c, const pw_service_parts *s)
{
    pw_path list = pw_list_child(s->spec, "ipFamilies");
    pw_step step = {0}, family = {0};
    uint32_t seen[PW_FAMILIES] = {0};
    pw_ip ip;
    while (pw_each_item(&s->ips, &step))
        if (pw_ip_read(pw_text_at(&step.at), &ip))
            seen[ip.family]++;
    if (pw_count_of(&s->ips) > 1 && (seen[PW_IPV4] == 0 || seen[PW_IPV6] == 0))
        PW_TRY(pw_say_invalid(c, PW_BAD_ADDRESS, &s->ips,
                              "may specify no more than one IP for each IP family"));
    step = (pw_step){0};
    while (!s->headless && pw_each_item(&s->ips, &step) && pw_each_item(&list, &family)) {
        bool six = pw_is(&family.at, "IPv6");
        if (!pw_ip_read(pw_text_at(&step.at), &ip) || (ip.family == PW_IPV6) == six)
            continue;
        if (!six && !pw_is(&family.at, "IPv4"))
            continue;
        pw_buf b = pw_buf_make(128);
        pw_buf_print(&b, "expected an IPv%u value as indicated by `ipFamilies[%u]`",
                     six ? 6u : 4u, step.at.index);
        pw_status status = b.status != PW_OK
                               ? b.status
                               : pw_say_invalid(c, PW_BAD_ADDRESS, &step.at, b.at);
        pw_buf_drop(&b, &c->d->server);
        PW_TRY(status);
    }
    return PW_OK;
}

static pw_status check_addresses(pw_checker *c, const pw_service_parts *s)
{
    bool good;
    PW_TRY(check_first_ip(c, s));
    PW_TRY(check_families(c, s));
    PW_TRY(pw_check_service_field(c, s->spec, "ipFamilyPolicy"));
    PW_TRY(check_ips(c, s, &good));
    return good ? check_stack(c, s) : PW_OK;
}

/* ---- what the server allots before it validates: the first that fails is all it says */

static pw_status check_policy(pw_checker *c, const pw_service_parts *s)
{
    pw_path policy = pw_text_child(s->spec, "ipFamilyPolicy");
    pw_path families = pw_list_child(s->spec, "ipFamilies");
    bool none = s->ips.node != NULL && s->headless;
    pw_path selector = pw_map_child(s->spec, "selector");
    if (policy.node == NULL ? none && pw_count_of(&selector) == 0
                            : !pw_is(&policy, "SingleStack"))
        return PW_OK;
#define FOR_SEVERAL "must be 'RequireDualStack' or 'PreferDualStack' when multiple "
    if (pw_count_of(&s->ips) == 2)
        PW_TRY(pw_say_invalid_value(c, PW_BAD_ADDRESS, &policy, PW_STR("\"SingleStack\""),
                                    FOR_SEVERAL "cluster IPs are specified"));
    return pw_count_of(&families) == 2
               ? pw_say_invalid_value(c, PW_BAD_VALUE, &policy, PW_STR("\"SingleStack\""),
                                      FOR_SEVERAL "IP families are specified")
               : PW_OK;
}

/* ---- what depends on the cluster: most have addresses of IPv4 only, and those of Services in one
 * range. podwall warns, for others are well. */

#define MOST(what) pw_buf_puts(&c->d->message, "most clusters refuse " what)

static pw_status check_missing_family(pw_checker *c, const pw_service_parts *s)
{
    pw_path families = pw_list_child(s->spec, "ipFamilies");
    pw_step step = {0};
    pw_str value;
    pw_ip ip;
    while (pw_each_item(&s->ips, &step)) {
        if (step.at.index < pw_count_of(&families) || !pw_ip_read(pw_text_at(&step.at), &ip) ||
            ip.family != PW_IPV6)
            continue;
        pw_buf b = pw_buf_make(4096);
        pw_compact_put(&b, s->ips.node);
        PW_TRY(pw_buf_keep(&b, c->d->arena, &value));
        MOST("an address of IPv6");
        PW_TRY(pw_say_invalid_value(c, PW_SERVER_WARNS, &step.at, value,
                                    "IPv6 is not configured on this cluster"));
    }
    return PW_OK;
}

static pw_status check_single_stack(pw_checker *c, const pw_service_parts *s)
{
    pw_path policy = pw_text_child(s->spec, "ipFamilyPolicy");
    pw_path families = pw_list_child(s->spec, "ipFamilies");
    pw_step step = {0};
    if (pw_is(&policy, "RequireDualStack")) {
        MOST("two families of addresses");
        PW_TRY(pw_say_invalid(c, PW_SERVER_WARNS, &policy,
                              "this cluster is not configured for dual-stack services"));
    }
    while (pw_each_item(&families, &step)) {
        if (!pw_is(&step.at, "IPv6"))
            continue;
        MOST("addresses of IPv6");
        PW_TRY(pw_say_invalid(c, PW_SERVER_WARNS, &step.at, "not configured on this cluster"));
    }
    return PW_OK;
}

static pw_status check_service_range(pw_checker *c, const pw_service_parts *s)
{
    pw_step step = {0};
    pw_ip ip;
    if (!pw_each_item(&s->ips, &step) || !pw_ip_read(pw_text_at(&step.at), &ip))
        return PW_OK;
    bool within = ip.family == PW_IPV4 && ip.low > 0x0a600000 && ip.low < 0x0a60ffff;
    if (within && (ip.low != 0x0a600001 || pw_is_first_service(s)))
        return PW_OK;
    if (within)
        MOST("10.96.0.1: the Service kubernetes has it");
    else
        pw_buf_puts(&c->d->message, "a cluster whose Services are in 10.96.0.0/16 refuses it");
    return pw_say_about(c, PW_SERVER_WARNS, &s->ips, within
                            ? "failed to allocate IP %R: provided IP is already allocated"
                            : "failed to allocate IP %R: the provided network does not match the "
                              "current range", pw_text_at(&step.at), PW_STR(""));
}

static pw_status check_cluster(pw_checker *c, const pw_service_parts *s)
{
    pw_path meta = pw_map_child(s->spec->up, "metadata"), uid = pw_child(&meta, "uid");
    pw_path selector = pw_map_child(s->spec, "selector");
    uint32_t before = pw_told(c);
    PW_TRY(check_policy(c, s));
    if (uid.node != NULL) /* it comes from a cluster */
        return PW_OK;
    PW_TRY(check_missing_family(c, s));
    if (pw_told(c) != before || (s->headless && pw_count_of(&selector) == 0))
        return PW_OK;
    PW_TRY(check_single_stack(c, s));
    return pw_told(c) != before || s->headless ? PW_OK : check_service_range(c, s);
}

/* ---- ports of the nodes */

/* Whether a port before this one (at the end: one of all) holds the same port on the nodes; those
 * with the same number within the cluster may share it. */
static bool is_taken(const pw_service_parts *s, const pw_step *port, int64_t number)
{
    pw_step before = {0};
    while (pw_each_item(&s->ports, &before) && before.last != port->last)
        if (pw_number_of(&before.at, "nodePort") == number &&
            pw_number_of(&before.at, "port") != pw_number_of(&port->at, "port"))
            return true;
    return false;
}

static pw_status say_not_allotted(pw_checker *c, const pw_path *at, bool health, const char *why)
{
    if (!health)
        return pw_say_invalid(c, PW_BAD_PORT, at, why);
    pw_buf_puts(&c->d->server,
                "Internal error occurred: failed to allocate requested HealthCheck NodePort ");
    pw_compact_put(&c->d->server, at->node);
    pw_buf_print(&c->d->server, ": %s", why);
    return pw_say_failed(c, PW_BAD_PORT, at);
}

/* The ports, and last the one that tells of health, whose failure the server takes for its own. */
static pw_status check_node_ports(pw_checker *c, const pw_service_parts *s)
{
    pw_path policy = pw_text_child(s->spec, "externalTrafficPolicy");
    pw_step step = {0};
    uint32_t before = pw_told(c);
    bool port = true, local = pw_service_is(s, "LoadBalancer") && pw_is(&policy, "Local");
    while (port && pw_told(c) == before) {
        port = pw_each_item(&s->ports, &step);
        pw_path at = port ? pw_number_child(&step.at, "nodePort")
                          : pw_number_child(s->spec, "healthCheckNodePort");
        int64_t number = port || local ? pw_number_at(&at, 0) : 0;
        if (number != 0 && (number < 30000 || number > 32767)) {
            pw_buf_puts(&c->d->message, "a nodePort is a number from 30000 to 32767");
            PW_TRY(say_not_allotted(c, &at, !port, "provided port is not in the valid range. "
                                    "The range of valid ports is 30000-32767"));
        } else if (number != 0 && is_taken(s, &step, number)) {
            pw_buf_puts(&c->d->message, "two ports cannot have the same nodePort");
            PW_TRY(say_not_allotted(c, &at, !port, "provided port is already allocated"));
        }
    }
    return PW_OK;
}

pw_status pw_check_allotted(pw_checker *c, const pw_service_parts *s)
{
    uint32_t before = pw_told(c);
    if (!pw_service_is(s, "ExternalName")) {
        PW_TRY(check_addresses(c, s));
        if (pw_told(c) == before)
            PW_TRY(check_cluster(c, s));
    }
    if (pw_told(c) == before && (pw_service_is(s, "NodePort") || pw_service_is(s, "LoadBalancer")))
        PW_TRY(check_node_ports(c, s));
    if (pw_told(c) != before)
        pw_settle(c, before);
    return PW_OK;
}

