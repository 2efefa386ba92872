#include "cli/shells.h"

#include "api/version.h"
#include "cli/verbs.h"
#include "model/assume.h"

#include <stdio.h>
#include <string.h>

/* What may stand for the value of an option, or for an operand. */
typedef enum value_kind { NO_VALUE, ANY_VALUE, A_FILE, WORDS, ASSUMPTION } value_kind;

/* The value in a usage such as "-o text|json". */
static const char *value_of(const pw_cli_option *o)
{
    const char *blank = strchr(o->usage, ' ');
    return blank == NULL ? "" : blank + 1;
}

static value_kind kind_of(const char *value)
{
    if (value[0] == '\0')
        return NO_VALUE;
    if (strncmp(value, "FILE", 4) == 0)
        return A_FILE;
    if (strncmp(value, "NAME=", 5) == 0)
        return ASSUMPTION;
    return value[0] >= 'a' && value[0] <= 'z' ? WORDS : ANY_VALUE;
}

static bool has_option(const pw_cli_verb *v, const pw_cli_option *o)
{
    return ((v->options | PW_OPT_HELP) & o->option) != 0;
}

/* Whether files stand after the options: those of dump follow a word, suites stand alone. */
static bool takes_files(const pw_cli_verb *v)
{
    return kind_of(v->arguments) == WORDS || strncmp(v->arguments, "SUITE", 5) == 0;
}

/* The option without its value. */
static void put_option(const pw_cli_option *o)
{
    printf("%.*s", (int)strcspn(o->usage, " "), o->usage);
}

/* The words of "a|b|c REST", or of the assumptions, with blanks between them. */
static void put_words(const char *value)
{
    if (kind_of(value) == ASSUMPTION) {
        for (uint32_t i = 0; pw_assume_name(i) != NULL; i++)
            printf("%s%s=true %s=false", i > 0 ? " " : "", pw_assume_name(i), pw_assume_name(i));
        return;
    }
    for (; *value != '\0' && *value != ' '; value++)
        putchar(*value == '|' ? ' ' : *value);
}

/* A text in which each character of `special` gets a backslash. */
static void put_escaped(const char *text, const char *special)
{
    for (; *text != '\0'; text++) {
        if (strchr(special, *text) != NULL)
            putchar('\\');
        putchar(*text);
    }
}

/* ---- bash ---- */

static void put_bash_value(const pw_cli_verb *v, const pw_cli_option *o)
{
    value_kind kind = kind_of(value_of(o));
    if (!has_option(v, o) || kind == NO_VALUE)
        return;
    printf("        %s:", v->name);
    put_option(o);
    printf(") ");
    if (kind == WORDS || kind == ASSUMPTION) {
        printf("words='");
        put_words(value_of(o));
        printf("'");
    } else {
        printf("files=%s", kind == A_FILE ? "yes" : "no");
    }
    printf(" ;;\n");
}

static void put_bash_verb(const pw_cli_verb *v)
{
    for (const pw_cli_option *o = pw_cli_options; o->usage != NULL; o++)
        put_bash_value(v, o);
    printf("        %s:*) words='", v->name);
    for (const pw_cli_option *o = pw_cli_options; o->usage != NULL; o++)
        if (has_option(v, o)) {
            put_option(o);
            putchar(' ');
        }
    if (kind_of(v->arguments) == WORDS)
        put_words(v->arguments);
    printf("'; files=%s ;;\n", takes_files(v) ? "yes" : "no");
}

