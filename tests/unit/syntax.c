#include "lab.h"

#include "kube/syntax.h"

typedef pw_faults rule(pw_str text);

static void all_are(rule *faults, bool good, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((faults(pw_str_of(texts[i])).count == 0) != good)
            fail_msg("\"%s\" is %s", texts[i], good ? "refused" : "accepted");
}

#define ALL(faults, good, ...)                                \
    do {                                                     \
        static const char *const texts[] = {__VA_ARGS__};    \
        all_are((faults), (good), texts, COUNT(texts));         \
    } while (0)

/* `count` times the letter a, then `tail`. */
static pw_str letters(uint32_t count, const char *tail)
{
    static char text[512];
    memset(text, 'a', count);
    strcpy(text + count, tail);
    return pw_str_of(text);
}

static void dns_labels(void **state)
{
    (void)state;
    ALL(pw_label_faults, true, "a", "prod", "a-b", "0", "1a", "a--b");
    ALL(pw_label_faults, false, "", "-a", "a-", "A", "a.b", "a_b", "\xd0\xb6", "a b");
    assert_int_equal(pw_label_faults(letters(63, "")).count, 0);
    assert_int_not_equal(pw_label_faults(letters(64, "")).count, 0);
}

static void subdomains(void **state)
{
    (void)state;
    ALL(pw_subdomain_faults, true, "a", "a.b", "a-1.b-2", "0.0", "a--b.c");
    ALL(pw_subdomain_faults, false, "", ".", "a..b", ".a", "a.", "-a", "a-", "a-.b", "a.-b", "A.b",
        "a_b", "a/b");
    assert_int_equal(pw_subdomain_faults(letters(253, "")).count, 0);
    assert_int_not_equal(pw_subdomain_faults(letters(254, "")).count, 0);
}

static void label_values(void **state)
{
    (void)state;
    ALL(pw_label_value_faults, true, "", "a", "A", "0", "a-b_c.d", "v1.2.3", "A--B");
    ALL(pw_label_value_faults, false, "-a", "a-", "_", ".a", "a b", "a/b", "\xd0\xb6", "a:b");
    assert_int_equal(pw_label_value_faults(letters(63, "")).count, 0);
    assert_int_not_equal(pw_label_value_faults(letters(64, "")).count, 0);
}

static void label_keys(void **state)
{
    (void)state;
    ALL(pw_label_key_faults, true, "app", "app.kubernetes.io/name", "App", "a/b", "x/A_b.c");
    ALL(pw_label_key_faults, false, "", "/", "a/", "/a", "A/b", "a/b/c", "-a", "a b", "a_b/c");
    assert_int_equal(pw_label_key_faults(letters(253, "/a")).count, 0);
    assert_int_not_equal(pw_label_key_faults(letters(254, "/a")).count, 0);
    assert_int_not_equal(pw_label_key_faults(letters(64, "")).count, 0);
}

static void port_names(void **state)
{
    (void)state;
    ALL(pw_port_name_faults, true, "http", "a", "8a", "http-2", "a-b-c", "abcdefghijklmno");
    ALL(pw_port_name_faults, false, "", "80", "-http", "http-", "a--b", "HTTP", "a_b",
        "abcdefghijklmnop", "8-8", "a.b");
}

static void services_begin_with_a_letter(void **state)
{
    (void)state;
    ALL(pw_old_label_faults, true, "a", "web", "web-1");
    ALL(pw_old_label_faults, false, "1web", "web.api", "-a", "a-", "A", "");
}

/* All that is wrong is told, in the server's order; a learner needs the first. */
static void faults_are_told_in_order(void **state)
{
    (void)state;
    pw_faults faults = pw_port_name_faults(PW_STR("-80--80-this-is-long"));
    assert_int_equal(faults.count, 3);
    assert_string_equal(faults.server[0], "must be no more than 15 characters");
    assert_string_equal(faults.server[1], "must not contain consecutive hyphens");
    assert_string_equal(faults.server[2], "must not begin or end with a hyphen");
    assert_string_equal(faults.plain, "must have 1 to 15 characters");
    assert_int_equal(pw_port_name_faults(PW_STR("----------------")).count, PW_MAX_FAULTS - 1);
    assert_int_equal(pw_port_name_faults(PW_STR("-_--------------")).count, PW_MAX_FAULTS);
    assert_string_equal(pw_label_faults(PW_STR("a.b")).server[0], "must not contain dots");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dns_labels),
        cmocka_unit_test(subdomains),
        cmocka_unit_test(label_values),
        cmocka_unit_test(label_keys),
        cmocka_unit_test(port_names),
        cmocka_unit_test(services_begin_with_a_letter),
        cmocka_unit_test(faults_are_told_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
