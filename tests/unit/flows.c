#include "ask.h"

#include "eval/flows.h"

#define LISTENS(ns, name, ports)                                                                 \
    POD_WITH(ns, name, "app: " name,                                                             \
             "spec: {containers: [{name: c, image: i, ports: [" ports "]}]}")
#define REPLICA(ns, name, node, ip)                                                              \
    "{apiVersion: v1, kind: Pod, metadata: {name: " name ", namespace: " ns                      \
    ", labels: {app: web}, ownerReferences: [{apiVersion: apps/v1, kind: ReplicaSet, name: web, " \
    "uid: u, controller: true}]}, spec: {nodeName: " node ", containers: [{name: c, image: i}]}, " \
    "status: {phase: Running, podIP: " ip "}}"
#define REPLICA_SET(ns)                                                                          \
    WORKLOAD("apps", "ReplicaSet", ns, "web", "selector: {matchLabels: {app: web}}, template: "  \
             "{metadata: {labels: {app: web}}}")

typedef struct picture {
    pw_tiles tiles;
    pw_flows flows;
} picture;

static picture draw(lab *l)
{
    picture p;
    assert_ok(pw_tiles_build(&l->s, NULL, &l->arena, &p.tiles));
    assert_ok(pw_flows_build(&l->s, &l->arena, &p.tiles, PW_NONE, PW_NONE, &p.flows));
    return p;
}

static uint32_t tile(const picture *p, const char *name)
{
    for (uint32_t i = 0; i < p->tiles.list.count; i++)
        if (pw_str_is(pw_tile_at(&p->tiles, i)->name, name) ||
            pw_str_is(pw_tile_at(&p->tiles, i)->label, name))
            return i;
    fail_msg("no tile %s", name);
    return PW_NONE;
}

/* The first flow from one tile to another. */
static const pw_drawn *flow(const picture *p, const char *from, const char *to)
{
    uint32_t source = tile(p, from), target = tile(p, to);
    for (uint32_t i = 0; i < p->flows.list.count; i++) {
        const pw_drawn *d = &pw_items(p->flows.list, const pw_drawn)[i];
        if (d->from == source && d->to == target)
            return d;
    }
    fail_msg("no flow %s -> %s", from, to);
    return NULL;
}

static void assert_flow(const picture *p, const char *from, const char *to, const char *ports,
                        pw_outcome outcome, const char *stop)
{
    const pw_drawn *d = flow(p, from, to);
    assert_text(d->ports, ports);
    assert_int_equal(d->outcome, outcome);
    assert_string_equal(d->stop, stop);
}

static void a_flow_for_each_port_in_order(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", "app: a"),
        LISTENS("x", "db", "{containerPort: 90}, {containerPort: 80, protocol: UDP}, "
                "{containerPort: 80}, {containerPort: 80, name: web}"));
    picture p = draw(&l);
    const pw_vec *ports = &pw_tile_at(&p.tiles, 1)->ports;
    assert_int_equal(ports->count, 3);
    assert_text(pw_items(*ports, const pw_tile_port)[0].name.s, "web");
    assert_int_equal(p.flows.list.count, 4);
    static const char *const texts[] = {"80/TCP", "80/UDP", "90/TCP", "every port"};
    for (uint32_t i = 0; i < 4; i++)
        assert_text(pw_items(p.flows.list, const pw_drawn)[i].ports, texts[i]);
    lab_close(&l);
}

static void only_one_tile_is_asked_about(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD("x", "b", ""), POD("x", "c", ""));
    pw_tiles tiles;
    pw_flows flows;
    assert_ok(pw_tiles_build(&l.s, NULL, &l.arena, &tiles));
    assert_ok(pw_flows_build(&l.s, &l.arena, &tiles, 1, PW_NONE, &flows));
    assert_int_equal(flows.list.count, 2);
    assert_ok(pw_flows_build(&l.s, &l.arena, &tiles, 1, 2, &flows));
    assert_int_equal(flows.list.count, 1);
    assert_ok(pw_flows_build(&l.s, &l.arena, &tiles, 1, 1, &flows));
    assert_int_equal(flows.list.count, 0);
    lab_close(&l);
}

/* Both walls of an allowed flow name who lets it through; a denied one stops at the first. */
static void rules_of_both_directions_admit(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", "app: a"), POD("x", "b", "app: b"),
        LISTENS("x", "db", "{containerPort: 80}"),
        POLICY("x", "in", "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: "
               "{matchLabels: {app: b}}}, {podSelector: {matchLabels: {app: a}}}]}, {}]"),
        POLICY("x", "out", "podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: "
               "[{ports: [{port: 80}]}]"),
        POLICY("x", "none", "podSelector: {matchLabels: {app: b}}, policyTypes: [Egress]"));
    picture p = draw(&l);
    const pw_drawn *d = flow(&p, "x/a", "x/db");
    assert_int_equal(d->by.count, 3);
    static const struct {
        pw_direction direction;
        uint32_t rule, peer;
    } wanted[] = {{PW_EGRESS, 1, 0}, {PW_INGRESS, 1, 2}, {PW_INGRESS, 2, 0}};
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t number = pw_items(d->by, const uint32_t)[i];
        const pw_admission *rule = &pw_items(p.flows.rules, const pw_admission)[number];
        assert_int_equal(rule->direction, wanted[i].direction);
        assert_int_equal(rule->rule, wanted[i].rule);
        assert_int_equal(rule->peer, wanted[i].peer);
    }
    assert_flow(&p, "x/b", "x/db", "80/TCP", PW_DENY, "egress");
    assert_int_equal(flow(&p, "x/b", "x/db")->by.count, 0);
    lab_close(&l);
}

