# Suites that cannot be asked, each with its line.
. files/show.sh
suite() { printf '%s\n' "$1" | show podwall test - -f files/lab; }
suite 'allow prod/backend -> prod/databse 8080'
suite 'allow prod/backend -> nowhere/* 8080'
suite 'allow prod/back* -> prod/nobody* 8080'
suite 'allow p*d/backend -> prod/database 8080'
suite 'allow prod/backend -> prod/database 90-80'
suite 'allow prod/backend -> prod/database all/ICMP'
suite 'permit prod/backend -> prod/database 80'
suite 'ask * -> prod/database 80'
suite 'use no-such-folder'
suite '# as a snapshot that could not be written leaves it'
show podwall test files/suites/wrong.test
show podwall test files/suites/wrong.test files/lab -f files/lab
show podwall test
show podwall test files/suites/lab.test -o csv
printf 'kind: PodwallCase\nexpect: allow a -> b 80\n' | show podwall test - -f files/lab
for form in tap junit json; do
    printf 'allow a -> b 80\n' | show podwall test - -f files/lab -o "$form"
done
