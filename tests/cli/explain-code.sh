podwall explain-code accidental-or
podwall explain-code PW2103
podwall explain-code nonsense
echo "exit $?"
