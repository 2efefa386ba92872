#include "kube/rules.h"

#include "text/compact.h"

#define MAX_ANNOTATIONS (256 * 1024) /* bytes of all keys and values together */
#define MAX_KEY 512 /* bytes; a longer one is wrong whatever its case */

/* ---- labels and selectors */

/* Letters and digits, and between them also hyphens, dots and the like: nothing is wrong with such
 * keys and values. */
static bool is_plain(pw_str text)
{
    for (uint32_t i = 0; i < text.len; i++) {
        char ch = text.at[i], low = (char)(ch | 0x20);
        bool inner = i > 0 && i + 1 < text.len && (ch == '-' || ch == '.' || ch == '_');
        if (!inner && !(ch >= '0' && ch <= '9') && (low < 'a' || low > 'z'))
            return false;
    }
    return text.len > 0 && text.len <= 63;
}

static bool are_plain(const pw_path *labels)
{
    const pw_node *label = labels->node == NULL ? NULL : labels->node->first;
    while (label != NULL && label->kind == PW_TEXT && is_plain(label->key) && is_plain(label->text))
        label = label->next;
    return label == NULL;
}

pw_status pw_check_labels(pw_checker *c, const pw_path *labels)
{
    pw_step step = {0};
    if (are_plain(labels))
        return PW_OK;
    while (pw_each_member(labels, &step)) {
        /* The server names the mapping, not the key; the mistake is still shown at the label. */
        pw_node key = {.kind = PW_TEXT, .text = step.at.key, .span = step.at.node->key_span};
        pw_path at = *labels, value = *labels;
        at.node = &key;
        value.node = step.at.node;
        PW_TRY(pw_say_faults(c, PW_BAD_LABEL, &at, pw_label_key_faults(step.at.key)));
        if (value.node->kind == PW_TEXT)
            PW_TRY(pw_say_faults(c, PW_BAD_LABEL, &value, pw_label_value_faults(value.node->text)));
    }
    return PW_OK;
}

static bool is_operator(const pw_path *op, const char *name)
{
    return pw_is(op, name);
}

static pw_status say_operator(pw_checker *c, const pw_path *op)
{
    if (op->node == NULL)
        pw_buf_puts(&c->d->message, "operator is missing");
    else
        pw_buf_print(&c->d->message, "%q is no operator", pw_text_at(op));
    PW_TRY(pw_hint_values(c, op, pw_text_at(op), pw_operators));
    return pw_say_invalid(c, PW_BAD_REQUIREMENT, op, "not a valid selector operator");
}

