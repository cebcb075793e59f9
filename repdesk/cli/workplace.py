"""What a verb works with: data folder, clock, ids, settings, and the desk over its store."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from functools import cached_property
from os import urandom
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from repdesk.settings.values import FILE_NAME, Settings

if TYPE_CHECKING:
    from repdesk.desk import Desk, Store

APP = "repdesk"


def system_clock() -> datetime:
    """Return this moment in the machine's zone: the one look at the clock."""
    return datetime.now(UTC).astimezone()


def default_folder() -> Path:
    """Return the platform's data folder for repdesk."""
    from platformdirs import user_data_dir

    return Path(user_data_dir(APP, appauthor=False))


class Workplace:
    """Put together for one run."""

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], datetime] = system_clock,
        opener: "Callable[[Workplace], Store] | None" = None,
    ) -> None:
        self.folder = folder
        self._today: date | None = None
        self._clock = clock
        self._opener = opener
        self._last_id = 0
        self._drawn_at = 0.0
        self.on_screen = False
        """Whether the app is showing: nothing else may then write to the terminal."""

    def stand_at(self, day: date) -> None:
        """Stand the clock at the end of this day."""
        self._today = day

    def now(self) -> str:
        """Return the moment as local ISO text with offset."""
        if self._today is None:
            return self._clock().isoformat(timespec="seconds")
        end = datetime.combine(self._today, time(23, 59, 59)).astimezone()
        return end.isoformat(timespec="seconds")

    @property
    def today(self) -> date:
        """The local day."""
        return date.fromisoformat(self.now()[:10])

    @property
    def time_of_day(self) -> time | None:
        """The time of day, None when the day was given: it then counts as over."""
        return None if self._today is not None else self._clock().time()

    def new_id(self) -> str:
        """Return a new record id, after every other of this run: rows of one moment keep their
        order. The clock is looked at once a millisecond: an import draws 20,000 ids."""
        from repdesk.domain.ids import make_id

        drawn = 0
        random = int.from_bytes(urandom(7))
        tick = monotonic()
        if tick - self._drawn_at > 0.001 or not self._last_id:
            self._drawn_at = tick
            drawn = int(self._clock().timestamp() * 1000) << 35 | random >> 21
        self._last_id = max(drawn, self._last_id + 1 + random % (1 << 20))
        return make_id(self._last_id >> 35, self._last_id)

    @property
    def settings_file(self) -> Path:
        """Where the settings stand."""
        return self.folder / FILE_NAME

    @cached_property
    def settings(self) -> Settings:
        """The settings, read once; most runs have no file and need no reader."""
        try:
            self.settings_file.stat()
        except OSError:  # of a folder that can't be entered the verb itself will tell
            return Settings()
        from repdesk.settings.read import load

        return load(self.settings_file)

    @cached_property
    def store(self) -> "Store":
        """The store of the data folder, opened once."""
        if self._opener is not None:
            return self._opener(self)
        from repdesk.cli.book import open_book

        return open_book(self)

    def elsewhere(
        self, folder: Path, settings: Settings, opener: "Callable[[Workplace], Store]"
    ) -> "Workplace":
        """Return a workplace at another folder, with the same clock and these settings."""
        place = Workplace(folder, self._clock, opener)
        place._today = self._today
        place.__dict__["settings"] = settings
        return place

    def leave(self, app: bool = False) -> None:
        """End the session with the book, if one was opened; `app`: it was the app's."""
        store = self.__dict__.get("store")
        close = getattr(store, "close", None)
        if close is not None:
            close(app)
        if store is not None and getattr(store, "notices", None):
            from repdesk.cli.book import tell_notices

            tell_notices(store.notices)

    @cached_property
    def desk(self) -> "Desk":
        """The verbs over the store."""
        from repdesk.desk import Desk

        return Desk(self.store, self.now, self.new_id, keys_of, by=session_name())


def keys_of(name: str) -> tuple[str, ...]:
    """Return the search keys of a name; what makes them is imported with the first name."""
    from repdesk.notation.pinyin import keys

    return keys(name)


def session_name() -> str:
    """Return what other sessions call this one: its terminal, or `script`."""
    import os

    for stream in (0, 1, 2):
        try:
            return os.ttyname(stream).removeprefix("/dev/")
        except OSError:
            continue
    return "script"
