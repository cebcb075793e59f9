"""The seven days from the base day: promises, stops and stories that somebody waits for."""

from datetime import date
from typing import Any, NamedTuple

import msgspec

from repdesk.demo.activity import Activity
from repdesk.demo.catalogue import CONSUMABLES
from repdesk.demo.deals import Pipeline
from repdesk.demo.ledger import Ledger
from repdesk.demo.maker import TODAY, Maker, iso, moment, stamp, working
from repdesk.demo.territory import Account


class Due(NamedTuple):
    """A promise that is open: whose it is (a name, or "zone" and a place in it) and when."""

    whose: str
    days: int
    text: str
    kind: str = "promise"
    owner: str = "me"
    time: str | None = None


PROMISES = (
    Due("苏州恒力精密", -1, "答应回电确认样品交期"),
    Due("无锡东升水务", -4, "催款,财务沈慧说月底前付", "payment"),
    Due("无锡 3", -5, "补保安过滤器材质证书"),
    Due("苏州 4", -6, "寄回盖章的年度框架合同", "promise", "them"),
    Due("昆山立德电子", 0, "送报价单(滤芯×20)"),
    Due("昆山科信", 0, "回复纯水站二期报价意见", "promise", "them"),
    Due("abroad 1", 0, "send revised quotation for 200 cartridges", time="16:00"),
    Due("昆山科信", 1, "带{p}样品给朱工试装", "sample"),
    Due("昆山 4", 1, "约设备科看清洗线现场", time="10:30"),
    Due("abroad 2", 1, "confirm vessel and B/L date"),
    Due("吴江 2", 2, "算循环泵节能数据发过去"),
    Due("苏州 5", 2, "跟进样品两周试用结果", "sample"),
    Due("苏州恒力精密", 3, "回电谈样品交期和新报价"),
    Due("张家港 3", 3, "发机封改型方案"),
    Due("太仓 2", 4, "周六停机检修,送大修包到现场", time="09:00"),
    Due("常熟 2", 4, "发检修计划", "promise", "them"),
    Due("无锡 4", 5, "周日换泵前电话确认吊车", time="14:00"),
    Due("江阴 2", 5, "发泵房照片和铭牌", "promise", "them"),
    Due("太仓永盛", 6, "递交浊环水过滤最终报价"),
    Due("debtor", 6, "对账后催付", "payment"),
    Due("abroad 3", 6, "return signed agreement", "promise", "them"),
    Due("tender", 9, "二次供水机组开标,带授权书和业绩表", "tender", "me", "09:30"),
    Due("苏州 6", 13, "季度回访,核对滤芯用量"),
    Due("abroad 4", 16, "check stock of seals before their shutdown"),
)

TRIED = (("昆山 2", "call", "not_reached", 16), ("江阴 1", "missed", None, 14))

STOPS = (
    (0, ("苏州恒力精密", "苏州 4", "complaint", "无锡东升水务", "无锡 3", "江阴 4")),
    (1, ("昆山科信", "昆山立德电子", "昆山 5", "太仓 3")),
    (2, ("苏州 8", "吴江远大机械", "吴江 2", "苏州 5")),
    (3, ("常熟天一泵业", "张家港华昌", "张家港 3", "常熟 3")),
    (4, ("太仓 2",)),
    (5, ("无锡 4",)),
    (6, ("苏州 6", "苏州 9", "苏州 10", "苏州 11")),
)
TIMES = ("09:30", "11:00", "14:00", "15:30", None, None)

HENGLI = (
    (-21, "visit", "neutral", "问了A型价格,在和Grundfos比"),
    (-35, "call", "positive", "样品收到,试用两周"),
    (-49, "visit", "positive", "首次演示,三季度预算已批"),
)


