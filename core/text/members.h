/*
 * text/members.h - the members of a mapping in the order of their keys.
 *
 * Servers keep objects in this order, and of a key that stands twice they know the last.
 */
#ifndef PW_TEXT_MEMBERS_H
#define PW_TEXT_MEMBERS_H

#include "base/arena.h"
#include "text/node.h"

typedef struct pw_member {
    const pw_node *node;
    uint32_t at; /* its number in the text */
} pw_member;

/* They live in a block of their own: a mapping may be as large as the document. */
typedef struct pw_members {
    pw_member *list;
    uint32_t count;
    pw_arena arena;
} pw_members;

/* Each key once; to be closed also after a failure. */
pw_status pw_members_open(const pw_node *map, pw_members *m);
void pw_members_close(pw_members *m);

#endif
