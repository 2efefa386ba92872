#include "model/store.h"

#include "base/limits.h"
#include "text/reader.h"

#include <string.h>

pw_store pw_store_make(void)
{
    return (pw_store){.symbols = pw_symbols_make(), .scratch = pw_arena_make(64 << 10)};
}

static void free_doc(pw_document *doc)
{
    if (doc != NULL)
        pw_document_free(doc);
    pw_block_free(doc);
}

static void free_docs(pw_document **docs, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        free_doc(docs[i]);
    pw_block_free(docs);
}

static void free_file(pw_file *file)
{
    free_docs(file->docs, file->count);
    pw_block_free((void *)(uintptr_t)file->name.at);
}

void pw_store_clear(pw_store *s)
{
    for (uint32_t i = 0; i < s->count; i++)
        free_file(&s->files[i]);
    s->count = 0;
}

void pw_store_free(pw_store *s)
{
    pw_store_clear(s);
    pw_block_free(s->files);
    pw_symbols_free(&s->symbols);
    pw_arena_free(&s->scratch);
}

static uint32_t find_file(const pw_store *s, pw_str name)
{
    for (uint32_t i = 0; i < s->count; i++)
        if (pw_str_same(name, s->files[i].name))
            return i;
    return PW_NONE;
}

const pw_file *pw_store_file(const pw_store *s, pw_str name)
{
    uint32_t i = find_file(s, name);
    return i == PW_NONE ? NULL : &s->files[i];
}

static pw_str copy_name(pw_str name)
{
    char *copy = pw_block_resize(NULL, (size_t)name.len + 1);
    if (copy != NULL && name.len > 0)
        memcpy(copy, name.at, name.len);
    return (pw_str){copy, name.len};
}

static pw_status add_file(pw_store *s, pw_str name, pw_file **file)
{
    if (s->count == PW_MAX_FILES)
        return PW_E_LIMIT;
    pw_file *files = pw_block_resize(s->files, (s->count + 1) * sizeof *files);
    PW_NEED(files);
    s->files = files;
    files[s->count] = (pw_file){.name = copy_name(name)};
    PW_NEED(files[s->count].name.at);
    *file = &files[s->count++];
    return PW_OK;
}

static pw_status new_document(pw_document **doc)
{
    *doc = pw_block_resize(NULL, sizeof **doc);
    PW_NEED(*doc);
    **doc = (pw_document){0};
    return PW_OK;
}

static pw_status read_piece(pw_store *s, pw_str piece, bool later, pw_document **doc)
{
    PW_TRY(new_document(doc));
    pw_status status = pw_document_read(*doc, piece, later, &s->symbols, &s->scratch);
    if (status != PW_OK) {
        pw_block_free(*doc);
        *doc = NULL;
    }
    s->read++;
    return status;
}

/* ---- documents that did not change ---- */

typedef struct keeper {
    pw_document **old; /* taken ones become NULL */
    uint32_t count;
    uint32_t expected; /* where the next unchanged document most likely is */
    pw_table table;
    pw_arena arena;
} keeper;

typedef struct keep_search {
    const keeper *k;
    pw_str text;
    bool later;
} keep_search;

static bool same_document(const void *context, uint32_t number)
{
    const keep_search *search = context;
    const pw_document *doc = search->k->old[number];
    return doc != NULL && doc->source.later == search->later &&
           pw_str_same(doc->source.text, search->text);
}

/* Of equal documents only the first is entered; the others are met where they are expected. */
static pw_status keep_table(keeper *k)
{
    for (uint32_t i = 0; i < k->count; i++) {
        keep_search search = {k, k->old[i]->source.text, k->old[i]->source.later};
        uint32_t hash = k->old[i]->hash;
        if (pw_table_find(&k->table, hash, same_document, &search) == PW_NONE)
            PW_TRY(pw_table_add(&k->table, &k->arena, hash, i));
    }
    return PW_OK;
}

