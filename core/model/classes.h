/*
 * model/classes.h - pods that no policy can tell apart, as one class.
 *
 * A class is: a namespace, the labels that policies mention, the ipBlocks around its address, and
 * the ports behind the names that policies mention. A pod with addresses of both families is in
 * one class for each. Addresses outside the cluster, nodes and hostNetwork pods (S19) are classes
 * without namespace. Classes stand in the order of namespaces, those without one at the end.
 */
#ifndef PW_MODEL_CLASSES_H
#define PW_MODEL_CLASSES_H

#include "model/assume.h"
#include "model/blocks.h"
#include "model/numbers.h"

/* A port name with its protocol, as a rule mentions it. */
typedef struct pw_port_name {
    pw_str name;
    pw_protocol protocol;
} pw_port_name;

typedef struct pw_class {
    uint32_t ns;      /* PW_NONE: an address, not a pod */
    uint32_t shape;   /* of its labels */
    uint32_t blocks;  /* set of pw_blocks */
    uint32_t numbers; /* what the mentioned port names stand for; 0 = nothing */
    uint32_t members; /* pods whose first address puts them here */
    uint32_t pod;     /* one of them, or PW_NONE */
} pw_class;

typedef struct pw_classes {
    pw_arena *arena;
    const pw_cluster *cluster;
    const pw_blocks *blocks;
    bool block_pods;       /* ipBlocks match pods */
    pw_class *at;
    uint32_t count;
    uint32_t words;        /* of a set of classes */
    uint32_t *ns_from;     /* classes of namespace i are [ns_from[i], ns_from[i + 1]) */
    uint32_t *of_pod;      /* PW_FAMILIES for each pod; PW_NONE where it has no address */
    uint32_t *of_blocks;   /* the outside class of each set of blocks */
    pw_number_lists shapes;  /* pairs, and keys with other values (PW_OTHER_VALUE) */
    pw_number_lists numbers; /* of name << 16 | number; 0 is empty */
    pw_vec names;          /* of pw_port_name: the port names that rules mention */
    pw_table name_table;
    uint8_t *key_used;     /* by text symbol: a selector mentions this key */
    uint8_t *pair_used;    /* by pair symbol */
} pw_classes;

/* Marks an entry of a shape that is a key whose value no policy mentions. */
#define PW_OTHER_VALUE 0x80000000u

pw_status pw_classes_build(pw_classes *classes, pw_arena *arena, pw_arena *scratch,
                           const pw_cluster *c, const pw_blocks *blocks, const pw_assume *assume);

/* The class of a pod seen over one family, of an outside address. */
static inline uint32_t pw_class_of_pod(const pw_classes *classes, uint32_t pod, pw_family family)
{
    return classes->of_pod[pod * PW_FAMILIES + family];
}

static inline uint32_t pw_class_of_ip(const pw_classes *classes, pw_ip ip)
{
    return classes->of_blocks[pw_blocks_set_of(classes->blocks, ip)];
}

/* The number of a port name that a rule mentions. */
uint32_t pw_classes_name(const pw_classes *classes, pw_str name, pw_protocol protocol);

static inline const pw_numbers *pw_classes_shape(const pw_classes *classes, uint32_t shape)
{
    return pw_numbers_at(&classes->shapes, shape);
}

static inline const pw_numbers *pw_classes_numbers(const pw_classes *classes, uint32_t numbers)
{
    return pw_numbers_at(&classes->numbers, numbers);
}

#endif
