#include "edit/outline.h"

#include "base/limits.h"

#include <string.h>

#define NO_COLUMN UINT32_MAX /* of the document: nothing is as far left */

typedef struct scanner {
    pw_arena *arena;
    pw_outline *o;
    pw_str text;
    uint32_t at;
    uint32_t line; /* where the line began */
    uint32_t last; /* the block entry that the next line is compared with */
} scanner;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r';
}

/* The byte at `at`; a line end beyond the text. */
static char byte_at(const scanner *s, uint32_t at)
{
    return at < s->text.len ? s->text.at[at] : '\n';
}

static bool ends_word(char c)
{
    return c == '\n' || is_blank(c);
}

static uint32_t skip_blanks(const scanner *s, uint32_t at)
{
    while (at < s->text.len && is_blank(s->text.at[at]))
        at++;
    return at;
}

static uint32_t line_end(const scanner *s, uint32_t at)
{
    const char *from = s->text.at + at;
    const char *end = at < s->text.len ? memchr(from, '\n', s->text.len - at) : NULL;
    return end == NULL ? s->text.len : at + (uint32_t)(end - from);
}

/* Whether a comment or the end of the line begins at `at`. */
static bool is_over(const scanner *s, uint32_t at)
{
    return byte_at(s, at) == '\n' ||
           (byte_at(s, at) == '#' && (at == 0 || ends_word(byte_at(s, at - 1))));
}

static pw_entry *entry_of(const scanner *s, uint32_t number)
{
    return &pw_items(s->o->entries, pw_entry)[number];
}

static pw_status add(scanner *s, pw_entry entry, uint32_t *number)
{
    *number = s->o->entries.count;
    pw_entry *slot = pw_push(&s->o->entries, s->arena, pw_entry);
    PW_NEED(slot);
    *slot = entry;
    return PW_OK;
}

static bool is_full(const scanner *s)
{
    return s->o->entries.count >= PW_MAX_NODES;
}

/* Past the quote that closes the one at `at`, in this line; its end when there is none. */
static uint32_t skip_quoted(const scanner *s, uint32_t at, bool *closed)
{
    char quote = byte_at(s, at++);
    for (; byte_at(s, at) != '\n'; at++) {
        if (quote == '"' && byte_at(s, at) == '\\' && byte_at(s, at + 1) != '\n')
            at++;
        else if (byte_at(s, at) == quote && quote == '\'' && byte_at(s, at + 1) == quote)
            at++;
        else if (byte_at(s, at) == quote) {
            *closed = true;
            return at + 1;
        }
    }
    *closed = false;
    return at < s->text.len ? at : s->text.len;
}

static bool is_one_of(char c, const char *set)
{
    return c != '\0' && strchr(set, c) != NULL;
}

static bool is_quote(char c)
{
    return c == '"' || c == '\'';
}

/* Whether c ends a plain text in brackets. */
static bool ends_flow(char c)
{
    return is_one_of(c, ",[]{}");
}

/* Where a plain text that begins at `at` ends, and the colon behind it if it is a key. */
static uint32_t skip_plain(const scanner *s, uint32_t at, bool flow, bool *is_key)
{
    *is_key = false;
    for (; !is_over(s, at); at++) {
        char next = byte_at(s, at + 1);
        if (flow && ends_flow(byte_at(s, at)))
            break;
        if (byte_at(s, at) == ':' && (ends_word(next) || (flow && ends_flow(next)))) {
            *is_key = true;
            break;
        }
    }
    return at;
}

static uint32_t trim_blanks(const scanner *s, uint32_t from, uint32_t to)
{
    while (to > from && is_blank(s->text.at[to - 1]))
        to--;
    return to;
}

/* A word from s->at on: its span with quotes, its text, and whether a colon makes it a key. */
typedef struct word {
    pw_span span;
    pw_span inner;
    bool quoted;
    bool is_key;
} word;

