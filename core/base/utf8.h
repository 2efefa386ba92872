/*
 * base/utf8.h - the characters of a text.
 */
#ifndef PW_BASE_UTF8_H
#define PW_BASE_UTF8_H

#include "base/str.h"

/*
 * The length of the character at `at` and its code point; 0 when the bytes there are not UTF-8
 * (also overlong forms, halves of surrogate pairs, and what lies beyond Unicode).
 */
uint32_t pw_utf8_at(pw_str s, uint32_t at, uint32_t *point);

#endif
