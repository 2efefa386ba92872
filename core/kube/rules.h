/*
 * kube/rules.h - the rules that the table of fields alone cannot say, one function for each shape
 * that has some. kube/judge calls them by the table.
 */
#ifndef PW_KUBE_RULES_H
#define PW_KUBE_RULES_H

#include "kube/fields.h"
#include "kube/judge.h"
#include "kube/quantity.h"

pw_check pw_check_meta;          /* metadata of an object */
pw_check pw_check_template_meta; /* of what a workload makes: it needs no name */
pw_check pw_check_selector;      /* a label selector */
pw_check pw_check_policy;        /* the spec of a NetworkPolicy */

pw_check pw_check_namespace, pw_check_service; /* whole objects */
pw_check pw_check_deployment, pw_check_stateful_set, pw_check_daemon_set;
pw_check pw_check_replica_set, pw_check_controller, pw_check_job, pw_check_cron_job;

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
/* The template as a StatefulSet makes pods of it: a volume for each claim of `spec`, and host names
 * of its own. */
pw_status pw_pods_as_numbered(pw_checker *c, const pw_path *spec, pw_pods *p);
/* Pods are named after what makes them. */
pw_status pw_warn_of_name(pw_checker *c, const pw_path *object);

/* An address block; *good tells whether it is one. */
pw_status pw_check_cidr(pw_checker *c, const pw_path *at, pw_cidr *cidr, bool *good);

/* Pods and what they are made of. */
pw_check pw_check_pod, pw_check_pod_spec;
pw_check pw_check_template; /* what a workload makes; its kind has more to say of it */
pw_check pw_check_container, pw_check_init_container;
pw_check pw_check_container_port, pw_check_env, pw_check_env_source, pw_check_env_from;
pw_check pw_check_field_ref, pw_check_resource_ref, pw_check_key_ref;
pw_check pw_check_mount, pw_check_device;
pw_check pw_check_probe, pw_check_handler, pw_check_http, pw_check_port_number, pw_check_sleep;
pw_check pw_check_resources, pw_check_claim, pw_check_pod_claim;
pw_check pw_check_security, pw_check_pod_security, pw_check_sysctl, pw_check_host_sharing;
pw_check pw_check_seccomp, pw_check_apparmor;
pw_check pw_check_volume, pw_check_empty_dir, pw_check_host_path;
pw_check pw_check_key_to_path, pw_check_nfs;
pw_check pw_check_claim_spec;
pw_check pw_check_node_selector, pw_check_node_label, pw_check_node_field, pw_check_weighted;
pw_check pw_check_pod_term, pw_check_weighted_pod, pw_check_toleration, pw_check_spread;
pw_check pw_check_readiness_gate, pw_check_host_alias;

/* What the server warns of in a pod or in the template of pods at `pod`, a mapping with metadata
 * and spec. It does when everything is judged and nothing is wrong. */
pw_status pw_warn_pod(pw_checker *c, const pw_path *pod);

/* The container or volume called `name` in the list at `list`, before the item `end` if that is
 * not NULL; *at is where. */
bool pw_find_named(const pw_path *list, pw_str name, const pw_path *end, pw_path *at);

/* Whether an item before `end` (NULL: one of all) has this text under `key`. */
bool pw_has_text(const pw_path *list, const char *key, pw_str text, const pw_path *end);

/* A step through the containers of a pod that has `spec`, those of its start first; begin with one
 * that is zeroed. It must not be moved. */
typedef struct pw_containers {
    pw_path list;
    pw_step step;
    uint32_t lists;
} pw_containers;

bool pw_each_container(const pw_path *spec, pw_containers *each);

/* What annotations say of the pod that has `spec`. */
pw_status pw_check_pod_notes(pw_checker *c, const pw_path *notes, const pw_path *spec);

/* The spec of the pod that something stands in. */
const pw_path *pw_pod_spec_above(const pw_path *at);

/* What is needed of a mapping that holds one of the shapes of its table: `many` is said where
 * there are more, `none` where there is none of them (NULL: that is fine). */
pw_status pw_check_one_of(pw_checker *c, const pw_path *at, const pw_shape *shape,
                          const char *many, const char *none);

/* A path without .., and one that is also relative. */
pw_status pw_check_no_backsteps(pw_checker *c, const pw_path *at);
pw_status pw_check_descending(pw_checker *c, const pw_path *at);

/* "resources", "overhead": a mapping of amounts. The one at `at`, as it is stored; zero if bad. */
pw_quantity pw_quantity_at(const pw_path *at);
/* Says that something is wrong with an amount. */
pw_status pw_say_quantity(pw_checker *c, const pw_path *at, pw_quantity amount,
                          const char *detail);

/* Spaces around the name of an image, which only pods must not have. */
pw_check pw_check_image_padding;

/* Ports of the node that two containers of the list take. */
pw_status pw_check_host_ports(pw_checker *c, const pw_path *containers);

/* The port of the node that leads to a port of a container; 0: none. */
int64_t pw_host_port(pw_checker *c, const pw_path *port);

pw_status pw_check_annotations(pw_checker *c, const pw_path *notes);

/* The labels at `labels`, a mapping. */
pw_status pw_check_labels(pw_checker *c, const pw_path *labels);

/* The name of a port at `port`, where a number could stand as well. */
pw_status pw_check_port_name(pw_checker *c, const pw_path *port);

#endif
