"""How the highlight of a list moves: by rows, windows and to the ends, past headings."""

from __future__ import annotations

from collections.abc import Sequence

from textual.widget import Widget


class Moves(Widget):
    """The keys of a list. Rows are named by `_ids` (a heading has no id); `_go` highlights one."""

    _ids: Sequence[str]
    _at: int
    _top: int

    def _go(self, at: int) -> None:
        raise NotImplementedError

    def _nearest(self, at: int) -> int:
        """The row at or next after `at` that is no heading, else the one before, else -1."""
        for index in range(max(at, 0), len(self._ids)):
            if self._ids[index]:
                return index
        for index in range(min(at, len(self._ids) - 1), -1, -1):
            if self._ids[index]:
                return index
        return -1

    def _step(self, direction: int) -> None:
        at = self._at + direction
        while 0 <= at < len(self._ids) and not self._ids[at]:
            at += direction
        if 0 <= at < len(self._ids):
            self._go(at)

    def action_down(self) -> None:
        """Move to the next row."""
        self._step(1)

    def action_up(self) -> None:
        """Move to the row before."""
        self._step(-1)

    def action_first(self) -> None:
        """Move to the first row."""
        self._go(self._nearest(0))

    def action_last(self) -> None:
        """Move to the last row."""
        self._page(len(self._ids))

    def action_page_down(self) -> None:
        """Move down by a window."""
        self._page(max(self.size.height - 1, 1))

    def action_page_up(self) -> None:
        """Move up by a window."""
        self._page(-max(self.size.height - 1, 1))

    def _page(self, rows: int) -> None:
        if not self._ids:
            return
        at = min(max(self._at + rows, 0), len(self._ids) - 1)
        if abs(rows) < len(self._ids):
            self._top += rows
        while rows > 0 and at > 0 and not self._ids[at]:
            at -= 1
        self._go(self._nearest(at))
