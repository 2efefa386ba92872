/*
 * kube/selector.h - whether labels fit a selector, one condition at a time (S2, S3).
 *
 * This is the plain reading of the rules, for single questions and explanations; the model asks
 * in sets, by an index.
 */
#ifndef PW_KUBE_SELECTOR_H
#define PW_KUBE_SELECTOR_H

#include "kube/object.h"

/* The label under this key; NULL when there is none. */
const pw_label *pw_labels_get(const pw_list *labels, uint32_t key_symbol);

bool pw_label_fits(const pw_label *wanted, const pw_list *labels);
bool pw_requirement_fits(const pw_requirement *r, const pw_list *labels);

/* Whether all conditions fit; an empty selector fits everything. */
bool pw_selector_fits(const pw_selector *s, const pw_list *labels);

/* Whether it has no condition at all. */
bool pw_selector_is_empty(const pw_selector *s);

#endif
