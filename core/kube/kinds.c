#include "kube/fields.h"

static const pw_kind_info kinds[PW_OBJECT_KINDS] = {
    [PW_NAMESPACE] = {"v1", "Namespace", "namespaces",
        &pw_namespace_shape, false, pw_label_faults,
        "A room for objects. Policies choose namespaces by their labels."},
    [PW_POD] = {"v1", "Pod", "pods",
        &pw_pod_shape, true, pw_subdomain_faults,
        "One or more programs with one address: what policies guard."},
    [PW_NODE] = {"v1", "Node", "nodes",
        &pw_node_shape, false, pw_subdomain_faults,
        "A machine that runs pods."},
    [PW_SERVICE] = {"v1", "Service", "services",
        &pw_service_shape, true, pw_old_label_faults,
        "One name and address for a set of pods."},
    [PW_DEPLOYMENT] = {"apps/v1", "Deployment", "deployments",
        &pw_deployment_shape, true, pw_subdomain_faults,
        "Keeps a number of equal pods running."},
    [PW_STATEFUL_SET] = {"apps/v1", "StatefulSet", "statefulsets",
        &pw_stateful_set_shape, true, pw_label_faults,
        "Keeps numbered pods running."},
    [PW_DAEMON_SET] = {"apps/v1", "DaemonSet", "daemonsets",
        &pw_daemon_set_shape, true, pw_subdomain_faults,
        "Runs one pod on every node."},
    [PW_REPLICA_SET] = {"apps/v1", "ReplicaSet", "replicasets",
        &pw_replica_set_shape, true, pw_subdomain_faults,
        "Keeps a number of equal pods running, usually for a Deployment."},
    [PW_REPLICATION_CONTROLLER] = {"v1", "ReplicationController", "replicationcontrollers",
        &pw_controller_shape, true, pw_subdomain_faults,
        "Keeps a number of equal pods running; what was there before Deployments."},
    [PW_JOB] = {"batch/v1", "Job", "jobs",
        &pw_job_shape, true, pw_subdomain_faults,
        "Runs pods until they are done."},
    [PW_CRON_JOB] = {"batch/v1", "CronJob", "cronjobs",
        &pw_cron_job_shape, true, pw_subdomain_faults,
        "Starts a Job at set times."},
    [PW_POLICY] = {"networking.k8s.io/v1", "NetworkPolicy", "networkpolicies",
        &pw_policy_shape, true, pw_subdomain_faults,
        "Says who may reach the pods it selects, and where they may go."},
};

const pw_kind_info *pw_kind_of(pw_object_kind kind)
{
    return &kinds[kind];
}
