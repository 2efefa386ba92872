#include "suite/trial.h"

#include "base/limits.h"

#include <stdlib.h>

pw_status pw_trial_meet(pw_arena *arena, pw_ranges a, pw_ranges b, pw_ranges *result)
{
    pw_ranges rest;
    PW_TRY(pw_ranges_without(arena, a, b, &rest));
    return pw_ranges_without(arena, a, rest, result);
}

pw_status pw_trial_ranges(pw_trial *trial, uint32_t mask, pw_ranges *ranges)
{
    while (trial->ranges.count <= mask)
        PW_NEED(pw_push(&trial->ranges, trial->arena, pw_ranges));
    pw_ranges *known = &pw_items(trial->ranges, pw_ranges)[mask];
    if (known->at == NULL)
        PW_TRY(pw_ranges_of(&trial->units.s->index.ports, trial->arena, mask, known));
    *ranges = *known;
    return PW_OK;
}

/* ---- the lines, by whom they speak of ---- */

/* The lines that speak of two patterns, ascending. */
typedef struct entry {
    uint32_t from;
    uint32_t to;
    pw_vec lines; /* of uint32_t */
} entry;

typedef struct entry_search {
    const pw_trial *trial;
    uint32_t from;
    uint32_t to;
} entry_search;

static bool same_entry(const void *context, uint32_t number)
{
    const entry_search *search = context;
    const entry *e = &pw_items(search->trial->entries, const entry)[number];
    return e->from == search->from && e->to == search->to;
}

static uint32_t find_entry(const pw_trial *trial, uint32_t from, uint32_t to)
{
    entry_search search = {trial, from, to};
    return pw_table_find(&trial->table, pw_hash_mix(from, to), same_entry, &search);
}

static pw_status enter(pw_trial *trial, uint32_t from, uint32_t to, uint32_t line)
{
    uint32_t number = find_entry(trial, from, to);
    if (number == PW_NONE) {
        number = trial->entries.count;
        entry *fresh = pw_push(&trial->entries, trial->arena, entry);
        PW_NEED(fresh);
        *fresh = (entry){.from = from, .to = to};
        PW_TRY(pw_table_add(&trial->table, trial->arena, pw_hash_mix(from, to), number));
    }
    pw_vec *lines = &pw_items(trial->entries, entry)[number].lines;
    uint32_t *slot = pw_push(lines, trial->arena, uint32_t);
    PW_NEED(slot);
    *slot = line;
    return PW_OK;
}

/* The names of one end, with commas between them. */
static pw_status read_end(pw_trial *trial, pw_ran *ran, pw_str text, pw_vec *patterns)
{
    while (text.len > 0) {
        uint32_t comma = pw_str_find(text, ','), number;
        pw_str name = pw_str_part(text, 0, comma == PW_NONE ? text.len : comma);
        text = pw_str_part(text, comma == PW_NONE ? text.len : comma + 1, text.len);
        PW_TRY(pw_units_pattern(&trial->units, name, &number, &ran->problem));
        uint32_t *slot = pw_push(patterns, trial->arena, uint32_t);
        PW_NEED(slot);
        *slot = number;
    }
    return PW_OK;
}

static bool is_service(const pw_trial *trial, const pw_vec *patterns)
{
    for (uint32_t i = 0; i < patterns->count; i++) {
        const pw_pattern *p = pw_pattern_at(&trial->units, pw_items(*patterns, const uint32_t)[i]);
        if (p->kind == PW_PATTERN_NAME && p->end.kind == PW_END_SERVICE)
            return true;
    }
    return false;
}

static bool are_names(const pw_trial *trial, const pw_vec *patterns)
{
    for (uint32_t i = 0; i < patterns->count; i++)
        if (pw_pattern_at(&trial->units, pw_items(*patterns, const uint32_t)[i])->kind !=
            PW_PATTERN_NAME)
            return false;
    return true;
}

static bool are_few(pw_ranges ports)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < ports.count; i++)
        count += ports.at[i].to - ports.at[i].from + 1;
    return count <= PW_MAX_FLOWS;
}

/* A Service sends its ports to others of its pods, one by one. */
static pw_status check_service(pw_trial *trial, pw_ran *ran)
{
    const pw_expectation *e = ran->line;
    bool one = ran->from.count == 1 && ran->to.count == 1 && are_names(trial, &ran->from);
    ran->direct = e->expected == PW_EXPECT_NOTHING || is_service(trial, &ran->to);
    if (is_service(trial, &ran->from))
        ran->problem.why = PW_STR("a Service is no source: connections come from pods and "
                                   "addresses; name the pod or workload behind it");
    else if (ran->direct && (!one || e->expected >= PW_EXPECT_ONLY || !are_few(e->ports)))
        ran->problem.why = PW_STR("a line about a Service has one name at each end, allow or deny, "
                                   "and few ports");
    else
        return PW_OK;
    return PW_E_REQUEST;
}

