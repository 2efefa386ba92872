#include "lab.h"

#include "base/limits.h"
#include "eval/expect.h"

static pw_vec read_lines(pw_arena *arena, const char *text)
{
    pw_vec list = {0};
    pw_str problem;
    assert_ok(pw_expect_read(arena, pw_str_of(text), &list, &problem));
    return list;
}

static void a_line_has_six_parts(void **state)
{
    (void)state;
    pw_arena arena = pw_arena_make(4096);
    pw_vec list = read_lines(&arena, "allow prod/backend -> svc:prod/db 8080/TCP  # peer 1 \n"
                                     "deny a\t\xe2\x86\x92 ip:fe80::1 53/udp\r\n");
    const pw_expectation *e = pw_items(list, const pw_expectation);
    assert_int_equal(list.count, 2);
    assert_int_equal(e[0].expected, PW_EXPECT_ALLOW);
    assert_text(e[0].from, "prod/backend");
    assert_text(e[0].to, "svc:prod/db");
    assert_int_equal(e[0].port.port, 8080);
    assert_int_equal(e[0].port.protocol, PW_TCP);
    assert_text(e[0].note, "peer 1");
    assert_int_equal(e[1].expected, PW_EXPECT_DENY);
    assert_text(e[1].to, "ip:fe80::1");
    assert_int_equal(e[1].port.protocol, PW_UDP);
    assert_text(e[1].note, "");
    pw_arena_free(&arena);
}

static void lines_are_counted_with_the_empty_ones(void **state)
{
    (void)state;
    pw_arena arena = pw_arena_make(4096);
    pw_vec list = read_lines(&arena, "\n# what must pass\n   \nask a -> b 80\n\n");
    assert_int_equal(list.count, 1);
    assert_int_equal(pw_items(list, const pw_expectation)[0].line, 4);
    assert_int_equal(pw_items(list, const pw_expectation)[0].expected, PW_EXPECT_NOTHING);
    assert_int_equal(read_lines(&arena, "").count, 0);
    pw_arena_free(&arena);
}

static void what_cannot_be_read_is_named(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"\npermit a -> b 80", "line 2: \"permit\" is not allow, deny, only, partly or ask"},
        {"allow", "line 1: something is missing"},
        {"allow a -> b", "line 1: something is missing"},
        {"allow a b 80 TCP", "line 1: \"b\" stands where the arrow -> should be"},
        {"allow a -> b http", "line 1: \"http\" is no port"},
        {"allow a -> b 0", "line 1: \"0\" is no port"},
        {"allow a -> b 80/ICMP", "line 1: \"80/ICMP\" has no protocol"},
        {"allow a -> b 80 c", "line 1: \"c\" is more than a line holds"},
        {"allow a -> b 80-", "line 1: \"80-\" is no range of ports"},
        {"allow a -> b 90-80", "line 1: \"90-80\" is no range of ports"},
        {"allow a -> b all/ICMP", "line 1: \"all/ICMP\" is no range of ports"},
        {"ask * -> b 80", "line 1: ask is about one port"},
        {"Allow a -> b 80", "line 1: \"Allow\" is not allow"},
    };
    pw_arena arena = pw_arena_make(4096);
    for (size_t i = 0; i < COUNT(cases); i++) {
        pw_vec list = {0};
        pw_str problem;
        assert_int_equal(pw_expect_read(&arena, pw_str_of(cases[i][0]), &list, &problem),
                         PW_E_REQUEST);
        if (!pw_str_starts(problem, cases[i][1]))
            assert_text(problem, cases[i][1]);
    }
    pw_arena_free(&arena);
}

static pw_str ports_of(pw_arena *arena, const pw_expectation *e)
{
    pw_buf b = pw_buf_make(4096);
    pw_str text;
    pw_expect_write_ports(&b, e->ports);
    assert_ok(pw_buf_keep(&b, arena, &text));
    return text;
}

static void wide_lines_have_patterns_and_sets_of_ports(void **state)
{
    (void)state;
    pw_arena arena = pw_arena_make(4096);
    pw_vec list = read_lines(&arena, "deny * -> prod/* all\n"
                                     "only a,b -> c 9000-9100/udp 80 81-90 443/TCP  # web\n"
                                     "partly a -> outside all/SCTP 1-65535/TCP\n"
                                     "allow a -> b 80\n"
                                     "allow a -> b all/TCP all/UDP all/SCTP\n");
    const pw_expectation *e = pw_items(list, const pw_expectation);
    assert_int_equal(list.count, 5);
    assert_text(ports_of(&arena, &e[0]), "all");
    assert_true(e[0].wide);
    assert_int_equal(e[1].expected, PW_EXPECT_ONLY);
    assert_text(ports_of(&arena, &e[1]), "80-90/TCP 443/TCP 9000-9100/UDP");
    assert_text(e[1].note, "web");
    assert_int_equal(e[2].expected, PW_EXPECT_PARTLY);
    assert_text(ports_of(&arena, &e[2]), "all/TCP all/SCTP");
    assert_false(e[3].wide);
    assert_true(pw_expect_every(e[4].ports));
    pw_arena_free(&arena);
}

static void partly_and_no_endpoints_meet_nothing(void **state)
{
    (void)state;
    assert_true(pw_expect_met(PW_EXPECT_ALLOW, PW_ALLOW));
    assert_false(pw_expect_met(PW_EXPECT_ALLOW, PW_DENY));
    assert_true(pw_expect_met(PW_EXPECT_DENY, PW_DENY));
    assert_false(pw_expect_met(PW_EXPECT_DENY, PW_ALLOW));
    for (int outcome = PW_PARTLY; outcome < PW_NO_PODS; outcome++) {
        assert_false(pw_expect_met(PW_EXPECT_ALLOW, (pw_outcome)outcome));
        assert_false(pw_expect_met(PW_EXPECT_DENY, (pw_outcome)outcome));
        assert_true(pw_expect_met(PW_EXPECT_NOTHING, (pw_outcome)outcome));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_line_has_six_parts),
        cmocka_unit_test(lines_are_counted_with_the_empty_ones),
        cmocka_unit_test(what_cannot_be_read_is_named),
        cmocka_unit_test(wide_lines_have_patterns_and_sets_of_ports),
        cmocka_unit_test(partly_and_no_endpoints_meet_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
