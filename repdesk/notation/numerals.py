"""Small whole numbers in words, as they stand in dates: two, 三, 十五."""

_ONE_TO_SIX = ("one", "two", "three", "four", "five", "six")
_SEVEN_TO_TWELVE = ("seven", "eight", "nine", "ten", "eleven", "twelve")
_WORDS = {word: value for value, word in enumerate(_ONE_TO_SIX + _SEVEN_TO_TWELVE, 1)}
_WORDS |= {"a": 1, "an": 1}
_HAN = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}

NUMBER_EN = r"\d{1,3}|" + "|".join(sorted(_WORDS, key=len, reverse=True))
NUMBER_ZH = r"\d{1,3}|[二三四五六七八九]?十[一二三四五六七八九]?|[一二两三四五六七八九]"


def number(text: str) -> int:
    """Return the number that a text of NUMBER_EN or NUMBER_ZH names."""
    if text.isdigit():
        return int(text)
    if text in _WORDS:
        return _WORDS[text]
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return _HAN[text]
    return 10 * (_HAN[tens] if tens else 1) + (_HAN[ones] if ones else 0)
