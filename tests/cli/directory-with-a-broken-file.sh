. files/show.sh
show podwall check -f files/broken
show podwall can -f files/broken dev/frontend prod/database 8080
show podwall can -f files/broken dev/frontend prod/frontend 8080
