#include "lab.h"

#include "eval/words.h"

#define CLUSTER NS("prod", "env: prod"), POD_AT("prod", "db", "app: db", "10.0.0.1")

static pw_vec words_of(lab *l)
{
    pw_vec lines = {0};
    const pw_policy_ref *ref = pw_items(l->s.cluster.policies, const pw_policy_ref);
    assert_ok(pw_words(&l->s, &l->arena, ref, &lines));
    return lines;
}

static void assert_line(const pw_vec *lines, uint32_t i, uint32_t depth, const char *text)
{
    assert_true(i < lines->count);
    assert_text(pw_items(*lines, const pw_saying)[i].text, text);
    assert_int_equal(pw_items(*lines, const pw_saying)[i].depth, depth);
}

static void nothing_gets_in(void **state)
{
    (void)state;
    LAB(l, CLUSTER, POLICY("prod", "p", "podSelector: {}"));
    pw_vec lines = words_of(&l);
    assert_int_equal(lines.count, 3);
    assert_line(&lines, 0, 0, "Guards every pod of prod, now prod/db.");
    assert_line(&lines, 1, 0, "Limits what reaches them, and lets nothing in: it has no ingress "
                "rule.");
    assert_line(&lines, 2, 0, "What they send is not limited by this policy.");
    assert_false(pw_items(lines, const pw_saying)[2].placed);
    lab_close(&l);
}

static void an_empty_rule_is_for_everyone(void **state)
{
    (void)state;
    LAB(l, CLUSTER, POLICY("prod", "p", "podSelector: {matchLabels: {app: db}}, ingress: [{}], "
                           "egress: [{ports: [{port: 53, protocol: UDP}, {port: dns}]}]"));
    pw_vec lines = words_of(&l);
    assert_line(&lines, 0, 0, "Guards the pods of prod with app=db, now prod/db.");
    assert_line(&lines, 2, 1, "Rule 1: everyone, inside the cluster and outside, may connect on "
                "every port.");
    assert_line(&lines, 4, 1, "Rule 1: they may connect to everyone, inside the cluster and "
                "outside, on UDP 53 and the TCP port named dns.");
    lab_close(&l);
}

static void peers_say_whether_both_must_fit(void **state)
{
    (void)state;
    LAB(l, CLUSTER,
        POLICY("prod", "p", "podSelector: {}, ingress: [{from: [{namespaceSelector: {matchLabels: "
               "{env: prod}}, podSelector: {matchLabels: {app: db}}}, {namespaceSelector: {}}, "
               "{podSelector: {}}]}]"));
    pw_vec lines = words_of(&l);
    assert_line(&lines, 2, 1, "Rule 1: whoever fits one of these peers may connect on every "
                "port:");
    assert_line(&lines, 3, 2, "Peer 1: pods with app=db in namespaces with env=prod (both must "
                "fit), now prod/db.");
    assert_line(&lines, 4, 2, "Peer 2: every pod in every namespace, but nobody outside the "
                "cluster, now prod/db.");
    assert_line(&lines, 5, 2, "Peer 3: every pod in prod itself, now prod/db.");
    lab_close(&l);
}

static void rules_that_do_not_count_are_named(void **state)
{
    (void)state;
    LAB(l, CLUSTER, POLICY("prod", "p", "podSelector: {}, policyTypes: [Egress], ingress: [{}]"));
    pw_vec lines = words_of(&l);
    assert_line(&lines, 1, 0, "What reaches them is not limited by this policy: policyTypes does "
                "not name Ingress, so its ingress rules do not count.");
    assert_true(pw_items(lines, const pw_saying)[1].placed);
    assert_line(&lines, 2, 0, "Limits what they send, and lets nothing out: it has no egress "
                "rule.");
    lab_close(&l);
}

static void expressions_have_words(void **state)
{
    (void)state;
    LAB(l, CLUSTER,
        POLICY("prod", "p", "podSelector: {matchExpressions: [{key: a, operator: In, values: [u, "
               "v, w]}, {key: b, operator: NotIn, values: [u, v]}, {key: c, operator: NotIn, "
               "values: [u]}, {key: d, operator: Exists}, {key: e, operator: DoesNotExist}]}"));
    pw_vec lines = words_of(&l);
    assert_line(&lines, 0, 0, "Guards the pods of prod with either a=u, a=v or a=w, neither b=u "
                "nor b=v, no c=u, a label d and no label e. There is none now, so this policy "
                "does nothing.");
    assert_line(&lines, 1, 1, "No pod in prod fits all of it.");
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_gets_in),
        cmocka_unit_test(an_empty_rule_is_for_everyone),
        cmocka_unit_test(peers_say_whether_both_must_fit),
        cmocka_unit_test(rules_that_do_not_count_are_named),
        cmocka_unit_test(expressions_have_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
