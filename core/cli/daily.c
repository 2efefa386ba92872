#include "cli/daily.h"

#include "base/limits.h"
#include "suite/job.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

typedef struct daily {
    const pw_options *o;
    pw_arena arena;
    pw_inputs read; /* the suites, and what they name */
    bool bare;      /* a suite names no manifests, and brings none */
    pw_job job;
} daily;

static int fail(const char *what, const char *why)
{
    fprintf(stderr, "podwall: %s: %s\n", what, why);
    return 2;
}

/* ---- reading ---- */

/* "dir/x.test" and "../lab" give "dir/../lab"; NULL when memory is short. */
static const char *beside(pw_arena *arena, const char *suite, pw_str path)
{
    const char *slash = strrchr(suite, '/');
    pw_buf b = pw_buf_make(1 << 16);
    pw_str whole;
    if (slash != NULL && path.len > 0 && path.at[0] != '/')
        pw_buf_put(&b, (pw_str){suite, (uint32_t)(slash - suite) + 1});
    pw_buf_put(&b, path);
    pw_buf_putc(&b, '\0');
    return pw_buf_keep(&b, arena, &whole) == PW_OK ? whole.at : NULL;
}

static bool add_files(daily *d, uint32_t from, pw_vec *files)
{
    for (uint32_t i = from; i < d->read.list.count; i++) {
        const pw_input *input = &pw_items(d->read.list, const pw_input)[i];
        pw_request_file *file = pw_push(files, &d->arena, pw_request_file);
        if (file == NULL)
            return false;
        *file = (pw_request_file){pw_str_of(input->name), {input->bytes, input->size}, false};
    }
    return true;
}

/* A suite that cannot be read is told by the job, with its line. */
static bool read_used(daily *d, const char *name, pw_job_suite *own)
{
    pw_suite suite;
    pw_str problem;
    if (pw_suite_read(&d->arena, own->text, &suite, &problem) != PW_OK)
        return true;
    for (uint32_t i = 0; i < suite.uses.count; i++) {
        const char *path = beside(&d->arena, name, pw_items(suite.uses, const pw_str)[i]);
        uint32_t before = d->read.list.count;
        if (path == NULL || !pw_inputs_read(&d->read, path) || !add_files(d, before, &own->files))
            return false;
    }
    d->bare = d->bare || (suite.uses.count == 0 && suite.inside.len == 0);
    return true;
}

static bool read_suite(daily *d, const char *name)
{
    uint32_t number = d->read.list.count;
    if (!pw_inputs_read_file(&d->read, name))
        return false;
    const pw_input *input = &pw_items(d->read.list, const pw_input)[number];
    pw_job_suite *own = pw_push(&d->job.suites, &d->arena, pw_job_suite);
    if (own == NULL)
        return false;
    *own = (pw_job_suite){.name = pw_str_of(name), .text = {input->bytes, input->size}};
    return read_used(d, name, own);
}

/* As a plugin of kubectl, for suites that say nothing of manifests. */
static bool read_cluster(daily *d)
{
    uint32_t before = d->read.list.count;
    return !d->o->kubectl.plugin || (pw_kubectl_read(&d->o->kubectl, &d->read) &&
                                     add_files(d, before, &d->job.files));
}

static bool read_all(daily *d)
{
    for (uint32_t i = 0; i < d->o->inputs.list.count; i++) {
        const pw_input *input = &pw_items(d->o->inputs.list, const pw_input)[i];
        pw_request_file *file = pw_push(&d->job.files, &d->arena, pw_request_file);
        if (file == NULL)
            return false;
        *file = (pw_request_file){pw_str_of(input->name), {input->bytes, input->size}, false};
    }
    for (int i = 0; i < d->o->operand_count; i++) {
        const char *name = d->o->operands[i];
        if (d->job.task == PW_TASK_UPDATE && strcmp(name, "-") == 0) {
            fail(name, "cannot be written over; give the suite as a file");
            return false;
        }
        if (!read_suite(d, name))
            return false;
    }
    return d->o->inputs.list.count > 0 || !d->bare || read_cluster(d);
}

/* ---- writing ---- */

static int write_over(const pw_job_suite *suite, const char *path)
{
    FILE *stream = fopen(path, "wb");
    if (stream == NULL)
        return fail(path, strerror(errno));
    bool good = fwrite(suite->updated.at, 1, suite->updated.len, stream) == suite->updated.len;
    good = fclose(stream) == 0 && good;
    return good ? 0 : fail(path, strerror(errno));
}

/* The exit it should be after all: `exit`, unless a file cannot be written. */
static int write_updated(const daily *d, int exit)
{
    int failed = 0;
    for (uint32_t i = 0; i < d->job.suites.count && failed == 0; i++) {
        const pw_job_suite *suite = &pw_items(d->job.suites, const pw_job_suite)[i];
        if (suite->updated.at != NULL)
            failed = write_over(suite, d->o->operands[i]);
    }
    return failed != 0 ? failed : exit;
}

static int run(daily *d, pw_progress *progress)
{
    pw_buf out = pw_buf_make(PW_MAX_REPLY), notes = pw_buf_make(PW_MAX_REPLY);
    int exit = 2;
    pw_progress_say(progress, "judging");
    pw_status status = pw_job_run(&d->job, &out, &notes, &exit);
    pw_progress_end(progress);
    if (status == PW_OK) {
        fwrite(pw_buf_str(&notes).at, 1, notes.len, stderr);
        fwrite(pw_buf_str(&out).at, 1, out.len, stdout);
        if (d->job.task == PW_TASK_UPDATE && exit != 2)
            exit = write_updated(d, exit);
    } else {
        fprintf(stderr, "podwall: %s\n", pw_status_text(status));
        exit = 2;
    }
    pw_buf_free(&out);
    pw_buf_free(&notes);
    return exit;
}

int pw_daily(const pw_options *o, pw_progress *progress)
{
    daily d = {.o = o, .arena = pw_arena_make(64 << 10)};
    d.read.arena = pw_arena_make(4096);
    d.job = (pw_job){.task = o->task, .form = o->form, .color = o->request.color,
                     .assume = o->request.assume, .arena = &d.arena};
    bool good = read_all(&d);
    int exit = good ? run(&d, progress) : 2;
    pw_inputs_free(&d.read);
    pw_arena_free(&d.arena);
    return exit;
}
