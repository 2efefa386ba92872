#include "api/can.h"

static const char *const error_codes[] = {"", "no-such-end", "ambiguous-end", "not-running"};

/* The error about an end; of a list of questions it names the line. */
static pw_status refuse_end(pw_reply_to *r, uint32_t line, const char *code, pw_str message,
                            const pw_vec *candidates)
{
    pw_buf b = pw_buf_make(4096);
    if (line > 0)
        pw_buf_print(&b, "line %u: ", line);
    pw_buf_put(&b, message);
    PW_TRY(pw_buf_keep(&b, r->arena, &message));
    pw_reply_error(r, code, message, candidates);
    return PW_OK;
}

pw_status pw_reply_end_of(pw_reply_to *r, uint32_t line, pw_str text, pw_end *end, bool *found)
{
    pw_end_problem problem;
    PW_TRY(pw_end_find(r->snapshot, r->arena, text, end, &problem));
    *found = problem.error == PW_END_FOUND;
    if (*found)
        return PW_OK;
    return refuse_end(r, line, error_codes[problem.error], problem.message, &problem.candidates);
}

pw_status pw_reply_ends_of(pw_reply_to *r, uint32_t line, pw_str from, pw_str to, pw_end ends[2],
                           bool *found)
{
    PW_TRY(pw_reply_end_of(r, line, from, &ends[0], found));
    if (*found && ends[0].kind == PW_END_SERVICE) {
        *found = false;
        return refuse_end(r, line, "not-a-source", PW_STR("a Service is no source: connections "
                          "come from pods and addresses; name the pod or workload behind it"),
                          NULL);
    }
    return *found ? pw_reply_end_of(r, line, to, &ends[1], found) : PW_OK;
}

/* ---- JSON ---- */

static void write_condition(pw_reply_to *r, const pw_document *doc, const pw_condition *c)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_json_put(j, "text", c->text);
    pw_json_putb(j, "ok", c->ok);
    if (c->ok) {
        pw_json_puts(j, "why", "");
    } else {
        pw_json_key(j, "why");
        pw_json_print(j, "no: %R", c->why);
    }
    pw_reply_place(r, doc, c->span);
    if (!c->ok) {
        pw_json_open_as(j, "wanted", '{');
        pw_json_put(j, "text", c->wants);
        pw_json_put(j, "got", c->got);
        pw_reply_place(r, doc, c->wanted);
        pw_json_close(j, '}');
    }
    pw_json_close(j, '}');
}

static void write_peer(pw_reply_to *r, const pw_document *doc, const pw_peer_trail *peer,
                       uint32_t index)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_json_putn(j, "index", index);
    pw_reply_place(r, doc, peer->peer->head.span);
    pw_json_putb(j, "ok", peer->ok);
    pw_json_putb(j, "nearest", peer->nearest);
    pw_json_open_as(j, "conditions", '[');
    for (uint32_t i = 0; i < peer->shown; i++)
        write_condition(r, doc, &peer->conditions[i]);
    pw_json_close(j, ']');
    pw_json_close(j, '}');
}

static void write_rule(pw_reply_to *r, const pw_document *doc, const pw_rule_trail *rule,
                       uint32_t index)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_json_putn(j, "index", index);
    pw_reply_place(r, doc, rule->rule->head.span);
    pw_json_putb(j, "admits", rule->admits);
    pw_json_putb(j, "nearest", rule->nearest);
    pw_json_key(j, "ports");
    write_condition(r, doc, &rule->ports);
    pw_json_open_as(j, "peers", '[');
    for (uint32_t i = 0; i < rule->peer_count; i++)
        write_peer(r, doc, &rule->peers[i], i + 1);
    pw_json_close(j, ']');
    pw_json_close(j, '}');
}

static pw_span policy_span(const pw_policy_ref *ref)
{
    return ref->policy->pods.head.given ? ref->policy->pods.head.key : ref->object->span;
}

static void write_policy(pw_reply_to *r, const pw_policy_trail *policy)
{
    const pw_policy_ref *ref = policy->ref;
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_reply_policy(r, "name", ref);
    pw_reply_place(r, ref->doc, policy_span(ref));
    pw_json_putb(j, "admits", policy->admits);
    pw_json_open_as(j, "rules", '[');
    for (uint32_t i = 0; i < policy->rule_count; i++)
        write_rule(r, ref->doc, &policy->rules[i], i + 1);
    pw_json_close(j, ']');
    pw_json_close(j, '}');
}

