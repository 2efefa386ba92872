# The same for programs.
. files/show.sh
for form in tap junit json; do
    show podwall test files/suites/wrong.test files/suites/case.yaml -f files/lab -o "$form"
done
show podwall test files/suites/none.test -f files/lab
