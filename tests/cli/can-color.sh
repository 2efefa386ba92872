. files/show.sh
show podwall can -f files/lab dev/frontend prod/database 8080 --color always
show podwall can -f files/lab prod/backend prod/database 8080 --color always
show podwall can -f files/lab prod/backend prod/database 8080 --color auto
