#include "lab.h"

#include "eval/changes.h"

#define DB(spec) POLICY("x", "p", "podSelector: {matchLabels: {app: db}}, " spec)
#define FROM_A(ports) "ingress: [{from: [{podSelector: {matchLabels: {app: a}}}]" ports "}]"

/* Two clusters that share the pods a, b and db, and what was compared. */
typedef struct pair {
    lab then;
    lab now;
    pw_changes changes;
} pair;

static void open_one(lab *l, const char *more)
{
    static const char *const pods[] = {
        POD("x", "a", "app: a"), POD("x", "b", "app: b"),
        POD_WITH("x", "db", "app: db", "spec: {containers: [{name: c, image: i, ports: "
                 "[{containerPort: 8080}]}]}")};
    lab_open(l, pods, COUNT(pods));
    lab_put(l, "more.yaml", more);
}

static void compare(pair *p, const char *then, const char *now)
{
    open_one(&p->then, then);
    open_one(&p->now, now);
    assert_ok(pw_changes_build(&p->now.s, &p->then.s, &p->now.arena, &p->changes));
}

static void close_pair(pair *p)
{
    lab_close(&p->then);
    lab_close(&p->now);
}

static void assert_change(const pair *p, pw_turn turn, uint32_t number, const char *text)
{
    assert_true(number < p->changes.lists[turn].count);
    assert_text(pw_items(p->changes.lists[turn], const pw_change)[number].text, text);
}

static void assert_counts(const pair *p, uint32_t opened, uint32_t closed)
{
    assert_int_equal(p->changes.counts[PW_OPENED], opened);
    assert_int_equal(p->changes.counts[PW_CLOSED], closed);
}

static void nothing_changed(void **state)
{
    (void)state;
    pair p;
    compare(&p, DB(FROM_A("")), DB(FROM_A(", ports: [{port: 1, endPort: 65535}, {protocol: UDP}, "
                                          "{protocol: SCTP}]")));
    assert_counts(&p, 0, 0);
    assert_text(p.changes.text, "");
    close_pair(&p);
}

static void declared_ports_are_listed_by_themselves(void **state)
{
    (void)state;
    pair p;
    compare(&p, DB(FROM_A("")), DB(FROM_A(", ports: [{port: 90}]")));
    assert_counts(&p, 0, 1);
    assert_change(&p, PW_CLOSED, 0, "x/a lost 8080/TCP to x/db");
    assert_text(p.changes.text, "1 connection closed: x/a -> x/db 8080/TCP.");
    const pw_change *c = pw_items(p.changes.lists[PW_CLOSED], const pw_change);
    assert_text(c->sentence, "Denied at x/db: rule 1 is for 90/TCP only, 8080/TCP is another port "
                             "(line 1).");
    assert_non_null(c->decided.doc);
    close_pair(&p);
}

/* The two models cut ports differently; each port is compared with itself. */
static void undeclared_ports_are_a_set(void **state)
{
    (void)state;
    pair p;
    compare(&p, DB(FROM_A(", ports: [{port: 8080}, {port: 100, endPort: 200}]")),
            DB(FROM_A(", ports: [{port: 8080}, {port: 150, endPort: 250}]")));
    assert_counts(&p, 1, 1);
    assert_change(&p, PW_OPENED, 0, "x/a gained TCP 201-250 to x/db");
    assert_change(&p, PW_CLOSED, 0, "x/a lost TCP 100-149 to x/db");
    assert_text(p.changes.text, "1 connection opened: x/a -> x/db TCP 201-250. "
                                "1 connection closed: x/a -> x/db TCP 100-149.");
    close_pair(&p);
}

static void every_port_and_every_other_port(void **state)
{
    (void)state;
    pair p;
    compare(&p, "", POLICY("x", "p", "podSelector: {matchLabels: {app: a}}, ingress: [{from: "
                           "[{podSelector: {matchLabels: {app: b}}}], ports: [{port: 80}]}]"));
    assert_counts(&p, 0, 2);
    assert_change(&p, PW_CLOSED, 0, "x/b lost every other port to x/a");
    assert_change(&p, PW_CLOSED, 1, "x/db lost every port to x/a");
    close_pair(&p);
    compare(&p, DB(FROM_A(", ports: [{port: 8080}]")), DB(FROM_A("")));
    assert_counts(&p, 1, 0);
    assert_change(&p, PW_OPENED, 0, "x/a gained every other port to x/db");
    close_pair(&p);
}

static void more_than_three_are_counted(void **state)
{
    (void)state;
    pair p;
    compare(&p, "", POLICY("x", "p", "podSelector: {}"));
    assert_counts(&p, 0, 6);
    assert_text(p.changes.text, "6 connections closed: x/a -> x/b every port, x/a -> x/db "
                                "8080/TCP, x/b -> x/a every port and 3 more.");
    close_pair(&p);
}

