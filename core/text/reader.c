#include "text/reader.h"

#include "text/json.h"
#include "text/yaml.h"

#include <string.h>

static bool is_separator(pw_str text, uint32_t at)
{
    return text.len - at >= 3 && memcmp(text.at + at, "---", 3) == 0;
}

bool pw_reader_next(pw_str text, uint32_t *at, pw_str *document)
{
    uint32_t from = *at, end = from;
    if (from >= text.len)
        return false;
    do {
        uint32_t line = pw_str_find(pw_str_part(text, end, text.len), '\n');
        end = line == PW_NONE ? text.len : end + line + 1;
    } while (end < text.len && !is_separator(text, end));
    *document = pw_str_part(text, from, end);
    *at = end;
    return true;
}

/* Steps over a leading --- line; what follows it on its line must be a comment. */
static pw_status strip_separator(const pw_source *source, pw_diags *d, uint32_t *from, bool *good)
{
    pw_str text = source->text;
    *from = 0;
    *good = true;
    if (!is_separator(text, 0))
        return PW_OK;
    uint32_t end = pw_str_find(text, '\n');
    end = end == PW_NONE ? text.len : end;
    pw_str rest = pw_str_trim(pw_str_part(text, 3, end));
    *from = end;
    if (rest.len == 0 || rest.at[0] == '#')
        return PW_OK;
    *good = false;
    uint32_t at = (uint32_t)(rest.at - text.at);
    pw_buf_puts(&d->message, "a line that begins with --- only separates documents");
    pw_buf_puts(&d->hint, "move what follows --- to a line of its own");
    return pw_diags_add(d, PW_BAD_SEPARATOR, (pw_span){at, at + rest.len}, PW_STR(""));
}

static pw_status keep_root(pw_vec *roots, pw_arena *nodes, pw_node *root)
{
    pw_node **slot = pw_push(roots, nodes, pw_node *);
    PW_NEED(slot);
    *slot = root;
    return PW_OK;
}

/* A document that begins with { may be a stream of JSON values. *is_json tells if it was. */
static pw_status read_json(const pw_source *source, uint32_t from, pw_arena *nodes,
                           pw_arena *texts, pw_diags *d, pw_vec *roots, bool *is_json)
{
    uint32_t at = from;
    *is_json = false;
    while ((at = pw_json_skip(source->text, at)) < source->text.len) {
        pw_node *root = NULL;
        PW_TRY(pw_json_read(source, &at, nodes, texts, d, &root));
        if (d->errors)
            *is_json = true;
        if (root == NULL)
            return PW_OK;
        PW_TRY(keep_root(roots, nodes, root));
    }
    *is_json = true;
    return PW_OK;
}

static pw_status read_yaml(const pw_source *source, pw_arena *nodes, pw_arena *texts, pw_diags *d,
                           pw_vec *roots)
{
    pw_node *root = NULL;
    PW_TRY(pw_yaml_read(source, nodes, texts, d, &root));
    return root == NULL || root->kind == PW_NULL ? PW_OK : keep_root(roots, nodes, root);
}

pw_status pw_reader_read(const pw_source *source, pw_arena *nodes, pw_arena *texts, pw_diags *d,
                         pw_vec *roots)
{
    uint32_t from;
    bool good, is_json;
    PW_TRY(strip_separator(source, d, &from, &good));
    if (!good)
        return PW_OK;
    uint32_t start = pw_json_skip(source->text, from);
    if (start == source->text.len)
        return PW_OK;
    if (source->text.at[start] == '{') {
        PW_TRY(read_json(source, from, nodes, texts, d, roots, &is_json));
        if (is_json)
            return PW_OK;
        *roots = (pw_vec){0};
    }
    return read_yaml(source, nodes, texts, d, roots);
}
