#include "text/json.h"

#include "base/limits.h"
#include "text/number.h"

#include <cJSON.h>
#include <string.h>

typedef struct reader {
    pw_str text;
    pw_arena *nodes;
    pw_arena *texts;
    pw_diags *d;
    uint32_t at;
    uint32_t count;
    uint32_t depth;
    bool broken;
} reader;

uint32_t pw_json_skip(pw_str text, uint32_t at)
{
    while (at < text.len && memchr(" \t\r\n", text.at[at], 4) != NULL)
        at++;
    return at;
}

static pw_status fail(reader *r, pw_code code, const char *what, uint32_t limit)
{
    r->broken = true;
    pw_buf_print(&r->d->message, what, limit);
    return pw_diags_add(r->d, code, (pw_span){r->at, r->at + 1}, PW_STR(""));
}

static uint32_t unit_at(const char *at)
{
    uint32_t unit = 0;
    for (uint32_t i = 0; i < 4; i++)
        unit = unit << 4 | (uint32_t)(at[i] <= '9' ? at[i] - '0' : (at[i] | 0x20) - 'a' + 10);
    return unit;
}

static bool is_escape(pw_str text, uint32_t at)
{
    return text.len >= at + 6 && text.at[at] == '\\' && text.at[at + 1] == 'u';
}

/* The bytes of the escape at `at`: of its text, and of the character it stands for. A half of a
 * surrogate pair stands for U+FFFD. */
static uint32_t escape_length(pw_str text, uint32_t at, uint32_t *decoded, bool *half)
{
    *decoded = 1;
    *half = false;
    if (!is_escape(text, at))
        return 2;
    uint32_t unit = unit_at(text.at + at + 2);
    *decoded = unit < 0x80 ? 1 : unit < 0x800 ? 2 : 3;
    if (unit < 0xd800 || unit > 0xdfff)
        return 6;
    uint32_t low = is_escape(text, at + 6) ? unit_at(text.at + at + 8) : 0;
    if (unit < 0xdc00 && low >= 0xdc00 && low <= 0xdfff) {
        *decoded = 4;
        return 12;
    }
    *half = true;
    return 6;
}

/* The length of a text once its escapes are decoded. cJSON ends its copy with a zero byte, but
 * "\\u0000" puts one inside. */
static uint32_t decoded_length(pw_str raw)
{
    uint32_t len = 0, decoded;
    bool half;
    for (uint32_t at = 0; at < raw.len; len += decoded) {
        decoded = 1;
        at += raw.at[at] == '\\' ? escape_length(raw, at, &decoded, &half) : 1;
    }
    return len;
}

/* Steps over a quoted text; its slice between the quotes, or a copy of `decoded` if it holds
 * escapes. */
static pw_status read_text(reader *r, const char *decoded, pw_str *text, pw_span *span)
{
    uint32_t from = r->at, to = from + 1;
    bool escapes = false;
    while (r->text.at[to] != '"') {
        escapes = escapes || r->text.at[to] == '\\';
        to += r->text.at[to] == '\\' ? 2 : 1;
    }
    *span = (pw_span){from, to + 1};
    r->at = to + 1;
    *text = pw_str_part(r->text, from + 1, to);
    if (escapes)
        PW_NEED((*text = pw_str_copy(r->texts, (pw_str){decoded, decoded_length(*text)})).at);
    return PW_OK;
}

static pw_status fail_number(reader *r, pw_span span, pw_str text)
{
    r->broken = true;
    pw_buf_puts(&r->d->message, "this number is larger than any that Kubernetes knows");
    r->d->says = PW_SAYS_UNTYPED;
    pw_buf_print(&r->d->server, "json: cannot unmarshal number %R into Go value of type float64",
                 text);
    return pw_diags_add(r->d, PW_BAD_VALUE, span, PW_STR(""));
}

static pw_status read_plain(reader *r, const cJSON *item, pw_node *node)
{
    uint32_t from = r->at;
    while (r->at < r->text.len && memchr(",]} \t\r\n", r->text.at[r->at], 7) == NULL)
        r->at++;
    node->text = pw_str_part(r->text, from, r->at);
    bool fraction = pw_str_find(node->text, '.') != PW_NONE ||
                    pw_str_find(node->text, 'e') != PW_NONE ||
                    pw_str_find(node->text, 'E') != PW_NONE;
    node->kind = cJSON_IsNull(item) ? PW_NULL
                 : cJSON_IsBool(item) ? PW_BOOL
                 : fraction           ? PW_FLOAT
                                      : PW_INT;
    if (node->kind < PW_INT || pw_number_fits(node->text))
        return PW_OK;
    return fail_number(r, (pw_span){from, r->at}, node->text);
}

static pw_status read_value(reader *r, const cJSON *item, pw_node *node);

/* The children of a list or map: cJSON has accepted the text, so its commas are where they
 * belong. */
