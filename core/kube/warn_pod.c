#include "kube/rules.h"

#include "kube/address.h"

#include <string.h>

/* What the server warns of in pods that it takes, in its order. */

#define APPARMOR "container.apparmor.security.beta.kubernetes.io/"
#define SECCOMP_POD "seccomp.security.alpha.kubernetes.io/pod"
#define SECCOMP "container.seccomp.security.alpha.kubernetes.io/"

#define WARNING PW_SERVER_WARNS

static const char *const lists[] = {"initContainers", "containers", "ephemeralContainers"};

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

/* ---- labels of nodes that are no longer used */

static const pw_value old_labels[] = {
    {"beta.kubernetes.io/arch", "deprecated since v1.14; use \"kubernetes.io/arch\" instead"},
    {"beta.kubernetes.io/os", "deprecated since v1.14; use \"kubernetes.io/os\" instead"},
    {"failure-domain.beta.kubernetes.io/region",
     "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead"},
    {"failure-domain.beta.kubernetes.io/zone",
     "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead"},
    {"beta.kubernetes.io/instance-type",
     "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead"},
    {"app.kubernetes.io/created-by", "deprecated since v1.9"},
    {"scheduler.alpha.kubernetes.io/preferAvoidPods",
     "deprecated since v1.22; use Taints and Tolerations instead"},
    {"node-role.kubernetes.io/master", "use \"node-role.kubernetes.io/control-plane\" instead"},
    {0},
};

/* What is to be said of the first that has this name; NULL: nothing. */
static const char *words_of(const pw_value *values, pw_str name)
{
    for (; values->name != NULL; values++)
        if (pw_str_is(name, values->name))
            return values->doc;
    return NULL;
}

static pw_status warn_key(pw_checker *c, const pw_path *key)
{
    const char *words = words_of(old_labels, pw_text_at(key));
    if (words == NULL)
        return PW_OK;
    pw_buf_print(begin(c, key, ""), "%R is %s", pw_text_at(key), words);
    return end(c, key);
}

static pw_status warn_term(pw_checker *c, const pw_path *term, bool preferred)
{
    pw_path list = pw_list_child(term, "matchExpressions");
    pw_step step = {0};
    while (pw_each_item(&list, &step)) {
        pw_path key = pw_text_child(&step.at, "key"), values = pw_list_child(&step.at, "values");
        pw_step value = {0};
        PW_TRY(warn_key(c, &key));
        while (preferred && pw_each_item(&values, &value)) {
            pw_faults faults = pw_label_value_faults(pw_text_at(&value.at));
            for (uint32_t i = 0; i < faults.count; i++) {
                pw_buf_print(begin(c, &value.at, ""), "%R is invalid, %s", pw_text_at(&value.at),
                             faults.server[i]);
                PW_TRY(end(c, &value.at));
            }
        }
    }
    return PW_OK;
}

static pw_status warn_nodes(pw_checker *c, const pw_path *spec)
{
    pw_path labels = pw_map_child(spec, "nodeSelector"), affinity = pw_map_child(spec, "affinity");
    pw_path nodes = pw_map_child(&affinity, "nodeAffinity");
    pw_path required = pw_map_child(&nodes, "requiredDuringSchedulingIgnoredDuringExecution");
    pw_path preferred = pw_list_child(&nodes, "preferredDuringSchedulingIgnoredDuringExecution");
    pw_path terms = pw_list_child(&required, "nodeSelectorTerms");
    pw_step label = {0}, term = {0}, other = {0};
    while (pw_each_member(&labels, &label)) {
        const char *words = words_of(old_labels, label.at.key);
        if (words != NULL)
            PW_TRY(warn(c, &label.at, words));
    }
    while (pw_each_item(&terms, &term))
        PW_TRY(warn_term(c, &term.at, false));
    while (pw_each_item(&preferred, &other)) {
        pw_path preference = pw_map_child(&other.at, "preference");
        PW_TRY(warn_term(c, &preference, true));
    }
    return PW_OK;
}

