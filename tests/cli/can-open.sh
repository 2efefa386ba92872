podwall can -f files/lab prod/database dev/frontend 80
