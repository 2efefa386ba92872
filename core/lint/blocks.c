#include "kube/selector.h"
#include "lint/checks.h"
#include "lint/edits.h"
#include "lint/facts.h"
#include "lint/within.h"

/* ---- except-no-effect ---- */

typedef struct block_list {
    pw_vec list; /* of const pw_ip_block * */
} block_list;

static pw_status add_blocks(pw_lint *l, const pw_at *at, const pw_list *rules, block_list *out)
{
    for (uint32_t i = 0; i < rules->count; i++) {
        const pw_rule *rule = &pw_list_items(*rules, pw_rule)[i];
        if (rule != at->rule && !pw_ports_within(&at->rule->ports, &rule->ports))
            continue;
        for (uint32_t k = 0; k < rule->peers.count; k++) {
            const pw_peer *peer = &pw_list_items(rule->peers, pw_peer)[k];
            if (peer == at->peer || !peer->block.head.given)
                continue;
            const pw_ip_block **slot = pw_push(&out->list, &l->scratch, const pw_ip_block *);
            PW_NEED(slot);
            *slot = &peer->block;
        }
    }
    return PW_OK;
}

/* The blocks beside that of `at` that act wherever it does. */
static pw_status find_siblings(pw_lint *l, const pw_at *at, block_list *out)
{
    const pw_policy *own = at->ref->policy;
    uint32_t ns = at->ref->ns;
    PW_TRY(add_blocks(l, at, &own->rules[at->direction], out));
    for (uint32_t i = l->ns_from[ns]; i < l->ns_from[ns + 1]; i++) {
        const pw_policy *other = pw_lint_ref(l, l->of_ns[i])->policy;
        if (l->of_ns[i] != at->policy && other->isolates[at->direction] &&
            pw_selector_within(&own->pods, &other->pods))
            PW_TRY(add_blocks(l, at, &other->rules[at->direction], out));
    }
    return PW_OK;
}

static pw_status say_except(pw_lint *l, const pw_at *at, pw_span span, bool nothing, pw_str hole)
{
    if (nothing)
        pw_buf_puts(&l->diags.message, "the exceptions leave nothing of this block");
    else
        pw_buf_print(&l->diags.message, "the exception %S changes nothing: another block admits it",
                     hole);
    pw_buf_puts(&l->diags.hint, nothing ? "take the block away, or some of its exceptions"
                                        : "an exception narrows its own block only");
    return pw_lint_claim_at(l, at->peer, PW_EXCEPT_NO_EFFECT, at, span);
}

pw_status pw_find_except_no_effect(pw_lint *l, const pw_at *at)
{
    const pw_ip_block *block = &at->peer->block;
    block_list siblings = {0};
    if (!block->head.given || block->except.count == 0)
        return PW_OK;
    if (pw_range_covered(block->block, block->holes, block->except.count, NULL, 0))
        return say_except(l, at, block->cidr.span, true, PW_STR(""));
    PW_TRY(find_siblings(l, at, &siblings));
    for (uint32_t i = 0; siblings.list.count > 0 && i < block->except.count; i++) {
        const pw_text *hole = &pw_list_items(block->except, pw_text)[i];
        if (pw_range_covered(block->holes[i], NULL, 0,
                             pw_items(siblings.list, const pw_ip_block *), siblings.list.count))
            return say_except(l, at, hole->span, false, hole->s);
    }
    return PW_OK;
}

/* ---- any-address ---- */

static bool limits_ports(const pw_rule *rule)
{
    for (uint32_t i = 0; i < rule->ports.count; i++)
        if (!pw_list_items(rule->ports, pw_port)[i].port.given)
            return false;
    return rule->ports.count > 0;
}

/* The family of an address is read from the block's first one. */
static bool is_first_of_family(const pw_at *at)
{
    for (uint32_t i = 0; i < at->peer_number; i++) {
        const pw_ip_block *block = &pw_list_items(at->rule->peers, pw_peer)[i].block;
        if (block->head.given && block->block.first.family == at->peer->block.block.first.family)
            return false;
    }
    return true;
}

static pw_status covers_family(pw_lint *l, const pw_at *at, bool *all)
{
    pw_family family = at->peer->block.block.first.family;
    pw_cidr whole;
    pw_cidr_form form;
    block_list blocks = {0};
    pw_cidr_read(family == PW_IPV4 ? PW_STR("0.0.0.0/0") : PW_STR("::/0"), &whole, &form);
    for (uint32_t i = 0; i < at->rule->peers.count; i++) {
        const pw_ip_block *block = &pw_list_items(at->rule->peers, pw_peer)[i].block;
        if (!block->head.given)
            continue;
        const pw_ip_block **slot = pw_push(&blocks.list, &l->scratch, const pw_ip_block *);
        PW_NEED(slot);
        *slot = block;
    }
    *all = pw_range_covered(whole, NULL, 0, pw_items(blocks.list, const pw_ip_block *),
                            blocks.list.count);
    return PW_OK;
}

