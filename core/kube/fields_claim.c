#include "kube/fields.h"
#include "kube/rules.h"

/* What claims of volumes ask for. */

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
#define REFERENCE                                     \
    UNREAD("name", PW_T_TEXT, NULL, .needed = true),  \
    UNREAD("kind", PW_T_TEXT, NULL, .needed = true),  \
    UNREAD("apiGroup", PW_T_TEXT, NULL)
static const pw_field data_source_fields[] = {REFERENCE};
static const pw_shape data_source_shape =
    {JUDGED("TypedLocalObjectReference", data_source_fields)};
static const pw_field data_ref_fields[] = {
    REFERENCE, UNREAD("namespace", PW_T_TEXT, NULL),
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
    UNREAD("volumeName", PW_T_TEXT, NULL),
};
const pw_shape pw_claim_spec_shape = {JUDGED("PersistentVolumeClaimSpec", claim_spec_fields),
                                      .check = pw_check_claim_spec};
