/*
 * text/compact.h - a tree on one line: as JSON, and as Go's %#v.
 *
 * Servers and kubectl quote what they were given in these two forms.
 */
#ifndef PW_TEXT_COMPACT_H
#define PW_TEXT_COMPACT_H

#include "base/buf.h"
#include "text/node.h"

/* Writes `node` as Go's encoding/json writes an object: keys in the order of their bytes, the last
 * of repeated ones, and < > & as \u003c and the like. */
void pw_compact_put(pw_buf *b, const pw_node *node);

/* Writes `node` as Go's %#v writes what go-yaml makes of it:
 * map[interface {}]interface {}{"app":interface {}(nil)}. */
void pw_compact_put_go(pw_buf *b, const pw_node *node);

/* The first float of the JSON that is .nan or .inf, which JSON cannot hold; or NULL. */
const pw_node *pw_compact_special(const pw_node *node);

#endif
