#include "api/listing.h"

#include "api/version.h"
#include "base/limits.h"
#include "eval/condition.h"
#include "model/workloads.h"

static void write_labels(pw_json *j, const pw_list *labels)
{
    pw_json_open_as(j, "labels", '{');
    for (uint32_t i = 0; i < labels->count; i++) {
        const pw_label *label = &pw_list_items(*labels, pw_label)[i];
        pw_buf key = pw_buf_make(1024);
        pw_buf_put(&key, label->key.s);
        pw_json_put(j, key.at == NULL ? "" : key.at, label->value.s);
        pw_buf_drop(&key, j->out);
    }
    pw_json_close(j, '}');
}

static void write_namespaces(pw_reply_to *r)
{
    const pw_cluster *c = &r->snapshot->cluster;
    pw_json *j = &r->json;
    pw_json_open_as(j, "namespaces", '[');
    for (uint32_t i = 0; i < c->namespaces.count; i++) {
        const pw_namespace *ns = pw_cluster_ns(c, i);
        pw_json_open(j, '{');
        pw_json_put(j, "name", ns->name);
        write_labels(j, &ns->labels);
        pw_json_putb(j, "declared", ns->declared);
        pw_json_close(j, '}');
    }
    pw_json_close(j, ']');
}

void pw_reply_port(pw_json *j, uint32_t port, pw_protocol protocol, pw_text name)
{
    pw_json_open(j, '{');
    pw_json_putn(j, "port", port);
    pw_json_puts(j, "protocol", pw_protocol_name(protocol));
    if (name.s.at != NULL)
        pw_json_put(j, "name", name.s);
    pw_json_close(j, '}');
}

static void write_pod_ports(pw_json *j, const pw_pod_spec *spec)
{
    pw_json_open_as(j, "ports", '[');
    for (uint32_t c = 0; c < spec->containers.count; c++) {
        const pw_list *list = &pw_list_items(spec->containers, pw_container)[c].ports;
        for (uint32_t i = 0; i < list->count; i++) {
            const pw_container_port *port = &pw_list_items(*list, pw_container_port)[i];
            pw_reply_port(j, (uint32_t)port->number.value, port->protocol, port->name);
        }
    }
    pw_json_close(j, ']');
}

static void write_addresses(pw_json *j, const pw_member *pod)
{
    pw_json_open_as(j, "addresses", '[');
    for (int i = 0; i < PW_FAMILIES; i++) {
        int family = i == 0 ? (int)pod->first : 1 - (int)pod->first;
        pw_buf ip = pw_buf_make(64);
        pw_ip_write(&ip, pod->ips[family]);
        if (pod->has_ip[family])
            pw_json_text(j, pw_buf_str(&ip));
        pw_buf_drop(&ip, j->out);
    }
    pw_json_close(j, ']');
    pw_json_putb(j, "assumed", pod->assumed);
}

static void write_isolated(pw_reply_to *r, uint32_t pod)
{
    const pw_snapshot *s = r->snapshot;
    const pw_member *member = pw_cluster_member(&s->cluster, pod);
    uint32_t class = pw_class_of_pod(&s->classes, pod, member->first);
    pw_json_open_as(&r->json, "isolated", '{');
    for (int d = 0; d < PW_DIRECTIONS; d++)
        pw_json_putb(&r->json, pw_direction_name((pw_direction)d),
                     s->index.sides[d].target_of[class] != PW_NONE);
    pw_json_close(&r->json, '}');
}

static pw_status write_pod(pw_reply_to *r, uint32_t index)
{
    const pw_cluster *c = &r->snapshot->cluster;
    const pw_member *pod = pw_cluster_member(c, index);
    pw_json *j = &r->json;
    pw_str name;
    PW_TRY(pw_spot_name(r->snapshot, r->arena, (pw_spot){.pod = index}, &name));
    pw_json_open(j, '{');
    pw_json_put(j, "name", name);
    pw_json_puts(j, "kind", "pod");
    pw_json_put(j, "namespace", pw_cluster_ns(c, pod->ns)->name);
    write_labels(j, pod->labels);
    write_addresses(j, pod);
    pw_json_putb(j, "hostNetwork", pod->host_network);
    if (pod->workload != PW_NONE) {
        uint32_t top = pw_workload_top(c, pod->workload);
        PW_TRY(pw_workload_name(r->snapshot, r->arena, top, &name));
        pw_json_put(j, "workload", name);
    }
    write_pod_ports(j, pod->spec);
    write_isolated(r, index);
    pw_json_close(j, '}');
    return PW_OK;
}

static pw_status write_service(pw_reply_to *r, const pw_service_ref *service)
{
    pw_json *j = &r->json;
    pw_str ns = pw_cluster_ns(&r->snapshot->cluster, service->ns)->name, name;
    PW_TRY(pw_print_text(r->arena, &name, "svc:%R/%R", ns, service->object->meta.name.s));
    pw_json_open(j, '{');
    pw_json_put(j, "name", name);
    pw_json_puts(j, "kind", "service");
    pw_json_put(j, "namespace", ns);
    pw_json_open_as(j, "ports", '[');
    for (uint32_t i = 0; i < service->spec->ports.count; i++) {
        const pw_service_port *port = &pw_list_items(service->spec->ports, pw_service_port)[i];
        pw_reply_port(j, (uint32_t)port->port.value, port->protocol, port->name);
    }
    pw_json_close(j, ']');
    pw_json_close(j, '}');
    return PW_OK;
}

pw_status pw_reply_ends(pw_reply_to *r)
{
    const pw_cluster *c = &r->snapshot->cluster;
    pw_reply_ok(r);
    write_namespaces(r);
    pw_json_open_as(&r->json, "ends", '[');
    for (uint32_t i = 0; i < c->pods.count; i++)
        PW_TRY(write_pod(r, i));
    for (uint32_t i = 0; i < c->services.count; i++)
        PW_TRY(write_service(r, &pw_items(c->services, const pw_service_ref)[i]));
    pw_json_close(&r->json, ']');
    return PW_OK;
}

void pw_reply_about(pw_reply_to *r)
{
    pw_json *j = &r->json;
    pw_reply_ok(r);
    pw_json_puts(j, "version", pw_version());
    pw_json_putn(j, "abi", PW_ABI);
    pw_json_puts(j, "kubernetes", pw_kubernetes());
    pw_json_open_as(j, "limits", '{');
    pw_json_putn(j, "fileBytes", PW_MAX_FILE);
    pw_json_putn(j, "lineBytes", PW_MAX_LINE);
    pw_json_putn(j, "nesting", PW_MAX_NESTING);
    pw_json_putn(j, "valuesOfDocument", PW_MAX_NODES);
    pw_json_putn(j, "documents", PW_MAX_DOCUMENTS);
    pw_json_putn(j, "pods", PW_MAX_PODS);
    pw_json_putn(j, "policies", PW_MAX_POLICIES);
    pw_json_putn(j, "representativePods", PW_MAX_REPLICAS);
    pw_json_putn(j, "cells", PW_MAX_CELLS);
    pw_json_putn(j, "findings", PW_MAX_FINDINGS);
    pw_json_putn(j, "drawnFlows", PW_MAX_DRAWN);
    pw_json_close(j, '}');
}
