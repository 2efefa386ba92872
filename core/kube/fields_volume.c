#include "kube/fields.h"
#include "kube/rules.h"

/* The volumes of a pod. */

#define READ_ONLY UNREAD("readOnly", PW_T_FLAG, NULL)
#define TEXT(name_) UNREAD(name_, PW_T_TEXT, NULL)
#define MODE(name_, doc_) UNREAD(name_, PW_T_INT, doc_, .spelling = PW_A_FILE_MODE)
#define FILE_MODE                                                                                 \
    UNREAD("defaultMode", PW_T_INT, NULL,                         \
           .spelling = PW_A_FILE_MODE, .fill = "420")
#define OPTIONAL UNREAD("optional", PW_T_FLAG, NULL)

const pw_value pw_pull_policies[] = {
    {"Always", "Ask the registry at each start."},
    {"IfNotPresent", "Only if the node has it not yet."},
    {"Never", "It must be on the node."},
    {0},
};

static const pw_field reference_fields[] = {TEXT("name")};
const pw_shape pw_reference_shape = {JUDGED("LocalObjectReference", reference_fields)};
static const pw_field empty_dir_fields[] = {
    UNREAD("medium", PW_T_TEXT, NULL, .go = "StorageMedium"),
    UNREAD("sizeLimit", PW_T_QUANTITY, NULL),
};
static const pw_shape empty_dir_shape =
    {JUDGED("EmptyDirVolumeSource", empty_dir_fields), .check = pw_check_empty_dir};

static const pw_value host_path_types[] = {
    {"", NULL}, {"BlockDevice", NULL}, {"CharDevice", NULL}, {"Directory", NULL},
    {"DirectoryOrCreate", NULL}, {"File", NULL}, {"FileOrCreate", NULL}, {"Socket", NULL}, {0},
};
static const pw_field host_path_fields[] = {
    UNREAD("path", PW_T_TEXT, "The path on the node.", .needed = true),
    UNREAD("type", PW_T_TEXT, NULL, .values = host_path_types,
           .go = "HostPathType", .fill = "\"\""),
};
const pw_shape pw_host_path_shape =
    {JUDGED("HostPathVolumeSource", host_path_fields),
     .demands = "path", .check = pw_check_host_path};

static const pw_field item_fields[] = {
    UNREAD("key", PW_T_TEXT, "Which entry.", .needed = true),
    UNREAD("path", PW_T_TEXT, "The file it becomes, seen from where it is mounted.",
           .needed = true),
    MODE("mode", NULL),
};
const pw_shape pw_item_shape = {JUDGED("KeyToPath", item_fields), .demands = "key path",
                                    .check = pw_check_key_to_path};
#define ITEMS                                                                                     \
    UNREAD_SHAPES("items", pw_item_shape, "Which entries, and as which files; all if missing.")

static const pw_field secret_fields[] = {
    UNREAD("secretName", PW_T_TEXT, "The name of the Secret.", .needed = true),
    FILE_MODE, ITEMS, OPTIONAL,
};
static const pw_shape secret_shape = {JUDGED("SecretVolumeSource", secret_fields)};
static const pw_field config_map_fields[] = {
    UNREAD("name", PW_T_TEXT, "The name of the ConfigMap.", .needed = true, .inlined = true),
    FILE_MODE, ITEMS, OPTIONAL,
};
static const pw_shape config_map_shape =
    {JUDGED("ConfigMapVolumeSource", config_map_fields), .inlined = "LocalObjectReference"};

static const pw_field nfs_fields[] = {
    UNREAD("server", PW_T_TEXT, NULL, .needed = true),
    UNREAD("path", PW_T_TEXT, "The path that the server exports.", .needed = true), READ_ONLY,
};
const pw_shape pw_nfs_shape = {JUDGED("NFSVolumeSource", nfs_fields),
                               .demands = "server path", .check = pw_check_nfs};

static const pw_field claim_fields[] = {
    UNREAD("claimName", PW_T_TEXT, "The name of the PersistentVolumeClaim.", .needed = true),
    READ_ONLY,
};
static const pw_shape claim_shape = {JUDGED("PersistentVolumeClaimVolumeSource", claim_fields),
                                     .demands = "claimName"};
static const pw_field downward_file_fields[] = {
    UNREAD("path", PW_T_TEXT, "The file.", .needed = true),
    UNREAD_SHAPE("fieldRef", pw_field_ref_shape, NULL),
    UNREAD_SHAPE("resourceFieldRef", pw_resource_ref_shape, NULL),
    MODE("mode", NULL),
};
static const pw_shape downward_file_shape =
    {JUDGED("DownwardAPIVolumeFile", downward_file_fields), .demands = "path"};
#define FILES UNREAD_SHAPES("items", downward_file_shape, "The files.")
static const pw_field downward_fields[] = {FILE_MODE, FILES};
static const pw_shape downward_shape = {JUDGED("DownwardAPIVolumeSource", downward_fields)};

static const pw_field projected_secret_fields[] = {
    UNREAD("name", PW_T_TEXT, "Its name.", .needed = true, .inlined = true), ITEMS, OPTIONAL,
};
static const pw_shape projected_secret_shape =
    {JUDGED("SecretProjection", projected_secret_fields), .inlined = "LocalObjectReference"};
static const pw_shape projected_map_shape =
    {JUDGED("ConfigMapProjection", projected_secret_fields), .inlined = "LocalObjectReference"};
