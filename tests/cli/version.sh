podwall --version | sed "s/$(cat ../../VERSION)/VERSION/"
