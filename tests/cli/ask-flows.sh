# What the picture draws, and moving the dash: the second peer is split before its podSelector.
cluster=$(sed 's/"/\\"/g; s/$/\\n/' files/lab/cluster.yaml | tr -d '\n')
policy=$(sed 's/"/\\"/g; s/$/\\n/' files/lab/policy.yaml | tr -d '\n')
split=$(awk '/podSelector/ && ++seen == 3 { sub(/  podSelector/, "- podSelector") } 1' files/lab/policy.yaml |
  sed 's/"/\\"/g; s/$/\\n/' | tr -d '\n')
cluster_file='{"name": "cluster.yaml", "text": "'$cluster'"}'
podwall ask <<JSON | sed 's/{"\(from\|name\|policy\)"/\n  &/g'
{"do": "load", "snapshot": "before", "files": [$cluster_file, {"name": "policy.yaml", "text": "$policy"}]}
{"do": "flows", "snapshot": "before", "to": "prod/database"}
{"do": "changes", "since": "before", "files": [$cluster_file, {"name": "policy.yaml", "text": "$split"}]}
{"do": "changes", "snapshot": "before", "since": "main"}
{"do": "changes", "since": "main"}
{"do": "flows", "from": "dev/frontent"}
{"do": "flows", "to": "ip:203.0.113.1"}
{"do": "flows", "as": "text"}
{"do": "changes"}
{"do": "changes", "since": "after"}
JSON
