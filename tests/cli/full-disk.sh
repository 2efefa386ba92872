podwall check -f files/lab > /dev/full
echo "exit $?"
podwall matrix -f files/lab -o json > /dev/full
echo "exit $?"
