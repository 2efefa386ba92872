/*
 * api/changes.h - what an edit opened and closed.
 */
#ifndef PW_API_CHANGES_H
#define PW_API_CHANGES_H

#include "api/reply.h"

/* Replies to changes, from r->since to r->snapshot. */
pw_status pw_reply_changes(pw_reply_to *r);

#endif
