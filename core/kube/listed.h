/*
 * kube/listed.h - what kubectl says of the fields of objects that stand in a list.
 *
 * A server judges objects that come one by one; a list it takes from nobody, so kubectl looks at
 * the items itself. It knows the same types, but has words of its own, and other rules: null is no
 * value in a list or mapping, a text may be any scalar, and some fields must be there.
 */
#ifndef PW_KUBE_LISTED_H
#define PW_KUBE_LISTED_H

#include "kube/schema.h"
#include "text/node.h"

/* Adds to `faults`, with commas between, what is wrong with the fields of an object; how many that
 * are. `kind` is its own; where `listed`, it is a list of objects of that kind. */
uint32_t pw_listed_faults(const pw_node *node, const pw_kind_info *kind, bool listed,
                          pw_buf *faults);

#endif