static void put_bash(void)
{
    printf("# bash completion for podwall, printed by podwall --completion bash\n"
           "_podwall() {\n"
           "    local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]}\n"
           "    local words='' files=no\n"
           "    [ \"$COMP_CWORD\" -gt 1 ] || before=''\n"
           "    case \"${COMP_WORDS[1]}:$before\" in\n"
           "        *:) words='");
    for (const pw_cli_verb *v = pw_cli_verbs; v->name != NULL; v++)
        printf("%s ", v->name);
    printf("help --help --version --completion --man' ;;\n"
           "        --completion:*) words='bash zsh fish' ;;\n");
    for (const pw_cli_verb *v = pw_cli_verbs; v->name != NULL; v++)
        put_bash_verb(v);
    printf("    esac\n"
           "    COMPREPLY=()\n"
           "    local found\n"
           "    while IFS= read -r found; do COMPREPLY+=(\"$found\"); done < <(\n"
           "        compgen -W \"$words\" -- \"$word\"\n"
           "        [ \"$files\" = no ] || compgen -f -- \"$word\")\n"
           "}\n"
           "complete -o filenames -F _podwall podwall\n");
}

/* ---- zsh ---- */

static void put_zsh_value(const char *value)
{
    value_kind kind = kind_of(value);
    if (kind == NO_VALUE)
        return;
    printf(":value:");
    if (kind == A_FILE)
        printf("_files");
    if (kind == WORDS || kind == ASSUMPTION) {
        putchar('(');
        put_words(value);
        putchar(')');
    }
}

static void put_zsh_verb(const pw_cli_verb *v)
{
    printf("        %s) _arguments", v->name);
    for (const pw_cli_option *o = pw_cli_options; o->usage != NULL; o++) {
        if (!has_option(v, o))
            continue;
        printf(" \\\n            '*");
        put_option(o);
        putchar('[');
        put_escaped(o->summary, "[]:");
        putchar(']');
        put_zsh_value(value_of(o));
        putchar('\'');
    }
    if (kind_of(v->arguments) == WORDS) {
        printf(" \\\n            '1");
        put_zsh_value(v->arguments);
        printf("' '2:file:_files'");
    } else if (takes_files(v)) {
        printf(" '*:suite:_files'");
    }
    printf(" ;;\n");
}

static void put_zsh(void)
{
    printf("#compdef podwall\n"
           "# zsh completion for podwall, printed by podwall --completion zsh\n"
           "_podwall() {\n"
           "    local -a verbs\n"
           "    verbs=(\n");
    for (const pw_cli_verb *v = pw_cli_verbs; v->name != NULL; v++) {
        printf("        '%s:", v->name);
        put_escaped(v->summary, ":");
        printf("'\n");
    }
    printf("    )\n"
           "    if (( CURRENT == 2 )); then\n"
           "        _describe verb verbs\n"
           "        return\n"
           "    fi\n"
           "    shift words\n"
           "    (( CURRENT-- ))\n"
           "    case $words[1] in\n");
    for (const pw_cli_verb *v = pw_cli_verbs; v->name != NULL; v++)
        put_zsh_verb(v);
    printf("    esac\n"
           "}\n"
           "if [ \"$funcstack[1]\" = _podwall ]; then _podwall \"$@\"\n"
           "else compdef _podwall podwall; fi\n");
}

/* ---- fish ---- */

static void put_fish_option(const pw_cli_verb *v, const pw_cli_option *o)
{
    const char *name = o->usage + strspn(o->usage, "-");
    value_kind kind = kind_of(value_of(o));
    printf("complete -c podwall -n '__fish_seen_subcommand_from %s' %s %.*s", v->name,
           name == o->usage + 1 ? "-s" : "-l", (int)strcspn(name, " "), name);
    if (kind == A_FILE)
        printf(" -r -F");
    else if (kind != NO_VALUE)
        printf(" -x");
    if (kind == WORDS || kind == ASSUMPTION) {
        printf(" -a '");
        put_words(value_of(o));
        printf("'");
    }
    printf(" -d '%s'\n", o->summary);
}

