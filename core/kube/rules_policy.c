#include "kube/address.h"
#include "kube/rules.h"

/* ---- address blocks */

#define NO_CIDR "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)"

/* An address without length is meant as a block of its own. */
static pw_status hint_address(pw_checker *c, const pw_path *at, const pw_ip *ip)
{
    pw_str block;
    PW_TRY(pw_print_text(c->d->arena, &block, "%S/%u", pw_text_at(at),
                         ip->family == PW_IPV4 ? 32u : 128u));
    pw_buf_print(&c->d->hint, "for this one address write %R", block);
    return pw_diags_repair(c->d, at->node->span, block);
}

static pw_status say_no_cidr(pw_checker *c, const pw_path *at)
{
    pw_str text = pw_text_at(at);
    pw_ip ip;
    pw_buf_print(&c->d->message, "%q is no address block", text);
    if (pw_ip_read(text, &ip))
        PW_TRY(hint_address(c, at, &ip));
    else
        pw_buf_puts(&c->d->hint, "write an address, a slash and a length: 10.0.0.0/8");
    return pw_say_invalid(c, PW_BAD_CIDR, at, NO_CIDR);
}

/* An address with its slash and length. */
static void put_block(pw_buf *b, pw_ip address, uint32_t bits)
{
    pw_ip_write(b, address);
    pw_buf_print(b, "/%u", bits);
}

/* What the server warns of in a block that it takes. */
static void put_warning(pw_checker *c, const pw_path *at, const pw_cidr *cidr,
                        const pw_cidr_form *form, pw_str usual)
{
    pw_buf *b = &c->d->server;
    pw_path_put(b, at);
    if (form->host_bits) {
        pw_buf_print(b, ": CIDR value %Q is ambiguous in this context (should be \"%R\" or \"",
                     pw_text_at(at), usual);
        put_block(b, form->address, form->address.family == PW_IPV4 && !form->mapped ? 32 : 128);
        pw_buf_puts(b, "\"?)");
        if (!form->odd)
            return;
        pw_buf_putc(b, '\n');
        pw_path_put(b, at);
    }
    if (form->odd) {
        pw_buf_print(b, ": non-standard CIDR value %Q will be considered invalid in a future "
                     "Kubernetes release: use \"%R\"", pw_text_at(at), usual);
        return;
    }
    pw_buf_print(b, ": IPv6 CIDR value %Q should be in RFC 5952 canonical format (\"",
                 pw_text_at(at));
    put_block(b, form->address, cidr->bits);
    pw_buf_puts(b, "\")");
}

static pw_status check_form(pw_checker *c, const pw_path *at, const pw_cidr *cidr,
                            const pw_cidr_form *form)
{
    pw_buf usual = pw_buf_make(64);
    pw_status status = PW_OK;
    pw_cidr_write(&usual, cidr);
    bool other = cidr->first.family == PW_IPV6 &&
                 !pw_str_same(pw_buf_str(&usual), pw_text_at(at));
    if (form->host_bits || form->odd || other) {
        put_warning(c, at, cidr, form, pw_buf_str(&usual));
        if (form->host_bits || form->odd)
            pw_buf_print(&c->d->message, "%q is read as %R; a later Kubernetes will refuse it",
                         pw_text_at(at), pw_buf_str(&usual));
        else
            pw_buf_print(&c->d->message, "%q is usually written %R", pw_text_at(at),
                         pw_buf_str(&usual));
        pw_buf_print(&c->d->hint, "write %R", pw_buf_str(&usual));
        status = pw_diags_repair(c->d, at->node->span, pw_buf_str(&usual));
        if (status == PW_OK)
            status = pw_say_warning(c, PW_CIDR_HOST_BITS, at);
    }
    pw_buf_drop(&usual, &c->d->server);
    return status;
}

pw_status pw_check_cidr(pw_checker *c, const pw_path *at, pw_cidr *cidr, bool *good)
{
    pw_cidr_form form;
    *good = pw_cidr_read(pw_text_at(at), cidr, &form);
    return *good ? check_form(c, at, cidr, &form) : say_no_cidr(c, at);
}

