"""The head of a line: what kind of thing happened and how it went."""

from typing import NamedTuple

from repdesk.notation.fold import ends_here, skip_spaces
from repdesk.notation.pattern import Pattern

LETTERS = {
    "v": "visit",
    "c": "call",
    "m": "message",
    "e": "email",
    "n": "note",
    "x": "missed",
    "o": "order",
    "p": "payment",
}
"""What the first word of a line means, where it is a letter."""
_WORDS = {word: word for word in ("visit", "call", "message", "email", "note", "missed")} | {
    "complaint": "complaint",
    "spend": "spend",
}

# a Chinese kind word, and what may not follow because the word is then a longer one
_CHINESE: tuple[tuple[str, str, str], ...] = (
    ("拜访", "visit", r"[量率表频]|计划|记录|路线"),
    ("面谈", "visit", r"[室表]"),
    ("上门", "visit", r"."),
    ("打电话", "call", r""),
    ("电话", "call", r"[号费机线簿卡亭局表]|会议系统|\s?:?\s?[+(]?\d[\d -]{4}"),
    ("去电", "call", r"[厂站网镀子力信池梯器缆机房炉气商工]"),
    ("来电", "call", r"[厂子器]|显示"),
    ("微信", "message", r"[群号码]|同(?!意)|支付|公众|小程序|红包|名片"),
    ("短信", "message", r"[费]|验证|平台"),
    ("邮件", "email", r"[组箱]|地址|系统|服务"),
    ("备注", "note", r"[栏名]"),
    ("未遇", "missed", r"[到过上]"),
    ("不在", "missed", r"."),
    ("下单", "order", r""),
    ("订单", "order", r""),
    ("回款", "payment", r""),
    ("收款", "payment", r""),
    ("投诉", "complaint", r"[率的了]|处理|已|解决|电话|渠道|热线|部门|结案|撤"),
    ("费用", "spend", r""),
)
_FIRST = tuple((word, kind, Pattern(longer) if longer else None) for word, kind, longer in _CHINESE)
_DONE = Pattern(r"\s{1,9}(?:resolved|closed|settled|solved|handled|withdrawn)(?!\w)")

OUTCOMES = {"+": "positive", "0": "neutral", "-": "negative", "?": "not_met", "x": "not_reached"}
_NOBODY = Pattern(
    r"[\s:,]{0,3}(?:(?:没接|未接)(?:电话|通|听)?|无人接听?"
    r"|(?:voicemail|no answer)(?!\w|\s(?:on|to|about|from|for|yet|of|regarding)\b))"
)


class Head(NamedTuple):
    """Kind (None: not given), outcome, and where each stands in the folded text."""

    kind: str | None
    start: int
    end: int
    outcome: str | None
    outcome_start: int
    outcome_end: int


def read_head(text: str) -> Head:
    """Return what the first word of the folded text, and an outcome right after it, say."""
    start = skip_spaces(text, 0)
    kind, end = _kind_at(text, start)
    if kind is None:
        if _alone(text, start):
            return Head(None, start, start, OUTCOMES[text[start]], start, start + 1)
        return Head(None, start, start, None, start, start)
    if kind == "call":
        nobody = _NOBODY.match(text, end)
        if nobody is not None and ends_here(text, nobody.end()):
            return Head(kind, start, end, "not_reached", skip_spaces(text, end), nobody.end())
    at = skip_spaces(text, end)
    if kind in ("order", "payment", "complaint", "spend") or not _outcome_at(text, at):
        return Head(kind, start, end, None, end, end)
    return Head(kind, start, end, OUTCOMES[text[at]], at, at + 1)


def outcome_later(text: str, at: int) -> str | None:
    """Return the outcome that stands at `at`, after a kind and @ tokens: `v @wang + agreed`."""
    if text[at] != "+" and skip_spaces(text, at + 1) < len(text):
        return None
    return OUTCOMES[text[at]] if _outcome_at(text, at) else None


def _kind_at(text: str, start: int) -> tuple[str | None, int]:
    for word, kind, longer in _FIRST:
        if text.startswith(word, start):
            end = start + len(word)
            if (
                longer is None
                or not longer.match(text, end)
                or (longer.source == "." and ends_here(text, end))
            ):
                return kind, end
            return None, start
    end = start
    while end < len(text) and end - start < 10 and "a" <= text[end] <= "z":
        end += 1
    word = text[start:end]
    kind_ = LETTERS.get(word) or _WORDS.get(word)
    if kind_ is None or (kind_ == "complaint" and _DONE.match(text, end)):
        return None, start
    if text.startswith((":\\", ":/"), end):
        return None, start
    touches = end < len(text) and text[end] in "+0-?" and ends_here(text, end + 1)
    return (kind_, end) if touches or ends_here(text, end) else (None, start)


def _outcome_at(text: str, at: int) -> bool:
    return at < len(text) and text[at] in OUTCOMES and ends_here(text, at + 1)


def _alone(text: str, start: int) -> bool:
    """Say whether the line opens with `+`, or is nothing but an outcome."""
    if not _outcome_at(text, start):
        return False
    rest = skip_spaces(text, start + 1)
    return text[start] == "+" or rest == len(text) or text.startswith("//", rest)
