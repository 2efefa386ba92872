#include "api/session.h"

#include "api/can.h"
#include "api/changes.h"
#include "api/check.h"
#include "api/dump.h"
#include "api/editing.h"
#include "api/grade.h"
#include "api/fix.h"
#include "api/flows.h"
#include "api/listing.h"
#include "api/stored.h"
#include "api/table.h"
#include "api/verdicts.h"
#include "api/version.h"
#include "api/words.h"
#include "base/limits.h"

#include <string.h>

typedef struct named {
    char *name;
    pw_snapshot snapshot;
} named;

struct pw_session {
    char *request;
    uint32_t room;
    pw_buf reply;
    const char *fixed; /* the reply when there was no room for another */
    pw_arena arena;
    named *snapshots[PW_MAX_SNAPSHOTS];
    uint32_t count;
};

uint32_t pw_abi(void)
{
    return PW_ABI;
}

pw_session *pw_open(void)
{
    pw_session *s = pw_block_resize(NULL, sizeof *s);
    if (s == NULL)
        return NULL;
    *s = (pw_session){.reply = pw_buf_make(PW_MAX_REPLY), .arena = pw_arena_make(64 << 10)};
    return s;
}

static void close_snapshot(named *n)
{
    pw_snapshot_close(&n->snapshot);
    pw_block_free(n->name);
    pw_block_free(n);
}

void pw_close(pw_session *s)
{
    if (s == NULL)
        return;
    for (uint32_t i = 0; i < s->count; i++)
        close_snapshot(s->snapshots[i]);
    pw_block_free(s->request);
    pw_buf_free(&s->reply);
    pw_arena_free(&s->arena);
    pw_block_free(s);
}

static pw_snapshot *find_snapshot(pw_session *s, pw_str name)
{
    for (uint32_t i = 0; i < s->count; i++)
        if (pw_str_is(name, s->snapshots[i]->name))
            return &s->snapshots[i]->snapshot;
    return NULL;
}

pw_snapshot *pw_session_snapshot(pw_session *s, pw_str name)
{
    pw_snapshot *known = find_snapshot(s, name);
    if (known != NULL)
        return known;
    if (s->count == PW_MAX_SNAPSHOTS)
        return NULL;
    named *fresh = pw_block_resize(NULL, sizeof *fresh);
    char *copy = pw_block_resize(NULL, (size_t)name.len + 1);
    if (fresh == NULL || copy == NULL) {
        pw_block_free(fresh);
        pw_block_free(copy);
        return NULL;
    }
    memcpy(copy, name.at, name.len);
    copy[name.len] = '\0';
    fresh->name = copy;
    pw_snapshot_open(&fresh->snapshot);
    s->snapshots[s->count++] = fresh;
    return &fresh->snapshot;
}

char *pw_request_buffer(pw_session *s, uint32_t size)
{
    if (size > PW_MAX_REQUEST)
        return NULL;
    /* A buffer that once was huge is given back when little is asked for. */
    if (s->request == NULL || size > s->room || s->room > 4 * (size + (1u << 20))) {
        char *request = pw_block_resize(s->request, (size_t)size + 1);
        if (request == NULL)
            return NULL;
        s->request = request;
        s->room = size;
    }
    return s->request;
}

/* ---- one request ---- */

/* Whether a request speaks of a file; most likely at the place where it stands already. */
static bool is_named(const pw_vec *files, pw_str name, uint32_t likely)
{
    const pw_request_file *file = pw_items(*files, const pw_request_file);
    if (likely < files->count && pw_str_same(file[likely].name, name))
        return true;
    for (uint32_t i = 0; i < files->count; i++)
        if (pw_str_same(file[i].name, name))
            return true;
    return false;
}

static pw_status load_files(pw_snapshot *s, const pw_request *q)
{
    for (uint32_t i = s->store.count; !q->keep && i-- > 0;)
        if (!is_named(&q->files, s->store.files[i].name, i))
            pw_store_remove(&s->store, s->store.files[i].name);
    for (uint32_t i = 0; i < q->files.count; i++) {
        const pw_request_file *file = &pw_items(q->files, const pw_request_file)[i];
        if (file->remove)
            pw_store_remove(&s->store, file->name);
        else
            PW_TRY(pw_store_put(&s->store, file->name, file->text));
    }
    return PW_OK;
}

