#include "lab.h"

static void assert_has_ip(const lab *l, const char *pod, const char *ip)
{
    pw_ip wanted = lab_ip(ip);
    const pw_member *member = lab_member(l, pod);
    assert_true(member->has_ip[wanted.family]);
    assert_true(pw_ip_same(member->ips[wanted.family], wanted));
}

static void pods_without_an_address_get_one_each(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD("x", "b", ""));
    assert_has_ip(&l, "x/a", "10.244.0.1");
    assert_has_ip(&l, "x/b", "10.244.0.2");
    assert_true(lab_member(&l, "x/a")->assumed);
    assert_int_equal(lab_said(&l, PW_ASSUMED_ADDRESS), 1);
    lab_close(&l);
}

/* S23 */
static void assumed_addresses_skip_given_ones(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD_AT("x", "b", "", "10.244.0.1"), POD("x", "c", ""),
        NODE("node", "", "10.244.0.3"));
    assert_has_ip(&l, "x/b", "10.244.0.1");
    assert_has_ip(&l, "x/a", "10.244.0.2");
    assert_has_ip(&l, "x/c", "10.244.0.4");
    assert_false(lab_member(&l, "x/b")->assumed);
    lab_close(&l);
}

/* S20 */
static void pending_and_finished_pods_are_no_ends(void **state)
{
    (void)state;
    LAB(l, POD_WITH("x", "pending", "", "status: {phase: Pending}"),
        POD_WITH("x", "done", "", "status: {phase: Succeeded, podIP: 10.0.0.1}"),
        POD_WITH("x", "failed", "", "status: {phase: Failed}"),
        POD_WITH("x", "starting", "", "status: {phase: Pending, podIP: 10.0.0.2}"),
        POD_WITH("x", "running", "", "status: {phase: Running}"));
    assert_int_equal(lab_pods(&l), 2);
    lab_pod(&l, "x/starting");
    lab_pod(&l, "x/running");
    assert_int_equal(lab_said(&l, PW_NO_END), 3);
    lab_close(&l);
}

static void a_pod_may_have_an_address_of_each_family(void **state)
{
    (void)state;
    LAB(l, POD_WITH("x", "a", "", "status: {podIP: '2001:db8::1', podIPs: [{ip: '2001:db8::1'}, "
                    "{ip: 10.0.0.1}, {ip: 10.0.0.2}]}"));
    assert_has_ip(&l, "x/a", "2001:db8::1");
    assert_has_ip(&l, "x/a", "10.0.0.1");
    assert_int_equal(lab_member(&l, "x/a")->first, PW_IPV6);
    lab_close(&l);
}

static void an_address_belongs_to_the_pod_that_has_it(void **state)
{
    (void)state;
    LAB(l, POD_AT("x", "a", "", "10.0.0.1"), POD_AT("x", "b", "", "2001:db8::1"),
        POD_WITH("x", "host", "", "spec: {hostNetwork: true}, status: {podIP: 192.168.0.1}"));
    assert_int_equal(pw_cluster_owner(&l.s.cluster, lab_ip("10.0.0.1")), lab_pod(&l, "x/a"));
    assert_int_equal(pw_cluster_owner(&l.s.cluster, lab_ip("2001:db8::1")), lab_pod(&l, "x/b"));
    assert_int_equal(pw_cluster_owner(&l.s.cluster, lab_ip("192.168.0.1")), PW_NONE);
    assert_int_equal(pw_cluster_owner(&l.s.cluster, lab_ip("10.0.0.9")), PW_NONE);
    lab_close(&l);
}

static void a_shared_address_is_told(void **state)
{
    (void)state;
    LAB(l, POD_AT("x", "a", "", "10.0.0.1"), POD_AT("x", "b", "", "10.0.0.1"));
    assert_int_equal(lab_said(&l, PW_DUPLICATE), 1);
    assert_int_equal(pw_cluster_owner(&l.s.cluster, lab_ip("10.0.0.1")), lab_pod(&l, "x/a"));
    lab_close(&l);
}

static void pods_stand_by_namespace_in_order_of_the_manifests(void **state)
{
    (void)state;
    LAB(l, POD("z", "b", ""), POD("x", "c", ""), POD("z", "a", ""));
    assert_int_equal(lab_pod(&l, "z/b"), 0);
    assert_int_equal(lab_pod(&l, "z/a"), 1);
    assert_int_equal(lab_pod(&l, "x/c"), 2);
    assert_int_equal(pw_cluster_ns(&l.s.cluster, 0)->to_pod, 2);
    lab_close(&l);
}

/* S19 */
static void a_host_network_pod_has_its_nodes_address(void **state)
{
    (void)state;
    LAB(l, NODE("node", "", "192.168.0.7"),
        POD_WITH("x", "host", "", "spec: {hostNetwork: true, nodeName: node}"),
        POD_WITH("x", "lost", "", "spec: {hostNetwork: true}"));
    assert_has_ip(&l, "x/host", "192.168.0.7");
    assert_false(lab_member(&l, "x/host")->assumed);
    assert_has_ip(&l, "x/lost", "172.31.0.1");
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pods_without_an_address_get_one_each),
        cmocka_unit_test(assumed_addresses_skip_given_ones),
        cmocka_unit_test(pending_and_finished_pods_are_no_ends),
        cmocka_unit_test(a_pod_may_have_an_address_of_each_family),
        cmocka_unit_test(an_address_belongs_to_the_pod_that_has_it),
        cmocka_unit_test(a_shared_address_is_told),
        cmocka_unit_test(pods_stand_by_namespace_in_order_of_the_manifests),
        cmocka_unit_test(a_host_network_pod_has_its_nodes_address),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
