# Suites: one that holds and names its manifests, one that fails, a case with a failing line.
. files/show.sh
show podwall test files/suites/lab.test
show podwall test files/suites/wrong.test -f files/lab
show podwall test files/suites/case.yaml files/suites/lab.test
