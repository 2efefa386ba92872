#include "said.h"

#define S "apiVersion: v1\nkind: Service\nmetadata: {name: web}\nspec: "
#define PORTS "selector: {app: web}, ports: [{port: 80}]"
#define NO_IP "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"
#define NO_PORT "must be between 1 and 65535, inclusive"
#define KEY                                                                                   \
    "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and " \
    "end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex " \
    "used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')"

static void test_good(void **state)
{
    (void)state;
    static const said list[] = {
        {S "{" PORTS "}", ""},
        {S "{clusterIP: None, selector: {app: web}}", ""},
        {S "{type: ExternalName, externalName: db.example.com.}", ""},
        {S "{type: NodePort, ports: [{port: 80, nodePort: 30080}]}", ""},
        {S "{ports: [{name: tcp, port: 53}, {name: udp, port: 53, protocol: UDP}]}", ""},
        {S "{" PORTS ", sessionAffinity: ClientIP, sessionAffinityConfig: {}}", ""},
        {S "{" PORTS ", externalIPs: [10.1.1.1], externalTrafficPolicy: Local}", ""},
        {S "{type: \"\", sessionAffinity: \"\", ports: [{port: 80, protocol: \"\"}]}", ""},
    };
    check_each(list);
}

static void test_ports(void **state)
{
    (void)state;
    static const said list[] = {
        {S "{}", "spec.ports: Required value"},
        {S "{ports: [{}]}",
         "spec.ports[0].port: Invalid value: 0: " NO_PORT
         "\nspec.ports[0].targetPort: Invalid value: 0: " NO_PORT},
        {S "{ports: [{port: 70000, targetPort: 8080}]}",
         "spec.ports[0].port: Invalid value: 70000: " NO_PORT},
        {S "{ports: [{port: 80, protocol: tcp}]}",
         "spec.ports[0].protocol: Unsupported value: \"tcp\": supported values: \"SCTP\", "
         "\"TCP\", \"UDP\""},
        {S "{ports: [{port: 80}, {name: a, port: 81}, {name: a, port: 80}]}",
         "spec.ports[0].name: Required value\n"
         "spec.ports[2].name: Duplicate value: \"a\"\n"
         "spec.ports[2]: Duplicate value: {\"Name\":\"\",\"Protocol\":\"TCP\",\"AppProtocol\":null,"
         "\"Port\":80,\"TargetPort\":0,\"NodePort\":0}"},
        {S "{ports: [{port: 80, appProtocol: \"a b\"}]}",
         "spec.ports[0].appProtocol: Invalid value: \"a b\": " KEY},
        {S "{ports: [{port: 80, nodePort: 30080}]}",
         "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"},
    };
    check_each(list);
}

/* Before it validates, the server allots addresses and ports: one failure is all it says. */
static void test_allotted(void **state)
{
    (void)state;
    static const said list[] = {
        {S "{type: NodePort, ports: [{port: 0, nodePort: 80}], sessionAffinity: x}",
         "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The "
         "range of valid ports is 30000-32767"},
        {S "{type: NodePort, ports: [{name: a, port: 80, nodePort: 30090}, "
           "{name: b, port: 81, nodePort: 30090}]}",
         "spec.ports[1].nodePort: Invalid value: 30090: provided port is already allocated"},
        {S "{clusterIP: 10.96.0.9, " PORTS "}", ""},
        {S "{clusterIP: 10.96.255.255, " PORTS "}",
         "spec.clusterIPs: Invalid value: [\"10.96.255.255\"]: failed to allocate IP "
         "10.96.255.255: the provided network does not match the current range"},
        {S "{type: x, clusterIP: 1.2.3, ipFamilies: [IPv5]}",
         "spec.ipFamilies[0]: Unsupported value: \"IPv5\": supported values: \"IPv4\", \"IPv6\"\n"
         "spec.clusterIPs[0]: Invalid value: \"1.2.3\": " NO_IP},
        {S "{clusterIP: 10.96.0.9, clusterIPs: [10.96.0.8], " PORTS "}",
         "spec.clusterIPs: Invalid value: [\"10.96.0.8\"]: first value must match `clusterIP`"},
        {S "{clusterIP: 10.96.0.9, ipFamilies: [IPv6], " PORTS "}",
         "spec.clusterIPs[0]: Invalid value: \"10.96.0.9\": expected an IPv6 value as indicated "
         "by `ipFamilies[0]`"},
        {"apiVersion: v1\nkind: Service\nmetadata: {name: Web}\nspec: "
         "{type: NodePort, ports: [{port: 80, nodePort: 80}]}",
         "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The "
         "range of valid ports is 30000-32767"},
    };
    check_each(list);
}

