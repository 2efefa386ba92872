/*
 * suite/report.h - what became of suites, as text, JSON, TAP or JUnit.
 *
 * Suites are reported one after the other; what all of them share is begun and ended once. Text and
 * TAP are written as they come; of JSON and JUnit the whole is one value.
 */
#ifndef PW_SUITE_REPORT_H
#define PW_SUITE_REPORT_H

#include "api/reply.h"
#include "suite/trial.h"

typedef enum pw_report_form { PW_REPORT_TEXT, PW_REPORT_JSON, PW_REPORT_TAP, PW_REPORT_JUNIT }
    pw_report_form;

typedef struct pw_report {
    pw_reply_to *r;  /* its snapshot is that of the suite that is reported */
    pw_report_form form;
    uint32_t suites;
    uint32_t number; /* of lines so far: TAP counts them all */
    uint32_t passed;
    uint32_t failed;
    uint32_t problems; /* lines, and whole suites, that cannot be asked */
    pw_buf body;     /* JUnit and TAP say how many there are before they begin */
} pw_report;

/* "text", "json", "tap", "junit" */
bool pw_report_form_read(pw_str word, pw_report_form *form);

void pw_report_begin(pw_report *report, pw_reply_to *r, pw_report_form form);

/* The lines of one suite. `text` is the suite's own, to quote its lines. */
pw_status pw_report_suite(pw_report *report, pw_str name, pw_str text, const pw_trial *trial);

/* A suite that could not be asked: exit 2, and what was in the way. */
void pw_report_problem(pw_report *report, pw_str name, pw_str problem);

/* Ends it, also after a failure, and frees what it holds. */
void pw_report_end(pw_report *report);

#endif
