"""What a run of faults came to: counts, and every miss in words."""

from collections import Counter


class Report:
    """Counts by name; a miss fails the run."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.counts: Counter[str] = Counter()
        self.misses: list[str] = []

    def count(self, what: str, number: int = 1) -> None:
        """Add to a count."""
        self.counts[what] += number

    def miss(self, what: str, **facts: object) -> None:
        """Note what must never happen."""
        self.misses.append(f"{what} {facts}")

    def line(self) -> str:
        """The counts in one line."""
        told = ", ".join(f"{what} {number}" for what, number in self.counts.items())
        return f"{self.name}: {told}; misses {len(self.misses)}"
