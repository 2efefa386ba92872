/*
 * unit/said.h - what a server says of a manifest, for the tests of the rules.
 */
#ifndef PW_UNIT_SAID_H
#define PW_UNIT_SAID_H

#include "lab.h"

#include "kube/document.h"

typedef struct said {
    const char *text; /* the manifest */
    const char *says; /* the causes, a line each; warnings begin with "Warning: " */
} said;

static inline void check_said(const said *s)
{
    pw_symbols symbols = pw_symbols_make();
    pw_arena scratch = pw_arena_make(4096);
    pw_document doc;
    pw_buf b = pw_buf_make(1u << 16);
    assert_ok(pw_document_read(&doc, pw_str_of(s->text), false, &symbols, &scratch));
    for (uint32_t i = 0; i < doc.diags.list.count; i++) {
        const pw_diag *diag = &pw_items(doc.diags.list, const pw_diag)[i];
        assert_true(diag->message.len > 0);
        if (diag->says != PW_SAYS_INVALID && diag->says != PW_SAYS_WARNING)
            continue;
        pw_buf_print(&b, "%s%s%R", b.len > 0 ? "\n" : "",
                     diag->says == PW_SAYS_WARNING ? "Warning: " : "", diag->server);
    }
    if (!pw_str_is(pw_buf_str(&b), s->says))
        print_error("%s\n", s->text);
    assert_text(pw_buf_str(&b), s->says);
    pw_buf_free(&b);
    pw_document_free(&doc);
    pw_arena_free(&scratch);
    pw_symbols_free(&symbols);
}

#define check_each(list)                       \
    for (size_t i = 0; i < COUNT(list); i++) { \
        check_said(&(list)[i]);                \
    }

#endif
