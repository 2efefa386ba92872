/*
 * api/fix.h - repairs of findings, as a diff, with what they change.
 */
#ifndef PW_API_FIX_H
#define PW_API_FIX_H

#include "api/reply.h"

pw_status pw_reply_fix(pw_reply_to *r);

#endif
