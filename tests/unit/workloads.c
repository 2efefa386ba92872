#include "lab.h"

#include "base/limits.h"
#include "model/workloads.h"

#define TEMPLATE(app) "template: {metadata: {labels: {app: " app "}}}"
#define SELECTED(app) "selector: {matchLabels: {app: " app "}}, " TEMPLATE(app)
#define DEPLOYMENT(name, spec) WORKLOAD("apps", "Deployment", "x", name, spec)
#define CONTROLLER(name, spec)                                                            \
    "{apiVersion: v1, kind: ReplicationController, metadata: {name: " name                \
    ", namespace: x}, spec: {" spec "}}"
#define OWNED(name, app, kind, owner)                                                   \
    "{apiVersion: v1, kind: Pod, metadata: {name: " name ", namespace: x, labels: {app: " app \
    "}, ownerReferences: [{kind: " kind ", name: " owner ", controller: true}]}}"

static void assert_pods(const lab *l, const char *const *names, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        lab_pod(l, names[i]);
    assert_int_equal(lab_pods(l), count);
}

#define PODS(l, ...)                                       \
    do {                                                   \
        static const char *const names[] = {__VA_ARGS__};  \
        assert_pods((l), names, COUNT(names));             \
    } while (0)

static void a_workload_without_pods_has_representatives(void **state)
{
    (void)state;
    LAB(l, DEPLOYMENT("web", "replicas: 3, " SELECTED("web")),
        WORKLOAD("apps", "StatefulSet", "x", "db", SELECTED("db")));
    PODS(&l, "x/web-0", "x/web-1", "x/web-2", "x/db-0");
    assert_int_equal(lab_member(&l, "x/web-1")->workload, 0);
    assert_true(lab_member(&l, "x/web-1")->assumed);
    lab_close(&l);
}

static void no_replicas_are_no_pods(void **state)
{
    (void)state;
    LAB(l, DEPLOYMENT("web", "replicas: 0, " SELECTED("web")));
    assert_int_equal(lab_pods(&l), 0);
    lab_close(&l);
}

static void many_replicas_are_represented_by_a_few(void **state)
{
    (void)state;
    LAB(l, DEPLOYMENT("web", "replicas: 1000, " SELECTED("web")));
    assert_int_equal(lab_pods(&l), PW_MAX_REPLICAS);
    assert_int_equal(lab_said(&l, PW_FEWER_REPLICAS), 1);
    lab_close(&l);
}

static void given_pods_take_the_place_of_representatives(void **state)
{
    (void)state;
    LAB(l, DEPLOYMENT("web", "replicas: 3, " SELECTED("web")), POD("x", "web-abc", "app: web"),
        POD("x", "other", "app: other"), POD("z", "far", "app: web"));
    PODS(&l, "x/web-abc", "x/other", "z/far");
    assert_int_equal(lab_member(&l, "x/web-abc")->workload, 0);
    assert_int_equal(lab_member(&l, "x/other")->workload, PW_NONE);
    assert_int_equal(lab_member(&l, "z/far")->workload, PW_NONE);
    lab_close(&l);
}

static void owner_references_lead_through_a_replica_set(void **state)
{
    (void)state;
    LAB(l, DEPLOYMENT("web", SELECTED("web")),
        "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web-1, namespace: x, "
        "ownerReferences: [{kind: Deployment, name: web}]}, spec: {" SELECTED("web") "}}",
        OWNED("p", "web", "ReplicaSet", "web-1"));
    PODS(&l, "x/p");
    uint32_t workload = lab_member(&l, "x/p")->workload;
    assert_int_equal(workload, 1);
    assert_int_equal(pw_workload_top(&l.s.cluster, workload), 0);
    lab_close(&l);
}

static void a_controller_selects_by_plain_labels_or_by_those_of_its_pods(void **state)
{
    (void)state;
    LAB(l, CONTROLLER("web", "selector: {app: web}, " TEMPLATE("web")),
        CONTROLLER("db", "replicas: 2, " TEMPLATE("db")),
        POD("x", "mine", "app: web"), POD("x", "other", "app: other"));
    PODS(&l, "x/mine", "x/other", "x/db-0", "x/db-1");
    assert_int_equal(lab_member(&l, "x/mine")->workload, 0);
    assert_int_equal(lab_member(&l, "x/other")->workload, PW_NONE);
    lab_close(&l);
}

static void a_missing_replica_set_leaves_the_selector(void **state)
{
    (void)state;
    LAB(l, DEPLOYMENT("web", "replicas: 2, " SELECTED("web")),
        OWNED("web-1-abc", "web", "ReplicaSet", "web-1"));
    PODS(&l, "x/web-1-abc");
    assert_int_equal(lab_member(&l, "x/web-1-abc")->workload, 0);
    lab_close(&l);
}

static void an_owned_workload_adds_no_pods_of_its_own(void **state)
{
    (void)state;
    LAB(l, DEPLOYMENT("web", "replicas: 2, " SELECTED("web")),
        "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: web-1, namespace: x, "
        "ownerReferences: [{kind: Deployment, name: web}]}, spec: {replicas: 2, " SELECTED("web")
        "}}");
    PODS(&l, "x/web-0", "x/web-1");
    lab_close(&l);
}

