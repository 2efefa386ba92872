. files/show.sh
show podwall verdicts -f files/lab --probes files/no-such.tsv
show podwall verdicts -f files/lab
podwall verdicts -f files/lab --probes <(printf 'from\tto\tport\tprotocol\nprod/backend\tprod/databse\t8080\tTCP\n') 2>&1
echo "[exit $?]"
podwall verdicts -f files/lab --probes <(printf 'prod/backend\tprod/database\n') 2>&1
echo "[exit $?]"
