/*
 * eval/ranges.h - a set of ports that stands on its own, to be compared between two models.
 *
 * A mask of model/ports means nothing outside its index; here a set is the list of its ranges, in
 * order, on one line of numbers: the protocol times 65536, plus the port. There is no port 0, so
 * ranges of two protocols never touch.
 */
#ifndef PW_EVAL_RANGES_H
#define PW_EVAL_RANGES_H

#include "model/ports.h"

typedef struct pw_range {
    uint32_t from; /* both ends are in it */
    uint32_t to;
} pw_range;

/* Ranges that do not touch, ascending. Zeroed memory is the empty set. */
typedef struct pw_ranges {
    pw_range *at;
    uint32_t count;
} pw_ranges;

static inline uint32_t pw_range_port(pw_protocol protocol, uint32_t port)
{
    return (uint32_t)protocol << 16 | port;
}

/* The ranges of a mask. */
pw_status pw_ranges_of(const pw_ports *ports, pw_arena *arena, uint32_t mask, pw_ranges *ranges);

/* What is in one or both of two; what is in `a` and not in `b`. `result` may be one of them. */
pw_status pw_ranges_join(pw_arena *arena, pw_ranges a, pw_ranges b, pw_ranges *result);
pw_status pw_ranges_without(pw_arena *arena, pw_ranges a, pw_ranges b, pw_ranges *result);

bool pw_ranges_has(pw_ranges ranges, pw_protocol protocol, uint32_t port);

/* A port to speak of, of a set that is not empty: 80/TCP where it is in it, else the first. */
void pw_ranges_pick(pw_ranges ranges, pw_protocol *protocol, uint32_t *port);

/* "TCP 80, 8000-8999; UDP all"; nothing for the empty set. */
void pw_ranges_write(pw_buf *b, pw_ranges ranges);

#endif
