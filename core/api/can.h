/*
 * api/can.h - one question and its trail, as JSON or as it reads in a terminal.
 */
#ifndef PW_API_CAN_H
#define PW_API_CAN_H

#include "api/reply.h"
#include "eval/answer.h"

/* Replies to can: exit 0 allowed, 1 not, 2 when it could not be asked. */
pw_status pw_reply_can(pw_reply_to *r);

/* Finds one end; replies with the error and leaves *found false otherwise. The error names the line
 * of the question, if that is not 0. */
pw_status pw_reply_end_of(pw_reply_to *r, uint32_t line, pw_str text, pw_end *end, bool *found);

/* Finds both ends of a question, in the same way. */
pw_status pw_reply_ends_of(pw_reply_to *r, uint32_t line, pw_str from, pw_str to, pw_end ends[2],
                           bool *found);

/* The trail of one connection, as text. */
void pw_reply_trail(pw_reply_to *r, const pw_explained *e);

#endif
