/*
 * api/kubectl.h - what `kubectl apply` would print for these files, to the byte.
 *
 * The cluster that it speaks to is new: it holds the namespaces default, kube-system, kube-public,
 * kube-node-lease and prod, and what the files themselves bring. docs/as-kubectl.md tells where
 * podwall and a real server are known to differ.
 */
#ifndef PW_API_KUBECTL_H
#define PW_API_KUBECTL_H

#include "api/reply.h"

/* Replies to check --as-kubectl: the text, and kubectl's exit code. */
pw_status pw_reply_kubectl(pw_reply_to *r);

#endif
