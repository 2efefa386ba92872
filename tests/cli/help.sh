. files/show.sh
show podwall --help
show podwall help can
for verb in check can verdicts matrix ask dump bench; do
    show podwall "$verb" --help
done
