"""What the settings are: one frozen value, every default in it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from repdesk.domain.policy import Policy
from repdesk.domain.questions import KpiChoice

FILE_NAME = "settings.toml"


class Problem(Struct, frozen=True):
    """A line of the file that was left out: where, which key, why (a code and its facts)."""

    path: Path
    line: int | None
    key: str
    code: str
    facts: Mapping[str, Any] = {}


class Settings(Struct, frozen=True, kw_only=True):
    """What the rep set, or the defaults.

    `lang` "" follows the locale; `tax` is the usual rate as decimal text; `date_order` "mdy",
    "dmy" or "" (03/04 is then no date); `keys` command id -> keys; `snippets` digit -> text,
    "" for one that is switched off.
    """

    name: str = ""
    lang: str = ""
    tax: str = "0"
    prices_include_tax: bool = False
    date_order: str = ""
    policy: Policy = Policy()
    kpis: KpiChoice = KpiChoice()
    keys: Mapping[str, str] = {}
    snippets: Mapping[str, str] = {}
    glyphs: str = "unicode"
    problems: tuple[Problem, ...] = ()

    @property
    def currency(self) -> str:
        """The book's currency."""
        return self.policy.currency
