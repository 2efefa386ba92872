podwall can -f files/lab dev/frontend prod/database 8080/TCP
