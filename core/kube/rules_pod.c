#include "kube/rules.h"

#include "kube/address.h"
#include "text/scalar.h"

#include <string.h>

/* Pods, and the templates of pods. */

#define MAX_SEARCH 2048 /* characters of all searched domains, with spaces between them */

/* ---- what a pod has a list of */

pw_status pw_check_readiness_gate(pw_checker *c, const pw_path *at)
{
    pw_path type = pw_text_child(at, "conditionType");
    return pw_check_text(c, PW_BAD_VALUE, &type, pw_label_key_faults);
}

static pw_status check_ip(pw_checker *c, const pw_path *at)
{
    pw_ip ip;
    return pw_ip_read(pw_text_at(at), &ip)
               ? PW_OK : pw_say_invalid(c, PW_BAD_ADDRESS, at, "must be a valid IP address, (e.g. "
                                        "10.9.8.7 or 2001:db8::ffff)");
}

pw_status pw_check_host_alias(pw_checker *c, const pw_path *at)
{
    pw_path ip = pw_text_child(at, "ip");
    PW_TRY(check_ip(c, &ip));
    return pw_check_field(c, at, &pw_host_alias_shape, "hostnames");
}

/* ---- names */

static bool is_lower_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* A domain, in which labels may also hold '_'. */
static bool is_search_domain(pw_str text)
{
    char before = '.';
    for (uint32_t i = 0; i <= text.len; i++) {
        char now = i == text.len ? '.' : text.at[i];
        bool first = before == '.';
        if (now == '.' && !is_lower_alnum(before))
            return false;
        if (now != '.' && now != '_' && (first || now != '-') && !is_lower_alnum(now))
            return false;
        before = now;
    }
    return true;
}

static pw_status check_search(pw_checker *c, const pw_path *at)
{
    pw_str text = pw_text_at(at);
    pw_node shown = {.kind = PW_TEXT};
    pw_path place = *at;
    if (pw_str_is(text, "."))
        return PW_OK;
    if (at->node != NULL)
        shown.span = at->node->span;
    shown.text = pw_str_ends(text, ".") ? pw_str_part(text, 0, text.len - 1) : text;
    place.node = &shown;
    if (shown.text.len > 253)
        PW_TRY(pw_say_invalid(c, PW_BAD_NAME, &place, "must be no more than 253 characters"));
    if (is_search_domain(shown.text))
        return PW_OK;
    return pw_say_invalid(c, PW_BAD_NAME, &place,
                          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric "
                          "characters, '_', '-' or '.', and must start and end with an "
                          "alphanumeric character (e.g. 'example.com', regex used for validation "
                          "is '_?[a-z0-9]([-_a-z0-9]*[a-z0-9])?(\\._?[a-z0-9]([-_a-z0-9]*"
                          "[a-z0-9])?)*')");
}

static pw_status check_searches(pw_checker *c, const pw_path *searches)
{
    uint32_t length = 0;
    pw_step step = {0}, each = {0};
    if (searches->node != NULL && searches->node->count > 32)
        PW_TRY(pw_say_bad(c, searches,
                              "must not have more than 32 search paths"));
    while (pw_each_item(searches, &step))
        length += pw_text_at(&step.at).len + (step.at.index > 0 ? 1 : 0);
    if (length > MAX_SEARCH)
        PW_TRY(pw_say_bad(c, searches, "must not have more than 2048 characters "
                              "(including spaces) in the search list"));
    while (pw_each_item(searches, &each))
        PW_TRY(check_search(c, &each.at));
    return PW_OK;
}

static pw_status check_dns(pw_checker *c, const pw_path *spec)
{
    pw_path policy = pw_text_child(spec, "dnsPolicy"), config = pw_map_child(spec, "dnsConfig");
    pw_path servers = pw_list_child(&config, "nameservers");
    pw_path options = pw_list_child(&config, "options");
    pw_path searches = pw_list_child(&config, "searches");
    pw_step server = {0}, option = {0};
    bool none = pw_is(&policy, "None");
    if (none && config.node == NULL)
        return pw_say_required(c, PW_REQUIRED, &config,
                               "must provide `dnsConfig` when `dnsPolicy` is None");
    if (none && (servers.node == NULL || servers.node->count == 0))
        return pw_say_required(c, PW_REQUIRED, &servers, "must provide at least one DNS "
                               "nameserver when `dnsPolicy` is None");
    if (servers.node != NULL && servers.node->count > 3)
        PW_TRY(pw_say_bad(c, &servers,
                              "must not have more than 3 nameservers"));
    while (pw_each_item(&servers, &server))
        PW_TRY(check_ip(c, &server.at));
    PW_TRY(check_searches(c, &searches));
    while (pw_each_item(&options, &option)) {
        pw_path name = pw_text_child(&option.at, "name");
        if (!pw_has_some(&name))
            PW_TRY(pw_say_required(c, PW_REQUIRED, &option.at, "must not be empty"));
    }
    return PW_OK;
}

