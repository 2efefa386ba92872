# A suite made true: comments stay, what changed is said, and then it holds.
. files/show.sh
suite=$(mktemp -d)/x.test
cat > "$suite" <<'SUITE'
# my suite
deny * -> prod/* all   # shut
  allow prod/backend,dev/frontend -> prod/database 8080 9000  # both
only dev/backend -> prod/database 8081/TCP
deny dev/frontend -> prod/frontend all # flips
allow dev/* -> dev/* all
SUITE
podwall test --update "$suite" -f files/lab | sed 's/^.*\/x/x/'
cat "$suite"
podwall test "$suite" -f files/lab | sed 's/^.*\/x/x/'
podwall test --update "$suite" -f files/lab | sed 's/^.*\/x/x/'
cp files/suites/case.yaml "$suite"
podwall test --update "$suite" | sed 's/^.*\/x/x/'
diff files/suites/case.yaml "$suite"
cat > "$suite" <<'SUITE'
deny  prod/gone -> prod/database all  # it was deleted
allow prod/old-* -> prod/database 80
allow prod/backend,prod/gone -> prod/database 8080
allow prod/backend -> prod/database 8080
SUITE
podwall test "$suite" -f files/lab | sed 's/^.*\/x/x/'
podwall test --update "$suite" -f files/lab | sed 's/^.*\/x/x/'
cat "$suite"
podwall test --update "$suite" -f files/lab > /dev/null; echo "a line for the hand: exit $?"
podwall test --update - -f files/lab < files/suites/wrong.test | tail -1
podwall test --update "$suite" -f files/lab -o tap
rm -r "${suite%/*}"
