/*
 * unit/ask.h - questions by name, for the tests of the verdicts and of what explains them.
 */
#ifndef PW_UNIT_ASK_H
#define PW_UNIT_ASK_H

#include "lab.h"

#include "eval/explain.h"

static inline pw_spot ask_spot(lab *l, const char *name)
{
    pw_end end;
    pw_end_problem problem;
    assert_ok(pw_end_find(&l->s, &l->arena, pw_str_of(name), &end, &problem));
    if (problem.error != PW_END_FOUND)
        fail_msg("%.*s", (int)problem.message.len, problem.message.at);
    assert_int_equal(end.kind, PW_END_SPOT);
    return end.spot;
}

static inline pw_flow ask_flow(lab *l, const char *from, const char *to, uint32_t port)
{
    return (pw_flow){ask_spot(l, from), ask_spot(l, to), PW_TCP, port};
}

/* The verdict; the trail must come to the same, which pw_explain checks. */
static inline pw_trail ask(lab *l, const char *from, const char *to, uint32_t port)
{
    pw_flow flow = ask_flow(l, from, to, port);
    pw_trail trail;
    assert_ok(pw_explain(&l->s, &l->arena, &flow, &trail));
    return trail;
}

static inline bool allows(lab *l, const char *from, const char *to, uint32_t port)
{
    return ask(l, from, to, port).verdict.allowed;
}

static inline pw_reason why(lab *l, pw_direction direction, const char *from, const char *to)
{
    return ask(l, from, to, 80).verdict.reasons[direction];
}

#endif
