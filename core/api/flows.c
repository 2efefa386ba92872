#include "api/flows.h"

#include "api/can.h"
#include "api/listing.h"
#include "kube/selector.h"

#include <stdlib.h>

#define MAX_NAMED 10u /* pods named in a tile; its count says how many there are */

void pw_reply_flow_port(pw_json *j, uint32_t port, pw_protocol protocol)
{
    pw_json_putn(j, "port", port);
    pw_json_puts(j, "protocol", port == 0 ? "" : pw_protocol_name(protocol));
}

void pw_reply_decision(pw_reply_to *r, const pw_decision *decision)
{
    if (decision->doc != NULL)
        pw_reply_place_as(r, "decided", decision->doc, decision->span);
}

/* ---- tiles ---- */

typedef struct writer {
    pw_reply_to *r;
    const pw_tiles *tiles;
    uint8_t *keys; /* by text symbol: a pod selector mentions this key */
} writer;

static void use_keys(const writer *w, const pw_selector *s)
{
    for (uint32_t i = 0; i < s->labels.count; i++)
        w->keys[pw_list_items(s->labels, pw_label)[i].key_symbol] = 1;
    for (uint32_t i = 0; i < s->requirements.count; i++)
        w->keys[pw_list_items(s->requirements, pw_requirement)[i].key_symbol] = 1;
}

static void use_policy(const writer *w, const pw_policy *policy)
{
    use_keys(w, &policy->pods);
    for (int d = 0; d < PW_DIRECTIONS; d++)
        for (uint32_t i = 0; policy->isolates[d] && i < policy->rules[d].count; i++) {
            const pw_list *peers = &pw_list_items(policy->rules[d], pw_rule)[i].peers;
            for (uint32_t k = 0; k < peers->count; k++)
                use_keys(w, &pw_list_items(*peers, pw_peer)[k].pods);
        }
}

static pw_status find_keys(writer *w)
{
    const pw_cluster *c = &w->r->snapshot->cluster;
    PW_NEED(w->keys = pw_new_array(w->r->arena, uint8_t, c->symbols->texts.count + 1));
    for (uint32_t i = 0; i < c->policies.count; i++)
        use_policy(w, pw_items(c->policies, const pw_policy_ref)[i].policy);
    return PW_OK;
}

static const pw_member *pod_at(const writer *w, uint32_t seat)
{
    uint32_t pod = pw_items(w->tiles->seats, const pw_seat)[seat].now.pod;
    return pw_cluster_member(&w->r->snapshot->cluster, pod);
}

/* Whether all pods of the tile have this label. Pods of one template share their list. */
static bool all_have(const writer *w, const pw_tile *tile, const pw_label *label)
{
    const pw_list *before = pod_at(w, tile->all.from)->labels;
    for (uint32_t i = tile->all.from + 1; i < tile->all.to; i++) {
        const pw_list *labels = pod_at(w, i)->labels;
        if (labels != before && !pw_label_fits(label, labels))
            return false;
    }
    return true;
}

static int by_key(const void *a, const void *b)
{
    const pw_label *const *x = a, *const *y = b;
    return pw_str_order((*x)->key.s, (*y)->key.s);
}

/* The labels that matter now, in the order of their keys. */
static pw_status write_labels(const writer *w, const pw_tile *tile)
{
    const pw_label **found = NULL;
    uint32_t count = 0;
    if (tile->kind != PW_TILE_OUTSIDE) {
        const pw_list *labels = pod_at(w, tile->all.from)->labels;
        PW_NEED(found = pw_new_array(w->r->arena, const pw_label *, labels->count + 1));
        for (uint32_t i = 0; i < labels->count; i++) {
            const pw_label *label = &pw_list_items(*labels, pw_label)[i];
            if (w->keys[label->key_symbol] && all_have(w, tile, label))
                found[count++] = label;
        }
        qsort(found, count, sizeof *found, by_key);
    }
    pw_json_open_as(&w->r->json, "labels", '[');
    for (uint32_t i = 0; i < count; i++)
        pw_json_print(&w->r->json, "%R=%R", found[i]->key.s, found[i]->value.s);
    pw_json_close(&w->r->json, ']');
    return PW_OK;
}

