#include "eval/ranges.h"

#define PORT_BITS 0xffffu

/* Adds a range that does not begin before the last one; one that touches it makes it longer. */
static void append(pw_ranges *r, uint32_t from, uint32_t to)
{
    if (r->count > 0 && from <= r->at[r->count - 1].to + 1) {
        if (to > r->at[r->count - 1].to)
            r->at[r->count - 1].to = to;
        return;
    }
    r->at[r->count++] = (pw_range){from, to};
}

pw_status pw_ranges_of(const pw_ports *ports, pw_arena *arena, uint32_t mask, pw_ranges *ranges)
{
    const pw_word *bits = pw_ports_bits(ports, mask);
    *ranges = (pw_ranges){0};
    PW_NEED(ranges->at = pw_new_array(arena, pw_range, pw_bits_count(bits, ports->words) + 1));
    for (int p = 0; p < PW_PROTOCOLS; p++)
        for (uint32_t i = ports->base[p]; i < ports->base[p + 1]; i++)
            if (pw_bits_has(bits, i))
                append(ranges, pw_range_port((pw_protocol)p, ports->starts[i]),
                       pw_range_port((pw_protocol)p, pw_ports_end(ports, i)));
    return PW_OK;
}

pw_status pw_ranges_join(pw_arena *arena, pw_ranges a, pw_ranges b, pw_ranges *result)
{
    pw_ranges joined = {0};
    uint32_t i = 0, k = 0;
    PW_NEED(joined.at = pw_new_array(arena, pw_range, a.count + b.count + 1));
    while (i < a.count || k < b.count) {
        bool of_a = k == b.count || (i < a.count && a.at[i].from <= b.at[k].from);
        pw_range next = of_a ? a.at[i++] : b.at[k++];
        append(&joined, next.from, next.to);
    }
    *result = joined;
    return PW_OK;
}

/* What of one range the ranges of `b` from number *at on leave; those before end before it. */
static void subtract(pw_ranges *rest, pw_range range, pw_ranges b, uint32_t *at)
{
    while (*at < b.count && b.at[*at].to < range.from)
        (*at)++;
    for (uint32_t k = *at; k < b.count && b.at[k].from <= range.to; k++) {
        if (b.at[k].from > range.from)
            append(rest, range.from, b.at[k].from - 1);
        range.from = b.at[k].to + 1;
        if (range.from > range.to)
            return;
    }
    append(rest, range.from, range.to);
}

pw_status pw_ranges_without(pw_arena *arena, pw_ranges a, pw_ranges b, pw_ranges *result)
{
    pw_ranges rest = {0};
    uint32_t at = 0;
    PW_NEED(rest.at = pw_new_array(arena, pw_range, a.count + b.count + 1));
    for (uint32_t i = 0; i < a.count; i++)
        subtract(&rest, a.at[i], b, &at);
    *result = rest;
    return PW_OK;
}

bool pw_ranges_has(pw_ranges ranges, pw_protocol protocol, uint32_t port)
{
    uint32_t wanted = pw_range_port(protocol, port), low = 0, high = ranges.count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (ranges.at[middle].to < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ranges.count && ranges.at[low].from <= wanted;
}

void pw_ranges_pick(pw_ranges ranges, pw_protocol *protocol, uint32_t *port)
{
    bool web = pw_ranges_has(ranges, PW_TCP, 80);
    uint32_t first = web ? pw_range_port(PW_TCP, 80) : ranges.at[0].from;
    *protocol = (pw_protocol)(first >> 16);
    *port = first & PORT_BITS;
}

void pw_ranges_write(pw_buf *b, pw_ranges ranges)
{
    uint32_t before = PW_NONE;
    for (uint32_t i = 0; i < ranges.count; i++) {
        uint32_t protocol = ranges.at[i].from >> 16;
        uint32_t from = ranges.at[i].from & PORT_BITS, to = ranges.at[i].to & PORT_BITS;
        if (protocol != before)
            pw_buf_print(b, "%s%s ", before == PW_NONE ? "" : "; ",
                         pw_protocol_name((pw_protocol)protocol));
        else
            pw_buf_puts(b, ", ");
        before = protocol;
        if (from == 1 && to == PW_MAX_PORT)
            pw_buf_puts(b, "all");
        else if (from == to)
            pw_buf_print(b, "%u", from);
        else
            pw_buf_print(b, "%u-%u", from, to);
    }
}