static const char *allow_word(bool allowed)
{
    return allowed ? "allow" : "deny";
}

static void write_direction(pw_reply_to *r, pw_direction direction,
                            const pw_direction_trail *trail)
{
    pw_json *j = &r->json;
    pw_json_open_as(j, pw_direction_name(direction), '{');
    pw_json_put(j, "at", trail->name);
    pw_json_puts(j, "verdict", allow_word(trail->allows));
    pw_json_puts(j, "why", pw_reason_name(trail->reason));
    pw_json_put(j, "text", trail->text);
    pw_json_open_as(j, "policies", '[');
    for (uint32_t i = 0; i < trail->policy_count; i++)
        write_policy(r, &trail->policies[i]);
    pw_json_close(j, ']');
    pw_json_close(j, '}');
}

/* "decided": the place that the sentence speaks of, where there is one. */
static void write_decided(pw_reply_to *r, const pw_trail *trail)
{
    const pw_document *doc;
    pw_span span;
    if (pw_decided(trail, &doc, &span))
        pw_reply_place_as(r, "decided", doc, span);
}

static void write_flow(pw_reply_to *r, const pw_explained *e)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_json_put(j, "from", e->trail.from);
    pw_json_put(j, "to", e->trail.to);
    pw_json_putn(j, "port", e->trail.flow.port);
    pw_json_puts(j, "protocol", pw_protocol_name(e->trail.flow.protocol));
    pw_json_puts(j, "verdict", allow_word(e->trail.verdict.allowed));
    pw_json_put(j, "sentence", e->sentence);
    pw_json_put(j, "hint", e->hint);
    write_decided(r, &e->trail);
    write_direction(r, PW_EGRESS, &e->trail.directions[PW_EGRESS]);
    write_direction(r, PW_INGRESS, &e->trail.directions[PW_INGRESS]);
    pw_json_close(j, '}');
}

static void write_answer(pw_reply_to *r, const pw_answer *answer, const pw_end ends[2])
{
    pw_json *j = &r->json;
    pw_reply_ok(r);
    pw_json_put(j, "from", ends[0].name);
    pw_json_put(j, "to", ends[1].name);
    pw_json_putn(j, "port", r->request->port.port);
    pw_json_puts(j, "protocol", pw_protocol_name(r->request->port.protocol));
    pw_json_puts(j, "verdict", pw_outcome_name(answer->outcome));
    pw_json_put(j, "sentence", answer->sentence);
    pw_json_putn(j, "allowed", answer->allowed);
    pw_json_putn(j, "asked", answer->asked);
    pw_json_open_as(j, "notes", '[');
    for (uint32_t i = 0; i < answer->notes.count; i++)
        pw_json_text(j, pw_items(answer->notes, const pw_str)[i]);
    pw_json_close(j, ']');
    pw_json_open_as(j, "flows", '[');
    for (uint32_t i = 0; i < answer->flows.count; i++)
        write_flow(r, &pw_items(answer->flows, const pw_explained)[i]);
    pw_json_close(j, ']');
}

/* ---- text ---- */

static void pad(pw_buf *b, pw_str text, uint32_t width)
{
    uint32_t own = pw_text_width(text);
    pw_buf_repeat(b, ' ', own < width ? width - own : 0);
}

static void print_padded(pw_buf *b, pw_str text, uint32_t width)
{
    pw_buf_put(b, text);
    pad(b, text, width);
}

static uint32_t wider(uint32_t width, pw_str text)
{
    uint32_t own = pw_text_width(text);
    return own > width ? own : width;
}

/* "line 14", as wide as the longest of its kind, and a gap. */
static void print_number(pw_buf *b, const char *word, uint32_t number, uint32_t width)
{
    uint32_t end = b->len + width;
    pw_buf_print(b, "%s %u", word, number);
    pw_buf_repeat(b, ' ', b->len < end ? end - b->len : 0);
}

