#include "eval/expect.h"

#include "base/limits.h"

#define SHAPE "a line looks like: allow prod/backend -> prod/database 8080/TCP"

enum { EXPECTED = 5 };

static const char *const names[EXPECTED] = {"allow", "deny", "ask", "only", "partly"};

const char *pw_expected_name(pw_expected expected)
{
    return names[expected];
}

/* Ranges are never written to, so that all may share this one. */
pw_ranges pw_expect_all(void)
{
    static const pw_range all[PW_PROTOCOLS] = {
        {1, PW_MAX_PORT}, {1 << 16 | 1, 1 << 16 | PW_MAX_PORT}, {2 << 16 | 1, 2 << 16 | PW_MAX_PORT}
    };
    return (pw_ranges){(pw_range *)(uintptr_t)all, PW_PROTOCOLS};
}

bool pw_expect_every(pw_ranges ports)
{
    pw_ranges all = pw_expect_all();
    bool same = ports.count == all.count;
    for (uint32_t i = 0; same && i < all.count; i++)
        same = ports.at[i].from == all.at[i].from && ports.at[i].to == all.at[i].to;
    return same;
}

void pw_expect_write_ports(pw_buf *b, pw_ranges ports)
{
    if (pw_expect_every(ports)) {
        pw_buf_puts(b, "all");
        return;
    }
    for (uint32_t i = 0; i < ports.count; i++) {
        uint32_t from = ports.at[i].from & PW_MAX_PORT, to = ports.at[i].to & PW_MAX_PORT;
        pw_buf_puts(b, i == 0 ? "" : " ");
        if (from == 1 && to == PW_MAX_PORT)
            pw_buf_puts(b, "all");
        else
            pw_buf_number(b, from);
        if (from != to && !(from == 1 && to == PW_MAX_PORT))
            pw_buf_print(b, "-%u", to);
        pw_buf_print(b, "/%s", pw_protocol_name((pw_protocol)(ports.at[i].from >> 16)));
    }
}

bool pw_expect_met(pw_expected expected, pw_outcome outcome)
{
    return expected == PW_EXPECT_NOTHING ||
           outcome == (expected == PW_EXPECT_ALLOW ? PW_ALLOW : PW_DENY);
}

typedef struct line_reader {
    pw_arena *arena;
    uint32_t number;
    pw_str *problem;
} line_reader;

static pw_status refuse(const line_reader *r, const char *what, pw_str about)
{
    pw_buf b = pw_buf_make(1024);
    pw_buf_print(&b, "line %u: ", r->number);
    pw_buf_print(&b, what, about);
    PW_TRY(pw_buf_keep(&b, r->arena, r->problem));
    return PW_E_REQUEST;
}

pw_str pw_expect_word(pw_str *rest)
{
    uint32_t len = 0;
    *rest = pw_str_trim(*rest);
    while (len < rest->len && rest->at[len] != ' ' && rest->at[len] != '\t')
        len++;
    pw_str word = pw_str_part(*rest, 0, len);
    *rest = pw_str_part(*rest, len, rest->len);
    return word;
}

static bool read_expected(pw_str word, pw_expected *expected)
{
    for (int i = 0; i < EXPECTED; i++)
        if (pw_str_is(word, names[i])) {
            *expected = (pw_expected)i;
            return true;
        }
    return false;
}

static bool is_arrow(pw_str word)
{
    return pw_str_is(word, "->") || pw_str_is(word, "\xe2\x86\x92");
}

/* Whether a word is meant as a port: what is not is more than a line holds. */
static bool looks_like_port(pw_str word)
{
    return (word.at[0] >= '0' && word.at[0] <= '9') || pw_str_is(word, "all") ||
           pw_str_starts(word, "all/");
}

/* Of "80-90/TCP" and "all/TCP": *first reads like a single port, "80/TCP", and *last is the end of
 * the range. Of a single port *last is 0. */
static pw_status split_range(const line_reader *r, pw_str word, pw_str *first, uint32_t *last)
{
    uint32_t slash = pw_str_find(word, '/'), dash = pw_str_find(word, '-');
    uint32_t end = slash == PW_NONE ? word.len : slash;
    bool all = pw_str_starts(word, "all/");
    *first = word;
    *last = all ? PW_MAX_PORT : 0;
    if (!all && (dash == PW_NONE || dash > end))
        return PW_OK;
    if (!all && (!pw_str_number(pw_str_part(word, dash + 1, end), PW_MAX_PORT, last) || *last == 0))
        return refuse(r, "%q is no range of ports", word);
    return pw_print_text(r->arena, first, "%R%R", all ? PW_STR("1") : pw_str_part(word, 0, dash),
                         pw_str_part(word, end, word.len));
}

