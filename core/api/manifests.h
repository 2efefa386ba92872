/*
 * api/manifests.h - what kubectl makes of files before it speaks to a server: objects of kinds that
 * the server has, and what is wrong with the rest.
 */
#ifndef PW_API_MANIFESTS_H
#define PW_API_MANIFESTS_H

#include "kube/typemeta.h"
#include "model/snapshot.h"

/* An object that is to be applied. */
typedef struct pw_item {
    const pw_node *node;
    pw_resource resource;
    pw_str file;
    pw_str kind;  /* as it was written */
    pw_str name;
    pw_str ns;    /* empty for what has none */
    bool of_list; /* kubectl has not looked into its metadata */
} pw_item;

typedef struct pw_manifests {
    pw_arena *arena;
    pw_vec items;  /* of pw_item */
    pw_vec unread; /* of pw_str: what was wrong */
    bool bare;     /* that is told without "error: " */
} pw_manifests;

/* Takes all files; everything is kept in m->arena. */
pw_status pw_manifests_take(pw_manifests *m, const pw_snapshot *s);

#endif
