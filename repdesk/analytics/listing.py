"""The order of the list: by score, every fifth place to the best drifting customer."""

from collections.abc import Sequence


def weave(
    ids: Sequence[str], score: Sequence[float], pull: Sequence[float], every: int
) -> list[tuple[int, bool]]:
    """Return (index, took a slot) in the order of the list.

    By score, highest first, but every `every`-th place goes to the largest `pull` above 0 that is
    not placed yet (0: no slots). Ties by id.
    """
    by_score = sorted(range(len(ids)), key=lambda at: (-score[at], ids[at]))
    by_pull = [at for at in range(len(ids)) if pull[at] > 0.0]
    by_pull.sort(key=lambda at: (-pull[at], ids[at]))
    placed: set[int] = set()
    order: list[tuple[int, bool]] = []
    scored, pulled = iter(by_score), iter(by_pull)
    while len(order) < len(ids):
        slot = every > 0 and (len(order) + 1) % every == 0
        at = next((at for at in pulled if at not in placed), None) if slot else None
        took = at is not None
        if at is None:
            at = next(at for at in scored if at not in placed)
        placed.add(at)
        order.append((at, took))
    return order
