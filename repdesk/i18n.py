"""The language of the screen: gettext catalogs under locale/, English as written in the code."""

import gettext
from collections.abc import Mapping
from pathlib import Path

LANGUAGES = ("en", "zh")
_LOCALE = Path(__file__).parent / "locale"
_catalogs: dict[str, gettext.NullTranslations] = {"en": gettext.NullTranslations()}
_current = "en"
_own: dict[str, str] = {}


def N_(message: str) -> str:  # noqa: N802 (gettext's own name, known to the extractor)
    """Mark a constant for the catalog; `_` translates it where it is shown."""
    return message


def _(message: str) -> str:
    """Return the message in the current language."""
    return _catalogs[_current].gettext(message) if message else ""


def ngettext(singular: str, plural: str, n: int) -> str:
    """Return the form of the message that fits n."""
    return _catalogs[_current].ngettext(singular, plural, n)


def pgettext(context: str, message: str) -> str:
    """Return the message as said in this context (a short word with two meanings)."""
    return _catalogs[_current].pgettext(context, message)


def language() -> str:
    """Return the current language, `en` or `zh`."""
    return _current


def set_language(name: str) -> None:
    """Switch the language of every later `_`; anything but a known name means English."""
    global _current
    name = name if name in LANGUAGES else "en"
    if name not in _catalogs:
        with (_LOCALE / name / "LC_MESSAGES" / "repdesk.mo").open("rb") as file:
            _catalogs[name] = gettext.GNUTranslations(file)
    _current = name


def set_own_words(words: Mapping[str, str]) -> None:
    """Say these codes (`tier.VIP`) in the rep's own words from now on, all others as usual."""
    _own.clear()
    _own.update(words)


def own_word(code: str) -> str:
    """Return the rep's own word for a code, empty where there is none."""
    return _own.get(code, "")


def language_of_locale(*values: str | None) -> str:
    """Return the language that the first set of LC_ALL, LC_MESSAGES, LANG asks for."""
    first = next((value for value in values if value), "")
    return "zh" if first.lower().startswith("zh") else "en"