static pw_status read_children(reader *r, const cJSON *parent, pw_node *node)
{
    pw_node **end = &node->first;
    r->at++;
    for (const cJSON *item = parent->child; item != NULL && !r->broken; item = item->next) {
        pw_node *child = pw_new(r->nodes, pw_node);
        PW_NEED(child);
        r->at = pw_json_skip(r->text, r->at);
        if (node->kind == PW_MAP) {
            child->key_kind = PW_TEXT;
            PW_TRY(read_text(r, item->string, &child->key, &child->key_span));
            r->at = pw_json_skip(r->text, r->at) + 1;
        }
        PW_TRY(read_value(r, item, child));
        *end = child;
        end = &child->next;
        node->count++;
        r->at = pw_json_skip(r->text, r->at);
        if (item->next != NULL)
            r->at++;
    }
    r->at = pw_json_skip(r->text, r->at) + 1;
    return PW_OK;
}

static pw_status read_value(reader *r, const cJSON *item, pw_node *node)
{
    r->at = pw_json_skip(r->text, r->at);
    node->span.from = r->at;
    if (++r->count > PW_MAX_NODES)
        return fail(r, PW_TOO_LARGE, "this document holds more than %u values", PW_MAX_NODES);
    if (cJSON_IsString(item)) {
        node->kind = PW_TEXT;
        node->quoted = true;
        return read_text(r, item->valuestring, &node->text, &node->span);
    }
    if (cJSON_IsArray(item) || cJSON_IsObject(item)) {
        if (r->depth == PW_MAX_NESTING)
            return fail(r, PW_TOO_DEEP, "lists and mappings are nested more than %u deep",
                        PW_MAX_NESTING);
        node->kind = cJSON_IsArray(item) ? PW_LIST : PW_MAP;
        node->flow = true;
        r->depth++;
        PW_TRY(read_children(r, item, node));
        r->depth--;
    } else {
        PW_TRY(read_plain(r, item, node));
    }
    node->span.to = r->at;
    return PW_OK;
}

static pw_status walk(reader *r, cJSON *json, pw_node **root)
{
    pw_node *node = pw_new(r->nodes, pw_node);
    pw_status status = node == NULL ? PW_E_NOMEM : read_value(r, json, node);
    cJSON_Delete(json);
    if (status == PW_OK && !r->broken) {
        node->json = true;
        *root = node;
    }
    return status;
}

/* cJSON takes every control character, and a byte order mark, for white space; JSON, and the walk
 * above, do not. */
static bool has_control(pw_str text)
{
    for (uint32_t i = 0; i < text.len; i++)
        if ((unsigned char)text.at[i] < 0x20 && memchr("\t\r\n", text.at[i], 3) == NULL)
            return true;
    return false;
}

/* cJSON reads numbers of up to 63 characters. The text of a number is taken from the source, so
 * any number will do. */
static uint32_t mend_number(pw_str text, uint32_t at, char *to)
{
    uint32_t len = 0;
    while (at + len < text.len && memchr(",]} \t\r\n", text.at[at + len], 7) == NULL)
        len++;
    if (len > 63) {
        to[at] = '0';
        memset(to + at + 1, ' ', len - 1);
    }
    return len;
}

/* A copy of `text`, which is JSON to Go, that is JSON to cJSON: byte for byte at the same place. */
static pw_status mend(pw_arena *arena, pw_str text, pw_str *mended)
{
    bool quoted = false, half = false;
    char *to = pw_arena_take(arena, (size_t)text.len + 1);
    PW_NEED(to);
    memcpy(to, text.at, text.len);
    for (uint32_t at = 0, len, ignored; at < text.len; at += len) {
        char c = text.at[at];
        len = 1;
        if (c == '"')
            quoted = !quoted;
        else if (quoted && c == '\\')
            len = escape_length(text, at, &ignored, &half);
        else if (!quoted && (c == '-' || (c >= '0' && c <= '9')))
            len = mend_number(text, at, to);
        if (half)
            memcpy(to + at + 2, "fffd", 4);
        half = false;
    }
    *mended = (pw_str){to, text.len};
    return PW_OK;
}

pw_status pw_json_read(const pw_source *source, uint32_t *at, pw_arena *nodes, pw_arena *texts,
                       pw_diags *d, pw_node **root)
{
    reader r = {.text = source->text, .nodes = nodes, .texts = texts, .d = d, .at = *at};
    const char *from = source->text.at + *at, *end = from;
    *root = NULL;
    pw_str rest = pw_str_part(source->text, *at, source->text.len);
    if (has_control(rest) || pw_str_starts(rest, "\xef\xbb\xbf"))
        return PW_OK;
    cJSON *json = cJSON_ParseWithLengthOpts(from, source->text.len - *at, &end, 0);
    *at += (uint32_t)(end - from);
    if (json == NULL)
        return PW_OK;
    return walk(&r, json, root);
}

pw_status pw_json_read_scanned(const pw_source *source, pw_span span, pw_arena *nodes,
                               pw_arena *texts, pw_diags *d, pw_node **root)
{
    reader r = {.text = source->text, .nodes = nodes, .texts = texts, .d = d, .at = span.from};
    pw_str text = pw_str_part(source->text, span.from, span.to);
    *root = NULL;
    cJSON *json = cJSON_ParseWithLength(text.at, text.len);
    if (json == NULL) {
        PW_TRY(mend(texts, text, &text));
        json = cJSON_ParseWithLength(text.at, text.len);
    }
    PW_NEED(json);
    return walk(&r, json, root);
}
