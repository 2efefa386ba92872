#include "lab.h"

#include "kube/syntax.h"

typedef const char *rule(pw_str text);

static void all_are(rule *bad, bool good, const char *const *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if ((bad(pw_str_of(texts[i])) == NULL) != good)
            fail_msg("\"%s\" is %s", texts[i], good ? "refused" : "accepted");
}

#define ALL(bad, good, ...)                                  \
    do {                                                     \
        static const char *const texts[] = {__VA_ARGS__};    \
        all_are((bad), (good), texts, COUNT(texts));         \
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
    ALL(pw_bad_dns_label, true, "a", "prod", "a-b", "0", "1a", "a--b");
    ALL(pw_bad_dns_label, false, "", "-a", "a-", "A", "a.b", "a_b", "\xd0\xb6", "a b");
    assert_null(pw_bad_dns_label(letters(63, "")));
    assert_non_null(pw_bad_dns_label(letters(64, "")));
}

static void subdomains(void **state)
{
    (void)state;
    ALL(pw_bad_subdomain, true, "a", "a.b", "a-1.b-2", "0.0", "a--b.c");
    ALL(pw_bad_subdomain, false, "", ".", "a..b", ".a", "a.", "-a", "a-", "a-.b", "a.-b", "A.b",
        "a_b", "a/b");
    assert_null(pw_bad_subdomain(letters(253, "")));
    assert_non_null(pw_bad_subdomain(letters(254, "")));
}

static void label_values(void **state)
{
    (void)state;
    ALL(pw_bad_label_value, true, "", "a", "A", "0", "a-b_c.d", "v1.2.3", "A--B");
    ALL(pw_bad_label_value, false, "-a", "a-", "_", ".a", "a b", "a/b", "\xd0\xb6", "a:b");
    assert_null(pw_bad_label_value(letters(63, "")));
    assert_non_null(pw_bad_label_value(letters(64, "")));
}

static void label_keys(void **state)
{
    (void)state;
    ALL(pw_bad_label_key, true, "app", "app.kubernetes.io/name", "App", "a/b", "x/A_b.c");
    ALL(pw_bad_label_key, false, "", "/", "a/", "/a", "A/b", "a/b/c", "-a", "a b", "a_b/c");
    assert_null(pw_bad_label_key(letters(253, "/a")));
    assert_non_null(pw_bad_label_key(letters(254, "/a")));
    assert_non_null(pw_bad_label_key(letters(64, "")));
}

static void port_names(void **state)
{
    (void)state;
    ALL(pw_bad_port_name, true, "http", "a", "8a", "http-2", "a-b-c", "abcdefghijklmno");
    ALL(pw_bad_port_name, false, "", "80", "-http", "http-", "a--b", "HTTP", "a_b",
        "abcdefghijklmnop", "8-8", "a.b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(dns_labels),
        cmocka_unit_test(subdomains),
        cmocka_unit_test(label_values),
        cmocka_unit_test(label_keys),
        cmocka_unit_test(port_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
