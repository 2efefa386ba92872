podwall can -f files/lab prod/database prod/database 1
