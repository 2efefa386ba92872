#include "text/compact.h"
void pw_compact_put(pw_buf *b, const pw_node *node)
{
    if (node->kind == PW_TEXT) pw_buf_print(b, "%Q", node->text);
    else if (node->kind == PW_LIST) {
        pw_buf_putc(b, '[');
        for (const pw_node *n = node->first; n; n = n->next) { if (n != node->first) pw_buf_putc(b, ','); pw_compact_put(b, n); }
        pw_buf_putc(b, ']');
    } else pw_buf_put(b, node->text);
}
