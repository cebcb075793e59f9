"""Words for a time to come that name no day: 下周, 节后, next week. They ask for the day."""

from repdesk.notation.pattern import Pattern

_VAGUE = Pattern(
    r"下{1,3}个?(?:周|星期|礼拜)末?(?![一二三四五六日天])|下个?月(?!\d)[初中底末]?|下个?季度|明年(?!\d)"
    r"|年后|节后|月初|[本这](?:周末|月底|个月底)|过几天|过两天"
    r"|next\s(?:week|month|quarter)(?!\w)"
)
_FIRST = frozenset("下明年节月本这过n")


def vague_at(text: str, at: int) -> int | None:
    """Return where a vague time that stands at that place of the folded text ends, or None."""
    if at >= len(text) or text[at] not in _FIRST:
        return None
    match = _VAGUE.match(text, at)
    return match.end() if match else None
