podwall check -f files/findings
echo "exit $?"
podwall check -f files/findings --fail-on warning > /dev/null
echo "exit $?"
podwall check -f files/findings -o github --fail-on info
echo "exit $?"
podwall check -f files/findings -o sarif
podwall check -f files/findings --fail-on never
podwall check -f files/findings -o csv
