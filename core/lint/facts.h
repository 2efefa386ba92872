/*
 * lint/facts.h - what findings ask of the cluster at hand: whom a policy, a peer or a rule means,
 * which ports pods have, which pods answer for DNS.
 */
#ifndef PW_LINT_FACTS_H
#define PW_LINT_FACTS_H

#include "eval/service.h"
#include "lint/notes.h"

/* Fills in what all findings share: selections, pods by class, policies by namespace, DNS. */
pw_status pw_facts_make(pw_lint *l);

/* The selector without conditions. */
extern const pw_selector pw_every;

/* An empty set of classes, for as long as one policy is looked at; NULL when memory is short. */
pw_word *pw_facts_set(pw_lint *l);

/* The pods among the classes that a peer means; an ipBlock means none here. */
pw_status pw_facts_peer(pw_lint *l, const pw_at *at, const pw_peer *peer, pw_word **set);

/* The pods that fit a podSelector (NULL: all) in a namespace, or in those that fit. */
pw_status pw_facts_pods(pw_lint *l, const pw_selector *pods, const pw_selector *namespaces,
                        uint32_t ns, pw_word **set);

/* The pods that are called when a rule lets a connection pass; false when addresses may be, too. */
pw_status pw_facts_targets(pw_lint *l, const pw_at *at, pw_word **set, bool *only_pods);

/* Whether a workload makes such pods, though none runs now: scaled to none, or finished. */
bool pw_facts_expects(const pw_lint *l, const pw_selector *pods, const pw_selector *namespaces,
                      uint32_t ns);

/* Whether a policy selects any pod, whether its namespace has any. */
bool pw_facts_selects(const pw_lint *l, const pw_at *at);
bool pw_facts_ns_has_pods(const pw_lint *l, uint32_t ns);

bool pw_facts_is_empty(const pw_lint *l, const pw_word *set);

bool pw_pod_declares_ports(const pw_member *pod);

/* Whether all that a rule's ports name is DNS's port; false for a rule without ports. */
bool pw_rule_is_dns(const pw_rule *rule);

#endif
