#include "ask.h"

#define FROM(name, peers) POLICY("x", name, "podSelector: {}, ingress: [{from: [" peers "]}]")

static void pods_are_open_without_policies(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD("z", "b", ""));
    assert_true(allows(&l, "x/a", "z/b", 80));
    assert_true(allows(&l, "ip:203.0.113.9", "z/b", 80));
    assert_true(allows(&l, "x/a", "ip:203.0.113.9", 80));
    assert_int_equal(why(&l, PW_INGRESS, "x/a", "z/b"), PW_OPEN);
    assert_int_equal(why(&l, PW_EGRESS, "x/a", "z/b"), PW_OPEN);
    lab_close(&l);
}

static void a_policy_without_rules_denies_its_direction(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD("z", "b", ""), POLICY("x", "p", "podSelector: {}"));
    assert_false(allows(&l, "z/b", "x/a", 80));
    assert_true(allows(&l, "x/a", "z/b", 80));
    assert_int_equal(why(&l, PW_INGRESS, "z/b", "x/a"), PW_DENIED);
    lab_close(&l);
}

static void an_empty_rule_admits_everyone(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD("z", "b", ""),
        POLICY("x", "p", "podSelector: {}, ingress: [{}]"));
    assert_true(allows(&l, "z/b", "x/a", 80));
    assert_true(allows(&l, "203.0.113.9", "x/a", 80));
    assert_int_equal(why(&l, PW_INGRESS, "z/b", "x/a"), PW_ADMITTED);
    lab_close(&l);
}

static void a_pod_selector_alone_is_of_the_policys_namespace(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD("x", "web", "app: web"), POD("z", "web", "app: web"),
        FROM("p", "{podSelector: {matchLabels: {app: web}}}"));
    assert_true(allows(&l, "x/web", "x/a", 80));
    assert_false(allows(&l, "z/web", "x/a", 80));
    assert_false(allows(&l, "203.0.113.9", "x/a", 80));
    lab_close(&l);
}

static void both_selectors_of_a_peer_must_fit(void **state)
{
    (void)state;
    LAB(l, NS("z", "env: dev"), POD("x", "a", ""), POD("z", "web", "app: web"),
        POD("z", "db", "app: db"), POD("x", "web", "app: web"),
        FROM("p", "{namespaceSelector: {matchLabels: {env: dev}}, podSelector: {matchLabels: "
             "{app: web}}}"));
    assert_true(allows(&l, "z/web", "x/a", 80));
    assert_false(allows(&l, "z/db", "x/a", 80));
    assert_false(allows(&l, "x/web", "x/a", 80));
    lab_close(&l);
}

static void two_peers_are_either(void **state)
{
    (void)state;
    LAB(l, NS("z", "env: dev"), POD("x", "a", ""), POD("z", "db", "app: db"),
        POD("x", "web", "app: web"),
        FROM("p", "{namespaceSelector: {matchLabels: {env: dev}}}, {podSelector: {matchLabels: "
             "{app: web}}}"));
    assert_true(allows(&l, "z/db", "x/a", 80));
    assert_true(allows(&l, "x/web", "x/a", 80));
    lab_close(&l);
}

static void policies_add_up(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD("x", "b", "app: b"), POD("x", "c", "app: c"),
        FROM("p", "{podSelector: {matchLabels: {app: b}}}"),
        FROM("q", "{podSelector: {matchLabels: {app: c}}}"));
    assert_true(allows(&l, "x/b", "x/a", 80));
    assert_true(allows(&l, "x/c", "x/a", 80));
    assert_false(allows(&l, "x/a", "x/b", 80));
    lab_close(&l);
}

static void both_directions_must_allow(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD("z", "b", ""),
        POLICY("x", "p", "podSelector: {}, policyTypes: [Egress], egress: [{ports: [{port: 80}]}]"),
        POLICY("z", "q", "podSelector: {}, ingress: [{ports: [{port: 80}, {port: 81}]}]"));
    assert_true(allows(&l, "x/a", "z/b", 80));
    assert_false(allows(&l, "x/a", "z/b", 81));
    assert_false(allows(&l, "203.0.113.9", "z/b", 82));
    assert_true(allows(&l, "203.0.113.9", "z/b", 81));
    lab_close(&l);
}

