. files/show.sh
manifest='
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: short}
spec:
  ingress:
  - ports:
    - port: 0x50
    - {port: dns, protocol: UDP}
    from: []
---
apiVersion: v1
kind: Namespace
metadata: {name: "42", annotations: {note: "a: b", lines: "x\ny\n"}}
---
kind: broken
'
printf '%s' "$manifest" | show podwall stored -f -
printf '%s' "$manifest" | show podwall stored -o json -f -
