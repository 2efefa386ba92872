# Expectations against the lab: met, not met, only asked; then lines that cannot be asked.
podwall ask <<'JSON'
{"do": "load", "files": [{"name": "lab.yaml", "text": "{apiVersion: v1, kind: Pod, metadata: {name: a}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: b, labels: {app: b}}}\n---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: two}, spec: {replicas: 2, selector: {matchLabels: {app: two}}, template: {metadata: {labels: {app: two}}}}}\n---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: none}, spec: {replicas: 0, selector: {matchLabels: {app: none}}, template: {metadata: {labels: {app: none}}}}}\n---\n{apiVersion: v1, kind: Service, metadata: {name: void}, spec: {selector: {app: nobody}, ports: [{port: 80}]}}\n---\n{apiVersion: networking.k8s.io/v1, kind: NetworkPolicy, metadata: {name: p}, spec: {podSelector: {matchLabels: {app: two}}, policyTypes: [Ingress], ingress: [{from: [{ipBlock: {cidr: 192.0.2.0/24}}, {podSelector: {matchLabels: {app: b}}}]}]}}\n"}]}
{"do": "grade", "expect": "# the lab\nallow default/b -> default/two 80/TCP  # peer 2\ndeny default/a → default/two 80\n\nask default/a -> default/b 53/udp\n"}
{"do": "grade", "expect": "deny default/b -> default/two 80\nallow default/a -> default/two 80\nallow default/a -> svc:default/void 80\ndeny default/a -> svc:default/void 80\n"}
{"do": "grade", "expect": "allow default/b -> default/two\n"}
{"do": "grade", "expect": "\nallow default/b -> default/tow 80\n"}
{"do": "grade", "expect": "allow svc:default/void -> default/a 80\n"}
{"do": "grade", "expect": "allow default/a -> default/none 80\n"}
{"do": "grade"}
{"do": "grade", "expect": "", "as": "text"}
JSON
