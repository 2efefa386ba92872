/*
 * text/span.h - where something stands: a half-open range of bytes of its document.
 *
 * Spans are the only thing stored; text/source turns them into lines and columns.
 */
#ifndef PW_TEXT_SPAN_H
#define PW_TEXT_SPAN_H

#include <stdint.h>

typedef struct pw_span {
    uint32_t from;
    uint32_t to;
} pw_span;

#endif
