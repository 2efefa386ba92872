/*
 * kube/syntax.h - how names, label keys and label values must be written.
 */
#ifndef PW_KUBE_SYNTAX_H
#define PW_KUBE_SYNTAX_H

#include "base/str.h"

#define PW_MAX_FAULTS 5 /* the most that a port name can have */

/* What is wrong with a text; no `count`, a good text. */
typedef struct pw_faults {
    const char *server[PW_MAX_FAULTS]; /* all of it, in the server's words and order */
    uint32_t count;
    const char *plain; /* the first of it, in plain words: "must ..." */
} pw_faults;

pw_faults pw_subdomain_faults(pw_str name);  /* RFC 1123: most object names */
pw_faults pw_label_faults(pw_str name);      /* RFC 1123: namespaces, containers */
pw_faults pw_old_label_faults(pw_str name);  /* RFC 1035: Services */
pw_faults pw_label_key_faults(pw_str key);
pw_faults pw_label_value_faults(pw_str value);
pw_faults pw_port_name_faults(pw_str name);

#endif
