#ifndef PW_TEXT_COMPACT_H
#define PW_TEXT_COMPACT_H
#include "base/buf.h"
#include "text/node.h"
/* stand-in */
void pw_compact_put(pw_buf *b, const pw_node *node);
#endif
