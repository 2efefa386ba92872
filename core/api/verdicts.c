#include "api/verdicts.h"

#include "api/can.h"

typedef struct judged {
    const pw_probe *probe;
    uint32_t port;
    pw_protocol protocol;
    pw_verdict verdict;
} judged;

static pw_status fail(pw_reply_to *r, const pw_probe *probe, const char *code, pw_str message)
{
    pw_str text;
    PW_TRY(pw_print_text(r->arena, &text, "probe %u: %R", probe->line, message));
    pw_reply_error(r, code, text, NULL);
    return PW_OK;
}

/* One end of a probe, which must be a single spot. */
static pw_status find_spot(pw_reply_to *r, const pw_probe *probe, pw_str name, pw_spot *spot,
                           bool *found)
{
    pw_end end;
    pw_end_problem problem;
    PW_TRY(pw_end_find(r->snapshot, r->arena, name, &end, &problem));
    *found = problem.error == PW_END_FOUND && end.kind == PW_END_SPOT;
    if (*found)
        *spot = end.spot;
    else if (problem.error != PW_END_FOUND)
        return fail(r, probe, "no-such-end", problem.message);
    else
        return fail(r, probe, "no-such-end",
                    PW_STR("verdicts are asked of pods and addresses; ask can about Services "
                           "and workloads"));
    return PW_OK;
}

static pw_status judge(pw_reply_to *r, judged *row, bool *found)
{
    const pw_probe *probe = row->probe;
    pw_asked_port port = {0};
    pw_flow flow;
    pw_str problem;
    pw_status status = pw_asked_port_read(r->arena, probe->port, &port, &problem);
    *found = false;
    if (status == PW_E_REQUEST)
        return fail(r, probe, "bad-port", problem);
    PW_TRY(status);
    if (!pw_protocol_read(probe->protocol, &port.protocol))
        return fail(r, probe, "bad-port", PW_STR("the protocol must be TCP, UDP or SCTP"));
    PW_TRY(find_spot(r, probe, probe->from, &flow.from, found));
    if (*found)
        PW_TRY(find_spot(r, probe, probe->to, &flow.to, found));
    if (!*found)
        return PW_OK;
    flow.port = row->port = port.port;
    flow.protocol = row->protocol = port.protocol;
    row->verdict = pw_judge(r->snapshot, &flow);
    return PW_OK;
}

static const char *word(bool allowed)
{
    return allowed ? "allow" : "deny";
}

static void write_row(pw_reply_to *r, const judged *row)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_json_put(j, "from", row->probe->from);
    pw_json_put(j, "to", row->probe->to);
    pw_json_putn(j, "port", row->port);
    pw_json_puts(j, "protocol", pw_protocol_name(row->protocol));
    pw_json_puts(j, "verdict", word(row->verdict.allowed));
    pw_json_puts(j, "ingress", word(row->verdict.allows[PW_INGRESS]));
    pw_json_puts(j, "egress", word(row->verdict.allows[PW_EGRESS]));
    pw_json_close(j, '}');
}

static void print_row(pw_reply_to *r, const judged *row)
{
    pw_buf_print(r->out, "%R\t%R\t%u\t%s\t%s\t%s\t%s\n", row->probe->from, row->probe->to,
                 row->port, pw_protocol_name(row->protocol), word(row->verdict.allowed),
                 word(row->verdict.allows[PW_INGRESS]), word(row->verdict.allows[PW_EGRESS]));
}

pw_status pw_reply_verdicts(pw_reply_to *r)
{
    uint32_t count = r->request->probes.count;
    judged *rows = pw_new_array(r->arena, judged, count + 1);
    bool found;
    PW_NEED(rows);
    for (uint32_t i = 0; i < count; i++) {
        rows[i].probe = &pw_items(r->request->probes, const pw_probe)[i];
        PW_TRY(judge(r, &rows[i], &found));
        if (!found)
            return PW_OK;
    }
    if (!pw_wants_json(r)) {
        pw_buf_puts(r->out, "from\tto\tport\tprotocol\tverdict\tingress\tegress\n");
        for (uint32_t i = 0; i < count; i++)
            print_row(r, &rows[i]);
        return PW_OK;
    }
    pw_reply_ok(r);
    pw_json_open_as(&r->json, "rows", '[');
    for (uint32_t i = 0; i < count; i++)
        write_row(r, &rows[i]);
    pw_json_close(&r->json, ']');
    return PW_OK;
}
