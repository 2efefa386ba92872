#include "model/cluster.h"

pw_status pw_cluster_say(pw_cluster *c, pw_code code, const pw_document *doc, pw_span span)
{
    uint32_t before = c->diags.list.count;
    PW_TRY(pw_diags_add(&c->diags, code, span, PW_STR("")));
    if (c->diags.list.count == before)
        return PW_OK;
    const pw_document **slot = pw_push(&c->diag_docs, c->arena, const pw_document *);
    PW_NEED(slot);
    *slot = doc;
    return PW_OK;
}

typedef struct name_search {
    const pw_cluster *cluster;
    uint32_t ns;
    pw_str name;
} name_search;

static bool same_namespace(const void *context, uint32_t number)
{
    const name_search *search = context;
    return pw_str_same(pw_cluster_ns(search->cluster, number)->name, search->name);
}

uint32_t pw_cluster_namespace(const pw_cluster *c, pw_str name)
{
    name_search search = {c, 0, name};
    return pw_table_find(&c->namespace_names, pw_str_hash(name), same_namespace, &search);
}

static bool same_pod(const void *context, uint32_t number)
{
    const name_search *search = context;
    const pw_member *pod = pw_cluster_member(search->cluster, number);
    return pod->ns == search->ns && pw_str_same(pod->name, search->name);
}

uint32_t pw_cluster_pod(const pw_cluster *c, uint32_t ns, pw_str name)
{
    name_search search = {c, ns, name};
    return pw_table_find(&c->pod_names, pw_hash_mix(pw_str_hash(name), ns), same_pod, &search);
}

typedef struct ip_search {
    const pw_cluster *cluster;
    pw_ip ip;
} ip_search;

static bool same_ip(const void *context, uint32_t number)
{
    const ip_search *search = context;
    const pw_member *pod = pw_cluster_member(search->cluster, number);
    pw_family family = search->ip.family;
    return pod->has_ip[family] && pw_ip_same(pod->ips[family], search->ip);
}

uint32_t pw_ip_hash(pw_ip ip)
{
    uint32_t high = pw_hash_mix((uint32_t)ip.high, (uint32_t)(ip.high >> 32));
    return pw_hash_mix(pw_hash_mix(high, (uint32_t)ip.low), (uint32_t)(ip.low >> 32));
}

uint32_t pw_cluster_owner(const pw_cluster *c, pw_ip ip)
{
    ip_search search = {c, ip};
    return pw_table_find(&c->pod_ips, pw_ip_hash(ip), same_ip, &search);
}
