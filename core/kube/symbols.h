/*
 * kube/symbols.h - every distinct text that labels and selectors use, as a small number.
 *
 * Two labels are compared by one number: the pair of key and value. Numbers are never reused
 * while the table lives; it outlives the documents whose labels it numbers.
 */
#ifndef PW_KUBE_SYMBOLS_H
#define PW_KUBE_SYMBOLS_H

#include "base/str.h"
#include "base/table.h"
#include "base/vec.h"

typedef struct pw_pair {
    uint32_t key;
    uint32_t value;
} pw_pair;

typedef struct pw_symbols {
    pw_arena arena;
    pw_vec texts; /* of pw_str */
    pw_vec pairs; /* of pw_pair */
    pw_table text_table;
    pw_table pair_table;
} pw_symbols;

pw_symbols pw_symbols_make(void);
void pw_symbols_free(pw_symbols *s);

/* The number of a text, of a pair; made when new. */
pw_status pw_symbols_text(pw_symbols *s, pw_str text, uint32_t *number);
pw_status pw_symbols_pair(pw_symbols *s, uint32_t key, uint32_t value, uint32_t *number);

pw_str pw_symbols_str(const pw_symbols *s, uint32_t text);
pw_pair pw_symbols_parts(const pw_symbols *s, uint32_t pair);

#endif
