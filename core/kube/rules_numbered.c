#include "kube/rules.h"

/* The pods of a StatefulSet. The server judges its template as the pods will be: with a volume of
 * the name of each claim, which takes the place of one that the template has, and without the host
 * names, which are the numbers of the pods. So the tree is made like that. */

static pw_status add(pw_checker *c, pw_node *up, const pw_node *like, pw_node **made)
{
    pw_node **end = &up->first;
    PW_NEED(*made = pw_new(c->d->arena, pw_node));
    **made = *like;
    (*made)->next = NULL;
    while (*end != NULL)
        end = &(*end)->next;
    *end = *made;
    up->count++;
    return PW_OK;
}

/* A child under `key`, which stands where `at` stands. */
static pw_status add_new(pw_checker *c, pw_node *up, const char *key, pw_kind kind,
                         const pw_node *at, pw_node **made)
{
    pw_node like = {.kind = (uint8_t)kind, .key_span = at->span, .span = at->span};
    like.text = kind == PW_TEXT ? at->text : PW_STR("");
    like.key = key == NULL ? like.key : pw_str_of(key);
    return add(c, up, &like, made);
}

/* NULL: it has none. */
static const pw_node *name_of(const pw_path *claim)
{
    pw_path meta = pw_map_child(claim, "metadata"), name = pw_text_child(&meta, "name");
    return name.node;
}

static bool is_same(const pw_node *name, const pw_node *other)
{
    return name == NULL || other == NULL ? name == other : pw_str_same(name->text, other->text);
}

/* Whether a claim before `end` (NULL: one of all) has this name. */
static bool has_claim(const pw_path *claims, const pw_node *name, const pw_node *end)
{
    pw_step step = {0};
    while (pw_each_item(claims, &step) && step.last != end)
        if (is_same(name_of(&step.at), name))
            return true;
    return false;
}

static pw_status add_claim(pw_checker *c, pw_node *volumes, const pw_path *claim)
{
    const pw_node *name = name_of(claim);
    pw_node *volume, *source, *ignored;
    PW_TRY(add_new(c, volumes, NULL, PW_MAP, claim->node, &volume));
    PW_TRY(add_new(c, volume, "persistentVolumeClaim", PW_MAP, claim->node, &source));
    if (name == NULL)
        return PW_OK;
    PW_TRY(add_new(c, volume, "name", PW_TEXT, name, &ignored));
    return add_new(c, source, "claimName", PW_TEXT, name, &ignored);
}

static pw_status add_volumes(pw_checker *c, pw_node *volumes, const pw_path *claims,
                             const pw_path *own)
{
    pw_step claim = {0}, volume = {0};
    pw_node *ignored;
    while (pw_each_item(claims, &claim))
        if (claim.at.node != NULL && !has_claim(claims, name_of(&claim.at), claim.last))
            PW_TRY(add_claim(c, volumes, &claim.at));
    while (pw_each_item(own, &volume)) {
        pw_path name = pw_text_child(&volume.at, "name");
        if (!has_claim(claims, name.node, NULL))
            PW_TRY(add(c, volumes, volume.last, &ignored));
    }
    return PW_OK;
}

/* The children of `from` without those of these names. */
static pw_status add_others(pw_checker *c, pw_node *to, const pw_node *from,
                            const char *const *without)
{
    pw_node *ignored;
    to->first = NULL;
    to->count = 0;
    for (const pw_node *child = from->first; child != NULL; child = child->next) {
        const char *const *name = without;
        while (*name != NULL && !pw_str_is(child->key, *name))
            name++;
        if (*name == NULL)
            PW_TRY(add(c, to, child, &ignored));
    }
    return PW_OK;
}

pw_status pw_pods_as_numbered(pw_checker *c, const pw_path *spec, pw_pods *p)
{
    static const char *const names[] = {"hostname", "subdomain", "volumes", NULL};
    static const char *const inner[] = {"spec", NULL};
    pw_path claims = pw_list_child(spec, "volumeClaimTemplates");
    pw_path own = pw_list_child(&p->spec, "volumes");
    pw_node *pods, *copy, *volumes;
    if (p->spec.node == NULL)
        return PW_OK;
    PW_NEED(pods = pw_new(c->d->arena, pw_node));
    *pods = *p->pods.node;
    PW_TRY(add_others(c, pods, p->pods.node, inner));
    PW_TRY(add(c, pods, p->spec.node, &copy));
    PW_TRY(add_others(c, copy, p->spec.node, names));
    if (claims.node != NULL || own.node != NULL) {
        PW_TRY(add_new(c, copy, "volumes", PW_LIST,
                       own.node != NULL ? own.node : claims.node, &volumes));
        PW_TRY(add_volumes(c, volumes, &claims, &own));
    }
    p->pods.node = pods;
    p->spec.node = copy;
    return PW_OK;
}
