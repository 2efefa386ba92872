/*
 * api/formats.h - findings in the forms that other programs show beside the lines they speak of:
 * SARIF 2.1.0, and the annotations of GitHub's workflows.
 */
#ifndef PW_API_FORMATS_H
#define PW_API_FORMATS_H

#include "api/reply.h"

/* Writes the findings in the format that the request asks for. */
void pw_format_findings(pw_reply_to *r, const pw_findings *findings);

#endif
