#include "eval/answer.h"

#include "base/limits.h"

const char *pw_outcome_name(pw_outcome outcome)
{
    static const char *const names[] = {"allow",        "deny",          "partly", "no-endpoints",
                                        "no-such-port", "external-name", "no-pods"};
    return names[outcome];
}

typedef struct asker {
    const pw_snapshot *s;
    pw_arena *arena;
    pw_answer *answer;
    pw_vec flows; /* of pw_flow */
} asker;

static pw_status note(asker *a, pw_str text)
{
    pw_str *slot = pw_push(&a->answer->notes, a->arena, pw_str);
    PW_NEED(slot);
    *slot = text;
    return PW_OK;
}

/* The spots an end stands for. */
static pw_status spots_of(asker *a, const pw_end *end, pw_vec *spots)
{
    pw_vec pods = {0};
    if (end->kind == PW_END_SPOT) {
        pw_spot *slot = pw_push(spots, a->arena, pw_spot);
        PW_NEED(slot);
        *slot = end->spot;
        return PW_OK;
    }
    PW_TRY(pw_workload_pods(a->s, a->arena, end->number, &pods));
    for (uint32_t i = 0; i < pods.count; i++) {
        pw_spot *slot = pw_push(spots, a->arena, pw_spot);
        PW_NEED(slot);
        *slot = (pw_spot){.pod = pw_items(pods, const uint32_t)[i]};
    }
    return PW_OK;
}

static pw_status add_flow(asker *a, pw_flow flow)
{
    pw_flow *slot = pw_push(&a->flows, a->arena, pw_flow);
    PW_NEED(slot);
    *slot = flow;
    return PW_OK;
}

/* Every source with every destination; within one workload a pod is not asked about itself. */
static pw_status pair(asker *a, const pw_vec *from, const pw_vec *to, pw_protocol protocol,
                      uint32_t port)
{
    bool several = from->count > 1 || to->count > 1;
    for (uint32_t i = 0; i < from->count; i++)
        for (uint32_t k = 0; k < to->count; k++) {
            pw_spot source = pw_items(*from, const pw_spot)[i];
            pw_spot target = pw_items(*to, const pw_spot)[k];
            if (several && source.pod != PW_NONE && source.pod == target.pod)
                continue;
            PW_TRY(add_flow(a, (pw_flow){source, target, protocol, port}));
        }
    return PW_OK;
}

static pw_status resolve_service(asker *a, const pw_vec *from, uint32_t service,
                                 pw_protocol protocol, uint32_t port)
{
    pw_service_targets targets;
    for (uint32_t i = 0; i < from->count; i++) {
        pw_flow asked = {pw_items(*from, const pw_spot)[i], {.pod = PW_NONE}, protocol, port};
        PW_TRY(pw_service_resolve(a->s, a->arena, service, &asked, &targets));
        if (i == 0 && targets.state == PW_SERVICE_READY)
            PW_TRY(note(a, targets.note));
        for (uint32_t k = 0; k < targets.flows.count; k++)
            PW_TRY(add_flow(a, pw_items(targets.flows, const pw_flow)[k]));
        if (targets.state != PW_SERVICE_READY) {
            static const pw_outcome outcomes[] = {PW_ALLOW, PW_NO_ENDPOINTS, PW_NO_PORT,
                                                  PW_EXTERNAL_NAME};
            a->answer->outcome = outcomes[targets.state];
            a->answer->sentence = targets.note;
            return PW_OK;
        }
    }
    return PW_OK;
}

/* S23: a verdict in which an ipBlock met an assumed address says so. */
static pw_status note_assumed(asker *a, const pw_trail *trail)
{
    for (int d = 0; d < PW_DIRECTIONS; d++) {
        pw_spot other = d == PW_INGRESS ? trail->flow.from : trail->flow.to;
        const pw_direction_trail *side = &trail->directions[d];
        bool block = false;
        for (uint32_t i = 0; i < side->policy_count; i++)
            for (uint32_t r = 0; r < side->policies[i].rule_count; r++)
                for (uint32_t p = 0; p < side->policies[i].rules[r].peer_count; p++)
                    block = block ||
                            side->policies[i].rules[r].peers[p].peer->block.head.given;
        if (!block || other.pod == PW_NONE || !pw_cluster_member(&a->s->cluster,
                                                                 other.pod)->assumed)
            continue;
        pw_str text;
        PW_TRY(pw_print_text(a->arena, &text,
                             "the address of %R is assumed, and an ipBlock was asked about it",
                             d == PW_INGRESS ? trail->from : trail->to));
        PW_TRY(note(a, text));
    }
    return PW_OK;
}

static pw_status explain(asker *a, const pw_flow *flow)
{
    pw_explained *e = pw_push(&a->answer->flows, a->arena, pw_explained);
    PW_NEED(e);
    PW_TRY(pw_explain(a->s, a->arena, flow, &e->trail));
    PW_TRY(pw_sentence(a->s, a->arena, &e->trail, &e->sentence));
    PW_TRY(pw_hint(a->s, a->arena, &e->trail, &e->hint));
    return note_assumed(a, &e->trail);
}

