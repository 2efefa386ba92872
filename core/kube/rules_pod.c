#include "kube/rules.h"

#include "kube/address.h"
#include "text/scalar.h"

#include <string.h>

/* Pods, and the templates of pods. */

#define MAX_SEARCH 2048 /* characters of all searched domains, with spaces between them */

/* ---- what a pod has a list of */

pw_status pw_check_pod_claim(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), claim = pw_text_child(at, "resourceClaimName"), other;
    pw_path template = pw_text_child(at, "resourceClaimTemplateName");
    if (pw_text_at(&name).len == 0)
        PW_TRY(pw_say_required(c, PW_REQUIRED, &name, NULL));
    else if (pw_find_named(at->up, pw_text_at(&name), at, &other))
        PW_TRY(pw_say_duplicate(c, &name, PW_STR("")));
    else
        PW_TRY(pw_say_faults(c, PW_BAD_NAME, &name, pw_label_faults(pw_text_at(&name))));
    if (claim.node != NULL && template.node != NULL)
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, at, "at most one of `resourceClaimName` or "
                              "`resourceClaimTemplateName` may be specified"));
    if (claim.node == NULL && template.node == NULL)
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, at, "must specify one of: `resourceClaimName`, "
                              "`resourceClaimTemplateName`"));
    return pw_check_range(c, at, &pw_pod_claim_shape, "resourceClaimName",
                          "resourceClaimTemplateName");
}

pw_status pw_check_readiness_gate(pw_checker *c, const pw_path *at)
{
    pw_path type = pw_text_child(at, "conditionType");
    return pw_say_faults(c, PW_BAD_VALUE, &type, pw_label_key_faults(pw_text_at(&type)));
}

pw_status pw_check_scheduling_gate(pw_checker *c, const pw_path *at)
{
    pw_path name = pw_text_child(at, "name"), place = *at, other;
    place.node = name.node;
    PW_TRY(pw_say_faults(c, PW_BAD_VALUE, &place, pw_label_key_faults(pw_text_at(&name))));
    return pw_find_named(at->up, pw_text_at(&name), at, &other)
               ? pw_say_duplicate(c, &place, PW_STR("")) : PW_OK;
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
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, searches,
                              "must not have more than 32 search paths"));
    while (pw_each_item(searches, &step))
        length += pw_text_at(&step.at).len + (step.at.index > 0 ? 1 : 0);
    if (length > MAX_SEARCH)
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, searches, "must not have more than 2048 characters "
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
    bool none = pw_str_is(pw_text_at(&policy), "None");
    if (none && config.node == NULL)
        return pw_say_required(c, PW_REQUIRED, &config,
                               "must provide `dnsConfig` when `dnsPolicy` is None");
    if (none && (servers.node == NULL || servers.node->count == 0))
        return pw_say_required(c, PW_REQUIRED, &servers, "must provide at least one DNS "
                               "nameserver when `dnsPolicy` is None");
    if (servers.node != NULL && servers.node->count > 3)
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &servers,
                              "must not have more than 3 nameservers"));
    while (pw_each_item(&servers, &server))
        PW_TRY(check_ip(c, &server.at));
    PW_TRY(check_searches(c, &searches));
    while (pw_each_item(&options, &option)) {
        pw_path name = pw_text_child(&option.at, "name");
        if (pw_text_at(&name).len == 0)
            PW_TRY(pw_say_required(c, PW_REQUIRED, &option.at, "must not be empty"));
    }
    return PW_OK;
}

static pw_status check_hostname(pw_checker *c, const pw_path *spec)
{
    pw_path name = pw_text_child(spec, "hostnameOverride"), network = pw_child(spec, "hostNetwork");
    pw_path full = pw_child(spec, "setHostnameAsFQDN");
    if (name.node == NULL)
        return PW_OK;
    if (pw_true_at(&full))
        PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &name,
                                "may not be specified when setHostnameAsFQDN is true"));
    if (pw_true_at(&network))
        PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &name,
                                "may not be specified when hostNetwork is true"));
    if (pw_text_at(&name).len > 64)
        PW_TRY(pw_say_too_long(c, &name, "may not be more than 64 bytes"));
    return pw_say_faults(c, PW_BAD_NAME, &name, pw_subdomain_faults(pw_text_at(&name)));
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

static const char *const container_lists[] = {"initContainers", "containers",
                                              "ephemeralContainers"};

