#include "eval/words.h"

#include "kube/selector.h"

typedef struct teller {
    const pw_snapshot *s;
    pw_arena *arena;
    const pw_policy_ref *policy;
    pw_vec *lines; /* of pw_saying */
} teller;

static pw_buf new_text(void)
{
    return pw_buf_make(8192);
}

/* Makes a line of what was written; `span` may be NULL. */
static pw_status say(teller *t, pw_buf *b, uint32_t depth, const pw_span *span)
{
    pw_saying *line = pw_push(t->lines, t->arena, pw_saying);
    if (line == NULL) {
        pw_buf_free(b);
        return PW_E_NOMEM;
    }
    line->depth = depth;
    line->placed = span != NULL;
    if (span != NULL)
        line->span = *span;
    return pw_buf_keep(b, t->arena, &line->text);
}

static pw_str own_namespace(const teller *t)
{
    return pw_cluster_ns(&t->s->cluster, t->policy->ns)->name;
}

/* ---- lists ---- */

/* What stands between the items of "a, b and c". */
static const char *joint(uint32_t i, uint32_t count, const char *last)
{
    return i == 0 ? "" : i + 1 == count ? last : ", ";
}

/* ---- selectors ---- */

static void write_requirement(pw_buf *b, const pw_requirement *r)
{
    bool in = r->kind == PW_IN, several = r->values.count > 1;
    if (r->kind == PW_EXISTS || r->kind == PW_DOES_NOT_EXIST) {
        pw_buf_print(b, r->kind == PW_EXISTS ? "a label %S" : "no label %S", r->key.s);
        return;
    }
    pw_buf_puts(b, several ? in ? "either " : "neither " : in ? "" : "no ");
    for (uint32_t i = 0; i < r->values.count; i++) {
        pw_buf_puts(b, joint(i, r->values.count, in ? " or " : " nor "));
        pw_buf_print(b, "%S=%S", r->key.s, pw_list_items(r->values, pw_text)[i].s);
    }
}

/* "app=backend, a label tier and no label canary": all of it must fit. */
static void write_selector(pw_buf *b, const pw_selector *s)
{
    uint32_t count = s->labels.count + s->requirements.count;
    for (uint32_t i = 0; i < count; i++) {
        pw_buf_puts(b, joint(i, count, " and "));
        if (i < s->labels.count) {
            const pw_label *label = &pw_list_items(s->labels, pw_label)[i];
            pw_buf_print(b, "%S=%S", label->key.s, label->value.s);
        } else {
            write_requirement(b, &pw_list_items(s->requirements,
                                                pw_requirement)[i - s->labels.count]);
        }
    }
}

/* ---- whom the policy guards ---- */

/* "now prod/a and prod/b." or, when it is nobody, why: as a line below. */
static pw_status say_who(teller *t, pw_buf *b, const pw_scope *scope, uint32_t depth,
                         const pw_span *span, const char *nobody)
{
    pw_who who = pw_who_find(t->s, scope);
    pw_str why;
    bool placed;
    pw_span at;
    if (who.count > 0) {
        pw_buf_puts(b, ", now ");
        pw_who_write(b, t->s, &who);
        pw_buf_putc(b, '.');
        return say(t, b, depth, span);
    }
    pw_buf_puts(b, nobody);
    PW_TRY(say(t, b, depth, span));
    PW_TRY(pw_who_nobody(t->s, t->arena, scope, &why, &placed, &at, NULL));
    if (why.len == 0)
        return PW_OK;
    pw_buf below = new_text();
    pw_buf_put(&below, why);
    return say(t, &below, depth + 1, placed ? &at : span);
}

static pw_span head_span(const pw_head *head)
{
    return (pw_span){head->key.from, head->span.to > head->key.to ? head->span.to : head->key.to};
}

