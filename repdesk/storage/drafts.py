"""Drafts: text that was typed and not yet saved, one small file each."""

import os
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from repdesk.domain.errors import Invalid, RepdeskError
from repdesk.storage.folder import Folder, disk, open_private, replace_file, sync_folder
from repdesk.storage.journal import UNREADABLE
from repdesk.storage.notices import Notice

_ID = re.compile(r"[0-9A-Za-z_-]{1,64}")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """What stood in a form at a moment: `data` its fields and cursor as plain JSON values."""

    id: str
    form: str
    at: str
    customer: str = ""
    data: dict[str, Any] = {}


class DraftStore:
    """The drafts of a data folder. No lock: each has an id of its own."""

    def __init__(self, path: Path, now: Callable[[], str]) -> None:
        self._folder = Folder(path)
        self._now = now
        self._told: set[Path] = set()
        self.notices: list[Notice] = []
        """Files that are no readable draft (`draft.damaged`, path); they are left as they are."""

    def save(self, draft_id: str, form: str, customer: str, data: Mapping[str, Any]) -> None:
        """Write the draft durably in the place of what stood under its id.

        Raises DiskError, Invalid for an id that is no file name or text that is no text.
        """
        draft = Draft(id=draft_id, form=form, at=self._now(), customer=customer, data=dict(data))
        try:
            text = msgspec.json.encode(draft)
        except (UnicodeEncodeError, TypeError) as error:
            raise Invalid("text.broken", table="drafts", field=form, value=draft_id) from error
        path = self._path(draft_id)
        self._folder.make()
        self._folder.room(self._folder.drafts)
        replace_file(path, [text + b"\n"])

    def list(self) -> Sequence[Draft]:
        """Return the drafts that can be read, oldest first."""
        found = []
        with disk("read", self._folder.drafts):
            paths = sorted(self._folder.drafts.glob("*.json"))
        for path in paths:
            draft = self._read(path)
            if draft is not None:
                found.append(draft)
        return sorted(found, key=lambda draft: (draft.at, draft.id))

    def discard(self, draft_id: str) -> None:
        """Remove the draft; nothing happens when there is none. Raises DiskError."""
        path = self._path(draft_id)
        with disk("unlink", path):
            try:
                path.unlink()
            except FileNotFoundError:
                return
        sync_folder(path.parent)

    def _path(self, draft_id: str) -> Path:
        if not _ID.fullmatch(draft_id):
            raise Invalid("draft.id", table="drafts", field="id", value=draft_id)
        return self._folder.drafts / f"{draft_id}.json"

    def _read(self, path: Path) -> Draft | None:
        try:
            with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
                draft = msgspec.json.decode(file.read(), type=Draft)
            if draft.id == path.stem:
                return draft
        except FileNotFoundError:
            return None
        except (*UNREADABLE, RepdeskError, OSError):
            pass
        if path not in self._told:
            self._told.add(path)
            self.notices.append(Notice("draft.damaged", {"path": str(path)}))
        return None
