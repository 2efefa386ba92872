#include "lab.h"

#include "kube/document.h"

/* What is said of a pod, all of it, in the server's words: one finding a line. */
static void assert_said(const char *text, const char *words)
{
    pw_symbols symbols = pw_symbols_make();
    pw_arena scratch = pw_arena_make(4096);
    pw_document doc;
    pw_buf said = pw_buf_make(1u << 16);
    assert_ok(pw_document_read(&doc, pw_str_of(text), false, &symbols, &scratch));
    for (uint32_t i = 0; i < doc.diags.list.count; i++)
        pw_buf_print(&said, "%s%R", i > 0 ? "\n" : "",
                     pw_items(doc.diags.list, const pw_diag)[i].server);
    assert_text(pw_buf_str(&said), words);
    pw_buf_free(&said);
    pw_document_free(&doc);
    pw_arena_free(&scratch);
    pw_symbols_free(&symbols);
}

#define SPEC(spec) "{apiVersion: v1, kind: Pod, metadata: {name: web}, spec: {" spec "}}\n"
#define WITH(rest) SPEC("containers: [{name: c, image: nginx, " rest "}]")
#define AND(rest) SPEC("containers: [{name: c, image: nginx}], " rest)
#define C0 "spec.containers[0]."

static void a_pod_needs_containers_with_names_and_images(void **state)
{
    (void)state;
    assert_said(AND(""), "");
    assert_said(SPEC("containers: []"), "spec.containers: Required value");
    assert_said(SPEC("containers: [{}]"), C0 "name: Required value\n" C0 "image: Required value");
    assert_said(SPEC("containers: [{name: c, image: a}, {name: c, image: b}]"),
                "spec.containers[1].name: Duplicate value: \"c\"");
    assert_said(SPEC("containers: [{name: c, image: 'a '}]"),
                C0 "image: Invalid value: \"a \": must not have leading or trailing whitespace");
}

static void ports_are_numbers_with_names_of_their_own(void **state)
{
    (void)state;
    assert_said(WITH("ports: [{}]"), C0 "ports[0].containerPort: Required value");
    assert_said(WITH("ports: [{containerPort: 1, name: a}, {containerPort: 2, name: a}]"),
                C0 "ports[1].name: Duplicate value: \"a\"");
    assert_said(WITH("ports: [{containerPort: 1, hostPort: 7}, {containerPort: 2, hostPort: 7}]"),
                C0 "ports[1].hostPort: Duplicate value: \"TCP//7\"");
    assert_said(WITH("ports: [{containerPort: 1, protocol: tcp}]"),
                C0 "ports[0].protocol: Unsupported value: \"tcp\": supported values: \"SCTP\", "
                "\"TCP\", \"UDP\"");
}

static void a_mount_needs_a_volume_that_is_right(void **state)
{
    (void)state;
    assert_said(WITH("volumeMounts: [{name: v, mountPath: /v}]"),
                C0 "volumeMounts[0].name: Not found: \"v\"");
    assert_said(SPEC("containers: [{name: c, image: i, volumeMounts: [{name: v, mountPath: /v}]}], "
                     "volumes: [{name: v, secret: {}}]"),
                "spec.volumes[0].secret.secretName: Required value\n"
                C0 "volumeMounts[0].name: Not found: \"v\"");
    assert_said(AND("volumes: [{name: v, emptyDir: {}, hostPath: {path: /x}}]"),
                "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type");
}

