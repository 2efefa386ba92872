#include "kube/rules.h"

#include <string.h>

/* Probes, and what is done when a container starts or stops. */

static pw_status check_port(pw_checker *c, const pw_path *port)
{
    int64_t number = pw_number_at(port, 0);
    if (port->node != NULL && port->node->kind == PW_TEXT)
        return pw_say_faults(c, PW_BAD_PORT, port, pw_port_name_faults(port->node->text));
    if (number >= 1 && number <= 65535)
        return PW_OK;
    if (port->node != NULL)
        return pw_say_invalid(c, PW_BAD_PORT, port, "must be between 1 and 65535, inclusive");
    return pw_say_invalid_value(c, PW_BAD_PORT, port, PW_STR("0"),
                                "must be between 1 and 65535, inclusive");
}

pw_status pw_check_port_number(pw_checker *c, const pw_path *at)
{
    pw_path port = pw_child(at, "port");
    return check_port(c, &port);
}

static bool is_header_name(pw_str name)
{
    for (uint32_t i = 0; i < name.len; i++) {
        char ch = name.at[i], low = (char)(ch | 0x20);
        if (!(ch >= '0' && ch <= '9') && !(low >= 'a' && low <= 'z') && ch != '-')
            return false;
    }
    return name.len > 0;
}

pw_status pw_check_http(pw_checker *c, const pw_path *at)
{
    pw_path headers = pw_list_child(at, "httpHeaders");
    pw_step step = {0};
    PW_TRY(pw_check_port_number(c, at));
    PW_TRY(pw_check_field(c, at, &pw_http_shape, "scheme"));
    while (pw_each_item(&headers, &step)) {
        pw_path name = pw_text_child(&step.at, "name"), shown = headers;
        shown.node = name.node;
        if (!is_header_name(pw_text_at(&name)))
            PW_TRY(pw_say_bad(c, &shown,
                                  "a valid HTTP header must consist of alphanumeric characters or "
                                  "'-' (e.g. 'X-Header-Name', regex used for validation is "
                                  "'[-A-Za-z0-9]+')"));
    }
    return PW_OK;
}

pw_status pw_check_sleep(pw_checker *c, const pw_path *at)
{
    pw_path seconds = pw_number_child(at, "seconds"), shown = *at;
    pw_path grace = pw_number_child(pw_pod_spec_above(at), "terminationGracePeriodSeconds");
    int64_t most = pw_number_at(&grace, 30), given = pw_number_at(&seconds, 0);
    bool made_one = most < 0 && c->kind == PW_POD; /* by the server */
    pw_buf detail = pw_buf_make(256);
    if (given >= 0 && given <= (made_one ? 1 : most))
        return PW_OK;
    shown.node = seconds.node != NULL ? seconds.node : at->node;
    pw_buf_puts(&detail, "must be non-negative and less than terminationGracePeriodSeconds (");
    if (grace.node == NULL || made_one)
        pw_buf_puts(&detail, made_one ? "1" : "30");
    else
        pw_buf_put(&detail, grace.node->text);
    pw_buf_putc(&detail, ')');
    pw_status status = pw_say_invalid_value(
        c, PW_BAD_VALUE, &shown, seconds.node != NULL ? seconds.node->text : PW_STR("0"),
        detail.at);
    pw_buf_drop(&detail, &c->d->server);
    return status;
}

#define MANY_HANDLERS "may not specify more than 1 handler type"
#define NO_HANDLER "must specify a handler type"

pw_status pw_check_handler(pw_checker *c, const pw_path *at)
{
    return pw_check_one_of(c, at, &pw_handler_shape, MANY_HANDLERS, NO_HANDLER);
}

pw_status pw_check_probe(pw_checker *c, const pw_path *at)
{
    pw_path successes = pw_number_child(at, "successThreshold");
    pw_path grace = pw_number_child(at, "terminationGracePeriodSeconds");
    int64_t count = pw_number_at(&successes, 1);
    PW_TRY(pw_check_one_of(c, at, &pw_probe_shape, MANY_HANDLERS, NO_HANDLER));
    PW_TRY(pw_check_range(c, at, &pw_probe_shape, "initialDelaySeconds",
                          "terminationGracePeriodSeconds"));
    if (strcmp(at->name, "readinessProbe") != 0)
        return count == 0 || count == 1
                   ? PW_OK : pw_say_bad(c, &successes, "must be 1");
    return grace.node == NULL ? PW_OK
                              : pw_say_bad(c, &grace,
                                               "must not be set for readinessProbes");
}

