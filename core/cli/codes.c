#include "cli/codes.h"

/* Kept here, not beside the codes: only the command line tells them without a finding at hand. */
static const char *const meanings[PW_CODE_COUNT] = {
    [PW_YAML_SYNTAX] =
        "The document is no YAML.",
    [PW_NOT_TEXT] =
        "A control character. (Bytes that are no UTF-8 are read as U+FFFD, as kubectl does.)",
    [PW_TOO_DEEP] =
        "Lists and mappings nested more than 64 deep.",
    [PW_TOO_LARGE] =
        "A file, line, document or set of labels above its limit.",
    [PW_NOT_A_MANIFEST] =
        "The document is text or a list, not a mapping.",
    [PW_REPEATED_KEY] =
        "A key stands twice in a mapping; the last one counts.",
    [PW_BAD_SEPARATOR] =
        "Something else follows --- on its line.",
    [PW_TEXT_AFTER] =
        "What follows a line of ... in a document is not read.",
    [PW_BAD_KEY] =
        "A key is null, a number of 64 bits, a list or a mapping; or << merges no mapping. A "
        "template left unfilled looks like this.",
    [PW_KIND_MISSING] =
        "kind or apiVersion is missing, or not text.",
    [PW_NOT_SIMULATED] =
        "podwall knows nothing of this kind, and it has no say in NetworkPolicy. Said once "
        "for each kind.",
    [PW_NOT_EVALUATED] =
        "Another kind of policy, which does have a say: verdicts may differ.",
    [PW_WRONG_VERSION] =
        "The kind is not in this apiVersion.",
    [PW_BAD_KIND] =
        "No such kind in this apiVersion, but one with nearly that name.",
    [PW_UNKNOWN_FIELD] =
        "The API has no such field here.",
    [PW_WRONG_TYPE] =
        "A list where a mapping is wanted, and the like.",
    [PW_LOOKS_LIKE_TEXT] =
        "Text is wanted; without quotes this is a boolean or number. In a selector also a "
        "label without value, as a warning: kubectl drops it, and the selector gets wider.",
    [PW_REQUIRED] =
        "A field that the API requires is missing.",
    [PW_BAD_VALUE] =
        "Not one of the words allowed here.",
    [PW_BAD_LABEL] =
        "A label key or value is not written as Kubernetes demands.",
    [PW_BAD_NAME] =
        "The same for the name of an object or namespace.",
    [PW_BAD_CIDR] =
        "No address block.",
    [PW_CIDR_HOST_BITS] =
        "A block with host bits, leading zeros or a v4-mapped form: the server accepts it and "
        "warns.",
    [PW_BAD_EXCEPT] =
        "An exception that is not inside its block, or is all of it.",
    [PW_BAD_PORT] =
        "A port out of range, a port name badly written, an endPort that fits no port.",
    [PW_BAD_PEER] =
        "A peer that is empty, or has an ipBlock beside a selector.",
    [PW_BAD_REQUIREMENT] =
        "A requirement without key, with an unknown operator, or with values that do not go "
        "with it.",
    [PW_NULL_DROPPED] =
        "A label without value outside a selector: kubectl drops it.",
    [PW_BAD_ADDRESS] =
        "A pod or host address in a status that is none.",
    [PW_SERVER_WARNS] =
        "A server takes it, but warns; or refuses it for what its own network can do.",
    [PW_DUPLICATE] =
        "An object stands twice, and the last one counts; or two pods have the same address.",
    [PW_NAMESPACE_SUPPLIED] =
        "A namespace is in use but not declared: it is taken to exist, with its name label "
        "only.",
    [PW_ASSUMED_ADDRESS] =
        "Pods without status count as running, with an assumed address.",
    [PW_FEWER_REPLICAS] =
        "Ten pods stand for all pods of a workload.",
    [PW_NO_END] =
        "A pod that is pending without address, or finished: nothing can be asked of it.",
    [PW_ACCIDENTAL_OR] =
        "Two items of one list, one with only a namespaceSelector and one with only a "
        "podSelector: either is enough. Joined into one item they would mean these pods in "
        "these namespaces. Take the second dash away, so that both selectors stand in one "
        "item.",
    [PW_DASH_BEFORE_PORTS] =
        "A rule has peers and no ports, the next one ports and no peers: the first admits its "
        "peers on every port, the second everyone on these ports. Take the dash before ports "
        "away, so that both stand in one rule.",
    [PW_DANGLING_RULE] =
        "A dash with nothing behind it, or from: or to: with nothing: the rule admits "
        "everyone. Write {} where all are meant, name the peers, or take the rule away.",
    [PW_EMPTY_PORTS] =
        "A list of ports with nothing in it means every port, not none. Name the ports, or "
        "take the line away.",
    [PW_RULES_IGNORED] =
        "There are rules for a direction that policyTypes does not hold: they have no effect, "
        "and that direction stays as it is. Add the direction to policyTypes, or take the "
        "rules away.",
    [PW_ISOLATES_INGRESS_TOO] =
        "policyTypes is left out and there are only egress rules: the server fills in Ingress "
        "as well, so nobody reaches these pods any more. Write policyTypes: [Egress].",
    [PW_DENIAL_NOT_DELIVERED] =
        "The name promises a denial, and the policy admits what it names. Rules can only "
        "admit; what no rule admits is denied. List only what is to get through, and give "
        "policyTypes each direction that is meant.",
    [PW_NAMESPACE_MISSING] =
        "metadata.namespace is missing, so the policy guards pods of default. None fits "
        "there, and pods elsewhere do. Name the namespace.",
    [PW_SELECTS_NOTHING] =
        "The policy guards no pod of its namespace, though there are pods. Compare "
        "podSelector with the labels of the pods; the nearest one is named.",
    [PW_PEER_MATCHES_NOTHING] =
        "A peer takes in no pod of the cluster: nobody is admitted by it. Compare it with the "
        "labels of the pods; the nearest one is named.",
    [PW_NAMESPACE_LABEL_MISSING] =
        "A namespaceSelector asks for a label that no namespace has. Namespaces do not carry "
        "their name as a label called name. Tell a namespace by kubernetes.io/metadata.name, "
        "which each has.",
    [PW_OWN_NAMESPACE_ONLY] =
        "A podSelector alone means the namespace of the policy. No pod there fits, and pods "
        "elsewhere do. Add a namespaceSelector in the same item.",
    [PW_HOST_NETWORK] =
        "A pod that uses the network of its node fits a selector. Policies do not limit such "
        "pods, and selectors do not take them in: they are their node. Name the address of "
        "the node in an ipBlock.",
    [PW_NODE_BY_SELECTOR] =
        "A rule means nodes or the kubelet by selectors, and selectors take in pods only. "
        "Name the addresses of the nodes in an ipBlock.",
    [PW_API_SERVER_ADDRESS] =
        "The API server is named by the address of its Service or by labels. Most plugins "
        "judge packets after translation, when they go to a node, port 6443. Name the "
        "addresses of the control plane with port 6443, and keep 443 for plugins that judge "
        "before translation.",
    [PW_SERVICE_PORT] =
        "The port is that of a Service, and the pods behind it listen on another one. "
        "Policies see the port of the pod. Write the targetPort.",
    [PW_PORT_NOT_DECLARED] =
        "None of the pods declares this port. They may listen on it all the same. Compare "
        "with the ports of the containers.",
    [PW_NAMED_PORT_MISSING] =
        "No pod that is called has a port of this name and protocol, so nothing is admitted; "
        "or only some have it (info). Name the port in the pods, or write its number.",
    [PW_NAMED_PORT_DIFFERS] =
        "The name stands for different numbers in the pods that are called. Each is admitted "
        "on its own. Nothing, if that is meant.",
    [PW_NAMED_PORT_TO_ADDRESS] =
        "An egress rule names a port towards addresses. An address has no port names, so "
        "nothing is admitted. Write the number.",
    [PW_ANY_ADDRESS] =
        "A block, or blocks together, are every address there is, pods of the cluster among "
        "them. With ports: info. Name the addresses that are meant, or leave out the networks "
        "of the cluster by except.",
    [PW_EXCEPT_NO_EFFECT] =
        "An exception changes nothing, since another block admits what it leaves out; or "
        "exceptions leave nothing of the block. Take the other block away, or narrow it too.",
    [PW_IPBLOCK_COVERS_PODS] =
        "A block lies in the network of the pods. Pods change their addresses, and some "
        "plugins do not match them by address. Mean pods by selectors.",
    [PW_IPBLOCK_BEHIND_NAT] =
        "Addresses are translated on the way: callers through a Service may be seen as a "
        "node, the address of a Service becomes that of a pod. externalTrafficPolicy: Local "
        "keeps the address of a caller; mean the pods behind a Service by their labels.",
    [PW_SHADOWED_BY_WILDCARD] =
        "All that this admits is admitted by a wider one: {} or a rule without peers. Take "
        "one of the two away, whichever is not meant.",
    [PW_NO_EFFECT_PEER] =
        "All that this peer admits is admitted by another one. Take one of the two away.",
    [PW_NO_EFFECT_RULE] =
        "All that this rule admits is admitted by others. Take one of them away.",
    [PW_NO_EFFECT_POLICY] =
        "All that this policy admits is admitted by others, which guard the same pods. Take "
        "one of them away.",
    [PW_NOT_IN_UNDONE] =
        "A peer leaves something out by NotIn or DoesNotExist, and another one admits just "
        "that. Peers only add to each other: take the wider one away.",
    [PW_DUPLICATE_POLICY] =
        "One namespace and name twice: the last one counts. Or the same under two names "
        "(info). Keep one of the two.",
    [PW_EGRESS_WITHOUT_DNS] =
        "Pods may call others, but reach no DNS pod on 53/UDP, so they cannot resolve names. "
        "Only 53/TCP missing: info. Allow 53/UDP and 53/TCP to the DNS pods.",
    [PW_ONE_END_ONLY] =
        "A rule admits a flow that the policies at the other end deny, on all of its ports. A "
        "connection needs both: egress at its source and ingress at its destination.",
    [PW_NO_DEFAULT_DENY] =
        "A namespace has policies, and pods that none of them guards. A policy with "
        "podSelector: {} and no rules closes what nothing else opens.",
    [PW_POD_UNSELECTED] =
        "No policy guards this pod. A warning where its labels miss a selector by a letter or "
        "by case. Correct the label, or write a policy for it.",
    [PW_NOT_ENFORCED] =
        "Of network plugins only one is to be seen that does not enforce policies. Add one "
        "that does.",
    [PW_UNUSED_IGNORE] =
        "A comment ignores a finding that is not there. Take the comment away.",
};

const char *pw_code_meaning(pw_code code)
{
    return meanings[code];
}
