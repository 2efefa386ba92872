#include "lab.h"

#include "kube/document.h"

typedef struct read_one {
    pw_symbols symbols;
    pw_arena scratch;
    pw_document doc;
} read_one;

static void open_doc(read_one *r, const char *text)
{
    r->symbols = pw_symbols_make();
    r->scratch = pw_arena_make(4096);
    assert_ok(pw_document_read(&r->doc, pw_str_of(text), false, &r->symbols, &r->scratch));
}

static void close_doc(read_one *r)
{
    pw_document_free(&r->doc);
    pw_arena_free(&r->scratch);
    pw_symbols_free(&r->symbols);
}

/* A text that must have exactly one finding: its code, the text it points at, and its path. */
typedef struct expected {
    pw_code code;
    const char *at;
    const char *path;
    const char *text;
} expected;

static void check(const expected *e)
{
    read_one r;
    open_doc(&r, e->text);
    if (r.doc.diags.list.count != 1)
        print_error("%s\n%u findings\n", e->text, r.doc.diags.list.count);
    assert_int_equal(r.doc.diags.list.count, 1);
    const pw_diag *diag = pw_items(r.doc.diags.list, const pw_diag);
    assert_string_equal(pw_code_slug(diag->code), pw_code_slug(e->code));
    assert_text(pw_str_part(r.doc.source.text, diag->span.from, diag->span.to), e->at);
    assert_text(diag->path, e->path);
    assert_true(diag->message.len > 0);
    bool error = pw_code_severity(e->code) == PW_ERROR;
    assert_int_equal(r.doc.objects.count, error ? 0 : 1);
    assert_int_equal(r.doc.left_out.count, error ? 1 : 0);
    close_doc(&r);
}

static void check_all(const expected *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        check(&list[i]);
}

#define P "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec:\n"
#define META(meta)                                      \
    "apiVersion: v1\nkind: Pod\nmetadata: " meta "\n"   \
    "spec: {containers: [{name: c, image: i}]}\n"
#define FROM "  podSelector: {}\n  ingress:\n  - from:\n    - "
#define PORT "  podSelector: {}\n  ingress:\n  - ports:\n    - "

static void the_frame_of_a_manifest(void **state)
{
    (void)state;
    static const expected list[] = {
        {PW_KIND_MISSING, "a", "kind", "apiVersion: v1\n"},
        {PW_KIND_MISSING, "k", "apiVersion", "kind: Pod\nmetadata: {name: a}\n"},
        {PW_KIND_MISSING, "kind", "kind", "apiVersion: v1\nkind: 5\n"},
        {PW_WRONG_VERSION, "v1", "apiVersion",
         "apiVersion: v1\nkind: NetworkPolicy\nmetadata: {name: p}\nspec: {podSelector: {}}\n"},
        {PW_REPEATED_KEY, "kind", "",
         "apiVersion: v1\nkind: Namespace\nkind: Namespace\nmetadata: {name: a}\n"},
        {PW_NOT_A_MANIFEST, "words", "", "words\n"},
        {PW_BAD_SEPARATOR, "kind: Pod", "", "--- kind: Pod\n"},
    };
    check_all(list, COUNT(list));
}

static void names_and_labels(void **state)
{
    (void)state;
    static const expected list[] = {
        {PW_REQUIRED, "metadata", "metadata.name", META("{}")},
        {PW_BAD_NAME, "Web", "metadata.name", META("{name: Web}")},
        {PW_BAD_NAME, "Prod", "metadata.namespace", META("{name: a, namespace: Prod}")},
        {PW_BAD_LABEL, "-x", "metadata.labels", META("{name: a, labels: {app: -x}}")},
        {PW_BAD_LABEL, "a b", "metadata.labels", META("{name: a, labels: {a b: x}}")},
        {PW_LOOKS_LIKE_TEXT, "yes", "metadata.labels.on-call",
         META("{name: a, labels: {on-call: yes}}")},
        {PW_LOOKS_LIKE_TEXT, "1.0", "metadata.labels.v", META("{name: a, labels: {v: 1.0}}")},
        {PW_LOOKS_LIKE_TEXT, "5", "metadata.name", META("{name: 5}")},
        {PW_NULL_DROPPED, "app", "metadata.labels.app", META("{name: a, labels: {app: }}")},
        {PW_WRONG_TYPE, "[x]", "metadata.labels", META("{name: a, labels: [x]}")},
    };
    check_all(list, COUNT(list));
}

