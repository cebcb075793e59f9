"""The tokens that name nothing else: `#tag` and `// private`."""

from repdesk.notation.fold import begins_private, is_han
from repdesk.notation.scan import Scan

_TAG_LENGTH = 40


def tag(scan: Scan) -> bool:
    """Read `#word` at the cursor: a letter or a Chinese character begins it."""
    text, start = scan.text, scan.at + 1
    if start >= len(text) or not text[start].isalpha():
        return False
    end = start
    while end < len(text) and (text[end].isalnum() or text[end] in "-_" or is_han(text[end])):
        end += 1
    while text[end - 1] in "-_":
        end -= 1
    if end - start > _TAG_LENGTH:
        return False
    scan.tags[scan.raw[start:end]] = None
    scan.token("tag", scan.at, end)
    return True


def private(scan: Scan) -> bool:
    """Take the rest of the line as private at `//`."""
    start = scan.at
    if not scan.text.startswith("//", start):
        return False
    if not (scan.fresh or begins_private(scan.text, start)):
        return False
    end = len(scan.text)
    scan.token("private", start, end)
    scan.private = scan.raw[start + 2 : end].strip()
    return True
