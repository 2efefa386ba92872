/*
 * asan/planted.c - faults that the sanitizers have to stop: one a run, named by its argument.
 *
 * "none" does the same work without a fault and ends well. Whoever starts this program expects it
 * to die of everything else.
 */
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

enum { SIZE = 13 };

/* The compiler must not know whither, or it would say so itself. */
static volatile int nowhere;

/* The first byte behind an object: the seam of the arena, not the end of a block of malloc. */
static void write_behind(char *object)
{
    object[SIZE + nowhere] = 'x';
}

static void read_behind(const char *object)
{
    nowhere = object[SIZE + nowhere];
}

static void read_after_reset(pw_arena *a, const char *object)
{
    pw_arena_reset(a);
    nowhere = object[nowhere];
}

static void overflow(void)
{
    nowhere = INT_MAX - nowhere;
    nowhere = nowhere + 1;
}

int main(int count, char **arguments)
{
    const char *fault = count == 2 ? arguments[1] : "";
    pw_arena a = pw_arena_make(4096);
    char *object = pw_arena_take(&a, SIZE), *neighbour = pw_arena_take(&a, SIZE);
    if (object == NULL || neighbour == NULL)
        return 2;
    memset(object, 'o', SIZE);
    memset(neighbour, 'n', SIZE);
    if (strcmp(fault, "write") == 0)
        write_behind(object);
    else if (strcmp(fault, "read") == 0)
        read_behind(object);
    else if (strcmp(fault, "reset") == 0)
        read_after_reset(&a, object);
    else if (strcmp(fault, "overflow") == 0)
        overflow();
    else if (strcmp(fault, "none") != 0)
        return 2;
    pw_arena_free(&a);
    puts("alive");
    return 0;
}
