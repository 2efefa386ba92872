#include "said.h"

#define APPS(kind) "apiVersion: apps/v1\nkind: " kind "\nmetadata: {name: web}\nspec: "
#define BATCH(kind) "apiVersion: batch/v1\nkind: " kind "\nmetadata: {name: web}\nspec: "
#define RUNS "containers: [{name: web, image: nginx}]"
#define FITTING "selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, " \
                "spec: {" RUNS "}}"
#define ENDING "template: {spec: {restartPolicy: Never, " RUNS "}}"
#define AT_LEAST_0 "must be greater than or equal to 0"
#define NO_FIT "`selector` does not match template `labels`"

static void test_selector(void **state)
{
    (void)state;
    static const said list[] = {
        {APPS("Deployment") "{" FITTING "}", ""},
        {APPS("Deployment") "{template: {metadata: {labels: {app: web}}, spec: {" RUNS "}}, "
         "selector: {matchExpressions: [{key: app, operator: In, values: [web, api]}, "
         "{key: old, operator: DoesNotExist}]}}", ""},
        {APPS("Deployment") "{selector: {matchLabels: {app: api}}, "
         "template: {spec: {" RUNS "}}}",
         "spec.template.metadata.labels: Invalid value: null: " NO_FIT},
        {APPS("Deployment") "{template: {spec: {" RUNS "}}}",
         "spec.selector: Required value\n"
         "spec.template.metadata.labels: Invalid value: null: " NO_FIT},
        {APPS("DaemonSet") "{template: {spec: {" RUNS "}}}",
         "spec.template.metadata.labels: Invalid value: null: " NO_FIT},
        {APPS("StatefulSet") "{selector: {}, template: {spec: {" RUNS "}}}",
         "spec.selector: Invalid value: {}: empty selector is invalid for statefulset"},
        {APPS("ReplicaSet") "{selector: {matchExpressions: [{operator: Is, key: a}]}, "
         "template: {spec: {" RUNS "}}}",
         "spec.selector.matchExpressions[0].operator: Invalid value: \"Is\": not a valid selector "
         "operator\n"
         "spec.selector: Invalid value: {\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"Is\"}]"
         "}: invalid label selector"},
    };
    check_each(list);
}

static void test_kinds(void **state)
{
    (void)state;
    static const said list[] = {
        {APPS("Deployment") "{replicas: -1, strategy: {type: Rolling}, minReadySeconds: -1, "
         "progressDeadlineSeconds: 0, " FITTING "}",
         "spec.replicas: Invalid value: -1: " AT_LEAST_0 "\n"
         "spec.strategy: Unsupported value: {\"Type\":\"Rolling\",\"RollingUpdate\":null}: "
         "supported values: \"Recreate\", \"RollingUpdate\"\n"
         "spec.minReadySeconds: Invalid value: -1: " AT_LEAST_0},
        {APPS("Deployment") "{strategy: {rollingUpdate: {maxUnavailable: 0%, maxSurge: 0}}, "
         FITTING "}",
         "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"0%\": may not be 0 when "
         "`maxSurge` is 0"},
        {APPS("DaemonSet") "{updateStrategy: {rollingUpdate: {maxSurge: 1}}, " FITTING "}",
         "spec.updateStrategy.rollingUpdate.maxSurge: Invalid value: 1: may not be set when "
         "maxUnavailable is non-zero"},
        {APPS("StatefulSet") "{updateStrategy: {type: Recreate}, serviceName: A, "
         "revisionHistoryLimit: -1, volumeClaimTemplates: [{metadata: {name: data}, "
         "spec: {accessModes: [ReadWriteOnce]}}], " FITTING "}",
         "spec.updateStrategy: Invalid value: {\"Type\":\"Recreate\",\"RollingUpdate\":null}: must "
         "be 'RollingUpdate' or 'OnDelete'\n"
         "spec.volumeClaimTemplates[0].spec.resources[storage]: Required value\n"
         "spec.serviceName: Invalid value: \"A\": a lowercase RFC 1123 label must consist of lower "
         "case alphanumeric characters or '-', and must start and end with an alphanumeric "
         "character (e.g. 'my-name',  or '123-abc', regex used for validation is "
         "'[a-z0-9]([-a-z0-9]*[a-z0-9])?')\n"
         "Warning: spec.revisionHistoryLimit: a negative value retains all historical revisions; "
         "a value >= 0 is recommended"},
        {"apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a.b}\nspec: {" FITTING "}",
         "Warning: metadata.name: this is used in Pod names and hostnames, which can result in "
         "surprising behavior; a DNS label is recommended: [must not contain dots]"},
    };
    check_each(list);
}

