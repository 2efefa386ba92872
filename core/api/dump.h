/*
 * api/dump.h - each stage of the data as text, for maintainers: a wrong answer is halved in
 * minutes by looking at what went into it.
 */
#ifndef PW_API_DUMP_H
#define PW_API_DUMP_H

#include "api/reply.h"

/* Writes the stage asked for as text into `b`. */
pw_status pw_dump(const pw_reply_to *r, pw_buf *b);

#endif