static pw_status check_except(pw_checker *c, const pw_path *at, const pw_cidr *cidr, pw_str outer)
{
    pw_cidr hole;
    bool good;
    PW_TRY(pw_check_cidr(c, at, &hole, &good));
    if (!good || pw_cidr_strictly_in(&hole, cidr))
        return PW_OK;
    pw_buf_print(&c->d->message, "%q must lie inside %S and be smaller", pw_text_at(at), outer);
    return pw_say_invalid(c, PW_BAD_EXCEPT, at, "must be a strict subset of `cidr`");
}

static pw_status check_block(pw_checker *c, const pw_path *at)
{
    pw_path block = pw_text_child(at, "cidr"), except = pw_list_child(at, "except");
    pw_step step = {0};
    pw_cidr cidr;
    bool good;
    if (!pw_has_some(&block)) {
        pw_buf_puts(&c->d->message, "ipBlock needs a cidr");
        return pw_say_missing(c, &block);
    }
    PW_TRY(pw_check_cidr(c, &block, &cidr, &good));
    while (good && pw_each_item(&except, &step))
        if (!pw_is_other(&step.at, PW_TEXT))
            PW_TRY(check_except(c, &step.at, &cidr, pw_text_at(&block)));
    return PW_OK;
}

/* ---- peers and ports */

static pw_status say_empty_peer(pw_checker *c, const pw_path *at)
{
    /* With unknown fields in it the peer is not empty: their names are wrong. */
    if (at->node != NULL && at->node->count > 0 && at->node->first->kind != PW_NULL)
        return PW_OK;
    pw_buf_puts(&c->d->message, "this peer is empty");
    pw_buf_puts(&c->d->hint, "give it a podSelector, a namespaceSelector or an ipBlock; "
                             "podSelector: {} is every pod of the namespace");
    return pw_say_required(c, PW_BAD_PEER, at, "must specify a peer");
}

static pw_status check_peer(pw_checker *c, const pw_path *at)
{
    pw_path pods = pw_map_child(at, "podSelector");
    pw_path namespaces = pw_map_child(at, "namespaceSelector");
    pw_path block = pw_map_child(at, "ipBlock");
    bool selects = pods.node != NULL || namespaces.node != NULL;
    PW_TRY(pw_check_selector(c, &pods));
    PW_TRY(pw_check_selector(c, &namespaces));
    if (block.node != NULL)
        PW_TRY(check_block(c, &block));
    if (!selects && block.node == NULL)
        return say_empty_peer(c, at);
    if (!selects || block.node == NULL)
        return PW_OK;
    /* Said of the peer, shown at the ipBlock. */
    pw_node key = {.kind = PW_TEXT, .span = block.node->key_span};
    pw_path peer = *at;
    peer.node = &key;
    pw_buf_puts(&c->d->message, "an ipBlock cannot share a peer with a selector");
    pw_buf_puts(&c->d->hint, "put the ipBlock into an item of its own");
    return pw_say_forbidden(c, PW_BAD_PEER, &peer, "may not specify both ipBlock and another peer");
}

static pw_status check_number(pw_checker *c, const pw_path *at, int64_t number)
{
    if (number >= 1 && number <= 65535)
        return PW_OK;
    if (c->d->message.len == 0)
        pw_buf_puts(&c->d->message, "a port is a number from 1 to 65535");
    return pw_say_invalid(c, PW_BAD_PORT, at, "must be between 1 and 65535, inclusive");
}

pw_status pw_check_port_name(pw_checker *c, const pw_path *port)
{
    pw_str name = pw_text_at(port);
    pw_faults faults = pw_port_name_faults(name);
    uint32_t number;
    if (faults.count > 0 && pw_str_number(name, 65535, &number) && number > 0) {
        pw_buf_print(&c->d->message, "%q is a name, since it stands in quotes; ports are numbers",
                     name);
        pw_buf_print(&c->d->hint, "write %S without quotes", name);
        PW_TRY(pw_diags_repair(c->d, port->node->span, name));
    }
    return pw_say_faults(c, PW_BAD_PORT, port, faults);
}

