. files/show.sh
show podwall matrix -f files/lab --port 8080/TCP
for form in csv json md; do
    show podwall matrix -f files/lab --port 8080/TCP -o "$form"
done