static pw_status check_host_users(pw_checker *c, const pw_path *spec)
{
    static const char *const flags[][2] = {
        {"hostNetwork", "hostNetwork"}, {"hostPID", "HostPID"}, {"hostIPC", "HostIPC"}};
    pw_path users = pw_child(spec, "hostUsers");
    if (users.node == NULL || users.node->kind != PW_BOOL || pw_true_at(&users))
        return PW_OK;
    for (uint32_t i = 0; i < PW_COUNT(flags); i++) {
        pw_path flag = pw_child(spec, flags[i][0]);
        flag.name = flags[i][1];
        if (pw_true_at(&flag))
            PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &flag, "when `hostUsers` is false"));
    }
    for (uint32_t i = 0; i < PW_COUNT(container_lists); i++) {
        pw_path list = pw_list_child(spec, container_lists[i]);
        pw_step step = {0};
        while (pw_each_item(&list, &step)) {
            pw_path devices = pw_list_child(&step.at, "volumeDevices");
            if (devices.node != NULL && devices.node->count > 0)
                PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &devices, "when `hostUsers` is false"));
        }
    }
    return PW_OK;
}

static pw_status check_deadline(pw_checker *c, const pw_path *spec)
{
    pw_path deadline = pw_number_child(spec, "activeDeadlineSeconds");
    int64_t seconds = pw_number_at(&deadline, 1);
    return seconds >= 1 && seconds <= INT32_MAX
               ? PW_OK : pw_say_invalid(c, PW_BAD_VALUE, &deadline,
                                        "must be between 1 and 2147483647, inclusive");
}

/* ---- operating systems */

static pw_status forbid(pw_checker *c, const pw_path *at, const char *const *names, const char *why)
{
    for (; *names != NULL; names++) {
        pw_path child = pw_child(at, *names);
        bool set = child.node != NULL && (child.node->kind != PW_LIST || child.node->count > 0);
        if (set && !(strncmp(*names, "host", 4) == 0 && strcmp(*names, "hostUsers") != 0 &&
                     !pw_true_at(&child)))
            PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &child, why));
    }
    return PW_OK;
}

static pw_status check_system_of(pw_checker *c, const pw_path *at, const char *const *names,
                                 const char *why)
{
    for (uint32_t i = 0; i < PW_COUNT(container_lists); i++) {
        pw_path list = pw_list_child(at, container_lists[i]);
        pw_step step = {0};
        while (pw_each_item(&list, &step)) {
            pw_path security = pw_map_child(&step.at, "securityContext");
            PW_TRY(forbid(c, &security, names, why));
        }
    }
    return PW_OK;
}

static pw_status check_windows(pw_checker *c, const pw_path *spec)
{
    static const char why[] = "cannot be set for a windows pod";
    static const char *const first[] = {"appArmorProfile", "seLinuxOptions", NULL};
    static const char *const of_spec[] = {"hostUsers", "hostPID", "hostIPC", NULL};
    static const char *const more[] = {"seccompProfile", "fsGroup", "fsGroupChangePolicy",
                                       "sysctls", NULL};
    static const char *const shared[] = {"shareProcessNamespace", NULL};
    static const char *const last[] = {"runAsUser", "runAsGroup", "supplementalGroups",
                                       "supplementalGroupsPolicy", "seLinuxChangePolicy", NULL};
    static const char *const of_containers[] = {
        "appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities",
        "readOnlyRootFilesystem", "privileged", "allowPrivilegeEscalation", "procMount",
        "runAsUser", "runAsGroup", NULL};
    pw_path security = pw_map_child(spec, "securityContext");
    PW_TRY(forbid(c, &security, first, why));
    PW_TRY(forbid(c, spec, of_spec, why));
    PW_TRY(forbid(c, &security, more, why));
    PW_TRY(forbid(c, spec, shared, why));
    PW_TRY(forbid(c, &security, last, why));
    return check_system_of(c, spec, of_containers, why);
}

static pw_status check_system(pw_checker *c, const pw_path *spec)
{
    static const pw_value systems[] = {{"linux", NULL}, {"windows", NULL}, {0}};
    static const char *const of_windows[] = {"windowsOptions", NULL};
    static const char why[] = "windows options cannot be set for a linux pod";
    pw_path system = pw_map_child(spec, "os"), name = pw_text_child(&system, "name");
    pw_path place = system;
    pw_path security = pw_map_child(spec, "securityContext");
    place.node = name.node;
    if (system.node == NULL)
        return PW_OK;
    if (pw_text_at(&name).len == 0)
        return pw_say_required(c, PW_REQUIRED, &name, NULL);
    if (pw_str_is(pw_text_at(&name), "windows"))
        return check_windows(c, spec);
    if (!pw_str_is(pw_text_at(&name), "linux"))
        return pw_say_unsupported(c, &place, systems);
    PW_TRY(forbid(c, &security, of_windows, why));
    return check_system_of(c, spec, of_windows, why);
}

