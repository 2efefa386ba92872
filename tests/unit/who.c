#include "lab.h"

#include "eval/who.h"

static void open_cluster(lab *l)
{
    static const char *const objects[] = {
        NS("prod", "env: prod"),
        NS("dev", "env: dev"),
        POD_AT("prod", "db", "app: database", "10.0.0.1"),
        POD_AT("prod", "back", "app: backend, live: 'true'", "10.0.0.2"),
        POD_AT("prod", "odd", "run: my-app", "10.0.0.3"),
        POD("dev", "web", "app: web"),
        POD_WITH("prod", "host", "app: web", "spec: {hostNetwork: true}, status: {podIP: 10.9.0.1, "
                 "hostIP: 10.9.0.1}"),
        POLICY("prod", "p",
               "podSelector: {matchLabels: {app: my-app}}, ingress: [{from: ["
               "{podSelector: {matchLabels: {app: web}}}, "
               "{podSelector: {matchLabels: {app: databse}}}, "
               "{podSelector: {matchLabels: {ready: 'true'}}}, "
               "{namespaceSelector: {matchLabels: {env: prdo}}}, "
               "{namespaceSelector: {matchLabels: {env: dev}}, podSelector: {matchLabels: {app: "
               "backend}}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.2/32]}}]}]"),
    };
    lab_open(l, objects, COUNT(objects));
}

static const pw_peer *peer_at(const lab *l, uint32_t i)
{
    const pw_rule *rule = pw_list_items(lab_policy(l, 0)->rules[PW_INGRESS], pw_rule);
    return &pw_list_items(rule->peers, pw_peer)[i];
}

static pw_scope scope_of(const lab *l, uint32_t i)
{
    const pw_peer *peer = peer_at(l, i);
    return (pw_scope){.pods = peer->pods.head.given ? &peer->pods : NULL,
                      .namespaces = peer->namespaces.head.given ? &peer->namespaces : NULL,
                      .ns = pw_cluster_namespace(&l->s.cluster, PW_STR("prod"))};
}

static void assert_nobody(lab *l, const pw_scope *scope, const char *expected, bool placed)
{
    pw_str text;
    pw_span span;
    bool has_place;
    assert_int_equal(pw_who_find(&l->s, scope).count, 0);
    assert_ok(pw_who_nobody(&l->s, &l->arena, scope, &text, &has_place, &span, NULL));
    assert_text(text, expected);
    assert_int_equal(has_place, placed);
}

static void assert_named(lab *l, const pw_scope *scope, const char *expected)
{
    pw_who who = pw_who_find(&l->s, scope);
    pw_buf b = pw_buf_make(1024);
    pw_who_write(&b, &l->s, &who);
    assert_text(lab_keep(l, &b), expected);
}

static void what_nobody_is_called(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    pw_scope guarded = scope_of(&l, 0);
    guarded.pods = &lab_policy(&l, 0)->pods;
    assert_nobody(&l, &guarded, "No pod in prod has app=my-app; prod/odd has run=my-app. Did you "
                  "mean run?", true);
    pw_scope scope = scope_of(&l, 0);
    assert_nobody(&l, &scope, "dev/web fits, but is in dev; only pods of prod count here.", false);
    scope = scope_of(&l, 1);
    assert_nobody(&l, &scope, "No pod in prod has app=databse; prod/db has app=database. Did you "
                  "mean database?", true);
    scope = scope_of(&l, 2);
    assert_nobody(&l, &scope, "No pod in prod has ready=true.", true);
    scope = scope_of(&l, 3);
    assert_nobody(&l, &scope, "No namespace has env=prdo; prod has env=prod. Did you mean prod?",
                  true);
    scope = scope_of(&l, 4);
    assert_nobody(&l, &scope, "prod/back would fit, but its namespace prod does not.", false);
    lab_close(&l);
}

static void an_empty_namespace_needs_no_reason(void **state)
{
    (void)state;
    LAB(l, NS("void", ""), POD("prod", "a", "app: web"));
    pw_scope scope = {.ns = pw_cluster_namespace(&l.s.cluster, PW_STR("void"))};
    assert_nobody(&l, &scope, "", false);
    lab_close(&l);
}

static void selectors_do_not_see_pods_on_the_network_of_their_node(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    pw_scope scope = {.ns = pw_cluster_namespace(&l.s.cluster, PW_STR("prod"))};
    assert_named(&l, &scope, "prod/db, prod/back and prod/odd");
    scope.block = &peer_at(&l, 5)->block;
    assert_named(&l, &scope, "prod/db, prod/odd, prod/host and dev/web");
    assert_true(pw_who_find(&l.s, &scope).assumed);
    l.s.assume.ip_block_matches_pods = false;
    assert_named(&l, &scope, "prod/host");
    lab_close(&l);
}

static void long_lists_are_folded(void **state)
{
    (void)state;
    LAB(l, POD("p", "a", ""), POD("p", "b", ""), POD("p", "c", ""), POD("p", "d", ""),
        POD("p", "e", ""), POD("q", "f", ""));
    pw_scope scope = {.ns = pw_cluster_namespace(&l.s.cluster, PW_STR("p"))};
    assert_named(&l, &scope, "p/a, p/b, p/c and 2 more");
    scope.ns = pw_cluster_namespace(&l.s.cluster, PW_STR("q"));
    assert_named(&l, &scope, "q/f");
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_nobody_is_called),
        cmocka_unit_test(an_empty_namespace_needs_no_reason),
        cmocka_unit_test(selectors_do_not_see_pods_on_the_network_of_their_node),
        cmocka_unit_test(long_lists_are_folded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
