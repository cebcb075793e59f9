"""The snippets `;1` … `;9` of a log line: those that are there at first, and the rep's own."""

from collections.abc import Mapping
from typing import Final

from repdesk.i18n import N_, _

SNIPPETS: Final[Mapping[str, str]] = {
    "1": N_("!3d chase payment"),
    "2": N_("sample sent !1w ask how the test goes"),
    "3": N_("quote sent !3d ask about the quote"),
    "4": N_("!2w visit again"),
    "5": N_("!tomorrow call back"),
    "6": N_("nobody there, card left !tomorrow try again"),
    "7": N_("!tomorrow send the documents"),
    "8": N_("price too high !2d ask for a discount"),
    "9": N_("waiting for their answer !1w ask again"),
}
"""Text by digit, until the rep writes another."""


def snippets(own: Mapping[str, str]) -> dict[str, str]:
    """Return what each digit stands for on a screen of this language.

    The rep's own text wins; an empty one switches a snippet off.
    """
    return {digit: own.get(digit, _(text)) for digit, text in SNIPPETS.items()}
