/*
 * api/check.h - the findings of a snapshot, and what it holds.
 */
#ifndef PW_API_CHECK_H
#define PW_API_CHECK_H

#include "api/reply.h"

/* Replies to load and check. For check, exit 1 when there is an error. */
pw_status pw_reply_check(pw_reply_to *r);

#endif
