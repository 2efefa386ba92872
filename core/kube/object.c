#include "kube/object.h"

static const char *const protocols[PW_PROTOCOLS] = {"TCP", "UDP", "SCTP"};

const char *pw_protocol_name(pw_protocol protocol)
{
    return protocols[protocol];
}

bool pw_protocol_read(pw_str text, pw_protocol *protocol)
{
    for (int i = 0; i < PW_PROTOCOLS; i++)
        if (pw_str_is(text, protocols[i])) {
            *protocol = (pw_protocol)i;
            return true;
        }
    return false;
}

const char *pw_direction_name(pw_direction direction)
{
    return direction == PW_INGRESS ? "ingress" : "egress";
}