/* Brings the snapshot to what the request says; PW_E_REQUEST when it edits nothing there is. */
static pw_status prepare(pw_snapshot *s, const pw_request *q)
{
    if (q->has_files || q->edit.given)
        pw_snapshot_touch(s);
    if (q->has_files)
        PW_TRY(load_files(s, q));
    if (q->edit.given)
        PW_TRY(pw_store_edit(&s->store, q->edit.file, q->edit.document, q->edit.text));
    return pw_snapshot_build(s, &q->assume);
}

static pw_status reply_dump(pw_reply_to *r)
{
    pw_buf text = pw_buf_make(PW_MAX_REPLY);
    pw_status status = pw_dump(r, pw_wants_json(r) ? &text : r->out);
    if (pw_wants_json(r)) {
        pw_reply_ok(r);
        pw_json_put(&r->json, "text", pw_buf_str(&text));
        status = status == PW_OK ? text.status : status;
    }
    pw_buf_free(&text);
    return status;
}

static pw_status reply_about(pw_reply_to *r)
{
    pw_reply_about(r);
    return PW_OK;
}

/* Lists for programs have no other form than JSON; `of_file` says that a file may be named. */
static const struct {
    pw_status (*reply)(pw_reply_to *r);
    bool json_only;
    bool of_file;
} replies[PW_VERBS] = {
    [PW_LOAD] = {pw_reply_check, false, false},
    [PW_CHECK] = {pw_reply_check, false, false},
    [PW_CAN] = {pw_reply_can, false, false},
    [PW_VERDICTS] = {pw_reply_verdicts, false, false},
    [PW_GRADE] = {pw_reply_grade, true, false},
    [PW_WORDS] = {pw_reply_words, false, false},
    [PW_MATRIX] = {pw_reply_matrix, false, false},
    [PW_ENDS] = {pw_reply_ends, true, false},
    [PW_DUMP] = {reply_dump, false, true},
    [PW_STORED] = {pw_reply_stored, false, true},
    [PW_ABOUT] = {reply_about, true, false},
    [PW_DASHES] = {pw_reply_dashes, true, false},
    [PW_FLOWS] = {pw_reply_flows, true, false},
    [PW_CHANGES] = {pw_reply_changes, true, false},
    [PW_COMPLETE] = {pw_reply_complete, true, false},
    [PW_HOVER] = {pw_reply_hover, true, false},
    [PW_FORMAT] = {pw_reply_format, true, false},
    [PW_FIX] = {pw_reply_fix, false, false},
};

static pw_status dispatch(pw_reply_to *r)
{
    pw_verb verb = r->request->verb;
    if (replies[verb].json_only && !pw_wants_json(r)) {
        pw_reply_error(r, "bad-request", PW_STR("this is answered as JSON only"), NULL);
        return PW_OK;
    }
    if (replies[verb].of_file && r->request->file.len > 0 && pw_reply_file(r) == NULL)
        return PW_OK;
    return replies[verb].reply(r);
}

static void open_reply(pw_reply_to *r)
{
    if (!pw_wants_json(r))
        return;
    pw_json_open(&r->json, '{');
    pw_json_putn(&r->json, "schema", PW_SCHEMA);
    pw_json_puts(&r->json, "do", pw_verb_name(r->request->verb));
}

static void close_reply(pw_reply_to *r)
{
    if (!pw_wants_json(r))
        return;
    pw_json_putn(&r->json, "exit", (uint64_t)r->exit);
    pw_json_close(&r->json, '}');
}

/* Whether the files could be made a model; replies with the error otherwise. */
static pw_status prepare_or_say(pw_session *s, pw_reply_to *r, bool *ready)
{
    if (r->request->since.at != NULL)
        r->since = find_snapshot(s, r->request->since);
    r->snapshot = pw_session_snapshot(s, r->request->snapshot);
    pw_status status = r->snapshot == NULL ? PW_E_LIMIT : prepare(r->snapshot, r->request);
    if (status == PW_OK && r->since != NULL)
        status = pw_snapshot_build(r->since, &r->request->assume);
    *ready = status == PW_OK;
    if (status == PW_E_REQUEST)
        pw_reply_error(r, "bad-request", PW_STR("there is no such document to edit"), NULL);
    else if (status == PW_E_LIMIT)
        pw_reply_error(r, "too-large", PW_STR("this is more than podwall takes at once; its "
                       "limits are in docs/limits.md"), NULL);
    else
        return status;
    return PW_OK;
}

/* What check prints are the findings themselves; about is about no files at all. */
static bool says_omitted(const pw_reply_to *r)
{
    pw_verb verb = r->request->verb;
    return verb != PW_ABOUT && (pw_wants_json(r) || (verb != PW_CHECK && verb != PW_LOAD));
}

