#include "text/tag.h"

#include "base/buf.h"
#include "text/scalar.h"
#include "text/source.h"

#include <string.h>

#define LONG "tag:yaml.org,2002:"

static bool is(pw_str tag, const char *name)
{
    return pw_str_starts(tag, LONG) &&
           pw_str_is(pw_str_part(tag, sizeof LONG - 1, tag.len), name);
}

static uint32_t digit_of(char c)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const char *found = c == '\0' ? NULL : strchr(digits, c);
    return found == NULL ? PW_NONE : (uint32_t)(found - digits);
}

/* How many = end a base64 text; PW_NONE when they or its length are wrong. */
static uint32_t padding(pw_str text)
{
    uint32_t count = 0, pads = 0;
    for (uint32_t i = 0; i < text.len; i++) {
        char c = text.at[i];
        if (c == '\n' || c == '\r')
            continue;
        if (c == '=' ? ++pads > 2 : pads > 0 || digit_of(c) == PW_NONE)
            return PW_NONE;
        count++;
    }
    return count % 4 == 0 ? pads : PW_NONE;
}

/* Go's standard base64: line ends are skipped, padding is needed. */
static bool read_base64(pw_arena *texts, pw_str *text)
{
    uint32_t pads = padding(*text), bits = 0, held = 0;
    if (pads == PW_NONE)
        return false;
    char *to = pw_arena_take(texts, text->len + 1);
    pw_str decoded = {to, 0};
    for (uint32_t i = 0; to != NULL && i < text->len; i++) {
        uint32_t digit = digit_of(text->at[i]);
        if (digit == PW_NONE)
            continue;
        bits = bits << 6 | digit;
        held += 6;
        if (held >= 8) {
            held -= 8;
            to[decoded.len++] = (char)(bits >> held & 255);
        }
    }
    *text = decoded;
    if (to != NULL && pw_source_mend(texts, decoded, text) != PW_OK)
        text->at = NULL;
    return true;
}

/* Steps over a number of at most `most` digits; false when there is none. */
static bool skip_number(pw_str text, uint32_t *at, uint32_t most, uint32_t limit)
{
    uint32_t from = *at, number = 0;
    while (*at < text.len && *at - from < most && text.at[*at] >= '0' && text.at[*at] <= '9')
        number = number * 10 + (uint32_t)(text.at[(*at)++] - '0');
    return *at > from && number <= limit;
}

static bool skip_char(pw_str text, uint32_t *at, char c)
{
    if (*at == text.len || text.at[*at] != c)
        return false;
    ++*at;
    return true;
}

static bool skip_zone(pw_str text, uint32_t *at)
{
    if (skip_char(text, at, 'Z'))
        return true;
    return (skip_char(text, at, '+') || skip_char(text, at, '-')) &&
           skip_number(text, at, 2, 24) && skip_char(text, at, ':') &&
           skip_number(text, at, 2, 60);
}

static bool skip_date(pw_str text, uint32_t *at)
{
    return skip_number(text, at, 4, 9999) && *at == 4 && skip_char(text, at, '-') &&
           skip_number(text, at, 2, 12) && skip_char(text, at, '-') &&
           skip_number(text, at, 2, 31);
}

static bool skip_time(pw_str text, uint32_t *at)
{
    if (!skip_number(text, at, 2, 23) || !skip_char(text, at, ':') ||
        !skip_number(text, at, 2, 59) || !skip_char(text, at, ':') ||
        !skip_number(text, at, 2, 59))
        return false;
    return !skip_char(text, at, '.') || skip_number(text, at, 9, 999999999);
}

/* 2001-12-14, 2001-12-14T21:59:43.1Z or 2001-12-14 21:59:43 */
static bool is_timestamp(pw_str text)
{
    uint32_t at = 0;
    if (!skip_date(text, &at))
        return false;
    if (at == text.len)
        return true;
    bool space = text.at[at] == ' ';
    if (!space && text.at[at] != 'T' && text.at[at] != 't')
        return false;
    at++;
    return skip_time(text, &at) && (space || skip_zone(text, &at)) && at == text.len;
}

pw_tagged pw_tag_kind(pw_str tag, pw_arena *texts, pw_str *text, pw_kind *kind)
{
    *kind = PW_TEXT;
    if (is(tag, "binary"))
        return read_base64(texts, text) ? PW_TAG_GOOD : PW_TAG_BASE64;
    if (is(tag, "timestamp"))
        return is_timestamp(*text) ? PW_TAG_GOOD : PW_TAG_OTHER;
    bool real = is(tag, "float"), whole = is(tag, "int");
    if (!real && !whole && !is(tag, "bool") && !is(tag, "null"))
        return PW_TAG_GOOD;
    *kind = pw_scalar_kind(*text);
    if (real && *kind == PW_INT)
        *kind = PW_FLOAT;
    else if (!pw_str_is(pw_tag_short(tag, texts), pw_tag_of(*kind, *text)))
        return PW_TAG_OTHER;
    return PW_TAG_GOOD;
}

pw_str pw_tag_short(pw_str tag, pw_arena *texts)
{
    if (!pw_str_starts(tag, LONG))
        return tag;
    pw_str name, rest = pw_str_part(tag, sizeof LONG - 1, tag.len);
    return pw_print_text(texts, &name, "!!%R", rest) == PW_OK ? name : tag;
}

const char *pw_tag_of(pw_kind kind, pw_str text)
{
    switch (kind) {
    case PW_NULL: return "!!null";
    case PW_BOOL: return "!!bool";
    case PW_INT: return "!!int";
    case PW_FLOAT: return pw_scalar_is_large(text) ? "!!int" : "!!float";
    default: return "!!str";
    }
}
