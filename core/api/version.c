#include "api/version.h"

#ifndef PW_VERSION
#error "the build passes PW_VERSION from the file VERSION"
#endif

const char *pw_version(void)
{
    return PW_VERSION;
}

const char *pw_kubernetes(void)
{
    return "1.35";
}