static word read_word(const scanner *s, bool flow)
{
    word w = {.quoted = is_quote(byte_at(s, s->at))};
    uint32_t from = s->at, to;
    if (w.quoted) {
        bool closed;
        to = skip_quoted(s, from, &closed);
        uint32_t colon = skip_blanks(s, to);
        w.is_key = closed && byte_at(s, colon) == ':' &&
                   (flow || ends_word(byte_at(s, colon + 1)));
        w.inner = (pw_span){from + 1, closed ? to - 1 : to};
    } else {
        to = trim_blanks(s, from, skip_plain(s, from, flow, &w.is_key));
        w.inner = (pw_span){from, to};
    }
    w.span = (pw_span){from, to};
    return w;
}

/* A key as an entry; s->at goes past its colon. */
static pw_entry key_entry(scanner *s, const word *w, uint32_t parent)
{
    uint32_t colon = skip_blanks(s, w->span.to);
    s->at = colon + 1;
    return (pw_entry){.parent = parent,
                      .key = pw_str_part(s->text, w->inner.from, w->inner.to),
                      .span = w->span,
                      .value = {colon + 1, colon + 1}};
}

/* ---- in brackets ---- */

typedef struct flow {
    uint32_t first;   /* the entry whose value the outermost brackets are */
    uint32_t owner;   /* of the innermost */
    uint32_t pending; /* a key that waits for its value, or PW_NONE */
    uint32_t least;   /* lines that begin left of this are no part of it */
} flow;

static void open_brackets(scanner *s, flow *f, uint32_t owner)
{
    pw_entry *e = entry_of(s, owner);
    e->form = byte_at(s, s->at) == '{' ? PW_FLOW_MAP : PW_FLOW_LIST;
    e->value = (pw_span){s->at, s->text.len + 1};
    f->owner = owner;
    f->pending = PW_NONE;
    s->at++;
}

/* A value begins at s->at: of the key that waits, or of a new item. */
static pw_status value_owner(scanner *s, flow *f, uint32_t *owner)
{
    *owner = f->pending;
    f->pending = PW_NONE;
    if (*owner != PW_NONE)
        return PW_OK;
    return add(s, (pw_entry){.parent = f->owner, .span = {s->at, s->at}, .flow = true,
                             .value = {s->at, s->at}}, owner);
}

static pw_status read_flow_word(scanner *s, flow *f)
{
    word w = read_word(s, true);
    bool in_map = entry_of(s, f->owner)->form == PW_FLOW_MAP;
    uint32_t owner;
    if (w.is_key && in_map) {
        pw_entry key = key_entry(s, &w, f->owner);
        key.flow = true;
        key.value.to = skip_blanks(s, s->at);
        PW_TRY(add(s, key, &f->pending));
        return PW_OK;
    }
    /* Half a key is none yet. */
    if (!in_map || f->pending != PW_NONE) {
        PW_TRY(value_owner(s, f, &owner));
        entry_of(s, owner)->form = w.quoted ? PW_QUOTED_TEXT : PW_PLAIN_TEXT;
        entry_of(s, owner)->value = w.inner;
    }
    s->at = w.span.to > s->at ? w.span.to : s->at + 1;
    return PW_OK;
}

static void close_brackets(scanner *s, flow *f)
{
    entry_of(s, f->owner)->value.to = ++s->at;
    f->pending = PW_NONE;
}

/* Steps over a line end; false when the line behind it is no part of the brackets. */
static bool enter_line(scanner *s, const flow *f)
{
    uint32_t line = s->at + 1, at = skip_blanks(s, line);
    char c = byte_at(s, at);
    if (c != '\n' && c != '}' && c != ']' && c != '#' && at - line < f->least)
        return false;
    s->at = at;
    s->line = line;
    return true;
}

