"""How names of columns and values are compared: width, case, spaces and punctuation ignored."""

import re
import unicodedata
from functools import lru_cache

_BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
_NOISE = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def fold(name: str) -> str:
    """Return `单价(元)` as `单价`, `Order No.` as `orderno`."""
    text = unicodedata.normalize("NFKC", name).casefold()
    return _NOISE.sub("", _BRACKETS.sub("", text)) or _NOISE.sub("", text)
