. files/show.sh
show podwall can -f files/ambiguous shop/client shop/web 80
show podwall can -f files/ambiguous shop/client shop/pod/web 80
show podwall can -f files/ambiguous shop/client shop/deployment/web 80
show podwall can -f files/ambiguous shop/statefulset/web shop/client 80