/* One step through the brackets; *over when they are closed, or never will be. */
static pw_status step(scanner *s, flow *f, bool *over)
{
    char c = byte_at(s, s->at);
    if (c == '\n') {
        *over = !enter_line(s, f);
    } else if (is_over(s, s->at)) {
        s->at = line_end(s, s->at);
    } else if (c == '{' || c == '[') {
        uint32_t owner;
        PW_TRY(value_owner(s, f, &owner));
        open_brackets(s, f, owner);
    } else if (c == '}' || c == ']') {
        close_brackets(s, f);
        *over = f->owner == f->first;
        f->owner = *over ? PW_NONE : entry_of(s, f->owner)->parent;
    } else if (is_blank(c) || c == ',') {
        f->pending = c == ',' ? PW_NONE : f->pending;
        s->at++;
    } else {
        return read_flow_word(s, f);
    }
    return PW_OK;
}

/* Reads the brackets at s->at as the value of `entry`. */
static pw_status read_flow(scanner *s, uint32_t entry)
{
    flow f = {.first = entry, .least = entry == 0 ? 0 : entry_of(s, entry)->column + 1};
    bool over = false;
    open_brackets(s, &f, entry);
    while (!over && s->at < s->text.len && !is_full(s))
        PW_TRY(step(s, &f, &over));
    /* Those that were never closed end here. */
    for (uint32_t e = f.owner; e != PW_NONE; e = e == entry ? PW_NONE : entry_of(s, e)->parent)
        entry_of(s, e)->value.to = s->at + 1;
    return PW_OK;
}

/* ---- lines ---- */

/* Steps over a text after | or >: all lines further right than `entry`, and empty ones. */
static void read_block(scanner *s, uint32_t entry)
{
    pw_entry *e = entry_of(s, entry);
    uint32_t least = entry == 0 ? 0 : e->column + 1, end = line_end(s, s->at);
    e->form = PW_BLOCK_TEXT;
    e->value.from = s->at;
    while (end < s->text.len) {
        uint32_t at = skip_blanks(s, end + 1);
        if (byte_at(s, at) != '\n' && at - (end + 1) < least)
            break;
        end = line_end(s, at);
    }
    e->value.to = s->at = end;
}

/* Past the anchors and tags at `at`. */
static uint32_t skip_properties(const scanner *s, uint32_t at)
{
    while (byte_at(s, at) == '&' || byte_at(s, at) == '!') {
        while (!ends_word(byte_at(s, at)))
            at++;
        at = skip_blanks(s, at);
    }
    return at;
}

/* The value of `entry`, which begins at s->at or after blanks; goes to the end of the line. */
static pw_status read_value(scanner *s, uint32_t entry)
{
    uint32_t from = s->at;
    s->at = skip_properties(s, skip_blanks(s, from));
    char c = byte_at(s, s->at);
    if (is_over(s, s->at)) {
        entry_of(s, entry)->value = (pw_span){from, s->at};
    } else if (c == '|' || c == '>') {
        read_block(s, entry);
    } else if (c == '{' || c == '[') {
        PW_TRY(read_flow(s, entry));
    } else {
        word w = read_word(s, false);
        bool is_key;
        if (!w.quoted) /* also what looks like a key is a text here */
            for (w.inner.to = skip_plain(s, s->at, false, &is_key); is_key;)
                w.inner.to = skip_plain(s, w.inner.to + 1, false, &is_key);
        w.inner.to = trim_blanks(s, w.inner.from, w.inner.to);
        entry_of(s, entry)->form = w.quoted ? PW_QUOTED_TEXT : PW_PLAIN_TEXT;
        entry_of(s, entry)->value = w.inner;
    }
    s->at = line_end(s, s->at);
    return PW_OK;
}

