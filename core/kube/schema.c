#include "kube/fields.h"

static const pw_kind_info kinds[PW_OBJECT_KINDS] = {
    [PW_NAMESPACE] = {"v1", "Namespace", "namespaces", &pw_namespace_shape, false, pw_label_faults,
                      "A room for objects. Policies choose namespaces by their labels."},
    [PW_POD] = {"v1", "Pod", "pods", &pw_pod_shape, true, pw_subdomain_faults,
                "One or more programs with one address: what policies guard."},
    [PW_NODE] = {"v1", "Node", "nodes", &pw_node_shape, false, pw_subdomain_faults,
                 "A machine that runs pods."},
    [PW_SERVICE] = {"v1", "Service", "services", &pw_service_shape, true, pw_old_label_faults,
                    "One name and address for a set of pods."},
    [PW_DEPLOYMENT] = {"apps/v1", "Deployment", "deployments", &pw_deployment_shape, true, pw_subdomain_faults,
                       "Keeps a number of equal pods running."},
    [PW_STATEFUL_SET] = {"apps/v1", "StatefulSet", "statefulsets", &pw_stateful_set_shape, true, pw_label_faults,
                         "Keeps numbered pods running."},
    [PW_DAEMON_SET] = {"apps/v1", "DaemonSet", "daemonsets", &pw_daemon_set_shape, true, pw_subdomain_faults,
                       "Runs one pod on every node."},
    [PW_REPLICA_SET] = {"apps/v1", "ReplicaSet", "replicasets", &pw_replica_set_shape, true, pw_subdomain_faults,
                        "Keeps a number of equal pods running, usually for a Deployment."},
    [PW_JOB] = {"batch/v1", "Job", "jobs", &pw_job_shape, true, pw_subdomain_faults,
                "Runs pods until they are done."},
    [PW_CRON_JOB] = {"batch/v1", "CronJob", "cronjobs", &pw_cron_job_shape, true, pw_subdomain_faults,
                     "Starts a Job at set times."},
    [PW_POLICY] = {"networking.k8s.io/v1", "NetworkPolicy", "networkpolicies", &pw_policy_shape, true, pw_subdomain_faults,
                   "Says who may reach the pods it selects, and where they may go."},
};

const pw_kind_info *pw_kind_of(pw_object_kind kind)
{
    return &kinds[kind];
}

const char *pw_type_name(pw_type type)
{
    static const char *const names[] = {
        "text", "a whole number", "a whole number", "true or false", "a number or a name",
        "a quantity like 100m or 2Gi", "a time", "a mapping", "a mapping", "a list", "a list",
        "a mapping", "a list", "a value"};
    return names[type];
}

const pw_field *pw_shape_field(const pw_shape *shape, pw_str name)
{
    for (uint32_t i = 0; i < shape->count; i++)
        if (name.len > 0 && name.at[0] == shape->fields[i].name[0] &&
            pw_str_is(name, shape->fields[i].name))
            return &shape->fields[i];
    return NULL;
}

const pw_field *pw_shape_nearest(const pw_shape *shape, pw_str name)
{
    const pw_field *nearest = NULL;
    uint32_t least = PW_NONE;
    for (uint32_t i = 0; i < shape->count; i++) {
        uint32_t distance;
        if (!pw_str_near(name, pw_str_of(shape->fields[i].name), &distance) || distance >= least)
            continue;
        nearest = &shape->fields[i];
        least = distance;
    }
    return nearest;
}
