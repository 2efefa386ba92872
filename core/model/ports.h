/*
 * model/ports.h - ports as sets: the ranges that rules tell apart, and lists of ports as masks.
 *
 * Each protocol's ports are cut at the borders that rules mention; a piece is a column, and a
 * mask is a set of columns. Masks and port lists are shared by number. Mask 0 is nothing, mask 1
 * everything. What a list with names means depends on the destination's named ports, so a mask is
 * made of a list and a `numbers` of model/classes.
 */
#ifndef PW_MODEL_PORTS_H
#define PW_MODEL_PORTS_H

#include "model/classes.h"

#define PW_MASK_NONE 0u
#define PW_MASK_ALL 1u
#define PW_MAX_PORT 65535u

typedef struct pw_ports {
    pw_arena *arena;
    const pw_classes *classes;
    uint32_t *starts;                  /* first port of each column */
    uint32_t base[PW_PROTOCOLS + 1];   /* columns of protocol p are [base[p], base[p + 1]) */
    uint32_t columns;
    uint32_t words;                    /* of a mask */
    pw_vec masks;                      /* of pw_word * */
    pw_table mask_table;
    pw_number_lists lists;             /* two numbers for each item; 0 = every port */
    pw_vec unions;                     /* of pw_memo, as are the two below */
    pw_table union_table;
    pw_vec meets;
    pw_table meet_table;
    pw_vec list_masks;
    pw_table list_mask_table;
} pw_ports;

/* Cuts the ports at what the rules of all policies mention. */
pw_status pw_ports_build(pw_ports *p, pw_arena *arena, const pw_classes *classes);

/* The number of a rule's port list. */
pw_status pw_ports_list(pw_ports *p, const pw_list *ports, uint32_t *list);

/* Whether a list holds a name. */
bool pw_ports_is_named(const pw_ports *p, uint32_t list);

/* The mask of a list towards a destination with these named ports. */
pw_status pw_ports_mask(pw_ports *p, uint32_t list, uint32_t numbers, uint32_t *mask);

/* The mask of what is in one or both of two, of what is in both. */
pw_status pw_ports_union(pw_ports *p, uint32_t a, uint32_t b, uint32_t *mask);
pw_status pw_ports_meet(pw_ports *p, uint32_t a, uint32_t b, uint32_t *mask);

/* The column of a port (1 to 65535). */
uint32_t pw_ports_column(const pw_ports *p, pw_protocol protocol, uint32_t port);

/* The last port of a column. */
uint32_t pw_ports_end(const pw_ports *p, uint32_t column);

static inline const pw_word *pw_ports_bits(const pw_ports *p, uint32_t mask)
{
    return pw_items(p->masks, const pw_word *)[mask];
}

#endif