static void put_fish(void)
{
    printf("# fish completion for podwall, printed by podwall --completion fish\n"
           "complete -c podwall -f\n");
    for (const pw_cli_verb *v = pw_cli_verbs; v->name != NULL; v++) {
        printf("complete -c podwall -n __fish_use_subcommand -a %s -d '%s'\n", v->name,
               v->summary);
        for (const pw_cli_option *o = pw_cli_options; o->usage != NULL; o++)
            if (has_option(v, o))
                put_fish_option(v, o);
        if (kind_of(v->arguments) == WORDS) {
            printf("complete -c podwall -n '__fish_seen_subcommand_from %s' -F -a '", v->name);
            put_words(v->arguments);
            printf("'\n");
        } else if (takes_files(v)) {
            printf("complete -c podwall -n '__fish_seen_subcommand_from %s' -F\n", v->name);
        }
    }
}

bool pw_shells_completion(const char *shell)
{
    static const struct {
        const char *name;
        void (*put)(void);
    } shells[] = {{"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};
    for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
        if (strcmp(shells[i].name, shell) == 0) {
            shells[i].put();
            return true;
        }
    return false;
}

/* ---- man ---- */

/* A line of troff that is text, whatever it holds. */
static void put_roff(const char *request, const char *text)
{
    printf("%s", request);
    put_escaped(text, "-\\");
    putchar('\n');
}

static void put_man_verb(const pw_cli_verb *v)
{
    printf(".SS podwall %s%s", v->name, v->arguments[0] != '\0' ? " " : "");
    put_roff("", v->arguments);
    put_roff("", v->summary);
    for (const pw_cli_option *o = pw_cli_options; o->usage != NULL; o++)
        if (has_option(v, o) && o->option != PW_OPT_HELP) {
            put_roff(".TP\n", o->usage);
            put_roff("", o->summary);
        }
    put_roff(".PP\nExample:\n.PP\n.nf\n    ", v->example);
    printf(".fi\n");
}

void pw_shells_man(void)
{
    printf(".TH PODWALL 1 \"\" \"podwall %s\" \"User Commands\"\n", pw_version());
    printf(".SH NAME\n");
    put_roff("podwall \\- ", pw_cli_purpose);
    printf(".SH SYNOPSIS\n.B podwall\n.I VERB\n[options]\n.SH DESCRIPTION\n"
           "podwall reads Kubernetes manifests and says who can reach whom under the\n"
           "NetworkPolicies in them, and which line decides it. It judges as Kubernetes %s,\n"
           "and asks no cluster, unless it is called by kubectl.\n.SH VERBS\n", pw_kubernetes());
    for (const pw_cli_verb *v = pw_cli_verbs; v->name != NULL; v++)
        put_man_verb(v);
    printf(".SH OTHER OPTIONS\n"
           ".TP\n\\-\\-help, VERB \\-\\-help\nall verbs, or one with its options\n"
           ".TP\n\\-\\-version\nthe version, and of which Kubernetes\n"
           ".TP\n\\-\\-completion bash|zsh|fish\ncompletions for a shell\n"
           ".TP\n\\-\\-man\nthis page\n.SH ENDS\n");
    put_roff("", pw_cli_ends);
    printf(".SH SUITES\n.nf\n");
    put_roff("", pw_cli_lines);
    printf(".fi\n");
    printf(".SH PLUGIN OF KUBECTL\n"
           "Installed as kubectl\\-podwall, it is called as kubectl podwall VERB. Where no\n"
           "\\-f is given it reads the live cluster by kubectl get, which is handed\n"
           "these options:\n");
    for (const pw_cli_option *o = pw_cli_options; o->usage != NULL; o++)
        if ((o->option & (PW_OPT_CONTEXT | PW_OPT_KUBECONFIG | PW_OPT_NAMESPACE)) != 0) {
            put_roff(".TP\n", o->usage);
            put_roff("", o->summary);
        }
    printf(".SH EXIT STATUS\n");
    put_roff("", pw_cli_exits);
    printf(".SH ENVIRONMENT\n.TP\nNO_COLOR\nno colours, unless \\-\\-color always\n");
}
