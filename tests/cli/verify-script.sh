# A suite as a script, and what it says of a cluster that is as expected, and of others.
PATH=$PWD/files/bin:$PATH
script=$(mktemp)
podwall verify-script files/suites/real.test > "$script"
cat "$script"
run() {
    echo "== $1"
    OPEN=$2 REFUSED=$3 sh "$script"
    echo "[exit $?]"
}
as_expected='backend:10.database:8080 backend:203.0.113.9:443'
run 'as expected' "$as_expected"
run 'a door is open' "$as_expected frontend:10.database:8080"
run 'a door is closed' ''
run 'nobody listens' 'backend:10.database:8080:refused backend:203.0.113.9:443'
run 'the plugin rejects' "$as_expected frontend:10.database:8080:refused" deny
run 'no nc' no-nc
echo '== workloads and a Service'
podwall verify-script - -f files/workloads -f files/services > "$script" <<'SUITE'
allow shop/deployment/web -> shop/statefulset/db 5432
deny  * -> shop/statefulset/db 5432
allow shop/client -> svc:shop/api 80
SUITE
grep '^find\|^take\|^ask\|^echo' "$script"
rm "$script"
