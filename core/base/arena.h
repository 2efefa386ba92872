/*
 * base/arena.h - memory that is given back all at once.
 *
 * An arena hands out zeroed, aligned memory that lives until the arena is reset or freed; single
 * things are never freed. Only this module calls malloc and free. Sanitizer builds
 * (PW_ASAN_GAPS) leave a poisoned gap after every object, so that an overrun is caught.
 */
#ifndef PW_BASE_ARENA_H
#define PW_BASE_ARENA_H

#include "base/status.h"

typedef struct pw_chunk pw_chunk;

typedef struct pw_arena {
    pw_chunk *chunks; /* in use, newest first */
    pw_chunk *spare;  /* kept by a reset, to be used again */
    char *at;         /* next free byte of the newest chunk */
    char *end;
    size_t next_size; /* of the chunk to come */
} pw_arena;

/* An empty arena whose first chunk will hold `first` bytes. Takes no memory yet. */
pw_arena pw_arena_make(size_t first);

/* Zeroed memory of `size` bytes, aligned for any type; NULL when memory is short. */
void *pw_arena_take(pw_arena *a, size_t size);

/* Forgets all objects and keeps the memory, to be used again. */
void pw_arena_reset(pw_arena *a);

/* Gives the memory back. The arena is empty and may be used again. */
void pw_arena_free(pw_arena *a);

/* Bytes asked of the system so far. */
size_t pw_arena_held(const pw_arena *a);

#define pw_new(arena, type) ((type *)pw_arena_take((arena), sizeof(type)))
#define pw_new_array(arena, type, count) \
    ((type *)pw_arena_take((arena), sizeof(type) * (size_t)(count)))

/* Resizes a block that was got here or is NULL; NULL (block unchanged) when memory is short. */
void *pw_block_resize(void *block, size_t size);

/* Frees such a block. NULL is fine. */
void pw_block_free(void *block);

#endif