static void owners_in_a_circle_end(void **state)
{
    (void)state;
    LAB(l, "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: a, namespace: x, "
           "ownerReferences: [{kind: ReplicaSet, name: b}]}, spec: {" SELECTED("a") "}}",
        "{apiVersion: apps/v1, kind: ReplicaSet, metadata: {name: b, namespace: x, "
        "ownerReferences: [{kind: ReplicaSet, name: a}]}, spec: {" SELECTED("b") "}}",
        OWNED("p", "a", "ReplicaSet", "a"));
    PODS(&l, "x/p");
    lab_close(&l);
}

static void a_taken_name_is_skipped(void **state)
{
    (void)state;
    LAB(l, DEPLOYMENT("web", "replicas: 2, " SELECTED("web")), POD("x", "web-0", "app: other"));
    PODS(&l, "x/web-0", "x/web-1", "x/web-2");
    assert_int_equal(lab_member(&l, "x/web-0")->workload, PW_NONE);
    lab_close(&l);
}

static void a_daemon_set_runs_on_each_node_that_fits(void **state)
{
    (void)state;
    LAB(l, NODE("n1", "disk: ssd", "192.168.0.1"), NODE("n2", "", "192.168.0.2"),
        NODE("n3", "disk: ssd", "192.168.0.3"),
        WORKLOAD("apps", "DaemonSet", "x", "agent", "selector: {matchLabels: {app: agent}}, "
                 "template: {metadata: {labels: {app: agent}}, spec: {nodeSelector: "
                 "{disk: ssd}}}"));
    PODS(&l, "x/agent-0", "x/agent-1");
    assert_int_equal(lab_member(&l, "x/agent-1")->node_ip_count, 1);
    assert_true(pw_ip_same(lab_member(&l, "x/agent-1")->node_ips[0], lab_ip("192.168.0.3")));
    lab_close(&l);
}

static void without_nodes_a_daemon_set_has_one_pod(void **state)
{
    (void)state;
    LAB(l, WORKLOAD("apps", "DaemonSet", "x", "agent", SELECTED("agent")));
    PODS(&l, "x/agent-0");
    lab_close(&l);
}

static void jobs_run_as_many_pods_as_at_once(void **state)
{
    (void)state;
    LAB(l, WORKLOAD("batch", "Job", "x", "one", TEMPLATE("one")),
        WORKLOAD("batch", "Job", "x", "few", "parallelism: 3, completions: 2, " TEMPLATE("few")),
        WORKLOAD("batch", "CronJob", "x", "cron",
                 "jobTemplate: {spec: {parallelism: 2, " TEMPLATE("cron") "}}"));
    PODS(&l, "x/one-0", "x/few-0", "x/few-1", "x/cron-0", "x/cron-1");
    lab_close(&l);
}

static void a_finished_job_has_no_pods(void **state)
{
    (void)state;
    LAB(l, "{apiVersion: batch/v1, kind: Job, metadata: {name: j, namespace: x}, spec: {"
           TEMPLATE("j") "}, status: {completionTime: '2024-01-01T00:00:00Z'}}");
    assert_int_equal(lab_pods(&l), 0);
    lab_close(&l);
}

static void a_pod_of_a_job_is_known_by_its_labels(void **state)
{
    (void)state;
    LAB(l, WORKLOAD("batch", "Job", "x", "j", TEMPLATE("j")), POD("x", "j-abc", "app: j"));
    PODS(&l, "x/j-abc");
    assert_int_equal(lab_member(&l, "x/j-abc")->workload, 0);
    lab_close(&l);
}

static void a_finished_pod_still_stands_for_its_workload(void **state)
{
    (void)state;
    LAB(l, DEPLOYMENT("web", SELECTED("web")),
        POD_WITH("x", "web-1", "app: web", "status: {phase: Failed}"));
    assert_int_equal(lab_pods(&l), 0);
    lab_close(&l);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_workload_without_pods_has_representatives),
        cmocka_unit_test(no_replicas_are_no_pods),
        cmocka_unit_test(many_replicas_are_represented_by_a_few),
        cmocka_unit_test(given_pods_take_the_place_of_representatives),
        cmocka_unit_test(owner_references_lead_through_a_replica_set),
        cmocka_unit_test(a_controller_selects_by_plain_labels_or_by_those_of_its_pods),
        cmocka_unit_test(a_missing_replica_set_leaves_the_selector),
        cmocka_unit_test(an_owned_workload_adds_no_pods_of_its_own),
        cmocka_unit_test(owners_in_a_circle_end),
        cmocka_unit_test(a_taken_name_is_skipped),
        cmocka_unit_test(a_daemon_set_runs_on_each_node_that_fits),
        cmocka_unit_test(without_nodes_a_daemon_set_has_one_pod),
        cmocka_unit_test(jobs_run_as_many_pods_as_at_once),
        cmocka_unit_test(a_finished_job_has_no_pods),
        cmocka_unit_test(a_pod_of_a_job_is_known_by_its_labels),
        cmocka_unit_test(a_finished_pod_still_stands_for_its_workload),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
