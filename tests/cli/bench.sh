. files/show.sh
podwall bench -f files/lab -n 1 -o json | sed 's/:[0-9.]*\([,}]\)/:N\1/g'
show podwall bench -n 1
show podwall bench -f files/lab -n 0