static pw_document *take_same(keeper *k, pw_str text, bool later)
{
    keep_search search = {k, text, later};
    uint32_t at = k->expected;
    if (at >= k->count || !same_document(&search, at))
        at = pw_table_find(&k->table, pw_str_hash(text), same_document, &search);
    if (at == PW_NONE)
        return NULL;
    pw_document *doc = k->old[at];
    k->old[at] = NULL;
    k->expected = at + 1;
    return doc;
}

/* ---- putting ---- */

static pw_status add_doc(pw_file *file, uint32_t *room, pw_document *doc)
{
    if (file->count == *room) {
        uint32_t wider = *room == 0 ? 8 : *room * 2;
        pw_document **docs = pw_block_resize(file->docs, wider * sizeof *docs);
        PW_NEED(docs);
        file->docs = docs;
        *room = wider;
    }
    file->docs[file->count++] = doc;
    return PW_OK;
}

/* Cuts `text` into documents at the end of `file`, taking unchanged ones from `k`. `later`: the
 * text does not begin the file. */
static pw_status add_text(pw_store *s, pw_file *file, uint32_t *room, keeper *k, pw_str text,
                          bool later)
{
    pw_str piece;
    for (uint32_t at = 0; pw_reader_next(text, later, &at, &piece); later = true) {
        if (file->count == PW_MAX_DOCUMENTS)
            return PW_E_LIMIT;
        pw_document *doc = take_same(k, piece, later);
        if (doc == NULL)
            PW_TRY(read_piece(s, piece, later, &doc));
        pw_status status = add_doc(file, room, doc);
        if (status != PW_OK)
            free_doc(doc);
        PW_TRY(status);
    }
    return PW_OK;
}

static pw_status refuse(pw_file *file, const char *reason)
{
    uint32_t room = 0;
    free_docs(file->docs, file->count);
    *file = (pw_file){.name = file->name};
    pw_document *doc;
    PW_TRY(new_document(&doc));
    pw_status status = pw_document_refuse(doc, reason);
    if (status == PW_OK)
        status = add_doc(file, &room, doc);
    if (status != PW_OK)
        free_doc(doc);
    return status;
}

/* Reads `text` as the new content of `file`; on failure the file keeps what it had. */
static pw_status replace(pw_store *s, pw_file *file, pw_str text)
{
    pw_file fresh = {.name = file->name};
    uint32_t room = 0;
    keeper k = {.old = file->docs, .count = file->count, .arena = pw_arena_make(4096)};
    pw_status status = keep_table(&k);
    if (status == PW_OK)
        status = add_text(s, &fresh, &room, &k, text, false);
    pw_arena_free(&k.arena);
    free_docs(k.old, k.count);
    *file = fresh;
    if (status == PW_E_LIMIT)
        return refuse(file, "this file holds more documents than podwall reads");
    return status;
}

static void number_positions(pw_file *file)
{
    pw_checkpoint at = {0};
    for (uint32_t i = 0; i < file->count; i++) {
        pw_source *source = &file->docs[i]->source;
        source->before = at;
        file->docs[i]->file = file->name;
        at.lines += source->whole.lines;
        at.points += source->whole.points;
        at.units += source->whole.units;
    }
}

pw_status pw_store_put(pw_store *s, pw_str name, pw_str bytes)
{
    uint32_t found = find_file(s, name);
    pw_file *file = found == PW_NONE ? NULL : &s->files[found];
    pw_arena recoded = pw_arena_make(4096);
    pw_str text;
    s->read = 0;
    if (file == NULL)
        PW_TRY(add_file(s, name, &file));
    pw_status status = PW_OK;
    if (bytes.len > PW_MAX_FILE)
        status = refuse(file, "this file is larger than podwall reads");
    else if ((status = pw_source_decode(&recoded, bytes, &text)) == PW_OK)
        status = replace(s, file, text);
    pw_arena_free(&recoded);
    number_positions(file);
    return status;
}

