#include "suite/suite.h"

#include "base/limits.h"
#include "text/reader.h"

void pw_suite_blank(pw_buf *b, pw_str document)
{
    for (uint32_t i = 0; i < document.len; i++)
        if (document.at[i] == '\n')
            pw_buf_putc(b, '\n');
}

static pw_status refuse(pw_arena *arena, pw_str *problem, uint32_t line, const char *what)
{
    pw_buf b = pw_buf_make(1024);
    pw_buf_print(&b, "line %u: %s", line, what);
    PW_TRY(pw_buf_keep(&b, arena, problem));
    return PW_E_REQUEST;
}

static pw_status add_use(pw_arena *arena, pw_suite *suite, pw_str path)
{
    pw_str *slot = pw_push(&suite->uses, arena, pw_str);
    PW_NEED(slot);
    *slot = path;
    return PW_OK;
}

static pw_str next_line(pw_str *rest)
{
    uint32_t end = pw_str_find(*rest, '\n');
    pw_str line = pw_str_part(*rest, 0, end == PW_NONE ? rest->len : end);
    *rest = pw_str_part(*rest, end == PW_NONE ? rest->len : end + 1, rest->len);
    return line;
}

/* ---- a suite ---- */

/* Takes the `use` lines out and leaves the others on their lines. */
static pw_status read_uses(pw_arena *arena, pw_str text, pw_suite *suite, pw_buf *rest)
{
    while (text.len > 0) {
        pw_str line = next_line(&text), words = line, path;
        if (pw_str_is(pw_expect_word(&words), "use")) {
            uint32_t hash = pw_str_find(words, '#');
            path = pw_str_trim(hash == PW_NONE ? words : pw_str_part(words, 0, hash));
            PW_TRY(add_use(arena, suite, path));
        } else {
            pw_buf_put(rest, line);
        }
        pw_buf_putc(rest, '\n');
    }
    return PW_OK;
}

/* ---- a case ---- */

typedef struct case_reader {
    pw_arena *arena;
    pw_suite *suite;
    pw_str *problem;
    pw_buf lines;  /* the expectations, each on its line */
    pw_buf inside;
    bool found;
    uint32_t line; /* on which the document begins, from 0 */
} case_reader;

/* The lines of a block text under `expect`: what stands below its key and is set in. */
static pw_status read_expect(case_reader *c, const pw_source *source, const pw_node *node)
{
    uint32_t at = pw_source_place(source, node->key_span.from).line;
    pw_str rest = pw_str_part(source->text, node->key_span.to, source->text.len);
    pw_str head = pw_str_trim(next_line(&rest)), text = node->text;
    if (node->kind != PW_TEXT || pw_str_find(head, '|') == PW_NONE)
        return refuse(c->arena, c->problem, c->line + at, "expect must be a block text: expect: |");
    pw_buf_repeat(&c->lines, '\n', c->line + at);
    pw_buf_put(&c->lines, text);
    return PW_OK;
}

static pw_status read_case(case_reader *c, const pw_source *source, const pw_node *root)
{
    const pw_node *expect = pw_node_get(root, "expect"), *use = pw_node_get(root, "use");
    if (c->found)
        return refuse(c->arena, c->problem, c->line + 1, "a file holds one PodwallCase");
    c->found = true;
    if (expect == NULL)
        return refuse(c->arena, c->problem, c->line + 1, "this PodwallCase expects nothing");
    PW_TRY(read_expect(c, source, expect));
    if (use != NULL && use->kind == PW_TEXT)
        PW_TRY(add_use(c->arena, c->suite, use->text));
    for (const pw_node *item = use != NULL && use->kind == PW_LIST ? use->first : NULL;
         item != NULL; item = item->next)
        PW_TRY(add_use(c->arena, c->suite, item->text));
    return PW_OK;
}

/* A document that is no case, or that cannot be read, is one of the manifests. */
static pw_status read_document(case_reader *c, pw_str bytes, bool later)
{
    pw_source source;
    pw_diags d = pw_diags_make(c->arena, 1);
    pw_vec roots = {0};
    PW_TRY(pw_source_make(c->arena, bytes, &source));
    source.later = later;
    pw_status status = pw_reader_read(&source, c->arena, c->arena, &d, &roots);
    PW_TRY(pw_diags_done(&d, status));
    const pw_node *root = roots.count == 0 ? NULL : pw_items(roots, const pw_node *)[0];
    const pw_node *kind = root == NULL || root->kind != PW_MAP ? NULL : pw_node_get(root, "kind");
    if (kind == NULL || !pw_str_is(kind->text, "PodwallCase")) {
        pw_buf_put(&c->inside, bytes);
        return PW_OK;
    }
    pw_suite_blank(&c->inside, bytes);
    return read_case(c, &source, root);
}

static pw_status read_documents(case_reader *c, pw_str text)
{
    uint32_t at = 0;
    pw_str document;
    for (bool later = false; pw_reader_next(text, later, &at, &document); later = true) {
        PW_TRY(read_document(c, document, later));
        for (uint32_t i = 0; i < document.len; i++)
            c->line += document.at[i] == '\n' ? 1 : 0;
    }
    return PW_OK;
}

/* Whether a file says that it is a case: a line of its own, as kinds are written. */
static bool is_case(pw_str text)
{
    while (text.len > 0)
        if (pw_str_is(pw_str_trim(next_line(&text)), "kind: PodwallCase"))
            return true;
    return false;
}

pw_status pw_suite_read(pw_arena *arena, pw_str text, pw_suite *suite, pw_str *problem)
{
    case_reader c = {.arena = arena, .suite = suite, .problem = problem,
                     .lines = pw_buf_make(PW_MAX_FILE), .inside = pw_buf_make(PW_MAX_FILE)};
    pw_str lines;
    *suite = (pw_suite){.inside = PW_STR("")};
    pw_status status = is_case(text) ? read_documents(&c, text)
                                     : read_uses(arena, text, suite, &c.lines);
    pw_status kept = pw_buf_keep(&c.lines, arena, &lines);
    pw_status inside = pw_buf_keep(&c.inside, arena, &suite->inside);
    PW_TRY(status);
    PW_TRY(kept);
    PW_TRY(inside);
    return pw_expect_read(arena, lines, &suite->lines, problem);
}