static void print_line(pw_reply_to *r, const pw_document *doc, pw_span span)
{
    print_number(r->out, "line", pw_source_place(&doc->source, span.from).line, 10);
}

static void print_yes_no(pw_reply_to *r, const pw_condition *c, bool nearest)
{
    if (c->ok) {
        pw_reply_styled(r, r->out, PW_GOOD, PW_STR("yes"));
    } else {
        pw_reply_styled(r, r->out, PW_BAD, PW_STR("no"));
        pw_buf_print(r->out, ": %R", c->why);
    }
    pw_buf_puts(r->out, nearest ? "   <- nearest\n" : "\n");
}

static uint32_t condition_width(const pw_direction_trail *d)
{
    uint32_t width = 0;
    for (uint32_t i = 0; i < d->policy_count; i++)
        for (uint32_t k = 0; k < d->policies[i].rule_count; k++) {
            const pw_rule_trail *rule = &d->policies[i].rules[k];
            for (uint32_t p = 0; p < rule->peer_count; p++)
                for (uint32_t c = 0; c < rule->peers[p].shown; c++)
                    width = wider(width, rule->peers[p].conditions[c].text);
        }
    return width > 48 ? 48 : width;
}

static void print_peer(pw_reply_to *r, const pw_document *doc, const pw_peer_trail *peer,
                       uint32_t index, uint32_t width)
{
    for (uint32_t i = 0; i < peer->shown; i++) {
        const pw_condition *c = &peer->conditions[i];
        pw_buf_puts(r->out, i == 0 ? "    " : "            ");
        if (i == 0)
            print_number(r->out, "peer", index, 8);
        print_line(r, doc, c->span);
        print_padded(r->out, c->text, width);
        pw_buf_puts(r->out, "     ");
        print_yes_no(r, c, peer->nearest && !c->ok);
    }
}

/* Of a direction that is allowed, only what admits is shown. */
static void print_rule(pw_reply_to *r, const pw_direction_trail *d, const pw_document *doc,
                       const pw_rule_trail *rule, uint32_t index, uint32_t width)
{
    pw_buf_puts(r->out, "  ");
    print_number(r->out, "rule", index, 8);
    print_line(r, doc, rule->rule->head.key);
    pw_buf_put(r->out, rule->ports.text);
    if (rule->ports.ok) {
        pw_buf_puts(r->out, rule->peer_count == 0
                                ? d->allows ? ", from everyone\n" : "\n"
                                : "\n");
    } else {
        pad(r->out, rule->ports.text, width + 2);
        pw_buf_puts(r->out, "     ");
        print_yes_no(r, &rule->ports, rule->nearest);
    }
    for (uint32_t i = 0; i < rule->peer_count; i++)
        if (!d->allows || rule->peers[i].ok)
            print_peer(r, doc, &rule->peers[i], i + 1, width);
}

static void print_policy(pw_reply_to *r, pw_direction direction, const pw_direction_trail *d,
                         const pw_policy_trail *policy)
{
    uint32_t width = condition_width(d);
    if (d->policy_count > 1)
        pw_buf_print(r->out, "  %R\n", policy->ref->object->meta.name.s);
    if (policy->rule_count == 0)
        pw_buf_print(r->out, "  no %s rule\n", pw_direction_name(direction));
    for (uint32_t i = 0; i < policy->rule_count; i++)
        if (!d->allows || policy->rules[i].admits)
            print_rule(r, d, policy->ref->doc, &policy->rules[i], i + 1, width);
}

static pw_str direction_word(const pw_direction_trail *d)
{
    if (!d->allows)
        return PW_STR("denied");
    return d->reason == PW_ADMITTED ? PW_STR("allowed") : PW_STR("open");
}

static void print_direction(pw_reply_to *r, pw_direction direction, const pw_direction_trail *d,
                            uint32_t width)
{
    print_padded(r->out, pw_str_of(pw_direction_name(direction)), 9);
    print_padded(r->out, d->name, width + 3);
    pw_reply_styled(r, r->out, d->allows ? PW_GOOD : PW_BAD, direction_word(d));
    pad(r->out, direction_word(d), 10);
    pw_buf_print(r->out, "%R\n", d->text);
    for (uint32_t i = 0; i < d->policy_count; i++)
        if (!d->allows || d->policies[i].admits)
            print_policy(r, direction, d, &d->policies[i]);
}

