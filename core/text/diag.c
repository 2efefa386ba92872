#include "text/diag.h"

#define MAX_TEXT 4096u
#define MAX_SERVER_TEXT (1u << 20) /* a server quotes everything it was given */

static const struct {
    const char *id;
    const char *slug;
    pw_severity severity;
} codes[PW_CODE_COUNT] = {
    [PW_YAML_SYNTAX] = {"PW1001", "yaml-syntax", PW_ERROR},
    [PW_NOT_TEXT] = {"PW1003", "not-text", PW_ERROR},
    [PW_TOO_DEEP] = {"PW1004", "too-deep", PW_ERROR},
    [PW_TOO_LARGE] = {"PW1005", "too-large", PW_ERROR},
    [PW_NOT_A_MANIFEST] = {"PW1006", "not-a-manifest", PW_ERROR},
    [PW_REPEATED_KEY] = {"PW1007", "repeated-key", PW_WARNING},
    [PW_BAD_SEPARATOR] = {"PW1008", "bad-separator", PW_ERROR},
    [PW_TEXT_AFTER] = {"PW1009", "text-after-document", PW_WARNING},
    [PW_BAD_KEY] = {"PW1010", "bad-key", PW_ERROR},
    [PW_KIND_MISSING] = {"PW2001", "kind-missing", PW_ERROR},
    [PW_NOT_SIMULATED] = {"PW2002", "not-simulated", PW_INFO},
    [PW_NOT_EVALUATED] = {"PW2003", "not-evaluated", PW_WARNING},
    [PW_WRONG_VERSION] = {"PW2004", "wrong-version", PW_ERROR},
    [PW_BAD_KIND] = {"PW2005", "unknown-kind", PW_ERROR},
    [PW_UNKNOWN_FIELD] = {"PW2101", "unknown-field", PW_ERROR},
    [PW_WRONG_TYPE] = {"PW2102", "wrong-type", PW_ERROR},
    [PW_LOOKS_LIKE_TEXT] = {"PW2103", "looks-like-text", PW_ERROR},
    [PW_REQUIRED] = {"PW2104", "required", PW_ERROR},
    [PW_BAD_VALUE] = {"PW2105", "bad-value", PW_ERROR},
    [PW_BAD_LABEL] = {"PW2106", "bad-label", PW_ERROR},
    [PW_BAD_NAME] = {"PW2107", "bad-name", PW_ERROR},
    [PW_BAD_CIDR] = {"PW2108", "bad-cidr", PW_ERROR},
    [PW_CIDR_HOST_BITS] = {"PW2109", "cidr-host-bits", PW_WARNING},
    [PW_BAD_EXCEPT] = {"PW2110", "bad-except", PW_ERROR},
    [PW_BAD_PORT] = {"PW2111", "bad-port", PW_ERROR},
    [PW_BAD_PEER] = {"PW2112", "bad-peer", PW_ERROR},
    [PW_BAD_REQUIREMENT] = {"PW2113", "bad-requirement", PW_ERROR},
    [PW_NULL_DROPPED] = {"PW2114", "null-dropped", PW_WARNING},
    [PW_BAD_ADDRESS] = {"PW2115", "bad-address", PW_ERROR},
    [PW_SERVER_WARNS] = {"PW2116", "server-warning", PW_WARNING},
    [PW_READ_AS] = {"PW2117", "read-as", PW_WARNING},
    [PW_DUPLICATE] = {"PW3001", "duplicate", PW_WARNING},
    [PW_NAMESPACE_SUPPLIED] = {"PW3002", "namespace-supplied", PW_INFO},
    [PW_ASSUMED_ADDRESS] = {"PW3003", "assumed-address", PW_INFO},
    [PW_FEWER_REPLICAS] = {"PW3004", "fewer-replicas", PW_INFO},
    [PW_NO_END] = {"PW3005", "no-end", PW_INFO},
    [PW_ACCIDENTAL_OR] = {"PW4001", "accidental-or", PW_WARNING},
    [PW_DASH_BEFORE_PORTS] = {"PW4002", "dash-before-ports", PW_WARNING},
    [PW_DANGLING_RULE] = {"PW4003", "dangling-rule", PW_WARNING},
    [PW_EMPTY_PORTS] = {"PW4004", "empty-ports", PW_WARNING},
    [PW_RULES_IGNORED] = {"PW4005", "rules-ignored", PW_WARNING},
    [PW_ISOLATES_INGRESS_TOO] = {"PW4006", "isolates-ingress-too", PW_WARNING},
    [PW_DENIAL_NOT_DELIVERED] = {"PW4007", "denial-not-delivered", PW_WARNING},
    [PW_NAMESPACE_MISSING] = {"PW4008", "namespace-missing", PW_WARNING},
    [PW_SELECTS_NOTHING] = {"PW4101", "selects-nothing", PW_WARNING},
    [PW_PEER_MATCHES_NOTHING] = {"PW4102", "peer-matches-nothing", PW_WARNING},
    [PW_NAMESPACE_LABEL_MISSING] = {"PW4103", "namespace-label-missing", PW_WARNING},
    [PW_OWN_NAMESPACE_ONLY] = {"PW4104", "own-namespace-only", PW_WARNING},
    [PW_HOST_NETWORK] = {"PW4105", "host-network", PW_WARNING},
    [PW_NODE_BY_SELECTOR] = {"PW4106", "node-by-selector", PW_WARNING},
    [PW_API_SERVER_ADDRESS] = {"PW4107", "api-server-address", PW_INFO},
    [PW_SERVICE_PORT] = {"PW4201", "service-port", PW_WARNING},
    [PW_PORT_NOT_DECLARED] = {"PW4202", "port-not-declared", PW_INFO},
    [PW_NAMED_PORT_MISSING] = {"PW4203", "named-port-missing", PW_WARNING},
    [PW_NAMED_PORT_DIFFERS] = {"PW4204", "named-port-differs", PW_INFO},
    [PW_NAMED_PORT_TO_ADDRESS] = {"PW4205", "named-port-to-address", PW_WARNING},
    [PW_ANY_ADDRESS] = {"PW4301", "any-address", PW_WARNING},
    [PW_EXCEPT_NO_EFFECT] = {"PW4302", "except-no-effect", PW_WARNING},
    [PW_IPBLOCK_COVERS_PODS] = {"PW4303", "ipblock-covers-pods", PW_WARNING},
    [PW_IPBLOCK_BEHIND_NAT] = {"PW4304", "ipblock-behind-nat", PW_INFO},
    [PW_SHADOWED_BY_WILDCARD] = {"PW4401", "shadowed-by-wildcard", PW_WARNING},
    [PW_NO_EFFECT_PEER] = {"PW4402", "no-effect-peer", PW_WARNING},
    [PW_NO_EFFECT_RULE] = {"PW4403", "no-effect-rule", PW_WARNING},
    [PW_NO_EFFECT_POLICY] = {"PW4404", "no-effect-policy", PW_WARNING},
    [PW_NOT_IN_UNDONE] = {"PW4405", "not-in-undone", PW_WARNING},
    [PW_DUPLICATE_POLICY] = {"PW4406", "duplicate-policy", PW_WARNING},
    [PW_EGRESS_WITHOUT_DNS] = {"PW4501", "egress-without-dns", PW_WARNING},
    [PW_ONE_END_ONLY] = {"PW4502", "one-end-only", PW_WARNING},
    [PW_NO_DEFAULT_DENY] = {"PW4503", "no-default-deny", PW_INFO},
    [PW_POD_UNSELECTED] = {"PW4504", "pod-unselected", PW_INFO},
    [PW_NOT_ENFORCED] = {"PW4505", "not-enforced", PW_WARNING},
    [PW_UNUSED_IGNORE] = {"PW4901", "unused-ignore", PW_WARNING},
};

