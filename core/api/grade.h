/*
 * api/grade.h - expectations compared with verdicts, one row each.
 */
#ifndef PW_API_GRADE_H
#define PW_API_GRADE_H

#include "api/reply.h"

/* Replies to grade: exit 0 when every expectation is met, 1 otherwise, 2 when a line could not be
 * read or asked. */
pw_status pw_reply_grade(pw_reply_to *r);

#endif
