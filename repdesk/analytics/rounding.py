"""A table of exact amounts in whole minor units whose rows and columns still add up.

Rounding every amount by itself makes sums that are off by a few cents. Here every cell, every row,
every column and the total is one of the two whole numbers next to its exact value, and all sums are
exact. Source: L. H. Cox, "A constructive procedure for unbiased controlled rounding" (1987), with
the nearer of two ways taken instead of a random one.
"""

from collections.abc import Sequence

Edge = tuple[int, int]


def rounded(amounts: Sequence[Sequence[int]], unit: int, total: int) -> list[list[int]]:
    """Return the table in whole units: cells that add up, in all, to `total`.

    `amounts` are exact, `unit` of them make one; `total` is one of the two whole numbers next to
    their sum / unit.
    """
    columns = len(amounts[0]) if amounts else 0
    whole = [[amount // unit for amount in row] for row in amounts]
    rest = {
        (at, to): amount % unit
        for at, row in enumerate(amounts)
        for to, amount in enumerate(row)
        if amount % unit
    }
    if not rest:
        return whole
    corner = (len(amounts), columns)
    _close(rest, corner, unit)
    lines = _Lines(rest)
    up = total > sum(map(sum, amounts)) // unit
    while corner in rest and rest[corner] % unit:
        _turn(rest, lines, lines.through(corner), unit, rising=up)
    for at in range(corner[0]):
        _settle(rest, lines, at, unit)
    for (at, to), amount in rest.items():
        if at < corner[0] and to < corner[1]:
            whole[at][to] += amount // unit
    return whole


def _close(rest: dict[Edge, int], corner: Edge, unit: int) -> None:
    """Add a row, a column and their corner, so that every line of rests is a whole number."""
    rows, columns = corner
    in_rows, in_columns = [0] * rows, [0] * columns
    for (at, to), amount in rest.items():
        in_rows[at] += amount
        in_columns[to] += amount
    closing = {(at, columns): -amount % unit for at, amount in enumerate(in_rows)}
    closing |= {(rows, to): -amount % unit for to, amount in enumerate(in_columns)}
    closing[corner] = sum(in_rows) % unit
    rest.update({edge: amount for edge, amount in closing.items() if amount})


class _Lines:
    """The rests that are still between two whole numbers, by row and by column.

    A line with one such rest has another: its sum is whole. So every walk comes back to itself.
    """

    def __init__(self, rest: dict[Edge, int]) -> None:
        self._rows: dict[int, dict[int, None]] = {}
        self._columns: dict[int, dict[int, None]] = {}
        for at, to in sorted(rest):
            self._rows.setdefault(at, {})[to] = None
            self._columns.setdefault(to, {})[at] = None

    def of(self, line: int, *, row: bool) -> dict[int, None]:
        """Return where a row or a column is not whole."""
        return (self._rows if row else self._columns).get(line, {})

    def drop(self, edge: Edge) -> None:
        """A rest became whole."""
        at, to = edge
        del self._rows[at][to], self._columns[to][at]

    def through(self, edge: Edge) -> list[Edge]:
        """Return a ring of rests that begins with this one."""
        row, column = edge
        found: dict[tuple[int, bool], tuple[int, bool] | None] = {(column, False): None}
        waiting = [(column, False)]
        for line, is_row in waiting:
            if (line, is_row) == (row, True):
                break
            for step in self.of(line, row=is_row):
                one = (line, step) if is_row else (step, line)
                if one != edge and (step, not is_row) not in found:
                    found[step, not is_row] = (line, is_row)
                    waiting.append((step, not is_row))
        ring, node = [edge], (row, True)
        while (before := found[node]) is not None:
            ring.append((node[0], before[0]) if node[1] else (before[0], node[0]))
            node = before
        return ring


def _settle(rest: dict[Edge, int], lines: _Lines, row: int, unit: int) -> None:
    """Walk from a row, by row and column in turn, and turn every ring met until nothing is left."""
    path: list[Edge] = []
    nodes = [(row, True)]
    seen = {(row, True): 0}
    while lines.of(row, row=True):
        line, is_row = nodes[-1]
        came = path[-1] if path else None
        for step in lines.of(line, row=is_row):
            edge = (line, step) if is_row else (step, line)
            if edge != came:
                break
        path.append(edge)
        node = (step, not is_row)
        first = seen.get(node)
        if first is None:
            seen[node] = len(nodes)
            nodes.append(node)
            continue
        _turn(rest, lines, path[first:], unit, rising=None)
        for passed in nodes[first + 1 :]:
            del seen[passed]
        del path[first:], nodes[first + 1 :]


def _turn(
    rest: dict[Edge, int], lines: _Lines, ring: list[Edge], unit: int, *, rising: bool | None
) -> None:
    """Move a ring's rests up and down in turn until one is whole; the shorter way unless told."""
    even, odd = ring[::2], ring[1::2]
    up = min(min(unit - rest[edge] for edge in even), min(rest[edge] for edge in odd))
    down = min(min(rest[edge] for edge in even), min(unit - rest[edge] for edge in odd))
    step = up if rising or (rising is None and up <= down) else -down
    for edge in even:
        rest[edge] += step
    for edge in odd:
        rest[edge] -= step
    for edge in ring:
        if rest[edge] in (0, unit):
            lines.drop(edge)
