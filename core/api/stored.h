/*
 * api/stored.h - objects as the API server stores them.
 */
#ifndef PW_API_STORED_H
#define PW_API_STORED_H

#include "api/reply.h"

/* Replies to stored: of all files, or of the one that the request names. */
pw_status pw_reply_stored(pw_reply_to *r);

#endif
