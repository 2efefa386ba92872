/*
 * kube/rules_service.h - what the two halves of the rules for Services share.
 */
#ifndef PW_KUBE_RULES_SERVICE_H
#define PW_KUBE_RULES_SERVICE_H

#include "kube/rules.h"

/* What the rules of a Service look at again and again. */
typedef struct pw_service_parts {
    const pw_path *spec;
    pw_str type;
    pw_path ports;
    pw_path ips; /* clusterIPs, or clusterIP as if it stood there */
    bool headless;
} pw_service_parts;

bool pw_service_is(const pw_service_parts *s, const char *type);
/* Whether it is the Service of the API itself, which is there from the start. */
bool pw_is_first_service(const pw_service_parts *s);

/* The text at `name`; what is meant where it is missing or empty. */
pw_str pw_text_or(const pw_path *up, const char *name, const char *otherwise);
/* The number at `name`, or 0. */
int64_t pw_number_of(const pw_path *up, const char *name);

/* A field of the spec by the table. */
pw_status pw_check_service_field(pw_checker *c, const pw_path *spec, const char *name);

pw_status pw_say_no_ip(pw_checker *c, const pw_path *at);

/* What the server allots before it validates, addresses and ports of the nodes: the first that
 * fails is all it says. */
pw_status pw_check_allotted(pw_checker *c, const pw_service_parts *s);

#endif
