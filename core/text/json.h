/*
 * text/json.h - JSON to the tree, by cJSON.
 *
 * cJSON decides what is JSON and decodes it, but keeps no positions; the text is walked a second
 * time beside cJSON's tree to find them. No cJSON memory leaves this module.
 */
#ifndef PW_TEXT_JSON_H
#define PW_TEXT_JSON_H

#include "text/diag.h"
#include "text/node.h"
#include "text/source.h"

/*
 * Reads the JSON value that begins at *at and moves *at behind it. *root is NULL when the text is
 * not JSON; then *at is where it stops being so, and nothing was added to d unless the value was
 * too deep or too large (then d->errors is set).
 */
pw_status pw_json_read(const pw_source *source, uint32_t *at, pw_arena *nodes, pw_arena *texts,
                       pw_diags *d, pw_node **root);

/* Reads the value at `span`, which pw_scan_json has found; also one that cJSON alone refuses. */
pw_status pw_json_read_scanned(const pw_source *source, pw_span span, pw_arena *nodes,
                               pw_arena *texts, pw_diags *d, pw_node **root);

/* The first byte at or after `at` that is no JSON white space. */
uint32_t pw_json_skip(pw_str text, uint32_t at);

#endif
