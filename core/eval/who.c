#include "eval/who.h"

#include "kube/selector.h"

static const pw_member *member(const pw_snapshot *s, uint32_t pod)
{
    return pw_cluster_member(&s->cluster, pod);
}

/* ---- finding ---- */

static bool is_in_block(const pw_snapshot *s, const pw_ip_block *block, const pw_member *pod)
{
    if (!s->assume.ip_block_matches_pods && !pod->host_network)
        return false;
    for (int family = 0; family < PW_FAMILIES; family++)
        if (pod->has_ip[family] && pw_block_has(block, pod->ips[family]))
            return true;
    return false;
}

static bool has_namespace(const pw_snapshot *s, const pw_scope *scope, uint32_t ns)
{
    if (scope->block != NULL)
        return true;
    if (scope->namespaces == NULL)
        return ns == scope->ns;
    return pw_selector_fits(scope->namespaces, &pw_cluster_ns(&s->cluster, ns)->labels);
}

/* Of a pod in a namespace that fits. */
static bool has_pod(const pw_snapshot *s, const pw_scope *scope, const pw_member *pod)
{
    if (scope->block != NULL)
        return is_in_block(s, scope->block, pod);
    return !pod->host_network &&
           (scope->pods == NULL || pw_selector_fits(scope->pods, pod->labels));
}

static void add(pw_who *who, const pw_member *pod, uint32_t number)
{
    if (who->count < PW_NAMED) {
        who->pods[who->count] = number;
        who->assumed = who->assumed || pod->assumed;
    }
    who->count++;
}

pw_who pw_who_find(const pw_snapshot *s, const pw_scope *scope)
{
    pw_who who = {0};
    for (uint32_t n = 0; n < s->cluster.namespaces.count; n++) {
        const pw_namespace *ns = pw_cluster_ns(&s->cluster, n);
        for (uint32_t i = ns->from_pod; has_namespace(s, scope, n) && i < ns->to_pod; i++)
            if (has_pod(s, scope, member(s, i)))
                add(&who, member(s, i), i);
    }
    return who;
}

/* ---- naming ---- */

static void write_pod(pw_buf *b, const pw_snapshot *s, uint32_t pod)
{
    pw_buf_print(b, "%S/%S", pw_cluster_ns(&s->cluster, member(s, pod)->ns)->name,
                 member(s, pod)->name);
}

void pw_who_write(pw_buf *b, const pw_snapshot *s, const pw_who *who)
{
    uint32_t named = who->count > PW_NAMED ? PW_NAMED - 1 : who->count;
    for (uint32_t i = 0; i < named; i++) {
        bool last = i + 1 == who->count;
        pw_buf_puts(b, i == 0 ? "" : last ? " and " : ", ");
        write_pod(b, s, who->pods[i]);
    }
    if (named < who->count)
        pw_buf_print(b, " and %u more", who->count - named);
}

/* ---- nobody, and what comes nearest ---- */

/* The label that is wanted, and the best that was found instead of it. */
typedef struct nearest {
    const pw_label *wanted;
    bool met;              /* something bears the label after all */
    const pw_label *found; /* NULL: nothing is near */
    uint32_t bearer;       /* number of the pod or namespace */
    bool same_key;         /* then the value is near, else it is the same under another key */
    uint32_t distance;
} nearest;

/* A value that says something: the same "true" under another key would be no hint. */
static bool is_telling(pw_str value)
{
    return value.len > 1 && !pw_str_is(value, "true") && !pw_str_is(value, "false");
}

static void weigh(nearest *n, const pw_label *label, uint32_t bearer)
{
    bool same_key = label->key_symbol == n->wanted->key_symbol;
    uint32_t distance = 0;
    if (same_key && label->pair == n->wanted->pair) {
        n->met = true;
        return;
    }
    bool near = same_key ? pw_str_near(n->wanted->value.s, label->value.s, &distance)
                         : pw_str_same(n->wanted->value.s, label->value.s) &&
                               is_telling(label->value.s);
    bool better = n->found == NULL || (same_key && !n->same_key) ||
                  (same_key == n->same_key && distance < n->distance);
    if (near && better)
        *n = (nearest){n->wanted, n->met, label, bearer, same_key, distance};
}

static void weigh_all(nearest *n, const pw_list *labels, uint32_t bearer)
{
    for (uint32_t i = 0; i < labels->count; i++)
        weigh(n, &pw_list_items(*labels, pw_label)[i], bearer);
}

/* Asks the namespaces, or the pods of the namespaces that fit. */
static nearest find_nearest(const pw_snapshot *s, const pw_scope *scope, const pw_label *wanted,
                            bool of_pods)
{
    nearest n = {.wanted = wanted};
    for (uint32_t i = 0; i < s->cluster.namespaces.count; i++) {
        const pw_namespace *ns = pw_cluster_ns(&s->cluster, i);
        if (!of_pods)
            weigh_all(&n, &ns->labels, i);
        else if (has_namespace(s, scope, i))
            for (uint32_t p = ns->from_pod; p < ns->to_pod; p++)
                if (!member(s, p)->host_network)
                    weigh_all(&n, member(s, p)->labels, p);
    }
    return n;
}

