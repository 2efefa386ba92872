#include "kube/fields.h"
#include "kube/rules.h"

/* The volumes of a pod. */

#define FS_TYPE UNREAD("fsType", PW_T_TEXT, NULL)
#define READ_ONLY UNREAD("readOnly", PW_T_FLAG, NULL)
#define NEEDED(name_) UNREAD(name_, PW_T_TEXT, NULL, .needed = true)
#define TEXT(name_) UNREAD(name_, PW_T_TEXT, NULL)
#define MODE(name_, doc_) UNREAD(name_, PW_T_INT, doc_, .spelling = PW_A_FILE_MODE)
#define FILE_MODE                                                                                 \
    UNREAD("defaultMode", PW_T_INT, "Who may read the files, like 0644.",                         \
           .spelling = PW_A_FILE_MODE, .fill = "420")
#define OPTIONAL UNREAD("optional", PW_T_FLAG, "true: the pod starts without it too.")

const pw_value pw_pull_policies[] = {
    {"Always", "Ask the registry at each start."},
    {"IfNotPresent", "Only if the node has it not yet."},
    {"Never", "It must be on the node."},
    {0},
};

static const pw_field reference_fields[] = {TEXT("name")};
const pw_shape pw_reference_shape = {JUDGED("LocalObjectReference", reference_fields)};
static const pw_field needed_reference_fields[] = {NEEDED("name")};
static const pw_shape needed_reference_shape =
    {JUDGED("LocalObjectReference", needed_reference_fields)};

static const pw_field empty_dir_fields[] = {
    UNREAD("medium", PW_T_TEXT, "Memory: it is kept in memory.", .go = "StorageMedium"),
    UNREAD("sizeLimit", PW_T_QUANTITY, "The most it may hold, like 500Mi."),
};
static const pw_shape empty_dir_shape =
    {JUDGED("EmptyDirVolumeSource", empty_dir_fields), .check = pw_check_empty_dir};

static const pw_value host_path_types[] = {
    {"", NULL}, {"BlockDevice", NULL}, {"CharDevice", NULL}, {"Directory", NULL},
    {"DirectoryOrCreate", NULL}, {"File", NULL}, {"FileOrCreate", NULL}, {"Socket", NULL}, {0},
};
static const pw_field host_path_fields[] = {
    UNREAD("path", PW_T_TEXT, "The path on the node.", .needed = true),
    UNREAD("type", PW_T_TEXT, "What must be there.", .values = host_path_types,
           .go = "HostPathType", .fill = "\"\""),
};
const pw_shape pw_host_path_shape =
    {JUDGED("HostPathVolumeSource", host_path_fields), .check = pw_check_host_path};

static const pw_field git_fields[] = {NEEDED("repository"), TEXT("revision"), TEXT("directory")};
const pw_shape pw_git_shape = {JUDGED("GitRepoVolumeSource", git_fields),
                                   .check = pw_check_git};

static const pw_field gce_fields[] = {
    NEEDED("pdName"), FS_TYPE, UNREAD("partition", PW_T_INT, NULL), READ_ONLY,
};
static const pw_shape gce_shape =
    {JUDGED("GCEPersistentDiskVolumeSource", gce_fields), .check = pw_check_disk};
static const pw_field aws_fields[] = {
    NEEDED("volumeID"), FS_TYPE, UNREAD("partition", PW_T_INT, NULL), READ_ONLY,
};
static const pw_shape aws_shape =
    {JUDGED("AWSElasticBlockStoreVolumeSource", aws_fields), .check = pw_check_disk};

static const pw_field item_fields[] = {
    UNREAD("key", PW_T_TEXT, "Which entry.", .needed = true),
    UNREAD("path", PW_T_TEXT, "The file it becomes, seen from where it is mounted.",
           .needed = true),
    MODE("mode", NULL),
};
const pw_shape pw_item_shape = {JUDGED("KeyToPath", item_fields),
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
    UNREAD("server", PW_T_TEXT, "Its name or address.", .needed = true),
    UNREAD("path", PW_T_TEXT, "The path that the server exports.", .needed = true), READ_ONLY,
};
const pw_shape pw_nfs_shape = {JUDGED("NFSVolumeSource", nfs_fields), .check = pw_check_nfs};

