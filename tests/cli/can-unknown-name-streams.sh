podwall can -f files/lab dev/frontend prod/databse 8080
