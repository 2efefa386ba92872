#include "cli/options.h"

#include "api/version.h"
#include "cli/reports.h"
#include "cli/shells.h"
#include "cli/verbs.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A plugin of kubectl reads the cluster where no file is given, and knows how to ask for it. */
static int options_of(const pw_cli_verb *v, const pw_kubectl *kubectl)
{
    bool asks = kubectl->plugin && (v->options & PW_OPT_F) != 0;
    return v->options | PW_OPT_HELP |
           (asks ? PW_OPT_CONTEXT | PW_OPT_KUBECONFIG | PW_OPT_NAMESPACE : 0);
}

static void print_verb_help(const pw_cli_verb *v, const pw_kubectl *kubectl)
{
    bool files = (v->options & PW_OPT_F) != 0 && strcmp(v->name, "dump") != 0;
    bool maybe = (v->options & PW_OPT_F_MAYBE) != 0 || kubectl->plugin;
    printf("usage: %s %s%s%s%s\n\n%s\n\n", kubectl->plugin ? "kubectl podwall" : "podwall",
           v->name, !files ? "" : maybe ? " [-f FILE|DIR|-]" : " -f FILE|DIR|-",
           v->arguments[0] == '\0' ? "" : " ", v->arguments, v->summary);
    for (const pw_cli_option *o = pw_cli_options; o->usage != NULL; o++)
        if ((options_of(v, kubectl) & o->option) != 0)
            printf("  %-30s %s\n", o->usage, o->summary);
    printf("\nexample: %s\n", v->example);
    if ((v->options & PW_OPT_SUITE) != 0)
        printf("\n%s\nexit: 0 all hold, 1 one does not, 2 one cannot be asked\n", pw_cli_lines);
    if (strcmp(v->name, "can") == 0)
        printf("\nends: %s\nexit: 0 allowed, 1 not (all), 2 could not be asked\n", pw_cli_ends);
}

static void print_help(const pw_kubectl *kubectl)
{
    printf("podwall %s - %s\n\nusage: %s VERB [options]\n\n", pw_version(), pw_cli_purpose,
           kubectl->plugin ? "kubectl podwall" : "podwall");
    for (const pw_cli_verb *v = pw_cli_verbs; v->name != NULL; v++)
        printf("  %-13s %s\n", v->name, v->summary);
    printf("\npodwall VERB --help tells more and gives an example; podwall --version the "
           "version,\npodwall --completion bash|zsh|fish and --man what a shell and man can read.\n"
           "exit: %s\n", pw_cli_exits);
}

static pw_command fail(const char *what, const char *about)
{
    fprintf(stderr, "podwall: %s%s\n", what, about);
    return PW_DO_FAIL;
}

static const pw_cli_verb *find_verb(const char *name)
{
    for (const pw_cli_verb *v = pw_cli_verbs; v->name != NULL; v++)
        if (strcmp(v->name, name) == 0)
            return v;
    return NULL;
}

static pw_command fail_verb(const char *name)
{
    const pw_cli_verb *nearest = NULL;
    uint32_t least = PW_NONE, distance;
    for (const pw_cli_verb *v = pw_cli_verbs; v->name != NULL; v++)
        if (pw_str_near(pw_str_of(name), pw_str_of(v->name), &distance) && distance < least) {
            nearest = v;
            least = distance;
        }
    fprintf(stderr, "podwall: there is no verb %s", name);
    if (nearest != NULL)
        fprintf(stderr, "; did you mean %s?\n", nearest->name);
    else
        fprintf(stderr, "; see podwall --help\n");
    return PW_DO_FAIL;
}

/* ---- the options of a verb ---- */

typedef struct parser {
    pw_options *o;
    const pw_cli_verb *v;
    const char *probes;
    const char *color;
    bool has_format;
    pw_str problem;
} parser;

