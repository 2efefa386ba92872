. files/show.sh
for stage in tree objects classes index; do
    show podwall dump "$stage" files/lab/policy.yaml
done
show podwall dump nothing files/lab/policy.yaml
