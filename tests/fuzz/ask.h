/*
 * fuzz/ask.h - asking the core in JSON, and not trusting the reply.
 *
 * Whatever was asked, a reply is one JSON object with "schema" and "ok", and the status is none
 * that says podwall broke. Anything else ends the process, which is how a fuzzer learns of it.
 */
#ifndef PW_FUZZ_ASK_H
#define PW_FUZZ_ASK_H

#include <cJSON.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "include/podwall.h"

/* Ends the process: this input found something. */
static inline void fuzz_wrong(const char *what, const char *reply)
{
    fprintf(stderr, "fuzz: %s\n%.2000s\n", what, reply);
    abort();
}

/* Runs `size` bytes as one request. The parsed reply is the caller's;
 * NULL when there was no room. */
static inline cJSON *fuzz_run(pw_session *s, const char *request, size_t size)
{
    char *room = pw_request_buffer(s, (uint32_t)size);
    if (room == NULL)
        return NULL;
    memcpy(room, request, size);
    pw_status status = pw_run(s, (uint32_t)size);
    const char *reply = pw_reply(s), *end = NULL;
    uint32_t len = pw_reply_size(s);
    if (status == PW_E_BUG || status > PW_E_BUG)
        fuzz_wrong("the status says that podwall is wrong", reply);
    cJSON *read = cJSON_ParseWithLengthOpts(reply, len + 1, &end, 1);
    if (read == NULL || strlen(reply) != len || end != reply + len)
        fuzz_wrong("the reply is no JSON", reply);
    if (!cJSON_IsNumber(cJSON_GetObjectItemCaseSensitive(read, "schema")) ||
        !cJSON_IsBool(cJSON_GetObjectItemCaseSensitive(read, "ok")))
        fuzz_wrong("the reply says neither schema nor ok", reply);
    return read;
}

/* The same for a request built with cJSON, which is freed. */
static inline cJSON *fuzz_ask(pw_session *s, cJSON *request)
{
    char *text = cJSON_PrintUnformatted(request);
    cJSON_Delete(request);
    cJSON *reply = text == NULL ? NULL : fuzz_run(s, text, strlen(text));
    cJSON_free(text);
    return reply;
}

static inline cJSON *fuzz_request(const char *verb)
{
    cJSON *request = cJSON_CreateObject();
    cJSON_AddStringToObject(request, "do", verb);
    return request;
}

#endif