/* ---- files of environment variables */

static pw_status check_env_file(pw_checker *c, const pw_path *spec, const pw_path *env)
{
    pw_path source = pw_map_child(env, "valueFrom"), ref = pw_map_child(&source, "fileKeyRef");
    pw_path name = pw_text_child(&ref, "volumeName"), volumes = pw_list_child(spec, "volumes");
    pw_path volume = {0};
    if (ref.node == NULL)
        return PW_OK;
    if (!pw_find_named(&volumes, pw_text_at(&name), NULL, &volume))
        return pw_say_not_found(c, PW_BAD_VALUE, &name, NULL);
    pw_path empty = pw_map_child(&volume, "emptyDir");
    return empty.node != NULL ? PW_OK
                              : pw_say_invalid(c, PW_BAD_VALUE, &name,
                                               "referenced volume must be of type emptyDir");
}

static pw_status check_env_files(pw_checker *c, const pw_path *spec)
{
    for (uint32_t i = 0; i < PW_COUNT(container_lists); i++) {
        pw_path list = pw_list_child(spec, container_lists[i]);
        pw_step container = {0};
        while (pw_each_item(&list, &container)) {
            pw_path env = pw_list_child(&container.at, "env");
            pw_step step = {0};
            while (pw_each_item(&env, &step))
                PW_TRY(check_env_file(c, spec, &step.at));
        }
    }
    return PW_OK;
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
    return pw_check_range(c, spec, &pw_pod_spec_shape, "readinessGates",
                          "topologySpreadConstraints");
}

pw_status pw_check_pod_spec(pw_checker *c, const pw_path *spec)
{
    pw_path containers = pw_list_child(spec, "containers");
    pw_path overhead = pw_map_child(spec, "overhead");
    PW_TRY(pw_check_range(c, spec, &pw_pod_spec_shape, "volumes", "containers"));
    PW_TRY(pw_check_host_ports(c, &containers));
    PW_TRY(pw_check_range(c, spec, &pw_pod_spec_shape, "initContainers", "resources"));
    PW_TRY(check_where(c, spec));
    PW_TRY(pw_check_host_process(c, spec));
    PW_TRY(check_host_users(c, spec));
    PW_TRY(check_hostname(c, spec));
    PW_TRY(pw_check_range(c, spec, &pw_pod_spec_shape, "serviceAccountName", "nodeName"));
    PW_TRY(check_deadline(c, spec));
    PW_TRY(pw_check_range(c, spec, &pw_pod_spec_shape, "hostname", "preemptionPolicy"));
    PW_TRY(pw_check_overhead(c, &overhead));
    PW_TRY(check_system(c, spec));
    return check_env_files(c, spec);
}

/* ---- annotations that a pod gives a meaning */

#define APPARMOR "container.apparmor.security.beta.kubernetes.io/"
#define SECCOMP_POD "seccomp.security.alpha.kubernetes.io/pod"
#define SECCOMP "container.seccomp.security.alpha.kubernetes.io/"

static pw_status check_seccomp_note(pw_checker *c, const pw_path *notes, const pw_path *note)
{
    pw_path place = {.up = notes, .key = note->key, .node = note->node};
    pw_str text = pw_text_at(note);
    pw_node path = *note->node;
    if (pw_str_is(text, "runtime/default") || pw_str_is(text, "docker/default") ||
        pw_str_is(text, "unconfined"))
        return PW_OK;
    if (!pw_str_starts(text, "localhost/"))
        return pw_say_invalid(c, PW_BAD_VALUE, &place, "must be a valid seccomp profile");
    path.text = pw_str_part(text, sizeof "localhost/" - 1, text.len);
    place.node = &path;
    return pw_check_descending(c, &place);
}

static pw_status say_profile(pw_checker *c, const pw_path *note)
{
    pw_buf detail = pw_buf_make(4096);
    pw_buf_print(&detail, "invalid AppArmor profile name: %Q", pw_text_at(note));
    pw_status status = pw_say_invalid(c, PW_BAD_VALUE, note, detail.at);
    pw_buf_drop(&detail, &c->d->server);
    return status;
}