enum { RANK = 30 };

static uint32_t rank_of(const pw_trial *trial, const pw_ran *ran)
{
    const pw_expectation *e = ran->line;
    bool every = e->expected == PW_EXPECT_ONLY || pw_expect_every(e->ports);
    if (!are_names(trial, &ran->from) || !are_names(trial, &ran->to))
        return 0;
    return every ? 1u << RANK : 2u << RANK;
}

static pw_status read_ends(pw_trial *trial, pw_ran *ran)
{
    PW_TRY(read_end(trial, ran, ran->line->from, &ran->from));
    PW_TRY(read_end(trial, ran, ran->line->to, &ran->to));
    return check_service(trial, ran);
}

/* A line that cannot be asked speaks of nobody; the others are asked all the same. */
static pw_status read_line(pw_trial *trial, const pw_expectation *e)
{
    uint32_t number = trial->rows.count;
    pw_ran *ran = pw_push(&trial->rows, trial->arena, pw_ran);
    PW_NEED(ran);
    *ran = (pw_ran){.line = e, .ok = true, .problem.why = PW_STR("")};
    pw_status status = read_ends(trial, ran);
    if (status == PW_E_REQUEST) {
        ran->ok = false;
        return PW_OK;
    }
    PW_TRY(status);
    ran->rank = rank_of(trial, ran);
    for (uint32_t i = 0; !ran->direct && i < ran->from.count; i++)
        for (uint32_t k = 0; k < ran->to.count; k++)
            PW_TRY(enter(trial, pw_items(ran->from, const uint32_t)[i],
                         pw_items(ran->to, const uint32_t)[k], number));
    return PW_OK;
}

/* ---- one pair of units ---- */

typedef struct pair_judge {
    pw_trial *trial;
    pw_arena scratch; /* until the next pair */
    uint32_t from;
    uint32_t to;
    pw_ranges some;
    pw_ranges all;
    pw_vec lines;     /* of uint32_t: those that speak of the pair, with their rank; the most exact
                         and the last one first */
} pair_judge;

static int last_first(const void *a, const void *b)
{
    uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return x < y ? 1 : x > y ? -1 : 0;
}

static pw_status find_lines(pair_judge *j)
{
    const pw_trial *trial = j->trial;
    const pw_vec *from = &pw_unit_at(&trial->units, j->from)->patterns;
    const pw_vec *to = &pw_unit_at(&trial->units, j->to)->patterns;
    j->lines = (pw_vec){0};
    for (uint32_t i = 0; i < from->count; i++)
        for (uint32_t k = 0; k < to->count; k++) {
            uint32_t number = find_entry(trial, pw_items(*from, const uint32_t)[i],
                                         pw_items(*to, const uint32_t)[k]);
            const pw_vec *lines =
                number == PW_NONE ? NULL : &pw_items(trial->entries, const entry)[number].lines;
            for (uint32_t n = 0; lines != NULL && n < lines->count; n++) {
                uint32_t *slot = pw_push(&j->lines, &j->scratch, uint32_t);
                PW_NEED(slot);
                *slot = pw_items(*lines, const uint32_t)[n];
                *slot |= pw_items(trial->rows, const pw_ran)[*slot].rank;
            }
        }
    if (j->lines.count > 1)
        qsort(j->lines.at, j->lines.count, sizeof(uint32_t), last_first);
    return PW_OK;
}

/* The ports of `rest` on which the pair is not as the line says. */
static pw_status find_bad(pair_judge *j, const pw_expectation *e, pw_ranges rest, pw_ranges *bad)
{
    pw_arena *a = &j->scratch;
    pw_ranges wanted, found;
    switch (e->expected) {
    case PW_EXPECT_ALLOW: return pw_ranges_without(a, rest, j->all, bad);
    case PW_EXPECT_DENY: return pw_trial_meet(a, rest, j->some, bad);
    case PW_EXPECT_PARTLY:
        PW_TRY(pw_ranges_without(a, j->some, j->all, &found));
        return pw_ranges_without(a, rest, found, bad);
    default: break;
    }
    PW_TRY(pw_trial_meet(a, rest, e->ports, &wanted));
    PW_TRY(pw_trial_meet(a, rest, j->some, &found));
    PW_TRY(pw_ranges_without(a, found, wanted, &found));
    PW_TRY(pw_ranges_without(a, wanted, j->all, &wanted));
    return pw_ranges_join(a, wanted, found, bad);
}