#define NO_SELECTOR "a null labelSelector results in matching no pod"

static pw_status warn_selector(pw_checker *c, const pw_path *at)
{
    pw_path selector = pw_map_child(at, "labelSelector");
    return selector.node != NULL ? PW_OK : warn(c, &selector, NO_SELECTOR);
}

static pw_status warn_spread(pw_checker *c, const pw_path *spec)
{
    pw_path list = pw_list_child(spec, "topologySpreadConstraints");
    pw_step step = {0};
    while (pw_each_item(&list, &step)) {
        pw_path key = pw_text_child(&step.at, "topologyKey");
        PW_TRY(warn_key(c, &key));
        PW_TRY(warn_selector(c, &step.at));
    }
    return PW_OK;
}

/* ---- annotations */

static pw_status warn_note(pw_checker *c, const pw_path *notes, const char *key, const char *words)
{
    pw_step step = {0};
    while (pw_each_member(notes, &step))
        if (pw_str_is(step.at.key, key))
            return warn(c, &step.at, words);
    return PW_OK;
}

static pw_status warn_notes(pw_checker *c, const pw_path *notes)
{
    static const char sysctls[] = "non-functional in v1.11+; use the \"sysctls\" field instead";
    PW_TRY(warn_note(c, notes, "scheduler.alpha.kubernetes.io/critical-pod",
                     "non-functional in v1.16+; use the \"priorityClassName\" field instead"));
    PW_TRY(warn_note(c, notes, "security.alpha.kubernetes.io/sysctls", sysctls));
    return warn_note(c, notes, "security.alpha.kubernetes.io/unsafe-sysctls", sysctls);
}

static pw_status warn_container_note(pw_checker *c, const pw_path *notes, const char *prefix,
                                     pw_str name, const char *words)
{
    pw_step step = {0};
    uint32_t length = (uint32_t)strlen(prefix);
    while (pw_each_member(notes, &step))
        if (pw_str_starts(step.at.key, prefix) &&
            pw_str_same(pw_str_part(step.at.key, length, step.at.key.len), name))
            return warn(c, &step.at, words);
    return PW_OK;
}

/* ---- volumes */

static const pw_value old_volumes[] = {
    {"photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"},
    {"gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"},
    {"scaleIO", "deprecated in v1.16, non-functional in v1.22+"},
    {"flocker", "deprecated in v1.22, non-functional in v1.25+"},
    {"storageos", "deprecated in v1.22, non-functional in v1.25+"},
    {"quobyte", "deprecated in v1.22, non-functional in v1.25+"},
    {"glusterfs", "deprecated in v1.25, non-functional in v1.26+"},
    {"cephfs", "deprecated in v1.28, non-functional in v1.31+"},
    {"rbd", "deprecated in v1.28, non-functional in v1.31+"},
    {0},
};

static pw_status warn_volumes(pw_checker *c, const pw_path *volumes)
{
    pw_step step = {0};
    while (pw_each_item(volumes, &step))
        for (const pw_value *v = old_volumes; v->name != NULL; v++) {
            pw_path source = pw_map_child(&step.at, v->name);
            if (strcmp(v->name, "storageos") == 0)
                source.name = "storageOS";
            if (source.node != NULL)
                PW_TRY(warn(c, &source, v->doc));
        }
    return PW_OK;
}

static pw_str without_slash(pw_str path)
{
    while (path.len > 0 && path.at[path.len - 1] == '/')
        path.len--;
    return path;
}

/* Whether one of two paths is the other, or a directory above it. */
static bool overlap(pw_str a, pw_str b)
{
    pw_str less = a.len < b.len ? a : b, more = a.len < b.len ? b : a;
    return less.len > 0 && memcmp(less.at, more.at, less.len) == 0 &&
           (less.len == more.len || more.at[less.len] == '/');
}

