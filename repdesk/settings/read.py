"""Reading settings.toml: what is sound counts, each bad line is named and left out."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from repdesk.domain.errors import Invalid
from repdesk.domain.policy import DEFAULT_TIERS, BonusLadder, Policy, TierWeights
from repdesk.domain.questions import KpiChoice
from repdesk.settings.fields import GOALS, OPEN_SECTIONS, reader_of
from repdesk.settings.values import Problem, Settings

MOST_BAD_LINES = 20
"""With more lines that are no TOML the whole file is left out."""

_AT_LINE = re.compile(r"at line (\d+)")
_HEADER = re.compile(r"\s*\[")


def load(path: Path) -> Settings:
    """Return the settings of the file, the defaults where it is missing. Never raises.

    What is wrong stands in `problems`, a line each.
    """
    try:
        source = path.read_bytes().decode("utf-8-sig")
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        return Settings(problems=(Problem(path, line, "", "setting.not_utf8"),))
    except OSError as error:
        facts = {"reason": error.strerror or ""}
        return Settings(problems=(Problem(path, None, "", "setting.unreadable", facts),))
    document, problems = _parse(path, source.splitlines())
    values: dict[str, Any] = {}
    for key, raw in _flat(document):
        reader = reader_of(key)
        if reader is None:
            code, facts = "setting.unknown", {}
        else:
            try:
                values[key] = reader(raw)
                continue
            except Invalid as error:
                code, facts = error.code, error.facts
        problems.append(Problem(path, _line_of(key, source), key, code, facts))
    return replace(build(values), problems=tuple(problems))


def build(values: Mapping[str, Any]) -> Settings:
    """Return the settings with these values (by dotted key, as their readers gave them)."""
    plain: dict[str, Any] = {"keys": {}, "snippets": {}}
    policy: dict[str, Any] = {}
    weights: dict[str, Any] = {}
    tiers: dict[str, dict[str, Any]] = {}
    bonus: dict[str, Any] = {}
    kpis: dict[str, Any] = {"question": "", "shown": {}, "goals": {}}
    for key, value in values.items():
        section, _, rest = key.partition(".")
        last = key.rpartition(".")[2]
        if section in OPEN_SECTIONS:
            plain[section][rest] = value
        elif key.startswith("policy.weights."):
            weights[last] = value
        elif key.startswith("policy.tiers."):
            tiers.setdefault(key.split(".")[2], {})["called" if last == "name" else last] = value
        elif section == "bonus":
            bonus[last] = value
        elif key == "kpis.question":
            kpis["question"] = value
        elif section == "kpis":
            if value not in (None, ()):
                kpis["goals" if key.startswith(GOALS) else "shown"][last] = value
        elif last in Policy.__struct_fields__:
            policy[last] = value
        else:
            plain[last] = value
    if tiers:
        policy["tiers"] = tuple(replace(tier, **tiers.get(tier.name, {})) for tier in DEFAULT_TIERS)
    if weights:
        policy["weights"] = TierWeights(**weights)
    if bonus:
        policy["bonus"] = BonusLadder(**bonus)
    return Settings(policy=Policy(**policy), kpis=KpiChoice(**kpis), **plain)


def _parse(path: Path, lines: list[str]) -> tuple[dict[str, Any], list[Problem]]:
    """Parse, blanking the lines that are no TOML (of a bad section heading all its lines)."""
    problems: list[Problem] = []
    for _ in range(MOST_BAD_LINES):
        try:
            return tomllib.loads("\n".join(lines), parse_float=Decimal), problems
        except tomllib.TOMLDecodeError as error:
            found = _AT_LINE.search(str(error))
            at = int(found[1]) - 1 if found else _last_written(lines)
            at = min(at, len(lines) - 1)
            if not lines[at].strip():
                at = _last_written(lines[: at + 1])
            key = lines[at].partition("=")[0].strip()[:40]
            problems.append(Problem(path, at + 1, key, "setting.no_toml"))
            heading = _HEADER.match(lines[at])
            lines[at] = ""
            while heading and at + 1 < len(lines) and not _HEADER.match(lines[at + 1]):
                at += 1
                lines[at] = ""
    return {}, [Problem(path, problems[0].line, "", "setting.too_broken")]


def _last_written(lines: list[str]) -> int:
    return max((at for at, line in enumerate(lines) if line.strip()), default=0)


def _flat(document: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, object]]:
    for key, value in document.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _line_of(key: str, source: str) -> int | None:
    """Return the line on which the key stands, told by its last part within its section."""
    section = ""
    for number, line in enumerate(source.splitlines(), 1):
        if heading := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            section = heading[1].replace('"', "").replace("'", "")
        elif named := re.match(r"""\s*([\w.\-"']+)\s*=""", line):
            bare = named[1].replace('"', "").replace("'", "")
            if (f"{section}.{bare}" if section else bare) == key:
                return number
    return None
