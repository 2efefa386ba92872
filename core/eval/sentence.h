/*
 * eval/sentence.h - a trail in one sentence, and how little was missing.
 */
#ifndef PW_EVAL_SENTENCE_H
#define PW_EVAL_SENTENCE_H

#include "eval/explain.h"

/* "Denied at prod/database: peer 2 wants app=backend, this pod has app=frontend (line 22)." */
pw_status pw_sentence(const pw_snapshot *s, pw_arena *arena, const pw_trail *trail,
                      pw_str *sentence);

/* The place that decided: the condition that failed, or the peer or rule that admits. False when
 * no line did. */
bool pw_decided(const pw_trail *trail, const pw_document **doc, pw_span *span);

/* "One label away: dev pods with app=backend get in."; empty when nothing is near. */
pw_status pw_hint(const pw_snapshot *s, pw_arena *arena, const pw_trail *trail, pw_str *hint);

#endif
