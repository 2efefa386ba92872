/*
 * base/limits.h - every bound of the core, in one place.
 *
 * What is longer, deeper or more numerous than this is answered by a message, never by a hang.
 * Each limit has a case in tests/limits; docs/limits.md lists them for users.
 */
#ifndef PW_BASE_LIMITS_H
#define PW_BASE_LIMITS_H

enum {
    PW_MAX_REQUEST = 192 << 20,     /* bytes of one request */
    PW_MAX_REPLY = 256 << 20,       /* bytes of one reply */
    PW_MAX_FILE = 128 << 20,        /* bytes of one file */
    PW_MAX_FILES = 10000,           /* files of a snapshot */
    PW_MAX_SNAPSHOTS = 16,          /* snapshots of a session */
    PW_MAX_DOCUMENTS = 300000,      /* documents of a snapshot */
    PW_MAX_LINE = 1 << 20,          /* bytes of one line of YAML; a line of JSON may be longer */
    PW_MAX_NESTING = 64,            /* lists and maps inside each other */
    PW_MAX_NODES = 4000000,         /* values of one document, aliases expanded */
    PW_MAX_MAP = 4096,              /* labels of one object, or of one selector */
    PW_MAX_PODS = 200000,           /* pods of a snapshot */
    PW_MAX_POLICIES = 50000,        /* policies of a snapshot */
    PW_MAX_FINDINGS = 1000,         /* findings reported; the rest is counted */
    PW_MAX_DOCUMENT_FINDINGS = 100, /* findings kept for one document (errors: as many again) */
    PW_MAX_CAUSES = 1000,           /* mistakes told of one object as kubectl tells them */
    PW_MAX_REPLICAS = 10,           /* representative pods of one workload */
    PW_MAX_CELLS = 4000000,         /* cells of a matrix */
    PW_MAX_PROBES = 500000,         /* probes, or expectations, of one request */
    PW_MAX_WORDS = 1000,            /* policies told in words in one reply */
    PW_MAX_FLOWS = 64,              /* flows explained in one answer */
    PW_MAX_DRAWN = 1000,            /* flows of a picture, changes listed; the rest is counted */
    PW_MAX_OPTIONS = 200,           /* options of one completion */
    PW_MAX_QUOTE = 80               /* characters of user text quoted in a message */
};

#endif
