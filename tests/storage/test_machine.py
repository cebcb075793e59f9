"""Two sessions on one folder, crashing and coming back at any moment, against plain dicts."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from repdesk.domain.errors import NothingToUndo
from repdesk.storage import backups, restoring
from repdesk.storage.book_store import BookStore
from repdesk.storage.compaction import Policy
from repdesk.storage.folder import Folder
from repdesk.storage.salvage import read_anyway
from tests.storage.sessions import NOW, desk, new_id, session

WHICH = st.sampled_from([0, 1])
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6).filter(str.strip)
State = dict[str, str]


def state_of(store: BookStore) -> State:
    return {zone.id: zone.name for zone in store.book.rows("zones")}


class TwoSessions(RuleBasedStateMachine):
    """`past` are the states that undo goes back through, `future` those that redo goes to.

    `torn` is half a line at the journal's end, until the next session that takes the lock; `kept`
    are the states that backups hold.
    """

    def __init__(self) -> None:
        super().__init__()
        self.room = tempfile.TemporaryDirectory()
        self.folder = Path(self.room.name) / "data"
        self.past: list[State] = []
        self.now: State = {}
        self.future: list[State] = []
        self.torn = b""
        self.kept: dict[str, State] = {}
        self.stores = [session(self.folder), session(self.folder)]

    def teardown(self) -> None:
        for store in self.stores:
            store.close()
        self.room.cleanup()

    def _changed(self, which: int, state: State) -> None:
        self.past.append(self.now)
        self.now, self.future, self.torn = state, [], b""
        assert state_of(self.stores[which]) == state

    @rule(which=WHICH, name=NAMES)
    def add(self, which: int, name: str) -> None:
        added = desk(self.stores[which]).add("zones", name=name).answer
        self._changed(which, {**self.now, added: name})

    @precondition(lambda self: self.now)
    @rule(which=WHICH, name=NAMES, data=st.data())
    def edit(self, which: int, name: str, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.now)))
        self.stores[which].refresh()
        change = desk(self.stores[which]).edit("zones", chosen, name=name).change
        self.torn = b""
        if change.puts:
            self._changed(which, {**self.now, chosen: name})

    @precondition(lambda self: self.now)
    @rule(which=WHICH, data=st.data())
    def delete(self, which: int, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.now)))
        desk(self.stores[which]).delete("zones", chosen)
        self._changed(which, {key: name for key, name in self.now.items() if key != chosen})

    @rule(which=WHICH)
    def undo(self, which: int) -> None:
        if not self.past:
            with pytest.raises(NothingToUndo):
                desk(self.stores[which]).undo()
            self.torn = b""
            return
        desk(self.stores[which]).undo()
        self.future.append(self.now)
        self.now, self.torn = self.past.pop(), b""
        assert state_of(self.stores[which]) == self.now

    @rule(which=WHICH)
    def redo(self, which: int) -> None:
        if not self.future:
            with pytest.raises(NothingToUndo):
                desk(self.stores[which]).redo()
            self.torn = b""
            return
        desk(self.stores[which]).redo()
        self.past.append(self.now)
        self.now, self.torn = self.future.pop(), b""
        assert state_of(self.stores[which]) == self.now

    @rule(which=WHICH)
    def look(self, which: int) -> None:
        self.stores[which].refresh()
        assert state_of(self.stores[which]) == self.now

    @rule(which=WHICH)
    def compact(self, which: int) -> None:
        if self.folder.exists():
            self.stores[which].compact()
            self.torn = b""
            assert state_of(self.stores[which]) == self.now

    @rule(which=WHICH, leaving=st.booleans())
    def end_and_come_back(self, which: int, leaving: bool) -> None:
        self.stores[which].close(leaving=leaving)
        if leaving and self.folder.exists():
            self.torn = b""
        self.stores[which] = session(self.folder, Policy.AUTO)
        assert state_of(self.stores[which]) == self.now

    @rule(which=WHICH, length=st.integers(1, 40))
    def crash_in_the_middle_of_a_line(self, which: int, length: int) -> None:
        journal = self.folder / "repdesk.json.journal"
        if journal.exists() and not self.torn:
            lines = journal.read_bytes().splitlines(keepends=True)
            self.torn = lines[-1][:length]
            with journal.open("ab") as file:
                file.write(self.torn)
        self.stores[which] = session(self.folder)
        codes = [notice.code for notice in self.stores[which].notices]
        assert codes == ["journal.torn"] * bool(self.torn)
        assert state_of(self.stores[which]) == self.now

    @rule(which=WHICH)
    def backup(self, which: int) -> None:
        name = self.stores[which].backup("asked")
        if name is not None:
            self.kept[name] = self.now

    @precondition(lambda self: self.kept)
    @rule(which=WHICH, data=st.data())
    def restore(self, which: int, data: st.DataObject) -> None:
        there = {one.name for one in backups.found(Folder(self.folder))}
        names = sorted(self.kept.keys() & there)
        if names:
            name = data.draw(st.sampled_from(names))
            restoring.restore(self.folder, name, lambda: NOW, new_id)
            self.past, self.now, self.future, self.torn = [], self.kept[name], [], b""
            self.stores[which].refresh()
            assert state_of(self.stores[which]) == self.now

    @invariant()
    def a_reader_sees_what_was_acknowledged(self) -> None:
        zones = read_anyway(self.folder).book.rows("zones")
        assert {zone.id: zone.name for zone in zones} == self.now


TestTwoSessions = TwoSessions.TestCase
TestTwoSessions.settings = settings(max_examples=25, stateful_step_count=25, deadline=None)
