#include "kube/time.h"

#define LAYOUT "2006-01-02T15:04:05Z07:00"

/* The parts of the layout, and the least and most of each number. */
static const struct {
    const char *layout;
    uint32_t least;
    uint32_t most;
    const char *name; /* of the part, when it is out of its range */
} parts[] = {
    {"2006", 0, 9999, "year"}, {"-", 0, 0, NULL},       {"01", 1, 12, "month"},
    {"-", 0, 0, NULL},         {"02", 1, 31, "day"},    {"T", 0, 0, NULL},
    {"15", 0, 23, "hour"},     {":", 0, 0, NULL},       {"04", 0, 59, "minute"},
    {":", 0, 0, NULL},         {"05", 0, 59, "second"},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool fail(pw_buf *fault, pw_str text, pw_str rest, const char *part)
{
    pw_buf_print(fault, "parsing time %Q as \"" LAYOUT "\": cannot parse %Q as \"%s\"", text, rest,
                 part);
    return false;
}

/* Steps over one part at the start of *rest. */
static bool read_part(pw_str *rest, size_t part, bool *in_range)
{
    pw_str layout = pw_str_of(parts[part].layout);
    uint32_t number = 0;
    *in_range = true;
    if (rest->len < layout.len)
        return false;
    for (uint32_t i = 0; i < layout.len; i++) {
        bool digit = is_digit(layout.at[0]);
        if (digit ? !is_digit(rest->at[i]) : rest->at[i] != layout.at[i])
            return false;
        number = digit ? number * 10 + (uint32_t)(rest->at[i] - '0') : 0;
    }
    *rest = pw_str_part(*rest, layout.len, rest->len);
    *in_range = number >= parts[part].least && number <= parts[part].most;
    return true;
}

/* Z, +01:00 or -01:00. */
static bool is_zone(pw_str rest)
{
    if (pw_str_is(rest, "Z"))
        return true;
    return rest.len == 6 && (rest.at[0] == '+' || rest.at[0] == '-') && is_digit(rest.at[1]) &&
           is_digit(rest.at[2]) && rest.at[3] == ':' && is_digit(rest.at[4]) &&
           is_digit(rest.at[5]);
}

static pw_str skip_fraction(pw_str rest)
{
    uint32_t at = 1;
    if (rest.len < 2 || (rest.at[0] != '.' && rest.at[0] != ',') || !is_digit(rest.at[1]))
        return rest;
    while (at < rest.len && is_digit(rest.at[at]))
        at++;
    return pw_str_part(rest, at, rest.len);
}

bool pw_time_check(pw_str text, pw_buf *fault)
{
    pw_str rest = text;
    bool in_range;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (!read_part(&rest, i, &in_range))
            return fail(fault, text, rest, parts[i].layout);
        if (in_range)
            continue;
        pw_buf_print(fault, "parsing time %Q: %s out of range", text, parts[i].name);
        return false;
    }
    rest = skip_fraction(rest);
    return is_zone(rest) || fail(fault, text, rest, "Z07:00");
}