/* A set out of the scratch arena. */
static pw_status keep(pw_trial *trial, pw_ranges ranges, pw_ranges *kept)
{
    return pw_ranges_join(trial->arena, ranges, (pw_ranges){0}, kept);
}

static pw_status hold(pair_judge *j, pw_ran *ran, pw_ranges rest)
{
    pw_ranges bad;
    ran->asked++;
    PW_TRY(find_bad(j, ran->line, rest, &bad));
    if (bad.count == 0)
        return PW_OK;
    pw_miss *miss = pw_push(&ran->misses, j->trial->arena, pw_miss);
    PW_NEED(miss);
    *miss = (pw_miss){.from = j->from, .to = j->to, .some = j->some, .all = j->all};
    ran->ok = false;
    return keep(j->trial, bad, &miss->bad);
}

/* From the most exact line down, each speaks of the ports that none before it speaks of. */
static pw_status hold_lines(pair_judge *j, bool itself)
{
    pw_ranges covered = {0};
    for (uint32_t i = 0; i < j->lines.count; i++) {
        uint32_t number = pw_items(j->lines, const uint32_t)[i];
        pw_ran *ran = &pw_items(j->trial->rows, pw_ran)[number & ~(3u << RANK)];
        const pw_expectation *e = ran->line;
        pw_ranges ports = e->expected == PW_EXPECT_ONLY ? pw_expect_all() : e->ports;
        pw_ranges rest = ports;
        bool again = i > 0 && number == pw_items(j->lines, const uint32_t)[i - 1];
        if (again || (itself && ran->rank == 0))
            continue;
        if (ran->rank < 2u << RANK)
            PW_TRY(pw_ranges_without(&j->scratch, ports, covered, &rest));
        if (rest.count > 0)
            PW_TRY(hold(j, ran, rest));
        PW_TRY(pw_ranges_join(&j->scratch, covered, ports, &covered));
    }
    return PW_OK;
}

static pw_status judge_pair(pair_judge *j)
{
    uint32_t some, all;
    pw_units *units = &j->trial->units;
    bool asked, same = j->from == j->to && pw_unit_at(units, j->from)->all.count == 1;
    pw_arena_reset(&j->scratch);
    PW_TRY(find_lines(j));
    if (j->lines.count == 0)
        return PW_OK;
    PW_TRY(pw_units_judge(units, j->from, j->to, &some, &all, &asked));
    /* A pod reaches itself, and two addresses are nobody's business: only lines that say both. */
    if (!asked)
        some = all = PW_MASK_ALL;
    PW_TRY(pw_trial_ranges(j->trial, some, &j->some));
    PW_TRY(pw_trial_ranges(j->trial, all, &j->all));
    return hold_lines(j, !asked || same);
}

pw_status pw_trial_lines(pw_trial *trial, pw_arena *arena, uint32_t from, uint32_t to,
                         pw_vec *lines)
{
    pair_judge j = {.trial = trial, .scratch = pw_arena_make(1024), .from = from, .to = to};
    pw_status status = find_lines(&j);
    *lines = (pw_vec){0};
    for (uint32_t i = 0; status == PW_OK && i < j.lines.count; i++) {
        uint32_t number = pw_items(j.lines, const uint32_t)[i] & ~(3u << RANK);
        const pw_ran **slot = pw_push(lines, arena, const pw_ran *);
        status = slot == NULL ? PW_E_NOMEM : PW_OK;
        if (slot != NULL)
            *slot = &pw_items(trial->rows, const pw_ran)[number];
    }
    pw_arena_free(&j.scratch);
    return status;
}

static pw_status judge_pairs(pw_trial *trial)
{
    pair_judge j = {.trial = trial, .scratch = pw_arena_make(16 << 10)};
    pw_status status = PW_OK;
    uint32_t count = trial->units.list.count;
    for (j.from = 0; j.from < count && status == PW_OK; j.from++)
        for (j.to = 0; j.to < count && status == PW_OK; j.to++)
            status = judge_pair(&j);
    pw_arena_free(&j.scratch);
    return status;
}

/* ---- lines that are asked one by one ---- */

static pw_explained *telling(const pw_answer *answer, pw_expected expected)
{
    pw_explained *flows = pw_items(answer->flows, pw_explained);
    for (uint32_t i = 0; i < answer->flows.count; i++)
        if (flows[i].trail.verdict.allowed == (expected == PW_EXPECT_DENY))
            return &flows[i];
    return answer->flows.count > 0 ? flows : NULL;
}