/* What the operator says of the values. */
static pw_status check_operator(pw_checker *c, const pw_path *op, const pw_path *values)
{
    uint32_t count = values->node == NULL ? 0 : values->node->count;
    if (is_operator(op, "In") || is_operator(op, "NotIn")) {
        if (count > 0)
            return PW_OK;
        pw_buf_print(&c->d->message, "%S needs at least one value", pw_text_at(op));
        return pw_say_required(c, PW_BAD_REQUIREMENT, values,
                               "must be specified when `operator` is 'In' or 'NotIn'");
    }
    if (!is_operator(op, "Exists") && !is_operator(op, "DoesNotExist"))
        return say_operator(c, op);
    if (count == 0)
        return PW_OK;
    pw_buf_print(&c->d->message, "%S takes no values", pw_text_at(op));
    return pw_say_forbidden(c, PW_BAD_REQUIREMENT, values,
                            "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
}

static pw_status check_requirement(pw_checker *c, const pw_path *at)
{
    pw_path key = pw_text_child(at, "key"), op = pw_text_child(at, "operator");
    pw_path values = pw_list_child(at, "values");
    pw_step step = {0};
    PW_TRY(check_operator(c, &op, &values));
    if (key.node == NULL)
        pw_buf_puts(&c->d->message, "key is missing");
    PW_TRY(pw_say_faults(c, key.node == NULL ? PW_BAD_REQUIREMENT : PW_BAD_LABEL, &key,
                         pw_label_key_faults(pw_text_at(&key))));
    while (pw_each_item(&values, &step))
        PW_TRY(pw_check_text(c, PW_BAD_LABEL, &step.at, pw_label_value_faults));
    return PW_OK;
}

pw_status pw_check_selector(pw_checker *c, const pw_path *at)
{
    pw_path labels = pw_map_child(at, "matchLabels");
    pw_path list = pw_list_child(at, "matchExpressions");
    pw_step step = {0};
    PW_TRY(pw_check_labels(c, &labels));
    while (pw_each_item(&list, &step))
        PW_TRY(check_requirement(c, &step.at));
    return PW_OK;
}

/* ---- metadata */

/* What a name begins with: a hyphen at its end is none at the end of the name. */
static pw_status check_prefix(pw_checker *c, const pw_path *made)
{
    pw_str prefix = pw_text_at(made);
    if (prefix.len > 1 && prefix.at[prefix.len - 1] == '-')
        prefix.len--;
    return pw_say_faults(c, PW_BAD_NAME, made, pw_kind_of(c->kind)->name(prefix));
}

static pw_status check_name(pw_checker *c, const pw_path *meta)
{
    pw_path name = pw_text_child(meta, "name"), made = pw_text_child(meta, "generateName");
    if (pw_has_some(&made))
        PW_TRY(check_prefix(c, &made));
    if (pw_has_some(&name))
        return pw_say_faults(c, PW_BAD_NAME, &name, pw_kind_of(c->kind)->name(pw_text_at(&name)));
    pw_buf_puts(&c->d->message, "metadata.name is missing");
    if (made.node != NULL)
        pw_buf_puts(&c->d->hint, "kubectl apply needs a name; generateName is for kubectl create");
    return pw_say_required(c, PW_REQUIRED, &name, "name or generateName is required");
}

static pw_status check_namespace(pw_checker *c, const pw_path *meta)
{
    pw_path ns = pw_text_child(meta, "namespace");
    if (!pw_kind_of(c->kind)->namespaced || !pw_has_some(&ns))
        return PW_OK;
    return pw_check_text(c, PW_BAD_NAME, &ns, pw_label_faults);
}

static bool is_lower_key(pw_str key, char *to)
{
    if (key.len > MAX_KEY)
        return false;
    for (uint32_t i = 0; i < key.len; i++)
        to[i] = key.at[i] >= 'A' && key.at[i] <= 'Z' ? (char)(key.at[i] | 0x20) : key.at[i];
    return true;
}

/* kubectl apply adds an annotation that holds the whole object, which counts too. */
static uint64_t applied_bytes(const pw_checker *c)
{
    pw_buf text = pw_buf_make(MAX_ANNOTATIONS * 4);
    pw_compact_put(&text, c->object);
    uint64_t bytes = text.len + sizeof "kubectl.kubernetes.io/last-applied-configuration\n" - 1;
    bytes = text.status == PW_OK ? bytes : MAX_ANNOTATIONS;
    pw_buf_drop(&text, &c->d->server);
    return bytes;
}

/* Keys of annotations are those of labels, whatever their case. */
pw_status pw_check_annotations(pw_checker *c, const pw_path *notes)
{
    char lower[MAX_KEY];
    uint64_t bytes = 0;
    pw_step step = {0};
    while (pw_each_member(notes, &step)) {
        pw_node key = {.kind = PW_TEXT, .text = step.at.key, .span = step.at.node->key_span};
        pw_path at = *notes;
        at.node = &key;
        pw_str text = is_lower_key(key.text, lower) ? (pw_str){lower, key.text.len} : key.text;
        PW_TRY(pw_say_faults(c, PW_BAD_LABEL, &at, pw_label_key_faults(text)));
        bytes += (uint64_t)key.text.len + pw_text_at(&step.at).len;
    }
    if (bytes > MAX_ANNOTATIONS / 4)
        bytes += applied_bytes(c);
    if (bytes <= MAX_ANNOTATIONS)
        return PW_OK;
    return pw_say_too_long(c, notes, "may not be more than 262144 bytes");
}

static pw_status check_given(pw_checker *c, const pw_path *at, const char *detail)
{
    return pw_has_some(at) ? PW_OK
                                  : pw_say_invalid_value(c, PW_BAD_VALUE, at, PW_STR("\"\""),
                                                         detail);
}

/* ---- owners; the server gives all of them the path of their list */

/* Events come and go: nothing may hang on them. */
static pw_status check_banned(pw_checker *c, const pw_path *at)
{
    pw_path version = pw_text_child(at, "apiVersion"), kind = pw_text_child(at, "kind");
    return pw_is(&version, "v1") && pw_is(&kind, "Event")
               ? pw_say_bad(c, at, "/v1, Kind=Event is disallowed from being an owner") : PW_OK;
}

static bool has_two_slashes(pw_str version)
{
    uint32_t slash = pw_str_find(version, '/');
    return slash != PW_NONE &&
           pw_str_find(pw_str_part(version, slash + 1, version.len), '/') != PW_NONE;
}

static pw_status check_owner(pw_checker *c, const pw_path *list, const pw_path *item)
{
    pw_path at = *list;
    at.node = item->node;
    pw_path version = pw_text_child(&at, "apiVersion"), kind = pw_text_child(&at, "kind");
    pw_path name = pw_text_child(&at, "name"), uid = pw_text_child(&at, "uid");
    if (has_two_slashes(pw_text_at(&version)))
        PW_TRY(pw_say_bad(c, &version, "version must not be empty"));
    else
        PW_TRY(check_given(c, &version, "version must not be empty"));
    PW_TRY(check_given(c, &kind, "must not be empty"));
    PW_TRY(check_given(c, &name, "must not be empty"));
    PW_TRY(check_given(c, &uid, "must not be empty"));
    return check_banned(c, &at);
}

static pw_status check_owners(pw_checker *c, const pw_path *owners)
{
    pw_step step = {0};
    uint32_t controllers = 0;
    while (pw_each_item(owners, &step)) {
        pw_path controller = pw_child(&step.at, "controller");
        PW_TRY(check_owner(c, owners, &step.at));
        if (!pw_true_at(&controller) || controllers++ == 0)
            continue;
        pw_buf_puts(&c->d->message, "two owners say that they look after it");
        PW_TRY(pw_say_bad(c, owners, "Only one reference can have Controller set to true"));
    }
    return PW_OK;
}

/* ---- finalizers */

static bool is_standard(pw_str finalizer)
{
    return pw_str_is(finalizer, "kubernetes") || pw_str_is(finalizer, "orphan") ||
           pw_str_is(finalizer, "foregroundDeletion");
}

static bool has_item(const pw_path *list, const char *text)
{
    pw_step step = {0};
    while (pw_each_item(list, &step))
        if (pw_is(&step.at, text))
            return true;
    return false;
}

/* Written like label keys; those that are not Kubernetes' own need a domain. */
static pw_status check_finalizers(pw_checker *c, const pw_path *list)
{
    pw_step written = {0}, named = {0};
    while (pw_each_item(list, &written)) {
        pw_path at = *list; /* the server gives the path of the list */
        at.node = written.at.node;
        PW_TRY(pw_check_text(c, PW_BAD_VALUE, &at, pw_label_key_faults));
    }
    if (has_item(list, "orphan") && has_item(list, "foregroundDeletion"))
        PW_TRY(pw_say_bad(c, list, "finalizer orphan and foregroundDeletion "
                                                     "cannot be both set"));
    while (pw_each_item(list, &named)) {
        pw_str text = pw_text_at(&named.at);
        if (pw_str_find(text, '/') == PW_NONE && !is_standard(text))
            PW_TRY(pw_say_bad(c, &named.at, "name is neither a standard "
                                  "finalizer name nor is it fully qualified"));
    }
    return PW_OK;
}

/* ---- all of it */

pw_status pw_check_meta(pw_checker *c, const pw_path *meta)
{
    pw_path labels = pw_map_child(meta, "labels"), notes = pw_map_child(meta, "annotations");
    pw_path owners = pw_list_child(meta, "ownerReferences");
    pw_path finalizers = pw_list_child(meta, "finalizers");
    PW_TRY(check_name(c, meta));
    PW_TRY(check_namespace(c, meta));
    PW_TRY(pw_check_labels(c, &labels));
    PW_TRY(pw_check_annotations(c, &notes));
    PW_TRY(check_owners(c, &owners));
    return check_finalizers(c, &finalizers);
}

pw_status pw_check_template_meta(pw_checker *c, const pw_path *meta)
{
    pw_path labels = pw_map_child(meta, "labels"), notes = pw_map_child(meta, "annotations");
    PW_TRY(pw_check_annotations(c, &notes));
    return pw_check_labels(c, &labels);
}
