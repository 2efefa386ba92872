# What is made of the table of verbs for man and the shells; the suite `install` reads the whole.
. files/show.sh
begins() {
    show "$@" | sed "s/$(cat ../../VERSION)/VERSION/" | head -"$lines"
}
lines=16
begins podwall --man
lines=8
for shell in bash zsh fish; do
    begins podwall --completion "$shell"
done
show podwall --completion tcsh
show podwall --completion
