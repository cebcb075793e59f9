"""A map that is never altered: an update shares all but the few shards it touches.

Copying a dict of 500,000 records for every save would take 10 ms and 20 MB; a map of 1,024 shards
copies one shard (some 500 entries at that size) and the list of shards.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar
from zlib import crc32

V = TypeVar("V")
SHARDS = 1024


def _shard(key: str) -> int:
    return crc32(key.encode("utf-8", "surrogatepass")) & (SHARDS - 1)


class Map(Generic[V]):
    """An immutable map from text to V; iteration order depends on the keys alone."""

    __slots__ = ("_length", "_shards")

    def __init__(self, items: Iterable[tuple[str, V]] = ()) -> None:
        shards: list[dict[str, V] | None] = [None] * SHARDS
        for key, value in items:
            at = crc32(key.encode("utf-8", "surrogatepass")) & (SHARDS - 1)
            found = shards[at]
            if found is None:
                shards[at] = {key: value}
            else:
                found[key] = value
        self._shards = tuple(shards)
        self._length = sum(len(shard) for shard in shards if shard)

    def get(self, key: str) -> V | None:
        """Return the value of the key, None where there is none."""
        shard = self._shards[crc32(key.encode("utf-8", "surrogatepass")) & (SHARDS - 1)]
        return shard.get(key) if shard else None

    def __contains__(self, key: str) -> bool:
        return self.get(key) is not None

    def __len__(self) -> int:
        return self._length

    def items(self) -> Iterator[tuple[str, V]]:
        """Yield (key, value), the same order for the same keys whatever their history."""
        for shard in self._shards:
            if shard:
                for key in sorted(shard):
                    yield key, shard[key]

    def keys(self) -> Iterator[str]:
        """Yield the keys in the order of `items`."""
        return (key for key, _value in self.items())

    def values(self) -> Iterator[V]:
        """Yield the values in the order of `items`."""
        for shard in self._shards:
            if shard:
                for key in sorted(shard):
                    yield shard[key]

    def merged(self) -> dict[str, V]:
        """Return all of it as one dict, in no order to lean on: to look many keys up."""
        found: dict[str, V] = {}
        for shard in self._shards:
            if shard:
                found.update(shard)
        return found

    def updated(self, changes: Mapping[str, V | None]) -> "Map[V]":
        """Return the map with these values set; None removes a key."""
        if not changes:
            return self
        shards = list(self._shards)
        touched: dict[int, dict[str, V]] = {}
        length = self._length
        for key, value in changes.items():
            at = _shard(key)
            shard = touched.get(at)
            if shard is None:
                shard = touched[at] = dict(shards[at] or ())
                shards[at] = shard
            if value is None:
                length -= key in shard
                shard.pop(key, None)
            else:
                length += key not in shard
                shard[key] = value
        result: Map[V] = Map.__new__(Map)
        result._shards = tuple(shards)
        result._length = length
        return result
