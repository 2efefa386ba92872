/*
 * cli/reports.h - findings in the forms that other programs show beside the lines they speak of:
 * SARIF 2.1.0, and the annotations of GitHub's workflows. Pages have no use for them, and carry
 * their code not.
 */
#ifndef PW_CLI_REPORTS_H
#define PW_CLI_REPORTS_H

#include "api/reply.h"

/* The writer of "sarif" or "github"; NULL for another word. */
pw_findings_writer *pw_report_find(const char *word);

#endif
