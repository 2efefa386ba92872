# What the API server says of env, probes, security contexts, tolerations and affinity.
pod() {
    printf 'apiVersion: v1\nkind: Pod\nmetadata: {name: p}\nspec: %s\n' "$1" | podwall check --as-kubectl -f -
}
pod '{containers: [{name: c, image: i, env: [{name: ""}, {name: A, value: x, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]}]}'
pod '{containers: [{name: c, image: i, env: [{name: A, valueFrom: {}}, {name: B, valueFrom: {configMapKeyRef: {name: m}}}]}]}'
pod '{containers: [{name: c, image: i, livenessProbe: {}, readinessProbe: {httpGet: {path: /, port: 0}}}]}'
pod '{containers: [{name: c, image: i, livenessProbe: {tcpSocket: {port: 80}, successThreshold: 2, periodSeconds: -1}}]}'
pod '{securityContext: {runAsUser: -1}, containers: [{name: c, image: i, securityContext: {runAsGroup: -1}}]}'
pod '{tolerations: [{operator: Exists, value: v}, {key: k, operator: Like}], containers: [{name: c, image: i}]}'
