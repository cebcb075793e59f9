"""The numbers: pure functions of (book, day, policy) that give plain frozen values."""
