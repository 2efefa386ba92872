/*
 * wasm/strtod.c - strtod for cJSON, in the browser's build only.
 *
 * cJSON calls strtod to learn where a number ends, and keeps the double; podwall reads numbers
 * from the text itself and never looks at that double. The libc's strtod brings 128-bit floats
 * along, a tenth of the whole download. This one finds the end and gives back 0.
 */
double strtod(const char *text, char **end);

static const char *digits(const char *at)
{
    while (*at >= '0' && *at <= '9')
        at++;
    return at;
}

/* [+-] digits [. digits] [(e|E) [+-] digits]; an exponent without digits is not part of it. */
static const char *number_end(const char *text)
{
    const char *at = text + (*text == '+' || *text == '-');
    const char *whole = digits(at), *fraction = whole;
    if (*whole == '.')
        fraction = digits(whole + 1);
    if (whole == at && fraction <= whole + 1)
        return text;
    if (*fraction != 'e' && *fraction != 'E')
        return fraction;
    const char *exponent = fraction + 1 + (fraction[1] == '+' || fraction[1] == '-');
    return digits(exponent) > exponent ? digits(exponent) : fraction;
}

double strtod(const char *text, char **end)
{
    *end = (char *)(__UINTPTR_TYPE__)number_end(text);
    return 0;
}
