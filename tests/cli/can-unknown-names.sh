. files/show.sh
show podwall can -f files/lab dev/frontend prod/databse 8080
show podwall can -f files/lab dev/fronted prod/database 8080
show podwall can -f files/lab dve/frontend prod/database 8080
show podwall can -f files/lab frontend prod/database 8080
show podwall can -f files/lab nowhere/at-all prod/database 8080
show podwall can -f files/lab dev/frontend svc:prod/database 8080
show podwall can -f files/lab ip:10.1.2.300 prod/database 8080
show podwall can -f files/lab dev/frontend prod/ 8080
