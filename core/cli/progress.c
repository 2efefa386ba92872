#include "cli/progress.h"

#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { SECOND = 1000, WORD = 64 }; /* milliseconds; the longest word, with its line end */

#ifdef __EMSCRIPTEN__

pw_progress pw_progress_begin(const char *what)
{
    (void)what;
    return (pw_progress){-1, 0};
}

#else

/* Of what the parent said last, the last word. */
static void take(char *word, const char *said, ssize_t size)
{
    ssize_t end = size - 1, from = end;
    while (from > 0 && said[from - 1] != '\n')
        from--;
    if (end - from < WORD)
        memcpy(word, said + from, (size_t)(end - from));
    word[end - from < WORD ? end - from : 0] = '\0';
}

/* Says every second what is done, until the other end of the pipe is closed. */
static void watch(int pipe)
{
    char word[WORD + 1] = "", said[256];
    bool shown = false;
    for (unsigned seconds = 0;;) {
        struct pollfd wait = {.fd = pipe, .events = POLLIN};
        if (poll(&wait, 1, SECOND) == 0) {
            fprintf(stderr, "\r\x1b[Kpodwall: %s, %u s ...", word, ++seconds);
            shown = true;
            continue;
        }
        ssize_t size = read(pipe, said, sizeof said);
        if (size <= 0)
            break;
        take(word, said, size);
    }
    if (shown)
        fprintf(stderr, "\r\x1b[K");
}

pw_progress pw_progress_begin(const char *what)
{
    pw_progress p = {-1, 0};
    int ends[2];
    if (!isatty(STDERR_FILENO) || pipe(ends) != 0)
        return p;
    fflush(stdout);
    p.child = fork();
    if (p.child == 0) {
        close(ends[1]);
        watch(ends[0]);
        _exit(0);
    }
    close(ends[0]);
    p.pipe = ends[1];
    if (p.child < 0)
        pw_progress_end(&p);
    else
        pw_progress_say(&p, what);
    return p;
}

#endif

void pw_progress_say(const pw_progress *p, const char *what)
{
    char line[WORD + 1];
    int size = snprintf(line, sizeof line, "%s\n", what);
    /* In one piece, as the child takes it; if that fails it says what it said before. */
    if (p->pipe >= 0 && write(p->pipe, line, (size_t)size) < 0)
        return;
}

void pw_progress_end(pw_progress *p)
{
    if (p->pipe < 0)
        return;
    close(p->pipe);
    if (p->child > 0)
        waitpid(p->child, NULL, 0);
    p->pipe = -1;
}
