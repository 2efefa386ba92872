#include "lab.h"

#include "kube/stored.h"

static pw_vec stored_of(lab *l, uint32_t doc)
{
    pw_vec list = {0};
    assert_ok(pw_stored_objects(lab_doc(l, doc), &l->arena, &list));
    return list;
}

static const pw_stored *only(const pw_vec *list)
{
    assert_int_equal(list->count, 1);
    return pw_items(*list, const pw_stored);
}

static const pw_stored_line *line_of(const pw_stored *stored, uint32_t number)
{
    assert_true(number <= stored->lines.count);
    const pw_stored_line *line = &pw_items(stored->lines, const pw_stored_line)[number - 1];
    assert_int_equal(line->line, number);
    return line;
}

static void a_policy_gets_what_it_leaves_open(void **state)
{
    (void)state;
    LAB(l, "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p, labels: "
           "{}}, spec: {ingress: [{ports: [{port: 80}, null], from: []}], egress: [], "
           "policyTypes: []}}");
    pw_vec list = stored_of(&l, 0);
    const pw_stored *stored = only(&list);
    assert_text(stored->text, "apiVersion: networking.k8s.io/v1\n"
                              "kind: NetworkPolicy\n"
                              "metadata:\n"
                              "  name: p\n"
                              "  namespace: default\n"
                              "spec:\n"
                              "  ingress:\n"
                              "  - ports:\n"
                              "    - port: 80\n"
                              "      protocol: TCP\n"
                              "    - protocol: TCP\n"
                              "  podSelector: {}\n"
                              "  policyTypes:\n"
                              "  - Ingress\n");
    static const uint32_t added[] = {5, 10, 11, 12, 13, 14};
    for (uint32_t line = 1, k = 0; line <= 14; line++) {
        bool is_added = k < COUNT(added) && added[k] == line;
        assert_true((line_of(stored, line)->why != NULL) == is_added);
        k += is_added ? 1 : 0;
    }
    lab_close(&l);
}

static void types_follow_the_rules_of_the_policy(void **state)
{
    (void)state;
    LAB(l, POLICY("lab", "a", "podSelector: {}, egress: [{}]"),
        POLICY("lab", "b", "podSelector: {}, policyTypes: [Egress], ingress: [{}]"));
    pw_vec list = stored_of(&l, 0);
    pw_str text = only(&list)->text;
    assert_true(pw_str_ends(text, "  egress:\n  - {}\n  podSelector: {}\n  policyTypes:\n"
                                  "  - Ingress\n  - Egress\n"));
    pw_vec other = stored_of(&l, 1);
    text = only(&other)->text;
    assert_true(pw_str_ends(text, "  ingress:\n  - {}\n  podSelector: {}\n  policyTypes:\n"
                                  "  - Egress\n"));
    lab_close(&l);
}

static void a_controller_takes_labels_and_selector_from_its_pods(void **state)
{
    (void)state;
    LAB(l, "{apiVersion: v1, kind: ReplicationController, metadata: {name: a}, spec: {template: "
           "{metadata: {labels: {app: web}}, spec: {containers: [{name: a, image: b}]}}}}");
    pw_vec list = stored_of(&l, 0);
    assert_true(pw_str_starts(only(&list)->text, "apiVersion: v1\n"
                                                 "kind: ReplicationController\n"
                                                 "metadata:\n"
                                                 "  labels:\n"
                                                 "    app: web\n"
                                                 "  name: a\n"
                                                 "  namespace: default\n"
                                                 "spec:\n"
                                                 "  replicas: 1\n"
                                                 "  selector:\n"
                                                 "    app: web\n"
                                                 "  template:\n"));
    assert_non_null(line_of(only(&list), 11)->why);
    assert_null(line_of(only(&list), 12)->why);
    lab_close(&l);
}

