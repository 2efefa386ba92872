podwall check -f files/mistakes.yaml