#define NUMBERED(claim, volumes)                                                               \
    APPS("StatefulSet") "{selector: {matchLabels: {app: web}}, volumeClaimTemplates: [{" claim \
    "spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}}], "          \
    "template: {metadata: {labels: {app: web}}, spec: {hostname: A_B, " volumes "containers: " \
    "[{name: web, image: nginx, volumeMounts: [{name: data, mountPath: /data}]}]}}}"

/* Claims are volumes of the pods, and stand before those of the template. */
static void test_claims(void **state)
{
    (void)state;
    static const said list[] = {
        {NUMBERED("metadata: {name: data}, ", ""), ""},
        {NUMBERED("metadata: {name: data}, ", "volumes: [{name: data, emptyDir: {}}], "), ""},
        {NUMBERED("metadata: {name: other}, ", ""),
         "spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"data\""},
        {NUMBERED("metadata: {name: data}, ", "volumes: [{name: Up, emptyDir: {}}], "),
         "spec.template.spec.volumes[1].name: Invalid value: \"Up\": a lowercase RFC 1123 "
         "label must consist of lower case alphanumeric characters or '-', and must start and "
         "end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for "
         "validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')"},
        {NUMBERED("", "volumes: [{name: data, emptyDir: {}}], "),
         "spec.template.spec.volumes[0].persistentVolumeClaim.claimName: Required value\n"
         "spec.template.spec.volumes[0].name: Required value"},
    };
    check_each(list);
}

static void test_job(void **state)
{
    (void)state;
    static const said list[] = {
        {BATCH("Job") "{" ENDING "}", ""},
        {BATCH("Job") "{template: {spec: {" RUNS "}}}",
         "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", "
         "\"Never\""},
        {BATCH("Job") "{completions: -1, backoffLimit: -1, " ENDING "}",
         "spec.completions: Invalid value: -1: " AT_LEAST_0 "\n"
         "spec.backoffLimit: Invalid value: -1: " AT_LEAST_0},
        {BATCH("Job") "{managedBy: example.com/x, " ENDING "}", ""},
        {BATCH("Job") "{managedBy: x, successPolicy: {rules: []}, " ENDING "}",
         "spec.managedBy: Invalid value: \"x\": must be a domain-prefixed path (such as "
         "\"acme.io/foo\")\n"
         "spec.successPolicy: Invalid value: {\"Rules\":[]}: requires indexed completion mode"},
        {BATCH("Job") "{completionMode: Indexed, completions: 1, successPolicy: {}, " ENDING "}",
         "spec.successPolicy.rules: Required value: at least one rules must be specified when the "
         "successPolicy is specified"},
        {BATCH("Job") "{completionMode: Indexed, parallelism: 2, " ENDING "}",
         "spec.completions: Required value: when completion mode is Indexed"},
        {BATCH("Job") "{completionMode: Indexed, " ENDING "}", ""},
        {BATCH("Job") "{backoffLimitPerIndex: 1, " ENDING "}",
         "spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode"},
        {BATCH("Job") "{manualSelector: true, selector: {matchLabels: {a: b}}, " ENDING "}",
         "spec.template.metadata.labels: Invalid value: null: " NO_FIT},
    };
    check_each(list);
}

