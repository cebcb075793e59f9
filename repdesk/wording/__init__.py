"""Words at the edge: what codes, kinds and days are called on the screen, in both languages."""
