#include "kube/rules.h"

#include "text/compact.h"

#include <string.h>

/* Requests and limits of containers. */

#define HUGE_PAGES "hugepages-"

/* ---- amounts */

pw_quantity pw_quantity_at(const pw_path *at)
{
    pw_quantity amount = {0};
    if (at->node == NULL || at->node->kind >= PW_LIST)
        return amount;
    return pw_quantity_read(at->node->text, &amount) == NULL ? amount : (pw_quantity){0};
}

pw_status pw_say_quantity(pw_checker *c, const pw_path *at, pw_quantity amount, const char *detail)
{
    pw_buf text = pw_buf_make(128);
    pw_str value;
    pw_buf_putc(&text, '"');
    pw_quantity_write(&text, amount);
    pw_buf_putc(&text, '"');
    PW_TRY(pw_buf_keep(&text, c->d->arena, &value));
    return pw_say_invalid_value(c, PW_BAD_VALUE, at, value, detail);
}

/* "... of 100m": what is said of one amount because of another. */
static pw_status say_beside(pw_checker *c, const pw_path *at, pw_quantity amount,
                            const char *words, const char *more, pw_quantity other)
{
    pw_buf detail = pw_buf_make(1024);
    pw_buf_print(&detail, words, more);
    pw_quantity_write(&detail, other);
    pw_status status = pw_say_quantity(c, at, amount, detail.at);
    pw_buf_drop(&detail, &c->d->server);
    return status;
}

/* ---- names of resources */

static bool is_native(pw_str name)
{
    static const char domain[] = "kubernetes.io/";
    if (pw_str_find(name, '/') == PW_NONE)
        return true;
    for (uint32_t i = 0; i + sizeof domain - 1 <= name.len; i++)
        if (memcmp(name.at + i, domain, sizeof domain - 1) == 0)
            return true;
    return false;
}

static bool is_huge(pw_str name)
{
    return pw_str_starts(name, HUGE_PAGES);
}

static bool may_overcommit(pw_str name)
{
    return is_native(name) && !is_huge(name);
}

/* Whether the name stays good with "requests." before it. */
static bool is_extended(pw_str name)
{
    uint32_t slash = pw_str_find(name, '/');
    return !is_native(name) && !pw_str_starts(name, "requests.") && slash != PW_NONE &&
           slash + sizeof "requests." - 1 <= 253 && pw_label_key_faults(name).count == 0;
}

static const pw_value counted[] = {
    {"pods", NULL}, {"resourcequotas", NULL}, {"services", NULL},
    {"replicationcontrollers", NULL}, {"secrets", NULL}, {"configmaps", NULL},
    {"persistentvolumeclaims", NULL}, {"services.nodeports", NULL},
    {"services.loadbalancers", NULL}, {0},
};
static const pw_value of_containers[] =
    {{"cpu", NULL}, {"memory", NULL}, {"ephemeral-storage", NULL}, {0}};

static bool is_standard(pw_str name)
{
    static const char *const prefixes[] = {"requests.", "limits."};
    pw_str base = name;
    bool request = false;
    for (uint32_t i = 0; i < PW_COUNT(prefixes); i++)
        if (pw_str_starts(name, prefixes[i])) {
            base = pw_str_part(name, (uint32_t)strlen(prefixes[i]), name.len);
            request = i == 0;
        }
    bool storage = pw_str_is(base, "storage") && (request || base.len == name.len);
    bool huge = is_huge(base) && (request || base.len == name.len);
    return storage || huge || pw_is_one_of(base, of_containers) || pw_is_one_of(name, counted);
}

/* Says it of the name, at the place of the amount. */
static pw_status say_name(pw_checker *c, const pw_path *at, const char *detail)
{
    pw_str value;
    PW_TRY(pw_print_text(c->d->arena, &value, "%Q", at->key));
    pw_buf_print(&c->d->message, "there is no resource %q", at->key);
    pw_buf_puts(&c->d->hint, "containers ask for cpu and memory");
    return pw_say_invalid_value(c, PW_BAD_VALUE, at, value, detail);
}

static pw_status check_container_name(pw_checker *c, const pw_path *at)
{
    pw_str name = at->key;
    bool plain = pw_str_find(name, '/') == PW_NONE;
    if (plain && !pw_is_one_of(name, of_containers) && !is_huge(name))
        return say_name(c, at, "must be a standard resource for containers");
    if (!plain && !is_native(name) && !is_extended(name))
        return say_name(c, at, "doesn't follow extended resource name standard");
    return PW_OK;
}

