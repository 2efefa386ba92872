#include "kube/listed.h"

#include "kube/judge.h"

typedef struct look {
    pw_buf *faults;
    uint32_t count;
    pw_str group; /* where the names of shapes are from: "networking" of networking.k8s.io/v1 */
} look;

/* Shapes that are not from the group of the object in which they stand. */
static const pw_value of_meta[] = {{"ObjectMeta", NULL}, {"LabelSelector", NULL},
                                   {"LabelSelectorRequirement", NULL}, {"OwnerReference", NULL},
                                   {"ManagedFieldsEntry", NULL}, {0}};
static const pw_value of_core[] = {{"PodTemplateSpec", NULL}, {"PersistentVolumeClaim", NULL},
                                   {0}};

/* What holds the values of a field (PW_NULL: nothing does), and what each of them is. */
typedef struct form {
    uint8_t holder; /* pw_kind */
    uint8_t value;  /* pw_kind */
} form;

static form form_of(const pw_field *field)
{
    switch (field->type) {
    case PW_T_INT:
    case PW_T_LONG: return (form){PW_NULL, PW_INT};
    case PW_T_FLAG: return (form){PW_NULL, PW_BOOL};
    case PW_T_LABELS:
    case PW_T_QUANTITIES: return (form){PW_MAP, PW_TEXT};
    case PW_T_TEXTS: return (form){PW_LIST, PW_TEXT};
    case PW_T_LONGS: return (form){PW_LIST, PW_INT};
    case PW_T_SHAPES: return (form){PW_LIST, PW_MAP};
    case PW_T_ANY:
    case PW_T_SHAPE: return (form){PW_NULL, PW_MAP};
    default: return (form){PW_NULL, PW_TEXT};
    }
}

static bool suits(uint8_t wanted, uint8_t given)
{
    bool scalar = given != PW_LIST && given != PW_MAP;
    return wanted == given || (wanted == PW_TEXT && scalar) ||
           (wanted == PW_INT && given == PW_FLOAT);
}

static void begin(look *l, const pw_path *at)
{
    pw_buf_puts(l->faults, l->faults->len > 0 ? ", " : "");
    l->count++;
    if (at == NULL)
        return;
    pw_buf_puts(l->faults, "ValidationError(");
    pw_path_put(l->faults, at);
    pw_buf_puts(l->faults, "): ");
}

/* "io.k8s.api.networking.v1.IPBlock" */
static void put_shape(look *l, const pw_shape *shape)
{
    if (pw_is_one_of(pw_str_of(shape->go), of_meta))
        pw_buf_puts(l->faults, "io.k8s.apimachinery.pkg.apis.meta");
    else
        pw_buf_print(l->faults, "io.k8s.api.%R", l->group);
    pw_buf_print(l->faults, ".v1.%s", shape->go);
}

/* `field`: of which it is the type; NULL: of all of the shape. */
static void say_type(look *l, const pw_path *at, const pw_shape *shape,
                     const char *field, uint8_t wanted)
{
    static const char *const names[] = {[PW_BOOL] = "boolean", [PW_INT] = "integer",
                                        [PW_FLOAT] = "number", [PW_TEXT] = "string",
                                        [PW_LIST] = "array", [PW_MAP] = "map"};
    begin(l, at);
    pw_buf_puts(l->faults, "invalid type for ");
    put_shape(l, shape);
    pw_buf_print(l->faults, field != NULL ? ".%s" : "", field);
    pw_buf_print(l->faults, ": got \"%s\", expected \"%s\"", names[at->node->kind],
                 names[wanted]);
}

static void say_nothing_there(look *l, const pw_path *list, const pw_path *at)
{
    begin(l, list);
    pw_buf_puts(l->faults, "unknown object type \"nil\" in ");
    pw_path_put(l->faults, at);
}

static void say_field(look *l, const pw_path *at, const pw_shape *shape, const char *what,
                      pw_str field)
{
    begin(l, at);
    pw_buf_print(l->faults, "%s field %Q in ", what, field);
    put_shape(l, shape);
}

static void look_into(look *l, const pw_path *at, const pw_shape *shape);

