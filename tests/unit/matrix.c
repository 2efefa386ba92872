#include "ask.h"

#include "eval/matrix.h"

#define DEPLOYMENT(ns, name)                                                                     \
    WORKLOAD("apps", "Deployment", ns, name, "replicas: 2, selector: {matchLabels: {app: " name  \
             "}}, template: {metadata: {labels: {app: " name "}}}")

static void open_cluster(lab *l)
{
    static const char *const objects[] = {
        DEPLOYMENT("x", "web"), POD("x", "db", "app: db"), POD("z", "api", "app: api"),
        POLICY("x", "p", "podSelector: {matchLabels: {app: db}}, ingress: [{from: [{podSelector: "
               "{matchLabels: {app: web}}}], ports: [{port: 80, endPort: 90}]}]")};
    lab_open(l, objects, COUNT(objects));
}

static pw_matrix build(lab *l, pw_by by, pw_asked_port port)
{
    pw_matrix m;
    assert_ok(pw_matrix_build(&l->s, &l->arena, by, port, &m));
    return m;
}

static uint32_t group(const pw_matrix *m, const char *name)
{
    for (uint32_t i = 0; i < m->groups.count; i++)
        if (pw_str_is(pw_items(m->groups, const pw_group)[i].name, name))
            return i;
    fail_msg("no group %s", name);
    return PW_NONE;
}

static void assert_cell(const pw_matrix *m, const char *from, const char *to, const char *text)
{
    uint32_t cell = m->cells[group(m, from) * m->groups.count + group(m, to)];
    assert_text(pw_items(m->kinds, const pw_cell)[cell].text, text);
}

static void by_pod(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    pw_matrix m = build(&l, PW_BY_POD, (pw_asked_port){0});
    assert_int_equal(m.groups.count, 4);
    assert_cell(&m, "x/web-0", "x/db", "TCP 80-90");
    assert_cell(&m, "z/api", "x/db", "none");
    assert_cell(&m, "x/db", "x/db", "all");
    assert_cell(&m, "x/db", "z/api", "all");
    assert_int_equal(m.kinds.count, 3);
    lab_close(&l);
}

static void by_workload(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    pw_matrix m = build(&l, PW_BY_WORKLOAD, (pw_asked_port){0});
    assert_int_equal(m.groups.count, 3);
    assert_int_equal(pw_items(m.groups, const pw_group)[group(&m, "x/deployment/web")].pods, 2);
    assert_cell(&m, "x/deployment/web", "x/db", "TCP 80-90");
    assert_cell(&m, "x/deployment/web", "x/deployment/web", "all");
    lab_close(&l);
}

static void by_namespace_pods_may_differ(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    pw_matrix m = build(&l, PW_BY_NAMESPACE, (pw_asked_port){0});
    assert_int_equal(m.groups.count, 2);
    assert_cell(&m, "x", "z", "all");
    assert_cell(&m, "z", "x", "partly all");
    lab_close(&l);
}

static void one_port(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l);
    pw_matrix m = build(&l, PW_BY_NAMESPACE, (pw_asked_port){true, PW_TCP, 80});
    assert_cell(&m, "x", "x", "allow");
    assert_cell(&m, "z", "x", "partly");
    m = build(&l, PW_BY_POD, (pw_asked_port){true, PW_TCP, 91});
    assert_cell(&m, "x/web-1", "x/db", "deny");
    m = build(&l, PW_BY_POD, (pw_asked_port){true, PW_TCP, 90});
    assert_cell(&m, "x/web-1", "x/db", "allow");
    lab_close(&l);
}

/* A cell is what asking for each pair would have said. */
static void cells_agree_with_verdicts(void **state)
{
    (void)state;
    static const char *const pods[] = {"x/web-0", "x/web-1", "x/db", "z/api"};
    static const uint32_t ports[] = {1, 79, 80, 90, 91, 65535};
    lab l;
    open_cluster(&l);
    for (size_t p = 0; p < COUNT(ports); p++) {
        pw_matrix m = build(&l, PW_BY_POD, (pw_asked_port){true, PW_TCP, ports[p]});
        for (size_t i = 0; i < COUNT(pods); i++)
            for (size_t k = 0; k < COUNT(pods); k++)
                assert_cell(&m, pods[i], pods[k],
                            allows(&l, pods[i], pods[k], ports[p]) ? "allow" : "deny");
    }
    lab_close(&l);
}

static void nothing_is_an_empty_table(void **state)
{
    (void)state;
    LAB(l, NS("x", ""));
    pw_matrix m = build(&l, PW_BY_POD, (pw_asked_port){0});
    assert_int_equal(m.groups.count, 0);
    lab_close(&l);
}

static void groupings_have_names(void **state)
{
    (void)state;
    for (int i = PW_BY_POD; i <= PW_BY_NAMESPACE; i++) {
        pw_by by;
        assert_true(pw_by_read(pw_str_of(pw_by_name((pw_by)i)), &by));
        assert_int_equal(by, i);
    }
    pw_by ignored;
    assert_false(pw_by_read(PW_STR("node"), &ignored));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(by_pod),
        cmocka_unit_test(by_workload),
        cmocka_unit_test(by_namespace_pods_may_differ),
        cmocka_unit_test(one_port),
        cmocka_unit_test(cells_agree_with_verdicts),
        cmocka_unit_test(nothing_is_an_empty_table),
        cmocka_unit_test(groupings_have_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
