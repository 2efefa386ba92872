/*
 * lint/checks.h - the findings, each a function that looks at one place and says what is wrong
 * there. The table in lint/findings.c calls them in the order of precedence.
 */
#ifndef PW_LINT_CHECKS_H
#define PW_LINT_CHECKS_H

#include "lint/notes.h"

typedef pw_status pw_lint_check(pw_lint *l, const pw_at *at);

/* lint/shape.c: what dashes, keys and names say */
pw_lint_check pw_find_rules_ignored, pw_find_denials, pw_find_dangling, pw_find_empty_ports,
    pw_find_dash_before_ports, pw_find_duplicates;

/* lint/subjects.c: whom policies guard */
pw_lint_check pw_find_namespace_missing, pw_find_selects_nothing, pw_find_host_subjects,
    pw_find_unselected, pw_find_not_enforced;

/* lint/peers.c: whom peers mean */
pw_lint_check pw_find_accidental_or, pw_find_api_server, pw_find_node_targets, pw_find_host_peers,
    pw_find_empty_peers;

/* lint/surplus.c: what could as well be missing */
pw_lint_check pw_find_not_in_undone, pw_find_surplus_policy, pw_find_surplus_rule,
    pw_find_surplus_peer;

/* lint/blocks.c: addresses */
pw_lint_check pw_find_except_no_effect, pw_find_any_address, pw_find_pod_blocks, pw_find_nat_blocks;

/* lint/ports.c: ports */
pw_lint_check pw_find_named_ports, pw_find_numbered_ports;

/* lint/reach.c: what flows, and what does not */
pw_lint_check pw_find_isolates_ingress, pw_find_without_dns, pw_find_one_end;

#endif
