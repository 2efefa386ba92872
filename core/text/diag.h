/*
 * text/diag.h - what is to be told to a person, with its place.
 *
 * A mistake is data: a code with a severity, a span, a message and perhaps a hint. They are all
 * collected, not only the first. Codes never change meaning and are never used again; the table
 * is in diag.c, docs/codes.md explains each.
 */
#ifndef PW_TEXT_DIAG_H
#define PW_TEXT_DIAG_H

#include "base/buf.h"
#include "base/vec.h"
#include "text/span.h"

typedef enum pw_severity { PW_INFO, PW_WARNING, PW_ERROR } pw_severity;

typedef enum pw_code {
    PW_YAML_SYNTAX,
    PW_NOT_TEXT,
    PW_TOO_DEEP,
    PW_TOO_LARGE,
    PW_NOT_A_MANIFEST,
    PW_REPEATED_KEY,
    PW_BAD_SEPARATOR,
    PW_TEXT_AFTER,
    PW_BAD_KEY,
    PW_KIND_MISSING,
    PW_NOT_SIMULATED,
    PW_NOT_EVALUATED,
    PW_WRONG_VERSION,
    PW_BAD_KIND,
    PW_UNKNOWN_FIELD,
    PW_WRONG_TYPE,
    PW_LOOKS_LIKE_TEXT,
    PW_REQUIRED,
    PW_BAD_VALUE,
    PW_BAD_LABEL,
    PW_BAD_NAME,
    PW_BAD_CIDR,
    PW_CIDR_HOST_BITS,
    PW_BAD_EXCEPT,
    PW_BAD_PORT,
    PW_BAD_PEER,
    PW_BAD_REQUIREMENT,
    PW_NULL_DROPPED,
    PW_BAD_ADDRESS,
    PW_SERVER_WARNS,
    PW_READ_AS,
    PW_DUPLICATE,
    PW_NAMESPACE_SUPPLIED,
    PW_ASSUMED_ADDRESS,
    PW_FEWER_REPLICAS,
    PW_NO_END,
    PW_ACCIDENTAL_OR,
    PW_DASH_BEFORE_PORTS,
    PW_DANGLING_RULE,
    PW_EMPTY_PORTS,
    PW_RULES_IGNORED,
    PW_ISOLATES_INGRESS_TOO,
    PW_DENIAL_NOT_DELIVERED,
    PW_NAMESPACE_MISSING,
    PW_SELECTS_NOTHING,
    PW_PEER_MATCHES_NOTHING,
    PW_NAMESPACE_LABEL_MISSING,
    PW_OWN_NAMESPACE_ONLY,
    PW_HOST_NETWORK,
    PW_NODE_BY_SELECTOR,
    PW_API_SERVER_ADDRESS,
    PW_SERVICE_PORT,
    PW_PORT_NOT_DECLARED,
    PW_NAMED_PORT_MISSING,
    PW_NAMED_PORT_DIFFERS,
    PW_NAMED_PORT_TO_ADDRESS,
    PW_ANY_ADDRESS,
    PW_EXCEPT_NO_EFFECT,
    PW_IPBLOCK_COVERS_PODS,
    PW_IPBLOCK_BEHIND_NAT,
    PW_SHADOWED_BY_WILDCARD,
    PW_NO_EFFECT_PEER,
    PW_NO_EFFECT_RULE,
    PW_NO_EFFECT_POLICY,
    PW_NOT_IN_UNDONE,
    PW_DUPLICATE_POLICY,
    PW_EGRESS_WITHOUT_DNS,
    PW_ONE_END_ONLY,
    PW_NO_DEFAULT_DENY,
    PW_POD_UNSELECTED,
    PW_NOT_ENFORCED,
    PW_UNUSED_IGNORE,
    PW_CODE_COUNT
} pw_code;

/*
 * Who else says it, and when: the steps of `kubectl apply` in their order. What one step refuses
 * never reaches the next. `server` of a diagnostic has their words, after what all of a step
 * begin with (api/kubectl.c writes that).
 */
typedef enum pw_says {
    PW_SAYS_NOTHING,   /* only podwall says it */
    PW_SAYS_WARNING,   /* the server, which stores the object all the same */
    PW_SAYS_UNREAD,    /* kubectl: this is no YAML; the rest of the file is not read */
    PW_SAYS_UNTYPED,   /* kubectl: kind or apiVersion is missing or no text */
    PW_SAYS_UNDECODED, /* kubectl: its metadata has the wrong types */
    PW_SAYS_UNMAPPED,  /* kubectl: the server has no such kind */
    PW_SAYS_UNNAMED,   /* kubectl: there is no name to ask the server for */
    PW_SAYS_MISTYPED,  /* the server's decoder, which tells only the first */
    PW_SAYS_UNKNOWN,   /* the server's decoder: unknown fields, all of them */
    PW_SAYS_FAILED,    /* the server cannot do it, and takes that for its own mistake */
    PW_SAYS_INVALID    /* the server's validation: a cause, with its path */
} pw_says;

/* The stable name of a code, its slug, and how grave it usually is. */
const char *pw_code_id(pw_code code);
const char *pw_code_slug(pw_code code);
pw_severity pw_code_severity(pw_code code);
const char *pw_severity_name(pw_severity severity);
bool pw_severity_read(pw_str text, pw_severity *severity);

/* The code with this name or slug. */
bool pw_code_read(pw_str text, pw_code *code);

/* One edit of a repair: `text` instead of the bytes of `span`. */
typedef struct pw_repair {
    pw_span span;
    pw_str text;
} pw_repair;

typedef struct pw_diag {
    pw_code code;
    pw_severity severity;
    pw_span span;
    pw_str path; /* "spec.ingress[0].from[1]", or empty */
    pw_str message;
    pw_str hint;    /* what to do about it, or empty */
    pw_says says;
    pw_str server;  /* the words of a real server or kubectl, to the byte; or empty */
    pw_vec repairs; /* of pw_repair, in the order of the text: what mends it for certain */
} pw_diag;

/* The diagnostics of one document, or of a cluster. The first `limit` are kept, and
 * as many errors again. */
typedef struct pw_diags {
    pw_arena *arena; /* texts and list live here */
    pw_vec list;     /* of pw_diag */
    uint32_t limit;
    uint32_t dropped;
    bool errors;     /* one of them, kept or dropped, is an error that is not `mild` */
    bool mild;       /* what is being said harms nothing that podwall reads */
    pw_buf message;  /* being written, between begin and end */
    pw_buf hint;
    pw_buf server;
    pw_says says;
    pw_vec repairs;
} pw_diags;

pw_diags pw_diags_make(pw_arena *arena, uint32_t limit);

/* Frees the buffers; the list stays in the arena. Gives `status` back, or PW_E_NOMEM when memory
 * was short for a text of which nobody has heard yet. */
pw_status pw_diags_done(pw_diags *d, pw_status status);

/*
 * Adds a diagnostic: write its texts into d->message, d->hint and, with d->says, d->server, and
 * its repairs; then say where and what. All of them are empty again afterwards.
 */
pw_status pw_diags_add(pw_diags *d, pw_code code, pw_span span, pw_str path);

/* The same with a severity of its own: some mistakes are graver in one cluster than in another. */
pw_status pw_diags_add_as(pw_diags *d, pw_code code, pw_severity severity, pw_span span,
                          pw_str path);

/* Adds an edit to the repair of the diagnostic that is being written; copies the text. */
pw_status pw_diags_repair(pw_diags *d, pw_span span, pw_str text);

/* Forgets what was written for a diagnostic that is not to be added after all. */
void pw_diags_drop(pw_diags *d);

#endif
