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

pw_check pw_check_namespace, pw_check_node, pw_check_service; /* whole objects */
pw_check pw_check_deployment, pw_check_stateful_set, pw_check_daemon_set;
pw_check pw_check_replica_set, pw_check_job, pw_check_cron_job;

pw_check pw_check_claim_spec; /* of a claim of a volume */

/* The parts of a workload that are judged together; it must not be moved. */
typedef struct pw_pods {
    pw_path selector;
    pw_path pods; /* template */
    pw_path meta; /* of the template, and its labels */
    pw_path labels;
    pw_path spec;
    pw_path restart;
} pw_pods;

void pw_pods_find(const pw_path *spec, pw_pods *p);
/* Says that the selector does not fit the labels of the template, if so; `also`: as a further
 * cause of what was said of the selector. */
pw_status pw_check_fit(pw_checker *c, const pw_pods *p, bool also);
/* Says of the selector what `detail` says. */
pw_status pw_say_selector(pw_checker *c, const pw_path *selector, const char *detail);
/* Pods are named after what makes them. */
pw_status pw_warn_of_name(pw_checker *c, const pw_path *object);

/* An address block; *good tells whether it is one. */
pw_status pw_check_cidr(pw_checker *c, const pw_path *at, pw_cidr *cidr, bool *good);


/* The labels at `labels`, a mapping. */
pw_status pw_check_labels(pw_checker *c, const pw_path *labels);

/* The name of a port at `port`, where a number could stand as well. */
pw_status pw_check_port_name(pw_checker *c, const pw_path *port);

#endif
