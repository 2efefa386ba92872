/*
 * fuzz/driver.c - replays saved inputs through a fuzz target, under any compiler.
 *
 * Arguments are files and folders (not searched deeper). A target that finds something ends the
 * process; else the last line counts what was replayed.
 */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const unsigned char *data, size_t size);

enum { MOST_BYTES = 1 << 24 };

static unsigned long passed, failed;

static void complain(const char *path)
{
    printf("cannot read %s\n", path);
    failed++;
}

static void replay_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    unsigned char *bytes = file == NULL ? NULL : malloc(MOST_BYTES);
    if (bytes == NULL) {
        complain(path);
    } else {
        size_t size = fread(bytes, 1, MOST_BYTES, file);
        /* An exact copy, so that a sanitizer sees a step past the end. */
        unsigned char *exact = malloc(size > 0 ? size : 1);
        if (exact != NULL) {
            memcpy(exact, bytes, size);
            printf("%s\n", path);
            fflush(stdout);
            LLVMFuzzerTestOneInput(exact, size);
            passed++;
        }
        free(exact);
    }
    free(bytes);
    if (file != NULL)
        fclose(file);
}

static void replay(const char *path);

static void replay_folder(const char *path)
{
    DIR *folder = opendir(path);
    char inner[4096];
    if (folder == NULL) {
        complain(path);
        return;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        snprintf(inner, sizeof inner, "%s/%s", path, entry->d_name);
        replay(inner);
    }
    closedir(folder);
}

static void replay(const char *path)
{
    struct stat info;
    if (stat(path, &info) != 0)
        complain(path);
    else if (S_ISDIR(info.st_mode))
        replay_folder(path);
    else
        replay_file(path);
}

int main(int count, char **arguments)
{
    for (int i = 1; i < count; i++)
        replay(arguments[i]);
    printf("%lu passed, %lu failed\n", passed, failed);
    return failed > 0 || passed == 0;
}
