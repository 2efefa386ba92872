/*
 * kube/object.h - the objects podwall knows, as typed values.
 *
 * They are filled by kube/decode after the table in kube/schema, completed by kube/derive
 * (defaults, numbers of labels, parsed addresses) and never changed afterwards. Texts point into
 * the document. What was not given has `given` false, or a text whose `at` is NULL.
 */
#ifndef PW_KUBE_OBJECT_H
#define PW_KUBE_OBJECT_H

#include "base/str.h"
#include "kube/address.h"
#include "text/span.h"

typedef struct pw_text {
    pw_str s;
    pw_span span;
} pw_text;

typedef struct pw_int {
    int32_t value;
    bool given;
    pw_span span;
} pw_int;

typedef struct pw_flag {
    bool value;
    bool given;
} pw_flag;

/* A number or a name: the API's IntOrString. */
typedef struct pw_int_or_text {
    bool given;
    bool named;
    int32_t number;
    pw_str name;
    pw_span span;
} pw_int_or_text;

/* `count` items of one type; `given` also for an empty list, not for null. */
typedef struct pw_list {
    void *at;
    uint32_t count;
    bool given;
    pw_span span;
} pw_list;

#define pw_list_items(list, type) ((const type *)(list).at)
#define pw_list_edit(list, type) ((type *)(list).at) /* for kube/derive, which completes them */

/* Where a mapping stands: first member of every decoded mapping. */
typedef struct pw_head {
    bool given;
    pw_span key;  /* its key, or its first byte in a list */
    pw_span span; /* its value */
} pw_head;

typedef struct pw_label {
    pw_text key;
    pw_text value;
    uint32_t key_symbol;
    uint32_t pair; /* of pw_symbols */
} pw_label;

typedef enum pw_operator { PW_IN, PW_NOT_IN, PW_EXISTS, PW_DOES_NOT_EXIST } pw_operator;

typedef struct pw_requirement {
    pw_head head;
    pw_text key;
    pw_text op;
    pw_list values; /* of pw_text */
    pw_operator kind;
    uint32_t key_symbol;
    uint32_t *pairs; /* one for each value */
} pw_requirement;

typedef struct pw_selector {
    pw_head head;
    pw_list labels;       /* of pw_label */
    pw_list requirements; /* of pw_requirement */
} pw_selector;

typedef struct pw_ip_block {
    pw_head head;
    pw_text cidr;
    pw_list except; /* of pw_text */
    pw_cidr block;
    pw_cidr *holes; /* one for each except */
} pw_ip_block;

typedef struct pw_peer {
    pw_head head;
    pw_selector pods;
    pw_selector namespaces;
    pw_ip_block block;
} pw_peer;

typedef enum pw_protocol { PW_TCP, PW_UDP, PW_SCTP, PW_PROTOCOLS } pw_protocol;

typedef struct pw_port {
    pw_head head;
    pw_text protocol_text;
    pw_int_or_text port;
    pw_int end_port;
    pw_protocol protocol;
} pw_port;

typedef struct pw_rule {
    pw_head head;
    pw_list peers; /* of pw_peer */
    pw_list ports; /* of pw_port */
} pw_rule;

typedef enum pw_direction { PW_INGRESS, PW_EGRESS, PW_DIRECTIONS } pw_direction;

typedef struct pw_policy {
    pw_head head;
    pw_selector pods;
    pw_list types;                 /* of pw_text */
    pw_list rules[PW_DIRECTIONS];  /* of pw_rule */
    bool isolates[PW_DIRECTIONS];  /* policyTypes with its defaults */
} pw_policy;

typedef struct pw_container_port {
    pw_head head;
    pw_int number;
    pw_text name;
    pw_text protocol_text;
    pw_protocol protocol;
} pw_container_port;

typedef struct pw_container {
    pw_head head;
    pw_list ports; /* of pw_container_port */
} pw_container;

typedef struct pw_pod_spec {
    pw_head head;
    pw_list containers; /* of pw_container */
    pw_text node_name;
    pw_flag host_network;
    pw_list node_selector; /* of pw_label */
} pw_pod_spec;

