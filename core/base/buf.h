/*
 * base/buf.h - text that grows, up to a maximum that is said when it is opened.
 *
 * Writing never fails on the spot: the first failure is kept in `status` and later writes are
 * dropped, so a writer checks once, at the end.
 */
#ifndef PW_BASE_BUF_H
#define PW_BASE_BUF_H

#include "base/str.h"

#include <stdarg.h>

typedef struct pw_buf {
    char *at; /* always followed by a zero byte once something was written */
    uint32_t len;
    uint32_t room;
    uint32_t max;
    pw_status status;
} pw_buf;

/* An empty buffer of at most `max` bytes. Takes no memory yet. */
pw_buf pw_buf_make(uint32_t max);

/* Frees the text and empties the buffer. */
void pw_buf_free(pw_buf *b);

/* Forgets the text and the failure, keeps the memory. */
void pw_buf_clear(pw_buf *b);

void pw_buf_put(pw_buf *b, pw_str s);
void pw_buf_puts(pw_buf *b, const char *text);
void pw_buf_putc(pw_buf *b, char c);
void pw_buf_repeat(pw_buf *b, char c, uint32_t times);
void pw_buf_number(pw_buf *b, uint64_t number);

/*
 * Writes somebody else's text: control characters become visible (\x1b, \n, \u202e), bytes that
 * are not UTF-8 become \xNN, and after PW_MAX_QUOTE characters it ends in an ellipsis.
 */
void pw_buf_visible(pw_buf *b, pw_str s);
/* The same with another number of characters. */
void pw_buf_visible_to(pw_buf *b, pw_str s, uint32_t most);

/*
 * Writes somebody else's text whole, as Go's %q writes it between its quotes: what is no graphic
 * character becomes \n, \x00 or \u00a0. So a server quotes what it was given.
 */
void pw_buf_quoted(pw_buf *b, pw_str s);

/*
 * A small printf: %s const char *, %S pw_str shown by pw_buf_visible, %R pw_str as it is,
 * %q pw_str visible between double quotes, %Q the same by pw_buf_quoted, %u uint32_t, %% itself.
 */
void pw_buf_print(pw_buf *b, const char *format, ...);
void pw_buf_print_args(pw_buf *b, const char *format, va_list args);

/* Moves the text into the arena and frees the buffer. A text over its maximum is cut; short
 * memory is a failure. */
pw_status pw_buf_keep(pw_buf *b, pw_arena *arena, pw_str *text);

/* Prints a text of any length into the arena. The text that was there may be part of it. */
pw_status pw_print_text(pw_arena *arena, pw_str *text, const char *format, ...);

/* Frees a part that was written for `into`; a failure of the part becomes one of `into`. */
void pw_buf_drop(pw_buf *part, pw_buf *into);

/* The text so far. */
pw_str pw_buf_str(const pw_buf *b);

/* How many columns `s` takes in a terminal, counted as one per code point. */
uint32_t pw_text_width(pw_str s);

#endif
