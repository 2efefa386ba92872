. files/show.sh
ask() {
    printf '== %s\n' "$1"
    podwall can -f - -f files/lab/policy.yaml prod/frontend prod/database 8080 2>&1 | head -3
    printf '\n'
}
ask 'CRLF' < <(sed 's/$/\r/' files/lab/cluster.yaml)
ask 'byte order mark' < <(printf '\357\273\277'; cat files/lab/cluster.yaml)
ask 'UTF-16 little-endian' < <(printf '\377\376'; iconv -f UTF-8 -t UTF-16LE files/lab/cluster.yaml)
ask 'UTF-16 big-endian' < <(printf '\376\377'; iconv -f UTF-8 -t UTF-16BE files/lab/cluster.yaml)
ask 'no line end at the end' < <(printf '%s' "$(cat files/lab/cluster.yaml)")
ask 'explicit ends' < <(sed 's/^---$/...\n---/' files/lab/cluster.yaml; echo ...)
