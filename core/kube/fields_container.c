#include "kube/fields.h"
#include "kube/rules.h"

/* The containers of a pod. */

#define TEXT(name_, ...) UNREAD(name_, PW_T_TEXT, __VA_ARGS__)
#define REFERENCE .inlined = "LocalObjectReference"

static const pw_field container_port_fields[] = {
    FIELD(pw_container_port, name, PW_T_TEXT,
          "A name that policies and Services can use for this port.", .blank = true,
          .spelling = PW_A_PORT_NAME),
    NAMED(pw_container_port, number, "containerPort", PW_T_INT,
          "The port it listens on.", .topic = PW_A_PORT),
    UNREAD("hostPort", PW_T_INT, "A port of the node that leads here."),
    NAMED(pw_container_port, protocol_text, "protocol", PW_T_TEXT,
          "TCP unless given.", .values = pw_port_protocols, .blank = true,
          .go = "Protocol", .fill = "\"TCP\""),
    TEXT("hostIP", NULL),
};
const pw_shape pw_container_port_shape =
    {READ_AS("ContainerPort", container_port_fields, pw_container_port), .demands = "containerPort",
     .check = pw_check_container_port};

/* ---- environment */

static const pw_field field_ref_fields[] = {
    TEXT("apiVersion", NULL, .fill = "\"v1\""),
    TEXT("fieldPath", "Which field, like status.podIP."),
};
const pw_shape pw_field_ref_shape = {JUDGED("ObjectFieldSelector", field_ref_fields),
                                     .demands = "fieldPath",
                                     .check = pw_check_field_ref};
static const pw_field resource_ref_fields[] = {
    TEXT("containerName", NULL),
    TEXT("resource", NULL),
    UNREAD("divisor", PW_T_QUANTITY, NULL, .fill = "\"0\""),
};
const pw_shape pw_resource_ref_shape = {JUDGED("ResourceFieldSelector", resource_ref_fields),
                                        .demands = "resource",
                                        .check = pw_check_resource_ref};

static const pw_field key_ref_fields[] = {
    TEXT("name", "Its name.", .spelling = PW_A_SUBDOMAIN, .inlined = true),
    TEXT("key", "Which entry.", .needed = true),
    UNREAD("optional", PW_T_FLAG, NULL),
};
static const pw_shape map_key_shape = {JUDGED("ConfigMapKeySelector", key_ref_fields),
                                       .demands = "key",
                                       .check = pw_check_key_ref, REFERENCE};
static const pw_shape secret_key_shape = {JUDGED("SecretKeySelector", key_ref_fields),
                                          .demands = "key",
                                          .check = pw_check_key_ref, REFERENCE};
static const pw_field env_source_fields[] = {
    UNREAD_SHAPE("fieldRef", pw_field_ref_shape, "A field of the pod."),
    UNREAD_SHAPE("resourceFieldRef", pw_resource_ref_shape, NULL),
    UNREAD_SHAPE("configMapKeyRef", map_key_shape, "An entry of a ConfigMap."),
    UNREAD_SHAPE("secretKeyRef", secret_key_shape, "An entry of a Secret."),
    KNOWN("fileKeyRef", NULL),
};
const pw_shape pw_env_source_shape = {JUDGED("EnvVarSource", env_source_fields),
                                          .check = pw_check_env_source};
static const pw_field env_fields[] = {
    TEXT("name", "Its name.", .needed = true),
    TEXT("value", "Its value, text: numbers in quotes."),
    UNREAD_SHAPE("valueFrom", pw_env_source_shape, "Where its value comes from."),
};
static const pw_shape env_shape = {JUDGED("EnvVar", env_fields),
                                   .demands = "name", .check = pw_check_env};