static void look_at_value(look *l, const pw_path *at, const pw_shape *shape,
                          const pw_field *field, uint8_t wanted)
{
    if (field->shape != NULL && wanted == PW_MAP)
        look_into(l, at, field->shape);
    else if (!suits(wanted, at->node->kind))
        say_type(l, at, shape, field->name, wanted);
}

static void look_at_held(look *l, const pw_path *holder, const pw_shape *shape,
                         const pw_field *field, uint8_t wanted)
{
    pw_step item = {0};
    while (pw_each_item(holder, &item)) {
        if (item.at.node == NULL)
            say_nothing_there(l, holder, &item.at);
        else
            look_at_value(l, &item.at, shape, field, wanted);
    }
    if (holder->node->kind != PW_MAP)
        return;
    for (const pw_node *node = holder->node->first; node != NULL; node = node->next) {
        pw_path at = {.up = holder, .key = node->key, .node = node};
        if (node->kind == PW_NULL)
            say_nothing_there(l, NULL, &at);
        else
            look_at_value(l, &at, shape, field, wanted);
    }
}

static void look_at_field(look *l, const pw_path *at, const pw_shape *shape,
                          const pw_field *field)
{
    form f = form_of(field);
    if (field->type == PW_T_ANY && field->shape == NULL)
        return;
    if (f.holder == PW_NULL)
        look_at_value(l, at, shape, field, f.value);
    else if (at->node->kind != f.holder)
        say_type(l, at, shape, field->name, f.holder);
    else
        look_at_held(l, at, shape, field, f.value);
}

static void look_for_demands(look *l, const pw_path *at, const pw_shape *shape)
{
    pw_str rest = pw_str_of(shape->demands == NULL ? "" : shape->demands);
    while (rest.len > 0) {
        uint32_t space = pw_str_find(rest, ' ');
        pw_str name = pw_str_part(rest, 0, space == PW_NONE ? rest.len : space);
        pw_step step = {0};
        bool found = false;
        while (!found && pw_each_member(at, &step))
            found = pw_str_same(step.at.key, name);
        if (!found)
            say_field(l, at, shape, "missing required", name);
        rest = pw_str_part(rest, space == PW_NONE ? rest.len : space + 1, rest.len);
    }
}

/* All of a struct. What pods and volumes are made of is of the core, whoever makes them. */
static void look_into(look *l, const pw_path *at, const pw_shape *shape)
{
    pw_str group = l->group;
    pw_step step = {0};
    if (at->node->kind != PW_MAP) {
        say_type(l, at, shape, NULL, PW_MAP);
        return;
    }
    if (pw_is_one_of(pw_str_of(shape->go), of_core))
        l->group = PW_STR("core");
    while (pw_each_member(at, &step)) {
        const pw_field *field = pw_shape_field(shape, step.at.key);
        step.at.member = false;
        if (field != NULL)
            look_at_field(l, &step.at, shape, field);
        else if (!shape->open)
            say_field(l, at, shape, "unknown", step.at.key);
    }
    look_for_demands(l, at, shape);
    l->group = group;
}

/* "networking" of networking.k8s.io/v1, "apps" of apps/v1 and "core" of v1. */
static pw_str group_of(const pw_kind_info *kind)
{
    pw_str group = pw_str_of(kind->api_version);
    uint32_t slash = pw_str_find(group, '/');
    if (slash == PW_NONE)
        return PW_STR("core");
    group = pw_str_part(group, 0, slash);
    uint32_t dot = pw_str_find(group, '.');
    return dot == PW_NONE ? group : pw_str_part(group, 0, dot);
}

uint32_t pw_listed_faults(const pw_node *node, const pw_kind_info *kind, bool listed,
                          pw_buf *faults)
{
    look l = {faults, 0, group_of(kind)};
    pw_path top = {0}, at = {.up = &top, .key = pw_node_text(node, "kind"), .node = node};
    pw_path items = pw_list_child(&at, "items");
    const pw_field all = {.name = "items", .type = PW_T_SHAPES, .shape = kind->body};
    if (!listed)
        look_into(&l, &at, kind->body);
    else if (items.node != NULL)
        look_at_field(&l, &items, kind->body, &all);
    return l.count;
}