static const pw_field projected_files_fields[] = {FILES};
static const pw_shape projected_files_shape =
    {JUDGED("DownwardAPIProjection", projected_files_fields)};
static const pw_field token_fields[] = {
    UNREAD("expirationSeconds", PW_T_LONG, NULL, .fill = "3600"),
    UNREAD("path", PW_T_TEXT, "The file.", .needed = true),
    UNREAD("audience", PW_T_TEXT, NULL),
};
static const pw_shape token_shape = {JUDGED("ServiceAccountTokenProjection", token_fields),
                                     .demands = "path"};
static const pw_field source_fields[] = {
    UNREAD_SHAPE("secret", projected_secret_shape, "A Secret."),
    UNREAD_SHAPE("configMap", projected_map_shape, "A ConfigMap."),
    UNREAD_SHAPE("downwardAPI", projected_files_shape, NULL),
    UNREAD_SHAPE("serviceAccountToken", token_shape, NULL),
    KNOWN("clusterTrustBundle", NULL), KNOWN("podCertificate", NULL),
};
static const pw_shape source_shape = {JUDGED("VolumeProjection", source_fields)};
static const pw_field projected_fields[] = {
    FILE_MODE, UNREAD_SHAPES("sources", source_shape, NULL),
};
static const pw_shape projected_shape = {JUDGED("ProjectedVolumeSource", projected_fields)};

static const pw_field csi_fields[] = {
    UNREAD("driver", PW_T_TEXT, NULL, .needed = true),
};
static const pw_shape csi_shape = {JUDGED("CSIVolumeSource", csi_fields),
                                   .demands = "driver", .open = true};

static const pw_value access_modes[] = {
    {"ReadOnlyMany", "Many nodes read it."}, {"ReadWriteMany", "Many nodes read and write it."},
    {"ReadWriteOnce", "One node reads and writes it."},
    {"ReadWriteOncePod", "One pod reads and writes it."}, {0},
};
static const pw_value volume_modes[] = {{"Block", NULL}, {"Filesystem", NULL}, {0}};
static const pw_field storage_fields[] = {
    UNREAD("requests", PW_T_QUANTITIES, "What is needed, like storage: 1Gi."),
    UNREAD("limits", PW_T_QUANTITIES, NULL),
};
static const pw_shape storage_shape = {JUDGED("VolumeResourceRequirements", storage_fields)};
static const pw_field claim_spec_fields[] = {
    UNREAD("accessModes", PW_T_TEXTS, "Who may use it at once.", .values = access_modes,
           .go = "PersistentVolumeAccessMode"),
    UNREAD_SHAPE("selector", pw_selector_shape, NULL),
    UNREAD_SHAPE("resources", storage_shape, "How much."),
    UNREAD("storageClassName", PW_T_TEXT, NULL, .blank = true,
           .spelling = PW_A_SUBDOMAIN),
    UNREAD("volumeMode", PW_T_TEXT, NULL, .values = volume_modes, .go = "PersistentVolumeMode",
           .fill = "\"Filesystem\""),
    KNOWN("dataSource", NULL), KNOWN("dataSourceRef", NULL),
    TEXT("volumeAttributesClassName"),
    TEXT("volumeName"),
};
const pw_shape pw_claim_spec_shape = {JUDGED("PersistentVolumeClaimSpec", claim_spec_fields),
                                      .check = pw_check_claim_spec};
#define SOURCE(name_, shape_, ...) UNREAD_SHAPE(name_, shape_, __VA_ARGS__, .inlined = true)
/* In the order of the server, which looks at the first and says of the others that there are two.
 * Those of vendors, and old ones, are known, but not judged within. */
static const pw_field volume_fields[] = {
    SOURCE("emptyDir", empty_dir_shape, "Empty at first, and gone with the pod."),
    SOURCE("hostPath", pw_host_path_shape, "A path of the node."),
    KNOWN("gitRepo", NULL), KNOWN("gcePersistentDisk", NULL),
    KNOWN("awsElasticBlockStore", NULL),
    SOURCE("secret", secret_shape, "The entries of a Secret, as files."),
    SOURCE("nfs", pw_nfs_shape, NULL),
    KNOWN("iscsi", NULL), KNOWN("glusterfs", NULL), KNOWN("flocker", NULL),
    SOURCE("persistentVolumeClaim", claim_shape, "Storage that stays when the pod goes."),
    KNOWN("rbd", NULL), KNOWN("cinder", NULL), KNOWN("cephfs", NULL), KNOWN("quobyte", NULL),
    SOURCE("downwardAPI", downward_shape, NULL),
    KNOWN("fc", NULL), KNOWN("flexVolume", NULL),
    SOURCE("configMap", config_map_shape, "The entries of a ConfigMap, as files."),
    KNOWN("azureFile", NULL), KNOWN("vsphereVolume", NULL), KNOWN("photonPersistentDisk", NULL),
    KNOWN("portworxVolume", NULL), KNOWN("azureDisk", NULL), KNOWN("storageos", NULL),
    SOURCE("projected", projected_shape, "Several of these in one directory."),
    KNOWN("scaleIO", NULL), SOURCE("csi", csi_shape, NULL),
    KNOWN("ephemeral", NULL),
    KNOWN("image", NULL),
    UNREAD("name", PW_T_TEXT, "What volumeMounts call it.", .needed = true,
           .spelling = PW_A_LABEL),
};
const pw_shape pw_volume_shape = {JUDGED("Volume", volume_fields),
                                  .demands = "name", .check = pw_check_volume,
                                  .inlined = "VolumeSource"};
