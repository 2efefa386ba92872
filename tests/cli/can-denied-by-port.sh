. files/show.sh
show podwall can -f files/lab prod/backend prod/database 5432/TCP
show podwall can -f files/lab prod/backend prod/database 8080/UDP
