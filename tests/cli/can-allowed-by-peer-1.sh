podwall can -f files/lab prod/backend prod/database 8080/TCP