static pw_status ask_port(pw_trial *trial, pw_ran *ran, uint32_t at)
{
    const pw_expectation *e = ran->line;
    const pw_pattern *from = pw_pattern_at(&trial->units, *pw_items(ran->from, const uint32_t));
    const pw_pattern *to = pw_pattern_at(&trial->units, *pw_items(ran->to, const uint32_t));
    pw_answer answer;
    PW_TRY(pw_answer_can(trial->units.s, trial->arena, &from->end, &to->end,
                         (pw_protocol)(at >> 16), at & PW_MAX_PORT, &answer));
    ran->asked++;
    ran->ok = pw_expect_met(e->expected, answer.outcome);
    if (answer.outcome == PW_NO_PODS) {
        ran->problem.why = answer.sentence;
        ran->ok = false;
    }
    ran->outcome = answer.outcome;
    ran->sentence = answer.sentence;
    ran->telling = telling(&answer, e->expected);
    return PW_OK;
}

/* Port by port, until one is not as expected. */
static pw_status ask(pw_trial *trial, pw_ran *ran)
{
    const pw_ranges ports = ran->line->ports;
    for (uint32_t i = 0; i < ports.count; i++)
        for (uint32_t at = ports.at[i].from; at <= ports.at[i].to && ran->ok; at++)
            PW_TRY(ask_port(trial, ran, at));
    return PW_OK;
}

static void count(pw_trial *trial, const pw_ran *ran)
{
    trial->asked += ran->asked;
    if (ran->problem.why.len > 0)
        trial->problems++;
    else if (ran->line->expected != PW_EXPECT_NOTHING)
        *(ran->ok ? &trial->passed : &trial->failed) += 1;
}

pw_status pw_trial_run(pw_snapshot *s, pw_arena *arena, const pw_suite *suite, pw_trial *trial)
{
    *trial = (pw_trial){.arena = arena};
    PW_TRY(pw_units_open(&trial->units, s, arena));
    for (uint32_t i = 0; i < suite->lines.count; i++)
        PW_TRY(read_line(trial, &pw_items(suite->lines, const pw_expectation)[i]));
    PW_TRY(pw_units_make(&trial->units));
    PW_TRY(judge_pairs(trial));
    for (uint32_t i = 0; i < trial->rows.count; i++) {
        pw_ran *ran = &pw_items(trial->rows, pw_ran)[i];
        if (ran->direct && ran->problem.why.len == 0)
            PW_TRY(ask(trial, ran));
        count(trial, ran);
    }
    return PW_OK;
}

/* ---- why a line does not hold ---- */

/* A port to speak of: one that the destination listens on, if it is among those that fail. */
static void pick_port(const pw_trial *trial, const pw_miss *miss, pw_flow *flow)
{
    uint32_t tile = pw_unit_at(&trial->units, miss->to)->tile;
    pw_ranges_pick(miss->bad, &flow->protocol, &flow->port);
    if (tile == PW_NONE)
        return;
    const pw_vec *ports = &pw_tile_at(&trial->units.tiles, tile)->ports;
    for (uint32_t i = 0; i < ports->count; i++) {
        const pw_tile_port *port = &pw_items(*ports, const pw_tile_port)[i];
        if (pw_ranges_has(miss->bad, port->protocol, port->port)) {
            flow->protocol = port->protocol;
            flow->port = port->port;
            return;
        }
    }
}

pw_status pw_trial_explain(const pw_trial *trial, pw_arena *arena, const pw_expectation *line,
                         const pw_miss *miss, pw_explained *shown)
{
    const pw_snapshot *s = trial->units.s;
    pw_pairs pairs = pw_units_pairs(&trial->units, miss->from, miss->to);
    pw_flow flow = {.port = 0}, first = {pairs.from[0].now, pairs.to[0].now, PW_TCP, 0};
    pick_port(trial, miss, &flow);
    bool wanted = line->expected == PW_EXPECT_ALLOW ||
                  (line->expected == PW_EXPECT_ONLY &&
                   pw_ranges_has(line->ports, flow.protocol, flow.port));
    bool any = line->expected == PW_EXPECT_PARTLY, found = false;
    for (uint32_t i = 0; i < pairs.sources && !found; i++)
        for (uint32_t k = 0; k < pairs.targets && !found; k++) {
            flow.from = pairs.from[i].now;
            flow.to = pairs.to[k].now;
            found = pw_seats_differ(&pairs.from[i], &pairs.to[k]) &&
                    (any || pw_judge(s, &flow).allowed != wanted);
        }
    if (!found) { /* a pod and itself */
        flow.from = first.from;
        flow.to = first.to;
    }
    PW_TRY(pw_explain(s, arena, &flow, &shown->trail));
    PW_TRY(pw_sentence(s, arena, &shown->trail, &shown->sentence));
    return pw_hint(s, arena, &shown->trail, &shown->hint);
}
