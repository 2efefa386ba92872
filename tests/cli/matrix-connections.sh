. files/show.sh
show podwall matrix -f files/lab
show podwall matrix -f files/lab --connections -o md
show podwall matrix -f files/addresses --connections -o csv
