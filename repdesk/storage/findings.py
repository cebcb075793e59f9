"""One finding of the doctor as a plain value."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Check(NamedTuple):
    """What was looked at, whether it is well, the code and facts that tell it, the way back."""

    name: str
    ok: bool
    code: str
    facts: Mapping[str, Any]
    way: str = ""


def good(name: str, code: str, facts: Mapping[str, Any]) -> Check:
    """Return a check that is well."""
    return Check(name, True, code, facts)


def bad(name: str, code: str, facts: Mapping[str, Any], way: str) -> Check:
    """Return a check that is not, with the code of the way back ("": the reason says it)."""
    return Check(name, False, code, facts, way)
