/*
 * api/session.h - a conversation: its snapshots, and one answer after the other.
 *
 * This is what stands behind include/podwall.h. The command line uses pw_session_answer with a
 * request that it filled itself.
 */
#ifndef PW_API_SESSION_H
#define PW_API_SESSION_H

#include "api/request.h"

/*
 * Answers a request: for JSON one object into `out`, else text into `out` and what is said beside
 * it into `notes`. *exit is 0 fine, 1 the answer is no, 2 could not be asked.
 */
pw_status pw_session_answer(pw_session *s, const pw_request *request, pw_buf *out, pw_buf *notes,
                            int *exit);

/* The snapshot of this name, made when new; NULL when memory or names run out. */
pw_snapshot *pw_session_snapshot(pw_session *s, pw_str name);

#endif