static const pw_field iscsi_fields[] = {
    NEEDED("targetPortal"), NEEDED("iqn"), UNREAD("lun", PW_T_INT, NULL), TEXT("iscsiInterface"),
    FS_TYPE, READ_ONLY, UNREAD("portals", PW_T_TEXTS, NULL),
    UNREAD("chapAuthDiscovery", PW_T_FLAG, NULL), UNREAD("chapAuthSession", PW_T_FLAG, NULL),
    UNREAD_SHAPE("secretRef", pw_reference_shape, NULL), TEXT("initiatorName"),
};
const pw_shape pw_iscsi_shape = {JUDGED("ISCSIVolumeSource", iscsi_fields),
                                     .check = pw_check_iscsi};
static const pw_field glusterfs_fields[] = {NEEDED("endpoints"), NEEDED("path"), READ_ONLY};
static const pw_shape glusterfs_shape = {JUDGED("GlusterfsVolumeSource", glusterfs_fields)};
static const pw_field flocker_fields[] = {TEXT("datasetName"), TEXT("datasetUUID")};
static const pw_shape flocker_shape = {JUDGED("FlockerVolumeSource", flocker_fields),
                                       .check = pw_check_flocker};
static const pw_field claim_fields[] = {
    UNREAD("claimName", PW_T_TEXT, "The name of the PersistentVolumeClaim.", .needed = true),
    READ_ONLY,
};
static const pw_shape claim_shape = {JUDGED("PersistentVolumeClaimVolumeSource", claim_fields)};
static const pw_field rbd_fields[] = {
    UNREAD("monitors", PW_T_TEXTS, NULL, .needed = true), NEEDED("image"), FS_TYPE, TEXT("pool"),
    TEXT("user"), TEXT("keyring"), UNREAD_SHAPE("secretRef", pw_reference_shape, NULL), READ_ONLY,
};
static const pw_shape rbd_shape = {JUDGED("RBDVolumeSource", rbd_fields)};
static const pw_field cinder_fields[] = {
    NEEDED("volumeID"), FS_TYPE, READ_ONLY, UNREAD_SHAPE("secretRef", needed_reference_shape, NULL),
};
static const pw_shape cinder_shape = {JUDGED("CinderVolumeSource", cinder_fields)};
static const pw_field cephfs_fields[] = {
    UNREAD("monitors", PW_T_TEXTS, NULL, .needed = true), TEXT("path"), TEXT("user"),
    TEXT("secretFile"), UNREAD_SHAPE("secretRef", pw_reference_shape, NULL), READ_ONLY,
};
static const pw_shape cephfs_shape = {JUDGED("CephFSVolumeSource", cephfs_fields)};
static const pw_field quobyte_fields[] = {
    TEXT("registry"), TEXT("tenant"), NEEDED("volume"), READ_ONLY, TEXT("user"), TEXT("group"),
};
const pw_shape pw_quobyte_shape = {JUDGED("QuobyteVolumeSource", quobyte_fields),
                                       .check = pw_check_quobyte};

static const pw_field downward_file_fields[] = {
    UNREAD("path", PW_T_TEXT, "The file.", .needed = true),
    UNREAD_SHAPE("fieldRef", pw_field_ref_shape, "A field of the pod."),
    UNREAD_SHAPE("resourceFieldRef", pw_resource_ref_shape, "A request or limit."),
    MODE("mode", NULL),
};
const pw_shape pw_downward_file_shape = {JUDGED("DownwardAPIVolumeFile", downward_file_fields),
                                             .check = pw_check_downward_file};
