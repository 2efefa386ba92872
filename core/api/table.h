/*
 * api/table.h - the matrix, as JSON, a grid, CSV or Markdown.
 */
#ifndef PW_API_TABLE_H
#define PW_API_TABLE_H

#include "api/reply.h"

/* Replies to matrix. */
pw_status pw_reply_matrix(pw_reply_to *r);

#endif