static pw_status answer(pw_session *s, pw_reply_to *r)
{
    bool ready;
    open_reply(r);
    PW_TRY(prepare_or_say(s, r, &ready));
    if (ready) {
        PW_TRY(dispatch(r));
        if (says_omitted(r))
            pw_reply_omitted(r);
    }
    close_reply(r);
    return PW_OK;
}

pw_status pw_session_answer(pw_session *s, const pw_request *request, pw_buf *out, pw_buf *notes,
                            int *exit)
{
    pw_reply_to r = {.request = request, .arena = &s->arena, .out = out, .notes = notes,
                     .json = {.out = out}};
    pw_status status = answer(s, &r);
    *exit = r.exit;
    if (status == PW_OK)
        status = out->status != PW_OK ? out->status : notes->status;
    return status;
}

/* ---- the public functions ---- */

static pw_status refuse(pw_session *s, pw_str problem)
{
    pw_json j = {.out = &s->reply};
    pw_request request = pw_request_make(PW_ABOUT);
    pw_reply_to r = {.request = &request, .out = &s->reply, .json = j};
    pw_json_open(&r.json, '{');
    pw_json_putn(&r.json, "schema", PW_SCHEMA);
    pw_reply_error(&r, "bad-request", problem, NULL);
    close_reply(&r);
    return s->reply.status == PW_OK ? PW_E_REQUEST : s->reply.status;
}

/* A text answer, as the members of a JSON reply. */
static void wrap(pw_session *s, const pw_request *q, const pw_buf *text, const pw_buf *notes,
                 int exit)
{
    pw_json j = {.out = &s->reply};
    pw_json_open(&j, '{');
    pw_json_putn(&j, "schema", PW_SCHEMA);
    pw_json_puts(&j, "do", pw_verb_name(q->verb));
    pw_json_putb(&j, "ok", exit != 2);
    pw_json_put(&j, "text", pw_buf_str(text));
    pw_json_put(&j, "notes", pw_buf_str(notes));
    pw_json_putn(&j, "exit", (uint64_t)exit);
    pw_json_close(&j, '}');
}

static pw_status run(pw_session *s, pw_str json)
{
    pw_request request;
    pw_str problem;
    int exit;
    pw_status status = pw_request_read(&s->arena, json, &request, &problem);
    if (status == PW_E_REQUEST)
        return refuse(s, problem);
    PW_TRY(status);
    bool is_json = request.format == PW_AS_JSON;
    pw_buf text = pw_buf_make(PW_MAX_REPLY), notes = pw_buf_make(PW_MAX_REPLY);
    status = pw_session_answer(s, &request, is_json ? &s->reply : &text, &notes, &exit);
    if (status == PW_OK && !is_json)
        wrap(s, &request, &text, &notes, exit);
    pw_buf_free(&text);
    pw_buf_free(&notes);
    return status != PW_OK ? status : s->reply.status;
}

pw_status pw_run(pw_session *s, uint32_t size)
{
    static const char *const fixed[] = {
        [PW_E_NOMEM] = "{\"schema\":1,\"ok\":false,\"error\":{\"code\":\"no-memory\",\"message\":"
                       "\"memory ran short\",\"candidates\":[]},\"exit\":2}",
        [PW_E_LIMIT] = "{\"schema\":1,\"ok\":false,\"error\":{\"code\":\"too-large\",\"message\":"
                       "\"this is more than podwall takes at once\",\"candidates\":[]},\"exit\":2}",
        [PW_E_BUG] = "{\"schema\":1,\"ok\":false,\"error\":{\"code\":\"bug\",\"message\":"
                     "\"podwall contradicted itself; please report these manifests\","
                     "\"candidates\":[]},\"exit\":2}",
    };
    s->fixed = NULL;
    pw_buf_clear(&s->reply);
    pw_arena_reset(&s->arena);
    pw_status status = size > s->room || s->request == NULL
                           ? refuse(s, PW_STR("the request buffer is smaller than the request"))
                           : run(s, (pw_str){s->request, size});
    if (status != PW_OK && status != PW_E_REQUEST)
        s->fixed = fixed[status];
    return status;
}

const char *pw_reply(const pw_session *s)
{
    if (s->fixed != NULL)
        return s->fixed;
    return s->reply.len == 0 ? "" : s->reply.at;
}

uint32_t pw_reply_size(const pw_session *s)
{
    return s->fixed != NULL ? (uint32_t)strlen(s->fixed) : s->reply.len;
}
