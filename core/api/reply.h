/*
 * api/reply.h - what all replies share: places, findings' colours, what is left out, errors.
 */
#ifndef PW_API_REPLY_H
#define PW_API_REPLY_H

#include "api/json.h"
#include "api/request.h"

/* A reply being made. JSON replies go into `out` as the members of one object; text replies put
 * the answer into `out` and what is said beside it (a terminal's second stream) into `notes`. */
typedef struct pw_reply_to {
    const pw_request *request;
    pw_snapshot *snapshot;
    pw_snapshot *since; /* changes: the older one, built under the same assumptions */
    pw_arena *arena; /* until the reply is done */
    pw_buf *out;
    pw_buf *notes;
    pw_json json;    /* writes to `out` */
    int exit;        /* 0 fine, 1 the answer is no, 2 could not be asked */
} pw_reply_to;

typedef enum pw_style { PW_PLAIN, PW_GOOD, PW_BAD, PW_DIM, PW_BOLD } pw_style;

static inline bool pw_wants_json(const pw_reply_to *r)
{
    return r->request->format == PW_AS_JSON;
}

/* Text in a colour, where colours are wanted. */
void pw_reply_styled(const pw_reply_to *r, pw_buf *b, pw_style style, pw_str text);

/* file, line, column, endLine, endColumn, from, to: members of the open JSON object. */
void pw_reply_place(pw_reply_to *r, const pw_document *doc, pw_span span);

/* A place as a member of its own: "decided": {PLACE}. */
void pw_reply_place_as(pw_reply_to *r, const char *key, const pw_document *doc, pw_span span);

/* The full name of a policy, "prod/database-allow-backends". */
void pw_reply_policy(pw_reply_to *r, const char *key, const pw_policy_ref *ref);

/* "omitted": [...], or lines in the notes. */
void pw_reply_omitted(pw_reply_to *r);

/* An error instead of an answer: "ok": false and "error", or a line in the notes; exit 2. */
void pw_reply_error(pw_reply_to *r, const char *code, pw_str message, const pw_vec *candidates);

/* "ok": true. */
void pw_reply_ok(pw_reply_to *r);

/* The file that the request names; where there is none, the error is the reply and this NULL. */
const pw_file *pw_reply_file(pw_reply_to *r);

#endif
