. files/show.sh
podwall can -f files/lab/policy.yaml -f - prod/frontend prod/database 8080 < files/lab/cluster.yaml
echo "[exit $?]"
podwall check -f - < files/mistakes.yaml
echo "[exit $?]"
