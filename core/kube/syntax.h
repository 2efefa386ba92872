/*
 * kube/syntax.h - how names, label keys and label values must be written.
 */
#ifndef PW_KUBE_SYNTAX_H
#define PW_KUBE_SYNTAX_H

#include "base/str.h"

/* Each returns NULL for a good text, or what is wrong with it ("must ..."). */
const char *pw_bad_subdomain(pw_str name);   /* most object names */
const char *pw_bad_dns_label(pw_str name);   /* namespaces and Services */
const char *pw_bad_label_key(pw_str key);
const char *pw_bad_label_value(pw_str value);
const char *pw_bad_port_name(pw_str name);

#endif
