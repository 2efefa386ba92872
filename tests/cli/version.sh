podwall --version
