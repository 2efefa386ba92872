/*
 * kube/time.h - times like 2026-01-31T12:00:00Z, as metadata has them.
 */
#ifndef PW_KUBE_TIME_H
#define PW_KUBE_TIME_H

#include "base/buf.h"

/* Whether `text` is such a time; when it is not, what the server says is written into `fault`. */
bool pw_time_check(pw_str text, pw_buf *fault);

#endif
