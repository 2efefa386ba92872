podwall can -f files/services shop/client svc:shop/api 80 -o json
