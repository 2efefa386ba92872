#include "kube/schedule.h"

/* ---- numbers and names, as Go's Atoi and the parser of schedules read them */

typedef struct bounds {
    uint32_t least;
    uint32_t most;
    const char *names; /* of three letters each; the first stands for `first` */
    uint32_t first;
} bounds;

static const bounds parts[] = {
    {0, 59, "", 0},
    {0, 23, "", 0},
    {1, 31, "", 0},
    {1, 12, "janfebmaraprmayjunjulaugsepoctnovdec", 1},
    {0, 6, "sunmontuewedthufrisat", 0},
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool read_name(pw_str text, const bounds *b, uint32_t *number)
{
    for (uint32_t i = 0; text.len == 3 && b->names[i] != '\0'; i += 3)
        if ((text.at[0] | 0x20) == b->names[i] && (text.at[1] | 0x20) == b->names[i + 1] &&
            (text.at[2] | 0x20) == b->names[i + 2]) {
            *number = b->first + i / 3;
            return true;
        }
    return false;
}

/* The digits from `at` on; more than 2^63 - 1 is told as 2^63. false: it is not only digits. */
static bool read_digits(pw_str text, uint32_t at, uint64_t *value)
{
    const uint64_t most = (uint64_t)INT64_MAX;
    uint32_t from = at;
    for (*value = 0; at < text.len && is_digit(text.at[at]); at++) {
        uint64_t digit = (uint64_t)(text.at[at] - '0');
        *value = *value > (most - digit) / 10 ? most + 1 : *value * 10 + digit;
    }
    return at > from && at == text.len;
}

/* false, and what is wrong, for all that is no number from 0 on. */
static bool read_number(pw_str text, uint32_t *number, pw_buf *fault)
{
    bool negative = text.len > 0 && text.at[0] == '-';
    uint64_t value;
    bool good = read_digits(text, negative || (text.len > 0 && text.at[0] == '+') ? 1 : 0, &value);
    if (!good || value > INT64_MAX) {
        pw_buf_print(fault, "failed to parse int from %R: strconv.Atoi: parsing %Q: %s", text,
                     text, good ? "value out of range" : "invalid syntax");
        return false;
    }
    *number = value > UINT32_MAX ? UINT32_MAX : (uint32_t)value;
    if (negative && value > 0)
        pw_buf_print(fault, "negative number (-%u) not allowed: %R", *number, text);
    return !negative || value == 0;
}

static bool read_end(pw_str text, const bounds *b, uint32_t *number, pw_buf *fault)
{
    return read_name(text, b, number) || read_number(text, number, fault);
}

/* ---- one part: ranges with commas between them */

/* Cuts what comes before the next `byte` off *rest; *more: there is such a byte. */
static pw_str cut(pw_str *rest, char byte, bool *more)
{
    uint32_t at = pw_str_find(*rest, byte);
    pw_str first = *rest;
    *more = at != PW_NONE;
    if (*more)
        first = pw_str_part(*rest, 0, at);
    *rest = *more ? pw_str_part(*rest, at + 1, rest->len) : PW_STR("");
    return first;
}

static bool check_limits(pw_str range, const bounds *b, const uint32_t *ends, uint32_t step,
                         pw_buf *fault)
{
    if (ends[0] < b->least)
        pw_buf_print(fault, "beginning of range (%u) below minimum (%u): %R", ends[0], b->least,
                     range);
    else if (ends[1] > b->most)
        pw_buf_print(fault, "end of range (%u) above maximum (%u): %R", ends[1], b->most, range);
    else if (ends[0] > ends[1])
        pw_buf_print(fault, "beginning of range (%u) beyond end of range (%u): %R", ends[0],
                     ends[1], range);
    else if (step == 0)
        pw_buf_print(fault, "step of range should be a positive number: %R", range);
    return fault->len == 0;
}

static bool check_range(pw_str range, const bounds *b, pw_buf *fault)
{
    bool steps, two, more;
    pw_str step_text = range, high = cut(&step_text, '/', &steps), low = cut(&high, '-', &two);
    uint32_t ends[2] = {b->least, b->most}, step = 1;
    /* `high` is now what follows the hyphen. */
    if (!pw_str_is(low, "*") && !pw_str_is(low, "?")) {
        if (!read_end(low, b, &ends[0], fault))
            return false;
        ends[1] = ends[0];
        if (two && pw_str_find(high, '-') != PW_NONE)
            pw_buf_print(fault, "too many hyphens: %R", range);
        if (two && (fault->len > 0 || !read_end(high, b, &ends[1], fault)))
            return false;
    }
    if (steps) {
        pw_str rest = step_text;
        cut(&rest, '/', &more);
        if (more)
            pw_buf_print(fault, "too many slashes: %R", range);
        if (more || !read_number(step_text, &step, fault))
            return false;
        ends[1] = two ? ends[1] : b->most;
    }
    return check_limits(range, b, ends, step, fault);
}

static bool check_part(pw_str part, const bounds *b, pw_buf *fault)
{
    bool more = true;
    while (more) {
        pw_str range = cut(&part, ',', &more);
        if (range.len > 0 && !check_range(range, b, fault))
            return false;
    }
    return true;
}

/* ---- durations, as Go reads them */

/* How many nanoseconds a unit has; 0: there is no such unit. */
static uint64_t unit_of(pw_str name)
{
    static const char *const names[] = {"h", "m", "s", "ms", "us", "\xc2\xb5s", "\xce\xbcs", "ns"};
    static const uint16_t parts_of[] = {60, 60, 1000, 1000, 1, 1, 1000, 1};
    uint64_t size = 1;
    for (uint32_t i = 8; i > 0; i--) {
        size *= parts_of[i - 1];
        if (pw_str_is(name, names[i - 1]))
            return size;
    }
    return 0;
}

static bool fail_duration(pw_str every, pw_buf *fault, const char *what, pw_str unit)
{
    pw_buf_print(fault, "failed to parse duration %R: time: %s", every, what);
    if (what[0] == 'u')
        pw_buf_print(fault, " %Q in", unit);
    pw_buf_print(fault, " duration %Q", pw_str_part(every, 7, every.len));
    return false;
}

static uint32_t skip_digits(pw_str text, uint32_t at)
{
    while (at < text.len && is_digit(text.at[at]))
        at++;
    return at;
}

/* Reads the number and the unit at *at, and adds them; what is wrong with them, or NULL. */
static const char *read_part(pw_str text, uint32_t *at, uint64_t *total, pw_str *name)
{
    const uint64_t most = (uint64_t)1 << 63;
    uint32_t whole = skip_digits(text, *at), unit = whole, end;
    uint64_t number = 0;
    if (whole < text.len && text.at[whole] == '.')
        unit = skip_digits(text, whole + 1);
    for (end = unit; end < text.len && text.at[end] != '.' && !is_digit(text.at[end]);)
        end++;
    bool some = read_digits(pw_str_part(text, *at, whole), 0, &number) || unit > whole + 1;
    if (!some || number >= most)
        return "invalid";
    *name = pw_str_part(text, unit, end);
    uint64_t size = unit_of(*name);
    if (size == 0)
        return end == unit ? "missing unit in" : "unknown unit";
    *at = end;
    *total += number * size;
    return number > most / size || *total >= most ? "invalid" : NULL;
}

/* `every` is @every, a space and the duration: numbers with their units, like 1h30m. */
static bool check_duration(pw_str every, pw_buf *fault)
{
    pw_str text = pw_str_part(every, 7, every.len), name = PW_STR("");
    const char *what = NULL;
    uint64_t total = 0;
    uint32_t at = 0;
    text = pw_str_part(text, pw_str_starts(text, "-") || pw_str_starts(text, "+") ? 1 : 0,
                       text.len);
    if (pw_str_is(text, "0"))
        return true;
    do
        what = read_part(text, &at, &total, &name);
    while (what == NULL && at < text.len);
    return what == NULL || fail_duration(every, fault, what, name);
}

/* ---- @daily and the like */

static bool check_descriptor(pw_str text, pw_buf *fault)
{
    static const char *const names[] = {"@yearly", "@annually", "@monthly", "@weekly",
                                        "@daily",  "@midnight", "@hourly"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (pw_str_is(text, names[i]))
            return true;
    if (pw_str_starts(text, "@every "))
        return check_duration(text, fault);
    pw_buf_print(fault, "unrecognized descriptor: %R", text);
    return false;
}

/* ---- the whole */

/* How many bytes the space at `at` has; a no-break one has two. 0: there is none. */
static uint32_t space_at(pw_str text, uint32_t at)
{
    pw_str rest = pw_str_part(text, at, text.len);
    if (rest.len > 0 && (rest.at[0] == ' ' || (rest.at[0] >= '\t' && rest.at[0] <= '\r')))
        return 1;
    return pw_str_starts(rest, "\xc2\xa0") ? 2 : 0;
}

/* The next word of *rest; empty at the end. */
static pw_str next_word(pw_str *rest)
{
    uint32_t from = 0, to;
    while (space_at(*rest, from) > 0)
        from += space_at(*rest, from);
    for (to = from; to < rest->len && space_at(*rest, to) == 0;)
        to++;
    pw_str word = pw_str_part(*rest, from, to);
    *rest = pw_str_part(*rest, to, rest->len);
    return word;
}

static bool check_count(pw_str text, pw_buf *fault)
{
    uint32_t count = 0;
    pw_str rest = text;
    while (next_word(&rest).len > 0)
        count++;
    if (count == 5)
        return true;
    pw_buf_print(fault, "expected exactly 5 fields, found %u: [", count);
    for (pw_str word = next_word(&text); word.len > 0; word = next_word(&text))
        pw_buf_print(fault, "%s%R", fault->at[fault->len - 1] == '[' ? "" : " ", word);
    pw_buf_putc(fault, ']');
    return false;
}

/* Steps over TZ=Europe/Berlin at the start. */
static bool skip_zone(pw_str *text, pw_buf *fault)
{
    uint32_t equals = pw_str_find(*text, '='), space = pw_str_find(*text, ' ');
    if (!pw_str_starts(*text, "TZ=") && !pw_str_starts(*text, "CRON_TZ="))
        return true;
    if (space == PW_NONE) {
        pw_buf_puts(fault, "invalid schedule format: runtime error: slice bounds out of range "
                           "[:-1]");
        return false;
    }
    pw_str zone = pw_str_part(*text, equals + 1, space);
    *text = pw_str_trim(pw_str_part(*text, space, text->len));
    if (zone.len > 0 && !pw_str_is(zone, "Local") && !pw_zone_known(zone))
        pw_buf_print(fault, "provided bad location %R: unknown time zone %R", zone, zone);
    return fault->len == 0;
}

bool pw_schedule_check(pw_str text, pw_buf *fault)
{
    if (!skip_zone(&text, fault))
        return false;
    if (pw_str_starts(text, "@"))
        return check_descriptor(text, fault);
    if (!check_count(text, fault))
        return false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (!check_part(next_word(&text), &parts[i], fault))
            return false;
    return true;
}

/* ---- time zones */

static bool is_one_of(pw_str name, const char *words)
{
    pw_str list = pw_str_of(words);
    for (pw_str word = next_word(&list); word.len > 0; word = next_word(&list))
        if (pw_str_same(word, name))
            return true;
    return false;
}

bool pw_zone_known(pw_str name)
{
    bool more;
    pw_str city = name, region = cut(&city, '/', &more);
    if (!more)
        return is_one_of(name, "UTC GMT CET EET MET WET EST MST HST EST5EDT CST6CDT MST7MDT "
                               "PST8PDT UCT GMT0 GMT+0 GMT-0 Greenwich Universal Zulu Cuba "
                               "Egypt Eire GB GB-Eire Hongkong Iceland Iran Israel Jamaica Japan "
                               "Kwajalein Libya NZ NZ-CHAT Navajo PRC Poland Portugal ROC ROK "
                               "Singapore Turkey W-SU Local Factory");
    if (city.len == 0 || city.at[0] < 'A' || city.at[0] > 'Z')
        return false;
    return is_one_of(region, "Africa America Antarctica Arctic Asia Atlantic Australia Brazil "
                             "Canada Chile Etc Europe Indian Mexico Pacific US");
}
