"""The drawing characters, and plain ASCII ones for terminals that draw ambiguous ones two wide."""

from __future__ import annotations

import msgspec


class Glyphs(msgspec.Struct, frozen=True):
    """One set of drawing characters; each but `ellipsis` and `arrow` is one cell wide."""

    ellipsis: str
    rule: str
    bar: str
    full: str
    rest: str
    dot: str
    tick: str
    cross: str
    arrow: str
    mark: str
    sparks: str
    times: str
    middle: str


UNICODE = Glyphs(
    ellipsis="…",
    rule="─",
    bar="│",
    full="█",
    rest="·",
    dot="●",
    tick="✓",
    cross="✗",
    arrow="→",
    mark="▌",
    sparks="▁▂▃▄▅▆▇█",
    times="×",
    middle="·",
)
ASCII = Glyphs(
    ellipsis="..",
    rule="-",
    bar="|",
    full="#",
    rest=".",
    dot="*",
    tick="+",
    cross="x",
    arrow="->",
    mark="|",
    sparks="_.-:=+*#",
    times="x",
    middle="-",
)


def glyphs_named(name: str) -> Glyphs:
    """Return the set of the setting `glyphs`: `ascii`, anything else is the full one."""
    return ASCII if name == "ascii" else UNICODE
