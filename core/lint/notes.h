/*
 * lint/notes.h - the desk at which findings of valid but wrong policies are written.
 *
 * A finding claims what it speaks of, so that the less specific ones that come after it leave that
 * alone: one mistake gives one finding. Their order is the table in lint/findings.c.
 */
#ifndef PW_LINT_NOTES_H
#define PW_LINT_NOTES_H

#include "eval/groups.h"
#include "text/node.h"

/* Where a finding looks: a policy, one of its rules, one of its peers or ports. */
typedef struct pw_at {
    const pw_policy_ref *ref;
    uint32_t policy; /* its number */
    pw_direction direction;
    const pw_rule *rule;
    uint32_t rule_number; /* from 0, as are those below */
    const pw_peer *peer;
    uint32_t peer_number;
    const pw_port *port;
} pw_at;

typedef struct pw_lint {
    pw_snapshot *s;
    pw_arena *arena;
    pw_arena scratch;      /* until the next policy is looked at */
    pw_diags diags;
    pw_vec docs;           /* of const pw_document *: that of each finding */
    pw_vec claims;         /* of const void *: what findings speak of */
    pw_table claim_table;
    const pw_document *tree_of; /* whose tree is kept below */
    pw_arena tree;
    pw_vec roots;          /* of const pw_node * */
    const pw_word **selected; /* of each policy: the classes that its podSelector takes in */
    pw_word *live;         /* classes of pods, each pod in one of them */
    uint32_t *pods_from;   /* pods of class i are pods[pods_from[i]] up to those of the next */
    uint32_t *pods;
    uint32_t *ns_from;     /* likewise the policies of namespace i */
    uint32_t *of_ns;
    pw_vec hosts;          /* of uint32_t: pods that use the network of their node */
    pw_word *dns;          /* classes of DNS pods */
    bool has_dns;
    uint32_t *wider;       /* policies that guard whatever policy wider_of - 1 guards ... */
    uint32_t wider_count;
    uint32_t wider_of;     /* ... kept while one policy is looked at after the other */
    pw_word *without_dns;  /* classes that a finding has called cut off from DNS */
    pw_vec told;           /* of uint64_t: pairs of classes that a one-sided rule was told of */
} pw_lint;

/* Adds a finding; its words are in l->diags.message and .hint, its repair in l->diags.repairs. */
pw_status pw_lint_say(pw_lint *l, pw_code code, pw_severity severity, const pw_document *doc,
                      pw_span span);

/* The same with the severity that its code has, in the document of a policy. */
pw_status pw_lint_at(pw_lint *l, pw_code code, const pw_at *at, pw_span span);

/* Says that a finding speaks of this peer, port, rule or policy; whether one does. */
pw_status pw_lint_claim(pw_lint *l, const void *item);
bool pw_lint_claimed(const pw_lint *l, const void *item);

/* Claims the item and adds the finding that speaks of it, as pw_lint_at does. */
pw_status pw_lint_claim_at(pw_lint *l, const void *item, pw_code code, const pw_at *at,
                           pw_span span);

/* The value that stands at `span` of a document, as it was read; NULL when there is none. */
pw_status pw_lint_node(pw_lint *l, const pw_document *doc, pw_span span, const pw_node **node);

/* The key of the value at `span`, or `span` itself. */
pw_status pw_lint_key(pw_lint *l, const pw_document *doc, pw_span span, pw_span *key);

/* "prod/a, prod/b and 3 more": the pods of a set of classes. */
void pw_lint_pods(const pw_lint *l, pw_buf *b, const pw_word *set);

/* The policy of `at` as "prod/name". */
void pw_lint_policy(const pw_lint *l, pw_buf *b, const pw_at *at);

static inline pw_str pw_lint_ns(const pw_lint *l, uint32_t ns)
{
    return pw_cluster_ns(&l->s->cluster, ns)->name;
}

static inline const pw_policy_ref *pw_lint_ref(const pw_lint *l, uint32_t policy)
{
    return &pw_items(l->s->cluster.policies, const pw_policy_ref)[policy];
}

/* Whether a text was given and is this one. */
static inline bool pw_text_is(pw_text text, const char *value)
{
    return text.s.at != NULL && pw_str_is(text.s, value);
}

#endif
