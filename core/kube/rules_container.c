#include "kube/rules.h"

#include <string.h>

#define NOT_OF_INIT "may not be set for init containers without restartPolicy=Always"

/* ---- looking around */

const pw_path *pw_pod_spec_above(const pw_path *at)
{
    while (at->up != NULL && (at->name == NULL || strcmp(at->name, "spec") != 0))
        at = at->up;
    return at;
}

bool pw_each_container(const pw_path *spec, pw_containers *each)
{
    static const char *const lists[] = {"initContainers", "containers"};
    while (!pw_each_item(&each->list, &each->step)) {
        if (each->lists == PW_COUNT(lists))
            return false;
        each->list = pw_list_child(spec, lists[each->lists++]);
        each->step = (pw_step){0};
    }
    return true;
}

bool pw_find_named(const pw_path *list, pw_str name, const pw_path *end, pw_path *at)
{
    pw_step step = {0};
    while ((end == NULL || end->index > 0) && pw_each_item(list, &step) &&
           (end == NULL || step.at.index < end->index)) {
        pw_path own = pw_text_child(&step.at, "name");
        if (!pw_str_same(pw_text_at(&own), name))
            continue;
        *at = step.at;
        return true;
    }
    return false;
}

bool pw_has_text(const pw_path *list, const char *key, pw_str text, const pw_path *end)
{
    pw_step step = {0};
    while (pw_each_item(list, &step) && (end == NULL || step.at.index < end->index)) {
        pw_path own = pw_text_child(&step.at, key);
        if (pw_str_same(pw_text_at(&own), text))
            return true;
    }
    return false;
}

pw_status pw_check_one_of(pw_checker *c, const pw_path *at, const pw_shape *shape,
                          const char *many, const char *none)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < shape->count; i++) {
        pw_path child = pw_map_child(at, shape->fields[i].name);
        if (shape->fields[i].type != PW_T_SHAPE || child.node == NULL)
            continue;
        if (count++ > 0)
            PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &child, many));
        else
            PW_TRY(pw_check_shape(c, &child, shape->fields[i].shape));
    }
    return count > 0 || none == NULL ? PW_OK : pw_say_required(c, PW_REQUIRED, at, none);
}

pw_status pw_check_no_backsteps(pw_checker *c, const pw_path *at)
{
    pw_str text = pw_text_at(at);
    for (uint32_t from = 0, to; from <= text.len; from = to + 1) {
        for (to = from; to < text.len && text.at[to] != '/';)
            to++;
        if (pw_str_is(pw_str_part(text, from, to), ".."))
            return pw_say_bad(c, at, "must not contain '..'");
    }
    return PW_OK;
}

pw_status pw_check_descending(pw_checker *c, const pw_path *at)
{
    if (pw_str_starts(pw_text_at(at), "/"))
        PW_TRY(pw_say_bad(c, at, "must be a relative path"));
    return pw_check_no_backsteps(c, at);
}

/* ---- ports */

int64_t pw_host_port(pw_checker *c, const pw_path *port)
{
    const pw_path *spec = pw_pod_spec_above(port);
    pw_path number = pw_number_child(port, "containerPort");
    pw_path host = pw_number_child(port, "hostPort"), network = pw_child(spec, "hostNetwork");
    int64_t given = pw_number_at(&host, 0);
    return given == 0 && c->kind == PW_POD && pw_true_at(&network) ? pw_number_at(&number, 0)
                                                                    : given;
}

pw_status pw_check_container_port(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), number = pw_number_child(at, "containerPort");
    pw_path host = pw_number_child(at, "hostPort"), other;
    pw_str text = pw_text_at(&name);
    int64_t port = pw_host_port(c, at);
    if (text.len > 0 && pw_port_name_faults(text).count == 0 &&
        pw_find_named(at->up, text, at, &other))
        PW_TRY(pw_say_duplicate(c, &name, PW_STR("")));
    else
        PW_TRY(pw_check_field(c, at, &pw_container_port_shape, "name"));
    if (pw_number_at(&number, 0) == 0)
        PW_TRY(pw_say_missing(c, &number));
    else if (pw_number_at(&number, 0) < 1 || pw_number_at(&number, 0) > 65535)
        PW_TRY(pw_say_invalid(c, PW_BAD_PORT, &number, "must be between 1 and 65535, inclusive"));
    if (port != 0 && (port < 1 || port > 65535)) {
        host.node = host.node != NULL && pw_number_at(&host, 0) != 0 ? host.node : number.node;
        PW_TRY(pw_say_invalid(c, PW_BAD_PORT, &host, "must be between 1 and 65535, inclusive"));
    }
    return pw_check_field(c, at, &pw_container_port_shape, "protocol");
}

/* "TCP/10.0.0.1/80", which may stand once. */
static void put_host_port(pw_checker *c, const pw_path *port, pw_buf *b)
{
    pw_path protocol = pw_text_child(port, "protocol"), ip = pw_text_child(port, "hostIP");
    pw_str text = pw_text_at(&protocol);
    pw_buf_print(b, "%R/%R/", text.len > 0 ? text : PW_STR("TCP"), pw_text_at(&ip));
    pw_buf_number(b, (uint64_t)pw_host_port(c, port));
}

