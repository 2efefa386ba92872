podwall cna -f files/lab dev/frontend prod/database 8080
