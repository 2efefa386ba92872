/*
 * kube/schedule.h - when a CronJob starts: schedules like "0 3 * * *" or @daily, and time zones.
 */
#ifndef PW_KUBE_SCHEDULE_H
#define PW_KUBE_SCHEDULE_H

#include "base/buf.h"

/* Whether a schedule can be read; if not, what the server says of it is written. */
bool pw_schedule_check(pw_str text, pw_buf *fault);

/* Whether there may be a time zone of this name: of regions, not of cities, all are known. */
bool pw_zone_known(pw_str name);

#endif
