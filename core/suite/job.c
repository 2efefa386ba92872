#include "suite/job.h"

#include "api/version.h"
#include "suite/freeze.h"
#include "suite/script.h"
#include "suite/update.h"

typedef struct worker {
    pw_job *job;
    pw_request request;   /* the replies' view of the job */
    pw_reply_to r;
    pw_report report;
    pw_snapshot shared;   /* of the files for all suites */
    bool said_omitted;
} worker;

static pw_status put_files(pw_snapshot *s, const pw_vec *files)
{
    for (uint32_t i = 0; i < files->count; i++) {
        const pw_request_file *file = &pw_items(*files, const pw_request_file)[i];
        PW_TRY(pw_store_put(&s->store, file->name, file->text));
    }
    return PW_OK;
}

/* A snapshot of the job's files and, where there is one, of a suite's own. */
static pw_status build(worker *w, pw_snapshot *s, const pw_job_suite *own, pw_str inside)
{
    PW_TRY(put_files(s, &w->job->files));
    if (own != NULL)
        PW_TRY(put_files(s, &own->files));
    if (inside.len > 0)
        PW_TRY(pw_store_put(&s->store, own->name, inside));
    pw_snapshot_touch(s);
    return pw_snapshot_build(s, &w->job->assume);
}

/* What a verdict leaves out is said beside the answer; in JSON at its end, of one snapshot. */
static void say_omitted(worker *w)
{
    if (w->job->form != PW_REPORT_JSON && (!w->said_omitted || w->r.snapshot != &w->shared))
        pw_reply_omitted(&w->r);
    w->said_omitted = w->said_omitted || w->r.snapshot == &w->shared;
}

static pw_status report_trial(worker *w, pw_job_suite *own, const pw_suite *suite)
{
    pw_trial trial;
    PW_TRY(pw_trial_run(w->r.snapshot, w->job->arena, suite, &trial));
    if (w->job->task == PW_TASK_UPDATE)
        return pw_update_suite(&w->r, own->name, own->text, &trial, &own->updated);
    if (w->job->task == PW_TASK_SCRIPT)
        return pw_script_write(&w->r, own->name, &trial);
    return pw_report_suite(&w->report, own->name, own->text, &trial);
}

static pw_status run_on(worker *w, pw_job_suite *own, const pw_suite *suite)
{
    pw_snapshot s;
    if (own->files.count == 0 && suite->inside.len == 0) {
        w->r.snapshot = &w->shared;
        say_omitted(w);
        return report_trial(w, own, suite);
    }
    pw_snapshot_open(&s);
    w->r.snapshot = &s;
    pw_status status = build(w, &s, own, suite->inside);
    if (status == PW_OK) {
        say_omitted(w);
        status = report_trial(w, own, suite);
    }
    pw_snapshot_close(&s);
    w->r.snapshot = &w->shared;
    return status;
}

/* Why a suite that can be read cannot be run; empty when it can. */
static pw_str what_lacks(const worker *w, const pw_job_suite *own, const pw_suite *suite)
{
    if (w->job->files.count + own->files.count == 0 && suite->inside.len == 0)
        return PW_STR("there are no manifests: give them with -f, or name them in the suite: "
                      "use PATH");
    /* What a snapshot that failed leaves behind must not pass for ever. */
    if (suite->lines.count == 0)
        return PW_STR("it expects nothing: a line looks like: allow prod/backend -> "
                      "prod/database 8080/TCP");
    return PW_STR("");
}

static pw_status run_suite(worker *w, pw_job_suite *own)
{
    pw_suite suite;
    pw_str problem;
    pw_status status = pw_suite_read(w->job->arena, own->text, &suite, &problem);
    if (status == PW_OK)
        problem = what_lacks(w, own, &suite);
    else if (status != PW_E_REQUEST)
        return status;
    if (problem.len == 0)
        return run_on(w, own, &suite);
    pw_report_problem(&w->report, own->name, problem);
    return PW_OK;
}

static pw_status run_suites(worker *w)
{
    bool reports = w->job->task == PW_TASK_TEST;
    pw_status status = PW_OK;
    pw_report_begin(&w->report, &w->r, w->job->form);
    for (uint32_t i = 0; i < w->job->suites.count && status == PW_OK; i++)
        status = run_suite(w, &pw_items(w->job->suites, pw_job_suite)[i]);
    if (reports || w->job->form == PW_REPORT_JSON)
        pw_report_end(&w->report);
    else
        pw_buf_free(&w->report.body);
    return status;
}

static pw_status do_task(worker *w)
{
    w->r.snapshot = &w->shared;
    PW_TRY(build(w, &w->shared, NULL, PW_STR("")));
    if (w->job->task != PW_TASK_SNAPSHOT)
        return run_suites(w);
    say_omitted(w);
    return pw_freeze_write(&w->r);
}

static pw_status answer(worker *w)
{
    static const char *const names[] = {"test", "test", "snapshot", "verify-script"};
    pw_json *j = &w->r.json;
    bool json = w->job->form == PW_REPORT_JSON;
    if (json) {
        pw_json_open(j, '{');
        pw_json_putn(j, "schema", PW_SCHEMA);
        pw_json_puts(j, "do", names[w->job->task]);
        pw_json_putb(j, "ok", true);
    }
    PW_TRY(do_task(w));
    if (json) {
        pw_reply_omitted(&w->r);
        pw_json_putn(j, "exit", (uint64_t)w->r.exit);
        pw_json_close(j, '}');
        pw_buf_putc(w->r.out, '\n');
    }
    return PW_OK;
}

pw_status pw_job_run(pw_job *job, pw_buf *out, pw_buf *notes, int *exit)
{
    worker w = {.job = job, .request = pw_request_make(PW_GRADE)};
    w.request.format = job->form == PW_REPORT_JSON ? PW_AS_JSON : PW_AS_TEXT;
    w.request.color = job->color;
    w.r = (pw_reply_to){.request = &w.request, .arena = job->arena, .out = out, .notes = notes,
                        .json = {.out = out}};
    pw_snapshot_open(&w.shared);
    pw_status status = answer(&w);
    pw_snapshot_close(&w.shared);
    *exit = w.r.exit;
    if (status == PW_OK)
        status = out->status != PW_OK ? out->status : notes->status;
    return status;
}