static pw_command read_format(parser *p, const char *word)
{
    pw_format *format = &p->o->request.format;
    int options = p->v->options;
    bool table = (options & PW_OPT_TABLE) != 0, report = (options & PW_OPT_REPORT) != 0;
    p->has_format = true;
    p->o->request.report = report ? pw_report_find(word) : NULL;
    if (p->o->request.report != NULL) {
        *format = PW_AS_TEXT;
        return PW_DO_REQUEST;
    }
    bool known = pw_format_read(pw_str_of(word), format);
    bool tabular = *format == PW_AS_CSV || *format == PW_AS_MD;
    if (known && (table || !tabular))
        return PW_DO_REQUEST;
    return fail(table    ? "-o takes text, json, csv or md, not "
                : report ? "-o takes text, json, sarif or github, not "
                         : "-o takes text or json, not ", word);
}

static pw_command read_port(parser *p, const char *word)
{
    pw_status status = pw_asked_port_read(&p->o->inputs.arena, pw_str_of(word), &p->o->request.port,
                                       &p->problem);
    return status == PW_OK ? PW_DO_REQUEST
           : status == PW_E_REQUEST ? fail(p->problem.at, "")
                                    : fail("memory ran short", "");
}

static pw_command read_assume(parser *p, const char *word)
{
    const char *equals = strchr(word, '=');
    bool yes = equals != NULL && strcmp(equals, "=true") == 0;
    bool no = equals != NULL && strcmp(equals, "=false") == 0;
    if (!yes && !no)
        return fail("--assume takes NAME=true or NAME=false, not ", word);
    pw_str name = {word, (uint32_t)(equals - word)};
    if (pw_assume_set(&p->o->request.assume, name, yes))
        return PW_DO_REQUEST;
    fprintf(stderr, "podwall: there is no assumption %.*s; there are:", (int)name.len, name.at);
    for (uint32_t i = 0; pw_assume_name(i) != NULL; i++)
        fprintf(stderr, " %s", pw_assume_name(i));
    fprintf(stderr, "\n");
    return PW_DO_FAIL;
}

static pw_command read_form(parser *p, const char *word)
{
    return pw_report_form_read(pw_str_of(word), &p->o->form)
               ? PW_DO_REQUEST
               : fail("-o takes text, json, tap or junit, not ", word);
}

static pw_command read_rounds(parser *p, const char *word)
{
    if (pw_str_number(pw_str_of(word), 1000, &p->o->rounds) && p->o->rounds > 0)
        return PW_DO_REQUEST;
    return fail("-n takes a number from 1 to 1000, not ", word);
}

static pw_command read_by(parser *p, const char *word)
{
    if (pw_by_read(pw_str_of(word), &p->o->request.by))
        return PW_DO_REQUEST;
    return fail("--by takes pod, workload or namespace, not ", word);
}

static pw_command read_color(parser *p, const char *word)
{
    p->color = word;
    if (strcmp(word, "auto") == 0 || strcmp(word, "always") == 0 || strcmp(word, "never") == 0)
        return PW_DO_REQUEST;
    return fail("--color takes auto, always or never, not ", word);
}

/* The options of suites, and those that a plugin hands on to kubectl. */
static pw_command read_other(parser *p, int option)
{
    pw_kubectl *k = &p->o->kubectl;
    if (option == PW_OPT_SUITE)
        return read_form(p, optarg);
    if (option == PW_OPT_UPDATE)
        p->o->task = PW_TASK_UPDATE;
    else
        *(option == PW_OPT_CONTEXT ? &k->context
          : option == PW_OPT_KUBECONFIG ? &k->config : &k->ns) = optarg;
    return PW_DO_REQUEST;
}

/* -o and -n mean what they mean to the verb, or to the plugin. */
static int meaning_of(const parser *p, int option)
{
    int other = p->v->options & (PW_OPT_TABLE | PW_OPT_SUITE | PW_OPT_REPORT);
    if (option == PW_OPT_O && other != 0)
        return other;
    return option == PW_OPT_ROUNDS && p->o->kubectl.plugin ? PW_OPT_NAMESPACE : option;
}

static pw_command read_fail_on(parser *p, const char *word)
{
    if (pw_severity_read(pw_str_of(word), &p->o->request.fail_on))
        return PW_DO_REQUEST;
    return fail("--fail-on takes error, warning or info, not ", word);
}

