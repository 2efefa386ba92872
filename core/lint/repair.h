/*
 * lint/repair.h - repairs of findings put into the texts of their files, and what they change.
 */
#ifndef PW_LINT_REPAIR_H
#define PW_LINT_REPAIR_H

#include "lint/findings.h"

/* Which repairs: those of one code, or all; none of them touches what an earlier one changes. */
typedef struct pw_repairs {
    pw_vec list; /* of const pw_finding * */
} pw_repairs;

/* The findings that have a repair; `code` is PW_CODE_COUNT for all codes. */
pw_status pw_repairs_choose(const pw_findings *findings, pw_arena *arena, pw_code code,
                            pw_repairs *repairs);

/* The text of a file with the repairs in it; *changed tells whether one of them is in this file. */
pw_status pw_repairs_text(const pw_repairs *repairs, pw_arena *arena, const pw_file *file,
                          pw_str *text, bool *changed);

/* The same as a unified diff, at the end of `out`. */
pw_status pw_repairs_diff(const pw_repairs *repairs, pw_arena *arena, const pw_file *file,
                          pw_buf *out);

/*
 * What the repairs open and close, in words: the repaired files are read and compared with `s`.
 * Empty where they change nothing, or where there is too much to compare.
 */
pw_status pw_repairs_effect(const pw_repairs *repairs, pw_arena *arena, pw_snapshot *s,
                            pw_str *text);

#endif
