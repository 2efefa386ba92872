. files/show.sh
show podwall matrix -f files/lab --port 8080 --by namespace
show podwall matrix -f files/workloads --port 5432 --by workload
show podwall matrix -f files/workloads --port 5432 --by pod -o csv
show podwall matrix -f files/lab --by cluster
