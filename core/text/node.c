#include "text/node.h"

const pw_node *pw_node_get(const pw_node *map, const char *key)
{
    const pw_node *found = NULL;
    if (map->kind != PW_MAP)
        return NULL;
    for (const pw_node *child = map->first; child != NULL; child = child->next)
        if (pw_str_is(child->key, key))
            found = child;
    return found;
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
