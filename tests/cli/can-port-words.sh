. files/show.sh
show podwall can -f files/lab prod/backend prod/database 8080
show podwall can -f files/lab prod/backend prod/database 8080/tcp
show podwall can -f files/lab prod/backend prod/database db
show podwall can -f files/lab prod/backend prod/database 0
show podwall can -f files/lab prod/backend prod/database 65536
show podwall can -f files/lab prod/backend prod/database 8080/ICMP
show podwall can -f files/lab prod/backend prod/database 80-90