static void requests_stay_within_limits(void **state)
{
    (void)state;
    assert_said(WITH("resources: {limits: {cpu: 100m}, requests: {cpu: 0.2}}"),
                C0 "resources.requests: Invalid value: \"200m\": must be less than or equal to cpu "
                "limit of 100m");
    assert_said(WITH("resources: {limits: {memory: 2048Mi}, requests: {memory: 2Gi}}"), "");
    assert_said(WITH("resources: {requests: {cpu: -1}}"),
                C0 "resources.requests[cpu]: Invalid value: \"-1\": must be greater than or equal "
                "to 0");
    assert_said(WITH("resources: {limits: {memory: 64MB}}"),
                "quantities must match the regular expression "
                "'^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
}

static void a_probe_does_one_thing(void **state)
{
    (void)state;
    assert_said(WITH("livenessProbe: {}"),
                C0 "livenessProbe: Required value: must specify a handler type");
    assert_said(WITH("livenessProbe: {httpGet: {port: 80}, tcpSocket: {port: 80}}"),
                C0 "livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type");
    assert_said(WITH("startupProbe: {httpGet: {port: 0}, successThreshold: 2}"),
                C0 "startupProbe.httpGet.port: Invalid value: 0: must be between 1 and 65535, "
                "inclusive\n" C0 "startupProbe.successThreshold: Invalid value: 2: must be 1");
}

static void inner_structs_are_steps_to_the_decoder(void **state)
{
    (void)state;
    assert_said(AND("volumes: [{name: v, hostPath: /x}]"),
                "json: cannot unmarshal string into Go struct field "
                "Volume.spec.volumes.VolumeSource.hostPath of type v1.HostPathVolumeSource");
    assert_said(AND("securityContext: {supplementalGroups: [a]}"),
                "json: cannot unmarshal string into Go struct field "
                "PodSecurityContext.spec.securityContext.supplementalGroups of type int64");
}

static void volumes_of_vendors_are_known_but_not_judged(void **state)
{
    (void)state;
    assert_said(AND("volumes: [{name: v, rbd: {monitor: 1}}, {name: w, csi: {driver: d, x: 1}}]"),
                "");
    assert_said(AND("volumes: [{name: v, rbd: {}, gitRepo: {}}]"),
                "spec.volumes[0].rbd: Forbidden: may not specify more than 1 volume type");
    assert_said(AND("resources: {x: 1}, ephemeralContainers: [{x: 1}]"),
                "spec.ephemeralContainers: Forbidden: cannot be set on create");
}

static void some_pods_are_taken_with_a_warning(void **state)
{
    (void)state;
    assert_said(WITH("env: [{name: A, value: b}, {name: A, value: c}]"),
                C0 "env[1]: hides previous definition of \"A\", which may be dropped when using "
                "apply");
    assert_said(WITH("env: [{name: A, value: b}, {name: A, value: $(A)c}]"), "");
    assert_said(WITH("ports: [{containerPort: 80}, {containerPort: 80}]"),
                C0 "ports[1]: duplicate port definition with " "spec.containers[0].ports[0]");
    assert_said(WITH("resources: {requests: {memory: 500m}}"),
                C0 "resources.requests[memory]: fractional byte value \"500m\" is invalid, must be "
                "an integer");
}

static void where_it_runs_is_judged(void **state)
{
    (void)state;
    assert_said(AND("tolerations: [{key: a, operator: equal}]"),
                "spec.tolerations[0].operator: Unsupported value: \"equal\": supported values: "
                "\"Equal\", \"Exists\"");
    assert_said(AND("dnsPolicy: None"), "spec.dnsConfig: Required value: must provide `dnsConfig` "
                "when `dnsPolicy` is None");
    assert_said(AND("hostPID: true, shareProcessNamespace: true"),
                "spec.securityContext.shareProcessNamespace: Invalid value: true: "
                "ShareProcessNamespace and HostPID cannot both be enabled");
}

static void users_of_its_own_go_with_nothing_of_the_node(void **state)
{
    (void)state;
    assert_said(AND("hostUsers: true, hostPID: true"), "");
    assert_said(AND("hostUsers: false, hostNetwork: true, hostIPC: true"),
                "spec.hostNetwork: Forbidden: when `hostUsers` is false\n"
                "spec.HostIPC: Forbidden: when `hostUsers` is false");
    assert_said(WITH("volumeDevices: [{name: d, devicePath: /d}]}], hostUsers: false, "
                     "volumes: [{name: d, persistentVolumeClaim: {claimName: d}"),
                C0 "volumeDevices: Forbidden: when `hostUsers` is false");
}

#define PROCESS(yes) "securityContext: {windowsOptions: {hostProcess: " yes "}}"

static void a_process_of_the_node_needs_its_network(void **state)
{
    (void)state;
    assert_said(AND("hostNetwork: true, " PROCESS("true")), "");
    assert_said(AND(PROCESS("true")), "spec.hostNetwork: Invalid value: false: hostNetwork must "
                "be true if pod contains any hostProcess containers");
    assert_said(SPEC("hostNetwork: true, containers: [{name: a, image: i}, {name: b, image: i, "
                     PROCESS("true") "}]"),
                "spec: Invalid value: \"\": If pod contains any hostProcess containers then all "
                "containers must be HostProcess containers");
    assert_said(SPEC("containers: [{name: a, image: i, " PROCESS("false") "}], hostNetwork: true, "
                     PROCESS("true")),
                C0 "securityContext.windowsOptions.hostProcess: Invalid value: false: pod "
                "hostProcess value must be identical if both are specified, was true");
}

#define SYSCTLS(list) AND("hostIPC: true, securityContext: {sysctls: [" list "]}")
#define S0 "spec.securityContext.sysctls[0].name: "

static void sysctls_have_names_of_their_own(void **state)
{
    (void)state;
    assert_said(SYSCTLS("{name: net.a, value: '1'}, {name: net/a-_b, value: '1'}"), "");
    assert_said(SYSCTLS("{name: a.-b}"), S0 "Invalid value: \"a.-b\": must have at most 253 "
                "characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]"
                "([-_a-z0-9]*[a-z0-9])?$");
    assert_said(SYSCTLS("{name: a}, {name: a}"), "spec.securityContext.sysctls[1].name: "
                "Duplicate value: \"a\"");
    assert_said(SYSCTLS("{name: kernel.shmall}"), S0 "Invalid value: \"kernel.shmall\": may not "
                "be specified when 'hostIPC' is true");
}

static void containers_use_what_the_pod_claims(void **state)
{
    (void)state;
    assert_said(SPEC("resourceClaims: [{name: a}], containers: [{name: c, image: i, "
                     "resources: {claims: [{name: a}]}}]"), "");
    assert_said(WITH("resources: {claims: [{name: a}]}"), C0 "resources.claims[0]: Not found: "
                "\"a\": must be one of the names in pod.spec.resourceClaims which is empty");
    assert_said(AND("resourceClaims: [{name: a}, {name: a}, {}]"),
                "spec.resourceClaims[1].name: Duplicate value: \"a\"\n"
                "spec.resourceClaims[2].name: Required value");
    assert_said(WITH("resources: {claims: [a, null, {name: [a]}]}"),
                "json: cannot unmarshal string into Go struct field ResourceRequirements."
                "spec.containers."
                "resources.claims of type v1.ResourceClaim\n"
                "json: cannot unmarshal array into Go struct field ResourceClaim.spec.containers."
                "resources.claims.name of type string\n"
                C0 "resources.claims[1]: Required value");
}

#define NOTED(key, value) \
    "{apiVersion: v1, kind: Pod, metadata: {name: web, annotations: {" key ": " value "}}, " \
    "spec: {containers: [{name: c, image: nginx}]}}\n"
#define NOTE "metadata.annotations"

static void annotations_of_pods_are_read(void **state)
{
    static const char apparmor[] = NOTED("container.apparmor.security.beta.kubernetes.io/d", "x");
    (void)state;
    assert_said(NOTED("container.apparmor.security.beta.kubernetes.io/c", "unconfined"), "");
    assert_said(apparmor,
                NOTE "[container.apparmor.security.beta.kubernetes.io/d]: Invalid value: \"d\": "
                "container not found\n"
                NOTE "[container.apparmor.security.beta.kubernetes.io/d]: Invalid value: \"x\": "
                "invalid AppArmor profile name: \"x\"");
    assert_said(NOTED("seccomp.security.alpha.kubernetes.io/pod", "localhost/../a"),
                NOTE ".seccomp.security.alpha.kubernetes.io/pod: Invalid value: \"../a\": must "
                "not contain '..'");
    assert_said(NOTED("container.seccomp.security.alpha.kubernetes.io/c", "x"),
                NOTE ".container.seccomp.security.alpha.kubernetes.io/c: Invalid value: \"x\": "
                "must be a valid seccomp profile");
    assert_said(NOTED("kubernetes.io/config.mirror", "x"), NOTE "[kubernetes.io/config.mirror]: "
                "Invalid value: \"x\": must set spec.nodeName if mirror pod annotation is set");
    assert_said(NOTED("controller.kubernetes.io/pod-deletion-cost", "'-2147483648'"), "");
    assert_said(NOTED("controller.kubernetes.io/pod-deletion-cost", "'01'"),
                NOTE "[controller.kubernetes.io/pod-deletion-cost]: Invalid value: \"01\": must "
                "be a 32bit integer");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_pod_needs_containers_with_names_and_images),
        cmocka_unit_test(ports_are_numbers_with_names_of_their_own),
        cmocka_unit_test(a_mount_needs_a_volume_that_is_right),
        cmocka_unit_test(requests_stay_within_limits),
        cmocka_unit_test(a_probe_does_one_thing),
        cmocka_unit_test(inner_structs_are_steps_to_the_decoder),
        cmocka_unit_test(volumes_of_vendors_are_known_but_not_judged),
        cmocka_unit_test(some_pods_are_taken_with_a_warning),
        cmocka_unit_test(where_it_runs_is_judged),
        cmocka_unit_test(users_of_its_own_go_with_nothing_of_the_node),
        cmocka_unit_test(a_process_of_the_node_needs_its_network),
        cmocka_unit_test(sysctls_have_names_of_their_own),
        cmocka_unit_test(containers_use_what_the_pod_claims),
        cmocka_unit_test(annotations_of_pods_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
