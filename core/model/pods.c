#include "model/pods.h"

#include "base/limits.h"

/* The documented ranges of assumed addresses: 10.244.0.0/14 for pods, 172.31.0.0/16 for nodes. */
#define ASSUMED_PODS 0x0af40001u
#define ASSUMED_NODES 0xac1f0001u

const pw_object *pw_pods_node(const pw_cluster *c, pw_str name)
{
    for (uint32_t i = 0; i < c->nodes.count; i++) {
        const pw_object *node = pw_items(c->nodes, const pw_object *)[i];
        if (name.len > 0 && pw_str_same(node->meta.name.s, name))
            return node;
    }
    return NULL;
}

static bool is_phase(const pw_pod *pod, const char *phase)
{
    return pod->status.phase.s.at != NULL && pw_str_is(pod->status.phase.s, phase);
}

/* S20, S23: whether a pod is an end. */
static bool is_live(const pw_pod *pod)
{
    bool has_address = pod->has_ip[PW_IPV4] || pod->has_ip[PW_IPV6];
    if (is_phase(pod, "Succeeded") || is_phase(pod, "Failed"))
        return false;
    return has_address || !is_phase(pod, "Pending");
}

/* The addresses of the node a pod runs on: from its status and from the Node object. */
static pw_status find_node_ips(pw_cluster *c, const pw_pod_source *from, pw_member *pod)
{
    const pw_cluster_node *node = from->node == NULL ? NULL : from->node->body;
    uint32_t given = from->pod == NULL ? 0 : from->pod->host_ip_count;
    uint32_t listed = node == NULL ? 0 : node->status.addresses.count;
    if (given + listed == 0)
        return PW_OK;
    pw_ip *ips = pw_new_array(c->arena, pw_ip, given + listed);
    PW_NEED(ips);
    for (uint32_t i = 0; i < given; i++)
        ips[pod->node_ip_count++] = from->pod->host_ips[i];
    for (uint32_t i = 0; i < listed; i++) {
        const pw_address *address = &pw_list_items(node->status.addresses, pw_address)[i];
        bool is_ip = address->type.s.at != NULL && pw_str_ends(address->type.s, "IP");
        if (is_ip && address->ip.s.at != NULL &&
            pw_ip_read(address->ip.s, &ips[pod->node_ip_count]))
            pod->node_ip_count++;
    }
    pod->node_ips = ips;
    return PW_OK;
}

static void take_ip(pw_member *pod, pw_ip ip)
{
    if (!pod->has_ip[PW_IPV4] && !pod->has_ip[PW_IPV6])
        pod->first = ip.family;
    if (!pod->has_ip[ip.family])
        pod->ips[ip.family] = ip;
    pod->has_ip[ip.family] = true;
}

static pw_status make_member(pw_cluster *c, const pw_pod_source *from, pw_member *pod)
{
    *pod = (pw_member){.name = from->name, .ns = from->ns, .doc = from->doc,
                       .object = from->object, .labels = from->labels, .spec = from->spec,
                       .host_network = from->spec->host_network.value,
                       .workload = from->workload};
    PW_TRY(find_node_ips(c, from, pod));
    if (from->pod != NULL) {
        pod->first = from->pod->first;
        for (int f = 0; f < PW_FAMILIES; f++) {
            pod->has_ip[f] = from->pod->has_ip[f];
            pod->ips[f] = from->pod->ips[f];
        }
    }
    if (!pod->host_network || pod->has_ip[PW_IPV4] || pod->has_ip[PW_IPV6])
        return PW_OK;
    for (uint32_t i = 0; i < pod->node_ip_count; i++)
        take_ip(pod, pod->node_ips[i]);
    return PW_OK;
}

static pw_status say_no_end(pw_cluster *c, const pw_pod_source *from)
{
    pw_str phase = from->pod->status.phase.s;
    pw_buf_print(&c->diags.message, "pod %S/%S is %S: nothing can be asked of it",
                 pw_cluster_ns(c, from->ns)->name, from->name, phase);
    return pw_cluster_say(c, PW_NO_END, from->doc, from->object->meta.name.span);
}

/* Live pods, in the order of their namespaces and, within one, of the manifests. */
static pw_status place(pw_cluster *c, const pw_vec *sources)
{
    const pw_pod_source *all = pw_items(*sources, const pw_pod_source);
    pw_namespace *namespaces = pw_items(c->namespaces, pw_namespace);
    uint32_t *next = pw_new_array(c->arena, uint32_t, c->namespaces.count + 1);
    uint32_t total = 0;
    PW_NEED(next);
    for (uint32_t i = 0; i < sources->count; i++)
        if (all[i].pod == NULL || is_live(all[i].pod))
            next[all[i].ns]++;
        else
            PW_TRY(say_no_end(c, &all[i]));
    for (uint32_t i = 0; i < c->namespaces.count; i++) {
        namespaces[i].from_pod = total;
        total += next[i];
        namespaces[i].to_pod = total;
        next[i] = namespaces[i].from_pod;
    }
    pw_member *pods = pw_new_array(c->arena, pw_member, total + 1);
    PW_NEED(pods);
    c->pods = (pw_vec){pods, total, total + 1};
    for (uint32_t i = 0; i < sources->count; i++)
        if (all[i].pod == NULL || is_live(all[i].pod))
            PW_TRY(make_member(c, &all[i], &pods[next[all[i].ns]++]));
    return PW_OK;
}

