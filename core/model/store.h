/*
 * model/store.h - the files of a snapshot, as documents.
 *
 * A file that is put again is cut into documents; those whose bytes did not change keep what was
 * made of them. The text of a file is the text of its documents, one after the other.
 */
#ifndef PW_MODEL_STORE_H
#define PW_MODEL_STORE_H

#include "kube/document.h"

typedef struct pw_file {
    pw_str name; /* owned */
    pw_document **docs;
    uint32_t count;
} pw_file;

typedef struct pw_store {
    pw_symbols symbols;
    pw_arena scratch;
    pw_file *files;
    uint32_t count;
    uint32_t read; /* documents read by the last change: the others were kept */
} pw_store;

pw_store pw_store_make(void);
void pw_store_free(pw_store *s);

/* Puts a file in place of the one of this name, or at the end. */
pw_status pw_store_put(pw_store *s, pw_str name, pw_str bytes);

/* Removes the file of this name; removes all files. */
void pw_store_remove(pw_store *s, pw_str name);
void pw_store_clear(pw_store *s);

/* Replaces document `number` of a file; PW_E_REQUEST when there is none. */
pw_status pw_store_edit(pw_store *s, pw_str name, uint32_t number, pw_str text);

/* All documents in order, as a list in `arena`; numbers them. */
pw_status pw_store_documents(pw_store *s, pw_arena *arena, pw_document ***docs, uint32_t *count);

/* The file of this name; NULL when there is none. */
const pw_file *pw_store_file(const pw_store *s, pw_str name);

#endif
