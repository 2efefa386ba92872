podwall verdicts -f files/lab -f files/shapes/cluster-policy.yaml --probes files/lab-probes.tsv
