"""Hypothesis strategies shared by the rooms: names, days, records, small changes."""

from datetime import date

from hypothesis import strategies as st

NAMES = st.sampled_from(["张家港华昌", "[/] ${x}", "Suzhou Hengli", "Ünïcode ﷽", "=1+2", "重庆 泵"])
"""Names as customers have them, and as nobody should."""

DAYS = st.dates(date(2023, 1, 1), date(2027, 12, 31))
ISO_DAYS = DAYS.map(date.isoformat)
IDS = st.integers(0, 40).map(lambda number: f"id{number:02d}")
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
