/*
 * kube/defaults.h - what the API server fills into an object before it stores it.
 *
 * Constant defaults stand in the table of fields (`fill`); those that follow from other fields are
 * here. What a server draws or counts (uids, addresses, times) is not filled in.
 */
#ifndef PW_KUBE_DEFAULTS_H
#define PW_KUBE_DEFAULTS_H

#include "kube/object.h"
#include "text/node.h"

/* Fills `root`, a copy of an object's tree whose keys are in order and where none stands twice. */
pw_status pw_defaults_fill(pw_arena *arena, pw_node *root, const pw_object *object);

/* Why a node was added; NULL for one that was not. */
const char *pw_defaults_reason(const pw_node *node);

#endif