static void fields_of_policies(void **state)
{
    (void)state;
    static const expected list[] = {
        {PW_UNKNOWN_FIELD, "podselector", "spec.podselector", P "  podselector: {}\n"},
        {PW_UNKNOWN_FIELD, "form", "spec.ingress[0].form",
         P "  podSelector: {}\n  ingress:\n  - form: []\n"},
        {PW_WRONG_TYPE, "{}", "spec.ingress", P "  podSelector: {}\n  ingress: {}\n"},
        {PW_WRONG_TYPE, "text", "spec.podSelector", P "  podSelector: text\n"},
        {PW_BAD_VALUE, "ingress", "spec.policyTypes[0]",
         P "  podSelector: {}\n  policyTypes: [ingress]\n"},
        {PW_BAD_VALUE, "tcp", "spec.ingress[0].ports[0].protocol", P PORT "protocol: tcp\n"},
    };
    check_all(list, COUNT(list));
}

static void blocks(void **state)
{
    (void)state;
    static const expected list[] = {
        {PW_BAD_CIDR, "10.0.0.0", "spec.ingress[0].from[0].ipBlock.cidr",
         P FROM "ipBlock: {cidr: 10.0.0.0}\n"},
        {PW_BAD_CIDR, "\"10.0.0.0/33\"", "spec.ingress[0].from[0].ipBlock.cidr",
         P FROM "ipBlock: {cidr: \"10.0.0.0/33\"}\n"},
        {PW_CIDR_HOST_BITS, "10.1.0.0/8", "spec.ingress[0].from[0].ipBlock.cidr",
         P FROM "ipBlock: {cidr: 10.1.0.0/8}\n"},
        {PW_BAD_EXCEPT, "11.0.0.0/16", "spec.ingress[0].from[0].ipBlock.except[1]",
         P FROM "ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16, 11.0.0.0/16]}\n"},
        {PW_BAD_EXCEPT, "10.0.0.0/8", "spec.ingress[0].from[0].ipBlock.except[0]",
         P FROM "ipBlock: {cidr: 10.0.0.0/8, except: [10.0.0.0/8]}\n"},
        {PW_REQUIRED, "ipBlock", "spec.ingress[0].from[0].ipBlock.cidr", P FROM "ipBlock: {}\n"},
    };
    check_all(list, COUNT(list));
}

#define REQUIREMENT "spec.podSelector.matchExpressions[0]"

static void peers_and_requirements(void **state)
{
    (void)state;
    static const expected list[] = {
        {PW_BAD_PEER, "{}", "spec.ingress[0].from[0]", P FROM "{}\n"},
        {PW_BAD_PEER, "ipBlock", "spec.ingress[0].from[0]",
         P FROM "{podSelector: {}, ipBlock: {cidr: 10.0.0.0/8}}\n"},
        {PW_BAD_REQUIREMENT, "in", REQUIREMENT ".operator",
         P "  podSelector: {matchExpressions: [{key: a, operator: in, values: [b]}]}\n"},
        {PW_BAD_REQUIREMENT, "{key: a, operator: In}", REQUIREMENT ".values",
         P "  podSelector: {matchExpressions: [{key: a, operator: In}]}\n"},
        {PW_BAD_REQUIREMENT, "[b]", REQUIREMENT ".values",
         P "  podSelector: {matchExpressions: [{key: a, operator: Exists, values: [b]}]}\n"},
        {PW_BAD_REQUIREMENT, "{operator: Exists}", REQUIREMENT ".key",
         P "  podSelector: {matchExpressions: [{operator: Exists}]}\n"},
        {PW_BAD_REQUIREMENT, "{key: a}", REQUIREMENT ".operator",
         P "  podSelector: {matchExpressions: [{key: a}]}\n"},
        {PW_BAD_LABEL, "-b", "spec.podSelector.matchExpressions[0].values[0]",
         P "  podSelector: {matchExpressions: [{key: a, operator: In, values: [-b]}]}\n"},
    };
    check_all(list, COUNT(list));
}

