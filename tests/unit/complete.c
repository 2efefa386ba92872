#include "lab.h"

#include "base/limits.h"
#include "edit/complete.h"

#define SPEC "kind: NetworkPolicy\nmetadata:\n  name: p\n  namespace: prod\nspec:\n"
#define FROM SPEC "  ingress:\n  - from:\n"
#define OPEN_LAB(l)                                                                              \
    LAB(l, NS("prod", "env: prod"), NS("dev", "env: dev"),                                       \
        POD_WITH("prod", "db", "app: db, \"on\": \"1\"",                                         \
                 "spec: {containers: [{name: c, ports: [{containerPort: 5432}]}]}"),             \
        POD("dev", "web", "app: web"), POD("dev", "api", "app: web"),                            \
        NODE("one", "zone: a", "10.0.0.1"))

/* A caret at | in a text, and what is offered there: the word, then what would be inserted. */
typedef struct example {
    const char *text;
    const char *offers;
} example;

static const example examples[] = {
    /* whole objects, kinds and versions */
    {"kind: Pod\n|", ": `apiVersion: ` `metadata:` `spec:` `status:`"},
    {"apiVersion: networking.k8s.io/v1\nkind: Ne|", "Ne: `NetworkPolicy`"},
    {"kind: Job\napiVersion:|", ": ` batch/v1`"},
    {"kind: List\nitems:\n- kind: Node\n  st|", "st: `apiVersion: ` `metadata:` `status:`"},
    {"items:\n|", ": `apiVersion: ` `kind: ` `metadata:`"},
    /* keys: those not there yet, also when half a word stands before the caret */
    {SPEC "  |", ": `podSelector:` `policyTypes:` `ingress:` `egress:`"},
    {SPEC "  po|\n  ingress: []\n", "po: `podSelector:` `policyTypes:` `egress:`"},
    {SPEC "  pod|Selector: {}\n  egress: []\n",
     "podSelector: `podSelector` `policyTypes` `ingress`"},
    {SPEC "  podSelector: {|}", ": `matchLabels: ` `matchExpressions: `"},
    {SPEC "  podSelector: {}\n  # a note\n\n  |\n  egress: []\n",
     ": `policyTypes:` `ingress:`"},
    {SPEC "  annotations: {a: b}\n  unknown:\n    |", ":"},
    /* lists: a dash where there is none yet */
    {FROM "    - |", ": `podSelector:` `namespaceSelector:` `ipBlock:`"},
    {FROM "    -|", ": ` podSelector:` ` namespaceSelector:` ` ipBlock:`"},
    {FROM "    - na|", "na: `podSelector:` `namespaceSelector:` `ipBlock:`"},
    {FROM "      |", ": `- podSelector:` `- namespaceSelector:` `- ipBlock:`"},
    {FROM "    - podSelector: {}\n      |", ": `namespaceSelector:` `ipBlock:`"},
    {FROM "    - podSelector: {}\n    |", ": `ports:`"},
    {FROM "    - podSelector: {}\n  |", ": `podSelector:` `policyTypes:` `egress:`"},
    /* enum values */
    {SPEC "  policyTypes: [|", ": `Ingress` `Egress`"},
    {SPEC "  policyTypes: [Ingress, |]", ": `Ingress` `Egress`"},
    {SPEC "  policyTypes:\n  - In|\n", "In: `Ingress` `Egress`"},
    {SPEC "  policyTypes:\n    |", ": `- Ingress` `- Egress`"},
    {FROM "    ports:\n    - {protocol: U|", "U: `TCP` `UDP` `SCTP`"},
    {"kind: Pod\nspec:\n  hostNetwork: |", ": `true` `false`"},
    /* labels that exist: of pods, those near first, of namespaces and nodes */
    {SPEC "  podSelector:\n    matchLabels:\n      |", ": `app: ` `\"on\": `"},
    {SPEC "  podSelector:\n    matchLabels:\n      app: |", ": `db` `web`"},
    {SPEC "  podSelector:\n    matchLabels:\n      app: w|eb # no", "web: `db` `web`"},
    {SPEC "  podSelector:\n    matchLabels:\n      app: \"|\"", ": `db` `web`"},
    {SPEC "  podSelector:\n    matchLabels: {\"on\": |", ": `\"1\"`"},
    {FROM "    - podSelector:\n        matchLabels:\n          app: |\n"
     "      namespaceSelector: {}\n", ": `web` `db`"},
    {FROM "    - namespaceSelector:\n        matchLabels: {|\n  egress: []\n",
     ": `env: ` `kubernetes.io/metadata.name: `"},
    {FROM "    - podSelector:\n        matchExpressions:\n        - key: |",
     ": `app` `\"on\"`"},
    {FROM "    - podSelector:\n        matchExpressions:\n        - {key: app, values: [|",
     ": `db` `web`"},
    {"kind: Pod\nspec:\n  nodeSelector:\n    |", ": `zone: `"},
    /* ports and namespaces that exist */
    {FROM "    ports:\n    - port: |", ": `5432`"},
    {"kind: Pod\nmetadata:\n  namespace: |", ": `prod` `dev`"},
    {"kind: Pod\nmetadata: {namespace: d|}", "d: `prod` `dev`"},
    /* nothing: comments, blocks of text, the end of a value */
    {"# app|", ":"},
    {SPEC "  # app|", ":"},
    {"kind: Pod\nmetadata:\n  annotations:\n    a: |\n      na|", ":"},
    {SPEC "  podSelector: |", ":"},
    {SPEC "  podSelector: {} |", ":"},
};

