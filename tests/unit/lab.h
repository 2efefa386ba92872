/*
 * unit/lab.h - what the unit tests share: cmocka, and clusters made of a few lines of YAML.
 *
 * Manifests are written one object a line in flow style; joined() puts the --- between them.
 */
#ifndef PW_UNIT_LAB_H
#define PW_UNIT_LAB_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "model/snapshot.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

#define assert_text(actual, expected) assert_text_at((actual), (expected), __FILE__, __LINE__)

static inline void assert_text_at(pw_str actual, const char *expected, const char *file, int line)
{
    if (pw_str_is(actual, expected))
        return;
    print_error("\"%.*s\" is not \"%s\"\n", (int)actual.len, actual.at == NULL ? "" : actual.at,
                expected);
    _fail(file, line);
}

#define assert_ok(call) assert_int_equal((call), PW_OK)

/* A snapshot, and an arena for what is asked of it. */
typedef struct lab {
    pw_snapshot s;
    pw_arena arena;
} lab;

static inline void lab_put(lab *l, const char *name, const char *text)
{
    pw_assume assume = pw_assume_default();
    assert_ok(pw_store_put(&l->s.store, pw_str_of(name), pw_str_of(text)));
    pw_snapshot_touch(&l->s);
    assert_ok(pw_snapshot_build(&l->s, &assume));
}

/* Objects, one a string, as one file of as many documents. */
static inline void lab_open(lab *l, const char *const *objects, size_t count)
{
    size_t size = 1;
    for (size_t i = 0; i < count; i++)
        size += strlen(objects[i]) + 6;
    char *text = calloc(1, size), *at = text;
    assert_non_null(text);
    for (size_t i = 0; i < count; i++)
        at += sprintf(at, "%s%s\n", i == 0 ? "" : "---\n", objects[i]);
    pw_snapshot_open(&l->s);
    l->arena = pw_arena_make(4096);
    lab_put(l, "lab.yaml", text);
    free(text);
}

#define LAB(l, ...)                                        \
    lab l;                                                 \
    do {                                                   \
        static const char *const objects[] = {__VA_ARGS__}; \
        lab_open(&l, objects, COUNT(objects));             \
    } while (0)

static inline void lab_close(lab *l)
{
    pw_arena_free(&l->arena);
    pw_snapshot_close(&l->s);
}

/* ---- objects ---- */

#define NS(name, labels) \
    "{apiVersion: v1, kind: Namespace, metadata: {name: " name ", labels: {" labels "}}}"
#define POD(ns, name, labels)                                                                      \
    "{apiVersion: v1, kind: Pod, metadata: {name: " name ", namespace: " ns ", labels: {" labels   \
    "}}}"
#define POD_AT(ns, name, labels, ip)                                                               \
    "{apiVersion: v1, kind: Pod, metadata: {name: " name ", namespace: " ns ", labels: {" labels   \
    "}}, status: {podIP: '" ip "'}}"
#define POD_WITH(ns, name, labels, rest)                                                           \
    "{apiVersion: v1, kind: Pod, metadata: {name: " name ", namespace: " ns ", labels: {" labels   \
    "}}, " rest "}"
#define POLICY(ns, name, spec)                                                                     \
    "{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: " name               \
    ", namespace: " ns "}, spec: {" spec "}}"
#define SERVICE(ns, name, spec)                                                                    \
    "{apiVersion: v1, kind: Service, metadata: {name: " name ", namespace: " ns "}, spec: {" spec  \
    "}}"
#define WORKLOAD(group, kind, ns, name, spec)                                                      \
    "{apiVersion: " group "/v1, kind: " kind ", metadata: {name: " name ", namespace: " ns         \
    "}, spec: {" spec "}}"
#define NODE(name, labels, ip)                                                                     \
    "{apiVersion: v1, kind: Node, metadata: {name: " name ", labels: {" labels                     \
    "}}, status: {addresses: [{type: InternalIP, address: " ip "}]}}"

/* ---- looking ---- */

static inline uint32_t lab_pods(const lab *l)
{
    return l->s.cluster.pods.count;
}

/* The number of the pod "ns/name"; the test fails when there is none. */
static inline uint32_t lab_pod(const lab *l, const char *name)
{
    pw_str text = pw_str_of(name);
    uint32_t slash = pw_str_find(text, '/');
    uint32_t ns = pw_cluster_namespace(&l->s.cluster, pw_str_part(text, 0, slash));
    assert_int_not_equal(ns, PW_NONE);
    uint32_t pod = pw_cluster_pod(&l->s.cluster, ns, pw_str_part(text, slash + 1, text.len));
    assert_int_not_equal(pod, PW_NONE);
    return pod;
}

static inline const pw_member *lab_member(const lab *l, const char *name)
{
    return pw_cluster_member(&l->s.cluster, lab_pod(l, name));
}

static inline pw_ip lab_ip(const char *text)
{
    pw_ip ip;
    assert_true(pw_ip_read(pw_str_of(text), &ip));
    return ip;
}

/* How many findings about the cluster have this code. */
static inline uint32_t lab_said(const lab *l, pw_code code)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < l->s.cluster.diags.list.count; i++)
        count += pw_items(l->s.cluster.diags.list, const pw_diag)[i].code == code;
    return count;
}

static inline const pw_document *lab_doc(const lab *l, uint32_t number)
{
    assert_true(number < l->s.doc_count);
    return l->s.docs[number];
}

static inline const pw_policy *lab_policy(const lab *l, uint32_t number)
{
    assert_true(number < l->s.cluster.policies.count);
    return pw_items(l->s.cluster.policies, const pw_policy_ref)[number].policy;
}

/* The text of what is written into a buffer that is freed with the arena's next reuse. */
static inline pw_str lab_keep(lab *l, pw_buf *b)
{
    pw_str text = pw_str_copy(&l->arena, pw_buf_str(b));
    pw_buf_free(b);
    assert_non_null(text.at);
    return text;
}

#endif
