"""Folding a typed line to the form the rules read, one character for one character.

Full-width forms become their half-width twins and letters lower case. The folded text has the
length of the raw one, so a span in it is a span in the line as typed.
"""

_TWINS: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_TWINS |= {ord("　"): " ", ord("￥"): "¥", ord("￡"): "£", ord("》"): ">", ord("。"): "."}

PUNCTUATION = frozenset(',.;:!?、…()[]{}【】"“”‘|—《》〈〉')
"""What a token may stand after and an amount or a day may stand before."""

_TITLES = frozenset(("mr", "mrs", "ms", "dr", "prof", "st", "no"))
_BREAKS = PUNCTUATION - frozenset('"“”‘《》〈〉')


def fold(raw: str) -> str:
    """Return the folded text, exactly as long as `raw`."""
    text = raw.translate(_TWINS).replace("、、", "//")
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    # a few capitals have a lower case of two characters: they stay as they are
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def is_han(char: str) -> bool:
    """Say whether the character is a Chinese one."""
    if char < "\u3007":
        return False
    return (
        "\u3400" <= char <= "\u4dbf"
        or "\u4e00" <= char <= "\u9fff"
        or char == "\u3007"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003134f"
    )


def has_han(text: str) -> bool:
    """Say whether the text holds a Chinese character."""
    return not text.isascii() and any(map(is_han, text))


def is_word(char: str) -> bool:
    """Say whether the character is a letter or digit of a script that puts spaces between words."""
    return char.isalnum() and not is_han(char)


def inside_word(text: str, at: int) -> bool:
    """Say whether a full stop, comma or colon stands within a number, an address, a version."""
    if text[at] not in ",.:" or not 0 < at < len(text) - 1:
        return False
    before, after = text[at - 1], text[at + 1]
    if text[at] == ".":
        return is_word(before) and is_word(after)
    return before.isdigit() and after.isdigit()


def stands_alone(text: str, at: int) -> bool:
    """Say whether a token may begin here: at the start, after a space or after punctuation."""
    if at == 0 or text[at - 1].isspace():
        return True
    return text[at - 1] in PUNCTUATION and not inside_word(text, at - 1)


def begins_private(text: str, at: int) -> bool:
    """Say whether `//` stands here and hides the rest; `://` is an address.

    What is meant to be private must not leak for want of a space: beside a Chinese character it
    need not stand alone.
    """
    if not text.startswith("//", at):
        return False
    if text[at - 1 : at] == ":" and not is_han(text[at - 2 : at - 1]):
        return False
    beside = is_han(text[at - 1 : at]) or is_han(text[at + 2 : at + 3])
    return beside or stands_alone(text, at)


def ends_here(text: str, at: int) -> bool:
    """Say whether a word may end here: at the end, before a space or before punctuation."""
    if at >= len(text) or text[at].isspace():
        return True
    if text[at] == "’":
        return at + 1 == len(text) or not is_word(text[at + 1])
    return text[at] in PUNCTUATION and not inside_word(text, at)


def _shortens(text: str, at: int) -> bool:
    """Say whether the full stop shortens a title: Dr. Liu, Mr. Wang."""
    word = text[max(0, at - 5) : at].rpartition(" ")[2]
    return word in _TITLES


def is_break(text: str, raw: str, at: int) -> bool:
    """Say whether the character parts two segments of the line."""
    if text[at] not in _BREAKS or (text[at] == "." and _shortens(text, at)):
        return False
    return raw[at] in "。，：" or not inside_word(text, at)


def skip_spaces(text: str, at: int) -> int:
    """Return the next place that is no space."""
    while at < len(text) and text[at].isspace():
        at += 1
    return at
