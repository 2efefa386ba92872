podwall
