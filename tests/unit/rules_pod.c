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
    assert_said(AND("resourceClaims: [{x: 1}], ephemeralContainers: [{x: 1}]"),
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
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
