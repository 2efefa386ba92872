/*
 * kube/quantity.h - amounts like 100m, 0.5, 2Gi and 1e3, as containers ask for them.
 */
#ifndef PW_KUBE_QUANTITY_H
#define PW_KUBE_QUANTITY_H

#include "base/str.h"

/* Reads an amount; NULL, or what the server says is wrong with the text. */
const char *pw_quantity_read(pw_str text, double *amount);

#endif
