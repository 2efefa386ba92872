. files/show.sh
show podwall words -f files/lab/cluster.yaml
show podwall words --assume ipBlockMatchesPods=false -f files/words | grep -A 9 blocks