/* ---- what the kernel is told */

static bool is_end(char c)
{
    return c == '.' || c == '/';
}

static bool is_sysctl_name(pw_str text)
{
    char before = '.';
    for (uint32_t i = 0; i <= text.len; i++) {
        char now = i == text.len ? '.' : text.at[i];
        bool good = is_end(now) ? is_lower_alnum(before) : is_lower_alnum(now);
        if (!good && (is_end(before) || (now != '-' && now != '_')))
            return false;
        before = now;
    }
    return text.len <= 253;
}

/* A name that begins like a path may have slashes for its dots. */
static bool begins(pw_str name, const char *prefix)
{
    for (uint32_t i = 0; prefix[i] != '\0'; i++)
        if (i >= name.len || (name.at[i] != prefix[i] && !(name.at[i] == '/' && prefix[i] == '.')))
            return false;
    return true;
}

static bool is_of_ipc(pw_str name)
{
    static const char *const names[] = {"sem", "shmall", "shmmax", "shmmni", "shm_rmid_forced",
                                        "shm", "msgmax", "msgmnb", "msgmni", "msg"};
    pw_str rest = pw_str_part(name, name.len < 7 ? name.len : 7, name.len);
    bool found = false;
    for (uint32_t i = 0; i < PW_COUNT(names) && begins(name, "kernel."); i++)
        found = found || pw_str_is(rest, names[i]);
    return found || begins(name, "fs.mqueue.");
}

pw_status pw_check_sysctl(pw_checker *c, const pw_path *at)
{
    const pw_path *spec = pw_pod_spec_above(at);
    pw_path name = pw_text_child(at, "name"), network = pw_child(spec, "hostNetwork");
    pw_path ipc = pw_child(spec, "hostIPC");
    pw_str text = pw_text_at(&name);
    if (text.len == 0)
        return pw_say_missing(c, &name);
    if (!is_sysctl_name(text))
        PW_TRY(pw_say_bad(c, &name, "must have at most 253 characters and match regex "
                          "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*"
                          "[a-z0-9])?$"));
    else if (pw_has_text(at->up, "name", text, at))
        PW_TRY(pw_say_duplicate(c, &name, PW_STR("")));
    if (pw_true_at(&network) && begins(text, "net."))
        return pw_say_bad(c, &name, "may not be specified when 'hostNetwork' is true");
    return pw_true_at(&ipc) && is_of_ipc(text)
               ? pw_say_bad(c, &name, "may not be specified when 'hostIPC' is true") : PW_OK;
}

/* ---- the node it shares */

static pw_status check_host_network(pw_checker *c, const pw_path *spec)
{
    pw_path network = pw_child(spec, "hostNetwork"), list = pw_list_child(spec, "containers");
    pw_step container = {0};
    while (pw_true_at(&network) && pw_each_item(&list, &container)) {
        pw_path ports = pw_list_child(&container.at, "ports");
        pw_step port = {0};
        while (pw_each_item(&ports, &port)) {
            pw_path number = pw_number_child(&port.at, "containerPort");
            pw_path host = pw_number_child(&port.at, "hostPort");
            int64_t given = pw_number_at(&host, 0);
            if (given != 0 && given != pw_number_at(&number, 0))
                PW_TRY(pw_say_invalid(c, PW_BAD_PORT, &host,
                                      "must match `containerPort` when `hostNetwork` is true"));
        }
    }
    return PW_OK;
}

static pw_status check_deadline(pw_checker *c, const pw_path *spec)
{
    pw_path deadline = pw_number_child(spec, "activeDeadlineSeconds");
    int64_t seconds = pw_number_at(&deadline, 1);
    return seconds >= 1 && seconds <= INT32_MAX
               ? PW_OK : pw_say_bad(c, &deadline,
                                        "must be between 1 and 2147483647, inclusive");
}

/* ---- the spec, in the server's order */

static pw_status check_where(pw_checker *c, const pw_path *spec)
{
    pw_path security = pw_map_child(spec, "securityContext");
    pw_path labels = pw_map_child(spec, "nodeSelector");
    PW_TRY(check_host_network(c, spec));
    PW_TRY(pw_check_range(c, spec, &pw_pod_spec_shape, "restartPolicy", "dnsPolicy"));
    PW_TRY(pw_check_labels(c, &labels));
    PW_TRY(pw_check_pod_security(c, &security));
    PW_TRY(pw_check_field(c, spec, &pw_pod_spec_shape, "affinity"));
    PW_TRY(check_dns(c, spec));
    PW_TRY(pw_check_range(c, spec, &pw_pod_spec_shape, "readinessGates",
                          "topologySpreadConstraints"));
    return pw_check_host_sharing(c, spec);
}