/* What gets out on some port and in on none stops at the second wall. */
static void a_set_stops_where_its_last_port_does(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", "app: a"), POD("x", "b", "app: b"),
        POLICY("x", "out", "podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: "
               "[{ports: [{port: 53, protocol: UDP}]}]"),
        POLICY("x", "in", "podSelector: {matchLabels: {app: b}}, ingress: [{ports: "
               "[{port: 80}]}]"));
    picture p = draw(&l);
    assert_flow(&p, "x/a", "x/b", "none", PW_DENY, "ingress");
    assert_flow(&p, "x/b", "x/a", "every port", PW_ALLOW, "");
    lab_close(&l);
}

/* Nodes tell pods of one class apart, but only to addresses: S17. */
static void pods_of_a_workload_differ(void **state)
{
    (void)state;
    LAB(l, NODE("n1", "", "192.168.0.1"), NODE("n2", "", "192.168.0.2"), REPLICA_SET("x"),
        REPLICA("x", "web-a", "n1", "10.0.0.1"), REPLICA("x", "web-b", "n1", "10.0.0.2"),
        REPLICA("x", "web-c", "n2", "10.0.0.3"),
        POD("x", "db", "app: db"),
        POD_WITH("x", "agent", "app: agent", "spec: {hostNetwork: true, nodeName: n2, containers: "
                 "[{name: c, image: i}]}, status: {phase: Running, podIP: 192.168.0.2}"),
        POLICY("x", "p", "podSelector: {matchLabels: {app: web}}, policyTypes: [Ingress, Egress]"));
    picture p = draw(&l);
    assert_int_equal(pw_tile_at(&p.tiles, 0)->kind, PW_TILE_WORKLOAD);
    assert_flow(&p, "x/agent", "x/replicaset/web", "every port", PW_PARTLY, "ingress");
    assert_flow(&p, "x/replicaset/web", "x/agent", "every port", PW_PARTLY, "egress");
    assert_flow(&p, "x/db", "x/replicaset/web", "none", PW_DENY, "ingress");
    assert_non_null(strstr(flow(&p, "x/agent", "x/replicaset/web")->sentence.at,
                           "Partly: x/agent -> x/web-a does not pass. Denied at x/web-a: "));
    lab_close(&l);
}

/* ---- outside ---- */

static void outside_is_drawn_where_a_block_is(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", "app: a"), POD("x", "b", "app: b"));
    assert_int_equal(draw(&l).tiles.list.count, 2);
    lab_put(&l, "more.yaml",
            POLICY("x", "p", "podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: "
                   "[{to: [{ipBlock: {cidr: 10.0.0.0/8, except: [10.9.0.0/16]}}], ports: [{port: "
                   "443}]}, {to: [{ipBlock: {cidr: 192.0.2.0/24}}], ports: [{port: 80}, "
                   "{port: 81}]}]"));
    picture p = draw(&l);
    assert_int_equal(p.tiles.list.count, 6);
    assert_text(pw_tile_at(&p.tiles, tile(&p, "10.0.0.0/8"))->name, "ip:10.0.0.1");
    assert_text(pw_tile_at(&p.tiles, tile(&p, "anywhere else"))->name, "ip:203.0.113.1");
    assert_flow(&p, "x/a", "10.0.0.0/8", "443/TCP", PW_ALLOW, "");
    assert_int_equal(flow(&p, "x/a", "10.0.0.0/8")->port, 443);
    assert_flow(&p, "x/a", "192.0.2.0/24", "TCP 80-81", PW_ALLOW, "");
    assert_int_equal(flow(&p, "x/a", "192.0.2.0/24")->port, 0);
    assert_flow(&p, "x/a", "10.9.0.0/16 (except)", "none", PW_DENY, "egress");
    assert_flow(&p, "anywhere else", "x/a", "every port", PW_ALLOW, "");
    assert_int_equal(pw_tiles_of_ip(&p.tiles, lab_ip("10.77.0.1")), tile(&p, "10.0.0.0/8"));
    assert_int_equal(pw_tiles_of_ip(&p.tiles, lab_ip("192.0.2.7")), tile(&p, "192.0.2.0/24"));
    lab_close(&l);
}

/* An address that a pod owns is that pod, so a block that holds no other has nobody outside. */
static void a_block_of_a_pod_is_not_outside(void **state)
{
    (void)state;
    LAB(l, POD_AT("x", "a", "app: a", "10.0.0.1"), POD_AT("x", "b", "app: b", "10.0.1.1"),
        POLICY("x", "p", "podSelector: {matchLabels: {app: a}}, ingress: [{from: [{ipBlock: {cidr: "
               "10.0.1.1/32}}, {ipBlock: {cidr: 10.0.0.0/30}}]}]"));
    picture p = draw(&l);
    assert_int_equal(p.tiles.list.count, 4);
    assert_text(pw_tile_at(&p.tiles, tile(&p, "10.0.0.0/30"))->name, "ip:10.0.0.2");
    assert_flow(&p, "x/b", "x/a", "every port", PW_ALLOW, "");
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_flow_for_each_port_in_order),
        cmocka_unit_test(only_one_tile_is_asked_about),
        cmocka_unit_test(rules_of_both_directions_admit),
        cmocka_unit_test(a_set_stops_where_its_last_port_does),
        cmocka_unit_test(pods_of_a_workload_differ),
        cmocka_unit_test(outside_is_drawn_where_a_block_is),
        cmocka_unit_test(a_block_of_a_pod_is_not_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
