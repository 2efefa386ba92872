/*
 * kube/fields.h - how the tables of fields are written, and the shapes that they share.
 */
#ifndef PW_KUBE_FIELDS_H
#define PW_KUBE_FIELDS_H

#include "kube/schema.h"

#define PW_COUNT(array) ((uint16_t)(sizeof(array) / sizeof *(array)))

/* The last argument of these is the doc; `.values`, `.topic`, `.spelling`, ... may follow it. */
#define NAMED(type_, member, name_, kind, ...) \
    {.name = name_, .type = kind, .offset = offsetof(type_, member), .doc = __VA_ARGS__}
#define FIELD(type_, member, kind, ...) NAMED(type_, member, #member, kind, __VA_ARGS__)
#define SHAPE(type_, member, name_, shape_, ...) \
    NAMED(type_, member, name_, PW_T_SHAPE, __VA_ARGS__, .shape = &(shape_))
#define SHAPES(type_, member, name_, shape_, ...) \
    NAMED(type_, member, name_, PW_T_SHAPES, __VA_ARGS__, .shape = &(shape_))
/* Fields that are judged, but not read. */
#define UNREAD(name_, kind, ...) \
    {.name = name_, .type = kind, .offset = PW_UNREAD, .doc = __VA_ARGS__}
#define UNREAD_SHAPE(name_, shape_, ...) \
    UNREAD(name_, PW_T_SHAPE, __VA_ARGS__, .shape = &(shape_))
#define UNREAD_SHAPES(name_, shape_, ...) \
    UNREAD(name_, PW_T_SHAPES, __VA_ARGS__, .shape = &(shape_))
/* A field that is neither. */
#define KNOWN(name_, ...) UNREAD(name_, PW_T_ANY, __VA_ARGS__)

/* A shape that is read into `type_`, and one that is judged, but not read:
 *     {READ_AS("IPBlock", block_fields, pw_ip_block), .check = ...} */
#define JUDGED(go_, fields_) .go = go_, .fields = fields_, .count = PW_COUNT(fields_)
#define READ_AS(go_, fields_, type_) JUDGED(go_, fields_), .size = sizeof(type_)

/* A shape of which only the name is known, and the status of an object that is not read. */
#define UNJUDGED(go_) .go = go_, .open = true
#define STATUS(shape_) UNREAD_SHAPE("status", shape_, NULL)

/* What stands at the top of every object beside its own fields. */
#define OBJECT                                                                                  \
    UNREAD("apiVersion", PW_T_TEXT,                                                             \
           "Group and version of the kind, like networking.k8s.io/v1.", .topic = PW_A_VERSION), \
    UNREAD("kind", PW_T_TEXT, "What this object is.", .topic = PW_A_KIND),                      \
    KNOWN("metadata", "Its name, namespace and labels.", .shape = &pw_meta_shape)

/* Values that several fields may have. */
extern const pw_value pw_protocols[];
extern const pw_value pw_port_protocols[]; /* the same, in the order in which a Pod's are told */
extern const pw_value pw_pull_policies[];
extern const pw_value pw_recursive_modes[];

extern const pw_shape pw_selector_shape;
extern const pw_shape pw_template_meta_shape; /* metadata of what a workload makes */
extern const pw_shape pw_template_shape;
extern const pw_shape pw_pod_spec_shape;
extern const pw_shape pw_container_shape, pw_init_container_shape;
extern const pw_shape pw_volume_shape, pw_claim_spec_shape, pw_mount_shape, pw_device_shape;
extern const pw_shape pw_reference_shape, pw_field_ref_shape, pw_resource_ref_shape;
extern const pw_shape pw_probe_shape, pw_resources_shape, pw_claim_shape, pw_pod_claim_shape;
extern const pw_shape pw_security_shape, pw_pod_security_shape, pw_seccomp_shape;
extern const pw_shape pw_apparmor_shape;
extern const pw_shape pw_container_port_shape, pw_env_source_shape, pw_env_from_shape;
extern const pw_shape pw_http_shape, pw_handler_shape;
extern const pw_shape pw_host_path_shape, pw_item_shape, pw_nfs_shape;
extern const pw_shape pw_host_alias_shape, pw_node_selector_shape, pw_preferred_shape;
extern const pw_shape pw_affinity_shape, pw_toleration_shape, pw_spread_shape;

/* Parts that their rules look at field by field. */
extern const pw_shape pw_service_spec_shape;
extern const pw_shape pw_deployment_spec_shape, pw_stateful_set_spec_shape;
extern const pw_shape pw_daemon_set_spec_shape, pw_replica_set_spec_shape;
extern const pw_shape pw_controller_spec_shape;
extern const pw_shape pw_job_spec_shape, pw_cron_spec_shape;
extern const pw_shape pw_claim_spec_shape;

/* Whole objects. */
extern const pw_shape pw_namespace_shape, pw_node_shape, pw_policy_shape;
extern const pw_shape pw_pod_shape, pw_service_shape;
extern const pw_shape pw_deployment_shape, pw_stateful_set_shape, pw_daemon_set_shape;
extern const pw_shape pw_replica_set_shape, pw_controller_shape, pw_job_shape, pw_cron_job_shape;

#endif
