podwall can -f files/broken dev/frontend prod/frontend 8080
