#include "lab.h"

static void assert_ip(const char *text, const char *written)
{
    pw_buf b = pw_buf_make(64);
    pw_ip ip;
    if (!pw_ip_read(pw_str_of(text), &ip))
        fail_msg("%s is no address", text);
    pw_ip_write(&b, ip);
    assert_text(pw_buf_str(&b), written);
    pw_buf_free(&b);
}

static void assert_no_ip(const char *const *texts, size_t count)
{
    pw_ip ip;
    for (size_t i = 0; i < count; i++)
        if (pw_ip_read(pw_str_of(texts[i]), &ip))
            fail_msg("%s is an address", texts[i]);
}

static void v4_addresses(void **state)
{
    (void)state;
    assert_ip("10.0.0.1", "10.0.0.1");
    assert_ip("0.0.0.0", "0.0.0.0");
    assert_ip("255.255.255.255", "255.255.255.255");
    assert_ip("010.001.000.09", "10.1.0.9");
    static const char *const none[] = {"", "10", "10.0.0", "10.0.0.256", "10.0.0.1.2", "10.0.0.-1",
                                       "10..0.1", "10.0.0.1 ", "0x10.0.0.1", ".10.0.0.1",
                                       "a.b.c.d"};
    assert_no_ip(none, COUNT(none));
}

static void v6_addresses_are_written_short(void **state)
{
    (void)state;
    assert_ip("2001:DB8::1", "2001:db8::1");
    assert_ip("2001:db8:0:0:0:0:0:1", "2001:db8::1");
    assert_ip("::", "::");
    assert_ip("::1", "::1");
    assert_ip("1::", "1::");
    assert_ip("1:0:0:2:0:0:0:3", "1:0:0:2::3");
    assert_ip("1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7");
    assert_ip("1:0:0:2:3:0:0:4", "1::2:3:0:0:4");
    assert_ip("2001:db8::10.1.2.3", "2001:db8::a01:203");
}

static void v6_addresses_that_are_none(void **state)
{
    (void)state;
    static const char *const none[] = {":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9",
                                       "12345::", "g::", "1:2:3:4:5:6:7::8", "::1:", ":1::",
                                       "fe80::1%eth0", "1:2:3:4:5:6:7:1.2.3.4", "::1.2.3", "1:"};
    assert_no_ip(none, COUNT(none));
}

static void a_mapped_address_is_the_one_it_maps(void **state)
{
    (void)state;
    assert_ip("::ffff:10.0.0.1", "10.0.0.1");
    assert_ip("::ffff:a00:1", "10.0.0.1");
    assert_ip("::fffe:a00:1", "::fffe:a00:1");
}

static void assert_cidr(const char *text, const char *written, bool is_canonical)
{
    pw_buf b = pw_buf_make(64);
    pw_cidr cidr;
    pw_cidr_form form;
    if (!pw_cidr_read(pw_str_of(text), &cidr, &form))
        fail_msg("%s is no block", text);
    pw_cidr_write(&b, &cidr);
    assert_text(pw_buf_str(&b), written);
    assert_int_equal(!form.host_bits && !form.odd, is_canonical);
    pw_buf_free(&b);
}

static void canonical_blocks(void **state)
{
    (void)state;
    assert_cidr("10.0.0.0/8", "10.0.0.0/8", true);
    assert_cidr("0.0.0.0/0", "0.0.0.0/0", true);
    assert_cidr("10.1.2.3/32", "10.1.2.3/32", true);
    assert_cidr("::/0", "::/0", true);
    assert_cidr("2001:db8::/32", "2001:db8::/32", true);
    assert_cidr("2001:db8::1/128", "2001:db8::1/128", true);
}

static void lenient_blocks_are_masked(void **state)
{
    (void)state;
    assert_cidr("10.1.2.3/8", "10.0.0.0/8", false);
    assert_cidr("010.0.0.0/8", "10.0.0.0/8", false);
    assert_cidr("2001:db8::1/64", "2001:db8::/64", false);
    assert_cidr("2001:db8::/33", "2001:db8::/33", true);
    assert_cidr("2001:db8:ffff::/33", "2001:db8:8000::/33", false);
    assert_cidr("::ffff:10.0.0.0/104", "10.0.0.0/8", false);
    assert_cidr("::ffff:0:0/96", "0.0.0.0/0", false);
}