static const pw_field env_ref_fields[] = {
    TEXT("name", "Its name.", .needed = true, .spelling = PW_A_SUBDOMAIN, .inlined = true),
    UNREAD("optional", PW_T_FLAG, NULL),
};
static const pw_shape env_map_shape = {JUDGED("ConfigMapEnvSource", env_ref_fields), REFERENCE};
static const pw_shape env_secret_shape = {JUDGED("SecretEnvSource", env_ref_fields), REFERENCE};
static const pw_field env_from_fields[] = {
    TEXT("prefix", NULL),
    UNREAD_SHAPE("configMapRef", env_map_shape, "All entries of a ConfigMap."),
    UNREAD_SHAPE("secretRef", env_secret_shape, "All entries of a Secret."),
};
const pw_shape pw_env_from_shape = {JUDGED("EnvFromSource", env_from_fields),
                                        .check = pw_check_env_from};

/* ---- volumes and resources */

static const pw_value propagations[] =
    {{"Bidirectional", NULL}, {"HostToContainer", NULL}, {"None", NULL}, {0}};
const pw_value pw_recursive_modes[] =
    {{"Disabled", NULL}, {"Enabled", NULL}, {"IfPossible", NULL}, {0}};
static const pw_field mount_fields[] = {
    TEXT("name", "Which of the pod's volumes.", .needed = true),
    TEXT("mountPath", "Where it appears in the container.", .needed = true),
    UNREAD("readOnly", PW_T_FLAG, "true: it cannot be written."),
    TEXT("subPath", NULL),
    TEXT("subPathExpr", NULL),
    TEXT("mountPropagation", NULL, .values = propagations, .go = "MountPropagationMode"),
    TEXT("recursiveReadOnly", NULL, .values = pw_recursive_modes, .go = "RecursiveReadOnlyMode"),
};
const pw_shape pw_mount_shape = {JUDGED("VolumeMount", mount_fields),
                                 .demands = "name mountPath", .check = pw_check_mount};
static const pw_field device_fields[] = {
    TEXT("name", "Which of the pod's volumes.", .needed = true),
    TEXT("devicePath", NULL, .needed = true),
};
const pw_shape pw_device_shape = {JUDGED("VolumeDevice", device_fields),
                                  .demands = "name devicePath", .check = pw_check_device};

static const pw_field claim_fields[] = {
    TEXT("name", NULL), TEXT("request", NULL, .blank = true, .spelling = PW_A_LABEL),
};
const pw_shape pw_claim_shape = {JUDGED("ResourceClaim", claim_fields),
                                 .demands = "name", .check = pw_check_claim};
static const pw_field resources_fields[] = {
    UNREAD("limits", PW_T_QUANTITIES, "The most it may use, like memory: 256Mi."),
    UNREAD("requests", PW_T_QUANTITIES, "What is kept free for it, like cpu: 100m."),
    UNREAD_SHAPES("claims", pw_claim_shape, NULL),
};
const pw_shape pw_resources_shape = {JUDGED("ResourceRequirements", resources_fields),
                                     .check = pw_check_resources};

/* ---- probes */

static const pw_field exec_fields[] = {
    UNREAD("command", PW_T_TEXTS, "What is run in the container.", .needed = true),
};
static const pw_shape exec_shape = {JUDGED("ExecAction", exec_fields)};
static const pw_field header_fields[] = {TEXT("name", "Its name."), TEXT("value", "Its value.")};
static const pw_shape header_shape = {JUDGED("HTTPHeader", header_fields), .demands = "name value"};
static const pw_value schemes[] = {{"HTTP", NULL}, {"HTTPS", NULL}, {0}};
#define PORT UNREAD("port", PW_T_INT_OR_TEXT, "The port, by number or name.", .topic = PW_A_PORT)
static const pw_field http_fields[] = {
    PORT,
    TEXT("scheme", NULL, .values = schemes, .blank = true, .go = "URIScheme",
         .fill = "\"HTTP\""),
    UNREAD_SHAPES("httpHeaders", header_shape, NULL),
    TEXT("path", "The path that is asked for.", .fill = "\"/\""),
    TEXT("host", NULL),
};
const pw_shape pw_http_shape = {JUDGED("HTTPGetAction", http_fields),
                                .demands = "port", .check = pw_check_http};
