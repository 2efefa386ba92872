/*
 * torture/failing.h - the n-th allocation fails: what the programs of this folder share.
 *
 * malloc, calloc and realloc are wrapped by the linker, so libyaml and cJSON fail too. So is what
 * the arena hands out, since one block of its own holds hundreds of objects; it fails where
 * `arena_too` says so. Where the C library lets a program have its own free, blocks are counted:
 * closing leaves none.
 */
#ifndef PW_TORTURE_FAILING_H
#define PW_TORTURE_FAILING_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *old, size_t size);
void *__real_pw_arena_take(pw_arena *a, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *old, size_t size);
void *__wrap_pw_arena_take(pw_arena *a, size_t size);

enum { MOST_STEPS = 2000000 };

/* Allocations left until one fails (0: none will), and whether all after it fail too. */
static unsigned long countdown;
static bool for_good;
static bool met;
static bool arena_too;

/* Blocks that were handed out and not given back; without a free of our own it stays 0. */
static long blocks;

static bool fails(void)
{
    if (met && for_good)
        return true;
    if (countdown == 0 || --countdown > 0)
        return false;
    met = true;
    return true;
}

static void *counted(void *block)
{
#ifdef __GLIBC__
    blocks += block == NULL ? 0 : 1;
#endif
    return block;
}

#ifdef __GLIBC__
void __libc_free(void *block);

void free(void *block)
{
    blocks -= block == NULL ? 0 : 1;
    __libc_free(block);
}

/* That of the C library would take its block where the linker does not see it. */
char *strdup(const char *text)
{
    size_t size = strlen(text) + 1;
    char *copy = malloc(size);
    return copy == NULL ? NULL : memcpy(copy, text, size);
}
#endif

void *__wrap_malloc(size_t size) { return fails() ? NULL : counted(__real_malloc(size)); }

void *__wrap_calloc(size_t count, size_t size)
{
    return fails() ? NULL : counted(__real_calloc(count, size));
}

void *__wrap_realloc(void *old, size_t size)
{
    if (fails())
        return NULL;
    void *block = __real_realloc(old, size);
    return old == NULL ? counted(block) : block;
}

void *__wrap_pw_arena_take(pw_arena *a, size_t size)
{
    return arena_too && fails() ? NULL : __real_pw_arena_take(a, size);
}

static void fail_at(unsigned long step, bool and_after)
{
    countdown = step;
    for_good = and_after;
    met = false;
}

/* From here on nothing fails. Whether something did. */
static bool fail_no_more(void)
{
    bool was_met = met;
    fail_at(0, false);
    return was_met;
}

/* A running sum over bytes: equal answers have equal sums. */
static unsigned long mix(unsigned long sum, const char *bytes, uint32_t size)
{
    for (uint32_t i = 0; i < size; i++)
        sum = sum * 31 + (unsigned char)bytes[i];
    return sum;
}

static unsigned long passed, failed;

/*
 * Runs `once` with the n-th allocation failing, n = 1, 2, 3 ..., once for that allocation alone and
 * once for all that follow, until the failure is not met any more. It tells what broke, or NULL;
 * whether it met the failure it leaves in *reached.
 */
static void torture(const char *name, void *subject,
                    const char *(*once)(void *subject, unsigned long step, bool and_after,
                                        bool *reached))
{
    for (int and_after = 0; and_after <= 1; and_after++) {
        bool reached = true;
        for (unsigned long step = 1; step < MOST_STEPS && reached; step++) {
            const char *broke = once(subject, step, and_after, &reached);
            passed += reached && broke == NULL;
            failed += broke != NULL;
            if (broke != NULL)
                printf("%s: allocation %lu failing%s: %s\n", name, step,
                       and_after ? " for good" : "", broke);
        }
    }
}

static int torture_end(void)
{
    printf("%lu passed, %lu failed\n", passed, failed);
    return failed > 0 || passed == 0;
}

#endif