/* The entry in which one that begins in `column` stands. A list may begin below its key. */
static uint32_t place(const scanner *s, uint32_t column, bool item)
{
    uint32_t e = s->last;
    while (e != 0) {
        const pw_entry *entry = entry_of(s, e);
        bool is_item = pw_entry_is_item(entry);
        if (entry->column < column || (entry->column == column && item && !is_item))
            return e;
        if (entry->column == column && is_item == item)
            return entry->parent;
        e = entry->parent;
    }
    return 0;
}

static bool is_dash(const scanner *s)
{
    return byte_at(s, s->at) == '-' && ends_word(byte_at(s, s->at + 1));
}

static pw_status read_dash(scanner *s)
{
    uint32_t column = s->at - s->line;
    pw_entry item = {.parent = place(s, column, true), .column = column,
                     .span = {s->at, s->at + 1}, .form = PW_NESTED};
    PW_TRY(add(s, item, &s->last));
    s->at++;
    uint32_t next = skip_blanks(s, s->at);
    if (is_over(s, next)) {
        entry_of(s, s->last)->form = PW_NO_VALUE;
        entry_of(s, s->last)->value = (pw_span){s->at, next};
    }
    s->at = next;
    return PW_OK;
}

/* Whether `entry` may still get a value from a line of its own. */
static bool waits(const scanner *s, uint32_t entry)
{
    return entry_of(s, entry)->form == PW_NO_VALUE && is_one_of(byte_at(s, s->at), "{[");
}

/* What follows the dashes of a line: a key with its value, or the value of the last dash. */
static pw_status read_rest(scanner *s, bool dashed)
{
    uint32_t column = s->at - s->line;
    s->at = skip_properties(s, s->at);
    word w = {0};
    if (!is_one_of(byte_at(s, s->at), "{[|>*"))
        w = read_word(s, false);
    if (w.is_key) {
        pw_entry key = key_entry(s, &w, place(s, column, false));
        key.column = column;
        PW_TRY(add(s, key, &s->last));
        return read_value(s, s->last);
    }
    if (dashed || waits(s, s->last))
        return read_value(s, s->last);
    s->at = line_end(s, s->at);
    return PW_OK;
}

static bool is_marker(const scanner *s)
{
    pw_str rest = pw_str_part(s->text, s->line, s->text.len);
    return pw_str_starts(rest, "---") || (pw_str_starts(rest, "...") && rest.len <= 4);
}

static pw_status read_line(scanner *s)
{
    bool dashed = false;
    s->line = s->at;
    s->at = is_marker(s) ? line_end(s, s->at) : skip_blanks(s, s->at);
    for (; is_dash(s) && !is_full(s); dashed = true)
        PW_TRY(read_dash(s));
    if (!is_over(s, s->at))
        PW_TRY(read_rest(s, dashed));
    s->at = line_end(s, s->at) + 1;
    return PW_OK;
}

pw_status pw_outline_read(pw_arena *arena, pw_str text, pw_outline *o)
{
    *o = (pw_outline){.text = text};
    scanner s = {.arena = arena, .o = o, .text = text};
    PW_TRY(add(&s, (pw_entry){.parent = PW_NONE, .column = NO_COLUMN}, &s.last));
    while (s.at < text.len && !is_full(&s))
        PW_TRY(read_line(&s));
    return PW_OK;
}

uint32_t pw_outline_child(const pw_outline *o, uint32_t parent, pw_str key)
{
    for (uint32_t i = parent + 1; i < o->entries.count; i++) {
        const pw_entry *e = pw_outline_at(o, i);
        if (e->parent == parent && !pw_entry_is_item(e) && pw_str_same(e->key, key))
            return i;
    }
    return PW_NONE;
}

pw_str pw_outline_text(const pw_outline *o, uint32_t entry)
{
    if (entry == PW_NONE)
        return PW_STR("");
    const pw_entry *e = pw_outline_at(o, entry);
    return e->form == PW_PLAIN_TEXT || e->form == PW_QUOTED_TEXT
               ? pw_str_part(o->text, e->value.from, e->value.to)
               : PW_STR("");
}