static void a_namespace_bears_its_name(void **state)
{
    (void)state;
    LAB(l, "{apiVersion: v1, kind: Namespace, metadata: {name: '42'}}");
    pw_vec list = stored_of(&l, 0);
    assert_text(only(&list)->text, "apiVersion: v1\n"
                                   "kind: Namespace\n"
                                   "metadata:\n"
                                   "  labels:\n"
                                   "    kubernetes.io/metadata.name: \"42\"\n"
                                   "  name: \"42\"\n"
                                   "spec:\n"
                                   "  finalizers:\n"
                                   "  - kubernetes\n");
    assert_non_null(line_of(only(&list), 4)->why);
    assert_null(line_of(only(&list), 6)->why);
    lab_close(&l);
}

static bool has_line(pw_str text, const char *line)
{
    for (uint32_t at = 0; at < text.len; at++)
        if (pw_str_starts(pw_str_part(text, at, text.len), line))
            return true;
    return false;
}

static void no_field_is_lost(void **state)
{
    (void)state;
    LAB(l, "{apiVersion: v1, kind: Pod, metadata: {name: a, namespace: lab, labels: {x: null}}, "
           "spec: {priority: 0x10, containers: [{name: c, image: 'i:1', args: ['-v', 'yes']}]}}");
    pw_vec list = stored_of(&l, 0);
    pw_str text = only(&list)->text;
    assert_true(pw_str_starts(text, "apiVersion: v1\n"
                                    "kind: Pod\n"
                                    "metadata:\n"
                                    "  name: a\n"
                                    "  namespace: lab\n"
                                    "spec:\n"
                                    "  containers:\n"
                                    "  - args:\n"
                                    "    - -v\n"
                                    "    - \"yes\"\n"
                                    "    image: i:1\n"
                                    "    imagePullPolicy: IfNotPresent\n"
                                    "    name: c\n"
                                    "    resources: {}\n"));
    assert_true(has_line(text, "  priority: 16\n"));
    lab_close(&l);
}

static void what_follows_from_other_fields_is_filled_in(void **state)
{
    (void)state;
    LAB(l, "{apiVersion: v1, kind: Service, metadata: {name: web}, spec: {type: NodePort, "
           "ports: [{port: 80}, {port: 81, name: b, targetPort: http}]}}");
    pw_vec list = stored_of(&l, 0);
    pw_str text = only(&list)->text;
    assert_true(has_line(text, "    targetPort: 80\n"));
    assert_true(has_line(text, "    targetPort: http\n"));
    assert_true(has_line(text, "  externalTrafficPolicy: Cluster\n"));
    assert_true(has_line(text, "  sessionAffinity: None\n"));
    lab_close(&l);
}

static void broken_objects_of_a_list_are_passed_over(void **state)
{
    (void)state;
    LAB(l, "{apiVersion: v1, kind: List, items: [{apiVersion: v1, kind: Pod, metadata: {name: a}}, "
           "{apiVersion: v1, kind: Pod, metadata: {name: _}}, {apiVersion: v1, kind: Node, "
           "metadata: {name: b}}]}");
    pw_vec list = stored_of(&l, 0);
    assert_int_equal(list.count, 2);
    assert_text(pw_items(list, const pw_stored)[1].object->meta.name.s, "b");
    assert_true(pw_str_ends(pw_items(list, const pw_stored)[1].text, "  name: b\n"));
    lab_close(&l);
}

static void lines_know_their_place(void **state)
{
    (void)state;
    LAB(l, POLICY("lab", "p", "podSelector: {matchLabels: {app: web}}"));
    pw_vec list = stored_of(&l, 0);
    pw_span span = line_of(only(&list), 9)->span;
    assert_text(pw_str_part(lab_doc(&l, 0)->source.text, span.from, span.to), "app: web");
    span = line_of(only(&list), 8)->span;
    assert_text(pw_str_part(lab_doc(&l, 0)->source.text, span.from, span.to), "matchLabels");
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_policy_gets_what_it_leaves_open),
        cmocka_unit_test(types_follow_the_rules_of_the_policy),
        cmocka_unit_test(a_controller_takes_labels_and_selector_from_its_pods),
        cmocka_unit_test(a_namespace_bears_its_name),
        cmocka_unit_test(no_field_is_lost),
        cmocka_unit_test(what_follows_from_other_fields_is_filled_in),
        cmocka_unit_test(broken_objects_of_a_list_are_passed_over),
        cmocka_unit_test(lines_know_their_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