static void blocks_that_are_none(void **state)
{
    (void)state;
    static const char *const none[] = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "/8", "::/129",
                                       "10.0.0.0/8/8", "10.0.0.0/-1", "10.0.0.0/+8", "10.0.0/8",
                                       "10.0.0.0/ 8", "10.0.0.0/255.0.0.0", ""};
    pw_cidr cidr;
    pw_cidr_form form;
    for (size_t i = 0; i < COUNT(none); i++)
        if (pw_cidr_read(pw_str_of(none[i]), &cidr, &form))
            fail_msg("%s is a block", none[i]);
}

static pw_cidr block(const char *text)
{
    pw_cidr cidr;
    pw_cidr_form form;
    assert_true(pw_cidr_read(pw_str_of(text), &cidr, &form));
    return cidr;
}

static bool has(const char *cidr, const char *ip)
{
    pw_cidr b = block(cidr);
    return pw_cidr_has(&b, lab_ip(ip));
}

static void blocks_hold_their_first_and_last_address(void **state)
{
    (void)state;
    assert_true(has("10.1.0.0/16", "10.1.0.0"));
    assert_true(has("10.1.0.0/16", "10.1.255.255"));
    assert_false(has("10.1.0.0/16", "10.0.255.255"));
    assert_false(has("10.1.0.0/16", "10.2.0.0"));
    assert_true(has("0.0.0.0/0", "255.255.255.255"));
    assert_false(has("0.0.0.0/0", "::1"));
    assert_true(has("::/0", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
    assert_false(has("::/0", "0.0.0.0"));
    assert_true(has("2001:db8::/63", "2001:db8:0:1:ffff:ffff:ffff:ffff"));
    assert_false(has("2001:db8::/64", "2001:db8:0:1::"));
}

static bool strictly_in(const char *inner, const char *outer)
{
    pw_cidr a = block(inner), b = block(outer);
    return pw_cidr_strictly_in(&a, &b);
}

static void strictly_inside_is_smaller(void **state)
{
    (void)state;
    assert_true(strictly_in("10.1.0.0/16", "10.0.0.0/8"));
    assert_true(strictly_in("10.255.255.255/32", "10.0.0.0/8"));
    assert_false(strictly_in("10.0.0.0/8", "10.0.0.0/8"));
    assert_false(strictly_in("10.0.0.0/7", "10.0.0.0/8"));
    assert_false(strictly_in("11.0.0.0/16", "10.0.0.0/8"));
    assert_false(strictly_in("2001:db8::/64", "10.0.0.0/8"));
}

static void the_next_address_stops_at_the_end_of_a_family(void **state)
{
    (void)state;
    pw_ip next;
    assert_true(pw_ip_next(lab_ip("10.0.0.255"), &next));
    assert_true(pw_ip_same(next, lab_ip("10.0.1.0")));
    assert_false(pw_ip_next(lab_ip("255.255.255.255"), &next));
    assert_true(pw_ip_next(lab_ip("::ffff:ffff:ffff:ffff"), &next));
    assert_true(pw_ip_same(next, lab_ip("0:0:0:1::")));
    assert_false(pw_ip_next(lab_ip("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"), &next));
}

static void families_stand_one_after_the_other(void **state)
{
    (void)state;
    assert_true(pw_ip_order(lab_ip("255.255.255.255"), lab_ip("::")) < 0);
    assert_true(pw_ip_order(lab_ip("10.0.0.1"), lab_ip("10.0.0.2")) < 0);
    assert_true(pw_ip_order(lab_ip("1::"), lab_ip("::ffff:ffff:ffff:ffff")) > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(v4_addresses),
        cmocka_unit_test(v6_addresses_are_written_short),
        cmocka_unit_test(v6_addresses_that_are_none),
        cmocka_unit_test(a_mapped_address_is_the_one_it_maps),
        cmocka_unit_test(canonical_blocks),
        cmocka_unit_test(lenient_blocks_are_masked),
        cmocka_unit_test(blocks_that_are_none),
        cmocka_unit_test(blocks_hold_their_first_and_last_address),
        cmocka_unit_test(strictly_inside_is_smaller),
        cmocka_unit_test(the_next_address_stops_at_the_end_of_a_family),
        cmocka_unit_test(families_stand_one_after_the_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
