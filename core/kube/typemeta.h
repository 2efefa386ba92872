/*
 * kube/typemeta.h - which kind of object a manifest says it is, as kubectl finds out.
 */
#ifndef PW_KUBE_TYPEMETA_H
#define PW_KUBE_TYPEMETA_H

#include "base/buf.h"
#include "text/node.h"

/* Whether kubectl finds no kind in this manifest, or with `fields` a wrong field in an item of a
 * list; what it says is written into `fault`. */
bool pw_type_fault(const pw_node *node, bool fields, pw_buf *fault);

/* What is known of a kind's fields: all, or only whether it has a spec. */
typedef enum pw_known { PW_SIMULATED, PW_WITH_SPEC, PW_WITHOUT_SPEC } pw_known;

/* A kind that a server knows, simulated or not. */
typedef struct pw_resource {
    const char *version; /* "v1", "apps/v1" */
    const char *kind;
    const char *plural;
    bool namespaced;
    uint8_t known; /* pw_known */
} pw_resource;

/* The plural of the kind List, which kubectl finds in each version, but no server has. */
#define PW_LISTS "lists"

/* The kind of this name in this version, also when its name is in lower case; false for none. */
bool pw_resource_find(pw_str version, pw_str kind, pw_resource *resource);

/* Whether a manifest of this kind is a list of objects. */
bool pw_is_list_kind(pw_str version, pw_str kind);

#endif
