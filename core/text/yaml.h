/*
 * text/yaml.h - YAML to the tree, by libyaml's events.
 *
 * libyaml has no nesting limit and is quadratic in open brackets, so events are read one by one
 * and reading stops at PW_MAX_NESTING. No libyaml memory leaves this module.
 */
#ifndef PW_TEXT_YAML_H
#define PW_TEXT_YAML_H

#include "text/diag.h"
#include "text/node.h"
#include "text/source.h"

/*
 * Reads one document, which begins at `from`. *root is NULL when it is empty, or when it is
 * broken: then d says why, and what kubectl says. Nodes go into `nodes`; texts that are not in the
 * source as they stand go into `texts`.
 */
pw_status pw_yaml_read(const pw_source *source, uint32_t from, pw_arena *nodes, pw_arena *texts,
                       pw_diags *d, pw_node **root);

/* Counts the tokens of a text: libyaml's bare scan, the yardstick of the benchmarks. */
uint64_t pw_yaml_scan(pw_str text);

#endif