static const pw_field tcp_fields[] = {PORT, TEXT("host", NULL)};
static const pw_shape tcp_shape = {JUDGED("TCPSocketAction", tcp_fields), .demands = "port",
                                   .check = pw_check_port_number};
static const pw_field grpc_fields[] = {
    UNREAD("port", PW_T_INT, "The port.", .topic = PW_A_PORT),
    TEXT("service", NULL, .fill = "\"\""),
};
static const pw_shape grpc_shape = {JUDGED("GRPCAction", grpc_fields), .demands = "port",
                                    .check = pw_check_port_number};
static const pw_field sleep_fields[] = {UNREAD("seconds", PW_T_LONG, NULL)};
static const pw_shape sleep_shape = {JUDGED("SleepAction", sleep_fields),
                                     .demands = "seconds", .check = pw_check_sleep};

#define HANDLERS(in)                                                                              \
    UNREAD_SHAPE("exec", exec_shape, "Runs a command.", .inlined = in),                           \
    UNREAD_SHAPE("httpGet", pw_http_shape, "Asks for a page.", .inlined = in),                    \
    UNREAD_SHAPE("tcpSocket", tcp_shape, "Opens a connection.", .inlined = in)
#define SECONDS(name_, ...)                                                                       \
    UNREAD(name_, PW_T_INT, __VA_ARGS__, .spelling = PW_NOT_NEGATIVE)
static const pw_field probe_fields[] = {
    HANDLERS(true),
    UNREAD_SHAPE("grpc", grpc_shape, NULL, .inlined = true),
    SECONDS("initialDelaySeconds", NULL),
    SECONDS("timeoutSeconds", NULL, .fill = "1"),
    SECONDS("periodSeconds", NULL, .fill = "10"),
    SECONDS("successThreshold", NULL, .fill = "1"),
    SECONDS("failureThreshold", NULL, .fill = "3"),
    UNREAD("terminationGracePeriodSeconds", PW_T_LONG, NULL, .spelling = PW_POSITIVE),
};
const pw_shape pw_probe_shape = {JUDGED("Probe", probe_fields), .check = pw_check_probe,
                                 .inlined = "ProbeHandler"};
static const pw_field handler_fields[] = {
    HANDLERS(false),
    UNREAD_SHAPE("sleep", sleep_shape, NULL),
};
const pw_shape pw_handler_shape = {JUDGED("LifecycleHandler", handler_fields),
                                       .check = pw_check_handler};
static const pw_field lifecycle_fields[] = {
    UNREAD_SHAPE("postStart", pw_handler_shape, NULL),
    UNREAD_SHAPE("preStop", pw_handler_shape, NULL),
    TEXT("stopSignal", NULL, .go = "Signal"),
};
static const pw_shape lifecycle_shape = {JUDGED("Lifecycle", lifecycle_fields)};

/* ---- security */

static const pw_value profile_types[] =
    {{"Localhost", NULL}, {"RuntimeDefault", NULL}, {"Unconfined", NULL}, {0}};
static const pw_field seccomp_fields[] = {
    TEXT("type", NULL, .values = profile_types, .blank = true,
         .go = "SeccompProfileType"),
    TEXT("localhostProfile", NULL),
};
const pw_shape pw_seccomp_shape = {JUDGED("SeccompProfile", seccomp_fields), .demands = "type",
                                       .check = pw_check_seccomp};
static const pw_field apparmor_fields[] = {
    TEXT("type", NULL, .values = profile_types, .blank = true,
         .go = "AppArmorProfileType"),
    TEXT("localhostProfile", NULL),
};
const pw_shape pw_apparmor_shape = {JUDGED("AppArmorProfile", apparmor_fields), .demands = "type",
                                        .check = pw_check_apparmor};
