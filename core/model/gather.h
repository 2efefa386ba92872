/*
 * model/gather.h - documents into a cluster.
 */
#ifndef PW_MODEL_GATHER_H
#define PW_MODEL_GATHER_H

#include "model/cluster.h"

/*
 * Gathers `count` documents. The cluster lives in `arena` and points into the documents;
 * `scratch` is used and may be reset afterwards.
 */
pw_status pw_gather(pw_cluster *cluster, pw_arena *arena, pw_arena *scratch, pw_symbols *symbols,
                    pw_document *const *docs, uint32_t count);

#endif