static pw_status say_shared(pw_cluster *c, const pw_member *pod, const pw_member *other, pw_ip ip)
{
    pw_ip_write(&c->diags.message, ip);
    pw_buf_print(&c->diags.message, " is the address of %S/%S and of %S/%S",
                 pw_cluster_ns(c, other->ns)->name, other->name, pw_cluster_ns(c, pod->ns)->name,
                 pod->name);
    pw_buf_puts(&c->diags.hint, "give each pod an address of its own, or leave status out");
    return pw_cluster_say(c, PW_DUPLICATE, pod->doc, pod->object->meta.name.span);
}

static pw_status own_ips(pw_cluster *c, uint32_t index)
{
    const pw_member *pod = pw_cluster_member(c, index);
    for (int f = 0; f < PW_FAMILIES && !pod->host_network; f++) {
        if (!pod->has_ip[f])
            continue;
        uint32_t other = pw_cluster_owner(c, pod->ips[f]);
        if (other != PW_NONE)
            PW_TRY(say_shared(c, pod, pw_cluster_member(c, other), pod->ips[f]));
        else
            PW_TRY(pw_table_add(&c->pod_ips, c->arena, pw_ip_hash(pod->ips[f]), index));
    }
    return PW_OK;
}

static bool is_node_ip(const pw_cluster *c, pw_ip ip)
{
    for (uint32_t i = 0; i < c->nodes.count; i++) {
        const pw_cluster_node *node = pw_items(c->nodes, const pw_object *)[i]->body;
        for (uint32_t k = 0; k < node->status.addresses.count; k++) {
            pw_text text = pw_list_items(node->status.addresses, pw_address)[k].ip;
            pw_ip other;
            if (text.s.at != NULL && pw_ip_read(text.s, &other) && pw_ip_same(ip, other))
                return true;
        }
    }
    return false;
}

static pw_ip next_free(const pw_cluster *c, uint32_t *next)
{
    pw_ip ip;
    do
        ip = (pw_ip){0, (*next)++, PW_IPV4};
    while (pw_cluster_owner(c, ip) != PW_NONE || is_node_ip(c, ip));
    return ip;
}

static pw_status say_assumed(pw_cluster *c, uint32_t count, const pw_member *first)
{
    if (count == 0)
        return PW_OK;
    pw_buf_print(&c->diags.message, count == 1
                 ? "%u pod has no address here; it counts as running, with an assumed one"
                 : "%u pods have no address here; they count as running, with assumed ones",
                 count);
    pw_buf_puts(&c->diags.message, " (10.244.0.0/14, on hosts 172.31.0.0/16)");
    return pw_cluster_say(c, PW_ASSUMED_ADDRESS, first->doc, first->object->meta.name.span);
}

/* S23: pods without an address get one, after all given addresses are known. */
static pw_status assume_ips(pw_cluster *c)
{
    uint32_t next_pod = ASSUMED_PODS, next_node = ASSUMED_NODES, count = 0;
    const pw_member *first = NULL;
    for (uint32_t i = 0; i < c->pods.count; i++) {
        pw_member *pod = &pw_items(c->pods, pw_member)[i];
        if (pod->has_ip[PW_IPV4] || pod->has_ip[PW_IPV6])
            continue;
        pod->assumed = true;
        take_ip(pod, next_free(c, pod->host_network ? &next_node : &next_pod));
        PW_TRY(own_ips(c, i));
        /* What a workload will run has no status anyway: nothing to say. */
        first = first == NULL && pod->object->kind == PW_POD ? pod : first;
        count += pod->object->kind == PW_POD ? 1 : 0;
    }
    return say_assumed(c, count, first);
}

pw_status pw_pods_build(pw_cluster *c, const pw_vec *sources)
{
    if (sources->count > PW_MAX_PODS)
        return PW_E_LIMIT;
    PW_TRY(place(c, sources));
    for (uint32_t i = 0; i < c->pods.count; i++) {
        const pw_member *pod = pw_cluster_member(c, i);
        uint32_t hash = pw_hash_mix(pw_str_hash(pod->name), pod->ns);
        PW_TRY(pw_table_add(&c->pod_names, c->arena, hash, i));
        PW_TRY(own_ips(c, i));
    }
    return assume_ips(c);
}
