/*
 * lint/within.h - whether all that one thing admits is admitted by another, for any pod, address
 * and port there may ever be: read from the conditions, not from the pods at hand.
 */
#ifndef PW_LINT_WITHIN_H
#define PW_LINT_WITHIN_H

#include "lint/notes.h"

/* Whether whatever fits `a` also fits `b`. */
bool pw_selector_within(const pw_selector *a, const pw_selector *b);

/* The same for peers of policies in namespace `ns`. */
bool pw_peer_within(const pw_lint *l, uint32_t ns, const pw_peer *a, const pw_peer *b);

/* Whether every address of the range [first, last] without `holes` is in one of the blocks. */
bool pw_range_covered(pw_cidr range, const pw_cidr *holes, uint32_t hole_count,
                      const pw_ip_block *const *blocks, uint32_t count);

/* Whether the port list `a` admits no port that `b` does not. Empty lists admit all. */
bool pw_ports_within(const pw_list *a, const pw_list *b);

/* Whether a peer takes in everything of its kind: a namespace, the cluster, a family. */
bool pw_peer_is_wildcard(const pw_peer *peer);

#endif
