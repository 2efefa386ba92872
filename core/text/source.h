/*
 * text/source.h - the text of one document, and the one converter of positions.
 *
 * libyaml counts code points, editors count UTF-16 units, the core counts bytes, people count
 * lines and columns: all conversions are here. Documents under 2 KB are counted on demand;
 * longer ones keep a checkpoint every 2 KB.
 */
#ifndef PW_TEXT_SOURCE_H
#define PW_TEXT_SOURCE_H

#include "base/str.h"
#include "text/span.h"

typedef struct pw_checkpoint {
    uint32_t lines;  /* line ends before this byte */
    uint32_t points; /* code points before this byte */
    uint32_t units;  /* UTF-16 units before this byte */
} pw_checkpoint;

typedef struct pw_source {
    pw_str text;
    pw_checkpoint before; /* what stands before this document in its file */
    pw_checkpoint whole;  /* what this document itself holds */
    pw_checkpoint *marks;
    bool ascii;
    bool later; /* not the first document of its file: its first --- line is no part of it */
} pw_source;

/* A position as people and editors count it. */
typedef struct pw_place {
    uint32_t line;   /* from 1, in the file */
    uint32_t column; /* from 1, in code points */
    uint32_t unit;   /* UTF-16 units from the start of the file */
} pw_place;

/*
 * UTF-8 text without byte order mark: a part of `bytes`, or UTF-16 (known by its mark) recoded in
 * `a`. Of what is not UTF-8 each piece becomes U+FFFD, as kubectl reads it; but behind a mark it
 * stays as it is, for the reader to complain about.
 */
pw_status pw_source_decode(pw_arena *a, pw_str bytes, pw_str *text);

/* `bytes` with U+FFFD for each piece that is not UTF-8; `bytes` themselves if there is none. */
pw_status pw_source_mend(pw_arena *a, pw_str bytes, pw_str *text);

/* Opens `text` (which must outlive the source); checkpoints go into `a`. */
pw_status pw_source_make(pw_arena *a, pw_str text, pw_source *source);

/* Where byte `offset` stands. Offsets past the end are the end. */
pw_place pw_source_place(const pw_source *source, uint32_t offset);

/* The byte at which code point number `point` starts. */
uint32_t pw_source_byte(const pw_source *source, uint32_t point);

/* The byte at which UTF-16 unit `unit` of the file stands, at most the end of this text. */
uint32_t pw_source_at(const pw_source *source, uint32_t unit);

/* The whole line around `offset`, without its line end. */
pw_str pw_source_line(const pw_source *source, uint32_t offset);

#endif
