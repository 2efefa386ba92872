. files/show.sh
show podwall can -f files/addresses 203.0.113.5 lab/four 80
show podwall can -f files/addresses ip:203.0.113.70 lab/four 80
show podwall can -f files/addresses lab/four 2001:db8::7 443
show podwall can -f files/addresses lab/both ip:2001:db8::7 443
show podwall can -f files/addresses lab/four lab/both 443
show podwall can -f files/addresses lab/both lab/four 443
show podwall can -f files/addresses 10.3.0.4 lab/both 443
show podwall can -f files/addresses 192.168.49.2 lab/both 80
show podwall can -f files/addresses lab/on-host lab/four 80
show podwall can -f files/addresses lab/four lab/on-host 443
show podwall can -f files/addresses lab/waiting lab/four 80
show podwall can -f files/addresses 203.0.113.5 198.51.100.7 80
