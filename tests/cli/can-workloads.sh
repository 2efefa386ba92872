. files/show.sh
show podwall can -f files/workloads shop/web shop/db 5432
show podwall can -f files/workloads shop/backup shop/db 5432
show podwall can -f files/workloads shop/deployment/web shop/statefulset/db 5432
show podwall can -f files/workloads shop/db shop/db 5432
show podwall can -f files/workloads shop/db-0 shop/db-1 5432
show podwall can -f files/workloads shop/agent shop/db 5432
show podwall can -f files/workloads shop/bd shop/db 5432
