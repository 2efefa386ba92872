/*
 * wasm/libc.c - functions of the C library that are large there, small, in the browser's builds only.
 *
 * strtod: cJSON calls it to learn where a number ends, and keeps the double; podwall reads numbers
 * from the text itself and never looks at that double. The libc's brings 128-bit floats along, a
 * tenth of the whole download. This one finds the end and gives back 0.
 * qsort: a heap sort, in a quarter of the bytes. strchr: byte by byte.
 * memcpy, memmove, memset: an instruction each. Where the code itself asks for them the compiler
 * writes that instruction; these are for the rest of the libc, which would bring its own.
 */
#include <stddef.h>
#include <string.h>

double strtod(const char *text, char **end);
void qsort(void *list, size_t count, size_t size, int (*order)(const void *, const void *));

/* ---- strtod */

static const char *digits(const char *at)
{
    while (*at >= '0' && *at <= '9')
        at++;
    return at;
}

/* [+-] digits [. digits] [(e|E) [+-] digits]; an exponent without digits is not part of it. */
static const char *number_end(const char *text)
{
    const char *at = text + (*text == '+' || *text == '-');
    const char *whole = digits(at), *fraction = whole;
    if (*whole == '.')
        fraction = digits(whole + 1);
    if (whole == at && fraction <= whole + 1)
        return text;
    if (*fraction != 'e' && *fraction != 'E')
        return fraction;
    const char *exponent = fraction + 1 + (fraction[1] == '+' || fraction[1] == '-');
    return digits(exponent) > exponent ? digits(exponent) : fraction;
}

double strtod(const char *text, char **end)
{
    *end = (char *)(__UINTPTR_TYPE__)number_end(text);
    return 0;
}

/* ---- qsort */

typedef struct heap {
    char *at;
    size_t size;
    int (*order)(const void *, const void *);
} heap;

static void swap(const heap *h, size_t one, size_t other)
{
    char *a = h->at + one * h->size, *b = h->at + other * h->size;
    for (size_t i = 0; i < h->size; i++) {
        char byte = a[i];
        a[i] = b[i];
        b[i] = byte;
    }
}

static int is_less(const heap *h, size_t one, size_t other)
{
    return h->order(h->at + one * h->size, h->at + other * h->size) < 0;
}

/* Moves the item at `from` below all that are greater, within the first `count`. */
static void sink(const heap *h, size_t from, size_t count)
{
    for (size_t child; (child = 2 * from + 1) < count; from = child) {
        if (child + 1 < count && is_less(h, child, child + 1))
            child++;
        if (!is_less(h, from, child))
            return;
        swap(h, from, child);
    }
}

void qsort(void *list, size_t count, size_t size, int (*order)(const void *, const void *))
{
    heap h = {list, size, order};
    for (size_t i = count / 2; i-- > 0;)
        sink(&h, i, count);
    for (size_t end = count; end-- > 1;) {
        swap(&h, 0, end);
        sink(&h, 0, end);
    }
}

/* ---- strchr, memcpy, memmove, memset */

char *strchr(const char *text, int c)
{
    for (; *text != (char)c; text++)
        if (*text == '\0')
            return NULL;
    return (char *)(__UINTPTR_TYPE__)text;
}

void *memcpy(void *to, const void *from, size_t count)
{
    return __builtin_memcpy(to, from, count);
}

void *memmove(void *to, const void *from, size_t count)
{
    return __builtin_memmove(to, from, count);
}

void *memset(void *to, int byte, size_t count)
{
    return __builtin_memset(to, byte, count);
}
