/*
 * kube/quantity.h - amounts like 100m, 0.5, 2Gi and 1e3, as containers ask for them.
 *
 * They are kept as the server keeps them: to the thousandth, rounded away from zero.
 */
#ifndef PW_KUBE_QUANTITY_H
#define PW_KUBE_QUANTITY_H

#include "base/buf.h"

typedef enum pw_quantity_form { PW_BY_THOUSANDS, PW_BY_1024, PW_BY_EXPONENT } pw_quantity_form;

typedef struct pw_quantity {
    bool minus;      /* never of zero */
    uint64_t whole;  /* at most 2^63 - 1: larger amounts are cut to it */
    uint32_t milli;  /* thousandths, below 1000 */
    uint8_t form;    /* pw_quantity_form: how it was written, and is written back */
} pw_quantity;

/* Reads an amount; NULL, or what the server says is wrong with the text. */
const char *pw_quantity_read(pw_str text, pw_quantity *amount);

/* Below zero, zero, or above it: as a is less than, the same as, or more than b. */
int pw_quantity_order(pw_quantity a, pw_quantity b);

/* The sum of two that are not negative. */
pw_quantity pw_quantity_add(pw_quantity a, pw_quantity b);

/* As the server writes it: 0.1 is 100m, 2048Mi is 2Gi. */
void pw_quantity_write(pw_buf *b, pw_quantity amount);

#endif
