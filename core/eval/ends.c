#include "eval/ends.h"

#include "kube/schema.h"
#include "model/workloads.h"

#define MAX_CANDIDATES 20u

typedef struct finder {
    const pw_snapshot *s;
    pw_arena *arena;
    pw_str text;
    pw_end_problem *problem;
} finder;

static const pw_cluster *cluster_of(const finder *f)
{
    return &f->s->cluster;
}

static const pw_workload_ref *workload_at(const pw_cluster *c, uint32_t i)
{
    return &pw_items(c->workloads, const pw_workload_ref)[i];
}

static const pw_service_ref *service_at(const pw_cluster *c, uint32_t i)
{
    return &pw_items(c->services, const pw_service_ref)[i];
}

static pw_buf new_text(void)
{
    return pw_buf_make(4096);
}

pw_status pw_spot_name(const pw_snapshot *s, pw_arena *arena, pw_spot spot, pw_str *name)
{
    pw_buf b = new_text();
    if (spot.pod == PW_NONE) {
        pw_ip_write(&b, spot.ip);
    } else {
        const pw_member *pod = pw_cluster_member(&s->cluster, spot.pod);
        pw_buf_print(&b, "%R/%R", pw_cluster_ns(&s->cluster, pod->ns)->name, pod->name);
    }
    return pw_buf_keep(&b, arena, name);
}

static void write_lower(pw_buf *b, const char *kind)
{
    for (const char *at = kind; *at != '\0'; at++)
        pw_buf_putc(b, *at >= 'A' && *at <= 'Z' ? (char)(*at + ('a' - 'A')) : *at);
}

pw_status pw_workload_name(const pw_snapshot *s, pw_arena *arena, uint32_t workload,
                           pw_str *name)
{
    const pw_workload_ref *w = workload_at(&s->cluster, workload);
    pw_buf b = new_text();
    pw_buf_print(&b, "%R/", pw_cluster_ns(&s->cluster, w->ns)->name);
    write_lower(&b, pw_kind_of(w->object->kind)->kind);
    pw_buf_print(&b, "/%R", w->object->meta.name.s);
    return pw_buf_keep(&b, arena, name);
}

static bool made_by(const pw_cluster *c, uint32_t workload, uint32_t owner)
{
    for (int steps = 0; steps < 5 && workload != PW_NONE; steps++) {
        if (workload == owner)
            return true;
        workload = workload_at(c, workload)->owner;
    }
    return false;
}

pw_status pw_workload_pods(const pw_snapshot *s, pw_arena *arena, uint32_t workload,
                           pw_vec *pods)
{
    const pw_cluster *c = &s->cluster;
    const pw_namespace *ns = pw_cluster_ns(c, workload_at(c, workload)->ns);
    for (uint32_t i = ns->from_pod; i < ns->to_pod; i++) {
        if (!made_by(c, pw_cluster_member(c, i)->workload, workload))
            continue;
        uint32_t *slot = pw_push(pods, arena, uint32_t);
        PW_NEED(slot);
        *slot = i;
    }
    return PW_OK;
}

/* ---- suggestions ---- */

/* A name that might have been meant, with what it should be compared to. */
typedef struct near_name {
    pw_str best;
    uint32_t distance;
} near_name;

static pw_status offer(finder *f, near_name *near, pw_str ns, pw_str name, const char *prefix)
{
    uint32_t slash = pw_str_find(f->text, '/'), distance, other = 0;
    pw_str given = slash == PW_NONE ? f->text : pw_str_part(f->text, slash + 1, f->text.len);
    pw_str given_ns = slash == PW_NONE ? PW_STR("default") : pw_str_part(f->text, 0, slash);
    if (!pw_str_near(given, name, &distance))
        return PW_OK;
    if (!pw_str_same(ns, given_ns) && !pw_str_near(given_ns, ns, &other) && distance > 0)
        return PW_OK;
    /* A namespace that differs weighs more than a letter of the name. */
    distance += pw_str_same(ns, given_ns) ? 0 : 2 + (other == PW_NONE ? 32 : other);
    if (distance >= near->distance)
        return PW_OK;
    pw_buf b = new_text();
    pw_buf_print(&b, "%s%R/%R", prefix, ns, name);
    near->distance = distance;
    return pw_buf_keep(&b, f->arena, &near->best);
}

static pw_status nearest_end(finder *f, near_name *near)
{
    const pw_cluster *c = cluster_of(f);
    for (uint32_t i = 0; i < c->pods.count; i++) {
        const pw_member *pod = pw_cluster_member(c, i);
        PW_TRY(offer(f, near, pw_cluster_ns(c, pod->ns)->name, pod->name, ""));
    }
    for (uint32_t i = 0; i < c->workloads.count; i++) {
        const pw_workload_ref *w = workload_at(c, i);
        PW_TRY(offer(f, near, pw_cluster_ns(c, w->ns)->name, w->object->meta.name.s, ""));
    }
    return PW_OK;
}

