"""Benchmarks against floors measured in the same run: `python -m tests.benchmarks --help`.

Never collected by pytest: the test suite asserts causes, these report times.
"""
