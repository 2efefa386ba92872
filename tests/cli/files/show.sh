# show COMMAND...: prints the command, what it says on both streams, and how it ended when not with 0.
show() {
    printf '$ %s\n' "$*"
    "$@" 2>&1
    status=$?
    [ "$status" -eq 0 ] || printf '[exit %s]\n' "$status"
    printf '\n'
}
