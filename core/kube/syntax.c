#include "kube/syntax.h"

static bool is_lower(char c)
{
    return c >= 'a' && c <= 'z';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alnum(char c)
{
    return is_lower(c) || is_digit(c) || (c >= 'A' && c <= 'Z');
}

static bool is_lower_alnum(char c)
{
    return is_lower(c) || is_digit(c);
}

const char *pw_bad_dns_label(pw_str name)
{
    if (name.len == 0 || name.len > 63)
        return "must have 1 to 63 characters";
    for (uint32_t i = 0; i < name.len; i++)
        if (!is_lower_alnum(name.at[i]) && name.at[i] != '-')
            return "must consist of lower case letters, digits and '-'";
    if (name.at[0] == '-' || name.at[name.len - 1] == '-')
        return "must begin and end with a letter or digit";
    return NULL;
}

const char *pw_bad_subdomain(pw_str name)
{
    if (name.len == 0 || name.len > 253)
        return "must have 1 to 253 characters";
    for (uint32_t i = 0; i < name.len; i++) {
        char c = name.at[i], before = i == 0 ? '.' : name.at[i - 1];
        if (!is_lower_alnum(c) && c != '-' && c != '.')
            return "must consist of lower case letters, digits, '-' and '.'";
        if ((c == '.' && !is_lower_alnum(before)) || (c == '-' && before == '.'))
            return "must begin and end with a letter or digit, also around each '.'";
    }
    return is_lower_alnum(name.at[name.len - 1]) ? NULL : "must end with a letter or digit";
}

const char *pw_bad_label_value(pw_str value)
{
    if (value.len == 0)
        return NULL;
    if (value.len > 63)
        return "must have at most 63 characters";
    for (uint32_t i = 0; i < value.len; i++) {
        char c = value.at[i];
        if (!is_alnum(c) && c != '-' && c != '_' && c != '.')
            return "must consist of letters, digits, '-', '_' and '.'";
    }
    if (!is_alnum(value.at[0]) || !is_alnum(value.at[value.len - 1]))
        return "must begin and end with a letter or digit";
    return NULL;
}

const char *pw_bad_label_key(pw_str key)
{
    uint32_t slash = pw_str_find(key, '/');
    pw_str name = slash == PW_NONE ? key : pw_str_part(key, slash + 1, key.len);
    if (slash != PW_NONE && pw_bad_subdomain(pw_str_part(key, 0, slash)) != NULL)
        return "must have a DNS name before the '/'";
    if (name.len == 0)
        return "must have a name";
    return pw_bad_label_value(name);
}

const char *pw_bad_port_name(pw_str name)
{
    bool letter = false;
    if (name.len == 0 || name.len > 15)
        return "must have 1 to 15 characters";
    for (uint32_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        letter = letter || is_lower(c);
        if (!is_lower_alnum(c) && c != '-')
            return "must consist of lower case letters, digits and '-'";
        if (c == '-' && (i == 0 || i + 1 == name.len || name.at[i - 1] == '-'))
            return "must have a letter or digit before and after each '-'";
    }
    return letter ? NULL : "must contain a letter";
}