static pw_command read_own_option(parser *p, int option)
{
    switch (option) {
    case PW_OPT_FAIL_ON: return read_fail_on(p, optarg);
    case PW_OPT_CODE: p->o->request.code = pw_str_of(optarg); return PW_DO_REQUEST;
    case PW_OPT_WRITE: p->o->write = true; return PW_DO_REQUEST;
    case PW_OPT_CONNECTIONS: p->o->request.connections = true; return PW_DO_REQUEST;
    case PW_OPT_AS_KUBECTL: p->o->request.as_kubectl = true; return PW_DO_REQUEST;
    case PW_OPT_ASSUME: return read_assume(p, optarg);
    default: return read_other(p, option);
    }
}

static pw_command read_option(parser *p, int option)
{
    option = meaning_of(p, option);
    if ((option & options_of(p->v, &p->o->kubectl)) == 0)
        return fail(p->v->name, " has no such option; see --help");
    switch (option) {
    case PW_OPT_F: return pw_inputs_read(&p->o->inputs, optarg) ? PW_DO_REQUEST : PW_DO_FAIL;
    case PW_OPT_O:
    case PW_OPT_REPORT:
    case PW_OPT_TABLE: return read_format(p, optarg);
    case PW_OPT_COLOR: return read_color(p, optarg);
    case PW_OPT_PROBES: p->probes = optarg; return PW_DO_REQUEST;
    case PW_OPT_PORT: return read_port(p, optarg);
    case PW_OPT_BY: return read_by(p, optarg);
    case PW_OPT_ROUNDS: return read_rounds(p, optarg);
    default: return read_own_option(p, option);
    }
}

/* `word` is the option where it is a long one; optopt where it is a single letter. */
static pw_command fail_option(bool lacks_value, const char *word)
{
    char letter[] = {'-', (char)optopt, '\0'};
    const char *option = optopt > 0 && optopt < PW_OPT_F ? letter : word;
    return lacks_value ? fail(option, " needs a value; see --help")
                       : fail("there is no option ", option);
}

static pw_command read_options(parser *p, int argc, char **argv)
{
    static const struct option longs[] = {
        {"help", no_argument, NULL, PW_OPT_HELP},
        {"file", required_argument, NULL, PW_OPT_F},
        {"output", required_argument, NULL, PW_OPT_O},
        {"color", required_argument, NULL, PW_OPT_COLOR},
        {"probes", required_argument, NULL, PW_OPT_PROBES},
        {"port", required_argument, NULL, PW_OPT_PORT},
        {"by", required_argument, NULL, PW_OPT_BY},
        {"connections", no_argument, NULL, PW_OPT_CONNECTIONS},
        {"fail-on", required_argument, NULL, PW_OPT_FAIL_ON},
        {"code", required_argument, NULL, PW_OPT_CODE},
        {"write", no_argument, NULL, PW_OPT_WRITE},
        {"as-kubectl", no_argument, NULL, PW_OPT_AS_KUBECTL},
        {"assume", required_argument, NULL, PW_OPT_ASSUME},
        {"update", no_argument, NULL, PW_OPT_UPDATE},
        {"context", required_argument, NULL, PW_OPT_CONTEXT},
        {"kubeconfig", required_argument, NULL, PW_OPT_KUBECONFIG},
        {"namespace", required_argument, NULL, PW_OPT_NAMESPACE},
        {NULL, 0, NULL, 0},
    };
    opterr = 0; /* each libc has words of its own */
    for (int c; (c = getopt_long(argc, argv, ":hf:o:n:", longs, NULL)) != -1;) {
        int option = c == 'f'   ? PW_OPT_F
                     : c == 'o' ? PW_OPT_O
                     : c == 'n' ? PW_OPT_ROUNDS
                     : c == 'h' ? PW_OPT_HELP
                                : c;
        if (option == '?' || option == ':')
            return fail_option(option == ':', argv[optind - 1]);
        if (option == PW_OPT_HELP) {
            print_verb_help(p->v, &p->o->kubectl);
            return PW_DO_NOTHING;
        }
        pw_command command = read_option(p, option);
        if (command != PW_DO_REQUEST)
            return command;
    }
    return PW_DO_REQUEST;
}