static pw_status check_name(pw_checker *c, const pw_path *at)
{
    pw_str name = at->key;
    pw_node key = {.kind = PW_TEXT, .text = name, .span = at->node->key_span};
    pw_path place = *at;
    bool plain = pw_str_find(name, '/') == PW_NONE, good = pw_label_key_faults(name).count == 0;
    place.node = &key;
    PW_TRY(pw_say_faults(c, PW_BAD_VALUE, &place, pw_label_key_faults(name)));
    if (good && plain && !is_standard(name))
        PW_TRY(say_name(c, at, "must be a standard resource type or fully qualified"));
    return check_container_name(c, at);
}

/* ---- one amount */

static pw_status check_amount(pw_checker *c, const pw_path *at)
{
    pw_quantity amount = pw_quantity_at(at);
    if (amount.minus)
        PW_TRY(pw_say_quantity(c, at, amount, "must be greater than or equal to 0"));
    if (amount.milli > 0 && (pw_is_one_of(at->key, counted) || is_extended(at->key)))
        PW_TRY(pw_say_quantity(c, at, amount, "must be an integer"));
    return PW_OK;
}

/* The limit beside a request. */
static pw_status check_limit(pw_checker *c, const pw_path *at, const pw_path *limits)
{
    pw_path place = *at->up, limit = {0};
    pw_step step = {0};
    while (pw_each_member(limits, &step))
        if (pw_str_same(step.at.key, at->key))
            limit = step.at;
    pw_quantity amount = pw_quantity_at(at), most = pw_quantity_at(&limit);
    int order = pw_quantity_order(amount, most);
    place.node = at->node;
    if (limit.node == NULL)
        return may_overcommit(at->key)
                   ? PW_OK : pw_say_required(c, PW_REQUIRED, limits,
                                             "Limit must be set for non overcommitable resources");
    if (order <= 0 && (order == 0 || may_overcommit(at->key)))
        return PW_OK;
    pw_buf words = pw_buf_make(512);
    pw_buf_print(&c->d->message, "more %S is requested than the limit allows", at->key);
    pw_buf_print(&words, may_overcommit(at->key) ? "must be less than or equal to %R limit of "
                                                 : "must be equal to %R limit of ", at->key);
    pw_status status = say_beside(c, &place, amount, "%s", words.at, most);
    pw_buf_drop(&words, &c->d->server);
    return status;
}

/* ---- requests and limits together */

typedef struct union_step {
    pw_step one, other;
    bool has_one, has_other;
    pw_path at;
} union_step;

static void first_of_both(union_step *step, const pw_path *one, const pw_path *other)
{
    *step = (union_step){0};
    step->has_one = pw_each_member(one, &step->one);
    step->has_other = pw_each_member(other, &step->other);
}

/* The next member of either mapping, as one of `one`. */
static bool next_of_both(union_step *step, const pw_path *one, const pw_path *other)
{
    if (!step->has_one && !step->has_other)
        return false;
    int order = !step->has_one ? 1 : !step->has_other ? -1
                               : pw_str_order(step->one.at.key, step->other.at.key);
    step->at = order <= 0 ? step->one.at : step->other.at;
    step->at.up = one;
    if (order <= 0)
        step->has_one = pw_each_member(one, &step->one);
    if (order >= 0)
        step->has_other = pw_each_member(other, &step->other);
    return true;
}

typedef struct found {
    bool huge;
    bool main; /* cpu or memory */
} found;

static void note(found *f, pw_str name)
{
    f->huge = f->huge || is_huge(name);
    f->main = f->main || pw_str_is(name, "cpu") || pw_str_is(name, "memory");
}

static pw_status check_limits(pw_checker *c, const pw_path *limits, found *f)
{
    pw_step step = {0};
    while (pw_each_member(limits, &step)) {
        PW_TRY(check_name(c, &step.at));
        PW_TRY(check_amount(c, &step.at));
        note(f, step.at.key);
    }
    return PW_OK;
}

static pw_status check_requests(pw_checker *c, const pw_path *requests, const pw_path *limits,
                                const pw_path *filled, found *f)
{
    union_step step;
    first_of_both(&step, requests, filled);
    while (next_of_both(&step, requests, filled)) {
        PW_TRY(check_name(c, &step.at));
        PW_TRY(check_amount(c, &step.at));
        PW_TRY(check_limit(c, &step.at, limits));
        note(f, step.at.key);
    }
    return PW_OK;
}

pw_status pw_check_resources(pw_checker *c, const pw_path *at)
{
    pw_path limits = pw_map_child(at, "limits"), requests = pw_map_child(at, "requests");
    const pw_path none = {0};
    found f = {0};
    PW_TRY(check_limits(c, &limits, &f));
    /* In pods the server takes limits for requests that are not given. */
    PW_TRY(check_requests(c, &requests, &limits, c->kind == PW_POD ? &limits : &none, &f));
    if (f.huge && !f.main)
        PW_TRY(pw_say_forbidden(c, PW_BAD_VALUE, at, "HugePages require cpu or memory"));
    return pw_check_field(c, at, &pw_resources_shape, "claims");
}
