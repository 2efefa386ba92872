/*
 * lint/edits.h - repairs as edits of the text that keep its comments and its layout.
 *
 * Each writes into l->diags.repairs, for the finding that is being written; where the layout is not
 * one that it understands, it writes nothing and the finding has no repair.
 */
#ifndef PW_LINT_EDITS_H
#define PW_LINT_EDITS_H

#include "lint/notes.h"

/* The dash before `at` when its line has nothing else before it; else PW_NONE. */
uint32_t pw_dash_before(pw_str text, uint32_t at);

/* `text` instead of a label's value or key; in quotes where it would not be read as text. */
pw_status pw_mend_word(pw_lint *l, pw_span span, pw_str text);

/* Makes two neighbouring items of a list one: the dash of the second goes. */
pw_status pw_mend_join(pw_lint *l, const pw_document *doc, pw_span first, pw_span second);

/* Takes an item out of a list that has others. */
pw_status pw_mend_remove(pw_lint *l, const pw_document *doc, pw_span item);

/* Puts "key: value" before the member whose key stands at `key`, in brackets or in lines. */
pw_status pw_mend_member(pw_lint *l, const pw_document *doc, uint32_t key, pw_str member);

/* Adds a line, or several, to a list of lines after its last item, each set in as its dash is. */
pw_status pw_mend_append(pw_lint *l, const pw_document *doc, pw_span list, pw_str lines);

#endif
