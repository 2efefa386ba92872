. files/show.sh
show_any_version() {
    show "$@" | sed "s/$(cat ../../VERSION)/VERSION/"
}
show_any_version podwall --help
show_any_version podwall help can
for verb in check can verdicts matrix words stored ask fix explain-code test snapshot verify-script dump bench; do
    show podwall "$verb" --help
done