const char *pw_code_id(pw_code code)
{
    return codes[code].id;
}

const char *pw_code_slug(pw_code code)
{
    return codes[code].slug;
}

pw_severity pw_code_severity(pw_code code)
{
    return codes[code].severity;
}

bool pw_code_read(pw_str text, pw_code *code)
{
    for (int i = 0; i < PW_CODE_COUNT; i++)
        if (pw_str_is(text, codes[i].id) || pw_str_is(text, codes[i].slug)) {
            *code = (pw_code)i;
            return true;
        }
    return false;
}

const char *pw_severity_name(pw_severity severity)
{
    return severity == PW_ERROR ? "error" : severity == PW_WARNING ? "warning" : "info";
}

bool pw_severity_read(pw_str text, pw_severity *severity)
{
    for (*severity = PW_INFO; *severity <= PW_ERROR; (*severity)++)
        if (pw_str_is(text, pw_severity_name(*severity)))
            return true;
    return false;
}

pw_diags pw_diags_make(pw_arena *arena, uint32_t limit)
{
    pw_diags d = {.arena = arena, .limit = limit};
    d.message = pw_buf_make(MAX_TEXT);
    d.hint = pw_buf_make(MAX_TEXT);
    d.server = pw_buf_make(MAX_SERVER_TEXT);
    return d;
}