/* Files of one volume that stand in each other's way; `what` and `name`: its kind. */
static pw_status warn_items(pw_checker *c, const pw_path *volume, const pw_path *items,
                            const char *what, const pw_path *name)
{
    pw_path called = pw_text_child(volume, "name");
    pw_step one = {0};
    while (pw_each_item(items, &one)) {
        pw_path path = pw_text_child(&one.at, "path");
        pw_str text = without_slash(pw_text_at(&path));
        pw_step other = {0};
        while (pw_each_item(items, &other) && other.at.index < one.at.index) {
            pw_path also = pw_text_child(&other.at, "path");
            pw_str before = without_slash(pw_text_at(&also));
            if (!overlap(text, before))
                continue;
            pw_buf *b = &c->d->server;
            pw_buf_print(b, "volume %Q (%s", pw_text_at(&called), what);
            if (name != NULL)
                pw_buf_print(b, " %Q", pw_text_at(name));
            pw_buf_print(b, "): overlapping paths: %Q with %Q", text, before);
            PW_TRY(end(c, &path));
        }
    }
    return PW_OK;
}

static pw_status warn_overlaps(pw_checker *c, const pw_path *volumes)
{
    pw_step step = {0};
    while (pw_each_item(volumes, &step)) {
        pw_path map = pw_map_child(&step.at, "configMap"), items = pw_list_child(&map, "items");
        pw_path name = pw_text_child(&map, "name"), secret = pw_map_child(&step.at, "secret");
        pw_path entries = pw_list_child(&secret, "items");
        pw_path called = pw_text_child(&secret, "secretName");
        pw_path downward = pw_map_child(&step.at, "downwardAPI");
        pw_path files = pw_list_child(&downward, "items");
        PW_TRY(warn_items(c, &step.at, &items, "ConfigMap", &name));
        PW_TRY(warn_items(c, &step.at, &entries, "Secret", &called));
        PW_TRY(warn_items(c, &step.at, &files, "DownwardAPI", NULL));
    }
    return PW_OK;
}

/* ---- what stands twice */

static pw_status warn_twice(pw_checker *c, const pw_path *list, const char *key, const char *words)
{
    pw_step step = {0};
    while (pw_each_item(list, &step)) {
        pw_path text = pw_text_child(&step.at, key);
        if (!pw_has_text(list, key, pw_text_at(&text), &step.at))
            continue;
        pw_buf_print(begin(c, &text, words), " %Q", pw_text_at(&text));
        PW_TRY(end(c, &text));
    }
    return PW_OK;
}

