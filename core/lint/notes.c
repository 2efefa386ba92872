#include "lint/notes.h"

#include "base/limits.h"

#define NAMED 4u /* pods named before "and 3 more" */

pw_status pw_lint_say(pw_lint *l, pw_code code, pw_severity severity, const pw_document *doc,
                      pw_span span)
{
    uint32_t before = l->diags.list.count;
    PW_TRY(pw_diags_add_as(&l->diags, code, severity, span, PW_STR("")));
    if (l->diags.list.count == before)
        return PW_OK;
    const pw_document **slot = pw_push(&l->docs, l->arena, const pw_document *);
    PW_NEED(slot);
    *slot = doc;
    return PW_OK;
}

pw_status pw_lint_at(pw_lint *l, pw_code code, const pw_at *at, pw_span span)
{
    return pw_lint_say(l, code, pw_code_severity(code), at->ref->doc, span);
}

/* ---- claims ---- */

typedef struct claim_search {
    const pw_lint *lint;
    const void *item;
} claim_search;

static bool same_claim(const void *context, uint32_t number)
{
    const claim_search *search = context;
    return pw_items(search->lint->claims, const void *)[number] == search->item;
}

static uint32_t hash_item(const void *item)
{
    return pw_hash_mix((uint32_t)((uintptr_t)item >> 4), 17);
}

bool pw_lint_claimed(const pw_lint *l, const void *item)
{
    claim_search search = {l, item};
    return pw_table_find(&l->claim_table, hash_item(item), same_claim, &search) != PW_NONE;
}

pw_status pw_lint_claim(pw_lint *l, const void *item)
{
    if (pw_lint_claimed(l, item))
        return PW_OK;
    PW_TRY(pw_table_add(&l->claim_table, l->arena, hash_item(item), l->claims.count));
    const void **slot = pw_push(&l->claims, l->arena, const void *);
    PW_NEED(slot);
    *slot = item;
    return PW_OK;
}

pw_status pw_lint_claim_at(pw_lint *l, const void *item, pw_code code, const pw_at *at,
                           pw_span span)
{
    PW_TRY(pw_lint_claim(l, item));
    return pw_lint_at(l, code, at, span);
}

/* ---- the text ---- */

/* Recursion is bounded by PW_MAX_NESTING. */
static const pw_node *find_node(const pw_node *node, pw_span span)
{
    if (node->span.from == span.from && node->span.to == span.to && node->key.at != NULL)
        return node;
    const pw_node *found = NULL;
    for (const pw_node *child = node->first; child != NULL && found == NULL; child = child->next)
        if (child->span.from <= span.from && span.to <= child->span.to)
            found = find_node(child, span);
    bool same = node->span.from == span.from && node->span.to == span.to;
    return found != NULL ? found : same ? node : NULL;
}

pw_status pw_lint_node(pw_lint *l, const pw_document *doc, pw_span span, const pw_node **node)
{
    *node = NULL;
    if (l->tree_of != doc) {
        pw_arena_reset(&l->tree);
        l->tree_of = NULL;
        l->roots = (pw_vec){0};
        PW_TRY(pw_document_tree(doc, &l->tree, &l->roots));
        l->tree_of = doc;
    }
    for (uint32_t i = 0; i < l->roots.count && *node == NULL; i++)
        *node = find_node(pw_items(l->roots, const pw_node *)[i], span);
    return PW_OK;
}

pw_status pw_lint_key(pw_lint *l, const pw_document *doc, pw_span span, pw_span *key)
{
    const pw_node *node;
    PW_TRY(pw_lint_node(l, doc, span, &node));
    *key = node != NULL && node->key_span.to > node->key_span.from ? node->key_span : span;
    return PW_OK;
}

/* ---- names ---- */

static void put_pod(const pw_lint *l, pw_buf *b, uint32_t pod)
{
    const pw_member *member = pw_cluster_member(&l->s->cluster, pod);
    pw_buf_print(b, "%S/%S", pw_lint_ns(l, member->ns), member->name);
}

static uint32_t count_pods(const pw_lint *l, const pw_word *set)
{
    uint32_t count = 0, words = l->s->classes.words;
    for (uint32_t i = pw_bits_next(set, words, 0); i != PW_NONE;
         i = pw_bits_next(set, words, i + 1))
        count += l->pods_from[i + 1] - l->pods_from[i];
    return count;
}

void pw_lint_pods(const pw_lint *l, pw_buf *b, const pw_word *set)
{
    uint32_t words = l->s->classes.words, count = count_pods(l, set), said = 0;
    uint32_t most = count > NAMED ? NAMED - 1 : count;
    if (count == 0)
        pw_buf_puts(b, "no pod");
    for (uint32_t i = pw_bits_next(set, words, 0); i != PW_NONE && said < most;
         i = pw_bits_next(set, words, i + 1))
        for (uint32_t k = l->pods_from[i]; k < l->pods_from[i + 1] && said < most; k++) {
            pw_buf_puts(b, said == 0 ? "" : said + 1 == count ? " and " : ", ");
            put_pod(l, b, l->pods[k]);
            said++;
        }
    if (count > most)
        pw_buf_print(b, " and %u more", count - most);
}

void pw_lint_policy(const pw_lint *l, pw_buf *b, const pw_at *at)
{
    pw_buf_print(b, "%S/%S", pw_lint_ns(l, at->ref->ns), at->ref->object->meta.name.s);
}
