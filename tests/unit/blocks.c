#include "lab.h"

#define BLOCKS(name, peers) \
    POLICY("x", name, "podSelector: {}, ingress: [{from: [" peers "]}]")
#define BLOCK(cidr) "{ipBlock: {cidr: '" cidr "'}}"
#define HOLED(cidr, holes) "{ipBlock: {cidr: '" cidr "', except: [" holes "]}}"

/* Whether the compiled sets and the plain reading agree that block 0 holds the address. */
static bool holds(const lab *l, const char *ip)
{
    const pw_blocks *b = &l->s.blocks;
    const pw_ip_block *block = pw_items(b->list, const pw_ip_block *)[0];
    bool plain = pw_block_has(block, lab_ip(ip));
    const pw_word *set = pw_blocks_set(b, pw_blocks_set_of(b, lab_ip(ip)));
    assert_int_equal(pw_blocks_number(b, block), 0);
    assert_int_equal(pw_bits_has(set, 0), plain);
    return plain;
}

static void without_blocks_every_address_is_in_none(void **state)
{
    (void)state;
    LAB(l, POLICY("x", "p", "podSelector: {}"));
    assert_int_equal(pw_blocks_set_of(&l.s.blocks, lab_ip("10.0.0.1")), 0);
    assert_int_equal(pw_blocks_set_of(&l.s.blocks, lab_ip("::1")), 0);
    assert_int_equal(l.s.blocks.intervals, 2);
    lab_close(&l);
}

static void a_block_ends_where_it_ends(void **state)
{
    (void)state;
    LAB(l, BLOCKS("p", BLOCK("10.1.0.0/16")));
    assert_true(holds(&l, "10.1.0.0"));
    assert_true(holds(&l, "10.1.255.255"));
    assert_false(holds(&l, "10.0.255.255"));
    assert_false(holds(&l, "10.2.0.0"));
    assert_false(holds(&l, "::"));
    assert_int_equal(l.s.blocks.intervals, 4);
    lab_close(&l);
}

static void everything_of_a_family(void **state)
{
    (void)state;
    LAB(l, BLOCKS("p", BLOCK("0.0.0.0/0")));
    assert_true(holds(&l, "0.0.0.0"));
    assert_true(holds(&l, "255.255.255.255"));
    assert_false(holds(&l, "::"));
    assert_false(holds(&l, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
    lab_close(&l);
}

static void everything_of_the_other_family(void **state)
{
    (void)state;
    LAB(l, BLOCKS("p", BLOCK("::/0")));
    assert_true(holds(&l, "::"));
    assert_true(holds(&l, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
    assert_false(holds(&l, "0.0.0.0"));
    assert_false(holds(&l, "255.255.255.255"));
    lab_close(&l);
}

static void the_last_address_of_a_family(void **state)
{
    (void)state;
    LAB(l, BLOCKS("p", BLOCK("255.255.255.255/32")));
    assert_true(holds(&l, "255.255.255.255"));
    assert_false(holds(&l, "255.255.255.254"));
    assert_false(holds(&l, "::"));
    lab_close(&l);
}

/* S10 */
static void exceptions_at_the_borders(void **state)
{
    (void)state;
    LAB(l, BLOCKS("p", HOLED("10.0.0.0/8", "10.0.0.0/16, 10.255.255.255/32, 10.128.0.0/9")));
    assert_false(holds(&l, "9.255.255.255"));
    assert_false(holds(&l, "10.0.0.0"));
    assert_false(holds(&l, "10.0.255.255"));
    assert_true(holds(&l, "10.1.0.0"));
    assert_true(holds(&l, "10.127.255.255"));
    assert_false(holds(&l, "10.128.0.0"));
    assert_false(holds(&l, "10.255.255.255"));
    assert_false(holds(&l, "11.0.0.0"));
    lab_close(&l);
}

static void exceptions_at_the_ends_of_a_family(void **state)
{
    (void)state;
    LAB(l, BLOCKS("p", HOLED("0.0.0.0/0", "0.0.0.0/32, 255.255.255.255/32")));
    assert_false(holds(&l, "0.0.0.0"));
    assert_true(holds(&l, "0.0.0.1"));
    assert_true(holds(&l, "255.255.255.254"));
    assert_false(holds(&l, "255.255.255.255"));
    lab_close(&l);
}

static void equal_blocks_are_one(void **state)
{
    (void)state;
    LAB(l, BLOCKS("p", BLOCK("10.0.0.0/8") ", " BLOCK("10.9.9.9/8")),
        BLOCKS("q", BLOCK("10.0.0.0/8") ", " HOLED("10.0.0.0/8", "10.1.0.0/16")));
    assert_int_equal(l.s.blocks.list.count, 2);
    lab_close(&l);
}

static void intervals_in_the_same_blocks_share_a_set(void **state)
{
    (void)state;
    LAB(l, BLOCKS("p", HOLED("10.0.0.0/8", "10.1.0.0/16")));
    const pw_blocks *b = &l.s.blocks;
    uint32_t before = pw_blocks_set_of(b, lab_ip("10.0.0.1"));
    assert_int_equal(pw_blocks_set_of(b, lab_ip("10.2.0.1")), before);
    assert_int_equal(pw_blocks_set_of(b, lab_ip("10.1.0.1")), 0);
    assert_int_equal(b->sets.count, 2);
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(without_blocks_every_address_is_in_none),
        cmocka_unit_test(a_block_ends_where_it_ends),
        cmocka_unit_test(everything_of_a_family),
        cmocka_unit_test(everything_of_the_other_family),
        cmocka_unit_test(the_last_address_of_a_family),
        cmocka_unit_test(exceptions_at_the_borders),
        cmocka_unit_test(exceptions_at_the_ends_of_a_family),
        cmocka_unit_test(equal_blocks_are_one),
        cmocka_unit_test(intervals_in_the_same_blocks_share_a_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
