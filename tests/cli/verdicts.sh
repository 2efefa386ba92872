podwall verdicts -f files/lab --probes files/lab-probes.tsv