#define FILES UNREAD_SHAPES("items", pw_downward_file_shape, "The files.")
static const pw_field downward_fields[] = {FILE_MODE, FILES};
static const pw_shape downward_shape = {JUDGED("DownwardAPIVolumeSource", downward_fields)};

static const pw_field fc_fields[] = {
    UNREAD("targetWWNs", PW_T_TEXTS, NULL), UNREAD("lun", PW_T_INT, NULL), FS_TYPE, READ_ONLY,
    UNREAD("wwids", PW_T_TEXTS, NULL),
};
static const pw_shape fc_shape = {JUDGED("FCVolumeSource", fc_fields), .check = pw_check_fc};
static const pw_field flex_fields[] = {
    NEEDED("driver"), FS_TYPE, UNREAD_SHAPE("secretRef", pw_reference_shape, NULL), READ_ONLY,
    UNREAD("options", PW_T_LABELS, NULL),
};
static const pw_shape flex_shape = {JUDGED("FlexVolumeSource", flex_fields)};
static const pw_field azure_file_fields[] = {NEEDED("secretName"), NEEDED("shareName"), READ_ONLY};
static const pw_shape azure_file_shape = {JUDGED("AzureFileVolumeSource", azure_file_fields)};
static const pw_field vsphere_fields[] = {
    NEEDED("volumePath"), FS_TYPE, TEXT("storagePolicyName"), TEXT("storagePolicyID"),
};
static const pw_shape vsphere_shape = {JUDGED("VsphereVirtualDiskVolumeSource", vsphere_fields)};
static const pw_field photon_fields[] = {NEEDED("pdID"), FS_TYPE};
static const pw_shape photon_shape = {JUDGED("PhotonPersistentDiskVolumeSource", photon_fields)};
static const pw_field portworx_fields[] = {NEEDED("volumeID"), FS_TYPE, READ_ONLY};
static const pw_shape portworx_shape = {JUDGED("PortworxVolumeSource", portworx_fields)};
static const pw_value caching_modes[] =
    {{"None", NULL}, {"ReadOnly", NULL}, {"ReadWrite", NULL}, {0}};
static const pw_value disk_kinds[] =
    {{"Dedicated", NULL}, {"Managed", NULL}, {"Shared", NULL}, {0}};
static const pw_field azure_disk_fields[] = {
    NEEDED("diskName"), NEEDED("diskURI"),
    UNREAD("cachingMode", PW_T_TEXT, NULL, .values = caching_modes,
           .go = "AzureDataDiskCachingMode", .fill = "\"ReadWrite\""),
    UNREAD("kind", PW_T_TEXT, NULL, .values = disk_kinds, .go = "AzureDataDiskKind",
           .fill = "\"Shared\""),
    FS_TYPE, READ_ONLY,
};
const pw_shape pw_azure_disk_shape = {JUDGED("AzureDiskVolumeSource", azure_disk_fields),
                                          .check = pw_check_azure_disk};
