#include "kube/stored.h"

#include "kube/defaults.h"
#include "text/emit.h"
#include "text/members.h"

/* ---- copying, in the server's order ---- */

static pw_status copy(pw_arena *arena, const pw_node *node, pw_node **made);

static pw_status copy_list(pw_arena *arena, const pw_node *list, pw_node *made)
{
    pw_node **end = &made->first;
    for (const pw_node *item = list->first; item != NULL; item = item->next) {
        PW_TRY(copy(arena, item, end));
        end = &(*end)->next;
    }
    return PW_OK;
}

/* Null is as if it were not there (S21). */
static pw_status copy_map(pw_arena *arena, const pw_node *map, pw_node *made)
{
    pw_members m;
    pw_node **end = &made->first;
    pw_status status = pw_members_open(map, &m);
    for (uint32_t i = 0; status == PW_OK && i < m.count; i++) {
        if (m.list[i].node->kind == PW_NULL)
            continue;
        status = copy(arena, m.list[i].node, end);
        if (*end != NULL)
            end = &(*end)->next;
    }
    pw_members_close(&m);
    return status;
}

static pw_status copy(pw_arena *arena, const pw_node *node, pw_node **made)
{
    pw_node *own = pw_new(arena, pw_node);
    PW_NEED(own);
    *own = *node;
    own->next = own->first = NULL;
    *made = own;
    return node->kind == PW_MAP    ? copy_map(arena, node, own)
           : node->kind == PW_LIST ? copy_list(arena, node, own)
                                   : PW_OK;
}

/* ---- one object ---- */

/* The places of the lines, or why they were added. */
static pw_status note_lines(pw_arena *arena, const pw_vec *nodes, pw_vec *lines)
{
    for (uint32_t i = 0; i < nodes->count; i++) {
        const pw_node *node = pw_items(*nodes, const pw_node *)[i];
        pw_stored_line *line = pw_push(lines, arena, pw_stored_line);
        PW_NEED(line);
        line->line = i + 1;
        line->span = node->span;
        line->why = pw_defaults_reason(node);
        if (line->why == NULL && node->key.at != NULL)
            line->span = (pw_span){node->key_span.from,
                                   node->first == NULL ? node->span.to : node->key_span.to};
    }
    return PW_OK;
}

static pw_status store(pw_arena *arena, const pw_node *node, const pw_object *object,
                       pw_stored *stored)
{
    pw_buf b = pw_buf_make(UINT32_MAX >> 1);
    pw_node *root;
    pw_vec lines = {0};
    stored->object = object;
    PW_TRY(copy(arena, node, &root));
    PW_TRY(pw_defaults_fill(arena, root, object));
    pw_status status = pw_emit(&b, arena, root, &lines);
    if (status != PW_OK) {
        pw_buf_free(&b);
        return status;
    }
    PW_TRY(pw_buf_keep(&b, arena, &stored->text));
    return note_lines(arena, &lines, &stored->lines);
}

/* ---- all objects of a document ---- */

typedef struct finder {
    const pw_document *doc;
    pw_arena *arena;
    pw_vec *list;
    uint32_t next; /* object of the document: they stand in the order of the text */
} finder;

static pw_status walk(finder *f, const pw_node *node)
{
    const pw_node *items = pw_node_get(node, "items");
    if (f->next == f->doc->objects.count)
        return PW_OK;
    const pw_object *object = &pw_items(f->doc->objects, const pw_object)[f->next];
    if (node->span.from == object->span.from && node->span.to == object->span.to) {
        pw_stored *slot = pw_push(f->list, f->arena, pw_stored);
        PW_NEED(slot);
        f->next++;
        return store(f->arena, node, object, slot);
    }
    if (items != NULL && items->kind == PW_LIST)
        for (const pw_node *item = items->first; item != NULL; item = item->next)
            PW_TRY(walk(f, item));
    return PW_OK;
}

pw_status pw_stored_objects(const pw_document *doc, pw_arena *arena, pw_vec *list)
{
    finder f = {doc, arena, list, 0};
    pw_vec roots = {0};
    PW_TRY(pw_document_tree(doc, arena, &roots));
    for (uint32_t i = 0; i < roots.count; i++)
        PW_TRY(walk(&f, pw_items(roots, const pw_node *)[i]));
    return PW_OK;
}
