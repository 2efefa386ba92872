/*
 * emrun/page.h - the programs of the page that are no unit tests. Each returns 0 when all is well.
 */
#ifndef PW_EMRUN_PAGE_H
#define PW_EMRUN_PAGE_H

#include <stdbool.h>

/* The corpus sample, below /corpus; `flip` turns the first verdict of each table round. */
int corpus(bool flip);

/* What must not go well: see planted.c. */
int planted_fails(void);
int planted_aborts(void);
int planted_leaves(void);

#endif
