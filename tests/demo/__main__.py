"""Writes data/demo.json anew: `python -m tests.demo`."""

from pathlib import Path

from repdesk.demo.book import demo_bytes
from repdesk.notation.pinyin import keys

Path("data/demo.json").write_bytes(demo_bytes(keys))
