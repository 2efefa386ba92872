. files/show.sh
show podwall check -f files/lab
show podwall check -f files/lab -o json
