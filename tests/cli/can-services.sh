. files/show.sh
show podwall can -f files/services shop/client svc:shop/web 80
show podwall can -f files/services shop/db svc:shop/web 80
show podwall can -f files/services shop/client svc:shop/api 80
show podwall can -f files/services shop/client svc:shop/db 5432
show podwall can -f files/services shop/client svc:shop/db-headless 5432
show podwall can -f files/services shop/client svc:shop/nobody 80
show podwall can -f files/services shop/client svc:shop/api 8080
show podwall can -f files/services shop/client svc:shop/outside 5432
show podwall can -f files/services svc:shop/api shop/client 80
show podwall can -f files/services shop/client svc:shop/bd 80
show podwall can -f files/services shop/client ip:10.96.0.11 80
