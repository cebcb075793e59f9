"""Frozen values and pure functions; the standard library and msgspec only."""
