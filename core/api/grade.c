#include "api/grade.h"

#include "api/can.h"
#include "eval/expect.h"

/* An expectation with its verdict; what it holds outlives the answer it was made of. */
typedef struct graded {
    pw_str from;
    pw_str to;
    pw_outcome outcome;
    pw_str sentence;
    bool ok;
    const pw_document *doc; /* where it was decided; NULL when no line did */
    pw_span span;
} graded;

/* Of several connections the one that fails the expectation, else the first. */
static const pw_explained *telling(const pw_answer *answer, pw_expected expected)
{
    const pw_explained *flows = pw_items(answer->flows, const pw_explained);
    for (uint32_t i = 0; i < answer->flows.count; i++)
        if (flows[i].trail.verdict.allowed == (expected == PW_EXPECT_DENY))
            return &flows[i];
    return answer->flows.count > 0 ? flows : NULL;
}

static pw_status keep(pw_arena *arena, pw_str text, pw_str *copy)
{
    *copy = pw_str_copy(arena, text);
    return copy->at == NULL ? PW_E_NOMEM : PW_OK;
}

static pw_status refuse_line(pw_reply_to *r, uint32_t line, const char *code, pw_str message)
{
    PW_TRY(pw_print_text(r->arena, &message, "line %u: %R", line, message));
    pw_reply_error(r, code, message, NULL);
    return PW_OK;
}

/* Asks as can does, in `scratch`; *found is false when an error was replied. */
static pw_status grade(pw_reply_to *r, pw_arena *scratch, const pw_expectation *e, graded *row,
                       bool *found)
{
    pw_end ends[2];
    pw_answer answer;
    *found = !e->wide;
    if (e->wide)
        return refuse_line(r, e->line, "bad-request",
                           PW_STR("this is a line of a suite, for podwall test; here a line is "
                                  "about one port between two ends"));
    PW_TRY(pw_reply_ends_of(r, e->line, e->from, e->to, ends, found));
    if (!*found)
        return PW_OK;
    PW_TRY(pw_answer_can(r->snapshot, scratch, &ends[0], &ends[1], e->port.protocol, e->port.port,
                         &answer));
    *found = answer.outcome != PW_NO_PODS;
    if (!*found)
        return refuse_line(r, e->line, "not-running", answer.sentence);
    const pw_explained *shown = telling(&answer, e->expected);
    if (shown != NULL && !pw_decided(&shown->trail, &row->doc, &row->span))
        row->doc = NULL;
    row->from = ends[0].name;
    row->to = ends[1].name;
    row->outcome = answer.outcome;
    row->ok = pw_expect_met(e->expected, answer.outcome);
    return keep(r->arena, answer.sentence, &row->sentence);
}

static pw_status grade_all(pw_reply_to *r, const pw_vec *lines, graded *rows, bool *found)
{
    pw_arena scratch = pw_arena_make(64 << 10);
    pw_status status = PW_OK;
    *found = true;
    for (uint32_t i = 0; status == PW_OK && *found && i < lines->count; i++) {
        const pw_expectation *e = &pw_items(*lines, const pw_expectation)[i];
        status = grade(r, &scratch, e, &rows[i], found);
        pw_arena_reset(&scratch);
    }
    pw_arena_free(&scratch);
    return status;
}

static void write_row(pw_reply_to *r, const pw_expectation *e, const graded *row)
{
    pw_json *j = &r->json;
    pw_json_open(j, '{');
    pw_json_putn(j, "line", e->line);
    pw_json_puts(j, "expected", pw_expected_name(e->expected));
    pw_json_put(j, "from", row->from);
    pw_json_put(j, "to", row->to);
    pw_json_putn(j, "port", e->port.port);
    pw_json_puts(j, "protocol", pw_protocol_name(e->port.protocol));
    pw_json_puts(j, "verdict", pw_outcome_name(row->outcome));
    pw_json_putb(j, "ok", row->ok);
    pw_json_put(j, "note", e->note);
    pw_json_put(j, "sentence", row->sentence);
    if (row->doc != NULL)
        pw_reply_place_as(r, "decided", row->doc, row->span);
    pw_json_close(j, '}');
}

/* `ask` lines expect nothing, so they neither pass nor fail. */
static void write_rows(pw_reply_to *r, const pw_vec *lines, const graded *rows)
{
    const pw_expectation *line = pw_items(*lines, const pw_expectation);
    uint32_t counts[2] = {0, 0};
    pw_reply_ok(r);
    pw_json_open_as(&r->json, "rows", '[');
    for (uint32_t i = 0; i < lines->count; i++) {
        write_row(r, &line[i], &rows[i]);
        if (line[i].expected != PW_EXPECT_NOTHING)
            counts[rows[i].ok]++;
    }
    pw_json_close(&r->json, ']');
    pw_json_putn(&r->json, "passed", counts[true]);
    pw_json_putn(&r->json, "failed", counts[false]);
    r->exit = counts[false] > 0 ? 1 : 0;
}

pw_status pw_reply_grade(pw_reply_to *r)
{
    pw_vec lines = {0};
    pw_str problem = PW_STR("grade needs expect: lines like allow prod/backend -> prod/database "
                            "8080/TCP");
    bool found;
    pw_status status = r->request->expect.at == NULL
                           ? PW_E_REQUEST
                           : pw_expect_read(r->arena, r->request->expect, &lines, &problem);
    if (status == PW_E_REQUEST) {
        pw_reply_error(r, "bad-request", problem, NULL);
        return PW_OK;
    }
    PW_TRY(status);
    graded *rows = pw_new_array(r->arena, graded, lines.count + 1);
    PW_NEED(rows);
    PW_TRY(grade_all(r, &lines, rows, &found));
    if (found)
        write_rows(r, &lines, rows);
    return PW_OK;
}
