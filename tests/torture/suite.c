/*
 * torture/suite.c - suites with the n-th allocation failing: test in all its forms, update,
 * snapshot, verify-script.
 *
 * A job that met the failure ends with PW_E_NOMEM, or as if nothing had been; the same job done
 * again gives the same bytes as ever, and nothing is left behind.
 */
#include "failing.h"
#include "../fuzz/lab.h"
#include "base/limits.h"
#include "suite/job.h"

static const char manifests[] = LAB "---\nkind: broken\n";

/* Lines that hold, that do not, and that cannot be asked. */
static const char suite_text[] =
    "# a note\n"
    "allow dev/d -> dev/b 80  # holds\n"
    "allow a -> dev/b 80\n"
    "deny  * -> dev/b all\n"
    "only  outside -> dev/b 80 9000-9010/TCP\n"
    "partly dev/* -> dev/d all/UDP\n"
    "ask   ip:10.1.2.3 -> svc:dev/s 8080\n"
    "allow dev/gone -> dev/b 80\n";

static const char case_text[] =
    "kind: PodwallCase\ntitle: t\nexpect: |\n  allow x -> y 1\n  deny * -> y 2\n"
    "---\nkind: Pod\napiVersion: v1\nmetadata: {name: x}\n"
    "---\nkind: Pod\napiVersion: v1\nmetadata: {name: y}\n";

static const char wrong_text[] = "allow a -> b\n";

static const struct kind {
    const char *name;
    pw_task task;
    pw_report_form form;
} kinds[] = {
    {"test", PW_TASK_TEST, PW_REPORT_TEXT},
    {"test as JSON", PW_TASK_TEST, PW_REPORT_JSON},
    {"test as TAP", PW_TASK_TEST, PW_REPORT_TAP},
    {"test as JUnit", PW_TASK_TEST, PW_REPORT_JUNIT},
    {"update", PW_TASK_UPDATE, PW_REPORT_TEXT},
    {"snapshot", PW_TASK_SNAPSHOT, PW_REPORT_TEXT},
    {"snapshot as JSON", PW_TASK_SNAPSHOT, PW_REPORT_JSON},
    {"verify-script", PW_TASK_SCRIPT, PW_REPORT_TEXT},
};

static bool add_suite(pw_job *job, const char *name, const char *text)
{
    pw_job_suite *suite = pw_push(&job->suites, job->arena, pw_job_suite);
    if (suite != NULL)
        *suite = (pw_job_suite){.name = pw_str_of(name), .text = pw_str_of(text)};
    return suite != NULL;
}

static bool fill(pw_job *job)
{
    pw_request_file *file = pw_push(&job->files, job->arena, pw_request_file);
    if (file == NULL)
        return false;
    *file = (pw_request_file){PW_STR("lab.yaml"), {manifests, sizeof manifests - 1}, false};
    if (job->task == PW_TASK_SNAPSHOT)
        return true;
    if (!add_suite(job, "lab.test", suite_text))
        return false;
    return job->task != PW_TASK_TEST ||
           (add_suite(job, "case.yaml", case_text) && add_suite(job, "wrong.test", wrong_text));
}

static unsigned long sum_of(const pw_job *job, const pw_buf *out, const pw_buf *notes, int exit)
{
    unsigned long sum = mix((unsigned long)exit, out->at, out->len);
    sum = mix(sum, notes->at, notes->len);
    for (uint32_t i = 0; i < job->suites.count; i++) {
        pw_str updated = pw_items(job->suites, const pw_job_suite)[i].updated;
        sum = mix(sum, updated.at, updated.len);
    }
    return sum;
}

static pw_status do_job(const struct kind *kind, unsigned long *sum)
{
    pw_arena arena = pw_arena_make(1 << 14);
    pw_job job = {.task = kind->task, .form = kind->form, .color = true, .arena = &arena,
                  .assume = pw_assume_default()};
    pw_buf out = pw_buf_make(PW_MAX_REPLY), notes = pw_buf_make(PW_MAX_REPLY);
    int exit = 2;
    pw_status status = fill(&job) ? pw_job_run(&job, &out, &notes, &exit) : PW_E_NOMEM;
    *sum = status == PW_OK ? sum_of(&job, &out, &notes, exit) : 0;
    pw_buf_free(&out);
    pw_buf_free(&notes);
    pw_arena_free(&arena);
    return status;
}

typedef struct subject {
    const struct kind *kind;
    unsigned long expected;
} subject;

static const char *do_once(void *of, unsigned long step, bool and_after, bool *reached)
{
    const subject *it = of;
    unsigned long sum;
    long blocks_before = blocks;
    fail_at(step, and_after);
    pw_status status = do_job(it->kind, &sum);
    *reached = fail_no_more();
    if (blocks != blocks_before)
        return "memory was lost";
    if (status != PW_OK && (status != PW_E_NOMEM || !*reached))
        return "it ends otherwise than for want of memory";
    if (status == PW_OK && sum != it->expected)
        return "memory ran short, and it was not said";
    status = do_job(it->kind, &sum);
    return status == PW_OK && sum == it->expected ? NULL : "afterwards the job ends differently";
}

int main(void)
{
    arena_too = true;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        subject it = {&kinds[i], 0};
        pw_status status = do_job(it.kind, &it.expected);
        if (status == PW_OK)
            torture(it.kind->name, &it, do_once);
        else
            printf("%s: it is not done at all\n", it.kind->name);
        failed += status != PW_OK;
    }
    return torture_end();
}
