/*
 * model/blocks.h - all ipBlocks of the policies, as sets of addresses that they tell apart.
 *
 * The address space is cut at the borders of all blocks and their exceptions; addresses of one
 * interval are in the same blocks. Intervals in equal blocks share one set. Set 0 is "in none".
 */
#ifndef PW_MODEL_BLOCKS_H
#define PW_MODEL_BLOCKS_H

#include "base/bits.h"
#include "model/cluster.h"

typedef struct pw_blocks {
    pw_vec list;            /* of const pw_ip_block *, distinct */
    pw_table table;
    pw_ip *starts;          /* of the intervals, in order, the families one after the other */
    uint32_t *set_of;       /* set of each interval */
    uint32_t intervals;
    pw_vec sets;            /* of pw_word *, each over `list` */
    pw_table set_table;
    uint32_t words;         /* of one set */
} pw_blocks;

pw_status pw_blocks_build(pw_blocks *b, pw_arena *arena, const pw_cluster *c);

/* The number of a block of the policies. */
uint32_t pw_blocks_number(const pw_blocks *b, const pw_ip_block *block);

/* The set of blocks that hold `ip`. */
uint32_t pw_blocks_set_of(const pw_blocks *b, pw_ip ip);

static inline const pw_word *pw_blocks_set(const pw_blocks *b, uint32_t set)
{
    return pw_items(b->sets, const pw_word *)[set];
}

/* Whether an address is in a block and in none of its exceptions (S10). */
bool pw_block_has(const pw_ip_block *block, pw_ip ip);

#endif
