/*
 * eval/matrix.h - who reaches whom: a table over pods, workloads or namespaces.
 */
#ifndef PW_EVAL_MATRIX_H
#define PW_EVAL_MATRIX_H

#include "eval/groups.h"
#include "eval/verdict.h"

/* What a cell can hold. */
typedef struct pw_cell {
    uint32_t mask; /* ports that pass for some pair */
    bool differs;  /* pairs of the two groups differ */
    pw_str text;   /* "all", "none", "TCP 8080", "allow", "deny", "partly" */
} pw_cell;

typedef struct pw_matrix {
    pw_by by;
    pw_vec groups;   /* of pw_group */
    pw_vec kinds;    /* of pw_cell: the distinct cells */
    uint32_t *cells; /* groups x groups: source by row, destination by column; into `kinds` */
} pw_matrix;

/* PW_E_LIMIT when there would be too many cells. */
pw_status pw_matrix_build(pw_snapshot *s, pw_arena *arena, pw_by by, pw_asked_port port,
                          pw_matrix *matrix);

/* "TCP 80, 8000-8999; UDP 53", "all", "none" */
pw_status pw_mask_text(const pw_ports *ports, pw_arena *arena, uint32_t mask, pw_str *text);

#endif
