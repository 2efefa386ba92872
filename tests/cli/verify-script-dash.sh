# The same by dash, where there is one, and names that a shell would trip over.
PATH=$PWD/files/bin:$PATH
shell=$(command -v dash || command -v sh)
podwall verify-script files/suites/real.test | OPEN='' "$shell" > /dev/null
echo "exit $?"
cp files/suites/real.test "/tmp/it's \$(touch podwall-was-here).test"
sed -i "s|use ../lab|use $PWD/files/lab|" "/tmp/it's \$(touch podwall-was-here).test"
podwall verify-script "/tmp/it's \$(touch podwall-was-here).test" | OPEN='' "$shell" > /dev/null
ls podwall-was-here 2>/dev/null
rm "/tmp/it's \$(touch podwall-was-here).test"