#define EVERY(schedule) \
    BATCH("CronJob") "{schedule: " schedule ", jobTemplate: {spec: {" ENDING "}}}"
#define BAD(schedule, fault) \
    {EVERY("'" schedule "'"), "spec.schedule: Invalid value: \"" schedule "\": " fault}

#define NO_DURATION(text, fault)                                                             \
    "spec.schedule: Invalid value: \"@every " text "\": failed to parse duration @every " text \
    ": time: " fault

static void test_schedule(void **state)
{
    (void)state;
    static const said list[] = {
        {EVERY("'*/5 0-6,12 1 jan-Mar sun'"), ""},
        {EVERY("'@daily'"), ""},
        {EVERY("''"), "spec.schedule: Required value"},
        {EVERY("'@every 1h30m'"), ""},
        {EVERY("'@every -.5ms'"), ""},
        {EVERY("'@every 0'"), ""},
        {EVERY("'@every '"), NO_DURATION("", "invalid duration \"\"")},
        {EVERY("'@every 1'"), NO_DURATION("1", "missing unit in duration \"1\"")},
        {EVERY("'@every 1d'"), NO_DURATION("1d", "unknown unit \"d\" in duration \"1d\"")},
        {EVERY("'@every 2562048h'"), NO_DURATION("2562048h", "invalid duration \"2562048h\"")},
        BAD("* * * *", "expected exactly 5 fields, found 4: [* * * *]"),
        BAD("60 * * * *", "end of range (60) above maximum (59): 60"),
        BAD("* * 0 * *", "beginning of range (0) below minimum (1): 0"),
        BAD("5-1 * * * *", "beginning of range (5) beyond end of range (1): 5-1"),
        BAD("*/0 * * * *", "step of range should be a positive number: */0"),
        BAD("1-2-3 * * * *", "too many hyphens: 1-2-3"),
        BAD("1/2/3 * * * *", "too many slashes: 1/2/3"),
        BAD("@reboot", "unrecognized descriptor: @reboot"),
        {EVERY("'a * * * *'"),
         "spec.schedule: Invalid value: \"a * * * *\": failed to parse int from a: strconv.Atoi: "
         "parsing \"a\": invalid syntax"},
        BAD("TZ=UTC 0 0 * * *",
            "cannot use TZ or CRON_TZ in schedule, use timeZone field instead"),
    };
    check_each(list);
}

static void test_cron_job(void **state)
{
    (void)state;
    static const said list[] = {
        {BATCH("CronJob") "{schedule: '@daily', timeZone: Europe/Berlin, jobTemplate: {spec: {"
         ENDING "}}}", ""},
        {BATCH("CronJob") "{schedule: '@daily', timeZone: Berlin, concurrencyPolicy: Never, "
         "jobTemplate: {spec: {template: {spec: {" RUNS "}}}}, failedJobsHistoryLimit: -1}",
         "spec.timeZone: Invalid value: \"Berlin\": unknown time zone Berlin\n"
         "spec.concurrencyPolicy: Unsupported value: \"Never\": supported values: \"Allow\", "
         "\"Forbid\", \"Replace\"\n"
         "spec.jobTemplate.spec.template.spec.restartPolicy: Required value: valid values: "
         "\"OnFailure\", \"Never\"\n"
         "spec.failedJobsHistoryLimit: Invalid value: -1: " AT_LEAST_0},
        {BATCH("CronJob") "{schedule: '@daily', jobTemplate: {spec: {manualSelector: true, "
         "selector: {matchLabels: {a: b}}, " ENDING "}}}",
         "spec.jobTemplate.spec.selector: Invalid value: {\"matchLabels\":{\"a\":\"b\"}}: "
         "`selector` will be auto-generated\n"
         "spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "
         "\"nil\", \"false\""},
    };
    check_each(list);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_selector), cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_job),      cmocka_unit_test(test_schedule),
        cmocka_unit_test(test_cron_job), cmocka_unit_test(test_claims),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
