/*
 * fuzz/lab.h - a small cluster for suites and probes: two pods, a workload, a Service, a policy.
 */
#ifndef PW_FUZZ_LAB_H
#define PW_FUZZ_LAB_H

#define LAB \
    "kind: Pod\napiVersion: v1\nmetadata: {name: a, labels: {app: a}}\n" \
    "status: {podIP: 10.0.0.1}\n" \
    "---\nkind: Pod\napiVersion: v1\nmetadata: {name: b, namespace: dev, labels: {app: b}}\n" \
    "spec: {containers: [{name: c, image: i, ports: [{name: http, containerPort: 80}]}]}\n" \
    "---\nkind: Deployment\napiVersion: apps/v1\nmetadata: {name: d, namespace: dev}\n" \
    "spec: {replicas: 2, selector: {matchLabels: {app: d}}, template: {metadata: {labels: " \
    "{app: d}}, spec: {containers: [{name: c, image: i}]}}}\n" \
    "---\nkind: Service\napiVersion: v1\nmetadata: {name: s, namespace: dev}\n" \
    "spec: {selector: {app: b}, ports: [{port: 8080, targetPort: http}]}\n" \
    "---\nkind: NetworkPolicy\napiVersion: networking.k8s.io/v1\n" \
    "metadata: {name: p, namespace: dev}\n" \
    "spec:\n  podSelector: {matchLabels: {app: b}}\n  ingress:\n" \
    "  - from: [{podSelector: {matchLabels: {app: d}}}, {ipBlock: {cidr: 10.0.0.0/8}}]\n" \
    "    ports: [{port: http}, {port: 8000, endPort: 8010}]\n"

#endif
