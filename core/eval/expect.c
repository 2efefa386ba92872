#include "eval/expect.h"

#include "base/limits.h"

#define SHAPE "a line looks like: allow prod/backend -> prod/database 8080/TCP"

static const char *const names[] = {"allow", "deny", "ask"};

const char *pw_expected_name(pw_expected expected)
{
    return names[expected];
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

/* The next word of a line, empty at its end. */
static pw_str next_word(pw_str *rest)
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
    for (int i = 0; i < 3; i++)
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

static pw_status read_port(const line_reader *r, pw_str word, pw_asked_port *port)
{
    pw_str problem;
    pw_status status = pw_asked_port_read(r->arena, word, port, &problem);
    return status == PW_E_REQUEST ? refuse(r, "%R", problem) : status;
}

static pw_status read_line(const line_reader *r, pw_str line, pw_expectation *e)
{
    pw_str expected = next_word(&line);
    e->line = r->number;
    if (!read_expected(expected, &e->expected))
        return refuse(r, "%q is not allow, deny or ask; " SHAPE, expected);
    e->from = next_word(&line);
    pw_str arrow = next_word(&line);
    e->to = next_word(&line);
    pw_str port = next_word(&line);
    if (port.len == 0)
        return refuse(r, "something is missing; " SHAPE "%R", PW_STR(""));
    if (!is_arrow(arrow))
        return refuse(r, "%q stands where the arrow -> should be; " SHAPE, arrow);
    PW_TRY(read_port(r, port, &e->port));
    pw_str more = next_word(&line);
    return more.len == 0 ? PW_OK : refuse(r, "%q is more than a line holds; a note begins with #",
                                          more);
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