pw_status pw_diags_done(pw_diags *d, pw_status status)
{
    bool short_of_memory = d->message.status == PW_E_NOMEM || d->hint.status == PW_E_NOMEM ||
                           d->server.status == PW_E_NOMEM;
    pw_buf_free(&d->message);
    pw_buf_free(&d->hint);
    pw_buf_free(&d->server);
    return status == PW_OK && short_of_memory ? PW_E_NOMEM : status;
}

static pw_status keep(pw_diags *d, pw_buf *text, pw_str *kept)
{
    /* A text over its maximum is cut, not lost. */
    if (text->status == PW_E_NOMEM)
        return PW_E_NOMEM;
    *kept = pw_str_copy(d->arena, pw_buf_str(text));
    pw_buf_clear(text);
    return kept->at == NULL ? PW_E_NOMEM : PW_OK;
}

pw_status pw_diags_repair(pw_diags *d, pw_span span, pw_str text)
{
    pw_repair *slot = pw_push(&d->repairs, d->arena, pw_repair);
    PW_NEED(slot);
    slot->span = span;
    slot->text = pw_str_copy(d->arena, text);
    return slot->text.at == NULL ? PW_E_NOMEM : PW_OK;
}

void pw_diags_drop(pw_diags *d)
{
    pw_buf_clear(&d->message);
    pw_buf_clear(&d->hint);
    pw_buf_clear(&d->server);
    d->says = PW_SAYS_NOTHING;
    d->repairs = (pw_vec){0};
    d->mild = false;
}

pw_status pw_diags_add(pw_diags *d, pw_code code, pw_span span, pw_str path)
{
    return pw_diags_add_as(d, code, pw_code_severity(code), span, path);
}

pw_status pw_diags_add_as(pw_diags *d, pw_code code, pw_severity severity, pw_span span,
                          pw_str path)
{
    bool error = severity == PW_ERROR;
    d->errors = d->errors || (error && !d->mild);
    /* Many warnings must not hide an error: errors have as much room again. */
    if (d->list.count >= (error ? 2 * d->limit : d->limit)) {
        d->dropped++;
        pw_diags_drop(d);
        return PW_OK;
    }
    pw_diag *diag = pw_push(&d->list, d->arena, pw_diag);
    PW_NEED(diag);
    *diag = (pw_diag){.code = code, .severity = severity, .span = span, .says = d->says,
                      .repairs = d->repairs};
    PW_NEED((diag->path = pw_str_copy(d->arena, path)).at);
    PW_TRY(keep(d, &d->message, &diag->message));
    PW_TRY(keep(d, &d->hint, &diag->hint));
    PW_TRY(keep(d, &d->server, &diag->server));
    pw_diags_drop(d);
    return PW_OK;
}
