# Lines about Services, workloads whose pods differ, pods by the beginning of their names.
. files/show.sh
show podwall test - -f files/services <<'SUITE'
allow shop/client -> svc:shop/api 80
allow shop/client -> shop/api-* 8080
allow shop/client -> svc:shop/api 80 81
deny  shop/client -> svc:shop/nobody 80
SUITE
show podwall test - -f files/services <<'SUITE'
only shop/client -> svc:shop/api 80
SUITE