static const pw_field storageos_fields[] = {
    UNREAD("volumeName", PW_T_TEXT, NULL, .needed = true, .spelling = PW_A_LABEL),
    UNREAD("volumeNamespace", PW_T_TEXT, NULL, .blank = true, .spelling = PW_A_LABEL),
    UNREAD_SHAPE("secretRef", needed_reference_shape, NULL), FS_TYPE, READ_ONLY,
};
static const pw_shape storageos_shape = {JUDGED("StorageOSVolumeSource", storageos_fields)};

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
    UNREAD("expirationSeconds", PW_T_LONG, "How long it is valid.", .fill = "3600"),
    UNREAD("path", PW_T_TEXT, "The file.", .needed = true),
    UNREAD("audience", PW_T_TEXT, "Whom it is for."),
};
static const pw_shape token_shape = {JUDGED("ServiceAccountTokenProjection", token_fields)};
static const pw_field bundle_fields[] = {
    TEXT("name"), TEXT("signerName"), UNREAD_SHAPE("labelSelector", pw_selector_shape, NULL),
    OPTIONAL, TEXT("path"),
};
static const pw_shape bundle_shape = {JUDGED("ClusterTrustBundleProjection", bundle_fields)};
static const pw_field certificate_fields[] = {
    TEXT("signerName"), TEXT("keyType"), UNREAD("maxExpirationSeconds", PW_T_INT, NULL),
    TEXT("credentialBundlePath"), TEXT("keyPath"), TEXT("certificateChainPath"),
    UNREAD("userAnnotations", PW_T_LABELS, NULL),
};
static const pw_shape certificate_shape = {JUDGED("PodCertificateProjection", certificate_fields)};
static const pw_field source_fields[] = {
    UNREAD_SHAPE("secret", projected_secret_shape, "A Secret."),
    UNREAD_SHAPE("configMap", projected_map_shape, "A ConfigMap."),
    UNREAD_SHAPE("downwardAPI", projected_files_shape, "Fields of the pod."),
    UNREAD_SHAPE("serviceAccountToken", token_shape, "A token of its service account."),
    UNREAD_SHAPE("clusterTrustBundle", bundle_shape, NULL),
    UNREAD_SHAPE("podCertificate", certificate_shape, NULL),
};
static const pw_shape source_shape = {JUDGED("VolumeProjection", source_fields)};
static const pw_field projected_fields[] = {
    FILE_MODE, UNREAD_SHAPES("sources", source_shape, "What it is made of."),
};
const pw_shape pw_projected_shape = {JUDGED("ProjectedVolumeSource", projected_fields),
                                         .check = pw_check_projected};

static const pw_field scaleio_fields[] = {
    NEEDED("gateway"), NEEDED("system"), NEEDED("volumeName"),
    UNREAD_SHAPE("secretRef", pw_reference_shape, NULL), UNREAD("sslEnabled", PW_T_FLAG, NULL),
    TEXT("protectionDomain"), TEXT("storagePool"), TEXT("storageMode"), FS_TYPE, READ_ONLY,
};
static const pw_shape scaleio_shape = {JUDGED("ScaleIOVolumeSource", scaleio_fields)};
static const pw_field csi_fields[] = {
    UNREAD("driver", PW_T_TEXT, NULL, .needed = true),
    UNREAD_SHAPE("nodePublishSecretRef", needed_reference_shape, NULL), READ_ONLY, FS_TYPE,
    UNREAD("volumeAttributes", PW_T_LABELS, NULL),
};
static const pw_shape csi_shape = {JUDGED("CSIVolumeSource", csi_fields), .check = pw_check_csi};

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
static const pw_field data_source_fields[] = {NEEDED("name"), NEEDED("kind"), TEXT("apiGroup")};
static const pw_shape data_source_shape =
    {JUDGED("TypedLocalObjectReference", data_source_fields)};
static const pw_field data_ref_fields[] = {
    NEEDED("name"), NEEDED("kind"), TEXT("apiGroup"), TEXT("namespace"),
};
static const pw_shape data_ref_shape = {JUDGED("TypedObjectReference", data_ref_fields)};
static const pw_field claim_spec_fields[] = {
    UNREAD("accessModes", PW_T_TEXTS, "Who may use it at once.", .values = access_modes,
           .go = "PersistentVolumeAccessMode"),
    UNREAD_SHAPE("selector", pw_selector_shape, NULL),
    UNREAD_SHAPE("resources", storage_shape, "How much."),
    UNREAD("storageClassName", PW_T_TEXT, "The kind of storage.", .blank = true,
           .spelling = PW_A_SUBDOMAIN),
    UNREAD("volumeMode", PW_T_TEXT, NULL, .values = volume_modes, .go = "PersistentVolumeMode",
           .fill = "\"Filesystem\""),
    UNREAD_SHAPE("dataSource", data_source_shape, NULL),
    UNREAD_SHAPE("dataSourceRef", data_ref_shape, NULL),
    UNREAD("volumeAttributesClassName", PW_T_TEXT, NULL, .blank = true,
           .spelling = PW_A_SUBDOMAIN),
    TEXT("volumeName"),
};
const pw_shape pw_claim_spec_shape = {JUDGED("PersistentVolumeClaimSpec", claim_spec_fields),
                                      .check = pw_check_claim_spec};
