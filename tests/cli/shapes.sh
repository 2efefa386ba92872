. files/show.sh
show podwall check -f files/shapes/list.yaml -f files/shapes/objects.json
show podwall can -f files/shapes/list.yaml -f files/shapes/objects.json lab/two lab/one 80
show podwall check -f files/shapes/get-dump.yaml
show podwall can -f files/shapes/get-dump.yaml 10.4.0.7 lab/dumped 8080
show podwall check -f files/shapes/twice.yaml
show podwall check -f files/shapes/unquoted.yaml