static bool is_isolated(const writer *w, const pw_tile *tile, pw_direction direction)
{
    const pw_snapshot *s = w->r->snapshot;
    for (uint32_t i = tile->all.from; i < tile->all.to; i++) {
        uint32_t pod = pw_items(w->tiles->seats, const pw_seat)[i].now.pod;
        if (pod == PW_NONE)
            return false;
        uint32_t class = pw_class_of_pod(&s->classes, pod, pod_at(w, i)->first);
        if (s->index.sides[direction].target_of[class] == PW_NONE)
            return false;
    }
    return true;
}

static pw_status write_pods(const writer *w, const pw_tile *tile)
{
    pw_json *j = &w->r->json;
    uint32_t count = tile->kind == PW_TILE_OUTSIDE ? 0 : tile->all.to - tile->all.from;
    pw_json_putn(j, "count", count);
    pw_json_open_as(j, "pods", '[');
    for (uint32_t i = 0; i < count && i < MAX_NAMED; i++) {
        pw_str name;
        pw_spot spot = pw_items(w->tiles->seats, const pw_seat)[tile->all.from + i].now;
        PW_TRY(pw_spot_name(w->r->snapshot, w->r->arena, spot, &name));
        pw_json_text(j, name);
    }
    pw_json_close(j, ']');
    return PW_OK;
}

static pw_status write_tile(const writer *w, const pw_tile *tile)
{
    static const char *const kinds[] = {"pod", "workload", "outside"};
    pw_json *j = &w->r->json;
    pw_json_open(j, '{');
    pw_json_put(j, "name", tile->name);
    pw_json_put(j, "namespace",
                tile->ns == PW_NONE ? PW_STR("")
                                    : pw_cluster_ns(&w->r->snapshot->cluster, tile->ns)->name);
    pw_json_put(j, "label", tile->label);
    pw_json_puts(j, "kind", kinds[tile->kind]);
    PW_TRY(write_pods(w, tile));
    PW_TRY(write_labels(w, tile));
    pw_json_open_as(j, "ports", '[');
    for (uint32_t i = 0; i < tile->ports.count; i++) {
        const pw_tile_port *port = &pw_items(tile->ports, const pw_tile_port)[i];
        pw_reply_port(j, port->port, port->protocol, port->name);
    }
    pw_json_close(j, ']');
    pw_json_open_as(j, "isolated", '{');
    for (int d = 0; d < PW_DIRECTIONS; d++)
        pw_json_putb(j, pw_direction_name((pw_direction)d),
                     is_isolated(w, tile, (pw_direction)d));
    pw_json_close(j, '}');
    pw_json_close(j, '}');
    return PW_OK;
}

/* ---- flows ---- */

static void write_rules(pw_reply_to *r, const pw_flows *flows)
{
    pw_json *j = &r->json;
    pw_json_open_as(j, "rules", '[');
    for (uint32_t i = 0; i < flows->rules.count; i++) {
        const pw_admission *rule = &pw_items(flows->rules, const pw_admission)[i];
        pw_json_open(j, '{');
        pw_reply_policy(r, "policy", rule->policy);
        pw_json_puts(j, "direction", pw_direction_name(rule->direction));
        pw_json_putn(j, "rule", rule->rule);
        pw_json_putn(j, "peer", rule->peer);
        pw_reply_place(r, rule->policy->doc, rule->span);
        pw_reply_place_as(r, "whole", rule->policy->doc, rule->whole);
        pw_json_close(j, '}');
    }
    pw_json_close(j, ']');
}

