#include "lab.h"

static const pw_namespace *ns_of(const lab *l, const char *name)
{
    uint32_t ns = pw_cluster_namespace(&l->s.cluster, pw_str_of(name));
    assert_int_not_equal(ns, PW_NONE);
    return pw_cluster_ns(&l->s.cluster, ns);
}

static bool has_label(const pw_namespace *ns, const char *key, const char *value)
{
    for (uint32_t i = 0; i < ns->labels.count; i++) {
        const pw_label *label = &pw_list_items(ns->labels, pw_label)[i];
        if (pw_str_is(label->key.s, key) && pw_str_is(label->value.s, value))
            return true;
    }
    return false;
}

static void namespaces_in_use_are_supplied_and_said(void **state)
{
    (void)state;
    LAB(l, POD("prod", "a", ""), POD("prod", "b", ""), NS("dev", "env: dev"), POD("dev", "c", ""));
    assert_int_equal(l.s.cluster.namespaces.count, 2);
    assert_false(ns_of(&l, "prod")->declared);
    assert_true(ns_of(&l, "dev")->declared);
    assert_int_equal(lab_said(&l, PW_NAMESPACE_SUPPLIED), 1);
    lab_close(&l);
}

static void objects_without_a_namespace_are_in_default(void **state)
{
    (void)state;
    LAB(l, "{apiVersion: v1, kind: Pod, metadata: {name: a}}");
    assert_int_equal(lab_pod(&l, "default/a"), 0);
    lab_close(&l);
}

/* S5 */
static void the_name_label_is_forced(void **state)
{
    (void)state;
    LAB(l, NS("dev", "env: dev, kubernetes.io/metadata.name: liar"), POD("prod", "a", ""));
    assert_true(has_label(ns_of(&l, "dev"), "kubernetes.io/metadata.name", "dev"));
    assert_false(has_label(ns_of(&l, "dev"), "kubernetes.io/metadata.name", "liar"));
    assert_true(has_label(ns_of(&l, "dev"), "env", "dev"));
    assert_true(has_label(ns_of(&l, "prod"), "kubernetes.io/metadata.name", "prod"));
    lab_close(&l);
}

static void of_duplicates_the_last_counts(void **state)
{
    (void)state;
    LAB(l, POD_AT("x", "a", "v: one", "10.0.0.1"), POD("x", "b", ""),
        POD_AT("x", "a", "v: two", "10.0.0.2"));
    assert_int_equal(lab_pods(&l), 2);
    assert_true(pw_ip_same(lab_member(&l, "x/a")->ips[PW_IPV4], lab_ip("10.0.0.2")));
    assert_int_equal(lab_said(&l, PW_DUPLICATE), 1);
    lab_close(&l);
}

static void kinds_and_namespaces_are_told_apart(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POD("z", "a", ""), SERVICE("x", "a", "selector: {app: a}"),
        POLICY("x", "a", "podSelector: {}"));
    assert_int_equal(lab_pods(&l), 2);
    assert_int_equal(l.s.cluster.services.count, 1);
    assert_int_equal(l.s.cluster.policies.count, 1);
    assert_int_equal(lab_said(&l, PW_DUPLICATE), 0);
    lab_close(&l);
}

static void duplicates_are_found_across_files(void **state)
{
    (void)state;
    LAB(l, POD_AT("x", "a", "", "10.0.0.1"));
    lab_put(&l, "more.yaml", POD_AT("x", "a", "", "10.0.0.2") "\n");
    assert_int_equal(lab_pods(&l), 1);
    assert_true(pw_ip_same(lab_member(&l, "x/a")->ips[PW_IPV4], lab_ip("10.0.0.2")));
    lab_close(&l);
}

static void other_kinds_are_said_once_each(void **state)
{
    (void)state;
    LAB(l, "{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}",
        "{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}",
        "{apiVersion: v1, kind: Secret, metadata: {name: a}}",
        "{apiVersion: cilium.io/v2, kind: CiliumNetworkPolicy, metadata: {name: a}}");
    assert_int_equal(lab_said(&l, PW_NOT_SIMULATED), 2);
    assert_int_equal(lab_said(&l, PW_NOT_EVALUATED), 1);
    assert_int_equal(l.s.cluster.left_out.count, 1);
    lab_close(&l);
}

static void broken_objects_are_left_out_and_named(void **state)
{
    (void)state;
    LAB(l, POD("x", "a", ""), POLICY("x", "p", "podSelector: 5"), "kind: [open");
    assert_int_equal(l.s.cluster.policies.count, 0);
    assert_int_equal(l.s.cluster.left_out.count, 2);
    assert_text(pw_items(l.s.cluster.left_out, const pw_omission)[0].out->what,
                "NetworkPolicy x/p");
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(namespaces_in_use_are_supplied_and_said),
        cmocka_unit_test(objects_without_a_namespace_are_in_default),
        cmocka_unit_test(the_name_label_is_forced),
        cmocka_unit_test(of_duplicates_the_last_counts),
        cmocka_unit_test(kinds_and_namespaces_are_told_apart),
        cmocka_unit_test(duplicates_are_found_across_files),
        cmocka_unit_test(other_kinds_are_said_once_each),
        cmocka_unit_test(broken_objects_are_left_out_and_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