static bool has_container(const pw_path *spec, pw_str name)
{
    for (uint32_t i = 0; i < PW_COUNT(container_lists); i++) {
        pw_path list = pw_list_child(spec, container_lists[i]), other;
        if (pw_find_named(&list, name, NULL, &other))
            return true;
    }
    return false;
}

static pw_status check_apparmor_note(pw_checker *c, const pw_path *spec, const pw_path *note)
{
    pw_str name = pw_str_part(note->key, sizeof APPARMOR - 1, note->key.len);
    pw_str text = pw_text_at(note);
    pw_node shown = {.kind = PW_TEXT, .text = name, .span = note->node->key_span};
    pw_path place = *note;
    place.node = &shown;
    if (!has_container(spec, name))
        PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &place, "container not found"));
    if (text.len == 0 || pw_str_is(text, "runtime/default") || pw_str_is(text, "unconfined") ||
        pw_str_starts(text, "localhost/"))
        return PW_OK;
    return say_profile(c, note);
}

/* Two annotations that say nothing of containers. */
static pw_status check_mirror(pw_checker *c, const pw_path *spec, const pw_path *notes)
{
    pw_path node_name = pw_text_child(spec, "nodeName");
    pw_step mirror = {0}, cost = {0};
    int64_t number;
    while (pw_each_member(notes, &mirror))
        if (pw_str_is(mirror.at.key, "kubernetes.io/config.mirror") &&
            pw_text_at(&node_name).len == 0)
            PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &mirror.at,
                                  "must set spec.nodeName if mirror pod annotation is set"));
    while (pw_each_member(notes, &cost))
        if (pw_str_is(cost.at.key, "controller.kubernetes.io/pod-deletion-cost") &&
            (!pw_scalar_int(pw_text_at(&cost.at), &number) || number < INT32_MIN ||
             number > INT32_MAX))
            PW_TRY(pw_say_invalid(c, PW_BAD_VALUE, &cost.at, "must be a 32bit integer"));
    return PW_OK;
}

static pw_status check_notes(pw_checker *c, const pw_path *spec, const pw_path *notes)
{
    pw_step pod = {0}, seccomp = {0}, apparmor = {0};
    PW_TRY(check_mirror(c, spec, notes));
    while (pw_each_member(notes, &pod))
        if (pw_str_is(pod.at.key, SECCOMP_POD))
            PW_TRY(check_seccomp_note(c, notes, &pod.at));
    while (pw_each_member(notes, &seccomp))
        if (pw_str_starts(seccomp.at.key, SECCOMP))
            PW_TRY(check_seccomp_note(c, notes, &seccomp.at));
    while (pw_each_member(notes, &apparmor))
        if (pw_str_starts(apparmor.at.key, APPARMOR))
            PW_TRY(check_apparmor_note(c, spec, &apparmor.at));
    return PW_OK;
}

/* ---- whole objects */

pw_status pw_check_image_padding(pw_checker *c, const pw_path *at)
{
    pw_path image = pw_text_child(at, "image");
    pw_str text = pw_text_at(&image);
    if (pw_str_trim(text).len == text.len)
        return PW_OK;
    pw_buf_puts(&c->d->message, "there is a space or line end around the name of the image");
    return pw_say_invalid(c, PW_BAD_VALUE, &image,
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
    bool named = pw_text_at(&account).len > 0 || pw_text_at(&old).len > 0;
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
    if (pw_text_at(&node).len > 0 && gates.node != NULL && gates.node->count > 0)
        PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &node,
                                "cannot be set until all schedulingGates have been cleared"));
    return PW_OK;
}

pw_status pw_check_pod(pw_checker *c, const pw_path *at)
{
    pw_path spec = pw_map_child(at, "spec"), meta = pw_map_child(at, "metadata");
    pw_path notes = pw_map_child(&meta, "annotations");
    PW_TRY(pw_warn_apparmor(c, &spec, &notes));
    PW_TRY(check_notes(c, &spec, &notes));
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
    PW_TRY(check_notes(c, &spec, &notes));
    PW_TRY(pw_check_pod_spec(c, &spec));
    if (list.node != NULL && list.node->count > 0)
        PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, &list,
                                "ephemeral containers not allowed in pod template"));
    return pw_warn_pod(c, at);
}
