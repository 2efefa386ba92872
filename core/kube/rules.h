/*
 * kube/rules.h - the rules that the table of fields alone cannot say, one function for each shape
 * that has some. kube/judge calls them by the table.
 */
#ifndef PW_KUBE_RULES_H
#define PW_KUBE_RULES_H

#include "kube/fields.h"
#include "kube/judge.h"

pw_check pw_check_meta;          /* metadata of an object */
pw_check pw_check_template_meta; /* of what a workload makes: it needs no name */
pw_check pw_check_selector;      /* a label selector */
pw_check pw_check_policy;        /* the spec of a NetworkPolicy */

/* The labels at `labels`, a mapping. */
pw_status pw_check_labels(pw_checker *c, const pw_path *labels);

/* The name of a port at `port`, where a number could stand as well. */
pw_status pw_check_port_name(pw_checker *c, const pw_path *port);

#endif