static const pw_field se_linux_fields[] = {
    TEXT("user", NULL), TEXT("role", NULL), TEXT("type", NULL), TEXT("level", NULL),
};
static const pw_shape se_linux_shape = {JUDGED("SELinuxOptions", se_linux_fields)};
static const pw_field capabilities_fields[] = {
    UNREAD("add", PW_T_TEXTS, NULL, .go = "Capability"),
    UNREAD("drop", PW_T_TEXTS, NULL, .go = "Capability"),
};
static const pw_shape capabilities_shape = {JUDGED("Capabilities", capabilities_fields)};
static const pw_value proc_mounts[] = {{"Default", NULL}, {"Unmasked", NULL}, {0}};

#define AN_ID(name_, doc_) UNREAD(name_, PW_T_LONG, doc_, .spelling = PW_AN_ID)
#define RUN_AS                                                                                    \
    AN_ID("runAsUser", "The number of its user."), AN_ID("runAsGroup", NULL)
#define SE_LINUX                                                                                  \
    UNREAD("runAsNonRoot", PW_T_FLAG, "true: it does not start as root."),                        \
    UNREAD_SHAPE("seLinuxOptions", se_linux_shape, NULL)
static const pw_field windows_fields[] = {
    TEXT("gmsaCredentialSpecName", NULL, .spelling = PW_A_SUBDOMAIN),
    TEXT("gmsaCredentialSpec", NULL), TEXT("runAsUserName", NULL),
    UNREAD("hostProcess", PW_T_FLAG, NULL),
};
static const pw_shape windows_shape = {JUDGED("WindowsSecurityContextOptions", windows_fields)};
static const pw_field security_fields[] = {
    UNREAD("privileged", PW_T_FLAG, "true: it may do on the node whatever root may."),
    RUN_AS,
    TEXT("procMount", NULL, .values = proc_mounts, .go = "ProcMountType"),
    UNREAD_SHAPE("seccompProfile", pw_seccomp_shape, NULL),
    UNREAD("allowPrivilegeEscalation", PW_T_FLAG, NULL),
    UNREAD_SHAPE("windowsOptions", windows_shape, NULL),
    UNREAD_SHAPE("appArmorProfile", pw_apparmor_shape, NULL),
    UNREAD_SHAPE("capabilities", capabilities_shape, NULL),
    UNREAD("readOnlyRootFilesystem", PW_T_FLAG, NULL),
    SE_LINUX,
};
const pw_shape pw_security_shape = {JUDGED("SecurityContext", security_fields),
                                    .check = pw_check_security};

static const pw_value group_change_policies[] = {{"Always", NULL}, {"OnRootMismatch", NULL}, {0}};
static const pw_value group_policies[] = {{"Merge", NULL}, {"Strict", NULL}, {0}};
static const pw_value recursive[] = {{"Recursive", NULL}, {0}};
static const pw_field sysctl_fields[] = {TEXT("name", NULL, .needed = true), TEXT("value", NULL)};
static const pw_shape sysctl_shape = {JUDGED("Sysctl", sysctl_fields),
                                      .demands = "name value", .check = pw_check_sysctl};
static const pw_field pod_security_fields[] = {
    AN_ID("fsGroup", NULL),
    RUN_AS,
    UNREAD("supplementalGroups", PW_T_LONGS, NULL, .spelling = PW_AN_ID),
    UNREAD_SHAPES("sysctls", sysctl_shape, NULL),
    TEXT("fsGroupChangePolicy", NULL, .values = group_change_policies,
         .go = "PodFSGroupChangePolicy"),
    UNREAD_SHAPE("seccompProfile", pw_seccomp_shape, NULL),
    UNREAD_SHAPE("windowsOptions", windows_shape, NULL),
    UNREAD_SHAPE("appArmorProfile", pw_apparmor_shape, NULL),
    TEXT("supplementalGroupsPolicy", NULL, .values = group_policies,
         .go = "SupplementalGroupsPolicy"),
    TEXT("seLinuxChangePolicy", NULL, .values = recursive, .go = "PodSELinuxChangePolicy"),
    SE_LINUX,
};
const pw_shape pw_pod_security_shape = {JUDGED("PodSecurityContext", pod_security_fields),
                                        .check = pw_check_pod_security};