static pw_status warn_pull_secrets(pw_checker *c, const pw_path *spec)
{
    pw_path list = pw_list_child(spec, "imagePullSecrets");
    pw_step step = {0};
    PW_TRY(warn_twice(c, &list, "name", "duplicate name"));
    while (pw_each_item(&list, &step)) {
        pw_path name = pw_text_child(&step.at, "name");
        if (pw_text_at(&name).len == 0)
            PW_TRY(warn(c, &name, "invalid empty name \"\""));
    }
    return PW_OK;
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
    while (pw_each_item(&list, &step)) {
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
    for (uint32_t i = 0; i < PW_COUNT(names); i++) {
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

static pw_status warn_containers(pw_checker *c, const pw_path *spec, const pw_path *notes)
{
    pw_path of_pod = pw_map_child(spec, "securityContext");
    pw_path profile = pw_map_child(&of_pod, "appArmorProfile");
    for (uint32_t i = 0; i < PW_COUNT(lists); i++) {
        pw_path list = pw_list_child(spec, lists[i]);
        pw_step step = {0};
        while (pw_each_item(&list, &step)) {
            pw_path name = pw_text_child(&step.at, "name");
            pw_path security = pw_map_child(&step.at, "securityContext");
            pw_path seccomp = pw_map_child(&security, "seccompProfile");
            pw_path apparmor = pw_map_child(&security, "appArmorProfile");
            if (seccomp.node == NULL)
                PW_TRY(warn_container_note(c, notes, SECCOMP, pw_text_at(&name), "non-functional "
                                           "in v1.27+; use the \"seccompProfile\" field instead"));
            if (c->kind != PW_POD && apparmor.node == NULL && profile.node == NULL)
                PW_TRY(warn_container_note(c, notes, APPARMOR, pw_text_at(&name), "deprecated "
                                           "since v1.30; use the \"appArmorProfile\" field "
                                           "instead"));
            PW_TRY(warn_amounts(c, &step.at));
            PW_TRY(warn_env(c, &step.at));
        }
    }
    return PW_OK;
}

/* ---- ports */

/* The step to the next port of all containers. */
typedef struct port_step {
    uint32_t list;
    pw_path containers, ports;
    pw_step container, port;
} port_step;

static bool next_port(const pw_path *spec, port_step *step)
{
    for (;;) {
        if (step->container.last != NULL && pw_each_item(&step->ports, &step->port))
            return true;
        if (step->list == PW_COUNT(lists))
            return false;
        step->containers = pw_list_child(spec, lists[step->list]);
        step->port = (pw_step){0};
        if (pw_each_item(&step->containers, &step->container)) {
            step->ports = pw_list_child(&step->container.at, "ports");
            continue;
        }
        step->container = (pw_step){0};
        step->list++;
    }
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

static pw_status warn_ip_alone(pw_checker *c, const pw_path *at, port_of port)
{
    pw_buf *b;
    if (port.ip.len == 0 || port.host != 0)
        return PW_OK;
    b = begin(c, at, "hostIP set without hostPort: {Name:");
    pw_buf_print(b, "%R HostPort:0 ContainerPort:", port.name);
    pw_buf_number(b, (uint64_t)port.number);
    pw_buf_print(b, " Protocol:%R HostIP:%R}", port.protocol, port.ip);
    pw_buf_puts(&c->d->message, "hostIP means nothing without hostPort");
    return end(c, at);
}

static pw_status warn_ports(pw_checker *c, const pw_path *spec)
{
    port_step one = {0};
    while (next_port(spec, &one)) {
        port_of port = read_port(c, &one.port.at);
        port_step other = {0};
        PW_TRY(warn_ip_alone(c, &one.port.at, port));
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

/* ---- the rest */

static pw_status warn_affinity(pw_checker *c, const pw_path *spec)
{
    static const char *const kinds[] = {"podAffinity", "podAntiAffinity"};
    pw_path affinity = pw_map_child(spec, "affinity");
    for (uint32_t i = 0; i < PW_COUNT(kinds); i++) {
        pw_path pods = pw_map_child(&affinity, kinds[i]);
        pw_path required = pw_list_child(&pods, "requiredDuringSchedulingIgnoredDuringExecution");
        pw_path preferred = pw_list_child(&pods, "preferredDuringSchedulingIgnoredDuringExecution");
        pw_step one = {0}, other = {0};
        while (pw_each_item(&required, &one))
            PW_TRY(warn_selector(c, &one.at));
        while (pw_each_item(&preferred, &other)) {
            pw_path term = pw_map_child(&other.at, "podAffinityTerm");
            PW_TRY(warn_selector(c, &term));
        }
    }
    return PW_OK;
}

static pw_status warn_ip(pw_checker *c, const pw_path *at)
{
    pw_ip ip;
    pw_buf usual = pw_buf_make(128);
    pw_str text = pw_text_at(at);
    if (!pw_ip_read(text, &ip))
        return PW_OK;
    pw_ip_write(&usual, ip);
    bool six = pw_str_find(text, ':') != PW_NONE;
    bool odd = six ? ip.family == PW_IPV4 : !pw_str_same(pw_buf_str(&usual), text);
    if (odd)
        pw_buf_print(begin(c, at, "non-standard IP address "), "%Q will be considered invalid in "
                     "a future Kubernetes release: use %Q", text, pw_buf_str(&usual));
    else if (six && !pw_str_same(pw_buf_str(&usual), text))
        pw_buf_print(begin(c, at, "IPv6 address "), "%Q should be in RFC 5952 canonical format "
                     "(%Q)", text, pw_buf_str(&usual));
    pw_buf_drop(&usual, &c->d->server);
    return c->d->server.len == 0 ? PW_OK : end(c, at);
}

static pw_status warn_addresses(pw_checker *c, const pw_path *spec)
{
    pw_path dns = pw_map_child(spec, "dnsConfig"), servers = pw_list_child(&dns, "nameservers");
    pw_path aliases = pw_list_child(spec, "hostAliases");
    pw_step server = {0}, alias = {0};
    while (pw_each_item(&servers, &server))
        PW_TRY(warn_ip(c, &server.at));
    while (pw_each_item(&aliases, &alias)) {
        pw_path ip = pw_text_child(&alias.at, "ip");
        PW_TRY(warn_ip(c, &ip));
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

pw_status pw_warn_apparmor(pw_checker *c, const pw_path *spec, const pw_path *notes)
{
    if (c->d->errors)
        return PW_OK;
    for (uint32_t i = 0; i < PW_COUNT(lists); i++) {
        pw_path list = pw_list_child(spec, lists[i]);
        pw_step step = {0};
        while (pw_each_item(&list, &step)) {
            pw_path name = pw_text_child(&step.at, "name");
            pw_path security = pw_map_child(&step.at, "securityContext");
            pw_path profile = pw_map_child(&security, "appArmorProfile");
            if (profile.node == NULL)
                PW_TRY(warn_container_note(c, notes, APPARMOR, pw_text_at(&name), "deprecated "
                                           "since v1.30; use the \"appArmorProfile\" field "
                                           "instead"));
        }
    }
    return PW_OK;
}

static pw_status warn_pod(pw_checker *c, const pw_path *spec, const pw_path *notes)
{
    pw_path volumes = pw_list_child(spec, "volumes"), overhead = pw_map_child(spec, "overhead");
    pw_path aliases = pw_list_child(spec, "hostAliases");
    pw_path security = pw_map_child(spec, "securityContext");
    pw_path seccomp = pw_map_child(&security, "seccompProfile");
    PW_TRY(warn_nodes(c, spec));
    PW_TRY(warn_spread(c, spec));
    PW_TRY(warn_notes(c, notes));
    PW_TRY(warn_volumes(c, &volumes));
    PW_TRY(warn_overlaps(c, &volumes));
    PW_TRY(warn_twice(c, &aliases, "ip", "duplicate ip"));
    PW_TRY(warn_pull_secrets(c, spec));
    PW_TRY(warn_fraction(c, &overhead, "memory"));
    if (seccomp.node == NULL)
        PW_TRY(warn_note(c, notes, SECCOMP_POD, "non-functional in v1.27+; use the "
                         "\"seccompProfile\" field instead"));
    PW_TRY(warn_containers(c, spec, notes));
    PW_TRY(warn_ports(c, spec));
    PW_TRY(warn_port_names(c, spec));
    PW_TRY(warn_grace(c, spec));
    PW_TRY(warn_affinity(c, spec));
    return warn_addresses(c, spec);
}

pw_status pw_warn_pod(pw_checker *c, const pw_path *pod)
{
    pw_path spec = pw_map_child(pod, "spec"), meta = pw_map_child(pod, "metadata");
    pw_path notes = pw_map_child(&meta, "annotations");
    if (c->d->errors)
        return PW_OK;
    if (c->kind == PW_POD)
        PW_TRY(warn_name(c, &meta));
    return warn_pod(c, &spec, &notes);
}
