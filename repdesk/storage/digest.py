"""blake2b, without the rest of hashlib: that loads OpenSSL, a sixth of an empty Python's start."""

try:
    from _blake2 import blake2b
except ImportError:  # another Python than CPython
    from hashlib import blake2b

__all__ = ["blake2b"]
