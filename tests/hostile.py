"""Texts that would harm a terminal, a spreadsheet or a screen, and what may reach a terminal."""

import unicodedata

TEXTS = {
    "colour": "a\x1b[31mb\x1b[0m",
    "title": "a\x1b]0;owned\x07b",
    "clipboard": "a\x1b]52;c;cm0gLXJm\x1b\\b",
    "c1": "a\x9b2Jb\x90q\x9c",
    "return": "saved 0000\rX",
    "lines": "a\nrepdesk: b\n\nc",
    "separators": "a\u2028b\u2029c\x85d\x0be\x0cf",
    "backspaces": "abc\x08\x08\x08xyz\x7f",
    "nul": "a\x00b",
    "bidi": "\u202eevil\u202c \u2066x\u2069 \u200fy",
    "zero width": "a\u200bb\u200c\u200d\u2060\ufeffc",
    "fillers": "a\u3164b\u115f\xadc\ufe0f",
    "tags": "a\U000e0041\U000e0042b",
    "unassigned": "a\u0378b\uffff\U000fffff",
    "lone half": "a\ud800b",
    "half from bytes": "a\udcffb",
    "combining": "a" + "\u0301" * 200,
    "markup": "[/] [red]a[/red] [@click=app.quit]b[/] [link=file:///]c",
    "format": "${x} {0} {name} %s %(n)s {",
    "formula": "=cmd|' /C calc'!A0",
    "formula at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "formula plus": "+1+cmd|' /C calc'!A0",
    "formula minus": "-2+3+cmd|' /C calc'!A0",
    "formula tab": "\t=1+1",
    "wide": "张家港华昌" * 60,
    "long": "x" * 5000,
    "too long": "y" * 1_000_000,
    "option": "--yes",
    "quotes": "\"; DROP TABLE 'a' -- \\",
}
_INVISIBLE = {"Cc", "Cf", "Cs", "Cn", "Zl", "Zp"}


def harm_in(text: str) -> list[str]:
    """The characters of an output that no terminal should get, escaped."""
    return sorted(
        {
            ascii(sign)
            for sign in text
            if sign != "\n"
            and unicodedata.category(sign) in _INVISIBLE
            and not "\U00020000" <= sign < "\U0003fffe"
        }
    )