static pw_status read_port(const line_reader *r, pw_str word, pw_asked_port *port,
                           pw_range *range)
{
    pw_str problem, first;
    uint32_t last;
    PW_TRY(split_range(r, word, &first, &last));
    *port = (pw_asked_port){0};
    pw_status status = pw_asked_port_read(r->arena, first, port, &problem);
    if (status == PW_E_REQUEST)
        return last == 0 ? refuse(r, "%R", problem)
                         : refuse(r, "%q is no range of ports: write 8000-8999/TCP", word);
    PW_TRY(status);
    last = last == 0 ? port->port : last;
    if (last < port->port)
        return refuse(r, "%q is no range of ports", word);
    *range = (pw_range){pw_range_port(port->protocol, port->port),
                        pw_range_port(port->protocol, last)};
    return PW_OK;
}

static pw_status read_ports(const line_reader *r, pw_str line, pw_expectation *e)
{
    uint32_t count = 0;
    for (pw_str word = pw_expect_word(&line); word.len > 0; word = pw_expect_word(&line)) {
        pw_asked_port port;
        pw_range range;
        if (count > 0 && !looks_like_port(word))
            return refuse(r, "%q is more than a line holds; a note begins with #", word);
        if (pw_str_is(word, "all")) {
            e->ports = pw_expect_all();
            e->wide = true;
        } else {
            PW_TRY(read_port(r, word, &port, &range));
            PW_TRY(pw_ranges_join(r->arena, e->ports, (pw_ranges){&range, 1}, &e->ports));
            e->wide = e->wide || count > 0 || range.from != range.to;
            e->port = count == 0 ? port : e->port;
        }
        count++;
    }
    return PW_OK;
}

static bool is_wide_end(pw_str end)
{
    return pw_str_find(end, '*') != PW_NONE || pw_str_find(end, ',') != PW_NONE ||
           pw_str_is(end, "outside");
}

static pw_status read_line(const line_reader *r, pw_str line, pw_expectation *e)
{
    pw_str expected = pw_expect_word(&line);
    e->line = r->number;
    if (!read_expected(expected, &e->expected))
        return refuse(r, "%q is not allow, deny, only, partly or ask; " SHAPE, expected);
    e->from = pw_expect_word(&line);
    pw_str arrow = pw_expect_word(&line);
    e->to = pw_expect_word(&line);
    if (pw_str_trim(line).len == 0)
        return refuse(r, "something is missing; " SHAPE "%R", PW_STR(""));
    if (!is_arrow(arrow))
        return refuse(r, "%q stands where the arrow -> should be; " SHAPE, arrow);
    e->wide = is_wide_end(e->from) || is_wide_end(e->to) || e->expected >= PW_EXPECT_ONLY;
    PW_TRY(read_ports(r, line, e));
    if (e->wide && e->expected == PW_EXPECT_NOTHING)
        return refuse(r, "ask is about one port between two ends%R", PW_STR(""));
    return PW_OK;
}

pw_status pw_expect_read(pw_arena *arena, pw_str text, pw_vec *list, pw_str *problem)
{
    line_reader r = {arena, 0, problem};
    while (text.len > 0) {
        uint32_t end = pw_str_find(text, '\n');
        pw_str line = pw_str_part(text, 0, end == PW_NONE ? text.len : end);
        text = pw_str_part(text, end == PW_NONE ? text.len : end + 1, text.len);
        uint32_t hash = pw_str_find(line, '#');
        pw_str note = hash == PW_NONE ? PW_STR("") : pw_str_part(line, hash + 1, line.len);
        line = pw_str_trim(hash == PW_NONE ? line : pw_str_part(line, 0, hash));
        r.number++;
        if (line.len == 0)
            continue;
        if (list->count == PW_MAX_PROBES)
            return PW_E_LIMIT;
        pw_expectation *e = pw_push(list, arena, pw_expectation);
        PW_NEED(e);
        e->note = pw_str_trim(note);
        PW_TRY(read_line(&r, line, e));
    }
    return PW_OK;
}
