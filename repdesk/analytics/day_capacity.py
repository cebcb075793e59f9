"""What one day holds: visits, and calls, of which a message is half a one (KPIS §5)."""

from repdesk.domain.arrangement import CALLS, VISIT
from repdesk.domain.policy import Policy


class DayCapacity:
    """The visits and calls of a day, and how many of them are taken."""

    def __init__(self, policy: Policy) -> None:
        self.visits_most, self.calls_most = int(policy.visits_a_day), policy.calls_a_day
        self.visits, self.calls = 0, 0.0
        self._closed: set[bool] = set()

    def use(self, channel: str) -> None:
        """Take a contact's share, whether there is room for it or not."""
        if channel == VISIT:
            self.visits += 1
        else:
            self.calls += CALLS[channel]

    def has_room(self, channel: str) -> bool:
        """Say whether a contact by this channel finds room."""
        if (channel == VISIT) in self._closed:
            return False
        if channel == VISIT:
            return self.visits < self.visits_most
        return self.calls + CALLS[channel] <= self.calls_most

    def close(self, channel: str) -> None:
        """Let nobody in any more: what was full for one is full for all that come after."""
        self._closed.add(channel == VISIT)
