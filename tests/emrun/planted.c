/*
 * emrun/planted.c - programs that do not end well: the tests of the page itself.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "page.h"

static void goes_well(void **state)
{
    (void)state;
}

static void is_planted(void **state)
{
    (void)state;
    assert_int_equal(1, 2);
}

/* One test in two fails. */
int planted_fails(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(goes_well), cmocka_unit_test(is_planted)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}

/* Ends as a wasm trap does: by an exception that nobody catches. */
int planted_aborts(void)
{
    abort();
}

/* Says that all is well before all has run. */
int planted_leaves(void)
{
    exit(0);
}
