#include "lab.h"

#include "edit/hover.h"

#define SPEC "kind: NetworkPolicy\nspec:\n"
#define OPEN_LAB(l)                                                                              \
    LAB(l, NS("dev", "env: dev"), POD("dev", "a", "app: web"), POD("dev", "b", "app: web"),      \
        POD("dev", "c", "app: web"), POD("dev", "d", "app: web"),                                \
        POD_WITH("dev", "e", "app: db", "spec: {containers: [{name: c, ports: "                  \
                 "[{containerPort: 80}]}]}"))

static pw_hover hover_of(lab *l, const char *marked)
{
    char bytes[1000];
    size_t at = (size_t)(strchr(marked, '^') - marked);
    pw_hover hover;
    memcpy(bytes, marked, at);
    strcpy(bytes + at, marked + at + 1);
    pw_str text = pw_str_copy(&l->arena, pw_str_of(bytes));
    assert_ok(pw_hover_at(&l->s, &l->arena, text, (uint32_t)at, &hover));
    return hover;
}

#define assert_hover(l, marked, says, begins)                       \
    do {                                                            \
        pw_hover hover = hover_of((l), (marked));                   \
        assert_true(hover.found);                                   \
        assert_text(hover.title, (says));                           \
        if (!pw_str_starts(hover.text, (begins)))                   \
            assert_text(hover.text, (begins));                      \
    } while (0)

static void a_selector_means_what_its_place_says(void **state)
{
    (void)state;
    OPEN_LAB(l);
    assert_hover(&l, SPEC "  pod^Selector: {}", "spec.podSelector", "Which pods this policy");
    assert_hover(&l, SPEC "  ingress:\n  - from:\n    - ^podSelector: {}",
                 "spec.ingress[].from[].podSelector", "Who may come in: pods");
    assert_hover(&l, SPEC "  egress: [{to: [{namespaceSelector^: {}}]}]",
                 "spec.egress[].to[].namespaceSelector", "Where the pods may go: to all pods");
    lab_close(&l);
}

static void values_are_explained(void **state)
{
    (void)state;
    OPEN_LAB(l);
    assert_hover(&l, SPEC "  policyTypes: [In^gress]", "spec.policyTypes[]", "Limits who may");
    assert_hover(&l, SPEC "  policyTypes:\n  - Egress^", "spec.policyTypes[]", "Limits where");
    assert_hover(&l, "kind: P^od", "kind", "One or more programs");
    assert_hover(&l, "kind: Pod\nmetadata:\n  uid: a^b", "metadata.uid", "The server writes");
    assert_hover(&l, SPEC "  ingress: [{ports: [{port: 8^0}]}]", "spec.ingress[].ports[].port",
                 "1 pod listens on 80: dev/e");
    assert_hover(&l, SPEC "  ingress: [{ports: [{port: 8^1}]}]", "spec.ingress[].ports[].port",
                 "The port of the pod");
    lab_close(&l);
}

static void a_label_tells_who_has_it(void **state)
{
    (void)state;
    OPEN_LAB(l);
    assert_hover(&l, SPEC "  podSelector:\n    matchLabels:\n      app: w^eb", "app=web",
                 "4 pods have app=web: dev/a, dev/b, dev/c and 1 more");
    assert_hover(&l, SPEC "  podSelector: {matchLabels: {a^pp: db}}", "app=db",
                 "1 pod has app=db: dev/e");
    assert_hover(&l, SPEC "  podSelector: {matchLabels: {app: wbe^}}", "app=wbe",
                 "No pod has app=wbe.");
    assert_hover(&l, SPEC "  ingress: [{from: [{namespaceSelector: {matchLabels: {env: d^ev}}}]}]",
                 "env=dev", "1 namespace has env=dev: dev");
    assert_hover(&l, SPEC "  podSelector: {matchExpressions: [{key: a^pp}]}", "the label app",
                 "5 pods have the label app: dev/a");
    assert_hover(&l, SPEC "  podSelector: {matchExpressions: [{key: app, values: [d^b]}]}",
                 "app=db", "1 pod has app=db");
    lab_close(&l);
}

static void nothing_is_said_of_what_is_not_known(void **state)
{
    static const char *const texts[] = {"^", "# kind^", "nonsense: ^x", "kind: ^",
                                        SPEC "  nonsense^: 1", SPEC "  ingress:\n  -^ from: []",
                                        SPEC "  podSelector: {^}"};
    (void)state;
    OPEN_LAB(l);
    for (size_t i = 0; i < COUNT(texts); i++)
        if (hover_of(&l, texts[i]).found)
            fail_msg("%s says something", texts[i]);
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_selector_means_what_its_place_says),
        cmocka_unit_test(values_are_explained),
        cmocka_unit_test(a_label_tells_who_has_it),
        cmocka_unit_test(nothing_is_said_of_what_is_not_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
