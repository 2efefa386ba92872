/*
 * text/tag.h - what a tag (!!int, !!str, !mine) makes of a scalar.
 */
#ifndef PW_TEXT_TAG_H
#define PW_TEXT_TAG_H

#include "text/node.h"

typedef enum pw_tagged {
    PW_TAG_GOOD,
    PW_TAG_OTHER,  /* the text is no such thing */
    PW_TAG_BASE64, /* !!binary, but the text is no base64 */
} pw_tagged;

/*
 * The kind of `*text` under `tag` (in its long form, tag:yaml.org,2002:int). Of !!binary, *text
 * becomes the decoded bytes, in `texts`; text.at is NULL when memory is short.
 */
pw_tagged pw_tag_kind(pw_str tag, pw_arena *texts, pw_str *text, pw_kind *kind);

/* "!!int" of tag:yaml.org,2002:int. */
pw_str pw_tag_short(pw_str tag, pw_arena *texts);

/* The tag that a plain scalar of this kind has, in its short form. */
const char *pw_tag_of(pw_kind kind, pw_str text);

#endif
