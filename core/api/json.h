/*
 * api/json.h - a JSON writer over a bounded buffer.
 *
 * Commas and quotes are its business; the caller opens, closes and names. Bytes that are not
 * UTF-8 become U+FFFD, so that every reply is valid.
 */
#ifndef PW_API_JSON_H
#define PW_API_JSON_H

#include "base/buf.h"

typedef struct pw_json {
    pw_buf *out;
    bool comma; /* the next value needs one before it */
} pw_json;

/* Opens or closes an object '{' '}' or list '[' ']'. */
void pw_json_open(pw_json *j, char bracket);
void pw_json_close(pw_json *j, char bracket);

/* The key of the value that follows; the same and opens that value. */
void pw_json_key(pw_json *j, const char *key);
void pw_json_open_as(pw_json *j, const char *key, char bracket);

void pw_json_text(pw_json *j, pw_str text);
void pw_json_print(pw_json *j, const char *format, ...); /* as pw_buf_print does */
void pw_json_number(pw_json *j, uint64_t number);
void pw_json_flag(pw_json *j, bool value);

/* A key with its value. */
void pw_json_put(pw_json *j, const char *key, pw_str text);
void pw_json_puts(pw_json *j, const char *key, const char *text);
void pw_json_putn(pw_json *j, const char *key, uint64_t number);
void pw_json_putb(pw_json *j, const char *key, bool value);

#endif
