"""The program broken on purpose: killed, its files torn, several writing at once."""