static void addresses_outside_are_known_by_blocks(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD_AT("z", "b", "", "10.9.0.1"),
        FROM("p", "{ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}"));
    assert_true(allows(&l, "10.2.0.1", "x/a", 80));
    assert_false(allows(&l, "10.1.0.1", "x/a", 80));
    assert_false(allows(&l, "2001:db8::1", "x/a", 80));
    assert_int_equal(why(&l, PW_EGRESS, "10.2.0.1", "x/a"), PW_OUTSIDE);
    lab_close(&l);
}

/* S9, and the switch that decides it otherwise. */
static void blocks_match_pods_unless_assumed_otherwise(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD_AT("z", "b", "", "10.9.0.1"),
        FROM("p", "{ipBlock: {cidr: 10.9.0.0/16}}"));
    pw_assume assume = pw_assume_default();
    assert_true(assume.ip_block_matches_pods);
    assert_true(allows(&l, "z/b", "x/a", 80));
    assert_true(pw_assume_set(&assume, PW_STR("ipBlockMatchesPods"), false));
    assert_ok(pw_snapshot_build(&l.s, &assume));
    assert_false(allows(&l, "z/b", "x/a", 80));
    assert_true(allows(&l, "10.9.0.2", "x/a", 80));
    assert_false(pw_assume_set(&assume, PW_STR("nothing"), true));
    lab_close(&l);
}

/* S16, S17, S19 */
static void exceptions_come_before_policies(void **state)
{
    (void)state;
    LAB(l, NODE("node", "", "192.168.0.1"), POLICY("x", "p", "podSelector: {}, policyTypes: "
                                                   "[Ingress, Egress]"),
        POD_WITH("x", "a", "", "spec: {nodeName: node}"),
        POD_WITH("x", "host", "", "spec: {hostNetwork: true, nodeName: node}"),
        POD_WITH("x", "far", "", "spec: {hostNetwork: true}"));
    assert_int_equal(why(&l, PW_INGRESS, "x/a", "x/a"), PW_SELF);
    assert_int_equal(why(&l, PW_INGRESS, "192.168.0.1", "x/a"), PW_OWN_NODE);
    assert_int_equal(why(&l, PW_INGRESS, "x/host", "x/a"), PW_OWN_NODE);
    assert_int_equal(why(&l, PW_INGRESS, "x/far", "x/a"), PW_DENIED);
    assert_int_equal(why(&l, PW_INGRESS, "x/far", "x/host"), PW_HOST);
    assert_true(allows(&l, "x/a", "x/a", 80));
    lab_close(&l);
}

/* S12 */
static void the_family_both_ends_have_decides(void **state)
{
    (void)state;
    LAB(l, POD_WITH("x", "a", "", "status: {podIP: 10.0.0.1, podIPs: [{ip: 10.0.0.1}, {ip: "
                    "'2001:db8::1'}]}"),
        FROM("p", "{ipBlock: {cidr: '2001:db8::/32'}}"));
    assert_true(allows(&l, "2001:db8::99", "x/a", 80));
    assert_false(allows(&l, "10.0.0.99", "x/a", 80));
    pw_spot pod = ask_spot(&l, "x/a"), outside = ask_spot(&l, "2001:db8::99");
    assert_true(pw_ip_same(pw_spot_ip(&l.s, pod, outside, true), lab_ip("2001:db8::1")));
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pods_are_open_without_policies),
        cmocka_unit_test(a_policy_without_rules_denies_its_direction),
        cmocka_unit_test(an_empty_rule_admits_everyone),
        cmocka_unit_test(a_pod_selector_alone_is_of_the_policys_namespace),
        cmocka_unit_test(both_selectors_of_a_peer_must_fit),
        cmocka_unit_test(two_peers_are_either),
        cmocka_unit_test(policies_add_up),
        cmocka_unit_test(both_directions_must_allow),
        cmocka_unit_test(addresses_outside_are_known_by_blocks),
        cmocka_unit_test(blocks_match_pods_unless_assumed_otherwise),
        cmocka_unit_test(exceptions_come_before_policies),
        cmocka_unit_test(the_family_both_ends_have_decides),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
