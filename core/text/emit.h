/*
 * text/emit.h - a tree as YAML, the way kubectl prints it: blocks, items at the column of their
 * key, quotes only where they are needed.
 *
 * The text reads back to the same tree, whatever texts the tree holds.
 */
#ifndef PW_TEXT_EMIT_H
#define PW_TEXT_EMIT_H

#include "base/buf.h"
#include "base/vec.h"
#include "text/node.h"

/* Writes `root`, a mapping, into `b`. `lines` (of const pw_node *, in `arena`) receives for each
 * line of the text the node that begins in it: of "- key: value" the one under the key. */
pw_status pw_emit(pw_buf *b, pw_arena *arena, const pw_node *root, pw_vec *lines);

#endif