static void test_types(void **state)
{
    (void)state;
    static const said list[] = {
        {S "{type: Headless, " PORTS "}",
         "spec.type: Unsupported value: \"Headless\": supported values: \"ClusterIP\", "
         "\"ExternalName\", \"LoadBalancer\", \"NodePort\""},
        {S "{type: ExternalName}", "spec.externalName: Required value"},
        {S "{type: ExternalName, externalName: a.b, clusterIP: None}",
         "spec.clusterIPs: Forbidden: may not be set for ExternalName services"},
        {S "{type: LoadBalancer, clusterIP: None, " PORTS "}",
         "spec.clusterIPs[0]: Invalid value: \"None\": may not be set to 'None' for LoadBalancer "
         "services"},
        {S "{loadBalancerSourceRanges: [10.0.0.0/8], " PORTS "}",
         "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is "
         "'LoadBalancer'"},
        {S "{externalTrafficPolicy: Local, " PORTS "}",
         "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for "
         "externally-accessible services"},
        {S "{internalTrafficPolicy: \"\", " PORTS "}",
         "spec.internalTrafficPolicy: Unsupported value: \"\": supported values: \"Cluster\", "
         "\"Local\""},
        {S "{externalIPs: [127.0.0.1, x], " PORTS "}",
         "spec.externalIPs[0]: Invalid value: \"127.0.0.1\": may not be in the loopback range "
         "(127.0.0.0/8, ::1/128)\n"
         "spec.externalIPs[1]: Invalid value: \"x\": " NO_IP},
        {S "{sessionAffinity: ClientIP, sessionAffinityConfig: {clientIP: {timeoutSeconds: 0}}, "
           PORTS "}",
         "spec.sessionAffinityConfig.clientIP.timeoutSeconds: Invalid value: 0: must be greater "
         "than 0 and less than 86400"},
    };
    check_each(list);
}

static void test_warnings(void **state)
{
    (void)state;
    static const said list[] = {
        {S "{externalName: a.b, trafficDistribution: PreferClose, " PORTS "}",
         "Warning: spec.externalName is ignored when spec.type is not \"ExternalName\"\n"
         "Warning: spec.trafficDistribution: \"PreferClose\" is deprecated; use "
         "\"PreferSameZone\""},
        {S "{externalIPs: [010.1.1.1, \"2001:DB8::1\"], " PORTS "}",
         "Warning: spec.externalIPs[0]: non-standard IP address \"010.1.1.1\" will be considered "
         "invalid in a future Kubernetes release: use \"10.1.1.1\"\n"
         "Warning: spec.externalIPs[1]: IPv6 address \"2001:DB8::1\" should be in RFC 5952 "
         "canonical format (\"2001:db8::1\")"},
    };
    check_each(list);
}

static void test_cluster(void **state)
{
    (void)state;
    static const said list[] = {
        {"apiVersion: v1\nkind: Namespace\nmetadata: {name: a, labels: "
         "{pod-security.kubernetes.io/enforce: Baseline, "
         "pod-security.kubernetes.io/enforce-version: v1.30}}",
         "metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: \"Baseline\": must "
         "be one of privileged, baseline, restricted"},
        {"apiVersion: v1\nkind: Namespace\nmetadata: {name: a}\nspec: {finalizers: [x]}",
         "spec.finalizers: Invalid value: \"x\": name is neither a standard finalizer name nor is "
         "it fully qualified"},
    };
    check_each(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_good),     cmocka_unit_test(test_ports),
        cmocka_unit_test(test_allotted), cmocka_unit_test(test_types),
        cmocka_unit_test(test_warnings), cmocka_unit_test(test_cluster),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
