podwall can -f files/lab dev/backend prod/database 8080/TCP
