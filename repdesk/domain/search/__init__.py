"""Find anything: what was typed against everything in a book that has words."""
