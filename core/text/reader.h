/*
 * text/reader.h - a file into documents, a document into trees.
 *
 * As for kubectl, a line that begins with --- ends a document in any case, even inside a quoted
 * text; so a broken document never harms its neighbours, and only an edited document is read
 * again.
 */
#ifndef PW_TEXT_READER_H
#define PW_TEXT_READER_H

#include "text/diag.h"
#include "text/node.h"
#include "text/source.h"

/*
 * The document of `text` that begins at *at (0 for the first): moves *at to the next one and
 * gives this one, with its --- line; or with two of them, if nothing stands between them: one
 * ends the document before, the other begins this one. `later` tells that `text` is not the
 * beginning of its file. False when there is none.
 */
bool pw_reader_next(pw_str text, bool later, uint32_t *at, pw_str *document);

/*
 * Reads one document, YAML or JSON, into its values: usually one, none when it is empty or
 * broken, several for a stream of JSON. Adds to d what is wrong with it.
 */
pw_status pw_reader_read(const pw_source *source, pw_arena *nodes, pw_arena *texts, pw_diags *d,
                         pw_vec *roots);

#endif