/* ---- what stands after them ---- */

static pw_command read_dump(parser *p, char **operands)
{
    pw_request *r = &p->o->request;
    if (!pw_stage_read(pw_str_of(operands[0]), &r->stage))
        return fail("dump shows tree, objects, classes or index, not ", operands[0]);
    return pw_inputs_read(&p->o->inputs, operands[1]) ? PW_DO_REQUEST : PW_DO_FAIL;
}

static pw_command read_can(parser *p, char **operands)
{
    p->o->request.from = pw_str_of(operands[0]);
    p->o->request.to = pw_str_of(operands[1]);
    return read_port(p, operands[2]);
}

static pw_command read_code(parser *p, const char *word)
{
    return pw_code_read(pw_str_of(word), &p->o->code) ? PW_DO_EXPLAIN
                                                      : fail("there is no finding ", word);
}

static pw_command read_operands(parser *p, int argc, char **argv)
{
    int count = argc - optind, wanted = p->v->operands;
    p->o->operands = argv + optind;
    p->o->operand_count = count;
    if (wanted < 0 ? count == 0 : count != wanted) {
        fprintf(stderr, "podwall: usage: podwall %s%s%s; see podwall %s --help\n", p->v->name,
                p->v->arguments[0] == '\0' ? " [options]" : " [options] ", p->v->arguments,
                p->v->name);
        return PW_DO_FAIL;
    }
    if (strcmp(p->v->name, "explain-code") == 0)
        return read_code(p, argv[optind]);
    if (p->o->request.verb == PW_CAN)
        return read_can(p, argv + optind);
    if (p->o->request.verb == PW_DUMP)
        return read_dump(p, argv + optind);
    return PW_DO_REQUEST;
}

static pw_command read_probes(parser *p)
{
    pw_inputs *inputs = &p->o->inputs;
    if (p->probes == NULL)
        return fail("verdicts needs --probes FILE.tsv", "");
    uint32_t before = inputs->list.count;
    if (!pw_inputs_read(inputs, p->probes))
        return PW_DO_FAIL;
    if (inputs->list.count != before + 1)
        return fail("the probes are one file, not a directory: ", p->probes);
    const pw_input *file = &pw_items(inputs->list, const pw_input)[before];
    pw_str tsv = {file->bytes, file->size};
    pw_status status = pw_request_tsv(&inputs->arena, tsv, &p->o->request, &p->problem);
    return status == PW_OK          ? PW_DO_REQUEST
           : status == PW_E_REQUEST ? fail(p->problem.at, "")
                                    : fail("the probes are too many", "");
}

/* Hands the files read with -f to the request. The probes, if any, came last. */
static pw_command add_files(parser *p, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const pw_input *input = &pw_items(p->o->inputs.list, const pw_input)[i];
        pw_request_file *file = pw_push(&p->o->request.files, &p->o->inputs.arena,
                                        pw_request_file);
        if (file == NULL)
            return fail("memory ran short", "");
        *file = (pw_request_file){pw_str_of(input->name), {input->bytes, input->size}, false};
    }
    p->o->request.has_files = true;
    return PW_DO_REQUEST;
}

static bool wants_color(const parser *p)
{
    if (p->color != NULL && strcmp(p->color, "auto") != 0)
        return strcmp(p->color, "always") == 0;
    return isatty(STDOUT_FILENO) && getenv("NO_COLOR") == NULL;
}

static pw_command finish(parser *p)
{
    pw_command command = PW_DO_REQUEST;
    uint32_t files = p->o->inputs.list.count;
    bool asks = (p->v->options & PW_OPT_F) != 0 && files == 0;
    bool maybe = (p->v->options & PW_OPT_F_MAYBE) != 0; /* then the suites are looked at first */
    if (asks && p->o->kubectl.plugin && !maybe) {
        if (!pw_kubectl_read(&p->o->kubectl, &p->o->inputs))
            return PW_DO_FAIL;
        files = p->o->inputs.list.count;
    } else if (asks && !maybe)
        return fail(p->v->name, " needs manifests: -f FILE, -f DIR or -f -");
    if (p->o->request.verb == PW_VERDICTS)
        command = read_probes(p);
    if (command == PW_DO_REQUEST)
        command = add_files(p, files);
    if (!p->has_format)
        p->o->request.format = PW_AS_TEXT;
    p->o->request.color = p->o->request.format == PW_AS_TEXT && wants_color(p);
    return command;
}

