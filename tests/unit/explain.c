#include "ask.h"

#include "eval/sentence.h"

#define LABELS(app) "{podSelector: {matchLabels: {app: " app "}}}"
#define RULES(rules) POLICY("x", "p", "podSelector: {matchLabels: {app: db}}, ingress: [" rules "]")

static void open_cluster(lab *l, const char *policy)
{
    const char *objects[] = {POD("x", "db", "app: db"), POD("x", "web", "app: web, tier: front"),
                             POD("z", "api", "app: api"), policy};
    lab_open(l, objects, COUNT(objects));
}

static const pw_rule_trail *rule_of(const pw_trail *trail, uint32_t rule)
{
    const pw_direction_trail *ingress = &trail->directions[PW_INGRESS];
    assert_int_equal(ingress->policy_count, 1);
    assert_true(rule < ingress->policies[0].rule_count);
    return &ingress->policies[0].rules[rule];
}

static void the_trail_names_rule_peer_and_port(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l, RULES("{from: [" LABELS("api") ", " LABELS("web") "], ports: [{port: 80}]}"));
    pw_trail trail = ask(&l, "x/web", "x/db", 80);
    const pw_rule_trail *rule = rule_of(&trail, 0);
    assert_true(trail.verdict.allowed);
    assert_true(rule->admits);
    assert_true(rule->ports.ok);
    assert_int_equal(rule->peer_count, 2);
    assert_false(rule->peers[0].ok);
    assert_true(rule->peers[1].ok);
    assert_int_equal(trail.directions[PW_EGRESS].reason, PW_OPEN);
    lab_close(&l);
}

static void the_nearest_peer_lacks_least(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l, RULES("{from: [{podSelector: {matchLabels: {app: api, tier: back}}}, "
                           "{podSelector: {matchLabels: {app: api, tier: front}}}]}"));
    pw_trail trail = ask(&l, "x/web", "x/db", 80);
    const pw_rule_trail *rule = rule_of(&trail, 0);
    assert_false(rule->peers[0].nearest);
    assert_true(rule->peers[1].nearest);
    assert_int_equal(rule->peers[0].missing, 2);
    assert_int_equal(rule->peers[1].missing, 1);
    assert_text(rule->peers[1].conditions[0].wants, "app=api");
    assert_text(rule->peers[1].conditions[0].got, "app=web");
    lab_close(&l);
}

static void a_wrong_port_alone_is_nearest(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l, RULES("{from: [" LABELS("api") "]}, {from: [" LABELS("web")
                           "], ports: [{port: 443}]}"));
    pw_trail trail = ask(&l, "x/web", "x/db", 80);
    assert_false(trail.verdict.allowed);
    assert_true(rule_of(&trail, 0)->peers[0].nearest || rule_of(&trail, 1)->nearest);
    assert_false(rule_of(&trail, 1)->ports.ok);
    lab_close(&l);
}

static void an_admitted_connection_has_no_nearest(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l, RULES("{from: [" LABELS("api") "]}, {from: [" LABELS("web") "]}"));
    pw_trail trail = ask(&l, "x/web", "x/db", 80);
    assert_true(trail.verdict.allowed);
    assert_false(rule_of(&trail, 0)->peers[0].nearest);
    lab_close(&l);
}

static void a_denied_connection_is_said_in_one_sentence(void **state)
{
    (void)state;
    lab l;
    pw_str sentence, hint;
    open_cluster(&l, RULES("{from: [" LABELS("api") "]}"));
    pw_trail trail = ask(&l, "x/web", "x/db", 80);
    assert_ok(pw_sentence(&l.s, &l.arena, &trail, &sentence));
    assert_ok(pw_hint(&l.s, &l.arena, &trail, &hint));
    assert_true(pw_str_starts(sentence, "Denied at x/db"));
    assert_true(pw_str_starts(hint, "One label away"));
    lab_close(&l);
}

static void the_span_of_a_condition_is_the_label_it_wants(void **state)
{
    (void)state;
    lab l;
    open_cluster(&l, RULES("{from: [" LABELS("api") "]}"));
    pw_trail trail = ask(&l, "x/web", "x/db", 80);
    const pw_condition *condition = &rule_of(&trail, 0)->peers[0].conditions[0];
    const pw_document *doc = trail.directions[PW_INGRESS].policies[0].ref->doc;
    pw_span at = condition->wanted;
    pw_str text = pw_str_part(doc->source.text, at.from, at.to);
    assert_true(pw_str_starts(text, "app"));
    assert_true(pw_str_ends(text, "api"));
    lab_close(&l);
}

static void a_policy_without_rules_has_nothing_near(void **state)
{
    (void)state;
    lab l;
    pw_str hint;
    open_cluster(&l, POLICY("x", "p", "podSelector: {}"));
    pw_trail trail = ask(&l, "x/web", "x/db", 80);
    assert_int_equal(trail.directions[PW_INGRESS].policies[0].rule_count, 0);
    assert_ok(pw_hint(&l.s, &l.arena, &trail, &hint));
    assert_int_equal(hint.len, 0);
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_trail_names_rule_peer_and_port),
        cmocka_unit_test(the_nearest_peer_lacks_least),
        cmocka_unit_test(a_wrong_port_alone_is_nearest),
        cmocka_unit_test(an_admitted_connection_has_no_nearest),
        cmocka_unit_test(a_denied_connection_is_said_in_one_sentence),
        cmocka_unit_test(the_span_of_a_condition_is_the_label_it_wants),
        cmocka_unit_test(a_policy_without_rules_has_nothing_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
