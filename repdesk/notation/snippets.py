"""The rep's own snippets `;1` to `;9`, put in place before the line is read."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from repdesk.notation.fold import begins_private, ends_here, fold, stands_alone
from repdesk.notation.reading import Choice, Offer, Piece, Problem, Reading


def expand(raw: str, snippets: Mapping[str, str]) -> tuple[str, Sequence[tuple[int, int]] | None]:
    """Return the line with snippets put in and, per character, its span in `raw`.

    The spans are None where nothing was put in. What follows `//` or a backslash is left alone,
    and what a snippet brings is not expanded again.
    """
    text = fold(raw)
    if not snippets or ";" not in text:
        return raw, None
    parts: list[str] = []
    spans: list[tuple[int, int]] = []
    at, copied = 0, 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if begins_private(text, at):
            break
        snippet = snippets.get(text[at + 1 : at + 2]) if text[at] == ";" else None
        if snippet and stands_alone(text, at) and ends_here(text, at + 2):
            parts += [raw[copied:at], snippet]
            spans += [(i, i + 1) for i in range(copied, at)]
            spans += [(at, at + 2)] * len(snippet)
            at = copied = at + 2
            continue
        at += 1
    if not parts:
        return raw, None
    spans += [(i, i + 1) for i in range(copied, len(raw))]
    return "".join([*parts, raw[copied:]]), spans


def as_typed(reading: Reading, raw: str, spans: Sequence[tuple[int, int]]) -> Reading:
    """Return a reading of the expanded line with its spans in the line as typed."""

    def start(part: Piece | Problem | Offer | Choice) -> int:
        return spans[part.start][0] if part.start < part.end else 0

    def end(part: Piece | Problem | Offer | Choice) -> int:
        return spans[part.end - 1][1] if part.start < part.end else 0

    return replace(
        reading,
        raw=raw,
        pieces=tuple(replace(p, start=start(p), end=end(p)) for p in reading.pieces),
        problems=tuple(replace(p, start=start(p), end=end(p)) for p in reading.problems),
        offered=tuple(replace(o, start=start(o), end=end(o)) for o in reading.offered),
        choices=tuple(replace(c, start=start(c), end=end(c)) for c in reading.choices),
    )
