#include "lab.h"

#include "eval/matrix.h"

#define PORTS(list) POLICY("x", "p", "podSelector: {}, ingress: [{ports: [" list "]}]")

static uint32_t mask_of(lab *l, uint32_t numbers)
{
    uint32_t list, mask;
    const pw_rule *rule = pw_list_items(lab_policy(l, 0)->rules[PW_INGRESS], pw_rule);
    assert_ok(pw_ports_list(&l->s.index.ports, &rule->ports, &list));
    assert_ok(pw_ports_mask(&l->s.index.ports, list, numbers, &mask));
    return mask;
}

static bool passes(const lab *l, uint32_t mask, pw_protocol protocol, uint32_t port)
{
    const pw_ports *p = &l->s.index.ports;
    return pw_bits_has(pw_ports_bits(p, mask), pw_ports_column(p, protocol, port));
}

static void assert_mask(lab *l, const char *text)
{
    pw_str found;
    assert_ok(pw_mask_text(&l->s.index.ports, &l->arena, mask_of(l, 0), &found));
    assert_text(found, text);
}

#define MASK_IS(list, text)  \
    do {                     \
        LAB(l, PORTS(list)); \
        assert_mask(&l, text); \
        lab_close(&l);       \
    } while (0)

static void masks_in_words(void **state)
{
    (void)state;
    MASK_IS("{port: 80}", "TCP 80");
    MASK_IS("{port: 80, protocol: UDP}", "UDP 80");
    MASK_IS("{port: 80, endPort: 90}", "TCP 80-90");
    MASK_IS("{port: 80, endPort: 80}", "TCP 80");
    MASK_IS("{port: 80}, {port: 81}", "TCP 80-81");
    MASK_IS("{port: 80}, {port: 90}, {port: 53, protocol: UDP}", "TCP 80, 90; UDP 53");
    MASK_IS("{protocol: SCTP}", "SCTP all");
    MASK_IS("{}", "TCP all");
    MASK_IS("", "all");
    MASK_IS("{}, {protocol: UDP}, {protocol: SCTP}", "all");
    MASK_IS("{port: 1, endPort: 65535}", "TCP all");
    MASK_IS("{port: 65535}", "TCP 65535");
    MASK_IS("{port: 1}", "TCP 1");
    MASK_IS("{port: nobody}", "none");
}

static void ranges_end_where_they_end(void **state)
{
    (void)state;
    LAB(l, PORTS("{port: 80, endPort: 90}"));
    uint32_t mask = mask_of(&l, 0);
    assert_false(passes(&l, mask, PW_TCP, 79));
    assert_true(passes(&l, mask, PW_TCP, 80));
    assert_true(passes(&l, mask, PW_TCP, 90));
    assert_false(passes(&l, mask, PW_TCP, 91));
    assert_false(passes(&l, mask, PW_UDP, 85));
    lab_close(&l);
}

static void columns_cut_the_ports_of_each_protocol(void **state)
{
    (void)state;
    LAB(l, PORTS("{port: 80, endPort: 90}, {port: 1}, {port: 65535}, {port: 53, protocol: UDP}"));
    const pw_ports *p = &l.s.index.ports;
    uint32_t port = 1;
    for (uint32_t column = p->base[PW_TCP]; column < p->base[PW_TCP + 1]; column++) {
        assert_int_equal(p->starts[column], port);
        port = pw_ports_end(p, column) + 1;
    }
    assert_int_equal(port, PW_MAX_PORT + 1);
    assert_int_equal(p->base[PW_UDP] - p->base[PW_TCP], 5);
    assert_int_equal(p->base[PW_SCTP] - p->base[PW_UDP], 3);
    assert_int_equal(p->columns - p->base[PW_SCTP], 1);
    lab_close(&l);
}

static void masks_are_joined_and_met(void **state)
{
    (void)state;
    LAB(l, PORTS("{port: 80, endPort: 90}"));
    pw_ports *p = &l.s.index.ports;
    uint32_t mask = mask_of(&l, 0), result, again;
    assert_ok(pw_ports_union(p, mask, PW_MASK_NONE, &result));
    assert_int_equal(result, mask);
    assert_ok(pw_ports_union(p, PW_MASK_ALL, mask, &result));
    assert_int_equal(result, PW_MASK_ALL);
    assert_ok(pw_ports_meet(p, mask, PW_MASK_ALL, &result));
    assert_int_equal(result, mask);
    assert_ok(pw_ports_meet(p, PW_MASK_NONE, mask, &result));
    assert_int_equal(result, PW_MASK_NONE);
    assert_ok(pw_ports_union(p, mask, mask, &again));
    assert_int_equal(again, mask);
    lab_close(&l);
}

#define NAMED_POD(name, number, protocol)                                              \
    POD_WITH("x", name, "", "spec: {containers: [{ports: [{name: http, containerPort: " number \
             ", protocol: " protocol "}]}]}")

static uint32_t reaches(lab *l, const char *to, uint32_t port)
{
    uint32_t mask;
    assert_ok(pw_judge_ports(&l->s, (pw_spot){PW_NONE, lab_ip("203.0.113.9")},
                             (pw_spot){.pod = lab_pod(l, to)}, &mask));
    return passes(l, mask, PW_TCP, port);
}

static void a_name_is_the_port_of_the_destination(void **state)
{
    (void)state;
    LAB(l, PORTS("{port: http}"), NAMED_POD("a", "80", "TCP"), NAMED_POD("b", "8080", "TCP"),
        NAMED_POD("c", "80", "UDP"), POD("x", "d", ""));
    assert_true(reaches(&l, "x/a", 80));
    assert_false(reaches(&l, "x/a", 8080));
    assert_true(reaches(&l, "x/b", 8080));
    assert_false(reaches(&l, "x/b", 80));
    assert_false(reaches(&l, "x/c", 80));
    assert_false(reaches(&l, "x/d", 80));
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(masks_in_words),
        cmocka_unit_test(ranges_end_where_they_end),
        cmocka_unit_test(columns_cut_the_ports_of_each_protocol),
        cmocka_unit_test(masks_are_joined_and_met),
        cmocka_unit_test(a_name_is_the_port_of_the_destination),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