static pw_status nearest_service(finder *f, near_name *near)
{
    const pw_cluster *c = cluster_of(f);
    for (uint32_t i = 0; i < c->services.count; i++) {
        const pw_service_ref *service = service_at(c, i);
        PW_TRY(offer(f, near, pw_cluster_ns(c, service->ns)->name, service->object->meta.name.s,
                     "svc:"));
    }
    return PW_OK;
}

static pw_status add_candidate(finder *f, pw_str name)
{
    pw_str *slot;
    if (f->problem->candidates.count >= MAX_CANDIDATES)
        return PW_OK;
    PW_NEED(slot = pw_push(&f->problem->candidates, f->arena, pw_str));
    *slot = name;
    return PW_OK;
}

static pw_status fail_unknown(finder *f, const char *what, const near_name *near)
{
    if (near->best.at != NULL)
        PW_TRY(add_candidate(f, near->best));
    pw_buf b = new_text();
    pw_buf_print(&b, "no %s %S", what, f->text);
    if (near->best.at != NULL)
        pw_buf_print(&b, "; did you mean %S?", near->best);
    f->problem->error = PW_END_UNKNOWN;
    return pw_buf_keep(&b, f->arena, &f->problem->message);
}

static pw_status fail_ambiguous(finder *f)
{
    pw_buf b = new_text();
    pw_buf_print(&b, "%S is ambiguous; say one of", f->text);
    for (uint32_t i = 0; i < f->problem->candidates.count; i++)
        pw_buf_print(&b, "%s %S", i == 0 ? "" : ",",
                     pw_items(f->problem->candidates, const pw_str)[i]);
    f->problem->error = PW_END_AMBIGUOUS;
    return pw_buf_keep(&b, f->arena, &f->problem->message);
}

/* ---- finding ---- */

static pw_status found_spot(finder *f, pw_spot spot, pw_end *end)
{
    *end = (pw_end){.kind = PW_END_SPOT, .spot = spot};
    return pw_spot_name(f->s, f->arena, spot, &end->name);
}

static pw_status found_workload(finder *f, uint32_t workload, pw_end *end)
{
    *end = (pw_end){.kind = PW_END_WORKLOAD, .number = workload};
    return pw_workload_name(f->s, f->arena, workload, &end->name);
}

static pw_status find_service(finder *f, pw_str name, pw_end *end)
{
    const pw_cluster *c = cluster_of(f);
    near_name near = {.distance = PW_NONE};
    uint32_t slash = pw_str_find(name, '/');
    pw_str ns = slash == PW_NONE ? PW_STR("default") : pw_str_part(name, 0, slash);
    pw_str own = slash == PW_NONE ? name : pw_str_part(name, slash + 1, name.len);
    for (uint32_t i = 0; i < c->services.count; i++) {
        const pw_service_ref *service = service_at(c, i);
        if (!pw_str_same(service->object->meta.name.s, own) ||
            !pw_str_same(pw_cluster_ns(c, service->ns)->name, ns))
            continue;
        pw_buf b = new_text();
        *end = (pw_end){.kind = PW_END_SERVICE, .number = i};
        pw_buf_print(&b, "svc:%R/%R", ns, own);
        return pw_buf_keep(&b, f->arena, &end->name);
    }
    f->text = name;
    PW_TRY(nearest_service(f, &near));
    return fail_unknown(f, "Service", &near);
}

static bool is_kind(const char *kind, pw_str text)
{
    pw_buf b = pw_buf_make(64);
    write_lower(&b, kind);
    bool same = pw_str_same(pw_buf_str(&b), text);
    pw_buf_free(&b);
    return same;
}

/* A pod that is in the manifests but is no end. */
static pw_status fail_not_live(finder *f, uint32_t ns, pw_str name, bool *known)
{
    const pw_cluster *c = cluster_of(f);
    *known = false;
    for (uint32_t i = 0; i < f->s->doc_count && !*known; i++)
        for (uint32_t k = 0; k < f->s->docs[i]->objects.count; k++) {
            const pw_object *object = &pw_items(f->s->docs[i]->objects, const pw_object)[k];
            *known = *known || (object->kind == PW_POD &&
                                pw_str_same(object->meta.name.s, name) && ns != PW_NONE &&
                                pw_str_same(object->meta.ns.s, pw_cluster_ns(c, ns)->name));
        }
    if (!*known)
        return PW_OK;
    pw_buf b = new_text();
    pw_buf_print(&b, "pod %S is not running: it has no address, or has finished", f->text);
    f->problem->error = PW_END_NOT_LIVE;
    return pw_buf_keep(&b, f->arena, &f->problem->message);
}

/* All pods and workloads of this namespace and name; `kind` empty means any. */
typedef struct matches {
    uint32_t count;
    pw_end one;
} matches;

static pw_status add_match(finder *f, matches *m, pw_end end, const char *kind, pw_str ns,
                           pw_str name)
{
    pw_buf b = new_text();
    pw_str candidate;
    m->count++;
    m->one = end;
    pw_buf_print(&b, "%R/", ns);
    write_lower(&b, kind);
    pw_buf_print(&b, "/%R", name);
    PW_TRY(pw_buf_keep(&b, f->arena, &candidate));
    return add_candidate(f, candidate);
}