typedef struct pw_address {
    pw_head head;
    pw_text ip;
    pw_text type;
} pw_address;

typedef struct pw_pod_status {
    pw_head head;
    pw_text phase;
    pw_text pod_ip;
    pw_list pod_ips; /* of pw_address */
    pw_text host_ip;
    pw_list host_ips; /* of pw_address */
} pw_pod_status;

typedef struct pw_pod {
    pw_pod_spec spec;
    pw_pod_status status;
    pw_ip ips[PW_FAMILIES];     /* the first of each family, read from the status */
    bool has_ip[PW_FAMILIES];
    pw_family first;            /* family of the first address */
    pw_ip *host_ips;
    uint32_t host_ip_count;
} pw_pod;

typedef struct pw_owner {
    pw_head head;
    pw_text kind;
    pw_text name;
    pw_flag controller;
} pw_owner;

typedef struct pw_meta {
    pw_head head;
    pw_text name;
    pw_text ns; /* metadata.namespace, "default" when missing; empty for Namespace and Node */
    pw_list labels; /* of pw_label */
    pw_list owners; /* of pw_owner */
} pw_meta;

typedef struct pw_template {
    pw_head head;
    pw_meta meta;
    pw_pod_spec spec;
} pw_template;

typedef struct pw_workload_spec {
    pw_head head;
    pw_int replicas;
    pw_int parallelism;
    pw_int completions;
    pw_selector selector;
    pw_template pods;
} pw_workload_spec;

typedef struct pw_job_template {
    pw_head head;
    pw_workload_spec spec;
} pw_job_template;

typedef struct pw_cron_spec {
    pw_head head;
    pw_job_template job;
} pw_cron_spec;

typedef struct pw_workload_status {
    pw_head head;
    pw_text completed; /* completionTime of a finished Job */
} pw_workload_status;

typedef struct pw_workload {
    pw_workload_spec spec; /* of a CronJob: of its jobs */
    pw_workload_status status;
} pw_workload;

typedef struct pw_cron_job {
    pw_cron_spec spec;
} pw_cron_job;

typedef struct pw_service_port {
    pw_head head;
    pw_text name;
    pw_text protocol_text;
    pw_int port;
    pw_int node_port;
    pw_int_or_text target;
    pw_protocol protocol;
} pw_service_port;

typedef struct pw_service_spec {
    pw_head head;
    pw_text type;
    pw_text cluster_ip;
    pw_text external_name;
    pw_text traffic; /* externalTrafficPolicy */
    pw_list selector; /* of pw_label */
    pw_list ports;    /* of pw_service_port */
} pw_service_spec;

typedef struct pw_service {
    pw_service_spec spec;
} pw_service;

typedef struct pw_node_status {
    pw_head head;
    pw_list addresses; /* of pw_address */
} pw_node_status;

typedef struct pw_cluster_node {
    pw_node_status status;
} pw_cluster_node;

typedef enum pw_object_kind {
    PW_NAMESPACE,
    PW_POD,
    PW_NODE,
    PW_SERVICE,
    PW_DEPLOYMENT,
    PW_STATEFUL_SET,
    PW_DAEMON_SET,
    PW_REPLICA_SET,
    PW_REPLICATION_CONTROLLER,
    PW_JOB,
    PW_CRON_JOB,
    PW_POLICY,
    PW_OBJECT_KINDS
} pw_object_kind;

typedef struct pw_object {
    pw_object_kind kind;
    pw_meta meta;
    pw_span span; /* the whole object */
    const void *body; /* pw_pod, pw_policy, ... after its kind */
} pw_object;

/* "TCP", "UDP", "SCTP" and back; "Ingress"/"Egress" are said in lower case. */
const char *pw_protocol_name(pw_protocol protocol);
bool pw_protocol_read(pw_str text, pw_protocol *protocol);
const char *pw_direction_name(pw_direction direction);

#endif
