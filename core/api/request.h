/*
 * api/request.h - one request, typed: read from JSON, or filled by the command line.
 */
#ifndef PW_API_REQUEST_H
#define PW_API_REQUEST_H

#include "eval/matrix.h"
#include "model/assume.h"

typedef enum pw_verb {
    PW_LOAD,
    PW_CHECK,
    PW_CAN,
    PW_VERDICTS,
    PW_MATRIX,
    PW_ENDS,
    PW_DUMP,
    PW_ABOUT,
    PW_DASHES,
    PW_GRADE,
    PW_FLOWS,
    PW_CHANGES,
    PW_WORDS,
    PW_STORED,
    PW_COMPLETE,
    PW_HOVER,
    PW_FORMAT,
    PW_FIX,
    PW_VERBS
} pw_verb;

typedef enum pw_format {
    PW_AS_JSON,
    PW_AS_TEXT,
    PW_AS_CSV,
    PW_AS_MD
} pw_format;

typedef enum pw_stage {
    PW_STAGE_TREE,
    PW_STAGE_OBJECTS,
    PW_STAGE_CLASSES,
    PW_STAGE_INDEX
} pw_stage;

typedef struct pw_request_file {
    pw_str name;
    pw_str text;
    bool remove;
} pw_request_file;

typedef struct pw_edit {
    bool given;
    pw_str file;     /* dump, stored */
    uint32_t document;
    pw_str text;
} pw_edit;

typedef struct pw_probe {
    pw_str from;
    pw_str to;
    pw_str port;
    pw_str protocol;
    uint32_t line; /* of a TSV, or the number of the probe */
} pw_probe;

/* Files that a reply made anew, for a caller that writes them. */
typedef struct pw_changed {
    pw_arena *arena;
    pw_vec files; /* of pw_request_file */
} pw_changed;

/* Writes findings in a form of the caller's own. */
typedef void pw_findings_writer(pw_buf *out, const pw_findings *findings);

typedef struct pw_request {
    pw_verb verb;
    pw_format format;
    bool color;
    pw_str snapshot;
    bool has_files;
    bool keep;
    pw_vec files;    /* of pw_request_file */
    pw_edit edit;
    pw_assume assume;
    pw_str since;    /* changes: the name of the older snapshot */
    pw_str from;     /* can, flows */
    pw_str to;
    pw_asked_port port; /* can, matrix */
    pw_vec probes;   /* verdicts: of pw_probe */
    pw_by by;        /* matrix */
    bool connections;
    bool as_kubectl; /* check: what kubectl apply would print */
    pw_findings_writer *report; /* check: a form that only programs ask for; or NULL */
    pw_severity fail_on; /* check: the least severity that is a no */
    pw_str code;     /* fix: only findings with this code or slug; empty: all */
    pw_changed *changed; /* fix: or NULL */
    pw_stage stage;  /* dump */
    pw_str file;     /* dump, stored, complete, hover, format */
    pw_str expect;   /* grade */
    uint32_t at;     /* complete, hover: UTF-16 units from the start of the file */
} pw_request;

/* A request with its defaults. */
pw_request pw_request_make(pw_verb verb);

/* Reads a request; texts are in `arena` or in `json`. PW_E_REQUEST with *problem in words. */
pw_status pw_request_read(pw_arena *arena, pw_str json, pw_request *r, pw_str *problem);

/* Reads the rows of a TSV with a header into r->probes. */
pw_status pw_request_tsv(pw_arena *arena, pw_str tsv, pw_request *r, pw_str *problem);

/* "load", "check", ...; false for a word that is none. */
const char *pw_verb_name(pw_verb verb);
bool pw_verb_read(pw_str word, pw_verb *verb);
bool pw_stage_read(pw_str word, pw_stage *stage);
bool pw_format_read(pw_str word, pw_format *format);

#endif