static const pw_field claim_template_fields[] = {
    UNREAD_SHAPE("metadata", pw_template_meta_shape, NULL),
    UNREAD_SHAPE("spec", pw_claim_spec_shape, "What is claimed."),
};
static const pw_shape claim_template_shape =
    {JUDGED("PersistentVolumeClaimTemplate", claim_template_fields),
     .check = pw_check_claim_template};
static const pw_field ephemeral_fields[] = {
    UNREAD_SHAPE("volumeClaimTemplate", claim_template_shape, "The claim.", .needed = true),
};
static const pw_shape ephemeral_shape = {JUDGED("EphemeralVolumeSource", ephemeral_fields)};
static const pw_field image_fields[] = {
    UNREAD("reference", PW_T_TEXT, "The image, like a container's."),
    UNREAD("pullPolicy", PW_T_TEXT, "When to fetch it.", .values = pw_pull_policies, .blank = true,
           .go = "PullPolicy"),
};
const pw_shape pw_image_volume_shape = {JUDGED("ImageVolumeSource", image_fields),
                                     .check = pw_check_image_volume};

#define SOURCE(name_, shape_, ...) UNREAD_SHAPE(name_, shape_, __VA_ARGS__, .inlined = true)
static const pw_field volume_fields[] = {
    SOURCE("emptyDir", empty_dir_shape, "Empty at first, and gone with the pod."),
    SOURCE("hostPath", pw_host_path_shape, "A path of the node."),
    SOURCE("gitRepo", pw_git_shape, NULL),
    SOURCE("gcePersistentDisk", gce_shape, NULL),
    SOURCE("awsElasticBlockStore", aws_shape, NULL),
    SOURCE("secret", secret_shape, "The entries of a Secret, as files."),
    SOURCE("nfs", pw_nfs_shape, "A path of an NFS server."),
    SOURCE("iscsi", pw_iscsi_shape, NULL),
    SOURCE("glusterfs", glusterfs_shape, NULL),
    SOURCE("flocker", flocker_shape, NULL),
    SOURCE("persistentVolumeClaim", claim_shape, "Storage that stays when the pod goes."),
    SOURCE("rbd", rbd_shape, NULL),
    SOURCE("cinder", cinder_shape, NULL),
    SOURCE("cephfs", cephfs_shape, NULL),
    SOURCE("quobyte", pw_quobyte_shape, NULL),
    SOURCE("downwardAPI", downward_shape, "Fields of the pod, as files."),
    SOURCE("fc", fc_shape, NULL),
    SOURCE("flexVolume", flex_shape, NULL),
    SOURCE("configMap", config_map_shape, "The entries of a ConfigMap, as files."),
    SOURCE("azureFile", azure_file_shape, NULL),
    SOURCE("vsphereVolume", vsphere_shape, NULL),
    SOURCE("photonPersistentDisk", photon_shape, NULL),
    SOURCE("portworxVolume", portworx_shape, NULL),
    SOURCE("azureDisk", pw_azure_disk_shape, NULL),
    SOURCE("storageos", storageos_shape, NULL),
    SOURCE("projected", pw_projected_shape, "Several of these in one directory."),
    SOURCE("scaleIO", scaleio_shape, NULL),
    SOURCE("csi", csi_shape, "Storage of a driver."),
    SOURCE("ephemeral", ephemeral_shape, "A claim that is made and gone with the pod."),
    SOURCE("image", pw_image_volume_shape, "The files of an image."),
    UNREAD("name", PW_T_TEXT, "What volumeMounts call it.", .needed = true,
           .spelling = PW_A_LABEL),
};
const pw_shape pw_volume_shape = {JUDGED("Volume", volume_fields), .check = pw_check_volume,
                                  .inlined = "VolumeSource"};
