"""A reading told again as one line of tokens: what is shown, in the notation itself."""

from repdesk.domain.money import decimal_text, round_half_up
from repdesk.notation.fold import fold
from repdesk.notation.reading import DealRead, FollowUp, Reading

LETTERS = {
    "visit": "v",
    "call": "c",
    "message": "m",
    "email": "e",
    "note": "n",
    "missed": "x",
    "order": "o",
    "payment": "p",
}
OUTCOMES = {"positive": "+", "neutral": "0", "negative": "-", "not_met": "?", "not_reached": "x"}
TOKEN = frozenset("!~@$¥€£>#/;\\+-?报")
OPENS = frozenset("一二两三四五六七八九十半大后明今本这下周星礼月季年客对他她")


def retold(reading: Reading) -> str:
    """Return a line that says the same: head, deals, stage, note, promises, private part."""
    parts = [_head(reading)]
    if reading.at is not None:
        clock = f" {reading.at_time:%H:%M}" if reading.at_time else ""
        parts.append(f"@{reading.at.isoformat()}{clock}")
    parts += [f"@{name}" for name in reading.contact_names]
    parts += _deals(reading)
    if reading.competitor is not None:
        parts.append(f"vs {reading.competitor.name} {decimal_text(reading.competitor.amount)}元")
    parts += [f"#{tag}" for tag in reading.tags]
    # a word of its own behind the head could be an outcome, or a weekday of the day before it
    parts.append(f"; {escaped(reading.note)}" if reading.note else "")
    parts += [_promise(one, reading) for one in reading.followups if one.due is not None]
    if reading.private:
        parts.append(f"// {reading.private}")
    return " ".join(part for part in parts if part)


def escaped(text: str) -> str:
    """Return the text with a backslash before everything that could be read."""
    told = []
    signs = fold(text)
    for at, (char, folded) in enumerate(zip(text, signs, strict=True)):
        if char == "、" and signs[max(0, at - 1) : at + 1] == "//":
            told.append(char)  # only two together are a token
            continue
        first = at == 0 or not text[at - 1].isalnum()
        opens = folded in OPENS or (folded.isdigit() and (at == 0 or text[at - 1].isspace()))
        told.append("\\" if folded in TOKEN or (first and opens) else "")
        told.append(char)
    return "".join(told)


def _head(reading: Reading) -> str:
    if reading.complaint:
        return "complaint"
    if reading.spend is not None:
        return f"spend {decimal_text(reading.spend.amount)}元"
    if reading.payment is not None:
        return f"p {decimal_text(reading.payment.amount)}元 {reading.payment.order or ''}"
    items = [
        f"{one.code}x{decimal_text(one.qty)}"
        + (f"@{decimal_text(one.price)}" if one.price_from == "typed" and one.price else "")
        for one in reading.order
    ]
    outcome = OUTCOMES[reading.outcome] if reading.outcome else ""
    return " ".join(filter(None, (LETTERS[reading.kind], *items, outcome)))


def _deals(reading: Reading) -> list[str]:
    """The deals, the one that moves last and the move behind it."""
    move = reading.stage
    order = list(reading.deals)
    of_line = move is not None and move.index is not None
    if move is not None and move.index is not None:
        order.append(order.pop(move.index))
    parts = [f"{_deal(one)};" for one in order]
    if of_line:
        parts[-1] = parts[-1][:-1]
    if move is not None:
        title = move.title if move.deal is not None and not order else ""
        parts.append(" ".join(filter(None, (f">{move.to}", move.reason, title))))
    return parts


def _deal(one: DealRead) -> str:
    return f"${round_half_up(one.amount, 2):f} {escaped(one.title)}".rstrip()


def _promise(one: FollowUp, reading: Reading) -> str:
    assert one.due is not None
    text = one.text
    if one.kind == "complaint":
        text = text.removeprefix(f"{reading.note}: ")
    clock = f" {one.time:%H:%M}" if one.time else ""
    return f"{'!' if one.owner == 'me' else '~'}{one.due.isoformat()}{clock}: {escaped(text)}"
