"""The rep's working days: the week of the settings less the days off."""

from datetime import date, timedelta

from repdesk.domain.policy import Policy


def working_days(first: date, last: date, policy: Policy) -> int:
    """Return how many working days there are from first to last, both counted; 0 backwards."""
    days = (last - first).days + 1
    if days <= 0:
        return 0
    weekdays = frozenset(policy.working_weekdays)
    weeks, rest = divmod(days, 7)
    count = weeks * len(weekdays & frozenset(range(1, 8)))
    count += sum((first + timedelta(at)).isoweekday() in weekdays for at in range(rest))
    off = {
        day
        for day in policy.days_off
        if first.isoformat() <= day <= last.isoformat()
        and date.fromisoformat(day).isoweekday() in weekdays
    }
    return count - len(off)
