/*
 * kube/judge.h - says what an API server says of an object that is well typed but wrong.
 *
 * The rules look at the tree of the object, not at the structs it is read into, so that every
 * field of the table is judged, whether podwall reads it or not. A rule walks in the order of the
 * server's own validation, since users compare the texts.
 *
 * Whoever says something may first write into d->message and d->hint what a learner needs; what
 * is missing is made of the server's words. Nothing is said twice: a field that is missing because
 * its name was mistyped, or whose value has the wrong type, has been told of by kube/decode.
 */
#ifndef PW_KUBE_JUDGE_H
#define PW_KUBE_JUDGE_H

#include "kube/schema.h"
#include "kube/syntax.h"
#include "text/diag.h"
#include "text/node.h"

/* Where in an object something stands, linked from the inside out; its text is made on demand. */
struct pw_path {
    const pw_path *up;   /* NULL: the object itself, which is not written */
    const char *name;    /* NULL: an index, or a key */
    pw_str key;
    bool member;         /* the key is one that the user chose: written in brackets */
    uint32_t index;
    const pw_node *node; /* what stands there; NULL: nothing, or null */
    const char *inlined; /* before the name, for the decoder: see pw_shape; or NULL */
};

struct pw_checker {
    pw_diags *d;
    pw_object_kind kind;
    const pw_node *object;
    uint32_t first; /* number of the first finding of this object */
    bool settled;   /* the server has ended already: it says nothing of the rest */
};

/* Judges a whole object by the table of its kind, and its metadata. */
pw_status pw_judge_object(pw_checker *c);

/* "spec.ingress[0].from[1]": as the server writes a path. */
void pw_path_put(pw_buf *b, const pw_path *path);
pw_status pw_path_text(pw_arena *a, const pw_path *path, pw_str *text);

/* ---- looking */

/* The member `name` of the mapping at `up`. */
pw_path pw_child(const pw_path *up, const char *name);

/* The same, but without node if it is no text, number, list or mapping: the wrong type was told. */
pw_path pw_text_child(const pw_path *up, const char *name);
pw_path pw_number_child(const pw_path *up, const char *name);
pw_path pw_list_child(const pw_path *up, const char *name);
pw_path pw_map_child(const pw_path *up, const char *name);

/* Whether something of another kind stands there: that was told, and a rule passes it by. */
bool pw_is_other(const pw_path *at, pw_kind kind);

/* A step through a list or mapping; begin with one that is zeroed. */
typedef struct pw_step {
    pw_path at;
    const pw_node *last;
} pw_step;

/* The next item of the list at `list`, without node if it is null; false at the end. */
bool pw_each_item(const pw_path *list, pw_step *step);

/* The next member of the mapping at `map` in the order of the keys; null ones, and all but the
 * last of equal ones, are left out. */
bool pw_each_member(const pw_path *map, pw_step *step);

/* The text there; empty when there is none. */
pw_str pw_text_at(const pw_path *at);
/* Whether a text that is not empty stands there, and whether it is this one. */
bool pw_has_some(const pw_path *at);
bool pw_is(const pw_path *at, const char *text);
/* How many items or members stand there. */
uint32_t pw_count_of(const pw_path *at);
/* The whole number there, or `otherwise`. */
int64_t pw_number_at(const pw_path *at, int64_t otherwise);
/* Whether a whole number of 32 bits stands there; others have the wrong type. */
bool pw_has_int(const pw_path *at);
/* Whether `true` stands there. */
bool pw_true_at(const pw_path *at);

/* Whether what is missing here was told of: it stands there with a wrong type, or under a name
 * that is near. */
bool pw_is_told(const pw_checker *c, const pw_path *at);
/* How many findings there are so far, kept or dropped. */
uint32_t pw_told(const pw_checker *c);
/* Whether the text is one of `values`. */
bool pw_is_one_of(pw_str text, const pw_value *values);

/* ---- judging by the table */

/* The fields of the mapping at `at` by their own rules, and their shapes, in the table's order. */
pw_status pw_check_fields(pw_checker *c, const pw_path *at, const pw_shape *shape);
/* One of them. */
pw_status pw_check_field(pw_checker *c, const pw_path *at, const pw_shape *shape, const char *name);
/* Those from `first` to `last`. */
pw_status pw_check_range(pw_checker *c, const pw_path *at, const pw_shape *shape,
                         const char *first, const char *last);
/* The mapping at `at` by the rules of its shape. */
pw_status pw_check_shape(pw_checker *c, const pw_path *at, const pw_shape *shape);

/* ---- saying; `detail` is the server's, after the last colon, and may be NULL */

pw_status pw_say_required(pw_checker *c, pw_code code, const pw_path *at, const char *detail);
pw_status pw_say_invalid(pw_checker *c, pw_code code, const pw_path *at, const char *detail);
/* The usual ones: without detail, and as PW_BAD_VALUE. */
pw_status pw_say_missing(pw_checker *c, const pw_path *at);
pw_status pw_say_bad(pw_checker *c, const pw_path *at, const char *detail);
/* The same with a value that is written otherwise than it stands there: "\"web\"", "0". */
pw_status pw_say_invalid_value(pw_checker *c, pw_code code, const pw_path *at, pw_str value,
                               const char *detail);
/* With a detail that quotes `one` and `other`, %R in `words`. */
pw_status pw_say_about(pw_checker *c, pw_code code, const pw_path *at, const char *words,
                       pw_str one, pw_str other);
/* One more cause of what is said next: one mistake that the server tells in several ways. */
void pw_note_invalid(pw_checker *c, const pw_path *at, pw_str value, const char *detail);
pw_status pw_say_forbidden(pw_checker *c, pw_code code, const pw_path *at, const char *detail);
pw_status pw_say_too_long(pw_checker *c, const pw_path *at, const char *detail);
/* Without `value` what stands there is told. */
pw_status pw_say_duplicate(pw_checker *c, const pw_path *at, pw_str value);
/* A text that names something which is not there. */
pw_status pw_say_not_found(pw_checker *c, pw_code code, const pw_path *at, const char *detail);
/* A further cause that a person need not hear of: it goes with what was said last. Without
 * `value`: it is required. */
pw_status pw_say_also(pw_checker *c, const pw_path *at, pw_str value, const char *detail);
/* A value that is none of `values`, which are told in the order in which they stand. */
pw_status pw_say_unsupported(pw_checker *c, const pw_path *at, const pw_value *values);
/* Hints at the value that is near, with the repair, or at all of them. */
pw_status pw_hint_values(pw_checker *c, const pw_path *at, pw_str given,
                         const pw_value *values);
/* The same where it is the part `given` of `value`, which the server quotes. */
pw_status pw_say_unsupported_value(pw_checker *c, const pw_path *at, pw_str value, pw_str given,
                                   const pw_value *values);
/* What is wrong with the text at `at`, and with another one. */
pw_status pw_check_text(pw_checker *c, pw_code code, const pw_path *at,
                        pw_faults faults_of(pw_str));
pw_status pw_say_faults(pw_checker *c, pw_code code, const pw_path *at, pw_faults faults);
/* The server has ended with what was said from number `from` on: of all else, before and after, it
 * says nothing, though podwall does. */
void pw_settle(pw_checker *c, uint32_t from);
/* The object is stored, with a warning: all of its text after "Warning: ". */
pw_status pw_say_warning(pw_checker *c, pw_code code, const pw_path *at);
/* The server fails: all that it says then. */
pw_status pw_say_failed(pw_checker *c, pw_code code, const pw_path *at);

#endif
