# Today's reachability as a suite, which holds at once; and where pods of a workload differ.
. files/show.sh
for folder in lab services addresses words workloads; do
    podwall snapshot -f "files/$folder" > /tmp/podwall-snapshot.$$
    grep -v '^#  \|^# [Aw`dC]\|^#$' /tmp/podwall-snapshot.$$
    show podwall test - -f "files/$folder" < /tmp/podwall-snapshot.$$
done
rm /tmp/podwall-snapshot.$$
podwall snapshot -f files/lab | head -12
show podwall snapshot -f files/lab -o json
