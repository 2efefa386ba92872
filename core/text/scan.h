/*
 * text/scan.h - where a JSON value ends, or what Go's encoding/json says where it is none.
 */
#ifndef PW_TEXT_SCAN_H
#define PW_TEXT_SCAN_H

#include "base/buf.h"

typedef enum pw_scanned {
    PW_SCAN_VALUE,    /* a value */
    PW_SCAN_NOTHING,  /* only white space */
    PW_SCAN_OPEN,     /* the text ends before the value does */
    PW_SCAN_BAD,      /* a byte that does not belong there: `why` has Go's words */
    PW_SCAN_TOO_DEEP, /* more than PW_MAX_NESTING lists and maps */
} pw_scanned;

/*
 * Scans the value at or after *at and moves *at behind it, or to the byte that is wrong. JSON is
 * JSON as Go sees it: no bound but the nesting, halves of surrogate pairs are text.
 */
pw_scanned pw_scan_json(pw_str text, uint32_t *at, pw_buf *why);

#endif