/* The caret is the last | of the text: block texts have some too. */
static pw_str without_mark(const char *marked, char *text, uint32_t *at)
{
    *at = (uint32_t)(strrchr(marked, '|') - marked);
    memcpy(text, marked, *at);
    strcpy(text + *at, marked + *at + 1);
    return pw_str_of(text);
}

static void write_offers(pw_buf *b, pw_str text, const pw_completion *c)
{
    if (c->options.count > 0)
        pw_buf_put(b, pw_str_part(text, c->word.from, c->word.to));
    pw_buf_putc(b, ':');
    for (uint32_t i = 0; i < c->options.count; i++)
        pw_buf_print(b, " `%R`", pw_items(c->options, const pw_option)[i].insert);
}

static void half_written_texts_have_options(void **state)
{
    (void)state;
    OPEN_LAB(l);
    for (size_t i = 0; i < COUNT(examples); i++) {
        char bytes[1000];
        uint32_t at;
        pw_completion c;
        pw_buf b = pw_buf_make(4096);
        pw_str text = without_mark(examples[i].text, bytes, &at);
        assert_ok(pw_complete(&l.s, &l.arena, text, at, &c));
        write_offers(&b, text, &c);
        if (!pw_str_is(pw_buf_str(&b), examples[i].offers))
            fail_msg("%s\noffers %s\nnot    %s", examples[i].text, b.at, examples[i].offers);
        pw_buf_free(&b);
    }
    lab_close(&l);
}

static void an_empty_document_starts_an_object(void **state)
{
    static const char *const empty[] = {"", "---\n", "# nothing yet\n\n"};
    (void)state;
    OPEN_LAB(l);
    for (size_t i = 0; i < COUNT(empty); i++) {
        pw_str text = pw_str_of(empty[i]);
        pw_completion c;
        assert_ok(pw_complete(&l.s, &l.arena, text, text.len, &c));
        assert_int_equal(c.options.count, PW_OBJECT_KINDS);
        assert_text(pw_items(c.options, const pw_option)[0].insert,
                    "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata:\n  name: ");
    }
    lab_close(&l);
}

static void options_say_who_has_them(void **state)
{
    (void)state;
    OPEN_LAB(l);
    pw_str text = PW_STR(SPEC "  podSelector: {matchLabels: {app: ");
    pw_completion c;
    assert_ok(pw_complete(&l.s, &l.arena, text, text.len, &c));
    const pw_option *web = &pw_items(c.options, const pw_option)[1];
    assert_text(web->detail, "2 pods");
    assert_text(web->info, "dev/web, dev/api");
    text = PW_STR(FROM "    ports: [{port: ");
    assert_ok(pw_complete(&l.s, &l.arena, text, text.len, &c));
    assert_text(pw_items(c.options, const pw_option)[0].detail, "prod/db");
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(half_written_texts_have_options),
        cmocka_unit_test(an_empty_document_starts_an_object),
        cmocka_unit_test(options_say_who_has_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
