/*
 * api/version.h - what this podwall is.
 */
#ifndef PW_API_VERSION_H
#define PW_API_VERSION_H

/* The version, from the file VERSION by way of the build. */
const char *pw_version(void);

/* The Kubernetes release whose rules are applied. */
const char *pw_kubernetes(void);

/* The number of the shape of requests and replies. */
#define PW_SCHEMA 1u

#endif
