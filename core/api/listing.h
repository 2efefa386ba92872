/*
 * api/listing.h - what there is to ask about: namespaces, pods, Services; and about podwall.
 */
#ifndef PW_API_LISTING_H
#define PW_API_LISTING_H

#include "api/reply.h"

/* A port that somebody listens on: {"port": 8080, "protocol": "TCP", "name": "db"}. */
void pw_reply_port(pw_json *j, uint32_t port, pw_protocol protocol, pw_text name);

/* Replies to ends. */
pw_status pw_reply_ends(pw_reply_to *r);

/* Replies to about: version, abi, schema, kubernetes, limits. */
void pw_reply_about(pw_reply_to *r);

#endif