void pw_store_remove(pw_store *s, pw_str name)
{
    uint32_t i = find_file(s, name);
    if (i == PW_NONE)
        return;
    free_file(&s->files[i]);
    memmove(&s->files[i], &s->files[i + 1], (s->count - i - 1) * sizeof *s->files);
    s->count--;
}

/* ---- editing one document ---- */

/* The documents [*from, *to) that an edit of one concerns: a text that does not begin with ---
 * joins the document before it; one that does not end its last line, or that is nothing but its
 * ---, joins the one after it. */
static void widen(const pw_file *file, pw_str text, uint32_t *from, uint32_t *to)
{
    if (*from > 0 && !pw_str_starts(text, "---"))
        (*from)--;
    bool bare = pw_str_starts(text, "---") && pw_str_find(text, '\n') == text.len - 1;
    if (*to < file->count && (bare || !pw_str_ends(text, "\n")))
        (*to)++;
}

static void put_docs(pw_buf *b, const pw_file *file, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        pw_buf_put(b, file->docs[i]->source.text);
}

/* Puts the documents of `fresh` in place of [from, to). */
static pw_status splice(pw_file *file, pw_file *fresh, uint32_t from, uint32_t to)
{
    uint32_t count = file->count - (to - from) + fresh->count;
    pw_document **docs = pw_block_resize(NULL, (count + 1) * sizeof *docs);
    PW_NEED(docs);
    memcpy(docs, file->docs, from * sizeof *docs);
    if (fresh->count > 0)
        memcpy(docs + from, fresh->docs, fresh->count * sizeof *docs);
    memcpy(docs + from + fresh->count, file->docs + to, (file->count - to) * sizeof *docs);
    for (uint32_t i = 0; i < from; i++)
        file->docs[i] = NULL;
    for (uint32_t i = to; i < file->count; i++)
        file->docs[i] = NULL;
    free_docs(file->docs, file->count);
    pw_block_free(fresh->docs);
    file->docs = docs;
    file->count = count;
    return PW_OK;
}

pw_status pw_store_edit(pw_store *s, pw_str name, uint32_t number, pw_str text)
{
    uint32_t found = find_file(s, name), room = 0;
    if (found == PW_NONE || number >= s->files[found].count)
        return PW_E_REQUEST;
    pw_file *file = &s->files[found], fresh = {0};
    uint32_t from = number, to = number + 1;
    keeper nothing = {0};
    pw_buf joined = pw_buf_make(PW_MAX_FILE);
    s->read = 0;
    widen(file, text, &from, &to);
    put_docs(&joined, file, from, number);
    pw_buf_put(&joined, text);
    put_docs(&joined, file, number + 1, to);
    pw_status status = joined.status;
    if (status == PW_OK)
        status = add_text(s, &fresh, &room, &nothing, pw_buf_str(&joined), from > 0);
    if (status == PW_OK)
        status = splice(file, &fresh, from, to);
    if (status != PW_OK)
        free_docs(fresh.docs, fresh.count);
    pw_buf_free(&joined);
    number_positions(file);
    return status;
}

pw_status pw_store_documents(pw_store *s, pw_arena *arena, pw_document ***docs, uint32_t *count)
{
    uint32_t total = 0;
    for (uint32_t i = 0; i < s->count; i++)
        total += s->files[i].count;
    if (total > PW_MAX_DOCUMENTS)
        return PW_E_LIMIT;
    PW_NEED(*docs = pw_new_array(arena, pw_document *, total + 1));
    *count = 0;
    for (uint32_t i = 0; i < s->count; i++)
        for (uint32_t k = 0; k < s->files[i].count; k++) {
            s->files[i].docs[k]->order = *count;
            (*docs)[(*count)++] = s->files[i].docs[k];
        }
    return PW_OK;
}
