#include "base/utf8.h"

static uint32_t length_of(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xc2 || lead > 0xf4)
        return 0;
    return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
}

uint32_t pw_utf8_at(pw_str s, uint32_t at, uint32_t *point)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    unsigned char lead = (unsigned char)s.at[at];
    uint32_t len = length_of(lead);
    if (len == 0 || len > s.len - at)
        return 0;
    *point = len == 1 ? lead : lead & (0xffu >> (len + 1));
    for (uint32_t i = 1; i < len; i++) {
        unsigned char next = (unsigned char)s.at[at + i];
        if ((next & 0xc0) != 0x80)
            return 0;
        *point = *point << 6 | (next & 0x3f);
    }
    bool surrogate = *point >= 0xd800 && *point < 0xe000;
    return *point < least[len] || *point > 0x10ffff || surrogate ? 0 : len;
}
