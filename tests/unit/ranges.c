#include "lab.h"

#include "eval/ranges.h"

typedef struct piece {
    pw_protocol protocol;
    uint32_t from;
    uint32_t to;
} piece;

static pw_ranges make(lab *l, const piece *pieces, uint32_t count)
{
    pw_ranges r = {pw_new_array(&l->arena, pw_range, count + 1), count};
    assert_non_null(r.at);
    for (uint32_t i = 0; i < count; i++)
        r.at[i] = (pw_range){pw_range_port(pieces[i].protocol, pieces[i].from),
                             pw_range_port(pieces[i].protocol, pieces[i].to)};
    return r;
}

#define RANGES(l, ...) \
    make(l, (const piece[]){__VA_ARGS__}, COUNT(((const piece[]){__VA_ARGS__})))

static void assert_ranges(lab *l, pw_ranges r, const char *text)
{
    pw_buf b = pw_buf_make(1024);
    pw_ranges_write(&b, r);
    assert_text(lab_keep(l, &b), text);
}

static void assert_join(lab *l, pw_ranges a, pw_ranges b, const char *text)
{
    pw_ranges r;
    assert_ok(pw_ranges_join(&l->arena, a, b, &r));
    assert_ranges(l, r, text);
    assert_ok(pw_ranges_join(&l->arena, b, a, &r));
    assert_ranges(l, r, text);
}

static void assert_without(lab *l, pw_ranges a, pw_ranges b, const char *text)
{
    pw_ranges r;
    assert_ok(pw_ranges_without(&l->arena, a, b, &r));
    assert_ranges(l, r, text);
}

static void joined_ranges_that_touch_are_one(void **state)
{
    (void)state;
    LAB(l, NS("x", ""));
    pw_ranges none = {0};
    pw_ranges low = RANGES(&l, {PW_TCP, 1, 79}), web = RANGES(&l, {PW_TCP, 80, 80});
    assert_join(&l, low, web, "TCP 1-80");
    assert_join(&l, low, RANGES(&l, {PW_TCP, 81, 90}), "TCP 1-79, 81-90");
    assert_join(&l, low, none, "TCP 1-79");
    assert_join(&l, none, none, "");
    assert_join(&l, RANGES(&l, {PW_TCP, 5, 50}), RANGES(&l, {PW_TCP, 10, 20}), "TCP 5-50");
    lab_close(&l);
}

static void protocols_do_not_touch(void **state)
{
    (void)state;
    LAB(l, NS("x", ""));
    pw_ranges tcp = RANGES(&l, {PW_TCP, 1, 65535}), udp = RANGES(&l, {PW_UDP, 1, 65535});
    assert_join(&l, tcp, udp, "TCP all; UDP all");
    assert_join(&l, tcp, RANGES(&l, {PW_UDP, 53, 53}, {PW_SCTP, 9, 10}),
                "TCP all; UDP 53; SCTP 9-10");
    assert_without(&l, tcp, udp, "TCP all");
    lab_close(&l);
}

static void taking_away_leaves_both_sides(void **state)
{
    (void)state;
    LAB(l, NS("x", ""));
    pw_ranges all = RANGES(&l, {PW_TCP, 1, 65535});
    pw_ranges two = RANGES(&l, {PW_TCP, 80, 90}, {PW_TCP, 443, 443});
    assert_without(&l, all, two, "TCP 1-79, 91-442, 444-65535");
    assert_without(&l, two, all, "");
    assert_without(&l, two, two, "");
    assert_without(&l, two, (pw_ranges){0}, "TCP 80-90, 443");
    assert_without(&l, two, RANGES(&l, {PW_TCP, 1, 85}), "TCP 86-90, 443");
    assert_without(&l, two, RANGES(&l, {PW_TCP, 85, 443}), "TCP 80-84");
    assert_without(&l, all, RANGES(&l, {PW_TCP, 1, 1}, {PW_TCP, 65535, 65535}), "TCP 2-65534");
    lab_close(&l);
}

static void ports_are_found_at_the_borders(void **state)
{
    (void)state;
    LAB(l, NS("x", ""));
    pw_ranges r = RANGES(&l, {PW_TCP, 80, 90}, {PW_TCP, 443, 443}, {PW_UDP, 53, 53});
    assert_true(pw_ranges_has(r, PW_TCP, 80));
    assert_true(pw_ranges_has(r, PW_TCP, 90));
    assert_true(pw_ranges_has(r, PW_UDP, 53));
    assert_false(pw_ranges_has(r, PW_TCP, 79));
    assert_false(pw_ranges_has(r, PW_TCP, 91));
    assert_false(pw_ranges_has(r, PW_UDP, 80));
    assert_false(pw_ranges_has(r, PW_SCTP, 53));
    assert_false(pw_ranges_has((pw_ranges){0}, PW_TCP, 80));
    lab_close(&l);
}

static void the_web_is_spoken_of_first(void **state)
{
    (void)state;
    LAB(l, NS("x", ""));
    pw_protocol protocol;
    uint32_t port;
    pw_ranges_pick(RANGES(&l, {PW_TCP, 1, 65535}), &protocol, &port);
    assert_int_equal(port, 80);
    pw_ranges_pick(RANGES(&l, {PW_UDP, 53, 80}), &protocol, &port);
    assert_int_equal(protocol, PW_UDP);
    assert_int_equal(port, 53);
    lab_close(&l);
}

/* Each mask of a model, and what it leaves of everything, are everything again. */
static void masks_become_ranges(void **state)
{
    (void)state;
    LAB(l, POD("x", "db", "app: db"),
        POLICY("x", "p", "podSelector: {}, ingress: [{ports: [{port: 80, endPort: 90}, {port: 90, "
               "endPort: 99}, {port: 53, protocol: UDP}, {protocol: SCTP}]}]"));
    const pw_ports *ports = &l.s.index.ports;
    pw_ranges all, some, rest;
    assert_ok(pw_ranges_of(ports, &l.arena, PW_MASK_ALL, &all));
    assert_ranges(&l, all, "TCP all; UDP all; SCTP all");
    assert_true(ports->masks.count > 2);
    for (uint32_t i = 0; i < ports->masks.count; i++) {
        assert_ok(pw_ranges_of(ports, &l.arena, i, &some));
        assert_ok(pw_ranges_without(&l.arena, all, some, &rest));
        assert_join(&l, some, rest, "TCP all; UDP all; SCTP all");
    }
    assert_ok(pw_ranges_of(ports, &l.arena, 2, &some));
    assert_ranges(&l, some, "TCP 80-99; UDP 53; SCTP all");
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joined_ranges_that_touch_are_one),
        cmocka_unit_test(protocols_do_not_touch),
        cmocka_unit_test(taking_away_leaves_both_sides),
        cmocka_unit_test(ports_are_found_at_the_borders),
        cmocka_unit_test(the_web_is_spoken_of_first),
        cmocka_unit_test(masks_become_ranges),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
