"""The tree of errors: a code and its facts, no sentences (those are added at the edge)."""

from typing import Any


class RepdeskError(Exception):
    """Anything repdesk refuses; `code` names the rule, `facts` what it was about."""

    def __init__(self, code: str, **facts: Any) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        return f"{self.code} {self.facts}"


class Invalid(RepdeskError):
    """A record or an input breaks a rule; facts: table, field, value where they apply."""


class NotFound(RepdeskError):
    """Nothing fits what was named; facts: what, name."""


class Ambiguous(RepdeskError):
    """Several fit what was named; facts: what, name, candidates [(id, label)]."""


class Conflict(RepdeskError):
    """The record is not what the action was based on; facts: table, id, name, verb, by, at."""


class NothingToUndo(RepdeskError):
    """There is no change that could be undone or redone; facts: reason."""


class Damaged(RepdeskError):
    """The book on disk can't be trusted; facts: path, and way: how to get it back."""


class NewerFormat(RepdeskError):
    """The book was written by a newer repdesk; facts: path, format."""


class Busy(RepdeskError):
    """Another session kept the book locked; facts: path, holder."""


class DiskError(RepdeskError):
    """The system refused a file operation; facts: path, errno, operation."""
