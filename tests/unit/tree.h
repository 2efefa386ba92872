/*
 * unit/tree.h - one text read into a tree, for the tests of the readers.
 */
#ifndef PW_UNIT_TREE_H
#define PW_UNIT_TREE_H

#include "lab.h"

#include "text/reader.h"

typedef struct tree {
    pw_arena arena;
    pw_source source;
    pw_diags d;
    pw_node *root;
} tree;

typedef pw_status tree_reader(tree *t);

static inline void tree_open(tree *t, pw_str text, tree_reader *read)
{
    *t = (tree){.arena = pw_arena_make(1024)};
    t->d = pw_diags_make(&t->arena, 100);
    assert_ok(pw_source_make(&t->arena, text, &t->source));
    assert_ok(read(t));
}

static inline void tree_close(tree *t)
{
    assert_int_equal(pw_diags_done(&t->d, PW_OK), PW_OK);
    pw_arena_free(&t->arena);
}

/* Follows keys and "[2]" from the root: tree_get(t, "spec", "ports", "[0]", NULL). */
static inline const pw_node *tree_get(const tree *t, ...)
{
    const pw_node *node = t->root;
    va_list steps;
    va_start(steps, t);
    for (const char *step; (step = va_arg(steps, const char *)) != NULL;) {
        assert_non_null(node);
        if (step[0] != '[') {
            node = pw_node_get(node, step);
            continue;
        }
        int index = atoi(step + 1);
        for (node = node->first; index > 0 && node != NULL; index--)
            node = node->next;
    }
    va_end(steps);
    assert_non_null(node);
    return node;
}

static inline pw_str tree_text(const tree *t, pw_span span)
{
    assert_true(span.from <= span.to && span.to <= t->source.text.len);
    return pw_str_part(t->source.text, span.from, span.to);
}

static inline const pw_diag *tree_diag(const tree *t, uint32_t number)
{
    assert_true(number < t->d.list.count);
    return &pw_items(t->d.list, const pw_diag)[number];
}

/* Its only finding, of this code, at this text. */
#define assert_found(t, wanted, text)                              \
    do {                                                           \
        assert_int_equal((t)->d.list.count, 1);                    \
        assert_int_equal(tree_diag((t), 0)->code, (wanted));       \
        assert_text(tree_text((t), tree_diag((t), 0)->span), text); \
    } while (0)

#endif
