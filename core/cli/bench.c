#include "cli/bench.h"

#include "eval/explain.h"
#include "text/reader.h"
#include "text/yaml.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#define PROBES 4096u

enum { SCAN, TREE, OBJECTS, INDEX, PAIRS, KEYSTROKE, LOOKUP, EXPLAIN, STAGES };

typedef struct bench {
    const pw_options *o;
    pw_snapshot s;
    pw_arena scratch;
    double *times[STAGES]; /* one for each round, in milliseconds */
    uint32_t round;
    double sink;           /* keeps the compiler from leaving out what is timed */
} bench;

/* CPU time, where it is known: other programs of a busy machine do not count. */
static double now(void)
{
    struct timespec t;
    if (clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t) != 0)
        clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void note(bench *b, int stage, double since)
{
    b->times[stage][b->round] = now() - since;
}

static const pw_request_file *file_at(const bench *b, uint32_t i)
{
    return &pw_items(b->o->request.files, const pw_request_file)[i];
}

static void time_scan(bench *b)
{
    double start = now();
    for (uint32_t i = 0; i < b->o->request.files.count; i++)
        b->sink += (double)pw_yaml_scan(file_at(b, i)->text);
    note(b, SCAN, start);
}

static pw_status time_tree(bench *b)
{
    double start = now();
    for (uint32_t i = 0; i < b->s.doc_count; i++) {
        pw_vec roots = {0};
        pw_arena_reset(&b->scratch);
        PW_TRY(pw_document_tree(b->s.docs[i], &b->scratch, &roots));
        b->sink += roots.count;
    }
    note(b, TREE, start);
    return PW_OK;
}

/* Text to objects from nothing; the tree's share is taken off when reporting. */
static pw_status time_objects(bench *b)
{
    pw_store_clear(&b->s.store);
    pw_snapshot_touch(&b->s);
    double start = now();
    for (uint32_t i = 0; i < b->o->request.files.count; i++)
        PW_TRY(pw_store_put(&b->s.store, file_at(b, i)->name, file_at(b, i)->text));
    note(b, OBJECTS, start);
    return PW_OK;
}

static pw_status time_index(bench *b, pw_pair_counts *counts)
{
    double start = now();
    PW_TRY(pw_snapshot_gather(&b->s));
    PW_TRY(pw_snapshot_index(&b->s, &b->o->request.assume));
    note(b, INDEX, start);
    start = now();
    PW_TRY(pw_index_count(&b->s.index, counts));
    note(b, PAIRS, start);
    return PW_OK;
}

/* One document is typed into, and everything is judged again. */
static pw_status time_keystroke(bench *b)
{
    pw_pair_counts counts;
    pw_file *file = &b->s.store.files[b->s.store.count - 1];
    if (file->count == 0)
        return PW_OK;
    uint32_t last = file->count - 1;
    pw_buf text = pw_buf_make(256u << 20);
    pw_buf_put(&text, file->docs[last]->source.text);
    pw_buf_print(&text, "# %u\n", b->round);
    double start = now();
    pw_status status = pw_store_edit(&b->s.store, file->name, last, pw_buf_str(&text));
    pw_snapshot_touch(&b->s);
    if (status == PW_OK)
        status = pw_snapshot_build(&b->s, &b->o->request.assume);
    if (status == PW_OK)
        status = pw_index_count(&b->s.index, &counts);
    note(b, KEYSTROKE, start);
    pw_buf_free(&text);
    return status;
}

/* Pseudo-random pairs, the same every time. */
static pw_flow probe(const bench *b, uint32_t i)
{
    uint32_t pods = b->s.cluster.pods.count, mix = i * 2654435761u;
    return (pw_flow){{.pod = mix % pods}, {.pod = (mix >> 8) * 31 % pods}, PW_TCP,
                     1 + mix % 65535};
}

