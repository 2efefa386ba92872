/*
 * edit/format.h - a document indented as kubectl prints it.
 *
 * Two blanks a level, lists in the column of their key, no blanks at the end of a line. A comment
 * goes with what follows it; texts over several lines move as they are. Afterwards the document
 * is read again: when it would say anything else than before, it is left as it is, and so is one
 * that cannot be read.
 */
#ifndef PW_EDIT_FORMAT_H
#define PW_EDIT_FORMAT_H

#include "base/vec.h"
#include "text/source.h"
#include "text/span.h"

/* Instead of the bytes of `span` stand `blanks` blanks, or a line end. */
typedef struct pw_change {
    pw_span span;
    uint32_t blanks;
    bool line_end;
} pw_change;

/* What to change in a document, in order of the text, as pw_change in `arena`; the `last` one of
 * a file ends in one line end. `scratch` is reset. */
pw_status pw_format_document(pw_arena *arena, pw_arena *scratch, const pw_source *source, bool last,
                             pw_vec *changes);

#endif
