. files/show.sh
show podwall can --prot UDP -f files/lab dev/frontend prod/database 8080
show podwall check -f
show podwall check
show podwall check -f files/lab -o yaml
show podwall check -f files/lab --color blue
show podwall check -f files/no-such-file.yaml
show podwall can -f files/lab dev/frontend prod/database
show podwall can -f files/lab dev/frontend prod/database 8080 extra
