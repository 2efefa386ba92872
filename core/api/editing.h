/*
 * api/editing.h - the replies to "complete", "hover", "format" and "dashes".
 */
#ifndef PW_API_EDITING_H
#define PW_API_EDITING_H

#include "api/reply.h"

/* Every place where one dash joins or splits peers, with its edit. */
pw_status pw_reply_dashes(pw_reply_to *r);

#endif
