/*
 * edit/usage.h - what exists in the cluster: labels, ports, namespaces, and who has them.
 */
#ifndef PW_EDIT_USAGE_H
#define PW_EDIT_USAGE_H

#include "kube/schema.h"
#include "model/cluster.h"

enum { PW_USERS_NAMED = 3 }; /* how many users are named; the others are counted */

/* A text in use. */
typedef struct pw_use {
    pw_str text;
    pw_protocol protocol; /* of a port */
    uint32_t count;       /* how many have it */
    uint32_t near;        /* how many of them are in the namespace that is preferred */
    uint32_t users[PW_USERS_NAMED]; /* pods, namespaces or nodes by number, nearest first */
} pw_use;

/* Whose uses are asked for. */
typedef struct pw_usage {
    const pw_cluster *cluster;
    pw_arena *arena;
    pw_topic of;   /* PW_OF_PODS, PW_OF_NAMESPACES or PW_OF_NODES */
    uint32_t near; /* the namespace whose pods are preferred, or PW_NONE */
    pw_vec uses;   /* of pw_use, most used first; those near come before all others */
} pw_usage;

/* Label keys in use, or the values of one key when `key` is not empty. */
pw_status pw_usage_labels(pw_usage *u, pw_str key);

/* Ports that pods listen on, by number. */
pw_status pw_usage_ports(pw_usage *u);

/* The use of one text; NULL when nobody has it. */
const pw_use *pw_usage_find(const pw_usage *u, pw_str text);

/* "2 pods", "1 namespace". */
void pw_usage_count(const pw_usage *u, const pw_use *use, pw_buf *b);

/* "prod/backend, dev/backend and 3 more". */
void pw_usage_names(const pw_usage *u, const pw_use *use, pw_buf *b);

#endif
