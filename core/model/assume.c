#include "model/assume.h"

static const struct {
    const char *name;
    size_t offset;
    bool preset;
} switches[] = {
    {"ipBlockMatchesPods", offsetof(pw_assume, ip_block_matches_pods), true},
};

#define SWITCHES (sizeof switches / sizeof *switches)

static bool *value_of(pw_assume *assume, size_t i)
{
    return (bool *)((char *)assume + switches[i].offset);
}

pw_assume pw_assume_default(void)
{
    pw_assume assume = {0};
    for (size_t i = 0; i < SWITCHES; i++)
        *value_of(&assume, i) = switches[i].preset;
    return assume;
}

bool pw_assume_set(pw_assume *assume, pw_str name, bool value)
{
    for (size_t i = 0; i < SWITCHES; i++)
        if (pw_str_is(name, switches[i].name)) {
            *value_of(assume, i) = value;
            return true;
        }
    return false;
}

const char *pw_assume_name(uint32_t i)
{
    return i < SWITCHES ? switches[i].name : NULL;
}

bool pw_assume_same(const pw_assume *a, const pw_assume *b)
{
    return a->ip_block_matches_pods == b->ip_block_matches_pods;
}
