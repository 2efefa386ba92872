/*
 * emrun/corpus.c - the corpus sample, asked through podwall.h as the site asks.
 *
 * The files lie below /corpus in the memory of the page. Rows of manifests with kinds that no
 * verdict takes into account yet are not compared: there the reply must name each such object.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cJSON.h"
#include "page.h"
#include "include/podwall.h"

#define ROOT "/corpus"

typedef struct verdict_case {
    char id[256];
    char *yaml;
    char *tsv;
} verdict_case;

/* The content of a file with a zero byte behind it; NULL when it cannot be read. */
static char *content_of(const char *id, const char *ending)
{
    char path[300];
    snprintf(path, sizeof path, ROOT "/%s%s", id, ending);
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return NULL;
    fseek(file, 0, SEEK_END);
    size_t size = (size_t)ftell(file);
    rewind(file);
    char *text = calloc(1, size + 1);
    if (text != NULL && fread(text, 1, size, file) != size) {
        free(text);
        text = NULL;
    }
    fclose(file);
    return text;
}

/* How many lines begin with `kind: ` and one of the kinds that are not evaluated. */
static int kinds_not_evaluated(const char *yaml)
{
    static const char *const lines[] = {"\nkind: AdminNetworkPolicy\n",
                                        "\nkind: BaselineAdminNetworkPolicy\n",
                                        "\nkind: ClusterNetworkPolicy\n"};
    int count = 0;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        for (const char *at = yaml; (at = strstr(at, lines[i])) != NULL; at++)
            count++;
    return count;
}

static int objects_not_evaluated(const cJSON *reply)
{
    const cJSON *one;
    int count = 0;
    cJSON_ArrayForEach(one, cJSON_GetObjectItem(reply, "omitted"))
    {
        const char *why = cJSON_GetStringValue(cJSON_GetObjectItem(one, "why"));
        count += why != NULL && strstr(why, "not evaluated") != NULL;
    }
    return count;
}

/* Asks for the verdicts of a case; the reply is NULL when there is none to read. */
static cJSON *reply_to(pw_session *s, const verdict_case *c, const char *as)
{
    cJSON *request = cJSON_CreateObject(), *file = cJSON_CreateObject();
    cJSON_AddStringToObject(request, "do", "verdicts");
    cJSON_AddStringToObject(request, "as", as);
    cJSON_AddStringToObject(request, "tsv", c->tsv);
    cJSON_AddStringToObject(file, "name", c->id);
    cJSON_AddStringToObject(file, "text", c->yaml);
    cJSON_AddItemToArray(cJSON_AddArrayToObject(request, "files"), file);
    char *text = cJSON_PrintUnformatted(request);
    cJSON_Delete(request);
    uint32_t size = text == NULL ? 0 : (uint32_t)strlen(text);
    char *room = pw_request_buffer(s, size);
    if (room != NULL && size > 0)
        memcpy(room, text, size);
    free(text);
    return room == NULL || pw_run(s, size) != PW_OK ? NULL : cJSON_Parse(pw_reply(s));
}

/* What is wrong with a case, "" when nothing is. */
static const char *problem_of(pw_session *s, const verdict_case *c)
{
    int unread = kinds_not_evaluated(c->yaml);
    cJSON *reply = reply_to(s, c, unread > 0 ? "json" : "text");
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItem(reply, "text"));
    const char *problem = "";
    if (!cJSON_IsTrue(cJSON_GetObjectItem(reply, "ok")))
        problem = "there is no good reply";
    else if (unread > 0 && objects_not_evaluated(reply) < unread)
        problem = "an object that is not evaluated is not named";
    else if (unread == 0 && (text == NULL || strcmp(text, c->tsv) != 0))
        problem = "the table is not printed again";
    cJSON_Delete(reply);
    return problem;
}

/* Turns the first verdict of a table round, in place: "allow" and "deny" differ in length. */
static void turn_first(char *tsv)
{
    char *row = strchr(tsv, '\n');
    char *allow = row == NULL ? NULL : strstr(row, "\tallow\t");
    if (allow != NULL)
        memcpy(allow, "\tdenied", 7);
}

static bool run_case(pw_session *s, int number, const char *id, bool flip)
{
    verdict_case c = {.yaml = content_of(id, ".yaml"), .tsv = content_of(id, ".tsv")};
    snprintf(c.id, sizeof c.id, "%s", id);
    if (flip && c.tsv != NULL)
        turn_first(c.tsv);
    const char *problem = c.yaml == NULL || c.tsv == NULL ? "not there" : problem_of(s, &c);
    bool well = *problem == '\0';
    printf(well ? "ok %d - %s\n" : "not ok %d - %s\n# %s\n", number, id, problem);
    free(c.yaml);
    free(c.tsv);
    return well;
}

/* Runs a folder; `number` counts the cases of all. Returns how many failed. */
static int run_folder(pw_session *s, const char *folder, int *number, bool flip)
{
    char path[300];
    snprintf(path, sizeof path, ROOT "/%s", folder);
    DIR *dir = opendir(path);
    int failed = 0;
    if (dir == NULL)
        return 0;
    for (const struct dirent *entry; (entry = readdir(dir)) != NULL;) {
        const char *dot = strrchr(entry->d_name, '.');
        if (dot == NULL || strcmp(dot, ".yaml") != 0)
            continue;
        snprintf(path, sizeof path, "%s/%.*s", folder, (int)(dot - entry->d_name), entry->d_name);
        failed += !run_case(s, ++*number, path, flip);
    }
    closedir(dir);
    return failed;
}

int corpus(bool flip)
{
    static const char *const folders[] = {"edge", "seeds", "random", "cluster-tier"};
    pw_session *s = pw_open();
    int number = 0, failed = 0;
    if (s == NULL)
        return 1;
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        failed += run_folder(s, folders[i], &number, flip);
    pw_close(s);
    printf("1..%d\n", number);
    return number == 0 || failed > 0;
}
