#include "api/said.h"

#include <stdlib.h>

static pw_str part_at(pw_str path, uint32_t *at)
{
    uint32_t from = *at;
    while (*at < path.len && path.at[*at] != '.' && path.at[*at] != '[')
        (*at)++;
    return pw_str_part(path, from, *at);
}

/* The order of two paths in which Go meets them: keys by bytes, items by number. */
static int path_order(pw_str a, pw_str b)
{
    uint32_t i = 0, k = 0;
    while (i < a.len && k < b.len) {
        bool items = a.at[i] == '[' && b.at[k] == '[';
        i += a.at[i] == '.' || a.at[i] == '[' ? 1 : 0;
        k += b.at[k] == '.' || b.at[k] == '[' ? 1 : 0;
        pw_str one = part_at(a, &i), other = part_at(b, &k);
        if (items && one.len != other.len)
            return one.len < other.len ? -1 : 1;
        int order = pw_str_order(one, other);
        if (order != 0)
            return order;
    }
    return i < a.len ? 1 : k < b.len ? -1 : 0;
}

static int by_path(const void *a, const void *b)
{
    const pw_diag *const *one = a, *const *other = b;
    int order = path_order((*one)->path, (*other)->path);
    return order != 0 ? order : *one < *other ? -1 : 1;
}

pw_status pw_said_at(const pw_diags *d, pw_arena *arena, pw_says says, pw_vec *list)
{
    for (uint32_t i = 0; i < d->list.count; i++) {
        const pw_diag *diag = &pw_items(d->list, const pw_diag)[i];
        if (diag->says != says)
            continue;
        const pw_diag **slot = pw_push(list, arena, const pw_diag *);
        PW_NEED(slot);
        *slot = diag;
    }
    if (list->count > 1)
        qsort(list->at, list->count, sizeof(const pw_diag *), by_path);
    return PW_OK;
}

const pw_diag *pw_said_first(const pw_diags *d, pw_says says, pw_says other)
{
    const pw_diag *first = NULL;
    for (uint32_t i = 0; i < d->list.count; i++) {
        const pw_diag *diag = &pw_items(d->list, const pw_diag)[i];
        if ((diag->says == says || diag->says == other) &&
            (first == NULL || by_path(&diag, &first) < 0))
            first = diag;
    }
    return first;
}

static bool has_text(const pw_vec *list, pw_str text)
{
    for (uint32_t i = 0; i < list->count; i++)
        if (pw_str_same(pw_items(*list, pw_str)[i], text))
            return true;
    return false;
}

pw_status pw_said_lines(const pw_diags *d, pw_arena *arena, pw_says says, pw_vec *lines)
{
    for (uint32_t i = 0; i < d->list.count; i++) {
        const pw_diag *diag = &pw_items(d->list, const pw_diag)[i];
        pw_str rest = diag->says == says ? diag->server : PW_STR("");
        while (rest.len > 0) {
            uint32_t end = pw_str_find(rest, '\n');
            pw_str line = end == PW_NONE ? rest : pw_str_part(rest, 0, end);
            rest = pw_str_part(rest, end == PW_NONE ? rest.len : end + 1, rest.len);
            if (has_text(lines, line))
                continue;
            pw_str *slot = pw_push(lines, arena, pw_str);
            PW_NEED(slot);
            *slot = line;
        }
    }
    return PW_OK;
}