pw_status pw_find_any_address(pw_lint *l, const pw_at *at)
{
    bool all, limited = limits_ports(at->rule);
    if (!at->peer->block.head.given || !is_first_of_family(at))
        return PW_OK;
    PW_TRY(covers_family(l, at, &all));
    if (!all)
        return PW_OK;
    pw_buf_print(&l->diags.message, "this is every address, %s the pods of the cluster as well",
                 at->direction == PW_INGRESS ? "from outside, and" : "outside, and");
    if (!limited)
        pw_buf_puts(&l->diags.message, ", on every port");
    pw_buf_puts(&l->diags.hint, "name the addresses that are meant, leave the cluster's networks "
                "out by except, or limit the ports");
    PW_TRY(pw_lint_claim(l, at->peer));
    return pw_lint_say(l, PW_ANY_ADDRESS, limited ? PW_INFO : PW_WARNING, at->ref->doc,
                       at->peer->block.cidr.span);
}

/* ---- ipblock-covers-pods ---- */

/* A wider block may well mean the whole network of a site. */
static bool is_narrow(const pw_cidr *cidr)
{
    return cidr->bits >= (cidr->first.family == PW_IPV4 ? 16u : 48u);
}

static bool is_usual_pod_network(const pw_cidr *cidr)
{
    pw_cidr usual;
    pw_cidr_form form;
    pw_cidr_read(PW_STR("10.244.0.0/16"), &usual, &form);
    return pw_cidr_has(&usual, cidr->first) && cidr->bits >= 16;
}

pw_status pw_find_pod_blocks(pw_lint *l, const pw_at *at)
{
    const pw_ip_block *block = &at->peer->block;
    const pw_cluster *c = &l->s->cluster;
    pw_family family = block->block.first.family;
    uint32_t count = 0, first = 0;
    if (!block->head.given || !is_narrow(&block->block))
        return PW_OK;
    for (uint32_t i = 0; i < c->pods.count; i++) {
        const pw_member *pod = pw_cluster_member(c, i);
        if (!pod->host_network && pod->has_ip[family] && pw_block_has(block, pod->ips[family]) &&
            count++ == 0)
            first = i;
    }
    if (count == 0 && !(is_usual_pod_network(&block->block) && c->pods.count > 0))
        return PW_OK;
    pw_buf_puts(&l->diags.message, "this block lies in the network of the pods");
    if (count > 0)
        pw_buf_print(&l->diags.message, " (%S/%S%s)",
                     pw_lint_ns(l, pw_cluster_member(c, first)->ns),
                     pw_cluster_member(c, first)->name, count > 1 ? " and others" : "");
    pw_buf_puts(&l->diags.message, ": pods change their addresses, and some plugins do not match "
                "them by address");
    pw_buf_puts(&l->diags.hint, "mean pods by a podSelector or namespaceSelector");
    return pw_lint_claim_at(l, at->peer, PW_IPBLOCK_COVERS_PODS, at, block->cidr.span);
}

/* ---- ipblock-behind-nat ---- */

static const pw_service_ref *service(const pw_lint *l, uint32_t i)
{
    return &pw_items(l->s->cluster.services, const pw_service_ref)[i];
}

static bool hides_source(const pw_service_spec *spec)
{
    return (pw_text_is(spec->type, "NodePort") || pw_text_is(spec->type, "LoadBalancer")) &&
           !pw_text_is(spec->traffic, "Local");
}

/* The Service through which a pod of the policy is reached from outside. */
static const pw_service_ref *find_front(const pw_lint *l, const pw_at *at)
{
    const pw_word *set = l->selected[at->policy];
    uint32_t words = l->s->classes.words;
    for (uint32_t i = 0; i < l->s->cluster.services.count; i++) {
        if (service(l, i)->ns != at->ref->ns || !hides_source(service(l, i)->spec))
            continue;
        for (uint32_t c = pw_bits_next(set, words, 0); c != PW_NONE;
             c = pw_bits_next(set, words, c + 1))
            for (uint32_t k = l->pods_from[c]; k < l->pods_from[c + 1]; k++)
                if (pw_service_selects(service(l, i),
                                       pw_cluster_member(&l->s->cluster, l->pods[k])))
                    return service(l, i);
    }
    return NULL;
}

/* The Service whose own address a block holds. */
static const pw_service_ref *find_behind(const pw_lint *l, const pw_ip_block *block)
{
    for (uint32_t i = 0; block->block.bits >= 24 && i < l->s->cluster.services.count; i++) {
        pw_text address = service(l, i)->spec->cluster_ip;
        pw_ip ip;
        if (address.s.at != NULL && pw_ip_read(address.s, &ip) && pw_block_has(block, ip))
            return service(l, i);
    }
    return NULL;
}

pw_status pw_find_nat_blocks(pw_lint *l, const pw_at *at)
{
    bool in = at->direction == PW_INGRESS;
    if (!at->peer->block.head.given)
        return PW_OK;
    const pw_service_ref *found = in ? find_front(l, at) : find_behind(l, &at->peer->block);
    if (found == NULL)
        return PW_OK;
    pw_buf_print(&l->diags.message,
                 in ? "through the Service %S/%S pods may see a node's address as the source, not "
                      "the caller's"
                    : "this is the address of the Service %S/%S; most plugins judge after it "
                      "is translated to a pod's",
                 pw_lint_ns(l, found->ns), found->object->meta.name.s);
    pw_buf_puts(&l->diags.hint, in ? "externalTrafficPolicy: Local keeps the caller's address"
                                   : "mean the pods behind it by their labels");
    return pw_lint_claim_at(l, at->peer, PW_IPBLOCK_BEHIND_NAT, at, at->peer->block.cidr.span);
}
