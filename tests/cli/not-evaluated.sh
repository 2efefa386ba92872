. files/show.sh
show podwall check -f files/shapes/cluster-policy.yaml
show podwall can -f files/lab -f files/shapes/cluster-policy.yaml dev/backend prod/database 8080
show podwall matrix -f files/lab -f files/shapes/cluster-policy.yaml --port 8080
