/*
 * podwall.h - the one public header of the core.
 *
 * podwall reads Kubernetes manifests and answers who can reach whom under the NetworkPolicies
 * in them. It knows no file, clock, network, browser or locale: bytes go in, bytes come out.
 *
 * A conversation is a session. To ask, take the request buffer, write one JSON request into it,
 * run it, and read the reply:
 *
 *     pw_session *s = pw_open();
 *     char *room = pw_request_buffer(s, size);
 *     memcpy(room, request, size);
 *     if (pw_run(s, size) == PW_OK)
 *         use(pw_reply(s), pw_reply_size(s));
 *     pw_close(s);
 *
 * Requests and replies are described in docs/api.md and core/include/api.schema.json.
 * A session must not be used by two threads at once; two sessions share nothing.
 */
#ifndef PODWALL_H
#define PODWALL_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Changes when a function of this header changes its name, arguments or meaning. */
#define PW_ABI 1u

/* How a call went. A person's mistake is never a status: it is a finding inside a reply. */
typedef enum pw_status {
    PW_OK = 0,
    PW_E_NOMEM = 1,   /* memory ran short; the session is still usable */
    PW_E_LIMIT = 2,   /* a limit of docs/limits.md was met */
    PW_E_REQUEST = 3, /* the request was not one; the reply says why */
    PW_E_BUG = 4      /* podwall contradicted itself; please report it */
} pw_status;

/* Opaque. All memory of a conversation hangs on it. */
typedef struct pw_session pw_session;

/* Returns PW_ABI as compiled into the library; a loader refuses a number it does not know. */
uint32_t pw_abi(void);

/* Opens a session. Returns NULL when memory is short. */
pw_session *pw_open(void);

/* Closes a session and frees everything it ever handed out. NULL is fine. */
void pw_close(pw_session *s);

/*
 * Returns room for `size` bytes of request, owned by the session and valid until the next call
 * of this function. NULL when the size is above the limit or memory is short; what was loaded
 * before is kept.
 */
char *pw_request_buffer(pw_session *s, uint32_t size);

/*
 * Reads the first `size` bytes of the request buffer as one JSON request and answers it.
 * With PW_OK and PW_E_REQUEST there is a reply that says how it went; with any other status
 * the reply is a fixed text of the same shape, so a caller may always read it.
 */
pw_status pw_run(pw_session *s, uint32_t size);

/* The reply: UTF-8 JSON, followed by a zero byte, owned by the session, valid until pw_run. */
const char *pw_reply(const pw_session *s);

/* The length of the reply in bytes, without the zero byte. */
uint32_t pw_reply_size(const pw_session *s);

#ifdef __cplusplus
}
#endif

#endif