static bool is_same_host_port(pw_checker *c, const pw_path *one, const pw_path *other)
{
    pw_buf a = pw_buf_make(4096), b = pw_buf_make(4096);
    put_host_port(c, one, &a);
    put_host_port(c, other, &b);
    bool same = pw_str_same(pw_buf_str(&a), pw_buf_str(&b));
    pw_buf_drop(&a, &c->d->server);
    pw_buf_drop(&b, &c->d->server);
    return same;
}

static pw_status say_host_port(pw_checker *c, const pw_path *port)
{
    pw_path host = pw_number_child(port, "hostPort");
    pw_buf text = pw_buf_make(4096), quoted = pw_buf_make(4096);
    pw_str value;
    if (host.node == NULL)
        host.node = port->node;
    put_host_port(c, port, &text);
    pw_buf_print(&quoted, "%Q", pw_buf_str(&text));
    pw_buf_drop(&text, &c->d->server);
    PW_TRY(pw_buf_keep(&quoted, c->d->arena, &value));
    pw_buf_puts(&c->d->message, "this port of the node is taken already");
    return pw_say_duplicate(c, &host, value);
}

/* Whether a port before `end` in the container takes the same port of the node. */
static bool is_taken(pw_checker *c, const pw_path *container, const pw_path *end)
{
    int64_t wanted = pw_host_port(c, end);
    pw_path ports = pw_list_child(container, "ports");
    pw_step step = {0};
    while (pw_each_item(&ports, &step)) {
        if (step.at.node == end->node)
            return false;
        if (pw_host_port(c, &step.at) == wanted &&
            is_same_host_port(c, &step.at, end))
            return true;
    }
    return false;
}

/* Most pods take no port of their node. */
static bool asks_for_host(const pw_path *containers)
{
    pw_path network = pw_child(containers->up, "hostNetwork");
    pw_step step = {0};
    while (network.node == NULL && pw_each_item(containers, &step)) {
        pw_path ports = pw_list_child(&step.at, "ports");
        pw_step port = {0};
        while (pw_each_item(&ports, &port))
            if (pw_child(&port.at, "hostPort").node != NULL)
                return true;
    }
    return network.node != NULL;
}

/* The ports of the node that one container takes; `others`: and those before it do not. The
 * server gives all init containers the path of the first. */
static pw_status check_host_ports(pw_checker *c, const pw_path *at, bool others)
{
    pw_path own = *at;
    own.index = others ? at->index : 0;
    pw_path ports = pw_list_child(&own, "ports");
    pw_step port = {0};
    while (pw_each_item(&ports, &port)) {
        pw_step other = {0};
        if (pw_host_port(c, &port.at) == 0)
            continue;
        bool taken = is_taken(c, at, &port.at);
        while (others && !taken && pw_each_item(at->up, &other) && other.at.index < at->index)
            taken = is_taken(c, &other.at, &port.at);
        if (taken)
            PW_TRY(say_host_port(c, &port.at));
    }
    return PW_OK;
}

pw_status pw_check_host_ports(pw_checker *c, const pw_path *containers)
{
    pw_step step = {0};
    if (!asks_for_host(containers))
        return PW_OK;
    while (pw_each_item(containers, &step))
        PW_TRY(check_host_ports(c, &step.at, true));
    return PW_OK;
}

/* ---- containers */

static pw_status check_common(pw_checker *c, const pw_path *at)
{
    return pw_check_range(c, at, &pw_container_shape, "name", "securityContext");
}

static pw_status say_named(pw_checker *c, const pw_path *name)
{
    pw_buf_print(&c->d->message, "another container is called %q too", pw_text_at(name));
    return pw_say_duplicate(c, name, PW_STR(""));
}

pw_status pw_check_container(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), other;
    PW_TRY(check_common(c, at));
    if (pw_find_named(at->up, pw_text_at(&name), at, &other))
        PW_TRY(say_named(c, &name));
    PW_TRY(pw_check_range(c, at, &pw_container_shape, "lifecycle", "startupProbe"));
    return pw_check_field(c, at, &pw_container_shape, "restartPolicy");
}

/* What only containers that keep running may have. */
static pw_status check_no_probes(pw_checker *c, const pw_path *at)
{
    static const char *const names[] = {"lifecycle", "livenessProbe", "readinessProbe",
                                        "startupProbe"};
    for (uint32_t i = 0; i < PW_COUNT(names); i++) {
        pw_path child = pw_map_child(at, names[i]), signal = pw_child(&child, "stopSignal");
        /* A signal that stands alone the server forgets: it is not yet switched on. */
        if (child.node != NULL && (signal.node == NULL || child.node->count > 1))
            PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &child, NOT_OF_INIT));
    }
    return PW_OK;
}

pw_status pw_check_init_container(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), policy = pw_text_child(at, "restartPolicy"), other;
    pw_path containers = pw_list_child(at->up->up, "containers");
    pw_str text = pw_text_at(&name);
    PW_TRY(check_common(c, at));
    PW_TRY(pw_check_field(c, at, &pw_container_shape, "restartPolicy"));
    if (pw_find_named(&containers, text, NULL, &other) ||
        (text.len > 0 && pw_find_named(at->up, text, at, &other)))
        PW_TRY(say_named(c, &name));
    PW_TRY(check_host_ports(c, at, false));
    if (!pw_is(&policy, "Always"))
        return check_no_probes(c, at);
    return pw_check_range(c, at, &pw_container_shape, "lifecycle", "startupProbe");
}
