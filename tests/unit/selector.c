#include "lab.h"

#include "kube/selector.h"
#include "model/select.h"

/* Whether policy 0, which has this podSelector, fits a pod of these labels: by the plain reading
 * of one pod, and by the sets of the index. They must agree. */
static bool fits(const char *selector, const char *labels)
{
    char pod[512], policy[512];
    const char *objects[] = {pod, policy};
    lab l;
    const pw_word *set;
    pw_select select;
    sprintf(pod, POD("x", "a", "%s"), labels);
    sprintf(policy, POLICY("x", "p", "podSelector: {%s}"), selector);
    lab_open(&l, objects, COUNT(objects));
    assert_int_equal(l.s.cluster.policies.count, 1);
    const pw_selector *s = &lab_policy(&l, 0)->pods;
    const pw_list *of_pod = lab_member(&l, "x/a")->labels;
    bool plain = pw_selector_fits(s, of_pod);
    assert_ok(pw_select_make(&select, &l.arena, &l.s.classes, 1));
    assert_ok(pw_select_enter(&select, 0, of_pod));
    assert_ok(pw_select_find(&select, s, &set));
    assert_int_equal(pw_bits_has(set, 0), plain);
    lab_close(&l);
    return plain;
}

#define EXPRESSION(text) "matchExpressions: [{" text "}]"

static void an_empty_selector_fits_everything(void **state)
{
    (void)state;
    assert_true(fits("", ""));
    assert_true(fits("", "app: web"));
    assert_true(fits("matchLabels: {}, matchExpressions: []", "app: web"));
}

static void labels_must_all_be_there(void **state)
{
    (void)state;
    assert_true(fits("matchLabels: {app: web}", "app: web, tier: front"));
    assert_false(fits("matchLabels: {app: web, tier: back}", "app: web, tier: front"));
    assert_false(fits("matchLabels: {app: web}", ""));
    assert_false(fits("matchLabels: {app: web}", "App: web"));
    assert_false(fits("matchLabels: {web: app}", "app: web"));
}

static void an_empty_value_is_a_value(void **state)
{
    (void)state;
    assert_true(fits("matchLabels: {app: ''}", "app: ''"));
    assert_false(fits("matchLabels: {app: ''}", "app: web"));
    assert_false(fits("matchLabels: {app: ''}", ""));
    assert_true(fits(EXPRESSION("key: app, operator: In, values: ['']"), "app: ''"));
    assert_true(fits(EXPRESSION("key: app, operator: Exists"), "app: ''"));
}

static void in_needs_the_key(void **state)
{
    (void)state;
    assert_true(fits(EXPRESSION("key: app, operator: In, values: [db, web]"), "app: web"));
    assert_false(fits(EXPRESSION("key: app, operator: In, values: [db, web]"), "app: api"));
    assert_false(fits(EXPRESSION("key: app, operator: In, values: [db, web]"), "tier: web"));
}

/* S3 */
static void not_in_fits_where_the_key_is_missing(void **state)
{
    (void)state;
    assert_false(fits(EXPRESSION("key: app, operator: NotIn, values: [db, web]"), "app: web"));
    assert_true(fits(EXPRESSION("key: app, operator: NotIn, values: [db, web]"), "app: api"));
    assert_true(fits(EXPRESSION("key: app, operator: NotIn, values: [db, web]"), ""));
}

static void exists_and_does_not(void **state)
{
    (void)state;
    assert_true(fits(EXPRESSION("key: app, operator: Exists"), "app: web"));
    assert_false(fits(EXPRESSION("key: app, operator: Exists"), "tier: web"));
    assert_false(fits(EXPRESSION("key: app, operator: DoesNotExist"), "app: web"));
    assert_true(fits(EXPRESSION("key: app, operator: DoesNotExist"), "tier: web"));
}

static void all_conditions_are_needed(void **state)
{
    (void)state;
    const char *both = "matchLabels: {app: web}, matchExpressions: [{key: tier, operator: In, "
                       "values: [a, b]}, {key: old, operator: DoesNotExist}]";
    assert_true(fits(both, "app: web, tier: a"));
    assert_false(fits(both, "app: web, tier: a, old: 'yes'"));
    assert_false(fits(both, "app: web, tier: c"));
    assert_false(fits(both, "tier: a"));
}

static void a_repeated_value_changes_nothing(void **state)
{
    (void)state;
    assert_true(fits(EXPRESSION("key: app, operator: In, values: [web, web]"), "app: web"));
    assert_false(fits(EXPRESSION("key: app, operator: NotIn, values: [web, web]"), "app: web"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_selector_fits_everything),
        cmocka_unit_test(labels_must_all_be_there),
        cmocka_unit_test(an_empty_value_is_a_value),
        cmocka_unit_test(in_needs_the_key),
        cmocka_unit_test(not_in_fits_where_the_key_is_missing),
        cmocka_unit_test(exists_and_does_not),
        cmocka_unit_test(all_conditions_are_needed),
        cmocka_unit_test(a_repeated_value_changes_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
