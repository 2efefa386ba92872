#include "ask.h"

#define ANY_OF(name, app, other)                                                                  \
    POLICY("x", name, "podSelector: {matchLabels: {app: " app "}}, ingress: [{from: "            \
           "[{podSelector: {matchLabels: {app: " other "}}}]}]")

static void open_cluster(lab *l)
{
    static const char *const objects[] = {
        POD("x", "a1", "app: a, pod: one"), POD("x", "a2", "app: a, pod: two"),
        POD("x", "b", "app: b"), POD("x", "c", ""), POD("z", "a", "app: a"),
        ANY_OF("p", "a", "b"), ANY_OF("q", "a", "a")};
    lab_open(l, objects, COUNT(objects));
}

static uint32_t class_of(const lab *l, const char *pod)
{
    return pw_class_of_pod(&l->s.classes, lab_pod(l, pod), PW_IPV4);
}

static void pods_no_policy_tells_apart_are_one_class(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    assert_int_equal(class_of(&l, "x/a1"), class_of(&l, "x/a2"));
    assert_int_not_equal(class_of(&l, "x/a1"), class_of(&l, "x/b"));
    assert_int_not_equal(class_of(&l, "x/b"), class_of(&l, "x/c"));
    assert_int_not_equal(class_of(&l, "x/a1"), class_of(&l, "z/a"));
    assert_int_equal(l.s.classes.at[class_of(&l, "x/a1")].members, 2);
    lab_close(&l);
}

static void classes_count_each_pod_once(void **state)
{
    (void)state;
    lab l;
    uint32_t members = 0;
    open_cluster(&l);
    for (uint32_t i = 0; i < l.s.classes.count; i++)
        members += l.s.classes.at[i].members;
    assert_int_equal(members, lab_pods(&l));
    lab_close(&l);
}

static void only_selected_classes_have_a_target(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    const pw_side *ingress = &l.s.index.sides[PW_INGRESS], *egress = &l.s.index.sides[PW_EGRESS];
    assert_int_not_equal(ingress->target_of[class_of(&l, "x/a1")], PW_NONE);
    assert_int_equal(ingress->target_of[class_of(&l, "x/b")], PW_NONE);
    assert_int_equal(ingress->target_of[class_of(&l, "z/a")], PW_NONE);
    assert_int_equal(ingress->targets, 1);
    assert_int_equal(egress->targets, 0);
    lab_close(&l);
}

static void masks_are_those_of_all_policies(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    const pw_index *x = &l.s.index;
    uint32_t a = class_of(&l, "x/a1");
    assert_int_equal(pw_index_mask(x, PW_INGRESS, a, class_of(&l, "x/b")), PW_MASK_ALL);
    assert_int_equal(pw_index_mask(x, PW_INGRESS, a, a), PW_MASK_ALL);
    assert_int_equal(pw_index_mask(x, PW_INGRESS, a, class_of(&l, "x/c")), PW_MASK_NONE);
    assert_int_equal(pw_index_mask(x, PW_INGRESS, a, class_of(&l, "z/a")), PW_MASK_NONE);
    assert_int_equal(pw_index_mask(x, PW_EGRESS, a, class_of(&l, "x/c")), PW_MASK_ALL);
    lab_close(&l);
}

static void connections_meet_both_sides(void **state)
{
    (void)state;
    lab l;
    uint32_t mask;
    open_cluster(&l);
    uint32_t a = class_of(&l, "x/a1"), c = class_of(&l, "x/c");
    assert_ok(pw_index_connection(&l.s.index, c, a, &mask));
    assert_int_equal(mask, PW_MASK_NONE);
    assert_ok(pw_index_connection(&l.s.index, a, c, &mask));
    assert_int_equal(mask, PW_MASK_ALL);
    lab_close(&l);
}

static void an_unchanged_snapshot_is_not_built_again(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    pw_assume assume = pw_assume_default();
    const pw_class *classes = l.s.classes.at;
    size_t held = pw_arena_held(&l.s.arena);
    assert_ok(pw_snapshot_build(&l.s, &assume));
    assert_ptr_equal(l.s.classes.at, classes);
    assert_int_equal(pw_arena_held(&l.s.arena), held);
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pods_no_policy_tells_apart_are_one_class),
        cmocka_unit_test(classes_count_each_pod_once),
        cmocka_unit_test(only_selected_classes_have_a_target),
        cmocka_unit_test(masks_are_those_of_all_policies),
        cmocka_unit_test(connections_meet_both_sides),
        cmocka_unit_test(an_unchanged_snapshot_is_not_built_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