static void write_nearest(pw_buf *b, const pw_snapshot *s, const nearest *n, bool of_pods)
{
    pw_buf_print(b, " has %S=%S", n->wanted->key.s, n->wanted->value.s);
    if (n->found != NULL) {
        pw_buf_puts(b, "; ");
        if (of_pods)
            write_pod(b, s, n->bearer);
        else
            pw_buf_print(b, "%S", pw_cluster_ns(&s->cluster, n->bearer)->name);
        pw_buf_print(b, " has %S=%S. Did you mean %S?", n->found->key.s, n->found->value.s,
                     n->same_key ? n->found->value.s : n->found->key.s);
        return;
    }
    pw_buf_putc(b, '.');
}

static void write_where(pw_buf *b, const pw_snapshot *s, const pw_scope *scope)
{
    if (scope->namespaces == NULL)
        pw_buf_print(b, "in %S", pw_cluster_ns(&s->cluster, scope->ns)->name);
    else
        pw_buf_puts(b, "in such a namespace");
}

/* Names the first label of a selector that nothing bears; false when each is borne by something. */
static bool write_missing(pw_buf *b, const pw_snapshot *s, const pw_scope *scope, bool of_pods,
                          const pw_label **label, pw_repair *mend)
{
    const pw_selector *selector = of_pods ? scope->pods : scope->namespaces;
    for (uint32_t i = 0; i < selector->labels.count; i++) {
        *label = &pw_list_items(selector->labels, pw_label)[i];
        nearest n = find_nearest(s, scope, *label, of_pods);
        if (n.met)
            continue;
        pw_buf_puts(b, of_pods ? "No pod " : "No namespace");
        if (of_pods)
            write_where(b, s, scope);
        write_nearest(b, s, &n, of_pods);
        if (mend != NULL && n.found != NULL)
            *mend = n.same_key ? (pw_repair){(*label)->value.span, n.found->value.s}
                               : (pw_repair){(*label)->key.span, n.found->key.s};
        return true;
    }
    *label = NULL;
    return false;
}

/* A pod that fits, but in a namespace that does not. */
static bool write_elsewhere(pw_buf *b, const pw_snapshot *s, const pw_scope *scope)
{
    const pw_selector every = {.labels = {0}};
    pw_scope anywhere = {.pods = scope->pods, .namespaces = &every};
    pw_who who = pw_who_find(s, &anywhere);
    if (who.count == 0)
        return false;
    pw_str ns = pw_cluster_ns(&s->cluster, member(s, who.pods[0])->ns)->name;
    write_pod(b, s, who.pods[0]);
    if (scope->namespaces == NULL)
        pw_buf_print(b, " fits, but is in %S; only pods of %S count here.", ns,
                     pw_cluster_ns(&s->cluster, scope->ns)->name);
    else
        pw_buf_print(b, " would fit, but its namespace %S does not.", ns);
    return true;
}

static bool any_namespace(const pw_snapshot *s, const pw_scope *scope, bool with_pods)
{
    for (uint32_t i = 0; i < s->cluster.namespaces.count; i++) {
        const pw_namespace *ns = pw_cluster_ns(&s->cluster, i);
        if (has_namespace(s, scope, i) && (!with_pods || ns->from_pod < ns->to_pod))
            return true;
    }
    return false;
}

pw_status pw_who_nobody(const pw_snapshot *s, pw_arena *arena, const pw_scope *scope,
                        pw_str *text, bool *placed, pw_span *span, pw_repair *mend)
{
    const pw_label *label = NULL;
    pw_buf b = pw_buf_make(4096);
    bool asks_pods = scope->pods != NULL && !pw_selector_is_empty(scope->pods);
    *placed = false;
    *text = PW_STR("");
    if (mend != NULL)
        *mend = (pw_repair){0};
    if (!asks_pods && scope->namespaces == NULL)
        return PW_OK;
    if (!any_namespace(s, scope, false)) {
        if (!write_missing(&b, s, scope, false, &label, mend))
            pw_buf_puts(&b, "No namespace fits.");
    } else if (!asks_pods || (!write_elsewhere(&b, s, scope) && !any_namespace(s, scope, true))) {
        pw_buf_puts(&b, "There is no pod ");
        write_where(&b, s, scope);
        pw_buf_putc(&b, '.');
    } else if (b.len == 0 && !write_missing(&b, s, scope, true, &label, mend)) {
        pw_buf_puts(&b, "No pod ");
        write_where(&b, s, scope);
        pw_buf_puts(&b, " fits all of it.");
    }
    *placed = label != NULL;
    if (label != NULL)
        *span = (pw_span){label->key.span.from, label->value.span.to};
    return pw_buf_keep(&b, arena, text);
}