static pw_status say_guarded(teller *t)
{
    const pw_selector *pods = &t->policy->policy->pods;
    pw_scope scope = {.pods = pods, .ns = t->policy->ns};
    pw_span span = head_span(&pods->head);
    pw_buf b = new_text();
    if (pw_selector_is_empty(pods)) {
        pw_buf_print(&b, "Guards every pod of %S", own_namespace(t));
    } else {
        pw_buf_print(&b, "Guards the pods of %S with ", own_namespace(t));
        write_selector(&b, pods);
    }
    return say_who(t, &b, &scope, 0, pods->head.given ? &span : NULL,
                   ". There is none now, so this policy does nothing.");
}

/* ---- ports ---- */

static void write_port(pw_buf *b, const pw_port *port)
{
    const char *protocol = pw_protocol_name(port->protocol);
    if (!port->port.given)
        pw_buf_print(b, "every %s port", protocol);
    else if (port->port.named)
        pw_buf_print(b, "the %s port named %S", protocol, port->port.name);
    else if (port->end_port.given && port->end_port.value != port->port.number)
        pw_buf_print(b, "%s %u to %u", protocol, (uint32_t)port->port.number,
                     (uint32_t)port->end_port.value);
    else
        pw_buf_print(b, "%s %u", protocol, (uint32_t)port->port.number);
}

static void write_ports(pw_buf *b, const pw_list *ports)
{
    pw_buf_puts(b, ports->count == 0 ? " on every port" : " on ");
    for (uint32_t i = 0; i < ports->count; i++) {
        pw_buf_puts(b, joint(i, ports->count, " and "));
        write_port(b, &pw_list_items(*ports, pw_port)[i]);
    }
}

/* ---- peers ---- */

static void write_block(pw_buf *b, const pw_ip_block *block)
{
    uint32_t count = block->except.count;
    if (block->block.bits == 0)
        pw_buf_print(b, "every IPv%s address", block->block.first.family == PW_IPV4 ? "4" : "6");
    else
        pw_buf_print(b, "addresses in %S", block->cidr.s);
    for (uint32_t i = 0; i < count; i++)
        pw_buf_print(b, "%s%S", i == 0 ? ", except those in " : joint(i, count, " and "),
                     pw_list_items(block->except, pw_text)[i].s);
}

/* Blocks are made for addresses outside, so pods are told only where there are some. */
static pw_status say_block(teller *t, pw_buf *b, const pw_peer *peer)
{
    pw_scope scope = {.block = &peer->block};
    pw_who who = pw_who_find(t->s, &scope);
    write_block(b, &peer->block);
    if (who.count > 0) {
        pw_buf_puts(b, "; among the pods now ");
        pw_who_write(b, t->s, &who);
        pw_buf_puts(b, who.assumed ? ", by assumed addresses" : "");
    }
    pw_buf_putc(b, '.');
    return say(t, b, 2, &peer->head.span);
}

static void write_namespaces(pw_buf *b, const teller *t, const pw_peer *peer)
{
    if (!peer->namespaces.head.given)
        pw_buf_print(b, " in %S itself", own_namespace(t));
    else if (pw_selector_is_empty(&peer->namespaces))
        pw_buf_puts(b, " in every namespace");
    else
        pw_buf_puts(b, " in namespaces with ");
    if (peer->namespaces.head.given)
        write_selector(b, &peer->namespaces);
}

static pw_status say_peer(teller *t, const pw_peer *peer, uint32_t number)
{
    bool any_pod = pw_selector_is_empty(&peer->pods);
    bool by_namespace = peer->namespaces.head.given;
    pw_scope scope = {.pods = any_pod ? NULL : &peer->pods,
                      .namespaces = by_namespace ? &peer->namespaces : NULL,
                      .ns = t->policy->ns};
    pw_buf b = new_text();
    pw_buf_print(&b, "Peer %u: ", number);
    if (peer->block.head.given)
        return say_block(t, &b, peer);
    if (any_pod) {
        pw_buf_puts(&b, "every pod");
    } else {
        pw_buf_puts(&b, "pods with ");
        write_selector(&b, &peer->pods);
    }
    write_namespaces(&b, t, peer);
    if (by_namespace && pw_selector_is_empty(&peer->namespaces))
        pw_buf_puts(&b, any_pod ? ", but nobody outside the cluster" : "");
    else if (by_namespace && !any_pod)
        pw_buf_puts(&b, " (both must fit)");
    return say_who(t, &b, &scope, 2, &peer->head.span, ". There is none now.");
}

