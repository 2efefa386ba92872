podwall fix -f files/findings
podwall fix -f files/findings --code service-port
podwall fix -f files/findings --code PW4503
podwall fix -f files/findings --code nonsense
podwall fix -f files/findings -o json --code accidental-or
# --write changes the files, and then there is nothing left to mend.
folder=$(mktemp -d)
cp files/findings/* "$folder"
podwall fix -f "$folder" --write 2> /dev/null
diff files/findings/policy.yaml "$folder/policy.yaml"
podwall fix -f "$folder"
rm -r "$folder"
