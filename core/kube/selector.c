#include "kube/selector.h"

const pw_label *pw_labels_get(const pw_list *labels, uint32_t key_symbol)
{
    const pw_label *label = pw_list_items(*labels, pw_label);
    for (uint32_t i = 0; i < labels->count; i++)
        if (label[i].key_symbol == key_symbol)
            return &label[i];
    return NULL;
}

bool pw_label_fits(const pw_label *wanted, const pw_list *labels)
{
    const pw_label *found = pw_labels_get(labels, wanted->key_symbol);
    return found != NULL && found->pair == wanted->pair;
}

static bool has_value(const pw_requirement *r, uint32_t pair)
{
    for (uint32_t i = 0; i < r->values.count; i++)
        if (r->pairs[i] == pair)
            return true;
    return false;
}

bool pw_requirement_fits(const pw_requirement *r, const pw_list *labels)
{
    const pw_label *found = pw_labels_get(labels, r->key_symbol);
    switch (r->kind) {
    case PW_IN: return found != NULL && has_value(r, found->pair);
    case PW_NOT_IN: return found == NULL || !has_value(r, found->pair);
    case PW_EXISTS: return found != NULL;
    default: return found == NULL;
    }
}

bool pw_selector_fits(const pw_selector *s, const pw_list *labels)
{
    for (uint32_t i = 0; i < s->labels.count; i++)
        if (!pw_label_fits(&pw_list_items(s->labels, pw_label)[i], labels))
            return false;
    for (uint32_t i = 0; i < s->requirements.count; i++)
        if (!pw_requirement_fits(&pw_list_items(s->requirements, pw_requirement)[i], labels))
            return false;
    return true;
}

bool pw_selector_is_empty(const pw_selector *s)
{
    return s->labels.count == 0 && s->requirements.count == 0;
}
