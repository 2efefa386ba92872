#include "eval/verdict.h"

const char *pw_reason_name(pw_reason reason)
{
    static const char *const names[] = {"open",         "admitted", "denied",  "outside",
                                        "host-network", "self",     "own-node"};
    return names[reason];
}

static bool has_family(const pw_snapshot *s, pw_spot spot, pw_family family)
{
    if (spot.pod == PW_NONE)
        return spot.ip.family == family;
    return pw_cluster_member(&s->cluster, spot.pod)->has_ip[family];
}

static pw_family first_family(const pw_snapshot *s, pw_spot spot)
{
    if (spot.pod == PW_NONE)
        return spot.ip.family;
    return pw_cluster_member(&s->cluster, spot.pod)->first;
}

/* S12: the first family of the destination that the source has too; without one, the first. */
static pw_family family_of(const pw_snapshot *s, pw_spot from, pw_spot to)
{
    pw_family first = first_family(s, to), second = first == PW_IPV4 ? PW_IPV6 : PW_IPV4;
    if (!has_family(s, from, first) && has_family(s, to, second) && has_family(s, from, second))
        return second;
    return first;
}

pw_ip pw_spot_ip(const pw_snapshot *s, pw_spot spot, pw_spot other, bool is_target)
{
    if (spot.pod == PW_NONE)
        return spot.ip;
    pw_family family = is_target ? family_of(s, other, spot) : family_of(s, spot, other);
    const pw_member *pod = pw_cluster_member(&s->cluster, spot.pod);
    return pod->ips[pod->has_ip[family] ? family : pod->first];
}

static uint32_t class_of(const pw_snapshot *s, pw_spot spot, pw_family family)
{
    if (spot.pod == PW_NONE)
        return pw_class_of_ip(&s->classes, spot.ip);
    const pw_member *pod = pw_cluster_member(&s->cluster, spot.pod);
    return pw_class_of_pod(&s->classes, spot.pod, pod->has_ip[family] ? family : pod->first);
}

/* Whether `spot` is an address of its own: outside, a node, or a hostNetwork pod. */
static bool is_address(const pw_snapshot *s, pw_spot spot)
{
    return spot.pod == PW_NONE || pw_cluster_member(&s->cluster, spot.pod)->host_network;
}

static bool owns(const pw_member *pod, pw_ip ip)
{
    for (uint32_t i = 0; i < pod->node_ip_count; i++)
        if (pw_ip_same(pod->node_ips[i], ip))
            return true;
    return false;
}

/* S17: whether `other` is the node that `spot`, a pod, runs on. */
static bool is_own_node(const pw_snapshot *s, pw_spot spot, pw_spot other)
{
    const pw_member *pod = pw_cluster_member(&s->cluster, spot.pod);
    if (!is_address(s, other))
        return false;
    if (other.pod == PW_NONE)
        return owns(pod, other.ip);
    const pw_member *host = pw_cluster_member(&s->cluster, other.pod);
    for (int f = 0; f < PW_FAMILIES; f++)
        if (host->has_ip[f] && owns(pod, host->ips[f]))
            return true;
    return false;
}

/* What is decided without looking at policies; PW_DENIED where they decide. */
static pw_reason exception(const pw_snapshot *s, pw_spot at, pw_spot other)
{
    if (at.pod == PW_NONE)
        return PW_OUTSIDE;
    if (at.pod == other.pod)
        return PW_SELF;
    if (pw_cluster_member(&s->cluster, at.pod)->host_network)
        return PW_HOST;
    return is_own_node(s, at, other) ? PW_OWN_NODE : PW_DENIED;
}

/* The ports that one end's policies leave open, and why. */
static uint32_t judge_end(const pw_snapshot *s, pw_direction direction, pw_spot from, pw_spot to,
                          pw_reason *reason)
{
    pw_spot at = direction == PW_INGRESS ? to : from, other = direction == PW_INGRESS ? from : to;
    pw_family family = family_of(s, from, to);
    *reason = exception(s, at, other);
    if (*reason != PW_DENIED)
        return PW_MASK_ALL;
    uint32_t own = class_of(s, at, family);
    if (s->index.sides[direction].target_of[own] == PW_NONE)
        *reason = PW_OPEN;
    return pw_index_mask(&s->index, direction, own, class_of(s, other, family));
}

pw_verdict pw_judge(const pw_snapshot *s, const pw_flow *flow)
{
    const pw_ports *ports = &s->index.ports;
    uint32_t column = pw_ports_column(ports, flow->protocol, flow->port);
    pw_verdict verdict = {.allowed = true};
    for (int d = 0; d < PW_DIRECTIONS; d++) {
        uint32_t mask = judge_end(s, (pw_direction)d, flow->from, flow->to, &verdict.reasons[d]);
        verdict.allows[d] = pw_bits_has(pw_ports_bits(ports, mask), column);
        if (verdict.reasons[d] == PW_DENIED && verdict.allows[d])
            verdict.reasons[d] = PW_ADMITTED;
        verdict.allowed = verdict.allowed && verdict.allows[d];
    }
    return verdict;
}

pw_status pw_judge_ports(pw_snapshot *s, pw_spot from, pw_spot to, uint32_t *mask)
{
    pw_reason ignored;
    uint32_t ingress = judge_end(s, PW_INGRESS, from, to, &ignored);
    uint32_t egress = judge_end(s, PW_EGRESS, from, to, &ignored);
    return pw_ports_meet(&s->index.ports, egress, ingress, mask);
}