/* ---- a container */

static const pw_value message_policies[] =
    {{"File", NULL}, {"FallbackToLogsOnError", NULL}, {0}};
static const pw_value restart_policies[] = {
    {"Always", "Of an init container: it keeps running beside the others."}, {"Never", NULL},
    {"OnFailure", NULL}, {0},
};
/* "name" to "securityContext" is judged of all containers, what follows it not. */
#define CONTAINER                                                                                 \
    TEXT("name", "Its name in the pod.", .needed = true, .spelling = PW_A_LABEL),                 \
    TEXT("image", "The program to run.", .needed = true),                                         \
    TEXT("terminationMessagePolicy", NULL, .values = message_policies, .blank = true,             \
         .go = "TerminationMessagePolicy", .fill = "\"File\""),                                   \
    SHAPES(pw_container, ports, "ports", pw_container_port_shape,                                 \
           "The ports it listens on. The list is for readers and for names of ports: it "         \
           "neither opens nor closes any."),                                                      \
    UNREAD_SHAPES("env", env_shape, "Environment variables."),                                    \
    UNREAD_SHAPES("envFrom", pw_env_from_shape, "Many environment variables at once."),           \
    UNREAD_SHAPES("volumeMounts", pw_mount_shape, "Where the pod's volumes appear."),             \
    UNREAD_SHAPES("volumeDevices", pw_device_shape, NULL),                                        \
    TEXT("imagePullPolicy", "When to fetch the image.", .values = pw_pull_policies,               \
         .blank = true, .go = "PullPolicy"),                                                      \
    UNREAD_SHAPE("resources", pw_resources_shape, "What it needs and may use.", .fill = "{}"),    \
    KNOWN("resizePolicy", NULL),                                           \
    UNREAD_SHAPE("securityContext", pw_security_shape, "What it may do."),                        \
    UNREAD_SHAPE("lifecycle", lifecycle_shape, NULL), \
    UNREAD_SHAPE("livenessProbe", pw_probe_shape, "When it fails, the container is restarted."),  \
    UNREAD_SHAPE("readinessProbe", pw_probe_shape, "While it fails, Services leave the pod out."),\
    UNREAD_SHAPE("startupProbe", pw_probe_shape, "Until it succeeds, the other probes wait."),    \
    TEXT("restartPolicy", NULL,                     \
         .values = restart_policies, .go = "ContainerRestartPolicy"),                             \
    KNOWN("restartPolicyRules", NULL),                            \
    UNREAD("command", PW_T_TEXTS, "What to run instead of the image's own program."),             \
    UNREAD("args", PW_T_TEXTS, "What that program is given."),                                    \
    TEXT("workingDir", NULL),                                            \
    TEXT("terminationMessagePath", NULL, .fill = "\"/dev/termination-log\""),                     \
    UNREAD("stdin", PW_T_FLAG, NULL), UNREAD("stdinOnce", PW_T_FLAG, NULL),                       \
    UNREAD("tty", PW_T_FLAG, NULL)

static const pw_field container_fields[] = {CONTAINER};
const pw_shape pw_container_shape = {READ_AS("Container", container_fields, pw_container),
                                     .demands = "name",
                                     .check = pw_check_container};
const pw_shape pw_init_container_shape = {READ_AS("Container", container_fields, pw_container),
                                          .demands = "name",
                                          .check = pw_check_init_container};
