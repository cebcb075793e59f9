"""A number explained: what it means, and how it was worked out of this book."""

from typing import Final

from msgspec.structs import replace

from repdesk.analytics.results import Figure, Input
from repdesk.i18n import _
from repdesk.wording.amounts import amount
from repdesk.wording.analysed import ANALYSED
from repdesk.wording.definitions import DEFINITIONS
from repdesk.wording.metrics import NAMES, figure_words, interval_words
from repdesk.wording.notes import note_words

MEANINGS: Final = DEFINITIONS | ANALYSED
"""The definition of everything that has one, by its key."""


def worked(figure: Figure, currency: str) -> str:
    """Return a figure's formula with this book's inputs: `(11,050 − 6,320) / 11,050 = 42.8%`."""
    template = MEANINGS[figure.key].worked
    if figure.value is None or not template:
        return ""
    shown = {each.name: input_words(each, currency) for each in figure.inputs}
    shown["value"] = figure_words(replace(figure, k=None, n=None), currency)
    for name, count in (("k", figure.k), ("n", figure.n)):
        shown[name] = "" if count is None else f"{count:,}"
    return _(template).format_map(shown)


def input_words(each: Input, currency: str) -> str:
    """Return an input as it is read."""
    value = each.value
    match each.unit:
        case "money":
            return amount(int(value), currency)
        case "days":
            return _("{n}d").format(n=f"{float(value):g}")
        case "rate":
            return f"{float(value):.1%}"
        case "ratio":
            return f"{float(value):.2f}"
    return f"{value:,}"


def meaning_lines(key: str) -> list[str]:
    """Return what a number means: its name, its formula, what it counts, its edge."""
    definition = MEANINGS[key]
    return [
        _(NAMES[key]),
        _(definition.formula),
        _("counts: {what}").format(what=_(definition.counts)),
        _("mind: {what}").format(what=_(definition.edge)),
    ]


def definition_lines(figure: Figure, currency: str) -> list[str]:
    """Return what a figure means and how it was worked out here, a line each."""
    name, formula, *rest = meaning_lines(figure.key)
    spread = interval_words(figure.low, figure.high)
    lines = [
        f"{name}: {figure_words(figure, currency)}",
        formula,
        worked(figure, currency),
        *rest,
        _("sure to 95 %: {interval}").format(interval=spread) if spread else "",
        "" if figure.note is None else _("here: {note}").format(note=note_words(figure.note)),
    ]
    return [line for line in lines if line]