static pw_status time_questions(bench *b)
{
    pw_trail trail;
    if (b->s.cluster.pods.count == 0)
        return PW_OK;
    double start = now();
    for (uint32_t i = 0; i < PROBES; i++) {
        pw_flow flow = probe(b, i);
        b->sink += pw_judge(&b->s, &flow).allowed ? 1 : 0;
    }
    note(b, LOOKUP, start);
    start = now();
    for (uint32_t i = 0; i < PROBES / 16; i++) {
        pw_flow flow = probe(b, i);
        pw_arena_reset(&b->scratch);
        PW_TRY(pw_explain(&b->s, &b->scratch, &flow, &trail));
    }
    note(b, EXPLAIN, start);
    return PW_OK;
}

static pw_status run_round(bench *b, pw_pair_counts *counts)
{
    time_scan(b);
    PW_TRY(time_objects(b));
    PW_TRY(time_index(b, counts));
    PW_TRY(time_tree(b));
    PW_TRY(time_questions(b));
    return time_keystroke(b);
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return x < y ? -1 : x > y;
}

static double median(bench *b, int stage)
{
    qsort(b->times[stage], b->o->rounds, sizeof(double), ascending);
    return b->times[stage][b->o->rounds / 2];
}

static void report(bench *b, const pw_pair_counts *counts)
{
    struct rusage usage;
    uint64_t bytes = 0;
    double tree = median(b, TREE), objects = median(b, OBJECTS) - tree;
    const char *form = b->o->request.format == PW_AS_JSON
        ? "{\"bytes\":%llu,\"scan_ms\":%.3f,\"tree_ms\":%.3f,\"objects_ms\":%.3f,"
          "\"index_ms\":%.3f,\"pairs_ms\":%.3f,\"keystroke_ms\":%.3f,\"lookup_ns\":%.1f,"
          "\"explain_ns\":%.1f,\"classes\":%u,\"peak_rss_kb\":%ld,\"pods\":%u,"
          "\"policies\":%u,\"connected_pod_pairs\":%llu}\n"
        : "bytes      %llu\nscan       %.3f ms\ntree       %.3f ms\nobjects    %.3f ms\n"
          "index      %.3f ms\npairs      %.3f ms\nkeystroke  %.3f ms\nlookup     %.1f ns\n"
          "explain    %.1f ns\nclasses    %u\npeak rss   %ld kB\npods       %u\n"
          "policies   %u\nconnected  %llu pod pairs\n";
    for (uint32_t i = 0; i < b->o->request.files.count; i++)
        bytes += file_at(b, i)->text.len;
    getrusage(RUSAGE_SELF, &usage);
    printf(form, (unsigned long long)bytes, median(b, SCAN), tree, objects > 0 ? objects : 0,
           median(b, INDEX), median(b, PAIRS), median(b, KEYSTROKE),
           median(b, LOOKUP) * 1e6 / PROBES, median(b, EXPLAIN) * 1e6 / (PROBES / 16),
           b->s.classes.count, usage.ru_maxrss, b->s.cluster.pods.count,
           b->s.cluster.policies.count, (unsigned long long)counts->pods);
}

int pw_bench(const pw_options *o)
{
    bench b = {.o = o, .scratch = pw_arena_make(1 << 16)};
    pw_pair_counts counts = {0};
    pw_status status = PW_OK;
    pw_snapshot_open(&b.s);
    for (int i = 0; i < STAGES && status == PW_OK; i++) {
        b.times[i] = pw_new_array(&b.s.store.symbols.arena, double, o->rounds);
        status = b.times[i] == NULL ? PW_E_NOMEM : PW_OK;
    }
    for (; b.round < o->rounds && status == PW_OK; b.round++)
        status = run_round(&b, &counts);
    if (status == PW_OK)
        report(&b, &counts);
    else
        fprintf(stderr, "podwall: the benchmark failed with status %d\n", (int)status);
    pw_snapshot_close(&b.s);
    pw_arena_free(&b.scratch);
    return status == PW_OK && b.sink >= 0 ? 0 : 2;
}
