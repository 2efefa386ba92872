#include "kube/syntax.h"

/* The server quotes the regular expressions that it uses. */
#define LABEL "[a-z0-9]([-a-z0-9]*[a-z0-9])?"
#define NAME "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]"
#define USED "regex used for validation is "
#define SUBDOMAIN_RULE                                                                             \
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or "  \
    "'.', and must start and end with an alphanumeric character (e.g. 'example.com', " USED       \
    "'" LABEL "(\\." LABEL ")*')"
#define KEY_RULE                                                                                   \
    "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "   \
    "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', " USED "'" NAME "')"

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

static void add(pw_faults *faults, const char *server, const char *plain)
{
    if (faults->count == 0)
        faults->plain = plain;
    faults->server[faults->count++] = server;
}

/* ---- DNS names */

/* NULL for a good label but for its length; or what is wrong with it. */
static const char *bad_label(pw_str name)
{
    if (name.len == 0)
        return "must not be empty";
    for (uint32_t i = 0; i < name.len; i++)
        if (!is_lower_alnum(name.at[i]) && name.at[i] != '-')
            return "must consist of lower case letters, digits and '-'";
    if (name.at[0] == '-' || name.at[name.len - 1] == '-')
        return "must begin and end with a letter or digit";
    return NULL;
}

static const char *bad_subdomain(pw_str name)
{
    if (name.len == 0)
        return "must not be empty";
    for (uint32_t i = 0; i < name.len; i++) {
        char c = name.at[i], before = i == 0 ? '.' : name.at[i - 1];
        if (!is_lower_alnum(c) && c != '-' && c != '.')
            return "must consist of lower case letters, digits, '-' and '.'";
        if ((c == '.' && !is_lower_alnum(before)) || (c == '-' && before == '.'))
            return "must begin and end with a letter or digit, also around each '.'";
    }
    return is_lower_alnum(name.at[name.len - 1]) ? NULL : "must end with a letter or digit";
}

pw_faults pw_subdomain_faults(pw_str name)
{
    pw_faults faults = {0};
    const char *bad = bad_subdomain(name);
    if (name.len > 253)
        add(&faults, "must be no more than 253 characters", "must have at most 253 characters");
    if (bad != NULL)
        add(&faults, SUBDOMAIN_RULE, bad);
    return faults;
}

pw_faults pw_label_faults(pw_str name)
{
    static const char rule[] =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and "
        "must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', " USED
        "'" LABEL "')";
    pw_faults faults = {0};
    const char *bad = bad_label(name);
    if (name.len > 63)
        add(&faults, "must be no more than 63 characters", "must have at most 63 characters");
    if (bad != NULL && bad_subdomain(name) == NULL)
        add(&faults, "must not contain dots", "must not contain dots");
    else if (bad != NULL)
        add(&faults, rule, bad);
    return faults;
}

pw_faults pw_old_label_faults(pw_str name)
{
    static const char rule[] =
        "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an "
        "alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or "
        "'abc-123', " USED "'[a-z]([-a-z0-9]*[a-z0-9])?')";
    pw_faults faults = {0};
    const char *bad = bad_label(name);
    if (name.len > 63)
        add(&faults, "must be no more than 63 characters", "must have at most 63 characters");
    if (bad != NULL || !is_lower(name.at[0]))
        add(&faults, rule, bad != NULL ? bad : "must begin with a letter");
    return faults;
}

/* ---- labels */

static bool is_name(pw_str name)
{
    for (uint32_t i = 0; i < name.len; i++) {
        char c = name.at[i];
        if (!is_alnum(c) && c != '-' && c != '_' && c != '.')
            return false;
    }
    return name.len > 0 && is_alnum(name.at[0]) && is_alnum(name.at[name.len - 1]);
}

static const char *bad_name(pw_str name)
{
    for (uint32_t i = 0; i < name.len; i++)
        if (!is_alnum(name.at[i]) && name.at[i] != '-' && name.at[i] != '_' && name.at[i] != '.')
            return "must consist of letters, digits, '-', '_' and '.'";
    return "must begin and end with a letter or digit";
}

static void check_prefix(pw_faults *faults, pw_str prefix)
{
    if (prefix.len == 0) {
        add(faults, "prefix part must be non-empty", "must have a DNS name before the '/'");
        return;
    }
    if (prefix.len > 253)
        add(faults, "prefix part must be no more than 253 bytes",
            "must have at most 253 characters before the '/'");
    if (bad_subdomain(prefix) != NULL)
        add(faults, "prefix part " SUBDOMAIN_RULE, "must have a DNS name before the '/'");
}

pw_faults pw_label_key_faults(pw_str key)
{
    pw_faults faults = {0};
    uint32_t slash = pw_str_find(key, '/');
    pw_str name = slash == PW_NONE ? key : pw_str_part(key, slash + 1, key.len);
    if (pw_str_find(name, '/') != PW_NONE) {
        add(&faults, "a valid label key " KEY_RULE " with an optional DNS subdomain prefix and '/' "
            "(e.g. 'example.com/MyName')", "must have at most one '/'");
        return faults;
    }
    if (slash != PW_NONE)
        check_prefix(&faults, pw_str_part(key, 0, slash));
    if (name.len == 0)
        add(&faults, "name part must be non-empty", "must have a name");
    else if (name.len > 63)
        add(&faults, "name part must be no more than 63 bytes", "must have at most 63 characters");
    if (!is_name(name))
        add(&faults, "name part " KEY_RULE, bad_name(name));
    return faults;
}

pw_faults pw_label_value_faults(pw_str value)
{
    static const char rule[] =
        "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or "
        "'.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or "
        "'my_value',  or '12345', " USED "'(" NAME ")?')";
    pw_faults faults = {0};
    if (value.len > 63)
        add(&faults, "must be no more than 63 bytes", "must have at most 63 characters");
    if (value.len > 0 && !is_name(value))
        add(&faults, rule, bad_name(value));
    return faults;
}

/* ---- ports */

static bool has_letter(pw_str name)
{
    uint32_t i = 0;
    while (i < name.len && !is_lower(name.at[i]))
        i++;
    return i < name.len;
}

/* Empty ones do not consist of the right characters either. */
static bool is_port_text(pw_str name)
{
    for (uint32_t i = 0; i < name.len; i++)
        if (!is_lower_alnum(name.at[i]) && name.at[i] != '-')
            return false;
    return name.len > 0;
}

static bool has_two_hyphens(pw_str name)
{
    for (uint32_t i = 1; i < name.len; i++)
        if (name.at[i] == '-' && name.at[i - 1] == '-')
            return true;
    return false;
}

pw_faults pw_port_name_faults(pw_str name)
{
    static const char hyphens[] = "must have a letter or digit before and after each '-'";
    pw_faults faults = {0};
    if (name.len > 15)
        add(&faults, "must be no more than 15 characters", "must have 1 to 15 characters");
    if (!is_port_text(name))
        add(&faults, "must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
            name.len == 0 ? "must have 1 to 15 characters"
                          : "must consist of lower case letters, digits and '-'");
    if (!has_letter(name))
        add(&faults, "must contain at least one letter (a-z)", "must contain a letter");
    if (has_two_hyphens(name))
        add(&faults, "must not contain consecutive hyphens", hyphens);
    if (name.len > 0 && (name.at[0] == '-' || name.at[name.len - 1] == '-'))
        add(&faults, "must not begin or end with a hyphen", hyphens);
    return faults;
}
