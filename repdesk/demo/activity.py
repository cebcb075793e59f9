"""Visits, calls and messages as a rep's weeks hold them, and the promises they led to."""

from collections import Counter, deque
from typing import Any

from repdesk.demo import phrases
from repdesk.demo.catalogue import BY_CODE, CONSUMABLES
from repdesk.demo.deals import EXISTING, Course
from repdesk.demo.maker import TODAY, Maker, is_working, iso, moment, stamp, working
from repdesk.demo.names import RIVALS, RIVALS_ABROAD
from repdesk.demo.territory import Account
from repdesk.domain.order import Line

MOST_VISITS = 4
MOST_OTHERS = 7
INTERVALS = {"A": 11, "B": 19, "C": 29, "D": 46}
KINDS = (
    ("visit", 0.4),
    ("call", 0.24),
    ("message", 0.26),
    ("email", 0.04),
    ("note", 0.03),
    ("missed", 0.03),
)
KINDS_ABROAD = (("email", 0.7), ("call", 0.24), ("note", 0.06))
VISIT_HOURS = ((9, 20), (10, 50), (14, 0), (15, 40))
ON_TIME = 0.86


class Diary:
    """The rep's days: how many visits and other contacts each holds already.

    `most` None: as many a day as there are, for books that are large rather than believable.
    """

    def __init__(self, maker: Maker, bounded: bool = True) -> None:
        self._maker = maker
        self._bounded = bounded
        self._visits: Counter[int] = Counter()
        self._others: Counter[int] = Counter()
        self._seen: set[tuple[str, int]] = set()

    def place(self, account: Account, kind: str, day: int) -> int | None:
        """Return a free moment on the day or one of the next, before today; None: there is none."""
        visit = kind in ("visit", "missed")
        for later in range(7):
            on = day + later
            if on >= TODAY:
                return None
            if not is_working(on) or (account.id, on) in self._seen:
                continue
            if visit and self._bounded and (on % 7 or 7) not in account.weekdays:
                continue
            count = self._visits if visit else self._others
            if self._bounded and count[on] >= (MOST_VISITS if visit else MOST_OTHERS):
                continue
            taken = count[on]
            count[on] += 1
            self._seen.add((account.id, on))
            return self._moment(on, taken, visit)
        return None

    def reserve(self, account: Account, day: int) -> None:
        """Keep the days around a story free of other contacts with the account."""
        self._seen.update((account.id, day + near) for near in range(-4, 5))

    def _moment(self, day: int, taken: int, visit: bool) -> int:
        minute = self._maker.whole(0, 12)
        if visit:
            hour, begin = VISIT_HOURS[taken % len(VISIT_HOURS)]
            return moment(day, hour, begin + minute)
        spread = (8, 30), (11, 40), (13, 20), (16, 45), (17, 10), (10, 30), (15, 20)
        hour, begin = spread[taken % len(spread)]
        return moment(day, hour, begin + minute % 10)