static void write_flow(pw_reply_to *r, const pw_drawn *d)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_json_putn(j, "from", d->from);
    pw_json_putn(j, "to", d->to);
    pw_reply_flow_port(j, d->port, d->protocol);
    pw_json_put(j, "ports", d->ports);
    pw_json_puts(j, "verdict", pw_outcome_name(d->outcome));
    pw_json_puts(j, "stop", d->stop);
    pw_json_open_as(j, "by", '[');
    for (uint32_t i = 0; i < d->by.count; i++)
        pw_json_number(j, pw_items(d->by, const uint32_t)[i]);
    pw_json_close(j, ']');
    pw_json_put(j, "sentence", d->sentence);
    pw_reply_decision(r, &d->decided);
    pw_json_close(j, '}');
}

static pw_status write_all(const writer *w, const pw_flows *flows)
{
    pw_json *j = &w->r->json;
    pw_reply_ok(w->r);
    pw_json_open_as(j, "tiles", '[');
    for (uint32_t i = 0; i < w->tiles->list.count; i++)
        PW_TRY(write_tile(w, pw_tile_at(w->tiles, i)));
    pw_json_close(j, ']');
    write_rules(w->r, flows);
    pw_json_open_as(j, "flows", '[');
    for (uint32_t i = 0; i < flows->list.count; i++)
        write_flow(w->r, &pw_items(flows->list, const pw_drawn)[i]);
    pw_json_close(j, ']');
    pw_json_putn(j, "more", flows->more);
    return PW_OK;
}

/* ---- only one tile ---- */

static pw_status no_tile(pw_reply_to *r, const char *what, pw_str name)
{
    pw_str message;
    PW_TRY(pw_print_text(r->arena, &message, what, name));
    pw_reply_error(r, "no-such-end", message, NULL);
    return PW_OK;
}

/* The tile that an end stands for or is part of. */
static pw_status tile_of(const writer *w, const pw_end *end, uint32_t *tile, bool *found)
{
    pw_vec pods = {0};
    *tile = PW_NONE;
    if (end->kind == PW_END_WORKLOAD) {
        PW_TRY(pw_workload_pods(w->r->snapshot, w->r->arena, end->number, &pods));
        if (pods.count > 0)
            *tile = w->tiles->groups.group_of[pw_items(pods, const uint32_t)[0]];
    } else if (end->kind == PW_END_SPOT) {
        *tile = end->spot.pod == PW_NONE ? pw_tiles_of_ip(w->tiles, end->spot.ip)
                                         : w->tiles->groups.group_of[end->spot.pod];
    }
    *found = *tile != PW_NONE;
    if (*found)
        return PW_OK;
    if (end->kind == PW_END_SERVICE)
        return no_tile(w->r, "%S has no flows of its own; name the pods behind it", end->name);
    if (end->kind == PW_END_WORKLOAD)
        return no_tile(w->r, "%S has no running pods", end->name);
    return no_tile(w->r, "no flow goes to or from %S: no policy speaks of addresses", end->name);
}

/* The tile asked for, PW_NONE for all. */
static pw_status find_tile(const writer *w, pw_str name, uint32_t *tile, bool *found)
{
    pw_end end;
    *tile = PW_NONE;
    *found = true;
    if (name.at == NULL)
        return PW_OK;
    PW_TRY(pw_reply_end_of(w->r, 0, name, &end, found));
    return *found ? tile_of(w, &end, tile, found) : PW_OK;
}

pw_status pw_reply_flows(pw_reply_to *r)
{
    pw_tiles tiles;
    pw_flows flows;
    writer w = {.r = r, .tiles = &tiles};
    uint32_t from, to;
    bool found;
    pw_status status = pw_tiles_build(r->snapshot, NULL, r->arena, &tiles);
    if (status == PW_E_LIMIT) {
        pw_reply_error(r, "too-large", PW_STR("this picture would have more than 2000 tiles; "
                       "ask matrix by namespace"), NULL);
        return PW_OK;
    }
    PW_TRY(status);
    PW_TRY(find_tile(&w, r->request->from, &from, &found));
    if (found)
        PW_TRY(find_tile(&w, r->request->to, &to, &found));
    if (!found)
        return PW_OK;
    PW_TRY(pw_flows_build(r->snapshot, r->arena, &tiles, from, to, &flows));
    PW_TRY(find_keys(&w));
    return write_all(&w, &flows);
}
