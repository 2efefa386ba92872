. files/show.sh
ask() {
    printf '== %s\n' "$1"
    podwall check -f - 2>&1
    printf '[exit %s]\n\n' "$?"
}
ask 'tab as indentation' <<YAML
apiVersion: v1
kind: Pod
metadata:
$(printf '\t')name: tabbed
YAML
ask 'half a flow map' <<'YAML'
kind: {Pod
YAML
ask 'a NUL byte' < <(printf 'apiVersion: v1\nkind: Po\0d\n')
ask 'not UTF-8' < <(printf 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: \xff\xfe\n')
ask 'machine code' < <(printf '\177ELF\002\001\001\000\000\000\000\000')
ask 'nothing at all' < /dev/null
ask 'only blanks and comments' < <(printf '\n  \n# nothing\n---\n---\n')
ask 'plain text' <<< 'hello world'
ask 'a list' <<< '- one'
ask 'no kind' <<< 'metadata: {name: x}'
ask 'a kind nobody knows' <<< '{apiVersion: v1, kind: Pdo, metadata: {name: x}}'
ask 'a key twice' <<< '{apiVersion: v1, apiVersion: v1, kind: Pod, metadata: {name: x}}'
ask 'an unknown alias' <<< 'kind: *pod'
