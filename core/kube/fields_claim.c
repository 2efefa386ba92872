#include "kube/fields.h"
#include "kube/rules.h"

/* What claims of volumes ask for. */

static const pw_value access_modes[] = {
    {"ReadOnlyMany", "Many nodes read it."},
    {"ReadWriteMany", "Many nodes read and write it."},
    {"ReadWriteOnce", "One node reads and writes it."},
    {"ReadWriteOncePod", "One pod reads and writes it."},
    {0},
};
static const pw_value volume_modes[] = {
    {"Block", "A bare disk."},
    {"Filesystem", "Files. Meant where nothing is given."},
    {0},
};

static const pw_field resources_fields[] = {
    UNREAD("limits", PW_T_QUANTITIES, NULL),
    UNREAD("requests", PW_T_QUANTITIES, "How large it is to be, as storage: 1Gi."),
};
static const pw_shape resources_shape = {JUDGED("VolumeResourceRequirements", resources_fields)};

#define REFERENCE                                     \
    UNREAD("apiGroup", PW_T_TEXT, NULL),              \
    UNREAD("kind", PW_T_TEXT, NULL, .needed = true),  \
    UNREAD("name", PW_T_TEXT, NULL, .needed = true)

static const pw_field source_fields[] = {REFERENCE};
static const pw_shape source_shape = {JUDGED("TypedLocalObjectReference", source_fields)};

static const pw_field reference_fields[] = {
    REFERENCE,
    UNREAD("namespace", PW_T_TEXT, NULL),
};
static const pw_shape reference_shape = {JUDGED("TypedObjectReference", reference_fields)};

static const pw_field claim_spec_fields[] = {
    UNREAD_SHAPE("selector", pw_selector_shape, NULL),
    UNREAD("accessModes", PW_T_TEXTS, "Who may use it at once.", .values = access_modes,
           .go = "PersistentVolumeAccessMode"),
    UNREAD_SHAPE("resources", resources_shape, "How large it is to be."),
    UNREAD("storageClassName", PW_T_TEXT, "The kind of disk."),
    UNREAD("volumeMode", PW_T_TEXT, "Files, or a bare disk.", .values = volume_modes,
           .go = "PersistentVolumeMode"),
    UNREAD_SHAPE("dataSource", source_shape, NULL),
    UNREAD_SHAPE("dataSourceRef", reference_shape, NULL),
    UNREAD("volumeName", PW_T_TEXT, NULL),
    UNREAD("volumeAttributesClassName", PW_T_TEXT, NULL),
};
const pw_shape pw_claim_spec_shape =
    {JUDGED("PersistentVolumeClaimSpec", claim_spec_fields), .check = pw_check_claim_spec};
