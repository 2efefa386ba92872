#include "text/node.h"

/* Rules ask for many fields that are not there: most are told apart by their first two letters. */
static bool may_be(pw_str key, const char *name)
{
    return key.len > 1 ? key.at[0] == name[0] && key.at[1] == name[1] : key.len == 1;
}

const pw_node *pw_node_get(const pw_node *map, const char *key)
{
    const pw_node *found = NULL;
    if (map->kind != PW_MAP)
        return NULL;
    for (const pw_node *child = map->first; child != NULL; child = child->next)
        if (may_be(child->key, key) && pw_str_is(child->key, key))
            found = child;
    return found;
}

pw_str pw_node_text(const pw_node *map, const char *key)
{
    const pw_node *node = map == NULL ? NULL : pw_node_get(map, key);
    return node == NULL || node->kind != PW_TEXT ? PW_STR("") : node->text;
}

const char *pw_kind_name(pw_kind kind)
{
    static const char *const names[] = {"nothing", "a boolean", "a number", "a number",
                                        "text",    "a list",    "a mapping"};
    return names[kind];
}

const char *pw_json_kind_name(pw_kind kind)
{
    static const char *const names[] = {"null",   "bool",  "number", "number",
                                        "string", "array", "object"};
    return names[kind];
}