static bool has_family(const asker *a, pw_spot spot, pw_family family)
{
    return spot.pod == PW_NONE ? spot.ip.family == family
                               : pw_cluster_member(&a->s->cluster, spot.pod)->has_ip[family];
}

/* Ends without a common address family: policies may allow it, but nothing can connect. */
static pw_status note_families(asker *a, const pw_flow *flow)
{
    pw_str from, to, text;
    for (int f = 0; f < PW_FAMILIES; f++)
        if (has_family(a, flow->from, (pw_family)f) && has_family(a, flow->to, (pw_family)f))
            return PW_OK;
    PW_TRY(pw_spot_name(a->s, a->arena, flow->from, &from));
    PW_TRY(pw_spot_name(a->s, a->arena, flow->to, &to));
    PW_TRY(pw_print_text(a->arena, &text,
                         "%R and %R have no address family in common, so no connection can be made",
                         from, to));
    return note(a, text);
}

/* A Service's own address is no end: packets are sent on to its pods before policies look. */
static pw_status note_cluster_ip(asker *a, const pw_flow *flow)
{
    const pw_cluster *c = &a->s->cluster;
    pw_ip ip;
    pw_str text;
    for (uint32_t i = 0; i < c->services.count && flow->to.pod == PW_NONE; i++) {
        const pw_service_ref *service = &pw_items(c->services, const pw_service_ref)[i];
        pw_str own = service->spec->cluster_ip.s;
        if (own.at == NULL || !pw_ip_read(own, &ip) || !pw_ip_same(ip, flow->to.ip))
            continue;
        PW_TRY(pw_print_text(a->arena, &text,
                             "%R is the address of a Service; ask svc:%R/%R, policies see its pods",
                             own, pw_cluster_ns(c, service->ns)->name,
                             service->object->meta.name.s));
        return note(a, text);
    }
    return PW_OK;
}

static pw_status explain_some(asker *a, bool allowed)
{
    for (uint32_t i = 0; i < a->flows.count && a->answer->flows.count < PW_MAX_FLOWS; i++) {
        const pw_flow *flow = &pw_items(a->flows, const pw_flow)[i];
        if (pw_judge(a->s, flow).allowed == allowed)
            PW_TRY(explain(a, flow));
    }
    return PW_OK;
}

/* An answer without an object that could not be read, or is not evaluated, says so itself. */
static void write_left_out(pw_buf *b, const asker *a)
{
    uint32_t count = a->s->cluster.left_out.count;
    if (count > 0)
        pw_buf_print(b, " %u %s left out.", count, count == 1 ? "object is" : "objects are");
}

static pw_status summarise(asker *a)
{
    pw_answer *answer = a->answer;
    pw_buf b = pw_buf_make(8192);
    if (answer->asked == 1)
        pw_buf_put(&b, pw_items(answer->flows, const pw_explained)[0].sentence);
    else if (answer->outcome == PW_PARTLY)
        pw_buf_print(&b, "Partly: %u of %u connections pass.", answer->allowed, answer->asked);
    else
        pw_buf_print(&b, answer->outcome == PW_ALLOW ? "Allowed: all %u connections pass."
                                                     : "Denied: none of %u connections passes.",
                     answer->asked);
    write_left_out(&b, a);
    return pw_buf_keep(&b, a->arena, &answer->sentence);
}

static pw_status judge_all(asker *a)
{
    pw_answer *answer = a->answer;
    answer->asked = a->flows.count;
    for (uint32_t i = 0; i < a->flows.count; i++)
        answer->allowed += pw_judge(a->s, &pw_items(a->flows, const pw_flow)[i]).allowed ? 1 : 0;
    answer->outcome = answer->allowed == answer->asked ? PW_ALLOW
                      : answer->allowed == 0           ? PW_DENY
                                                       : PW_PARTLY;
    if (a->flows.count > 0) {
        PW_TRY(note_families(a, pw_items(a->flows, const pw_flow)));
        PW_TRY(note_cluster_ip(a, pw_items(a->flows, const pw_flow)));
    }
    PW_TRY(explain_some(a, false));
    PW_TRY(explain_some(a, true));
    return summarise(a);
}

pw_status pw_answer_can(const pw_snapshot *s, pw_arena *arena, const pw_end *from,
                        const pw_end *to, pw_protocol protocol, uint32_t port,
                        pw_answer *answer)
{
    asker a = {.s = s, .arena = arena, .answer = answer};
    pw_vec sources = {0}, targets = {0};
    *answer = (pw_answer){.outcome = PW_ALLOW, .sentence = PW_STR("")};
    PW_TRY(spots_of(&a, from, &sources));
    if (to->kind == PW_END_SERVICE) {
        PW_TRY(resolve_service(&a, &sources, to->number, protocol, port));
        if (answer->outcome != PW_ALLOW)
            return PW_OK;
    } else {
        PW_TRY(spots_of(&a, to, &targets));
        PW_TRY(pair(&a, &sources, &targets, protocol, port));
    }
    if (a.flows.count > 0)
        return judge_all(&a);
    answer->outcome = PW_NO_PODS;
    return pw_print_text(arena, &answer->sentence, "%R has no running pods",
                         sources.count == 0 ? from->name : to->name);
}
