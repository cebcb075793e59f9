"""Where the files under data/ are: beside the checkout, else in the installed package."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_PLACES = (_PACKAGE.parent / "data", _PACKAGE / "data")


def data_file(name: str) -> Path:
    """Return the file of that name, the checkout's first; raises FileNotFoundError."""
    checkout = (_PACKAGE.parent / "pyproject.toml").is_file()
    for place in _PLACES if checkout else _PLACES[1:]:
        if (place / name).is_file():
            return place / name
    raise FileNotFoundError(name)
