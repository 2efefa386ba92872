podwall check -f files/mistakes.yaml -o json