void pw_reply_trail(pw_reply_to *r, const pw_explained *e)
{
    const pw_direction_trail *out = &e->trail.directions[PW_EGRESS];
    const pw_direction_trail *in = &e->trail.directions[PW_INGRESS];
    uint32_t width = wider(wider(0, out->name), in->name);
    print_direction(r, PW_EGRESS, out, width);
    print_direction(r, PW_INGRESS, in, width);
    if (e->hint.len > 0)
        pw_buf_print(r->out, "%R\n", e->hint);
}

/* Several flows: a line for each. */
static void print_flows(pw_reply_to *r, const pw_answer *answer)
{
    uint32_t from = 0, to = 0;
    for (uint32_t i = 0; i < answer->flows.count; i++) {
        const pw_trail *trail = &pw_items(answer->flows, const pw_explained)[i].trail;
        from = wider(from, trail->from);
        to = wider(to, trail->to);
    }
    for (uint32_t i = 0; i < answer->flows.count; i++) {
        const pw_explained *e = &pw_items(answer->flows, const pw_explained)[i];
        bool ok = e->trail.verdict.allowed;
        pw_str word = ok ? PW_STR("allowed") : PW_STR("denied");
        pw_reply_styled(r, r->out, ok ? PW_GOOD : PW_BAD, word);
        pad(r->out, word, 9);
        print_padded(r->out, e->trail.from, from);
        pw_buf_puts(r->out, " -> ");
        print_padded(r->out, e->trail.to, to);
        pw_buf_print(r->out, " %u/%s  %R\n", e->trail.flow.port,
                     pw_protocol_name(e->trail.flow.protocol), e->sentence);
    }
    if (answer->asked > answer->flows.count)
        pw_buf_print(r->out, "... and %u more\n", answer->asked - answer->flows.count);
}

static void print_answer(pw_reply_to *r, const pw_answer *answer, const pw_end ends[2])
{
    static const char *const words[] = {"ALLOWED",      "DENIED",  "PARTLY", "NO ENDPOINTS",
                                        "NO SUCH PORT", "EXTERNAL NAME", "NO PODS"};
    pw_reply_styled(r, r->out, answer->outcome == PW_ALLOW ? PW_GOOD : PW_BAD,
                    pw_str_of(words[answer->outcome]));
    pw_buf_print(r->out, "  %R -> %R %u/%s\n\n", ends[0].name, ends[1].name,
                 r->request->port.port, pw_protocol_name(r->request->port.protocol));
    if (answer->asked == 1)
        pw_reply_trail(r, pw_items(answer->flows, const pw_explained));
    else if (answer->asked > 1)
        print_flows(r, answer);
    else
        pw_buf_print(r->out, "%R\n", answer->sentence);
    if (answer->asked > 1)
        pw_buf_print(r->out, "%R\n", answer->sentence);
    for (uint32_t i = 0; i < answer->notes.count; i++)
        pw_buf_print(r->out, "Note: %R.\n", pw_items(answer->notes, const pw_str)[i]);
}

pw_status pw_reply_can(pw_reply_to *r)
{
    const pw_request *q = r->request;
    pw_end ends[2];
    pw_answer answer;
    bool found;
    if (!q->port.given || q->from.at == NULL || q->to.at == NULL) {
        pw_reply_error(r, "bad-request", PW_STR("can needs from, to and port"), NULL);
        return PW_OK;
    }
    PW_TRY(pw_reply_ends_of(r, 0, q->from, q->to, ends, &found));
    if (!found)
        return PW_OK;
    PW_TRY(pw_answer_can(r->snapshot, r->arena, &ends[0], &ends[1], q->port.protocol,
                         q->port.port, &answer));
    r->exit = answer.outcome == PW_ALLOW ? 0 : 1;
    if (answer.outcome == PW_NO_PODS)
        pw_reply_error(r, "not-running", answer.sentence, NULL);
    else if (pw_wants_json(r))
        write_answer(r, &answer, ends);
    else
        print_answer(r, &answer, ends);
    return PW_OK;
}
