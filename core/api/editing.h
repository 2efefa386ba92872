/*
 * api/editing.h - the replies to "complete", "hover", "format" and "dashes".
 */
#ifndef PW_API_EDITING_H
#define PW_API_EDITING_H

#include "api/reply.h"

/* Every place where one dash joins or splits peers, with its edit. */
pw_status pw_reply_dashes(pw_reply_to *r);

/* What may be written at a caret. */
pw_status pw_reply_complete(pw_reply_to *r);

/* What the word under a caret means. */
pw_status pw_reply_hover(pw_reply_to *r);

/* Edits that indent a file as kubectl would print it. */
pw_status pw_reply_format(pw_reply_to *r);

#endif