/* ---- rules ---- */

/* "Rule 1: everyone, inside the cluster and outside, may connect on TCP 8080." or an opening for
 * the peers that follow. */
static pw_status say_rule(teller *t, pw_direction direction, const pw_rule *rule, uint32_t number)
{
    bool in = direction == PW_INGRESS, everyone = rule->peers.count == 0;
    const char *peers = rule->peers.count > 1 ? "one of these peers" : "this peer";
    pw_buf b = new_text();
    pw_buf_print(&b, "Rule %u: %s", number, in ? "" : "they may connect to ");
    if (everyone)
        pw_buf_puts(&b, "everyone, inside the cluster and outside,");
    else
        pw_buf_print(&b, "%s fits %s%s", in ? "whoever" : "whatever", peers, in ? "" : ",");
    pw_buf_puts(&b, in ? " may connect" : "");
    write_ports(&b, &rule->ports);
    pw_buf_putc(&b, everyone ? '.' : ':');
    PW_TRY(say(t, &b, 1, &rule->head.span));
    for (uint32_t i = 0; i < rule->peers.count; i++)
        PW_TRY(say_peer(t, &pw_list_items(rule->peers, pw_peer)[i], i + 1));
    return PW_OK;
}

/* ---- directions ---- */

static pw_status say_unlimited(teller *t, pw_direction direction)
{
    const pw_policy *p = t->policy->policy;
    const pw_list *rules = &p->rules[direction];
    const char *type = direction == PW_INGRESS ? "Ingress" : "Egress";
    bool ignored = rules->count > 0;
    pw_buf b = new_text();
    pw_buf_print(&b, "%s is not limited by this policy",
                 direction == PW_INGRESS ? "What reaches them" : "What they send");
    if (ignored)
        pw_buf_print(&b, ": policyTypes does not name %s, so its %s rules do not count", type,
                     pw_direction_name(direction));
    pw_buf_putc(&b, '.');
    return say(t, &b, 0, ignored ? &rules->span : p->types.given ? &p->types.span : NULL);
}

static pw_status say_limited(teller *t, pw_direction direction)
{
    bool in = direction == PW_INGRESS;
    const pw_policy *p = t->policy->policy;
    const pw_list *rules = &p->rules[direction];
    pw_buf b = new_text();
    pw_buf_print(&b, "Limits what %s", in ? "reaches them" : "they send");
    if (rules->count == 0)
        pw_buf_print(&b, ", and lets nothing %s: it has no %s rule.", in ? "in" : "out",
                     pw_direction_name(direction));
    else
        pw_buf_print(&b, ". It lets %s what %s:", in ? "in" : "out",
                     rules->count > 1 ? "one of these rules allows" : "this rule allows");
    PW_TRY(say(t, &b, 0, rules->given ? &rules->span : p->types.given ? &p->types.span : NULL));
    for (uint32_t i = 0; i < rules->count; i++)
        PW_TRY(say_rule(t, direction, &pw_list_items(*rules, pw_rule)[i], i + 1));
    return PW_OK;
}

pw_status pw_words(const pw_snapshot *s, pw_arena *arena, const pw_policy_ref *policy,
                   pw_vec *lines)
{
    teller t = {s, arena, policy, lines};
    PW_TRY(say_guarded(&t));
    for (int d = 0; d < PW_DIRECTIONS; d++)
        PW_TRY(policy->policy->isolates[d] ? say_limited(&t, (pw_direction)d)
                                           : say_unlimited(&t, (pw_direction)d));
    return PW_OK;
}
