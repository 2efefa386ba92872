/*
 * cli/main - the command line: options in, an exit code out.
 */
#include "api/session.h"
#include "base/limits.h"
#include "cli/bench.h"
#include "cli/codes.h"
#include "cli/daily.h"
#include "cli/options.h"
#include "cli/progress.h"

#include <stdio.h>
#include <string.h>

static void put(FILE *stream, const pw_buf *b)
{
    pw_str text = pw_buf_str(b);
    fwrite(text.at, 1, text.len, stream);
}

static int answer(const pw_request *request, pw_progress *progress)
{
    pw_buf out = pw_buf_make(PW_MAX_REPLY), notes = pw_buf_make(PW_MAX_REPLY);
    pw_session *session = pw_open();
    int exit = 2;
    pw_progress_say(progress, "judging");
    pw_status status = session == NULL ? PW_E_NOMEM
                                       : pw_session_answer(session, request, &out, &notes, &exit);
    pw_progress_end(progress);
    if (status == PW_OK) {
        if (request->format == PW_AS_JSON)
            pw_buf_putc(&out, '\n');
        put(stderr, &notes); /* first, in a terminal as in a pipe */
        put(stdout, &out);
    } else {
        fprintf(stderr, "podwall: %s\n", pw_status_text(status));
        exit = 2;
    }
    pw_close(session);
    pw_buf_free(&out);
    pw_buf_free(&notes);
    return exit;
}

/* ---- fix --write, explain-code ---- */

static bool write_file(const pw_request_file *file)
{
    char name[4096];
    if (file->name.len >= sizeof name || pw_str_is(file->name, "-")) {
        fwrite(file->text.at, 1, file->text.len, stdout);
        return true;
    }
    memcpy(name, file->name.at, file->name.len);
    name[file->name.len] = '\0';
    FILE *f = fopen(name, "wb");
    bool good = f != NULL && fwrite(file->text.at, 1, file->text.len, f) == file->text.len;
    if (f != NULL && fclose(f) != 0)
        good = false;
    if (!good)
        fprintf(stderr, "podwall: cannot write %s\n", name);
    return good;
}

/* The diff is not shown: the files are changed instead. */
static int fix(pw_request *request)
{
    pw_arena arena = pw_arena_make(64 << 10);
    pw_changed changed = {.arena = &arena};
    pw_buf out = pw_buf_make(PW_MAX_REPLY), notes = pw_buf_make(PW_MAX_REPLY);
    pw_session *session = pw_open();
    int exit = 2;
    request->changed = &changed;
    pw_status status = session == NULL ? PW_E_NOMEM
                                       : pw_session_answer(session, request, &out, &notes, &exit);
    put(stderr, &notes);
    if (status != PW_OK) {
        fprintf(stderr, "podwall: %s\n", pw_status_text(status));
        exit = 2;
    }
    for (uint32_t i = 0; status == PW_OK && i < changed.files.count; i++)
        if (!write_file(&pw_items(changed.files, const pw_request_file)[i]))
            exit = 2;
    pw_close(session);
    pw_buf_free(&out);
    pw_buf_free(&notes);
    pw_arena_free(&arena);
    return exit;
}

static int explain(pw_code code)
{
    /* Findings of valid policies have a page each. */
    bool page = code >= PW_ACCIDENTAL_OR;
    printf("%s %s (%s)\n\n%s\n\ndocs/%s%s.md has an example.\n", pw_code_id(code),
           pw_code_slug(code), pw_severity_name(pw_code_severity(code)), pw_code_meaning(code),
           page ? "codes/" : "codes", page ? pw_code_id(code) : "");
    return 0;
}

/* ---- ask ---- */

/* Whether a request is complete at the end of a line: all brackets closed, no open string. */
typedef struct balance {
    int depth;
    bool text;
    bool escaped;
} balance;

static void weigh(balance *b, int c)
{
    if (b->text) {
        bool ends = c == '"' && !b->escaped;
        b->escaped = c == '\\' && !b->escaped;
        b->text = !ends;
        return;
    }
    b->text = c == '"';
    b->depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
}

static bool ask(pw_session *session, const pw_buf *line)
{
    pw_str text = pw_str_trim(pw_buf_str(line));
    if (text.len == 0 && line->status == PW_OK)
        return true;
    char *room = pw_request_buffer(session, text.len);
    if (room == NULL || line->status != PW_OK) {
        puts("{\"schema\":1,\"ok\":false,\"error\":{\"code\":\"too-large\",\"message\":"
             "\"the request is too large\",\"candidates\":[]},\"exit\":2}");
        return false;
    }
    for (uint32_t i = 0; i < text.len; i++)
        room[i] = text.at[i];
    pw_status status = pw_run(session, text.len);
    fwrite(pw_reply(session), 1, pw_reply_size(session), stdout);
    putchar('\n');
    fflush(stdout);
    return status == PW_OK;
}

/* Requests from standard input, each ending with its line; a reply line for each. */
static int ask_all(void)
{
    pw_session *session = pw_open();
    pw_buf line = pw_buf_make(PW_MAX_REQUEST);
    balance b = {0};
    bool good = session != NULL;
    for (int c; session != NULL && (c = getchar()) != EOF;) {
        pw_buf_putc(&line, (char)c);
        weigh(&b, c);
        if (c != '\n' || b.depth > 0 || b.text)
            continue;
        good = ask(session, &line) && good;
        pw_buf_clear(&line);
        b = (balance){0};
    }
    if (session != NULL)
        good = ask(session, &line) && good;
    pw_buf_free(&line);
    pw_close(session);
    return good ? 0 : 2;
}

/* Whoever types requests, or measures, is not to be talked to. */
static pw_progress begin_progress(int argc, char **argv)
{
    bool talks = argc > 2 && strcmp(argv[1], "ask") != 0 && strcmp(argv[1], "bench") != 0;
    return talks ? pw_progress_begin("reading") : (pw_progress){-1, 0};
}

int main(int argc, char **argv)
{
    pw_progress progress = begin_progress(argc, argv);
    pw_options o = pw_options_read(argc, argv);
    int exit = 2;
    switch (o.command) {
    case PW_DO_REQUEST: exit = answer(&o.request, &progress); break;
    case PW_DO_ASK: exit = ask_all(); break;
    case PW_DO_FIX: exit = fix(&o.request); break;
    case PW_DO_EXPLAIN: exit = explain(o.code); break;
    case PW_DO_DAILY: exit = pw_daily(&o, &progress); break;
    case PW_DO_BENCH: exit = pw_bench(&o); break;
    case PW_DO_NOTHING: exit = 0; break;
    case PW_DO_FAIL: break;
    }
    pw_progress_end(&progress);
    pw_options_free(&o);
    if (fflush(stdout) != 0 || ferror(stdout))
        exit = 2;
    return exit;
}
