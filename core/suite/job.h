/*
 * suite/job.h - what the command line does with suites: test, update, freeze, write a script.
 *
 * The caller reads the files; here is no file, no clock and no process.
 */
#ifndef PW_SUITE_JOB_H
#define PW_SUITE_JOB_H

#include "suite/report.h"

typedef enum pw_task { PW_TASK_TEST, PW_TASK_UPDATE, PW_TASK_SNAPSHOT, PW_TASK_SCRIPT } pw_task;

/* A suite with the manifests that it names; those of a case come with its text. */
typedef struct pw_job_suite {
    pw_str name;
    pw_str text;
    pw_vec files;    /* of pw_request_file */
    pw_str updated;  /* PW_TASK_UPDATE: the new text, in the arena of the job; at is NULL where
                        nothing is to be written */
} pw_job_suite;

typedef struct pw_job {
    pw_task task;
    pw_report_form form;
    bool color;
    pw_assume assume;
    pw_vec files;    /* of pw_request_file: for all suites */
    pw_vec suites;   /* of pw_job_suite */
    pw_arena *arena; /* of all that is made */
} pw_job;

/*
 * Does it: the answer into `out`, what is said beside it into `notes`. *exit is 0 fine, 1 a line
 * does not hold, 2 something could not be asked.
 */
pw_status pw_job_run(pw_job *job, pw_buf *out, pw_buf *notes, int *exit);

#endif
