/*
 * api/verdicts.h - many questions, one row each.
 */
#ifndef PW_API_VERDICTS_H
#define PW_API_VERDICTS_H

#include "api/reply.h"

/* Replies to verdicts. A probe that cannot be asked makes the whole reply an error. */
pw_status pw_reply_verdicts(pw_reply_to *r);

#endif
