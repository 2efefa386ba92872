podwall ask <<'JSON'
{"do": "load", "files": [{"name": "one.yaml", "text": "{apiVersion: v1, kind: Pod, metadata: {name: a}}\n---\n{apiVersion: v1, kind: Pod, metadata: {name: b}}\n"}]}
{"do": "can", "from": "default/a", "to": "default/b", "port": 80}
{"do": "edit"}
{"do": "can", "from": "default/a"}
not json

[1, 2]
{"do": "ends", "edit": {"file": "one.yaml", "document": 1, "text": "---\n{apiVersion: v1, kind: Pod, metadata: {name: c}}\n"}}
{"do": "verdicts", "probes": [["default/a", "default/c", 80, "TCP"], ["default/a", "default/b", 80, "TCP"]]}
{"do": "check", "keep": true, "files": [{"name": "one.yaml", "text": null}]}
{"do": "ends", "snapshot": "other"}
JSON
