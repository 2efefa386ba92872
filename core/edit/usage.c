#include "edit/usage.h"

#include "base/buf.h"

#include <stdlib.h>

typedef struct collector {
    pw_usage *u;
    pw_table table; /* uses by text */
} collector;

typedef struct wanted {
    const pw_vec *uses;
    pw_str text;
    pw_protocol protocol;
} wanted;

static bool same_use(const void *context, uint32_t number)
{
    const wanted *w = context;
    const pw_use *use = &pw_items(*w->uses, const pw_use)[number];
    return use->protocol == w->protocol && pw_str_same(use->text, w->text);
}

/* Those near come first among the users that are named. */
static void add_user(pw_use *use, uint32_t user, bool near)
{
    uint32_t at = near ? use->near : use->count;
    for (uint32_t i = PW_USERS_NAMED - 1; near && i > at; i--)
        use->users[i] = use->users[i - 1];
    if (at < PW_USERS_NAMED)
        use->users[at] = user;
    use->near += near ? 1 : 0;
    use->count++;
}

static pw_status note(collector *c, pw_str text, pw_protocol protocol, uint32_t user, bool near)
{
    uint32_t hash = pw_hash_mix(pw_str_hash(text), protocol);
    wanted w = {&c->u->uses, text, protocol};
    uint32_t number = pw_table_find(&c->table, hash, same_use, &w);
    if (number == PW_NONE) {
        number = c->u->uses.count;
        pw_use *use = pw_push(&c->u->uses, c->u->arena, pw_use);
        PW_NEED(use);
        use->text = text;
        use->protocol = protocol;
        PW_TRY(pw_table_add(&c->table, c->u->arena, hash, number));
    }
    add_user(&pw_items(c->u->uses, pw_use)[number], user, near);
    return PW_OK;
}

static int by_use(const void *a, const void *b)
{
    const pw_use *one = a, *other = b;
    if ((one->near > 0) != (other->near > 0))
        return one->near > 0 ? -1 : 1;
    if (one->near != other->near)
        return one->near > other->near ? -1 : 1;
    if (one->count != other->count)
        return one->count > other->count ? -1 : 1;
    int order = pw_str_order(one->text, other->text);
    return order != 0 ? order : (int)one->protocol - (int)other->protocol;
}

static void sort(pw_usage *u)
{
    if (u->uses.count > 0)
        qsort(u->uses.at, u->uses.count, sizeof(pw_use), by_use);
}

/* ---- labels ---- */

static uint32_t user_count(const pw_usage *u)
{
    return u->of == PW_OF_PODS         ? u->cluster->pods.count
           : u->of == PW_OF_NAMESPACES ? u->cluster->namespaces.count
                                       : u->cluster->nodes.count;
}

static const pw_object *node_at(const pw_usage *u, uint32_t user)
{
    return pw_items(u->cluster->nodes, const pw_object *const)[user];
}

static const pw_list *labels_of(const pw_usage *u, uint32_t user)
{
    return u->of == PW_OF_PODS         ? pw_cluster_member(u->cluster, user)->labels
           : u->of == PW_OF_NAMESPACES ? &pw_cluster_ns(u->cluster, user)->labels
                                       : &node_at(u, user)->meta.labels;
}

static bool is_near(const pw_usage *u, uint32_t user)
{
    return u->of == PW_OF_PODS && pw_cluster_member(u->cluster, user)->ns == u->near;
}

pw_status pw_usage_labels(pw_usage *u, pw_str key)
{
    collector c = {.u = u};
    u->uses = (pw_vec){0};
    for (uint32_t user = 0; user < user_count(u); user++) {
        const pw_list *labels = labels_of(u, user);
        for (uint32_t i = 0; i < labels->count; i++) {
            const pw_label *label = &pw_list_items(*labels, pw_label)[i];
            if (key.len > 0 && !pw_str_same(key, label->key.s))
                continue;
            PW_TRY(note(&c, key.len > 0 ? label->value.s : label->key.s, PW_TCP, user,
                        is_near(u, user)));
        }
    }
    sort(u);
    return PW_OK;
}

/* ---- ports ---- */

static pw_status note_ports(collector *c, uint32_t pod)
{
    const pw_pod_spec *spec = pw_cluster_member(c->u->cluster, pod)->spec;
    for (uint32_t i = 0; i < spec->containers.count; i++) {
        const pw_list *ports = &pw_list_items(spec->containers, pw_container)[i].ports;
        for (uint32_t k = 0; k < ports->count; k++) {
            const pw_container_port *port = &pw_list_items(*ports, pw_container_port)[k];
            pw_str text;
            PW_TRY(pw_print_text(c->u->arena, &text, "%u", (uint32_t)port->number.value));
            PW_TRY(note(c, text, port->protocol, pod, is_near(c->u, pod)));
        }
    }
    return PW_OK;
}

pw_status pw_usage_ports(pw_usage *u)
{
    collector c = {.u = u};
    u->of = PW_OF_PODS;
    u->uses = (pw_vec){0};
    for (uint32_t pod = 0; pod < u->cluster->pods.count; pod++)
        PW_TRY(note_ports(&c, pod));
    sort(u);
    return PW_OK;
}

/* ---- in words ---- */

const pw_use *pw_usage_find(const pw_usage *u, pw_str text)
{
    for (uint32_t i = 0; i < u->uses.count; i++)
        if (pw_str_same(text, pw_items(u->uses, const pw_use)[i].text))
            return &pw_items(u->uses, const pw_use)[i];
    return NULL;
}

void pw_usage_count(const pw_usage *u, const pw_use *use, pw_buf *b)
{
    pw_buf_print(b, "%u %s%s", use->count,
                 u->of == PW_OF_PODS         ? "pod"
                 : u->of == PW_OF_NAMESPACES ? "namespace"
                                             : "node",
                 use->count == 1 ? "" : "s");
}

void pw_usage_names(const pw_usage *u, const pw_use *use, pw_buf *b)
{
    uint32_t named = use->count < PW_USERS_NAMED ? use->count : PW_USERS_NAMED;
    for (uint32_t i = 0; i < named; i++) {
        uint32_t user = use->users[i];
        pw_buf_puts(b, i == 0 ? "" : ", ");
        if (u->of == PW_OF_PODS) {
            const pw_member *pod = pw_cluster_member(u->cluster, user);
            pw_buf_print(b, "%R/%R", pw_cluster_ns(u->cluster, pod->ns)->name, pod->name);
        } else if (u->of == PW_OF_NAMESPACES) {
            pw_buf_put(b, pw_cluster_ns(u->cluster, user)->name);
        } else {
            pw_buf_put(b, node_at(u, user)->meta.name.s);
        }
    }
    if (use->count > named)
        pw_buf_print(b, " and %u more", use->count - named);
}