#define SMALL_END "must be greater than or equal to `port`"

/* The last port of a range that begins at `port`, a number. */
static pw_status check_end(pw_checker *c, const pw_path *port, const pw_path *end)
{
    int64_t last = pw_number_at(end, 0);
    bool small = last < pw_number_at(port, 0), possible = last >= 1 && last <= 65535;
    if (!pw_has_int(end) || (!small && possible))
        return PW_OK;
    if (small)
        pw_buf_puts(&c->d->message, "endPort is smaller than port");
    /* The server quotes the port here, not the endPort. */
    pw_str first = port->node->text;
    if (small && possible)
        return pw_say_invalid_value(c, PW_BAD_PORT, end, first, SMALL_END);
    if (small)
        pw_note_invalid(c, end, first, SMALL_END);
    return check_number(c, end, last);
}

static pw_status check_port(pw_checker *c, const pw_path *at)
{
    pw_path protocol = pw_text_child(at, "protocol"), port = pw_child(at, "port");
    pw_path end = pw_number_child(at, "endPort");
    bool named = port.node != NULL && port.node->kind == PW_TEXT;
    bool numbered = pw_has_int(&port);
    if (protocol.node != NULL) {
        pw_protocol ignored;
        if (!pw_protocol_read(pw_text_at(&protocol), &ignored))
            PW_TRY(pw_say_unsupported(c, &protocol, pw_protocols));
    }
    if (numbered) {
        PW_TRY(check_number(c, &port, pw_number_at(&port, 0)));
        return check_end(c, &port, &end);
    }
    if (end.node != NULL && (named || port.node == NULL)) {
        pw_buf_print(&c->d->message, named ? "endPort needs a port number, not a name"
                                           : "endPort needs a port to begin with");
        PW_TRY(pw_say_invalid(c, PW_BAD_PORT, &end,
                              named ? "may not be specified when `port` is non-numeric"
                                    : "may not be specified when `port` is not specified"));
    }
    return named ? pw_check_port_name(c, &port) : PW_OK;
}

/* ---- the policy */

static pw_status check_rules(pw_checker *c, const pw_path *rules, const char *peers_name)
{
    pw_step rule = {0};
    while (pw_each_item(rules, &rule)) {
        pw_path ports = pw_list_child(&rule.at, "ports");
        pw_path peers = pw_list_child(&rule.at, peers_name);
        pw_step port = {0}, peer = {0};
        while (pw_each_item(&ports, &port))
            PW_TRY(check_port(c, &port.at));
        while (pw_each_item(&peers, &peer))
            if (!pw_is_other(&peer.at, PW_MAP))
                PW_TRY(check_peer(c, &peer.at));
    }
    return PW_OK;
}

static pw_status check_types(pw_checker *c, const pw_path *types)
{
    static const pw_value both[] = {{"Ingress", NULL}, {"Egress", NULL}, {0}};
    pw_step step = {0};
    if (types->node != NULL && types->node->count > 2) {
        pw_buf_puts(&c->d->message, "policyTypes holds at most two types");
        return pw_say_bad(c, types, "may not specify more than two policyTypes");
    }
    while (pw_each_item(types, &step)) {
        pw_str type = pw_text_at(&step.at);
        if (pw_str_is(type, "Ingress") || pw_str_is(type, "Egress") ||
            pw_is_other(&step.at, PW_TEXT))
            continue;
        pw_buf_print(&c->d->message, "%q is no policy type", type);
        PW_TRY(pw_say_unsupported(c, &step.at, both));
    }
    return PW_OK;
}

pw_status pw_check_policy(pw_checker *c, const pw_path *spec)
{
    pw_path pods = pw_map_child(spec, "podSelector"), types = pw_list_child(spec, "policyTypes");
    pw_path ingress = pw_list_child(spec, "ingress"), egress = pw_list_child(spec, "egress");
    PW_TRY(pw_check_selector(c, &pods));
    PW_TRY(check_rules(c, &ingress, "from"));
    PW_TRY(check_rules(c, &egress, "to"));
    return check_types(c, &types);
}