class Week:
    """Finds accounts by what the stories call them and adds the stories' rows."""

    def __init__(
        self, maker: Maker, accounts: list[Account], ledger: Ledger, activity: Activity
    ) -> None:
        self._maker = maker
        self._ledger = ledger
        self._activity = activity
        self._named = {account.name: account for account in accounts}
        self._zones: dict[str, list[Account]] = {}
        for account in accounts:
            told = account.mood in ("lost", "lapsing") or account.fixed
            if not told:
                zone = "abroad" if account.foreign else account.zone
                self._zones.setdefault(zone, []).append(account)
        buyers = [row for row in self._zones["苏州"] if "FC-20" in CONSUMABLES[row.trade.industry]]
        self._named["complaint"] = next(row for row in buyers if row.mood != "lead")
        home = [row for zone, rows in self._zones.items() if zone != "abroad" for row in rows]
        home = [row for row in home if row.mood != "lead"]
        self._named["tender"] = next(row for row in home if row.trade.industry == "水务")
        self._zones["苏州"].remove(self._named["complaint"])

    def find(self, whose: str) -> Account:
        """Return the account of that name, or the n-th of "zone n"."""
        if whose in self._named:
            return self._named[whose]
        zone, _space, place = whose.partition(" ")
        rows = self._zones[zone]
        return rows[int(place) % len(rows)]

    def stories(self, pipeline: Pipeline) -> None:
        """Add the deals and visits of the accounts that the first screens show."""
        hengli, kexin = self.find("苏州恒力精密"), self.find("昆山科信")
        pipeline.pinned(
            hengli, "冷却泵换型", 12_000, [(-49, "lead"), (-35, "contacted"), (-9, "quote")], 24
        )
        pipeline.pinned(hengli, "三季度滤芯", 4_000, [(-2, "lead")], 45)
        pipeline.pinned(
            kexin, "纯水站二期", 68_000, [(-50, "lead"), (-47, "contacted"), (-32, "quote")], 10
        )
        pipeline.pinned(
            self.find("太仓永盛"),
            "浊环水自清洗过滤",
            43_000,
            [(-40, "lead"), (-36, "contacted"), (-14, "quote")],
            6,
        )
        tender = self.find("tender")
        pipeline.pinned(tender, "二次供水机组", 93_600, [(-25, "lead"), (-20, "contacted")], 30)
        for days, kind, outcome, note in HENGLI:
            at = moment(working(TODAY + days, -1), 9, 40)
            self._activity.diary.reserve(hengli, at // 1440)
            self._activity.write(hengli, kind, at, outcome, note)

    def promises(self, deals: dict[str, str]) -> None:
        """Add the open promises; `deals` is customer id -> an open deal's id."""
        late = [
            row for row, _owed, _days in self._ledger.overdue() if not (row.fixed or row.foreign)
        ]
        self._named["debtor"] = late[0]
        overdue = {account.id: owed for account, owed, _days in reversed(self._ledger.overdue())}
        for due in PROMISES:
            account = self.find(due.whose)
            made = working(TODAY + min(due.days, 0) - self._maker.whole(3, 8), -1)
            about_deal = due.kind in ("promise", "tender") and due.owner == "me"
            self._maker.add(
                "followups",
                moment(made, 17, 20),
                customer=account.id,
                deal=deals.get(account.id) if about_deal else None,
                due=iso(TODAY + due.days),
                time=due.time,
                text=self._activity.fill(due.text, account, account.contacts[0].name),
                kind=due.kind,
                amount=overdue.get(account.id) if due.kind == "payment" else None,
                owner=due.owner,
            )

    def complaint(self) -> None:
        """Add an open complaint and the note it came with."""
        account = self.find("complaint")
        at = moment(TODAY - 4, 11, 15)
        row = self._activity.write(
            account, "note", at, None, "投诉:上批20寸滤芯有3支端盖脱胶,要换货和原因分析"
        )
        self._maker.add(
            "followups",
            at + 20,
            customer=account.id,
            due=iso(TODAY),
            text="滤芯脱胶:换货3支,给8D报告",
            kind="complaint",
            from_=row.id,
        )

    def meeting(self) -> None:
        """Add one talk that three customers came to, as one log."""
        at = moment(working(TODAY - 26, -1), 13, 30)
        group = self._maker.new_id(at)
        for whose in ("无锡 6", "无锡 7", "江阴 5"):
            account = self.find(whose)
            row = self._activity.write(
                account, "visit", at, "positive", "循环水节能交流会,会后约单独看现场"
            )
            self._maker.replace("interactions", msgspec.structs.replace(row, group=group))

    def tried(self) -> None:
        """Add who was not reached on the last working day: they come back on Today."""
        for whose, kind, outcome, hour in TRIED:
            at = moment(working(TODAY - 1, -1), hour, 20)
            self._activity.write(self.find(whose), kind, at, outcome, "")

    def stops(self) -> None:
        """Add the plan of the seven days, and the plans of the weeks before as they went."""
        eve = moment(TODAY - 1, 18, 10)
        for days, names in STOPS:
            for place, account in enumerate({self.find(whose).id: None for whose in names}):
                weekend = days in (4, 5)
                self._maker.add(
                    "stops",
                    eve,
                    customer=account,
                    date=iso(TODAY + days),
                    time="09:00" if weekend else TIMES[place],
                    fixed=weekend or place == 0,
                )
        since = iso(TODAY - 28)
        states = {"visit": "done", "missed": "missed"}
        for row in list(self._maker.tables["interactions"].values()):
            if row.at[:10] >= since and row.planned and row.kind in states:
                self._maker.add(
                    "stops",
                    moment(_ordinal(row.at) - 1, 18, 10),
                    customer=row.customer,
                    date=row.at[:10],
                    time=row.at[11:16],
                    state=states[row.kind],
                )

    def set_aside(self, accounts: list[Account]) -> None:
        """Snooze a few customers, mark one do-not-contact, archive one that moved away."""
        quiet = [a for a in accounts if not a.fixed and not a.foreign]
        rest = [a for a in quiet if a.mood == "steady" and a.grade in "CD"]
        for place, days in ((3, 5), (8, 12), (14, 27)):
            self._change(rest[place], snooze_until=iso(TODAY + days))
        lost = [row for mood in ("lost", "lapsing") for row in quiet if row.mood == mood]
        self._change(lost[0], do_not_contact=True, needs="老板明确不要再打电话,明年再看")
        self._change(lost[1], archived=True, needs="工厂搬到安徽,已不归我管")

    def _change(self, account: Account, **fields: Any) -> None:
        fields["updated"] = stamp(moment(working(TODAY - 6, -1), 17, 30))
        changed = msgspec.structs.replace(account.customer, **fields)
        account.customer = self._maker.replace("customers", changed)


def _ordinal(at: str) -> int:
    return date.fromisoformat(at[:10]).toordinal()
