/*
 * text/number.h - decimal numbers as Go writes the doubles that it makes of them.
 *
 * The libc's strtod and printf are not asked: they are a tenth of the browser's download. No double
 * is made: a number of more digits than a double holds is rounded to as many, so that its last
 * digit may be another one than Go's.
 */
#ifndef PW_TEXT_NUMBER_H
#define PW_TEXT_NUMBER_H

#include "base/buf.h"

/* How a double is written. */
typedef enum pw_style {
    PW_STYLE_JSON, /* as encoding/json: 80.5, 1e+21, 1e-7 */
    PW_STYLE_GO,   /* as %g: 80.5, 1e+06, 1e-05 */
    PW_STYLE_KEY   /* as %g of a 32 bit float */
} pw_style;

/* Whether a decimal text ([+-] digits [. digits] [e [+-] digits]) is in the range of doubles. */
bool pw_number_fits(pw_str text);

/* Writes a decimal text as that of its double, rounded to 17 digits; a text that does not fit as it
 * stands. */
void pw_number_put(pw_buf *b, pw_str text, pw_style style);

#endif