static void pods_of_only_one_are_named(void **state)
{
    (void)state;
    pair p;
    compare(&p, POD("w", "old", ""), POD("z", "new", "") "\n---\n"
            POLICY("z", "p", "podSelector: {}"));
    assert_counts(&p, 0, 0);
    assert_int_equal(p.changes.added.count, 1);
    assert_text(*pw_items(p.changes.added, const pw_str), "z/new");
    assert_text(*pw_items(p.changes.removed, const pw_str), "w/old");
    assert_text(p.changes.text, "1 pod added. 1 pod removed.");
    close_pair(&p);
}

#define DEPLOYMENT                                                                               \
    WORKLOAD("apps", "Deployment", "x", "web", "replicas: 3, selector: {matchLabels: {app: "     \
             "web}}, template: {metadata: {labels: {app: web}}}")

/* Its pods are of one kind; they lose each other, but none loses itself. */
static void a_workload_may_lose_itself(void **state)
{
    (void)state;
    pair p;
    compare(&p, DEPLOYMENT,
            DEPLOYMENT "\n---\n"
            POLICY("x", "p", "podSelector: {matchLabels: {app: web}}, ingress: [{from: "
                   "[{podSelector: {matchLabels: {app: a}}}]}]"));
    assert_counts(&p, 0, 3);
    assert_change(&p, PW_CLOSED, 2, "x/deployment/web lost every port to x/deployment/web");
    close_pair(&p);
}

#define TO_BLOCK(cidr)                                                                           \
    POLICY("x", "p", "podSelector: {matchLabels: {app: a}}, policyTypes: [Egress], egress: [{to: " \
           "[{ipBlock: {cidr: " cidr "}}]}]")

/* Addresses are told apart as finely as both do: the old block alone, both, the new one alone. */
static void blocks_of_both_snapshots_count(void **state)
{
    (void)state;
    pair p;
    compare(&p, TO_BLOCK("203.0.0.0/9"), TO_BLOCK("203.0.0.0/8"));
    assert_counts(&p, 1, 0);
    assert_change(&p, PW_OPENED, 0, "x/a gained every port to 203.0.0.0/8");
    assert_text(pw_tile_at(&p.changes.tiles, 3)->name, "ip:0.0.0.1");
    close_pair(&p);
    compare(&p, TO_BLOCK("198.51.0.0/16"), TO_BLOCK("203.0.0.0/16"));
    assert_counts(&p, 1, 1);
    assert_change(&p, PW_OPENED, 0, "x/a gained every port to 203.0.0.0/16");
    assert_change(&p, PW_CLOSED, 0, "x/a lost every port to 198.51.0.0/16");
    close_pair(&p);
}

#define DUAL(name, app, one, other)                                                              \
    POD_WITH("x", name, "app: " app, "status: {phase: Running, podIP: '" one "', podIPs: [{ip: '" \
             one "'}, {ip: '" other "'}]}")
#define BOTH                                                                                     \
    DUAL("four", "t", "10.0.0.1", "fd00::1") "\n---\n" DUAL("six", "t", "fd00::2", "10.0.0.2")    \
    "\n---\n" DUAL("c", "c", "10.0.0.9", "fd00::9")

/* Pods of the same classes differ when their first addresses are of different families (S12). */
static void the_first_family_tells_pods_apart(void **state)
{
    (void)state;
    static const char now[] = BOTH "\n---\n"
        POLICY("x", "p", "podSelector: {matchLabels: {app: t}}, ingress: [{from: [{ipBlock: {cidr: "
               "fd00::9/128}}, {podSelector: {matchExpressions: [{key: app, operator: NotIn, "
               "values: [c]}]}}]}]");
    pair p;
    compare(&p, BOTH, now);
    bool four = false, six = false;
    for (uint32_t i = 0; i < p.changes.counts[PW_CLOSED]; i++) {
        pw_str text = pw_items(p.changes.lists[PW_CLOSED], const pw_change)[i].text;
        four = four || pw_str_is(text, "x/c lost every port to x/four");
        six = six || pw_str_is(text, "x/c lost every port to x/six");
    }
    assert_true(four);
    assert_false(six);
    close_pair(&p);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_changed),
        cmocka_unit_test(declared_ports_are_listed_by_themselves),
        cmocka_unit_test(undeclared_ports_are_a_set),
        cmocka_unit_test(every_port_and_every_other_port),
        cmocka_unit_test(more_than_three_are_counted),
        cmocka_unit_test(pods_of_only_one_are_named),
        cmocka_unit_test(a_workload_may_lose_itself),
        cmocka_unit_test(blocks_of_both_snapshots_count),
        cmocka_unit_test(the_first_family_tells_pods_apart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
