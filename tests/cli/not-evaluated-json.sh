podwall can -f files/lab -f files/shapes/cluster-policy.yaml dev/backend prod/database 8080 -o json
