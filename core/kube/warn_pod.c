#include "kube/rules.h"

#include "kube/address.h"

#include <string.h>

/* What the server warns of in pods that it takes, in its order. */

#define WARNING PW_SERVER_WARNS

/* "spec.a[0]: words"; further words may follow before it is said. */
static pw_buf *begin(pw_checker *c, const pw_path *at, const char *words)
{
    pw_path_put(&c->d->server, at);
    pw_buf_print(&c->d->server, ": %s", words);
    return &c->d->server;
}

/* Says what was begun; podwall's own words are the same, without the path. */
static pw_status end(pw_checker *c, const pw_path *at)
{
    pw_str words = pw_buf_str(&c->d->server);
    uint32_t from = 0;
    while (from + 1 < words.len && !(words.at[from] == ':' && words.at[from + 1] == ' '))
        from++;
    if (c->d->message.len == 0)
        pw_buf_visible(&c->d->message, pw_str_part(words, from + 2 > words.len ? 0 : from + 2,
                                                   words.len));
    return pw_say_warning(c, WARNING, at);
}

static pw_status warn(pw_checker *c, const pw_path *at, const char *words)
{
    begin(c, at, words);
    return end(c, at);
}

/* Whether `text` contains $(name). */
static bool refers(pw_str text, pw_str name)
{
    for (uint32_t i = 0; i + name.len + 3 <= text.len; i++)
        if (text.at[i] == '$' && text.at[i + 1] == '(' && text.at[i + 2 + name.len] == ')' &&
            pw_str_same(pw_str_part(text, i + 2, i + 2 + name.len), name))
            return true;
    return false;
}

static pw_status warn_env(pw_checker *c, const pw_path *container)
{
    pw_path list = pw_list_child(container, "env");
    pw_step step = {0};
    while (pw_count_of(&list) > 1 && pw_each_item(&list, &step)) {
        pw_path name = pw_text_child(&step.at, "name"), value = pw_text_child(&step.at, "value");
        pw_path source = pw_map_child(&step.at, "valueFrom");
        pw_str text = pw_text_at(&value);
        bool keeps = source.node == NULL && refers(text, pw_text_at(&name)) &&
                     text.len > pw_text_at(&name).len + 3;
        if (keeps || !pw_has_text(&list, "name", pw_text_at(&name), &step.at))
            continue;
        pw_buf_print(begin(c, &step.at, "hides previous definition of "),
                     "%Q, which may be dropped when using apply", pw_text_at(&name));
        PW_TRY(end(c, &step.at));
    }
    return PW_OK;
}

/* ---- amounts */

static pw_status warn_fraction(pw_checker *c, const pw_path *amounts, const char *name)
{
    pw_path given = pw_child(amounts, name), at = {.up = amounts, .member = true};
    pw_quantity amount = pw_quantity_at(&given);
    at.key = pw_str_of(name);
    at.node = given.node;
    if (amount.milli == 0)
        return PW_OK;
    pw_buf *b = begin(c, &at, "fractional byte value \"");
    pw_quantity_write(b, amount);
    pw_buf_puts(b, "\" is invalid, must be an integer");
    pw_buf_puts(&c->d->hint, "m means thousandths; write Mi for mebibytes");
    return end(c, &at);
}

static pw_status warn_amounts(pw_checker *c, const pw_path *container)
{
    pw_path resources = pw_map_child(container, "resources");
    pw_path limits = pw_map_child(&resources, "limits");
    pw_path requests = pw_map_child(&resources, "requests");
    static const char *const names[] = {"memory", "ephemeral-storage"};
    for (uint32_t i = 0; resources.node != NULL && i < PW_COUNT(names); i++) {
        pw_path given = pw_child(&requests, names[i]), limit = pw_child(&limits, names[i]);
        pw_path filled = requests;
        /* The limit of a pod counts as its request. */
        if (given.node == NULL && limit.node != NULL && c->kind == PW_POD)
            filled.node = limits.node;
        PW_TRY(warn_fraction(c, &limits, names[i]));
        PW_TRY(warn_fraction(c, &filled, names[i]));
    }
    return PW_OK;
}

static pw_status warn_containers(pw_checker *c, const pw_path *spec)
{
    pw_containers each = {0};
    while (pw_each_container(spec, &each)) {
        PW_TRY(warn_amounts(c, &each.step.at));
        PW_TRY(warn_env(c, &each.step.at));
    }
    return PW_OK;
}

/* ---- ports */

/* The step to the next port of all containers. */
typedef struct port_step {
    pw_containers each;
    pw_path ports;
    pw_step port;
} port_step;

static bool next_port(const pw_path *spec, port_step *step)
{
    while (!pw_each_item(&step->ports, &step->port)) {
        if (!pw_each_container(spec, &step->each))
            return false;
        step->ports = pw_list_child(&step->each.step.at, "ports");
        step->port = (pw_step){0};
    }
    return true;
}