static pw_status collect(finder *f, matches *m, uint32_t ns, pw_str kind, pw_str name)
{
    const pw_cluster *c = cluster_of(f);
    pw_str ns_name = pw_cluster_ns(c, ns)->name;
    pw_end end;
    uint32_t pod = pw_cluster_pod(c, ns, name);
    if (pod != PW_NONE && (kind.len == 0 || pw_str_is(kind, "pod"))) {
        PW_TRY(found_spot(f, (pw_spot){.pod = pod}, &end));
        PW_TRY(add_match(f, m, end, "pod", ns_name, name));
    }
    for (uint32_t i = 0; i < c->workloads.count; i++) {
        const pw_workload_ref *w = workload_at(c, i);
        const char *own = pw_kind_of(w->object->kind)->kind;
        if (w->ns != ns || !pw_str_same(w->object->meta.name.s, name) ||
            (kind.len > 0 && !is_kind(own, kind)))
            continue;
        PW_TRY(found_workload(f, i, &end));
        PW_TRY(add_match(f, m, end, own, ns_name, name));
    }
    return PW_OK;
}

/* Splits "ns/name" and "ns/kind/name"; a bare name is of the namespace default. */
static void split(pw_str text, pw_str *ns, pw_str *kind, pw_str *name)
{
    uint32_t slash = pw_str_find(text, '/');
    *ns = slash == PW_NONE ? PW_STR("default") : pw_str_part(text, 0, slash);
    *name = slash == PW_NONE ? text : pw_str_part(text, slash + 1, text.len);
    *kind = PW_STR("");
    slash = pw_str_find(*name, '/');
    if (slash == PW_NONE)
        return;
    *kind = pw_str_part(*name, 0, slash);
    *name = pw_str_part(*name, slash + 1, name->len);
}

static pw_status find_name(finder *f, pw_end *end)
{
    pw_str ns_name, kind, name;
    matches m = {0};
    near_name near = {.distance = PW_NONE};
    bool known;
    split(f->text, &ns_name, &kind, &name);
    uint32_t ns = pw_cluster_namespace(cluster_of(f), ns_name);
    if (ns != PW_NONE)
        PW_TRY(collect(f, &m, ns, kind, name));
    if (m.count > 1)
        return fail_ambiguous(f);
    f->problem->candidates = (pw_vec){0};
    if (m.count == 1) {
        *end = m.one;
        return PW_OK;
    }
    PW_TRY(fail_not_live(f, ns, name, &known));
    if (known)
        return PW_OK;
    PW_TRY(nearest_end(f, &near));
    return fail_unknown(f, "pod", &near);
}

pw_status pw_end_find(const pw_snapshot *s, pw_arena *arena, pw_str text, pw_end *end,
                      pw_end_problem *problem)
{
    finder f = {s, arena, text, problem};
    pw_ip ip;
    *problem = (pw_end_problem){0};
    if (pw_str_starts(text, "svc:"))
        return find_service(&f, pw_str_part(text, 4, text.len), end);
    bool marked = pw_str_starts(text, "ip:");
    pw_str address = marked ? pw_str_part(text, 3, text.len) : text;
    if (pw_ip_read(address, &ip)) {
        pw_spot spot = {pw_cluster_owner(&s->cluster, ip), ip};
        return found_spot(&f, spot, end);
    }
    if (marked) {
        pw_buf b = new_text();
        pw_buf_print(&b, "%q is no IP address", address);
        problem->error = PW_END_UNKNOWN;
        return pw_buf_keep(&b, arena, &problem->message);
    }
    return find_name(&f, end);
}

/* ---- ports ---- */

/* People write 8080/tcp as well. In manifests only capitals are right. */
static bool read_any_case(pw_str text, pw_asked_port *port)
{
    char upper[4];
    if (text.len > sizeof upper)
        return false;
    for (uint32_t i = 0; i < text.len; i++)
        upper[i] = (char)(text.at[i] >= 'a' && text.at[i] <= 'z' ? text.at[i] - 'a' + 'A'
                                                                 : text.at[i]);
    return pw_protocol_read((pw_str){upper, text.len}, &port->protocol);
}

static pw_status refuse_port(pw_arena *arena, const char *what, pw_str text, pw_str *problem)
{
    pw_buf b = new_text();
    pw_buf_print(&b, what, text);
    PW_TRY(pw_buf_keep(&b, arena, problem));
    return PW_E_REQUEST;
}

pw_status pw_asked_port_read(pw_arena *arena, pw_str text, pw_asked_port *port, pw_str *problem)
{
    uint32_t slash = pw_str_find(text, '/');
    pw_str number = slash == PW_NONE ? text : pw_str_part(text, 0, slash);
    port->given = true;
    if (!pw_str_number(number, PW_MAX_PORT, &port->port) || port->port == 0)
        return refuse_port(arena, "%q is no port: write a number from 1 to 65535, perhaps with a "
                           "protocol, like 8080 or 53/UDP", text, problem);
    if (slash != PW_NONE && !read_any_case(pw_str_part(text, slash + 1, text.len), port))
        return refuse_port(arena, "%q has no protocol that policies know: TCP, UDP or SCTP", text,
                           problem);
    return PW_OK;
}
