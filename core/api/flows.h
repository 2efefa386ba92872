/*
 * api/flows.h - what a picture draws: tiles, the flows between them, the rules that admit.
 */
#ifndef PW_API_FLOWS_H
#define PW_API_FLOWS_H

#include "api/reply.h"
#include "eval/flows.h"

/* Replies to flows. */
pw_status pw_reply_flows(pw_reply_to *r);

/* "port" and "protocol" of a flow or change; of one that has no single port, 0 and "". */
void pw_reply_flow_port(pw_json *j, uint32_t port, pw_protocol protocol);

/* "decided": {PLACE}, where there is one. */
void pw_reply_decision(pw_reply_to *r, const pw_decision *decision);

#endif
