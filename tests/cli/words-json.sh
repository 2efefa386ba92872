podwall words -o json -f files/lab
