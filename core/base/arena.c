#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

#ifdef PW_ASAN_GAPS
#include <sanitizer/asan_interface.h>
#define GAP 16u
#define POISON(at, size) ASAN_POISON_MEMORY_REGION((at), (size))
#define UNPOISON(at, size) ASAN_UNPOISON_MEMORY_REGION((at), (size))
#else
#define GAP 0u
#define POISON(at, size) ((void)(at), (void)(size))
#define UNPOISON(at, size) ((void)(at), (void)(size))
#endif

#define ALIGN 8u
#define MAX_CHUNK ((size_t)4 << 20)

struct pw_chunk {
    pw_chunk *older;
    size_t size;
};

pw_arena pw_arena_make(size_t first)
{
    pw_arena a = {0};
    a.next_size = first;
    return a;
}

/* Takes the first spare chunk that is large enough out of its list. */
static pw_chunk *take_spare(pw_arena *a, size_t need)
{
    for (pw_chunk **link = &a->spare; *link != NULL; link = &(*link)->older) {
        pw_chunk *chunk = *link;
        if (chunk->size < need)
            continue;
        *link = chunk->older;
        return chunk;
    }
    return NULL;
}

static pw_chunk *new_chunk(pw_arena *a, size_t need)
{
    size_t size = a->next_size > need ? a->next_size : need;
    pw_chunk *chunk = malloc(sizeof *chunk + size);
    if (chunk == NULL)
        return NULL;
    chunk->size = size;
    a->next_size = size < MAX_CHUNK / 2 ? size * 2 : MAX_CHUNK;
    return chunk;
}

static bool add_chunk(pw_arena *a, size_t need)
{
    pw_chunk *chunk = take_spare(a, need);
    if (chunk == NULL)
        chunk = new_chunk(a, need);
    if (chunk == NULL)
        return false;
    chunk->older = a->chunks;
    a->chunks = chunk;
    a->at = (char *)(chunk + 1);
    a->end = a->at + chunk->size;
    POISON(a->at, chunk->size);
    return true;
}

void *pw_arena_take(pw_arena *a, size_t size)
{
    /* Nothing is something too: its address must differ from NULL. */
    size_t whole = (size + (size == 0) + GAP + ALIGN - 1) & ~(size_t)(ALIGN - 1);
    if (whole < size)
        return NULL;
    if ((size_t)(a->end - a->at) < whole && !add_chunk(a, whole))
        return NULL;
    void *at = a->at;
    a->at += whole;
    UNPOISON(at, size);
    return memset(at, 0, size);
}

/* The largest chunks are the newest; handed back in this order they are found first. */
void pw_arena_reset(pw_arena *a)
{
    pw_chunk **end = &a->chunks;
    for (; *end != NULL; end = &(*end)->older)
        POISON(*end + 1, (*end)->size);
    *end = a->spare;
    a->spare = a->chunks;
    a->chunks = NULL;
    a->at = a->end = NULL;
}

static void free_chunks(pw_chunk *chunk)
{
    while (chunk != NULL) {
        pw_chunk *older = chunk->older;
        UNPOISON(chunk + 1, chunk->size);
        free(chunk);
        chunk = older;
    }
}

void pw_arena_free(pw_arena *a)
{
    free_chunks(a->chunks);
    free_chunks(a->spare);
    a->chunks = a->spare = NULL;
    a->at = a->end = NULL;
}

static size_t sum_chunks(const pw_chunk *chunk)
{
    size_t held = 0;
    for (; chunk != NULL; chunk = chunk->older)
        held += chunk->size;
    return held;
}

size_t pw_arena_held(const pw_arena *a)
{
    return sum_chunks(a->chunks) + sum_chunks(a->spare);
}

void *pw_block_resize(void *block, size_t size)
{
    return realloc(block, size);
}

void pw_block_free(void *block)
{
    free(block);
}
