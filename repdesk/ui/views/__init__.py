"""What the screens show, as pure functions: plain results in, lines of cells out."""