pw_status pw_check_pod_spec(pw_checker *c, const pw_path *spec)
{
    pw_path containers = pw_list_child(spec, "containers");
    PW_TRY(pw_check_range(c, spec, &pw_pod_spec_shape, "volumes", "containers"));
    PW_TRY(pw_check_host_ports(c, &containers));
    PW_TRY(pw_check_range(c, spec, &pw_pod_spec_shape, "initContainers", "resources"));
    PW_TRY(check_where(c, spec));
    PW_TRY(pw_check_range(c, spec, &pw_pod_spec_shape, "serviceAccountName", "nodeName"));
    PW_TRY(check_deadline(c, spec));
    PW_TRY(pw_check_range(c, spec, &pw_pod_spec_shape, "hostname", "preemptionPolicy"));
    return pw_check_field(c, spec, &pw_pod_spec_shape, "os");
}

/* ---- whole objects */

pw_status pw_check_image_padding(pw_checker *c, const pw_path *at)
{
    pw_path image = pw_text_child(at, "image");
    pw_str text = pw_text_at(&image);
    if (pw_str_trim(text).len == text.len)
        return PW_OK;
    pw_buf_puts(&c->d->message, "there is a space or line end around the name of the image");
    return pw_say_bad(c, &image,
                          "must not have leading or trailing whitespace");
}

static pw_status check_paddings(pw_checker *c, const pw_path *spec)
{
    static const char *const lists[] = {"containers", "initContainers"};
    for (uint32_t i = 0; i < PW_COUNT(lists); i++) {
        pw_path list = pw_list_child(spec, lists[i]);
        pw_step step = {0};
        while (pw_each_item(&list, &step))
            PW_TRY(pw_check_image_padding(c, &step.at));
    }
    return PW_OK;
}

/* Tokens of no account. */
static pw_status check_tokens(pw_checker *c, const pw_path *spec)
{
    pw_path account = pw_text_child(spec, "serviceAccountName");
    pw_path old = pw_text_child(spec, "serviceAccount"), volumes = pw_list_child(spec, "volumes");
    pw_step volume = {0};
    bool named = pw_has_some(&account) || pw_has_some(&old);
    while (!named && pw_each_item(&volumes, &volume)) {
        pw_path projected = pw_map_child(&volume.at, "projected");
        pw_path sources = pw_list_child(&projected, "sources");
        pw_step step = {0};
        while (pw_each_item(&sources, &step)) {
            pw_path token = pw_map_child(&step.at, "serviceAccountToken");
            if (token.node != NULL)
                PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &token, "must not be specified when "
                                        "serviceAccountName is not set"));
        }
    }
    return PW_OK;
}

static pw_status check_creation(pw_checker *c, const pw_path *spec)
{
    pw_path list = pw_list_child(spec, "ephemeralContainers");
    pw_path node = pw_text_child(spec, "nodeName");
    pw_path gates = pw_list_child(spec, "schedulingGates");
    if (list.node != NULL && list.node->count > 0)
        PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &list, "cannot be set on create"));
    if (pw_has_some(&node) && gates.node != NULL && gates.node->count > 0)
        PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &node,
                                "cannot be set until all schedulingGates have been cleared"));
    return PW_OK;
}

pw_status pw_check_pod(pw_checker *c, const pw_path *at)
{
    pw_path spec = pw_map_child(at, "spec"), meta = pw_map_child(at, "metadata");
    pw_path notes = pw_map_child(&meta, "annotations");
    PW_TRY(pw_check_pod_notes(c, &notes, &spec));
    PW_TRY(pw_check_pod_spec(c, &spec));
    PW_TRY(check_tokens(c, &spec));
    PW_TRY(check_paddings(c, &spec));
    PW_TRY(check_creation(c, &spec));
    return pw_warn_pod(c, at);
}

pw_status pw_check_template(pw_checker *c, const pw_path *at)
{
    pw_path spec = pw_map_child(at, "spec"), meta = pw_map_child(at, "metadata");
    pw_path labels = pw_map_child(&meta, "labels"), notes = pw_map_child(&meta, "annotations");
    pw_path list = pw_list_child(&spec, "ephemeralContainers");
    /* The server leaves metadata out here. */
    labels.up = notes.up = at;
    PW_TRY(pw_check_labels(c, &labels));
    PW_TRY(pw_check_annotations(c, &notes));
    PW_TRY(pw_check_pod_notes(c, &notes, &spec));
    PW_TRY(pw_check_pod_spec(c, &spec));
    if (list.node != NULL && list.node->count > 0)
        PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &list,
                                "ephemeral containers not allowed in pod template"));
    return pw_warn_pod(c, at);
}
