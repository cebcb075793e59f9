"""A map that is never altered: an update shares all but the few shards it touches.

Copying a dict of 500,000 records for every save would take 10 ms and 20 MB; a map of 32 rooms of 32
shards copies one shard (some 500 entries at that size), its room and the list of rooms. One flat
list of 1,024 would cost the most of a save: copying it touches every shard's reference count.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar
from zlib import crc32

V = TypeVar("V")
_ROOM = 32
SHARDS = _ROOM * _ROOM


class Map(Generic[V]):
    """An immutable map from text to V; iteration order depends on the keys alone."""

    __slots__ = ("_length", "_rooms")

    def __init__(self, items: Iterable[tuple[str, V]] = ()) -> None:
        shards: list[dict[str, V] | None] = [None] * SHARDS
        for key, value in items:
            at = crc32(key.encode("utf-8", "surrogatepass")) & (SHARDS - 1)
            found = shards[at]
            if found is None:
                shards[at] = {key: value}
            else:
                found[key] = value
        self._rooms = tuple([tuple(shards[at : at + _ROOM]) for at in range(0, SHARDS, _ROOM)])
        self._length = sum(len(shard) for shard in shards if shard)

    def get(self, key: str) -> V | None:
        """Return the value of the key, None where there is none."""
        at = crc32(key.encode("utf-8", "surrogatepass")) & (SHARDS - 1)
        shard = self._rooms[at // _ROOM][at % _ROOM]
        return shard.get(key) if shard else None

    def _shards(self) -> Iterator[dict[str, V]]:
        return (shard for room in self._rooms for shard in room if shard)

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __len__(self) -> int:
        return self._length

    def items(self) -> Iterator[tuple[str, V]]:
        """Yield (key, value), the same order for the same keys whatever their history."""
        for shard in self._shards():
            for key in sorted(shard):
                yield key, shard[key]

    def keys(self) -> Iterator[str]:
        """Yield the keys in the order of `items`."""
        return (key for key, _value in self.items())

    def values(self) -> Iterator[V]:
        """Yield the values in the order of `items`."""
        for shard in self._shards():
            for key in sorted(shard):
                yield shard[key]

    def merged(self) -> dict[str, V]:
        """Return all of it as one dict, in no order to lean on: to look many keys up."""
        found: dict[str, V] = {}
        for shard in self._shards():
            found.update(shard)
        return found

    def updated(self, changes: Mapping[str, V | None]) -> "Map[V]":
        """Return the map with these values set; None removes a key."""
        if not changes:
            return self
        rooms = list(self._rooms)
        opened: dict[int, list[dict[str, V] | None]] = {}
        touched: dict[int, dict[str, V]] = {}
        length = self._length
        for key, value in changes.items():
            at = crc32(key.encode("utf-8", "surrogatepass")) & (SHARDS - 1)
            shard = touched.get(at)
            if shard is None:
                place = at // _ROOM
                room = opened.get(place)
                if room is None:
                    room = opened[place] = list(rooms[place])
                shard = touched[at] = room[at % _ROOM] = dict(room[at % _ROOM] or ())
            if value is None:
                length -= key in shard
                shard.pop(key, None)
            else:
                length += key not in shard
                shard[key] = value
        for place, room in opened.items():
            rooms[place] = tuple(room)
        result: Map[V] = Map.__new__(Map)
        result._rooms = tuple(rooms)
        result._length = length
        return result
