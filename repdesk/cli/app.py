"""The app, put together: desk, drafts, numbers, settings and clock handed to the screens.

What the first paint does not need is imported by the function that needs it.
"""

import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from repdesk import i18n
from repdesk.cli.numbers import Numbers
from repdesk.cli.workplace import Workplace, session_name
from repdesk.domain.errors import NotFound, RepdeskError
from repdesk.settings.values import Settings
from repdesk.ui import ports
from repdesk.ui.app import run

if TYPE_CHECKING:
    from repdesk.desk import Desk
    from repdesk.storage.drafts import DraftStore
    from repdesk.storage.notices import Notice


class AppDrafts:
    """The drafts of a data folder, as the screens know them; storage is loaded when asked."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    @cached_property
    def _store(self) -> "DraftStore":
        from repdesk.storage.drafts import DraftStore

        return DraftStore(self._place.folder, self._place.now)

    def save(self, draft_id: str, form: str, customer: str, data: Mapping[str, Any]) -> None:
        """Write the draft; returns when it is on disk."""
        self._store.save(draft_id, form, customer, data)

    def list(self) -> Sequence[ports.Draft]:
        """Return all drafts, oldest first."""
        found = self._store.list()
        return [ports.Draft(row.id, row.form, row.at, row.customer, row.data) for row in found]

    def discard(self, draft_id: str) -> None:
        """Remove the draft."""
        self._store.discard(draft_id)

    def told(self) -> Sequence[str]:
        """Take out what reading the drafts had to tell."""
        store = self.__dict__.get("_store")
        return () if store is None else taken_notices(store.notices)


class AppBackups:
    """The backups of a data folder, as the screens know them; storage is loaded when asked."""

    def __init__(self, place: Workplace) -> None:
        self._place = place

    def list(self) -> Sequence[ports.Backup]:
        """Return them, the newest book first."""
        from repdesk.storage.backup_names import found
        from repdesk.storage.folder import Folder

        rows = reversed(found(Folder(self._place.folder)))
        return [
            ports.Backup(row.name, row.at.isoformat(timespec="minutes"), row.reason, row.seq)
            for row in rows
        ]

    def make(self) -> str:
        """Back up the book as it stands."""
        name = self._place.store.backup("asked", needed=True)
        if name is None:
            raise NotFound("backup.empty", what="backup", name="")
        return name

    def restore(self, name: str) -> str:
        """Put one in the place of the book, which is backed up first."""
        from repdesk.storage.restoring import restore

        place = self._place
        return restore(place.folder, name, place.now, place.new_id, session_name()).before or ""


def open_app(place: Workplace) -> int:
    """Show the app until the rep leaves it; returns the exit code."""
    place.on_screen = True
    threading.excepthook = partial(_crashed_beside, place)
    try:
        code = run(app_ports(place))
    finally:
        place.on_screen = False
    place.leave(app=True)
    return code


def app_ports(place: Workplace) -> ports.Ports:
    """Return what the app needs of this workplace."""
    drafts = AppDrafts(place)

    def open_book() -> "Desk":
        return place.desk

    def save_setting(key: str, value: str) -> None:
        from repdesk.cli.config import write_setting

        write_setting(place, key, value)

    def notices() -> Sequence[str]:
        store = place.__dict__.get("store")
        return [*taken_notices(getattr(store, "notices", [])), *drafts.told()]

    return ports.Ports(
        open_book=open_book,
        drafts=drafts,
        now=place.now,
        settings=screen_settings(place.settings),
        save_setting=save_setting,
        notices=notices,
        backups=AppBackups(place),
        new_id=place.new_id,
        numbers=Numbers(place.settings.policy),
    )


def taken_notices(notices: "list[Notice]") -> list[str]:
    """Take out what storage tells, in words; its words are loaded when there is something."""
    told = []
    while notices:
        from repdesk.wording.disk import notice

        each = notices.pop(0)
        told.append(notice(each.code, each.facts))
    return told


def _crashed_beside(place: Workplace, told: threading.ExceptHookArgs) -> None:
    """A bug in a thread of its own: a report, and nothing on the screen that is showing."""
    from repdesk.cli.crash import report, write_report

    if told.exc_value is not None:
        with suppress(OSError, RepdeskError):
            write_report(place.folder, place.now(), report("app", told.exc_value))


def screen_settings(settings: Settings) -> ports.Settings:
    """Return what of the settings the screens need, in the language that is spoken."""
    return ports.Settings(
        language=i18n.language(),
        glyphs=settings.glyphs,
        keys=settings.keys,
        currency=settings.currency,
        name=settings.name,
        date_order=settings.date_order,
        tax="" if settings.prices_include_tax or settings.tax == "0" else settings.tax,
        own_snippets=settings.snippets,
        policy=settings.policy,
        kpis=settings.kpis,
    )
