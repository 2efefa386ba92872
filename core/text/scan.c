#include "text/scan.h"

#include "base/limits.h"

#include <string.h>

typedef struct scanner {
    pw_str text;
    uint32_t at;
    pw_buf *why;
    pw_scanned outcome; /* PW_SCAN_VALUE as long as nothing is wrong */
    char open[PW_MAX_NESTING];
    uint32_t depth;
} scanner;

/* The byte at hand; 0 and an outcome at the end of the text. */
static char peek(scanner *s)
{
    if (s->at < s->text.len)
        return s->text.at[s->at];
    s->outcome = PW_SCAN_OPEN;
    return '\0';
}

/* Go quotes the byte as if it were a character of its own. */
static bool fail(scanner *s, const char *context)
{
    unsigned char c = (unsigned char)peek(s);
    if (s->outcome != PW_SCAN_VALUE)
        return false;
    char letter[2] = {(char)c};
    pw_str text = {letter, 1};
    if (c >= 0x80) {
        letter[0] = (char)(0xc0 | c >> 6);
        letter[1] = (char)(0x80 | (c & 0x3f));
        text.len = 2;
    }
    pw_buf_puts(s->why, "invalid character '");
    if (c == '\'')
        pw_buf_puts(s->why, "\\'");
    else if (c == '"')
        pw_buf_putc(s->why, '"');
    else
        pw_buf_quoted(s->why, text);
    pw_buf_print(s->why, "' %s", context);
    s->outcome = PW_SCAN_BAD;
    return false;
}

static char skip_space(scanner *s)
{
    while (s->at < s->text.len && memchr(" \t\r\n", s->text.at[s->at], 4) != NULL)
        s->at++;
    return peek(s);
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_hex(char c)
{
    return is_digit(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f');
}

static bool scan_escape(scanner *s)
{
    s->at++;
    char c = peek(s);
    if (c == '\0' || memchr("bfnrt\\/\"u", c, 9) == NULL)
        return fail(s, "in string escape code");
    s->at++;
    for (uint32_t i = 0; c == 'u' && i < 4; i++, s->at++)
        if (!is_hex(peek(s)))
            return fail(s, "in \\u hexadecimal character escape");
    return true;
}

/* Behind the opening quote. */
static bool scan_text(scanner *s)
{
    for (s->at++;;) {
        char c = peek(s);
        if (c == '"') {
            s->at++;
            return true;
        }
        if (c == '\\') {
            if (!scan_escape(s))
                return false;
            continue;
        }
        if ((unsigned char)c < 0x20)
            return fail(s, "in string literal");
        s->at++;
    }
}

static void skip_digits(scanner *s)
{
    while (s->at < s->text.len && is_digit(s->text.at[s->at]))
        s->at++;
}

/* At the end of the text a whole number is one; half of one is not. */
static bool scan_digits(scanner *s, const char *context)
{
    if (!is_digit(peek(s)))
        return fail(s, context);
    skip_digits(s);
    return true;
}

static bool next_is(const scanner *s, const char *letters)
{
    return s->at < s->text.len && s->text.at[s->at] != '\0' &&
           strchr(letters, s->text.at[s->at]) != NULL;
}

static bool scan_number(scanner *s)
{
    if (next_is(s, "-"))
        s->at++;
    if (next_is(s, "0"))
        s->at++;
    else if (!scan_digits(s, "in numeric literal"))
        return false;
    if (next_is(s, ".")) {
        s->at++;
        if (!scan_digits(s, "after decimal point in numeric literal"))
            return false;
    }
    if (!next_is(s, "eE"))
        return true;
    s->at++;
    if (next_is(s, "+-"))
        s->at++;
    return scan_digits(s, "in exponent of numeric literal");
}

static bool scan_word(scanner *s, const char *word)
{
    for (const char *at = word; *at != '\0'; at++, s->at++) {
        if (peek(s) == *at)
            continue;
        pw_buf context = pw_buf_make(64);
        pw_buf_print(&context, "in literal %s (expecting '%R')", word, (pw_str){at, 1});
        pw_buf_putc(&context, '\0');
        bool no = fail(s, context.status == PW_OK ? context.at : "");
        pw_buf_drop(&context, s->why);
        return no;
    }
    return true;
}

/* Opens a list or map; *done when it is closed at once. */
static bool scan_open(scanner *s, char c, bool *done)
{
    if (s->depth == PW_MAX_NESTING) {
        s->outcome = PW_SCAN_TOO_DEEP;
        return false;
    }
    s->at++;
    char close = c == '{' ? '}' : ']';
    s->open[s->depth++] = close;
    *done = skip_space(s) == close;
    if (*done) {
        s->at++;
        s->depth--;
    }
    return s->outcome == PW_SCAN_VALUE;
}

/* Before a value in a map: its key and the colon. */
static bool scan_key(scanner *s)
{
    if (skip_space(s) != '"')
        return fail(s, "looking for beginning of object key string");
    if (!scan_text(s))
        return false;
    if (skip_space(s) != ':')
        return fail(s, "after object key");
    s->at++;
    return true;
}

/* Whatever a value begins with; *done when it is complete. */
static bool scan_begin(scanner *s, bool *done)
{
    char c = skip_space(s);
    *done = true;
    if (c == '{' || c == '[')
        return scan_open(s, c, done);
    if (c == '"')
        return scan_text(s);
    if (c == 't')
        return scan_word(s, "true");
    if (c == 'f')
        return scan_word(s, "false");
    if (c == 'n')
        return scan_word(s, "null");
    if (c == '-' || is_digit(c))
        return scan_number(s);
    return fail(s, "looking for beginning of value");
}

/* Behind a value: closes what ends here, or steps over a comma. */
static bool scan_after(scanner *s)
{
    while (s->depth > 0) {
        char close = s->open[s->depth - 1], c = skip_space(s);
        if (c == ',') {
            s->at++;
            return true;
        }
        if (c != close)
            return fail(s, close == '}' ? "after object key:value pair" : "after array element");
        s->at++;
        s->depth--;
    }
    return true;
}

pw_scanned pw_scan_json(pw_str text, uint32_t *at, pw_buf *why)
{
    scanner s = {.text = text, .at = *at, .why = why};
    skip_space(&s);
    bool good = s.outcome == PW_SCAN_VALUE, done;
    if (!good)
        s.outcome = PW_SCAN_NOTHING;
    while (good) {
        good = (s.depth == 0 || s.open[s.depth - 1] == ']' || scan_key(&s)) &&
               scan_begin(&s, &done) && (!done || scan_after(&s));
        if (s.depth == 0)
            break;
    }
    *at = s.at;
    return s.outcome;
}
