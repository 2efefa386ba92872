#include "lab.h"

#include "edit/dashes.h"

#define NAMESPACES "    - namespaceSelector: {matchLabels: {env: dev}}\n"
#define PODS "    - podSelector:\n        matchLabels: {app: web}\n"

/* A policy whose only ingress rule has these peers. */
static void open_peers(lab *l, const char *peers)
{
    char text[2000];
    sprintf(text, "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
            "metadata: {name: p, namespace: prod}\nspec:\n  podSelector: {}\n  ingress:\n"
            "  - from:\n%s", peers);
    pw_snapshot_open(&l->s);
    l->arena = pw_arena_make(4096);
    lab_put(l, "lab.yaml", text);
}

static const pw_dash *only_dash(lab *l)
{
    pw_vec dashes;
    assert_ok(pw_dashes(&l->s, &l->arena, &dashes));
    assert_int_equal(dashes.count, 1);
    return pw_items(dashes, const pw_dash);
}

static uint32_t dashes_of(const char *peers)
{
    lab l;
    pw_vec dashes;
    open_peers(&l, peers);
    assert_ok(pw_dashes(&l.s, &l.arena, &dashes));
    lab_close(&l);
    return dashes.count;
}

/* Applies the only edit there is; the text must still have nothing wrong with it. */
static void apply(lab *l, pw_dash_action action, const char *means)
{
    const pw_dash *dash = only_dash(l);
    pw_str text = lab_doc(l, 0)->source.text;
    char edited[2000];
    assert_int_equal(dash->action, action);
    assert_text(dash->text, means);
    memcpy(edited, text.at, text.len);
    edited[text.len] = '\0';
    assert_int_equal(edited[dash->at], action == PW_SPLIT ? ' ' : '-');
    edited[dash->at] = action == PW_SPLIT ? '-' : ' ';
    lab_put(l, "lab.yaml", edited);
    assert_int_equal(lab_doc(l, 0)->diags.list.count, 0);
}

static void split_and_join_undo_each_other(void **state)
{
    (void)state;
    lab l;
    open_peers(&l, NAMESPACES "      # and\n      podSelector:\n        matchLabels: {app: web}\n");
    pw_str before = pw_str_copy(&l.arena, lab_doc(&l, 0)->source.text);
    apply(&l, PW_SPLIT, "Split peer 1: any pod of namespaces with env=dev, or any pod of prod with "
          "app=web");
    assert_int_equal(lab_policy(&l, 0)->rules[PW_INGRESS].count, 1);
    apply(&l, PW_JOIN, "Join peers 1 and 2: only pods with app=web in namespaces with env=dev");
    assert_true(pw_str_same(before, lab_doc(&l, 0)->source.text));
    lab_close(&l);
}

static void empty_selectors_are_said_as_what_they_mean(void **state)
{
    (void)state;
    lab l;
    open_peers(&l, "    -   podSelector: {}\n        namespaceSelector: {}\n");
    apply(&l, PW_SPLIT, "Split peer 1: any pod of prod, or any pod of any namespace");
    apply(&l, PW_JOIN, "Join peers 1 and 2: any pod in any namespace");
    lab_close(&l);
}

static void neighbours_are_joined_two_by_two(void **state)
{
    (void)state;
    assert_int_equal(dashes_of(PODS NAMESPACES PODS), 2);
    assert_int_equal(dashes_of(PODS PODS), 0);
    assert_int_equal(dashes_of(PODS "    - ipBlock: {cidr: 10.0.0.0/8}\n"), 0);
}

static void only_block_style_has_dashes_to_move(void **state)
{
    (void)state;
    assert_int_equal(dashes_of("    - {podSelector: {}, namespaceSelector: {}}\n"), 0);
    assert_int_equal(dashes_of("    [{podSelector: {}}, {namespaceSelector: {}}]\n"), 0);
    assert_int_equal(dashes_of("    - podSelector: {}\n    -   namespaceSelector: {}\n"), 0);
    assert_int_equal(dashes_of("    -\n      podSelector: {}\n      namespaceSelector: {}\n"), 0);
    assert_int_equal(dashes_of("    - &a\n      podSelector: {}\n"
                               "      namespaceSelector: {}\n"), 0);
}

static void peers_of_an_alias_belong_to_their_anchor(void **state)
{
    (void)state;
    assert_int_equal(dashes_of("      &peers\n      - podSelector: {}\n"
                               "        namespaceSelector: {}\n"
                               "  egress:\n  - to: *peers\n"), 1);
    assert_int_equal(dashes_of("    - &p {podSelector: {}}\n    - <<: *p\n"
                               "      namespaceSelector: {}\n"), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(split_and_join_undo_each_other),
        cmocka_unit_test(empty_selectors_are_said_as_what_they_mean),
        cmocka_unit_test(neighbours_are_joined_two_by_two),
        cmocka_unit_test(only_block_style_has_dashes_to_move),
        cmocka_unit_test(peers_of_an_alias_belong_to_their_anchor),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
