"""The brief in words: at most twelve lines, each with the records it stands on."""

from typing import Final, NamedTuple

from repdesk.analytics.results import Brief, BriefLine, Source
from repdesk.domain.book import Book
from repdesk.domain.policy import Policy
from repdesk.i18n import N_, _
from repdesk.wording.brief_parts import PartWords
from repdesk.wording.brief_texts import text
from repdesk.wording.terms import colon, tier_name
from repdesk.wording.tiers import playbook

MOST: Final = 12
GIVE_WAY: Final = ("last", "people", "deals")
"""Lines that give way when there are more than MOST, the first of these first."""
RULE: Final = 72
"""Cells of a line of the playbook."""
LABELS: Final = {
    "last": N_("last time"),
    "people": N_("also there"),
    "deals": N_("deals"),
    "price": N_("last paid"),
    "cared": N_("cares about"),
    "buys": N_("buys"),
    "similar": N_("others"),
    "question": N_("to ask"),
}


class Said(NamedTuple):
    """A line of the brief in words, and the records it was made of."""

    text: str
    sources: tuple[Source, ...]


def brief_lines(brief: Brief, book: Book, policy: Policy) -> list[Said]:
    """Return the brief in words, at most MOST lines; a line that would be empty is left out."""
    words = PartWords(book, policy, brief.day)
    lines = [(line.code, said) for line in brief.lines for said in _said(line, words)]
    for code in GIVE_WAY:
        if len(lines) > MOST:
            lines = [each for each in lines if each[0] != code]
    return [said for _code, said in lines[:MOST]]


def _said(line: BriefLine, words: PartWords) -> list[Said]:
    if line.code == "playbook":
        tier = words.policy.tier(str(line.parts[0].fact("tier")))
        told = [text(each, RULE) for each in playbook(tier) if each.strip()]
        told[:1] = [colon(tier_name(tier.name), each) for each in told[:1]]
        return [Said(each, line.sources) for each in told]
    parts = [(words.of(part), part.sources) for part in line.parts]
    parts = [each for each in parts if each[0]]
    if not parts:
        return []
    said = " · ".join(each for each, _sources in parts)
    if line.code in LABELS:
        said = colon(_(LABELS[line.code]), said)
    return [Said(said, tuple(dict.fromkeys(one for _said, each in parts for one in each)))]