static void ports(void **state)
{
    (void)state;
    static const expected list[] = {
        {PW_BAD_PORT, "0", "spec.ingress[0].ports[0].port", P PORT "port: 0\n"},
        {PW_BAD_PORT, "65536", "spec.ingress[0].ports[0].port", P PORT "port: 65536\n"},
        {PW_BAD_PORT, "'80'", "spec.ingress[0].ports[0].port", P PORT "port: '80'\n"},
        {PW_BAD_PORT, "90", "spec.ingress[0].ports[0].endPort",
         P PORT "{port: http, endPort: 90}\n"},
        {PW_BAD_PORT, "90", "spec.ingress[0].ports[0].endPort", P PORT "{endPort: 90}\n"},
        {PW_BAD_PORT, "79", "spec.ingress[0].ports[0].endPort", P PORT "{port: 80, endPort: 79}\n"},
        {PW_BAD_PORT, "65536", "spec.ingress[0].ports[0].endPort",
         P PORT "{port: 80, endPort: 65536}\n"},
        {PW_WRONG_TYPE, "1.5", "spec.ingress[0].ports[0].port", P PORT "port: 1.5\n"},
        {PW_BAD_ADDRESS, "10.0.0", "status.podIP", META("{name: a}") "status: {podIP: 10.0.0}\n"},
    };
    check_all(list, COUNT(list));
}

static void all_mistakes_are_told(void **state)
{
    (void)state;
    read_one r;
    open_doc(&r, P "  podSelectr: {}\n  policyTypes: [5]\n  egress: x\n");
    assert_int_equal(r.doc.diags.list.count, 3);
    close_doc(&r);
}

/* S21: null is "not given". */
static void null_is_not_given(void **state)
{
    (void)state;
    read_one r;
    open_doc(&r, P "  podSelector:\n  ingress:\n  egress: ~\n  policyTypes:\n");
    assert_int_equal(r.doc.diags.list.count, 0);
    const pw_policy *policy = pw_items(r.doc.objects, const pw_object)->body;
    assert_false(policy->rules[PW_INGRESS].given);
    assert_true(policy->isolates[PW_INGRESS]);
    assert_false(policy->isolates[PW_EGRESS]);
    close_doc(&r);
}

/* S6 */
static void isolation_follows_policy_types(void **state)
{
    (void)state;
    static const struct {
        const char *spec;
        bool ingress, egress;
    } list[] = {
        {P "  podSelector: {}\n", true, false},
        {P "  podSelector: {}\n  egress: [{}]\n", true, true},
        {P "  podSelector: {}\n  egress: []\n", true, false},
        {P "  podSelector: {}\n  policyTypes: [Egress]\n", false, true},
        {P "  podSelector: {}\n  policyTypes: [Ingress]\n  egress: [{}]\n", true, false},
        {P "  podSelector: {}\n  policyTypes: []\n  egress: [{}]\n", true, true},
    };
    for (size_t i = 0; i < COUNT(list); i++) {
        read_one r;
        open_doc(&r, list[i].spec);
        const pw_policy *policy = pw_items(r.doc.objects, const pw_object)->body;
        assert_int_equal(policy->isolates[PW_INGRESS], list[i].ingress);
        assert_int_equal(policy->isolates[PW_EGRESS], list[i].egress);
        close_doc(&r);
    }
}

/* As in a server, a repeated key is not added to: the last one is all there is. */
static void the_last_of_repeated_keys_stands_alone(void **state)
{
    (void)state;
    read_one r;
    open_doc(&r, P "  podSelector: {matchLabels: {a: b}}\n  podSelector: {}\n");
    const pw_policy *policy = pw_items(r.doc.objects, const pw_object)->body;
    assert_int_equal(policy->pods.labels.count, 0);
    close_doc(&r);
    open_doc(&r, "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nstatus: {podIP: 10.0.0.1}\n"
                 "status: {phase: Running}\n");
    const pw_pod *pod = pw_items(r.doc.objects, const pw_object)->body;
    assert_false(pod->has_ip[PW_IPV4]);
    close_doc(&r);
}

