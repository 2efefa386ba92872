#include "cli/verbs.h"

#include <stddef.h>

enum {
    F = PW_OPT_F,
    O = PW_OPT_O,
    TABLE = PW_OPT_TABLE,
    COLOR = PW_OPT_COLOR,
    PROBES = PW_OPT_PROBES,
    PORT = PW_OPT_PORT,
    BY = PW_OPT_BY,
    CONNECTIONS = PW_OPT_CONNECTIONS,
    ROUNDS = PW_OPT_ROUNDS,
    ASSUME = PW_OPT_ASSUME,
    AS_KUBECTL = PW_OPT_AS_KUBECTL,
    REPORT = PW_OPT_REPORT,
    FAIL_ON = PW_OPT_FAIL_ON,
    CODE = PW_OPT_CODE,
    WRITE = PW_OPT_WRITE,
    SUITE = PW_OPT_SUITE,
    UPDATE = PW_OPT_UPDATE,
    MAYBE = PW_OPT_F_MAYBE
};

const pw_cli_verb pw_cli_verbs[] = {
    {"check", "", "read everything, and say what is wrong with it",
     "podwall check -f manifests/ --fail-on warning",
     F | REPORT | FAIL_ON | AS_KUBECTL | COLOR | ASSUME, 0},
    {"fix", "", "mend what can be mended for certain: a diff, and what it opens and closes",
     "podwall fix -f manifests/ --code service-port --write", F | O | CODE | WRITE | ASSUME, 0},
    {"explain-code", "CODE", "what a finding means, and what to do about it",
     "podwall explain-code accidental-or", 0, 1},
    {"can", "FROM TO PORT[/PROTOCOL]", "can one end reach another, and which line decides it",
     "podwall can -f lab/ dev/frontend prod/database 8080/TCP", F | O | COLOR | ASSUME, 3},
    {"verdicts", "", "judge a table of probes",
     "podwall verdicts -f cluster.yaml --probes probes.tsv", F | O | PROBES | COLOR | ASSUME, 0},
    {"matrix", "", "who reaches whom",
     "podwall matrix -f lab/ --port 8080/TCP --by namespace",
     F | TABLE | PORT | BY | CONNECTIONS | COLOR | ASSUME, 0},
    {"test", "SUITE...", "does everything that is expected still hold, and what broke it",
     "podwall test netpol.test -f lab/", F | MAYBE | SUITE | UPDATE | COLOR | ASSUME, -1},
    {"snapshot", "", "freeze who reaches whom today as a suite for test",
     "podwall snapshot -f lab/ > netpol.test", F | O | ASSUME, 0},
    {"verify-script", "SUITE", "write a suite as a shell script that asks a real cluster",
     "podwall verify-script netpol.test -f lab/ > verify.sh", F | MAYBE | ASSUME, 1},
    {"words", "", "each policy in plain words, with the pods it means now",
     "podwall words -f lab/", F | O | COLOR | ASSUME, 0},
    {"stored", "", "the objects as the API server stores them, defaults filled in",
     "podwall stored -f policy.yaml", F | O | COLOR | ASSUME, 0},
    {"ask", "", "answer JSON requests from standard input (docs/api.md)",
     "echo '{\"do\": \"about\"}' | podwall ask", 0, 0},
    {"dump", "tree|objects|classes|index FILE", "show a stage of the data, for maintainers",
     "podwall dump classes lab/policy.yaml", F | ASSUME, 2},
    {"bench", "", "time the stages", "podwall bench -f cluster.yaml -n 9 -o json",
     F | O | ROUNDS, 0},
    {NULL, NULL, NULL, NULL, 0, 0},
};

const pw_cli_option pw_cli_options[] = {
    {F, "-f FILE|DIR|-", "read a file, a directory, standard input; may be repeated"},
    {O, "-o text|json", "the form of the answer"},
    {TABLE, "-o text|json|csv|md", "the form of the answer"},
    {REPORT, "-o text|json|sarif|github", "the form of the answer"},
    {FAIL_ON, "--fail-on error|warning|info", "exit with 1 from which severity on; error"},
    {CODE, "--code CODE", "only findings of this code or name"},
    {WRITE, "--write", "change the files, instead of showing a diff"},
    {SUITE, "-o text|json|tap|junit", "the form of the answer"},
    {UPDATE, "--update", "write what is true now into the suites, and say what changed"},
    {AS_KUBECTL, "--as-kubectl", "say what kubectl apply would print, in its words"},
    {COLOR, "--color auto|always|never", "colours in text"},
    {PROBES, "--probes FILE.tsv", "the probes: columns from, to, port, protocol"},
    {PORT, "--port PORT[/PROTOCOL]", "ask about this port only"},
    {BY, "--by pod|workload|namespace", "what rows and columns stand for"},
    {CONNECTIONS, "--connections", "list the pairs that are connected, with their ports"},
    {ROUNDS, "-n N", "how often each stage is timed"},
    {ASSUME, "--assume NAME=true|false", "what network plugins decide differently"},
    {PW_OPT_CONTEXT, "--context NAME", "for kubectl: the context"},
    {PW_OPT_KUBECONFIG, "--kubeconfig FILE", "for kubectl: its configuration"},
    {PW_OPT_NAMESPACE, "-n NAMESPACE", "for kubectl: read only this namespace"},
    {PW_OPT_HELP, "--help", "this text"},
    {0, NULL, NULL},
};

const char *const pw_cli_purpose =
    "who can reach whom under Kubernetes NetworkPolicies, and why";
const char *const pw_cli_ends =
    "ns/pod, ns/workload, ns/kind/name, svc:ns/name (TO only), ip:ADDRESS";
const char *const pw_cli_lines =
    "lines of a suite (docs/testing-policies.md):\n"
    "  allow|deny|only|partly FROM -> TO PORTS   # note\n"
    "  use PATH\n"
    "FROM and TO: ends with commas between them, or *, outside, ns/*, ns/name-*\n"
    "PORTS: 8080 53/UDP 8000-8999/TCP all/UDP, or all";
const char *const pw_cli_exits =
    "0 fine or allowed, 1 the answer is no, 2 could not be asked";
