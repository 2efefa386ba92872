#include "kube/schema.h"

const char *pw_type_name(pw_type type)
{
    static const char *const names[] = {
        "text", "a whole number", "a whole number", "true or false", "a number or a name",
        "a quantity like 100m or 2Gi", "a time", "a mapping", "a mapping", "a list", "a list",
        "a mapping", "a list", "a value"};
    return names[type];
}

const pw_field *pw_shape_field(const pw_shape *shape, pw_str name)
{
    if (name.len == 0 || shape->count == 0)
        return NULL;
    const pw_field *field = shape->fields, *end = field + shape->count;
    while (field < end && (name.at[0] != field->name[0] || !pw_str_is(name, field->name)))
        field++;
    return field == end ? NULL : field;
}

const pw_field *pw_shape_nearest(const pw_shape *shape, pw_str name)
{
    const pw_field *nearest = NULL;
    uint32_t least = PW_NONE;
    for (uint32_t i = 0; i < shape->count; i++) {
        uint32_t distance;
        if (!pw_str_near(name, pw_str_of(shape->fields[i].name), &distance) || distance >= least)
            continue;
        nearest = &shape->fields[i];
        least = distance;
    }
    return nearest;
}