/* What is no request: the verbs of core/suite, and bench. */
static pw_command command_of(pw_options *o, const char *verb)
{
    bool snapshot = strcmp(verb, "snapshot") == 0, script = strcmp(verb, "verify-script") == 0;
    if (strcmp(verb, "bench") == 0)
        return PW_DO_BENCH;
    if (!snapshot && !script && strcmp(verb, "test") != 0)
        return PW_DO_REQUEST;
    if (snapshot || script)
        o->task = snapshot ? PW_TASK_SNAPSHOT : PW_TASK_SCRIPT;
    if (snapshot && o->request.format == PW_AS_JSON)
        o->form = PW_REPORT_JSON;
    if (o->task == PW_TASK_UPDATE && o->form != PW_REPORT_TEXT)
        return fail("--update says what changed as text only", "");
    return PW_DO_DAILY;
}

static pw_command read_verb(pw_options *o, int argc, char **argv)
{
    parser p = {.o = o, .v = find_verb(argv[1])};
    if (p.v == NULL)
        return fail_verb(argv[1]);
    pw_verb request_verb;
    bool is_request = pw_verb_read(pw_str_of(p.v->name), &request_verb);
    o->request = pw_request_make(is_request ? request_verb : PW_CHECK);
    /* getopt names the program in its messages by what stands first. */
    argv[1] = argv[0];
    pw_command command = read_options(&p, argc - 1, argv + 1);
    if (command == PW_DO_REQUEST)
        command = read_operands(&p, argc - 1, argv + 1);
    if (command == PW_DO_REQUEST && o->write)
        command = finish(&p) == PW_DO_REQUEST ? PW_DO_FIX : PW_DO_FAIL;
    if (command != PW_DO_REQUEST || strcmp(p.v->name, "ask") == 0)
        return command == PW_DO_REQUEST ? PW_DO_ASK : command;
    command = finish(&p);
    return command == PW_DO_REQUEST ? command_of(o, p.v->name) : command;
}

pw_options pw_options_read(int argc, char **argv)
{
    pw_options o = {.rounds = 5};
    o.inputs.arena = pw_arena_make(4096);
    o.kubectl.plugin = pw_kubectl_calls(argv[0]);
    if (argc < 2) {
        o.command = fail("say what to do; see podwall --help", "");
    } else if (strcmp(argv[1], "help") == 0 && argc > 2 && find_verb(argv[2]) != NULL) {
        print_verb_help(find_verb(argv[2]), &o.kubectl);
        o.command = PW_DO_NOTHING;
    } else if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
               strcmp(argv[1], "help") == 0) {
        print_help(&o.kubectl);
        o.command = PW_DO_NOTHING;
    } else if (strcmp(argv[1], "--man") == 0) {
        pw_shells_man();
        o.command = PW_DO_NOTHING;
    } else if (strcmp(argv[1], "--completion") == 0) {
        bool known = argc > 2 && pw_shells_completion(argv[2]);
        o.command = known ? PW_DO_NOTHING : fail("--completion takes bash, zsh or fish", "");
    } else if (strcmp(argv[1], "--version") == 0) {
        printf("podwall %s, judging as Kubernetes %s\n", pw_version(), pw_kubernetes());
        o.command = PW_DO_NOTHING;
    } else {
        o.command = read_verb(&o, argc, argv);
    }
    return o;
}

const char *pw_status_text(pw_status status)
{
    switch (status) {
    case PW_E_NOMEM: return "memory ran short";
    case PW_E_LIMIT: return "this is more than podwall takes at once; see docs/limits.md";
    case PW_E_BUG: return "podwall contradicted itself; please report these manifests";
    default: return "the request was not understood";
    }
}

void pw_options_free(pw_options *o)
{
    pw_inputs_free(&o->inputs);
}
