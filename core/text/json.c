#include "text/json.h"

#include "base/limits.h"

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

/* The length of a text once its escapes are decoded. cJSON ends its copy with a zero byte, but
 * "\\u0000" puts one inside. */
static uint32_t decoded_length(pw_str raw)
{
    uint32_t len = 0;
    for (uint32_t i = 0; i < raw.len; i++, len++) {
        if (raw.at[i] != '\\')
            continue;
        if (raw.at[++i] != 'u')
            continue;
        pw_str hex = pw_str_part(raw, i + 1, i + 5);
        bool low = pw_str_starts(hex, "00") && hex.at[2] < '8';
        bool pair = (hex.at[0] | 0x20) == 'd' && hex.at[1] >= '8';
        bool two = hex.at[0] == '0' && hex.at[1] < '8';
        len += low ? 0 : two ? 1 : pair ? 3 : 2;
        i += pair ? 10 : 4;
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

static void read_plain(reader *r, const cJSON *item, pw_node *node)
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
        read_plain(r, item, node);
    }
    node->span.to = r->at;
    return PW_OK;
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
    pw_node *node = pw_new(nodes, pw_node);
    pw_status status = node == NULL ? PW_E_NOMEM : read_value(&r, json, node);
    cJSON_Delete(json);
    if (status == PW_OK && !r.broken)
        *root = node;
    return status;
}
