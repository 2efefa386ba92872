/*
 * fuzz/probes.c - any bytes as probes: rows of a TSV, lines of expectations, a suite or a case.
 *
 * They are asked of a small cluster. Of a suite there is more to hold: what was updated holds, and
 * so does what was frozen. An input has nothing to begin with; it is read in all three ways.
 */
#include "ask.h"
#include "lab.h"
#include "base/limits.h"
#include "suite/job.h"

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

enum { MOST_BYTES = 1 << 13 };

static const char lab[] = LAB;

static cJSON *of_lab(const char *verb, const char *key, const char *text)
{
    cJSON *request = fuzz_request(verb), *files = cJSON_AddArrayToObject(request, "files");
    cJSON *file = cJSON_CreateObject();
    cJSON_AddStringToObject(file, "name", "lab.yaml");
    cJSON_AddStringToObject(file, "text", lab);
    cJSON_AddItemToArray(files, file);
    cJSON_AddStringToObject(request, key, text);
    return request;
}

static void ask_session(const char *text)
{
    pw_session *s = pw_open();
    if (s == NULL)
        return;
    cJSON_Delete(fuzz_ask(s, of_lab("verdicts", "tsv", text)));
    cJSON_Delete(fuzz_ask(s, of_lab("grade", "expect", text)));
    cJSON *request = of_lab("verdicts", "tsv", text);
    cJSON_AddStringToObject(request, "as", "text");
    cJSON_Delete(fuzz_ask(s, request));
    pw_close(s);
}

/* Does one task with a suite. Its exit; what came of it stands in `made`, in `arena`. */
static int do_task(pw_arena *arena, pw_task task, pw_report_form form, pw_str text, pw_str *made)
{
    pw_job job = {.task = task, .form = form, .assume = pw_assume_default(), .arena = arena};
    pw_buf out = pw_buf_make(PW_MAX_REPLY), notes = pw_buf_make(PW_MAX_REPLY);
    pw_request_file *file = pw_push(&job.files, arena, pw_request_file);
    pw_job_suite *suite = pw_push(&job.suites, arena, pw_job_suite);
    int exit = 2;
    *made = PW_STR("");
    if (file == NULL || suite == NULL)
        return exit;
    *file = (pw_request_file){PW_STR("lab.yaml"), {lab, sizeof lab - 1}, false};
    *suite = (pw_job_suite){.name = PW_STR("it's.test"), .text = text};
    if (task == PW_TASK_SNAPSHOT)
        job.suites.count = 0;
    pw_status status = pw_job_run(&job, &out, &notes, &exit);
    if (status == PW_E_BUG)
        fuzz_wrong("a suite makes podwall contradict itself", "");
    if (status == PW_OK && pw_buf_keep(&out, arena, made) != PW_OK)
        *made = PW_STR("");
    if (status == PW_OK && suite->updated.at != NULL)
        *made = suite->updated;
    else if (status == PW_OK && task == PW_TASK_UPDATE)
        *made = text;
    pw_buf_free(&out);
    pw_buf_free(&notes);
    return status == PW_OK ? exit : 2;
}

static void report(pw_str text)
{
    for (int form = PW_REPORT_TEXT; form <= PW_REPORT_JUNIT; form++) {
        pw_arena arena = pw_arena_make(1 << 14);
        pw_str made;
        do_task(&arena, PW_TASK_TEST, (pw_report_form)form, text, &made);
        if (form == PW_REPORT_JSON && made.len > 0) {
            cJSON *read = cJSON_ParseWithLength(made.at, made.len);
            if (read == NULL)
                fuzz_wrong("the report is no JSON", "");
            cJSON_Delete(read);
        }
        pw_arena_free(&arena);
    }
}

/* What is made of a suite, or of no suite, holds when it is tested, unless a hand must mend it. */
static void make_and_hold(pw_task task, pw_str text)
{
    pw_arena arena = pw_arena_make(1 << 14);
    pw_str made, said;
    int exit = do_task(&arena, task, PW_REPORT_TEXT, text, &made);
    if (exit == 0 && task != PW_TASK_SCRIPT &&
        do_task(&arena, PW_TASK_TEST, PW_REPORT_TEXT, made, &said) != 0)
        fuzz_wrong("what was made of a suite does not hold", made.len == 0 ? "" : said.at);
    pw_arena_free(&arena);
}

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size)
{
    if (size > MOST_BYTES)
        return 0;
    char *text = malloc(size + 1);
    if (text == NULL)
        return 0;
    memcpy(text, data, size);
    text[size] = '\0';
    ask_session(text);
    free(text);
    pw_str suite = {(const char *)data, (uint32_t)size};
    report(suite);
    make_and_hold(PW_TASK_UPDATE, suite);
    make_and_hold(PW_TASK_SCRIPT, suite);
    make_and_hold(PW_TASK_SNAPSHOT, suite);
    return 0;
}
