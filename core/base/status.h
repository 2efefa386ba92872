/*
 * base/status.h - forwarding of failures.
 *
 * A function that can fail returns pw_status (include/podwall.h) and hands results out through
 * pointers. PW_TRY leaves the calling function with the first status that is not PW_OK.
 */
#ifndef PW_BASE_STATUS_H
#define PW_BASE_STATUS_H

#include "include/podwall.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PW_TRY(call)                        \
    do {                                    \
        pw_status try_status = (call);      \
        if (try_status != PW_OK)            \
            return try_status;              \
    } while (0)

/* Leaves the calling function when `pointer` (usually an assignment) is NULL. */
#define PW_NEED(pointer)           \
    do {                           \
        if ((pointer) == NULL)     \
            return PW_E_NOMEM;     \
    } while (0)

/* "No index": what look-ups return when there is nothing. */
#define PW_NONE UINT32_MAX

#endif
