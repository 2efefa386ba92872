#include "ask.h"

static void open_cluster(lab *l)
{
    static const char *const objects[] = {
        POD_AT("prod", "database", "app: db", "10.0.0.1"),
        POD_WITH("prod", "done", "", "status: {phase: Succeeded}"),
        WORKLOAD("apps", "Deployment", "prod", "web",
                 "replicas: 2, selector: {matchLabels: {app: web}}, template: {metadata: {labels: "
                 "{app: web}}}"),
        WORKLOAD("apps", "StatefulSet", "prod", "both",
                 "selector: {matchLabels: {app: s}}, template: {metadata: {labels: {app: s}}}"),
        WORKLOAD("apps", "Deployment", "prod", "both",
                 "selector: {matchLabels: {app: d}}, template: {metadata: {labels: {app: d}}}"),
        POD("default", "alone", ""),
        SERVICE("prod", "db", "selector: {app: db}, ports: [{port: 80}]"),
    };
    lab_open(l, objects, COUNT(objects));
}

static void assert_end(lab *l, const char *text, pw_end_kind kind, const char *name)
{
    pw_end end;
    pw_end_problem problem;
    assert_ok(pw_end_find(&l->s, &l->arena, pw_str_of(text), &end, &problem));
    if (problem.error != PW_END_FOUND)
        fail_msg("%s: %.*s", text, (int)problem.message.len, problem.message.at);
    assert_int_equal(end.kind, kind);
    assert_text(end.name, name);
}

static pw_end_problem assert_problem(lab *l, const char *text, pw_end_error error)
{
    pw_end end;
    pw_end_problem problem;
    assert_ok(pw_end_find(&l->s, &l->arena, pw_str_of(text), &end, &problem));
    if (problem.error != error)
        fail_msg("%s: %d", text, (int)problem.error);
    assert_true(problem.message.len > 0);
    return problem;
}

static void all_ways_to_name_an_end(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    assert_end(&l, "prod/database", PW_END_SPOT, "prod/database");
    assert_end(&l, "prod/pod/database", PW_END_SPOT, "prod/database");
    assert_end(&l, "alone", PW_END_SPOT, "default/alone");
    assert_end(&l, "prod/web", PW_END_WORKLOAD, "prod/deployment/web");
    assert_end(&l, "prod/deployment/web", PW_END_WORKLOAD, "prod/deployment/web");
    assert_end(&l, "prod/web-1", PW_END_SPOT, "prod/web-1");
    assert_end(&l, "svc:prod/db", PW_END_SERVICE, "svc:prod/db");
    assert_end(&l, "ip:203.0.113.9", PW_END_SPOT, "203.0.113.9");
    assert_end(&l, "2001:DB8::1", PW_END_SPOT, "2001:db8::1");
    lab_close(&l);
}

/* S11 */
static void an_address_of_a_pod_is_that_pod(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    assert_end(&l, "10.0.0.1", PW_END_SPOT, "prod/database");
    assert_end(&l, "ip:::ffff:10.0.0.1", PW_END_SPOT, "prod/database");
    lab_close(&l);
}

static void one_name_of_several_is_ambiguous(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    pw_end_problem problem = assert_problem(&l, "prod/both", PW_END_AMBIGUOUS);
    assert_int_equal(problem.candidates.count, 2);
    assert_text(pw_items(problem.candidates, const pw_str)[0], "prod/statefulset/both");
    assert_text(pw_items(problem.candidates, const pw_str)[1], "prod/deployment/both");
    assert_end(&l, "prod/deployment/both", PW_END_WORKLOAD, "prod/deployment/both");
    lab_close(&l);
}

static void assert_suggests(lab *l, const char *text, const char *suggestion)
{
    pw_end_problem problem = assert_problem(l, text, PW_END_UNKNOWN);
    assert_int_equal(problem.candidates.count, 1);
    assert_text(pw_items(problem.candidates, const pw_str)[0], suggestion);
}

static void a_near_name_is_suggested(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    assert_suggests(&l, "prod/databse", "prod/database");
    assert_suggests(&l, "prdo/database", "prod/database");
    assert_suggests(&l, "database", "prod/database");
    assert_suggests(&l, "svc:prod/bd", "svc:prod/db");
    assert_int_equal(assert_problem(&l, "prod/zzz", PW_END_UNKNOWN).candidates.count, 0);
    lab_close(&l);
}

static void a_finished_pod_is_said_to_be_one(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    assert_problem(&l, "prod/done", PW_END_NOT_LIVE);
    lab_close(&l);
}

static void odd_names_are_unknown(void **state)
{
    (void)state;
    static const char *const names[] = {"", "/", "//", "a/b/c/d", "svc:", "ip:", "ip:host", "prod/",
                                        "/database", "prod/job/web", "svc:10.0.0.1", "10.0.0.0/8"};
    lab l;
    open_cluster(&l);
    for (size_t i = 0; i < COUNT(names); i++)
        assert_problem(&l, names[i], PW_END_UNKNOWN);
    lab_close(&l);
}

static void a_workload_knows_its_pods(void **state)
{
    (void)state;
    lab l;
    pw_vec pods = {0};
    open_cluster(&l);
    assert_ok(pw_workload_pods(&l.s, &l.arena, 0, &pods));
    assert_int_equal(pods.count, 2);
    assert_int_equal(pw_items(pods, uint32_t)[1], lab_pod(&l, "prod/web-1"));
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_ways_to_name_an_end),
        cmocka_unit_test(an_address_of_a_pod_is_that_pod),
        cmocka_unit_test(one_name_of_several_is_ambiguous),
        cmocka_unit_test(a_near_name_is_suggested),
        cmocka_unit_test(a_finished_pod_is_said_to_be_one),
        cmocka_unit_test(odd_names_are_unknown),
        cmocka_unit_test(a_workload_knows_its_pods),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
