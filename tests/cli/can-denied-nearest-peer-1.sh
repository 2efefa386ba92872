podwall can -f files/lab prod/frontend prod/database 8080/TCP
