. files/show.sh
printf 'from\tto\tport\tprotocol\nprod/backend\tprod/databse\t8080\tTCP\n' > "${TMPDIR:-/tmp}/podwall-probes.$$"
show podwall verdicts -f files/lab --probes files/no-such.tsv
show podwall verdicts -f files/lab
podwall verdicts -f files/lab --probes "${TMPDIR:-/tmp}/podwall-probes.$$" 2>&1
echo "[exit $?]"
printf 'prod/backend\tprod/database\n' | podwall verdicts -f files/lab --probes - 2>&1
echo "[exit $?]"
rm -f "${TMPDIR:-/tmp}/podwall-probes.$$"
