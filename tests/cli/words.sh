podwall words -f files/words
