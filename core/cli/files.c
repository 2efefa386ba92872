#include "cli/files.h"

#include "base/limits.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#define MAX_DEPTH 32

static bool fail(const char *path, const char *why)
{
    fprintf(stderr, "podwall: %s: %s\n", path, why);
    return false;
}

/* All of a stream, up to the limit of a file and a little more, so that the limit is noticed. */
static char *read_all(FILE *stream, uint32_t *size)
{
    uint32_t room = 1 << 16;
    char *bytes = pw_block_resize(NULL, room);
    *size = 0;
    while (bytes != NULL) {
        *size += (uint32_t)fread(bytes + *size, 1, room - *size, stream);
        if (*size < room || room > PW_MAX_FILE)
            return bytes;
        room *= 2;
        char *wider = pw_block_resize(bytes, room);
        if (wider == NULL)
            pw_block_free(bytes);
        bytes = wider;
    }
    return NULL;
}

static bool add_stream(pw_inputs *inputs, const char *name, FILE *stream)
{
    pw_input *input = pw_push(&inputs->list, &inputs->arena, pw_input);
    pw_str copy = pw_str_copy(&inputs->arena, pw_str_of(name));
    if (input == NULL || copy.at == NULL)
        return fail(name, "memory ran short");
    input->name = (char *)(uintptr_t)copy.at;
    input->bytes = read_all(stream, &input->size);
    if (input->bytes == NULL)
        return fail(name, "memory ran short");
    return !ferror(stream) || fail(name, strerror(errno));
}

static bool add_file(pw_inputs *inputs, const char *path)
{
    FILE *stream = fopen(path, "rb");
    if (stream == NULL)
        return fail(path, strerror(errno));
    bool good = add_stream(inputs, path, stream);
    fclose(stream);
    return good;
}

static bool is_manifest(const char *name)
{
    pw_str s = pw_str_of(name);
    return pw_str_ends(s, ".yaml") || pw_str_ends(s, ".yml") || pw_str_ends(s, ".json");
}

static bool add_directory(pw_inputs *inputs, const char *path, int depth);

static bool add_entry(pw_inputs *inputs, const char *directory, const char *name, int depth)
{
    pw_buf path = pw_buf_make(4096);
    struct stat info;
    bool good = true;
    pw_buf_puts(&path, directory);
    if (!pw_str_ends(pw_buf_str(&path), "/"))
        pw_buf_putc(&path, '/');
    pw_buf_puts(&path, name);
    if (path.status != PW_OK || stat(path.at, &info) != 0)
        good = fail(name, "cannot be looked at");
    else if (S_ISDIR(info.st_mode))
        good = add_directory(inputs, path.at, depth + 1);
    else if (is_manifest(name))
        good = add_file(inputs, path.at);
    pw_buf_free(&path);
    return good;
}

static int visible(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

static bool add_directory(pw_inputs *inputs, const char *path, int depth)
{
    struct dirent **entries;
    bool good = true;
    if (depth > MAX_DEPTH)
        return fail(path, "directories are nested too deep");
    int count = scandir(path, &entries, visible, alphasort);
    if (count < 0)
        return fail(path, strerror(errno));
    for (int i = 0; i < count; i++) {
        good = good && add_entry(inputs, path, entries[i]->d_name, depth);
        pw_block_free(entries[i]);
    }
    pw_block_free(entries);
    return good;
}

bool pw_inputs_read(pw_inputs *inputs, const char *path)
{
    struct stat info;
    if (strcmp(path, "-") == 0)
        return add_stream(inputs, "-", stdin);
    if (stat(path, &info) != 0)
        return fail(path, strerror(errno));
    return S_ISDIR(info.st_mode) ? add_directory(inputs, path, 0) : add_file(inputs, path);
}

bool pw_inputs_read_file(pw_inputs *inputs, const char *path)
{
    struct stat info;
    if (strcmp(path, "-") != 0 && stat(path, &info) == 0 && S_ISDIR(info.st_mode))
        return fail(path, "is a directory, where one file is meant");
    return pw_inputs_read(inputs, path);
}

bool pw_inputs_read_stream(pw_inputs *inputs, const char *name, FILE *stream)
{
    return add_stream(inputs, name, stream);
}

void pw_inputs_free(pw_inputs *inputs)
{
    for (uint32_t i = 0; i < inputs->list.count; i++)
        pw_block_free(pw_items(inputs->list, pw_input)[i].bytes);
    pw_arena_free(&inputs->arena);
}
