#include "ask.h"

#include "eval/service.h"

#define OF_DB(ports) SERVICE("x", "s", "selector: {app: db}, ports: [" ports "]")

static void open_cluster(lab *l, const char *service)
{
    const char *objects[] = {
        POD_WITH("x", "a", "app: db", "spec: {containers: [{ports: [{name: sql, containerPort: "
                 "5432}]}]}"),
        POD_WITH("x", "b", "app: db", "spec: {containers: [{ports: [{name: sql, containerPort: "
                 "5433}]}]}"),
        POD("x", "c", "app: db"), POD("z", "d", "app: db"), service};
    lab_open(l, objects, COUNT(objects));
}

static pw_service_targets resolve(lab *l, uint32_t port)
{
    pw_service_targets targets;
    pw_flow asked = {{PW_NONE, lab_ip("203.0.113.9")}, {.pod = PW_NONE}, PW_TCP, port};
    assert_ok(pw_service_resolve(&l->s, &l->arena, 0, &asked, &targets));
    assert_true(targets.note.len > 0 || targets.state == PW_SERVICE_READY);
    return targets;
}

static void assert_ports(const pw_service_targets *targets, const uint32_t *ports, uint32_t count)
{
    assert_int_equal(targets->state, PW_SERVICE_READY);
    assert_int_equal(targets->flows.count, count);
    for (uint32_t i = 0; i < count; i++)
        assert_int_equal(pw_items(targets->flows, const pw_flow)[i].port, ports[i]);
}

static void a_port_is_translated_for_each_pod(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l, OF_DB("{port: 80, targetPort: 8080}"));
    pw_service_targets targets = resolve(&l, 80);
    assert_ports(&targets, (const uint32_t[]){8080, 8080, 8080}, 3);
    lab_close(&l);
}

static void a_named_target_port_is_the_pods_own(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l, OF_DB("{port: 80, targetPort: sql}"));
    pw_service_targets targets = resolve(&l, 80);
    assert_ports(&targets, (const uint32_t[]){5432, 5433}, 2);
    lab_close(&l);
}

static void without_a_target_port_it_stays(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l, OF_DB("{port: 80}"));
    pw_service_targets targets = resolve(&l, 80);
    assert_ports(&targets, (const uint32_t[]){80, 80, 80}, 3);
    lab_close(&l);
}

static void a_headless_service_translates_nothing(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l, SERVICE("x", "s", "clusterIP: None, selector: {app: db}, ports: [{port: 80, "
                             "targetPort: 8080}]"));
    pw_service_targets targets = resolve(&l, 81);
    assert_ports(&targets, (const uint32_t[]){81, 81, 81}, 3);
    lab_close(&l);
}

static void assert_state(const char *service, uint32_t port, pw_service_state wanted)
{
    lab l;
    open_cluster(&l, service);
    pw_service_targets targets = resolve(&l, port);
    assert_int_equal(targets.state, wanted);
    assert_int_equal(targets.flows.count, 0);
    lab_close(&l);
}

static void a_service_may_lead_nowhere(void **state)
{
    (void)state;
    assert_state(OF_DB("{port: 80}"), 81, PW_SERVICE_NO_PORT);
    assert_state(OF_DB("{port: 80, protocol: UDP}"), 80,
                 PW_SERVICE_NO_PORT);
    assert_state(SERVICE("x", "s", "selector: {app: nobody}, ports: [{port: 80}]"), 80,
                 PW_SERVICE_NO_ENDPOINTS);
    assert_state(SERVICE("x", "s", "ports: [{port: 80}]"), 80, PW_SERVICE_NO_ENDPOINTS);
    assert_state(SERVICE("x", "s", "selector: {}, ports: [{port: 80}]"), 80,
                 PW_SERVICE_NO_ENDPOINTS);
    assert_state(OF_DB("{port: 80, targetPort: none}"), 80,
                 PW_SERVICE_NO_ENDPOINTS);
    assert_state(SERVICE("x", "s", "type: ExternalName, externalName: db.example.com"), 80,
                 PW_SERVICE_EXTERNAL_NAME);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_port_is_translated_for_each_pod),
        cmocka_unit_test(a_named_target_port_is_the_pods_own),
        cmocka_unit_test(without_a_target_port_it_stays),
        cmocka_unit_test(a_headless_service_translates_nothing),
        cmocka_unit_test(a_service_may_lead_nowhere),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
