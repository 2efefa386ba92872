/*
 * api/words.h - each policy in plain words, as JSON or as it reads in a terminal.
 */
#ifndef PW_API_WORDS_H
#define PW_API_WORDS_H

#include "api/reply.h"

/* Replies to words: at most PW_MAX_WORDS policies, the rest is counted. */
pw_status pw_reply_words(pw_reply_to *r);

#endif
