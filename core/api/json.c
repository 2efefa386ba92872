#include "api/json.h"

#include "base/utf8.h"

static void begin(pw_json *j)
{
    if (j->comma)
        pw_buf_putc(j->out, ',');
    j->comma = true;
}

void pw_json_open(pw_json *j, char bracket)
{
    begin(j);
    pw_buf_putc(j->out, bracket);
    j->comma = false;
}

void pw_json_close(pw_json *j, char bracket)
{
    pw_buf_putc(j->out, bracket);
    j->comma = true;
}

static void escape(pw_buf *out, unsigned char c)
{
    static const char hex[] = "0123456789abcdef";
    if (c == '"' || c == '\\') {
        pw_buf_putc(out, '\\');
        pw_buf_putc(out, (char)c);
    } else if (c == '\n') {
        pw_buf_puts(out, "\\n");
    } else if (c == '\t') {
        pw_buf_puts(out, "\\t");
    } else {
        pw_buf_puts(out, "\\u00");
        pw_buf_putc(out, hex[c >> 4]);
        pw_buf_putc(out, hex[c & 15]);
    }
}

static bool is_plain(unsigned char c)
{
    return c >= 0x20 && c < 0x7f && c != '"' && c != '\\';
}

static void quote(pw_buf *out, pw_str text)
{
    uint32_t run = 0;
    pw_buf_putc(out, '"');
    for (uint32_t at = 0; at < text.len; at = run) {
        for (run = at; run < text.len && is_plain((unsigned char)text.at[run]); run++)
            ;
        pw_buf_put(out, pw_str_part(text, at, run));
        if (run == text.len)
            break;
        uint32_t point, len = pw_utf8_at(text, run, &point);
        if (len > 1)
            pw_buf_put(out, pw_str_part(text, run, run + len));
        else if (len == 1)
            escape(out, (unsigned char)text.at[run]);
        else
            pw_buf_puts(out, "\xef\xbf\xbd");
        run += len == 0 ? 1 : len;
    }
    pw_buf_putc(out, '"');
}

void pw_json_key(pw_json *j, const char *key)
{
    begin(j);
    quote(j->out, pw_str_of(key));
    pw_buf_putc(j->out, ':');
    j->comma = false;
}

void pw_json_open_as(pw_json *j, const char *key, char bracket)
{
    pw_json_key(j, key);
    pw_json_open(j, bracket);
}

void pw_json_text(pw_json *j, pw_str text)
{
    begin(j);
    quote(j->out, text);
}

void pw_json_print(pw_json *j, const char *format, ...)
{
    pw_buf text = pw_buf_make(UINT32_MAX);
    va_list args;
    va_start(args, format);
    pw_buf_print_args(&text, format, args);
    va_end(args);
    pw_json_text(j, pw_buf_str(&text));
    pw_buf_drop(&text, j->out);
}

void pw_json_number(pw_json *j, uint64_t number)
{
    begin(j);
    pw_buf_number(j->out, number);
}

void pw_json_flag(pw_json *j, bool value)
{
    begin(j);
    pw_buf_puts(j->out, value ? "true" : "false");
}

void pw_json_put(pw_json *j, const char *key, pw_str text)
{
    pw_json_key(j, key);
    pw_json_text(j, text);
}

void pw_json_puts(pw_json *j, const char *key, const char *text)
{
    pw_json_put(j, key, pw_str_of(text));
}

void pw_json_putn(pw_json *j, const char *key, uint64_t number)
{
    pw_json_key(j, key);
    pw_json_number(j, number);
}

void pw_json_putb(pw_json *j, const char *key, bool value)
{
    pw_json_key(j, key);
    pw_json_flag(j, value);
}