class Activity:
    """Writes interactions and follow-ups for accounts."""

    def __init__(self, maker: Maker, diary: Diary) -> None:
        self._maker = maker
        self.diary = diary
        self._said: dict[str, deque[str]] = {}

    def contact_days(self, account: Account, most: int = 1_000) -> list[int]:
        """Draw the days on which the account's turn comes, newest first."""
        maker = self._maker
        days: list[int] = []
        interval = INTERVALS[account.grade]
        if account.mood == "lead":
            interval = 34
        if account.mood == "lost":
            interval *= 2
        day = TODAY + 4 - int(interval * maker.whole(0, 125) / 100)
        first = account.entered if account.mood in ("lead", "new") else account.first - 20
        first = max(first, account.reached)
        while day >= first and len(days) < most:
            days.append(day)
            day -= max(3, round(maker.around(interval, 0.5)))
        return days

    def visit_round(self, account: Account, most: int = 1_000) -> None:
        """Write the account's regular contacts."""
        kinds = KINDS_ABROAD if account.foreign else KINDS
        for day in self.contact_days(account, most):
            kind = self._maker.weighted(kinds)
            at = self.diary.place(account, kind, day)
            if at is not None:
                self.write(account, kind, at)

    def write_many(self, account: Account, count: int) -> None:
        """Write exactly so many contacts back from today, however full the days become."""
        maker = self._maker
        known = TODAY - (account.entered if account.mood in ("lead", "new") else account.first)
        interval = max(1, min(INTERVALS[account.grade], known // max(count, 1)))
        kinds = KINDS_ABROAD if account.foreign else KINDS
        day = TODAY - 1
        for _turn in range(count):
            at = moment(working(day, -1), maker.whole(8, 17), maker.whole(0, 59))
            self.write(account, maker.weighted(kinds), at)
            day -= max(1, round(maker.around(interval, 0.5)))

    def tell(self, course: Course) -> None:
        """Write down how a deal moved."""
        account = course.account
        abroad = account.foreign is not None
        for step in course.steps:
            rival = course.deal.competitor.name if course.deal.competitor else None
            kind = "email" if abroad else self._maker.pick(("visit", "call", "message"))
            outcome = "positive"
            notes: tuple[str, ...] = phrases.WON_ABROAD if abroad else phrases.WON
            match step.stage:
                case "contacted":
                    kind = "email" if abroad else "call"
                    notes = phrases.CONTACTED_ABROAD if abroad else phrases.CONTACTED
                    if course.deal.source == EXISTING:
                        continue
                case "quote":
                    kind = "email" if abroad else "visit"
                    outcome = "neutral"
                    notes = phrases.QUOTED_ABROAD if abroad else phrases.QUOTED
                case "lost":
                    kind = "email" if abroad else "call"
                    outcome = "negative"
                    lost = phrases.LOST_ABROAD if abroad else phrases.LOST
                    notes = lost[step.reason or "other"]
                case "lead":
                    continue
            at = self.diary.place(account, kind, step.day)
            if at is not None:
                title = f"「{course.deal.title}」" if course.deal.title and not abroad else ""
                note = self._maker.pick(notes).replace("{t}", title)
                self.write(account, kind, at, outcome, note, rival)

    def ordered(self, account: Account, day: int, line: Line, code: str) -> None:
        """Write down how an order came in."""
        kind = "email" if account.foreign else self._maker.pick(("message", "call", "message"))
        at = self.diary.place(account, kind, day)
        if at is None or at // 1440 != day:
            return
        article = BY_CODE[code]
        if account.foreign:
            note = f"PO received: {code} x {line.qty}"
        else:
            note = f"下单:{article.name} ×{line.qty}{article.unit},确认交期"
        self.write(account, kind, at, "positive", note)

    def write(
        self,
        account: Account,
        kind: str,
        at: int,
        outcome: str | None = None,
        note: str | None = None,
        rival: str | None = None,
    ) -> Any:
        """Add one interaction and, sometimes, the promise that came out of it."""
        maker = self._maker
        if note is None:
            notes = _notes(account, at // 1440)
            gap = 0.3 if at > moment(TODAY - 12, 0) else 0.06
            if kind in phrases.OUTCOMES and not maker.chance(gap):
                outcome = maker.weighted(phrases.OUTCOMES[kind])
            if (kind, outcome) not in notes:
                outcome = "neutral" if (kind, "neutral") in notes else None
            note = self._fresh(account, notes[kind, outcome])
        people = [row for row in account.contacts if row.power != "pays"]
        person = maker.pick(people) if maker.chance(0.4) else people[0]
        row = maker.add(
            "interactions",
            at + maker.whole(12, 95),
            customer=account.id,
            at=stamp(at),
            kind=kind,
            contacts=(person.id,) if kind != "note" and outcome != "not_reached" else (),
            outcome=outcome,
            note=self.fill(note, account, person.name, rival),
            minutes=_minutes(maker, kind, outcome),
            planned=kind in ("visit", "missed") and maker.chance(0.7),
            private=self._private(account, person.name),
        )
        if outcome in ("positive", "neutral") and maker.chance(0.14):
            self._promise(account, row, at)
        return row

    def _fresh(self, account: Account, notes: tuple[str, ...]) -> str:
        """Return one of the notes, if possible none of the account's last ones."""
        said = self._said.setdefault(account.id, deque(maxlen=6))
        note = next((n for n in [self._maker.pick(notes) for _ in range(4)] if n not in said), None)
        note = note or self._maker.pick(notes)
        said.append(note)
        return note

    def fill(self, note: str, account: Account, person: str, rival: str | None = None) -> str:
        """Return the note with a product, a rival, a person and a number in their places."""
        maker = self._maker
        goods = [code for code in CONSUMABLES[account.trade.industry] if code[:2] != "SV"]
        code = maker.pick(goods)
        known = account.customer.competitors
        if rival is None:
            named = known[0].name if known else None
            rival = named or maker.pick(RIVALS_ABROAD if account.foreign else RIVALS)
        return note.format(
            p=BY_CODE[code].name if not account.foreign else code,
            r=rival,
            w=person.split()[0] if account.foreign else _polite(person),
            n=maker.whole(3, 9),
        )

    def _private(self, account: Account, person: str) -> str:
        if account.foreign or not self._maker.chance(0.012):
            return ""
        return self._maker.pick(phrases.PRIVATE).format(w=_polite(person))

    def _promise(self, account: Account, source: Any, at: int) -> None:
        maker = self._maker
        due = working(at // 1440 + maker.whole(2, 12))
        if due >= TODAY - 3:
            return
        theirs = maker.chance(0.22)
        kind = "promise" if theirs or account.foreign else maker.weighted(KINDS_PROMISED)
        texts: tuple[str, ...]
        if account.foreign:
            texts = phrases.FOLLOW_ABROAD_THEM if theirs else phrases.FOLLOW_ABROAD
        else:
            texts = phrases.FOLLOW_THEM if theirs else phrases.FOLLOW[kind]
        done = maker.chance(0.95)
        closed = due - maker.whole(0, 2) if maker.chance(ON_TIME) else due + maker.whole(1, 9)
        maker.add(
            "followups",
            at + 5,
            customer=account.id,
            due=iso(due),
            text=self.fill(maker.pick(texts), account, account.contacts[0].name),
            kind=kind,
            owner="them" if theirs else "me",
            state="done" if done else "dropped",
            closed=iso(min(max(closed, at // 1440), TODAY - 1)),
            from_=source.id,
        )


KINDS_PROMISED = (("promise", 0.78), ("sample", 0.14), ("payment", 0.08))


def _notes(account: Account, day: int) -> phrases.Notes:
    """Return what is said of an account on a day: before it bought, after it stopped, between."""
    if account.foreign:
        before = day < account.first_order
        return phrases.NOTES_ABROAD_BEFORE if before else phrases.NOTES_ABROAD
    if day < account.first_order:
        return phrases.NOTES_BEFORE
    if account.mood in ("lost", "lapsing") and day > TODAY - account.since + account.gap:
        return phrases.NOTES_AFTER
    return phrases.NOTES


def _polite(person: str) -> str:
    return person[0] + ("总" if len(person) == 2 else "工" if ord(person[-1]) % 2 else "经理")


def _minutes(maker: Maker, kind: str, outcome: str | None) -> int | None:
    if kind == "visit" and outcome != "not_met":
        return maker.whole(4, 18) * 5
    if kind == "call" and outcome != "not_reached":
        return maker.whole(3, 18)
    return None