static void merged_mappings_are_replaced_not_added_to(void **state)
{
    (void)state;
    read_one r;
    open_doc(&r, "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\n"
                 "metadata:\n  name: p\nspec:\n  ingress:\n"
                 "  - from: [&x {podSelector: {matchLabels: {a: b}}}]\n"
                 "  <<: *x\n  podSelector: {}\n");
    assert_int_equal(r.doc.objects.count, 1);
    const pw_policy *policy = pw_items(r.doc.objects, const pw_object)->body;
    assert_int_equal(policy->pods.labels.count, 0);
    close_doc(&r);
}

static void lists_are_opened(void **state)
{
    (void)state;
    read_one r;
    open_doc(&r, "apiVersion: v1\nkind: List\nitems:\n"
                 "- {apiVersion: v1, kind: Pod, metadata: {name: a}}\n"
                 "- {apiVersion: v1, kind: PodList, items: [{apiVersion: v1, kind: Pod, metadata: "
                 "{name: b}}]}\n- {apiVersion: v1, kind: Pod, metadata: {name: B}}\n");
    assert_int_equal(r.doc.objects.count, 2);
    assert_int_equal(r.doc.left_out.count, 1);
    assert_text(pw_items(r.doc.left_out, const pw_left_out)->what, "Pod B");
    close_doc(&r);
}

static void other_kinds_are_left_out_without_an_error(void **state)
{
    (void)state;
    read_one r;
    open_doc(&r, "apiVersion: cilium.io/v2\nkind: CiliumNetworkPolicy\n"
                 "metadata: {name: c, namespace: prod}\n");
    assert_int_equal(r.doc.diags.list.count, 0);
    const pw_left_out *out = pw_items(r.doc.left_out, const pw_left_out);
    assert_int_equal(out->why, PW_OTHER_POLICY);
    assert_text(out->what, "CiliumNetworkPolicy prod/c");
    close_doc(&r);
    open_doc(&r, "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: c}\n");
    assert_int_equal(pw_items(r.doc.left_out, const pw_left_out)->why, PW_UNKNOWN_KIND);
    close_doc(&r);
}

static void a_refused_document_says_why(void **state)
{
    (void)state;
    pw_document doc;
    assert_ok(pw_document_refuse(&doc, "too much"));
    assert_int_equal(doc.diags.list.count, 1);
    assert_text(pw_items(doc.diags.list, const pw_diag)->message, "too much");
    assert_int_equal(doc.left_out.count, 1);
    pw_document_free(&doc);
}

static void codes_have_names_of_their_own(void **state)
{
    (void)state;
    for (int a = 0; a < PW_CODE_COUNT; a++)
        for (int b = 0; b < a; b++) {
            assert_string_not_equal(pw_code_id((pw_code)a), pw_code_id((pw_code)b));
            assert_string_not_equal(pw_code_slug((pw_code)a), pw_code_slug((pw_code)b));
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_frame_of_a_manifest),
        cmocka_unit_test(names_and_labels),
        cmocka_unit_test(fields_of_policies),
        cmocka_unit_test(blocks),
        cmocka_unit_test(peers_and_requirements),
        cmocka_unit_test(ports),
        cmocka_unit_test(all_mistakes_are_told),
        cmocka_unit_test(null_is_not_given),
        cmocka_unit_test(isolation_follows_policy_types),
        cmocka_unit_test(the_last_of_repeated_keys_stands_alone),
        cmocka_unit_test(merged_mappings_are_replaced_not_added_to),
        cmocka_unit_test(lists_are_opened),
        cmocka_unit_test(other_kinds_are_left_out_without_an_error),
        cmocka_unit_test(a_refused_document_says_why),
        cmocka_unit_test(codes_have_names_of_their_own),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