/* Most pods have one port, about which there is nothing to say. */
static bool has_two_ports(const pw_path *spec)
{
    port_step step = {0};
    return next_port(spec, &step) && next_port(spec, &step);
}

typedef struct port_of {
    int64_t number, host;
    pw_str protocol, ip, name;
} port_of;

static port_of read_port(pw_checker *c, const pw_path *at)
{
    pw_path number = pw_number_child(at, "containerPort"), protocol = pw_text_child(at, "protocol");
    pw_path ip = pw_text_child(at, "hostIP"), name = pw_text_child(at, "name");
    port_of port = {pw_number_at(&number, 0), pw_host_port(c, at), pw_text_at(&protocol),
                    pw_text_at(&ip), pw_text_at(&name)};
    if (port.protocol.len == 0)
        port.protocol = PW_STR("TCP");
    return port;
}

/* What is odd about two ports; NULL: nothing. */
static const char *conflict(port_of one, port_of other)
{
    if (one.number != other.number || !pw_str_same(one.protocol, other.protocol))
        return NULL;
    if (pw_str_same(one.ip, other.ip) && one.host == other.host)
        return "duplicate port definition with ";
    if (one.host == 0 || other.host == 0)
        return "overlapping port definition with ";
    return one.host == other.host && (one.ip.len == 0) != (other.ip.len == 0)
               ? "dangerously ambiguous port definition with " : NULL;
}

static pw_status warn_ports(pw_checker *c, const pw_path *spec)
{
    port_step one = {0};
    while (next_port(spec, &one)) {
        port_of port = read_port(c, &one.port.at);
        port_step other = {0};
        while (next_port(spec, &other) && other.port.at.node != one.port.at.node) {
            pw_path number = pw_number_child(&other.port.at, "containerPort");
            if (pw_number_at(&number, 0) != port.number)
                continue;
            const char *words = conflict(port, read_port(c, &other.port.at));
            if (words == NULL)
                continue;
            pw_path_put(begin(c, &one.port.at, words), &other.port.at);
            PW_TRY(end(c, &one.port.at));
        }
    }
    return PW_OK;
}

static pw_status warn_port_names(pw_checker *c, const pw_path *spec)
{
    port_step one = {0};
    while (next_port(spec, &one)) {
        pw_path own = pw_text_child(&one.port.at, "name");
        pw_str name = pw_text_at(&own);
        port_step other = {0};
        while (name.len > 0 && next_port(spec, &other) &&
               other.port.at.node != one.port.at.node) {
            pw_path also = pw_text_child(&other.port.at, "name");
            if (!pw_str_same(pw_text_at(&also), name))
                continue;
            pw_buf *b = begin(c, &one.port.at, "duplicate port name ");
            pw_buf_print(b, "%Q with ", name);
            pw_path_put(b, &other.port.at);
            pw_buf_puts(b, ", services and probes that select ports by name will use ");
            pw_path_put(b, &other.port.at);
            PW_TRY(end(c, &one.port.at));
            break;
        }
    }
    return PW_OK;
}

static pw_status warn_grace(pw_checker *c, const pw_path *spec)
{
    pw_path grace = pw_number_child(spec, "terminationGracePeriodSeconds");
    /* In pods the server has made it 1 before it looks. */
    return pw_number_at(&grace, 0) >= 0 || c->kind == PW_POD
               ? PW_OK : warn(c, &grace, "must be >= 0; negative values are invalid and will be "
                              "treated as 1");
}

/* A pod is warned of its name, a template is not. */
static pw_status warn_name(pw_checker *c, const pw_path *meta)
{
    pw_path name = pw_text_child(meta, "name");
    pw_faults faults = pw_label_faults(pw_text_at(&name));
    if (faults.count == 0)
        return PW_OK;
    pw_buf *b = begin(c, &name, "this is used in the Pod's hostname, which can result in "
                      "surprising behavior; a DNS label is recommended: [");
    for (uint32_t i = 0; i < faults.count; i++)
        pw_buf_print(b, "%s%s", i > 0 ? " " : "", faults.server[i]);
    pw_buf_putc(b, ']');
    pw_buf_print(&c->d->message, "the host name of a pod is its name: %q %s", pw_text_at(&name),
                 faults.plain);
    return pw_say_warning(c, WARNING, &name);
}

pw_status pw_warn_pod(pw_checker *c, const pw_path *pod)
{
    pw_path spec = pw_map_child(pod, "spec"), meta = pw_map_child(pod, "metadata");
    if (c->d->errors)
        return PW_OK;
    if (c->kind == PW_POD)
        PW_TRY(warn_name(c, &meta));
    PW_TRY(warn_containers(c, &spec));
    if (has_two_ports(&spec)) {
        PW_TRY(warn_ports(c, &spec));
        PW_TRY(warn_port_names(c, &spec));
    }
    return warn_grace(c, &spec);
}
